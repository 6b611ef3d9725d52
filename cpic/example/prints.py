"""Where prints of the example year hang: in each centre a sheet at its entrance and one in large print at its counter,
from the first edition on; in autumn all centres but one have replaced those that no longer hold."""

from collections import defaultdict
from functools import partial

from centres.models import Centre
from cpic.example.courses import Deed
from cpic.example.goals import moment
from cpic.example.people import head_of
from goals.models import EditionCentre
from goals.models.noticeboard import PrintFormat
from goals.noticeboard.ledger import hanging_prints, post_print, replace_prints, standings_of

SPOTS = {PrintFormat.SHEET: "nástěnka u vchodu", PrintFormat.LARGE: "přepážka"}


def print_deeds(year):
    return [
        Deed(moment(year, 1, 12, 9), partial(hang_first_edition, year)),
        Deed(moment(year, 10, 5, 9), replace_what_changed),
    ]


def hang_first_edition(year, *, now):
    places = EditionCentre.objects.filter(edition__year=year, edition__number=1).prefetch_related("codes")
    for place in places:
        for code in place.codes.all():
            post_print(code, SPOTS[code.format], now.date(), by=head_of(place.slug), now=now)


def replace_what_changed(*, now):
    hanging, versions = list(hanging_prints()), defaultdict(dict)
    standings = standings_of(hanging, now.date())
    for row in hanging:
        if standings[row.pk].is_outdated:
            versions[row.centre_id][row.pk] = row.version
    for centre in Centre.objects.filter(pk__in=versions).order_by("position")[1:]:
        replace_prints(centre, versions[centre.pk], by=head_of(centre.slug), now=now)
