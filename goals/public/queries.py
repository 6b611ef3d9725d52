"""What the public may see, fetched. Every query here starts at an edition; drafts are out of reach."""

from itertools import groupby
from operator import attrgetter

from django.db.models import Count, Max, Prefetch
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres.languages import CZECH, address_in
from centres.models import Centre, Erasure, Region
from goals.diff import compare
from goals.formatting import target_phrases
from goals.models import Edition, EditionCentre, EditionGoal, Lineage
from goals.pdf.leaflet import LARGE, LEAFLET, languages_of


class NotPublished(Http404):
    """There is no such thing in public; carries the way to what there is."""

    def __init__(self, message, *, url, label):
        super().__init__(message)
        self.url = url
        self.label = label


def withdrawn(model):
    """Editions or reports that are no longer shown because words were taken out of them, for a subquery."""
    return Erasure.objects.withdrawing(model).values("row")


def current_editions():
    """The current edition of each year, newest first, with the number of its centres and goals and its PDF."""
    counts = {"centre_count": Count("centres", distinct=True), "goal_count": Count("goals", distinct=True)}
    editions = Edition.objects.operational().current().prefetch_related("files")
    return editions.annotate(**counts).order_by("-year")


def year_before(year):
    """The last published year before this one, or None."""
    return Edition.objects.operational().filter(year__lt=year).aggregate(last=Max("year"))["last"]


def edition_of(year, number=None):
    """The year's edition of that number, or the current one."""
    found = Edition.objects.for_year(year).prefetch_related("files")
    edition = (found.current() if number is None else found.filter(number=number)).first()
    if edition:
        return edition
    if number is None or not found.exists():
        raise NotPublished(
            _("Cíle na rok %(year)s nejsou zveřejněné.") % {"year": year},
            url=reverse("years"),
            label=_("Zveřejněné roky"),
        )
    raise NotPublished(
        _("Cíle na rok %(year)s nemají vydání %(number)s.") % {"year": year, "number": number},
        url=reverse("year", args=[year]),
        label=_("Platné vydání cílů %(year)s") % {"year": year},
    )


def commitments():
    """The current edition of each commitment, the first first."""
    editions = Edition.objects.of_commitments().current().prefetch_related("files")
    return sorted(editions, key=attrgetter("first_year"))


def commitment_on(day):
    """The commitment that holds on the day: the last that has begun, until another one does; None before the first."""
    begun = [edition for edition in commitments() if edition.valid_from is None or edition.valid_from <= day]
    return begun[-1] if begun else None


def commitment_of(year, number=None):
    """The commitment that begins in the year: its edition of that number, or the current one."""
    current = next((edition for edition in commitments() if edition.first_year == year), None)
    if current is None:
        raise NotPublished(
            _("Závazek, který by začínal rokem %(year)s, není zveřejněný.") % {"year": year},
            url=reverse("public-commitment"),
            label=_("Veřejný závazek, který platí"),
        )
    if number is None:
        return current
    found = Edition.objects.filter(document=current.document_id, number=number).prefetch_related("files").first()
    if found is None:
        raise NotPublished(
            _("Závazek nemá vydání %(number)s.") % {"number": number},
            url=reverse("public-commitment-term", args=[year]),
            label=_("Jeho platné vydání"),
        )
    return found


def language_of_leaflet(edition, language):
    """Under which language the edition has its leaflet, or None: nothing falls back silently."""
    return next((words.file_language for words in languages_of(edition) if words.language == language), None)


def leaflets_of(edition, language):
    """The leaflets in the language, or else the Czech ones, each with its address and file, None while it is drawn."""
    own = language_of_leaflet(edition, language)
    shown, key = (language, own) if own else (CZECH, CZECH)
    files = {(file.format, file.language): file for file in edition.files.all()}
    names = {LEAFLET: "commitment-leaflet", LARGE: "commitment-large"}
    return {"is_missing": shown != language} | {
        kind: {
            "url": address_in(shown, reverse(name, args=[edition.first_year])),
            "file": files.get((kind, key)),
            "language": shown,
        }
        for kind, name in names.items()
    }


def editions_of(year):
    """All editions of the year, newest first."""
    return Edition.objects.for_year(year).order_by("-number")


def goal_of(edition, number):
    goals = EditionGoal.objects.filter(edition=edition, number=number)
    goal = goals.select_related("centre").prefetch_related("targets").first()
    if goal is None:
        raise NotPublished(
            _("Cíle na rok %(year)s nemají cíl číslo %(number)s.") % {"year": edition.year, "number": number},
            url=reverse("year", args=[edition.year]),
            label=_("Všechny cíle na rok %(year)s") % {"year": edition.year},
        )
    return goal


def goals_of(edition):
    return EditionGoal.objects.filter(edition=edition).select_related("centre").prefetch_related("targets")


def by_centre(goals):
    """Pairs of a centre and its goals, in document order."""
    return [(centre, list(group)) for centre, group in groupby(goals, key=lambda goal: goal.centre)]


def figures(edition):
    """How long the document is, and how much of it is measured: three numbers with their words."""
    centres = edition.centres.count()
    goals = edition.goals.count()
    measured = edition.goals.filter(targets__value__isnull=False).distinct().count()
    return [
        {"value": centres, "label": ngettext("centrum", "center", centres)},
        {"value": goals, "label": ngettext("cíl", "cílů", goals)},
        {"value": measured, "label": _("s měřitelnou hodnotou")},
    ]


def history_of(goal):
    """The goal in earlier years, newest first: what it continues, and what that continued."""
    earlier = []
    while goal is not None:
        year, number = _continued(goal)
        if year is None:
            break
        before = EditionGoal.objects.filter(edition__in=Edition.objects.for_year(year).current(), number=number)
        goal = before.select_related("edition").first()
        if goal:
            earlier.append(goal)
    return earlier


def _continued(goal):
    """Year and number of what the goal continues: as its edition says, or as was found later, when the older year came
    in. Only a goal that has come out has a number, and its edition of that year is looked for."""
    if goal.continues_year:
        return goal.continues_year, goal.continues_number
    later = Lineage.objects.filter(year=goal.edition.year, number=goal.number).order_by("-id")
    year, number = later.values_list("previous_year", "previous_number").first() or (None, None)
    return (year, number) if year and year < goal.edition.year else (None, None)


def wordings_of(goal, edition):
    """What the year's editions said of the goal, one entry for each edition that said something new."""
    rows = EditionGoal.objects.filter(edition__document=edition.document_id, number=goal.number)
    rows = rows.select_related("edition").prefetch_related("targets").order_by("edition__number")
    said = []
    for row in rows:
        if not said or _said(row) != _said(said[-1]):
            said.append(row)
    return said


def _said(row):
    return row.text, target_phrases(row), row.ends_on


def successor_of(goal, edition):
    """The goal of the same year that goes on with one that was ended, at another centre."""
    rows = EditionGoal.objects.filter(edition=edition, continues_year=edition.year, continues_number=goal.number)
    return rows.select_related("centre").first()


def edition_before(edition):
    return Edition.objects.filter(document=edition.document_id, number=edition.number - 1).first()


def changes_since_previous(edition):
    """The edition before this one and what changed since; (None, []) for the first."""
    before = edition_before(edition)
    if before is None:
        return None, []
    return before, compare(goals_of(before), goals_of(edition), targets_of=target_phrases)


def correction_of(edition, editions):
    """The next edition, if it says what was wrong in this one."""
    return next((after for after in editions if after.number == edition.number + 1 and after.erratum), None)


def years_of_centre(slug):
    """The centre in the current edition of each year that knows it, newest first, with the number of its goals."""
    centres = EditionCentre.objects.filter(slug=slug, edition__in=Edition.objects.operational().current())
    return centres.select_related("edition").annotate(goal_count=Count("goals")).order_by("-edition__year")


def centre_in(edition, slug):
    return EditionCentre.objects.filter(edition=edition, slug=slug).first()


def goals_in(place):
    """The goals of a centre as an edition froze them."""
    return EditionGoal.objects.filter(centre=place).select_related("edition").prefetch_related("targets")


def centres_by_operator(today):
    """Pairs of an operator and its centres, in document order; and those that are closed, apart."""
    centres = list(Centre.objects.select_related("region", "operator", "parent", "successor"))
    there = [centre for centre in centres if not centre.is_closed(today)]
    operators = [(operator, list(group)) for operator, group in groupby(there, key=lambda centre: centre.operator)]
    closed = [centre for centre in centres if centre.is_closed(today)]
    return {"operators": operators, "closed": closed, "today": today}


def regions(edition):
    """All regions with their centres; each leads to its goals in the edition, or else to its first centre."""
    with_goals = set(edition.centres.values_list("nuts3", flat=True)) if edition else set()
    found = []
    there = Centre.objects.open_on(timezone.localdate())
    for region in Region.objects.prefetch_related(Prefetch("centres", there)):
        centres = list(region.centres.all())
        if not centres:
            continue
        if region.nuts3 in with_goals:
            url = f"{reverse('year', args=[edition.year])}?region={region.nuts3}"
        else:
            url = reverse("centre", args=[centres[0].slug])
        facts = {"code": region.nuts3, "name": region.name, "url": url, "count": len(centres), "centres": centres}
        found.append(facts)
    return found


def centre_of(slug):
    centre = (
        Centre.objects.select_related("parent", "region", "operator", "successor", "contact", "offer")
        .filter(slug=slug)
        .first()
    )
    if centre is None:
        raise NotPublished(
            _("Centrum „%(slug)s“ neznáme.") % {"slug": slug}, url=reverse("centres"), label=_("Všechna centra")
        )
    return centre
