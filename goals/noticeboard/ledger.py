"""Where prints hang: hung, moved, taken down and replaced by people of their centre, each time as an event. A row is
one copy in one place; replacing it ends the row and begins the next one. Of a centre that nobody works in any more the
department head says that a print was taken down; somebody else has to, and the ledger would show it for ever.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Centre
from goals.formatting import format_date
from goals.models import PostedPrint
from goals.noticeboard.standing import PrintState, by_print, judge, prints_of_centres
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused

CHANGED = gettext_lazy("Výtisk mezitím změnil někdo jiný. Tady je, jak to je teď; zkontrolujte to a odešlete znovu.")


def standings_of(prints, today):
    """How each of the copies stands, by its key, in one query; `prints` come with their codes and places."""
    slugs = {one.code.place.slug for one in prints}
    groups = by_print(prints_of_centres(place__slug__in=slugs)) if slugs else {}
    return {one.pk: judge(one.code, groups[one.code.place.slug, one.code.format], today) for one in prints}


def hanging_prints(**where):
    """Copies that hang, as all who ask about them need them."""
    return PostedPrint.objects.hanging().filter(**where).select_related("code__place__edition", "centre", "posted_by")


def post_print(code, spot, posted_on, *, by, key=None, now=None):
    """Write down that a copy hangs in this place of the centre since the day; idempotent for the same form."""
    now = now or timezone.now()
    with transaction.atomic():
        centre, role, today = _hold(Centre.objects.get(slug=code.place.slug), by=by, now=now)
        if made := made_before(key, by, f"post_print:{centre.pk}"):
            return PostedPrint.objects.get(pk=made[0])
        edition = code.place.edition
        if centre.is_closed(today):
            raise Refused(_("Centrum je zavřené, nové výtisky v něm nevisí."))
        if posted_on > today:
            raise Refused(_("Tento den teprve přijde. Výtisk zapište, až bude viset."))
        if posted_on < edition.published_on:
            facts = {"day": format_date(edition.published_on)}
            raise Refused(_("Toto vydání vyšlo až %(day)s, dřív viset nemohlo.") % facts)
        if _standing(code, today).state == PrintState.WITHDRAWN:
            raise Refused(_("Toto vydání bylo staženo. Výtisk sundejte, pověste platný a zapište ten."))
        _require_free(centre, code, spot)
        row = PostedPrint.objects.create(code=code, centre=centre, spot=spot, posted_on=posted_on, posted_by=by)
        remember(key, by, f"post_print:{centre.pk}", [row], at=now)
        _record(row, "post_print", by=by, role=role, now=now)
        return row


def move_print(row, spot, *, by, now=None):
    """Correct where the copy hangs; `row` is as it was seen."""
    now = now or timezone.now()
    with transaction.atomic():
        centre, role, _today = _hold(row.centre, by=by, now=now)
        current = _current(row)
        if current.spot == spot:
            return current
        if current.version != row.version:
            raise EditConflict(current, CHANGED)
        _require_free(centre, current.code, spot, besides=current)
        said = f"{current.spot} → {spot}"
        current.spot, current.version = spot, current.version + 1
        current.save()
        _record(current, "move_print", by=by, role=role, now=now, content=said)
        return current


def right_to_take_down(centre, *, on):
    """Of its people; of who stands in where it is closed and nobody works in it any more, not even from its main centre
    or from one that took it over."""
    is_left = not centre.is_asked(on) and not access.holders(Right.POST_PRINTS, centre, on=on).exists()
    return Right.STAND_IN if is_left else Right.POST_PRINTS


def take_down_print(row, *, by, now=None):
    """Idempotent for the same person; `row` is as it was seen."""
    now = now or timezone.now()
    with transaction.atomic():
        _centre, role, today = _hold(row.centre, by=by, now=now, right_at=right_to_take_down)
        current = PostedPrint.objects.select_related("code__place__edition").get(pk=row.pk)
        if current.removed_by_id == by.pk and not _next_of(current):
            return current
        current = _current(row)
        if current.version != row.version:
            raise EditConflict(current, CHANGED)
        _take_down(current, by=by, today=today)
        _record(current, "take_down_print", by=by, role=role, now=now)
        return current


def replace_prints(centre, versions, *, by, now=None):
    """Copies of what holds now hang in the place of these; `versions` are those that were seen, by key. All of them or
    none; idempotent for the same person. Returns the new rows."""
    now = now or timezone.now()
    with transaction.atomic():
        centre, role, today = _hold(centre, by=by, now=now)
        rows = PostedPrint.objects.filter(centre=centre, pk__in=versions).select_related("code__place__edition")
        rows = list(rows.order_by("pk"))
        standings, done = standings_of(rows, today), []
        if centre.is_closed(today) and rows:
            raise Refused(_("Centrum je zavřené, výtisky v něm už jen sundejte."))
        for row in rows:
            following = _next_of(row)
            if following and following.posted_by_id == by.pk:
                done.append(following)
                continue
            _current(row)
            if row.version != versions[row.pk]:
                raise EditConflict(row, CHANGED)
            holds = standings[row.pk].holds
            if holds is None:
                raise Refused(_("Výtisk „%(spot)s“ není čím nahradit. Sundejte ho.") % {"spot": row.spot})
            if holds.pk == row.code_id:
                raise Refused(_("Výtisk „%(spot)s“ je z platného vydání, vyměnit ho není za co.") % {"spot": row.spot})
            _take_down(row, by=by, today=today)
            new = PostedPrint.objects.create(
                code=holds, centre=centre, spot=row.spot, posted_on=today, posted_by=by, replaces=row
            )
            said = f"{_named(row)} → {_named(new)}: {row.spot}"
            _record(new, "replace_print", by=by, role=role, now=now, content=said)
            done.append(new)
        return done


def _hold(centre, *, by, now, right_at=lambda _centre, on: Right.POST_PRINTS):
    """The centre, held: what hangs in it changes one after the other."""
    centre = Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    today = timezone.localdate(now)
    role = access.rights_of(by, on=today).require(right_at(centre, on=today), centre)
    return centre, role, today


def _current(row):
    """The copy as it is now; raises EditConflict where it hangs no more."""
    current = PostedPrint.objects.select_related("code__place__edition", "removed_by").get(pk=row.pk)
    if current.removed_on is None:
        return current
    facts = {"spot": current.spot, "who": current.removed_by, "day": format_date(current.removed_on)}
    words = _("Výtisk „%(spot)s“ mezitím sundal/a %(who)s (%(day)s).")
    if _next_of(current):
        words = _("Výtisk „%(spot)s“ mezitím vyměnil/a %(who)s (%(day)s).")
    raise EditConflict(current, words % facts)


def _next_of(row):
    return PostedPrint.objects.filter(replaces=row.pk).first()


def _take_down(row, *, by, today):
    row.removed_on, row.removed_by, row.version = max(today, row.posted_on), by, row.version + 1
    row.save()


def _require_free(centre, code, spot, besides=None):
    hanging = PostedPrint.objects.hanging().filter(centre=centre, code=code)
    spots = {one.spot.casefold() for one in hanging if besides is None or one.pk != besides.pk}
    if spot.casefold() in spots:
        raise Refused(_("Tento tisk tam už visí. Visí-li jich tam víc, odlište je slovem, například „vlevo“."))


def _standing(code, today):
    return judge(code, list(prints_of_centres(place__slug=code.place.slug, format=code.format)), today)


def _named(row):
    edition = row.code.place.edition
    facts = {"format": row.code.get_format_display(), "year": edition.year, "number": edition.number}
    return _("%(format)s %(year)s, vydání %(number)s") % facts


def _record(row, name, *, content="", **act):
    at = act.pop("now")
    record_event(row.centre, name, at=at, content=content or f"{_named(row)}: {row.spot}", **act)
