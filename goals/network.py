"""What becomes of goals when a centre closes, and what its successor then has to decide; a year that a centre joins
while it runs; contacts that are to be looked at again."""

from django.db import transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres import access
from centres.access import Right
from centres.contact import HOLDS_FOR
from centres.czech import full_stop
from centres.events import record_event
from centres.models import Centre
from centres.network import ClosingRule, in_words
from goals.formatting import format_date
from goals.models import Document, Goal, Plan, PostedPrint
from goals.states import OPEN
from goals.tasks import Reminder, Task
from goals.workflow import Refused, lock_document, lock_plan, lock_rows, record, require_open
from goals.years import undecided

# When a centre closes


def closing_problems(centre, day):
    closed = Document.objects.years().exclude(closed_at=None).filter(plans__centre=centre, year__gte=day.year).last()
    if closed:
        facts = {"year": closed.year, "day": in_words(day.replace(year=closed.year + 1, month=1, day=1))}
        yield _("Rok %(year)s je vyhodnocený a v něm se už nic nemění; zavřít jde nejdřív %(day)s.") % facts


def foreseen(centre, day, successor):
    drafts = _drafts(centre).count()
    held = Goal.objects.changeable().approved().filter(centre=centre, document__year__gte=day.year).count()
    hanging = PostedPrint.objects.hanging().filter(centre=centre).count()
    if hanging:
        words = ngettext(
            "Visí tu %(count)s výtisk cílů: sundejte ho, dokud v centru někdo je.",
            "Visí tu %(count)s výtisků cílů: sundejte je, dokud v centru někdo je.",
            hanging,
        )
        yield words % {"count": hanging}
    if drafts and successor:
        words = ngettext(
            "%(count)s cíl, který ještě není schválený, přejde hned na %(successor)s.",
            "%(count)s cílů, které ještě nejsou schválené, přejde hned na %(successor)s.",
            drafts,
        )
        yield full_stop(words % {"count": drafts, "successor": successor})
    elif drafts:
        words = ngettext(
            "%(count)s cíl, který ještě není schválený, zůstane rozepsaný a nikdo na něj nebude čekat.",
            "%(count)s cílů, které ještě nejsou schválené, zůstane rozepsaných a nikdo na ně nebude čekat.",
            drafts,
        )
        yield words % {"count": drafts}
    if held:
        words = ngettext(
            "%(count)s schválený cíl zůstane v dokumentu pod centrem tak, jak vyšel.",
            "%(count)s schválených cílů zůstane v dokumentu pod centrem tak, jak vyšly.",
            held,
        )
        yield words % {"count": held}
    if held and successor:
        yield _("%(successor)s o každém z nich rozhodne: převezme ho, upraví, nebo skončí s důvodem.") % {
            "successor": successor
        }


def hand_over(centre, _day, successor, *, by, role, now):
    """Goals that nobody has approved go on as the successor's, at the end of its list, as they stand."""
    if successor is None:
        return
    for document in Document.objects.filter(pk__in=_drafts(centre).values("document")).order_by("pk"):
        lock_document(document.pk)
        require_open(document)
        plan, _made = Plan.objects.get_or_create(document=document, centre=_planning(successor, document))
        for each in Plan.objects.filter(document=document, centre__in=[centre, plan.centre]).order_by("pk"):
            lock_plan(each)
        goals = list(
            _drafts(centre).filter(document=document).select_related("document", "centre").order_by("position", "pk")
        )
        lock_rows(goals)
        last = Goal.objects.in_plan(plan).aggregate(last=Max("position"))["last"] or 0
        comment = _("%(centre)s → %(successor)s") % {"centre": centre, "successor": plan.centre}
        for position, goal in enumerate(goals, start=last + 1):
            Goal.objects.filter(pk=goal.pk).update(centre=plan.centre, position=position, version=F("version") + 1)
            record(goal, "hand_over", by=by, role=role, now=now, comment=comment)
        Plan.objects.filter(document=document, centre__in=[centre, plan.centre]).update(version=F("version") + 1)


def _planning(centre, document):
    """A branch that has no goals of its own that year leaves them to its main centre."""
    plans = Plan.objects.filter(document=document)
    joins = centre.parent_id and not plans.filter(centre=centre).exists()
    return centre.parent if joins and plans.filter(centre=centre.parent_id).exists() else centre


def _drafts(centre):
    return Goal.objects.changeable().originals().filter(centre=centre, state__in=OPEN)


CLOSING = ClosingRule(closing_problems, foreseen, hand_over)


# A year that already runs


def years_to_join(centre):
    """Documents of open years in which the centre could still take part, the latest first."""
    years = Document.objects.years().open().exclude(plans__centre=centre).order_by("-year")
    return [year for year in years if Plan(document=year, centre=centre).is_there]


def join_year(document, centre, *, by, now=None):
    """Let the centre take part in a year that is open already; returns its plan. Idempotent."""
    now = now or timezone.now()
    with transaction.atomic():
        document = lock_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.MANAGE_CENTRES)
        if plan := Plan.objects.filter(document=document, centre=centre).first():
            return plan
        require_open(document)
        plan = Plan(document=document, centre=Centre.objects.get(pk=centre.pk))
        if not plan.is_there:
            raise Refused(_("%(centre)s v roce %(year)s není otevřené.") % {"centre": centre, "year": document.year})
        plan.save()
        record_event(document, "join_year", by=by, role=role, at=now, comment=str(centre))
        return plan


# Tasks


def taken_over_goals(rights, today):
    """What a centre has to decide about the goals of those that were merged into it."""
    if not rights.works_in_a_centre:
        return
    successors = Centre.objects.filter(predecessors__closed_on__lte=today)
    plans = Plan.objects.filter(
        centre__in=rights.own_centres(), document__closed_at=None, document__year__gte=today.year
    )
    for plan in plans.filter(centre__in=successors).select_related("document", "centre"):
        goals = [goal for goal in undecided(plan) if goal.centre_id != plan.centre_id]
        if goals:
            title = ngettext(
                "%(plan)s: %(count)s převzatý cíl čeká na rozhodnutí",
                "%(plan)s: %(count)s převzatých cílů čeká na rozhodnutí",
                len(goals),
            )
            title %= {"plan": plan, "count": len(goals)}
            names = ", ".join(dict.fromkeys(goal.centre.name for goal in goals))
            yield Task(
                right=Right.WRITE,
                centre=plan.centre,
                url=reverse("plan", args=[plan.document.year, plan.centre.slug]),
                title=title,
                action=_("Rozhodnout"),
                hint=names,
                reminder=Reminder(f"taken-over:{plan.pk}:{len(goals)}", title, names),
            )


def stale_contacts(rights, today):
    """Centres whose contact or offer nobody has looked at for half a year, in one task; where nobody leads a centre,
    that is the first."""
    if not rights.works_in_a_centre or isinstance(rights, access.Unheld):
        return
    oldest = today - HOLDS_FOR
    stale = Q(contact=None) | Q(contact__as_of__lt=oldest) | Q(offer=None) | Q(offer__as_of__lt=oldest)
    centres = rights.own_centres().open_on(today).filter(stale)
    for centre in centres.select_related("contact", "offer").order_by("position"):
        contact, offer = getattr(centre, "contact", None), getattr(centre, "offer", None)
        of_contact = contact is None or contact.as_of < oldest
        looked_at = contact if of_contact else offer
        title = (
            _("%(centre)s: zkontrolujte kontakt, hodiny, místa a služby")
            if of_contact
            else _("%(centre)s: zkontrolujte, co centrum nabízí")
        ) % {"centre": centre}
        since = _("naposledy %(day)s") % {"day": format_date(looked_at.as_of)} if looked_at else _("zatím nevyplněné")
        half = f"{today.year}-{1 if today.month < 7 else 2}"
        text = _("Vidí je veřejnost. Když platí, stačí je potvrdit.")
        yield Task(
            right=Right.KEEP_CONTACT,
            centre=centre,
            url=reverse("contact-edit" if of_contact else "offer-edit", args=[centre.slug]),
            title=title,
            action=_("Zkontrolovat"),
            hint=since,
            reminder=Reminder(f"contact:{centre.pk}:{half}", title, text),
        )
