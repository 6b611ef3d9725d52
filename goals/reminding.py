"""The reminder that somebody above sends by hand: to centres that have not begun or not sent their goals of a year."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from centres.events import record_event
from centres.models import Event, Subject
from goals.formatting import format_date
from goals.mail.notifications import notify
from goals.plan_progress import PlanProgress
from goals.states import MailGroup
from goals.tasks import unsent_plans
from goals.workflow import lock_document, require_open


def remind_plans(document, plans, *, by, now=None):
    """Remind these centres of their goals; returns the plans of which they were reminded now. Idempotent for a day.

    Left out in silence: those that have sent theirs meanwhile, and those that were reminded today already.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        document = lock_document(document.pk)
        role = access.rights_of(by, on=today).require(Right.OPEN_YEAR)
        require_open(document)
        wanted, done = {plan.pk for plan in plans}, reminded_on(document)
        due = [
            plan for plan in unsent_plans(document, today) if plan.pk in wanted and done.get(plan.centre_id) != today
        ]
        for plan in due:
            record_event(plan, "remind", by=by, role=role, at=now)
            has_begun = plan.progress != PlanProgress.NOT_STARTED
            title = _("%(plan)s: vedoucí odboru připomíná odeslání cílů") % {"plan": plan}
            day = format_date(document.submit_by) if document.submit_by else ""
            text = _("Termín je %(day)s.") % {"day": day} if day else ""
            people = access.addressees(Right.SUBMIT if has_begun else Right.WRITE, plan.centre, on=today)
            path = reverse("plan", args=[document.year, plan.centre.slug])
            notify(people, by, title, text, path, now, group=MailGroup.DEADLINES)
        return due


def reminded_on(document):
    """The day on which each centre was last reminded, by its id."""
    events = Event.objects.about(Subject.DOCUMENT, [document.pk]).filter(name="remind").order_by("at", "id")
    return {centre: timezone.localdate(at) for centre, at in events.values_list("centre", "at")}
