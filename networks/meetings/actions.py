"""What meetings of networks agreed: a centre or an organisation does it by a day, and it comes back until done."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.events import record_event
from centres.models import Centre
from evaluations.meetings.contents import ActionContent, fingerprint
from evaluations.states import ActionState
from goals.workflow import EditConflict, Refused
from networks.access import require_leading
from networks.models import Member, Partner, SharedAction

CHANGED = _("Úkol mezitím změnil někdo jiný. Porovnejte obě znění a uložte to, které platí.")


def of_series(series):
    found = SharedAction.objects.filter(gathering__series=series)
    return found.select_related("centre", "partner", "topic", "gathering").order_by("due_on", "pk")


def carried_to(gathering):
    """What earlier meetings agreed and nobody has done, and what was settled since the last one before this."""
    earlier = gathering.series.gatherings.closed().filter(on__lt=gathering.on).order_by("-on").first()
    is_news = Q(state=ActionState.OPEN)
    if earlier:
        is_news |= Q(settled_at__date__gte=earlier.on)
    return list(of_series(gathering.series).filter(is_news, gathering__on__lt=gathering.on))


def possible_owners(gathering):
    """Centres of the region and organisations that sit in the series or were there, with what forms call them."""
    centres = Centre.objects.open_on(gathering.on).filter(
        Q(region=gathering.series.region) | Q(pk=gathering.series.centre_id)
    )
    seated = Member.objects.on(gathering.on).filter(series=gathering.series).values("partner")
    partners = Partner.objects.filter(Q(pk__in=seated) | Q(attendance__gathering=gathering)).distinct()
    return (
        [(f"centre-{one.pk}", one.name) for one in centres.order_by("position")],
        [(f"partner-{one.pk}", one.name) for one in partners.order_by("folded_text", "pk")],
    )


def owner_columns(key):
    kind, _dash, pk = key.partition("-")
    return (
        {"centre_id": int(pk), "partner_id": None} if kind == "centre" else {"centre_id": None, "partner_id": int(pk)}
    )


def refuse_stranger(gathering, owner):
    centres, partners = possible_owners(gathering)
    if owner not in dict(centres) and owner not in dict(partners):
        raise Refused(_("Úkol může mít centrum kraje nebo organizace, která v síti je nebo na setkání byla."))


def owner_words(key):
    kind, _dash, pk = key.partition("-")
    model = {"centre": Centre, "partner": Partner}.get(kind)
    return str(model.objects.filter(pk=int(pk)).first() or "") if model and pk.isdecimal() else ""


def change(action, content, *, by, now):
    """Write the held action anew. What was agreed at a closed meeting stays, whatever is sent."""
    facts = {"due_on": content.due_on, "state": content.state, "note": content.note}
    if content.owner != action.owner_key:
        refuse_stranger(action.gathering, content.owner)
        facts |= owner_columns(content.owner)
    if not action.gathering.is_closed:
        facts["what"] = content.what
    if content.state != action.state:
        is_open = content.state == ActionState.OPEN
        facts |= {"settled_at": None if is_open else now, "settled_by": None if is_open else by}
    SharedAction.objects.filter(pk=action.pk).update(version=F("version") + 1, **facts)


@transaction.atomic
def change_shared(action, content, *, expected, by, now=None):
    """Say how it ended, or who does it and by when. `expected` is the fingerprint of what was on the screen."""
    now = now or timezone.now()
    current = of_series(action.gathering.series).select_for_update(no_key=True, of=("self",)).get(pk=action.pk)
    role = require_leading(by, action.gathering.series.region, on=timezone.localdate(now))
    before = ActionContent.of(current)
    if content == before:
        return current
    if fingerprint(before) != expected:
        raise EditConflict(current, CHANGED)
    change(current, content, by=by, now=now)
    name = "settle" if content.state != before.state else "change_action"
    words = f"{current.what} – {ActionState(content.state).label}"
    record_event(current, name, by=by, role=role, at=now, comment=f"{words}: {content.note}" if content.note else words)
    return of_series(action.gathering.series).get(pk=action.pk)
