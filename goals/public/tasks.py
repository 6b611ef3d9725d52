"""What waits to come out: beside the other tasks, because it looks at what an edition would say."""

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres.access import Right
from goals.formatting import format_date
from goals.models import Document, Edition, Goal
from goals.public.publishing import ready_to_publish
from goals.states import OPEN
from goals.tasks import EVERYBODY, PUBLICATION, Reminder, Task, remaining, until


def publication(rights, today):
    """On the page a year in which something was approved after the last edition came out, unless it says the same; in
    the mail the day planned for the first one."""
    if not rights.may(Right.PUBLISH):
        return
    pending = Goal.objects.asked_on(today).filter(document=OuterRef("pk"), state__in=OPEN)
    pending = pending.order_by().values("document")
    documents = _with_moments(Document.objects.years().open())
    for document in documents.annotate(pending=Subquery(pending.annotate(count=Count("pk")).values("count"))):
        day, reminder, has_news = document.publish_on, None, bool(document.approved)
        if document.published:
            has_news = has_news and document.approved > document.published
            has_news = has_news and ready_to_publish(document).same_as is None
        elif day and (step := PUBLICATION.reached((today - day).days)) is not None:
            count, text = document.pending, remaining((day - today).days)
            if count:
                rest = ngettext("Schválený zatím není %(count)s cíl.", "Schválených zatím není %(count)s cílů.", count)
                text = f"{text} {rest % {'count': count}}"
            title = _("%(title)s: vydání je naplánované na %(day)s") % {"title": document, "day": format_date(day)}
            reminder = Reminder(f"publish:{document.pk}:{day}:{-step}", title, text)
        title = _("Schválené cíle na rok %(year)s čekají na vydání") % {"year": document.year}
        yield Task(
            right=Right.PUBLISH,
            centre=None,
            url=reverse("publish", args=[document.year]),
            title=title if has_news else "",
            action=_("Připravit vydání"),
            due=until(day),
            day=day,
            reminder=reminder,
        )


def commitment_to_publish(rights, _today):
    """On the page a commitment of which something was approved after its last edition came out."""
    if rights is EVERYBODY or not rights.may(Right.PUBLISH):
        return
    for document in _with_moments(Document.objects.terms()).exclude(approved=None):
        is_newer = document.published is None or document.approved > document.published
        if is_newer and ready_to_publish(document).same_as is None:
            yield Task(
                right=Right.PUBLISH,
                centre=None,
                url=reverse("commitment-publish", args=[document.pk]),
                title=_("Schválené cíle závazku čekají na vydání"),
                action=_("Připravit vydání"),
            )


def _with_moments(documents):
    """With the moments in which one of their goals was last approved, and in which their last edition came out."""
    approved = Goal.objects.approved().filter(document=OuterRef("pk")).order_by("-approved_at").values("approved_at")
    published = Edition.objects.filter(document=OuterRef("pk")).order_by("-number").values("published_at")
    return documents.annotate(approved=Subquery(approved[:1]), published=Subquery(published[:1]))
