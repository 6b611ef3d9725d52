"""The minutes of a network's meeting: all that they say is frozen in words when it is closed, drawn after that, and
sent to those who were invited. They name organisations, never people."""

from datetime import UTC, timedelta

from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.addresses import full_address
from goals.formatting import breakable, format_date, typeset
from goals.freezing import next_number, seal
from goals.pdf import lines
from goals.renderings import draw_after_commit
from networks.meetings import actions
from networks.meetings.inviting import recipients
from networks.models import Attendance, GatheringMinutes, Member
from networks.papers import why_again
from networks.states import Answer

SIGNER = signing.TimestampSigner(salt="networks.minutes", sep=".")
AGAIN = gettext_lazy(
    "Opravuje zápis č. %(before)s, který zůstává uložený, jak byl. Opravil/a: %(role)s, %(day)s. Důvod:"
)
READABLE_FOR = timedelta(days=60)
"""So long the link in the mail with the minutes opens their PDF."""


def title_of(gathering):
    return _("Zápis: %(series)s, %(day)s") % {"series": gathering.series, "day": format_date(gathering.on)}


@translation.override("cs")
def make_minutes(gathering, *, now):
    """Freeze the minutes of the meeting just closed under their next number, and send them."""
    number = next_number(gathering.minutes)
    content = minutes_content(gathering, number=number, now=now)
    minutes = GatheringMinutes.objects.create(gathering=gathering, number=number, content=content, made_at=now)
    draw_after_commit(seal(minutes))
    if gathering.series.is_ours:
        _send(minutes, now)
    return minutes


@translation.override("cs")
def minutes_html(minutes):
    """The same text for the same row, whatever the reader's language."""
    return render_to_string("pdf/gathering.html", minutes.content)


def minutes_text(content):
    """What the minutes say, for their page."""
    return mark_safe(render_to_string("pdf/_gathering.html", content))  # noqa: S308 - a template that escapes


def minutes_content(gathering, *, number, now):
    series = gathering.series
    came = list(Attendance.objects.filter(gathering=gathering).select_related("partner"))
    here = {one.partner_id for one in came}
    members = Member.objects.on(gathering.on).filter(series=series).select_related("partner")
    excused = set(gathering.invitees.filter(answer=Answer.NO).values_list("partner", flat=True))
    absent = [member.partner for member in members if member.partner_id not in here]
    facts = (
        (_("Číslo zápisu"), str(number)),
        (_("Den"), gathering.when),
        (_("Kde"), gathering.place),
        (_("Pořádá"), str(series.organiser or series.centre)),
        (_("Druh"), series.get_kind_display() + (f", {_('mimořádné setkání')}" if gathering.is_extraordinary else "")),
        (_("Přítomno organizací"), str(len(came))),
    )
    by_topic = {}
    for action in gathering.actions.select_related("centre", "partner").order_by("due_on", "pk"):
        by_topic.setdefault(action.topic_id, []).append(action)
    agenda = [
        {
            "title": typeset(breakable(item.topic.title)),
            "conclusion": lines(item.conclusion),
            "is_settled": item.is_settled,
            "actions": _in_words(by_topic.pop(item.topic_id, ())),
        }
        for item in gathering.agenda.select_related("topic")
    ]
    return {
        "title": typeset(title_of(gathering)),
        "series": typeset(str(series)),
        "number": number,
        "moment": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": [(label, typeset(value)) for label, value in facts if value],
        "again": why_again(gathering, number, AGAIN),
        "came": [typeset(one.partner.name) for one in came if not one.is_guest],
        "guests": [typeset(one.partner.name) for one in came if one.is_guest] + lines(gathering.guests),
        "excused": [typeset(one.name) for one in absent if one.pk in excused],
        "absent": [typeset(one.name) for one in absent if one.pk not in excused],
        "agenda": agenda,
        "actions": _in_words([one for rest in by_topic.values() for one in rest]),
        "carried": _in_words(actions.carried_to(gathering)),
        "note": lines(gathering.note),
    }


def _in_words(found):
    return [
        {
            "what": lines(action.what),
            "facts": typeset(f"{action.owner_label}, {_('do %(day)s') % {'day': format_date(action.due_on)}}"),
            "state": action.get_state_display(),
            "note": lines(action.note),
        }
        for action in found
    ]


# What goes out


def token_of(minutes):
    return SIGNER.sign(str(minutes.pk))


def find(token):
    """The minutes behind a link as long as it opens them, or None."""
    try:
        pk = SIGNER.unsign(token, max_age=READABLE_FOR)
    except signing.BadSignature:
        return None
    return GatheringMinutes.objects.filter(pk=int(pk)).select_related("gathering__series__centre").first()


def addressees(gathering, *, today):
    """Addresses of those who were invited and of the members of today, each once."""
    invited = gathering.invitees.exclude(contact=None).values_list("contact__email", flat=True)
    found = [*invited, *(one.email for one in recipients(gathering, today=today).contacts)]
    return sorted({email for email in found if email})


def _send(minutes, now):
    gathering = minutes.gathering
    link = full_address(reverse("minutes-of-gathering", args=[token_of(minutes)]))
    context = {**minutes.content, "link": link, "until": timezone.localdate(now) + READABLE_FOR}
    text = render_to_string("networks/email/minutes.txt", context)
    subject = " ".join(title_of(gathering).split())
    if minutes.number > 1:
        subject = _("Opravený %(title)s") % {"title": subject[0].lower() + subject[1:]}
    for email in addressees(gathering, today=timezone.localdate(now)):
        EmailMessage(subject, text, to=[email], headers={"Auto-Submitted": "auto-generated"}).send()
