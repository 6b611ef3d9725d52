"""Who is reminded of what of evaluation on which day: rules beside those of goals, said by the same command.

Each rule gives reminders with a key of its occasion and step, so nobody hears of the same one twice.
"""

from itertools import groupby

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres import access
from centres.access import Right
from evaluations import clocks
from evaluations.addresses import closing_path, closings_path, meeting_path
from evaluations.meetings import labels
from evaluations.models import Closing, Meeting
from evaluations.notices import month_in_words
from evaluations.pending import finished_years, open_above, open_months, returned_closings, running_years, with_goals
from evaluations.states import ClosingState, MeetingKind, MeetingState
from evaluations.transitions import meeting_right
from goals.formatting import format_date
from goals.mail.reminders import Reminder, remaining, step
from goals.models import Plan
from goals.states import MailGroup


def month_not_held(today):
    """The whole team, some days after the month, when nobody has written into its meeting."""
    reached = clocks.NOT_HELD.reached(_days_late(today))
    for month in _last_month(today) if reached is not None else ():
        if not month.is_held:
            yield _meeting_reminder(
                f"held:{_key(month.meeting)}:{reached}",
                _("%(month)s: porada ještě není zapsaná") % {"month": month_in_words(month.meeting)},
                _("Vyplňte, jak cíle stojí. Vedoucí centra pak měsíc uzavře."),
                month.meeting,
                access.holders(Right.EVALUATE, month.plan.centre, on=today),
            )


def month_not_closed(today):
    """Heads and deputies, when the meeting was written and nobody has closed it."""
    reached = clocks.NOT_CLOSED.reached(_days_late(today))
    for month in _last_month(today) if reached is not None else ():
        if month.is_held:
            yield _meeting_reminder(
                f"closed:{_key(month.meeting)}:{reached}",
                _("%(month)s: měsíc není uzavřený") % {"month": month_in_words(month.meeting)},
                _left_to_say(month),
                month.meeting,
                access.holders(Right.CLOSE_MONTH, month.plan.centre, on=today),
            )


def month_left_open(today):
    """Heads and deputies, when the day has passed until which a month was open again."""
    meetings = Meeting.objects.of_teams().filter(
        state=MeetingState.OPEN, reopened_until__lt=today, year__in=running_years(today)
    )
    for meeting in meetings.select_related("centre"):
        day = meeting.reopened_until
        reached = clocks.REOPENED.reached((today - day).days)
        yield _meeting_reminder(
            f"reopened:{_key(meeting)}:{day}:{reached}",
            _("%(month)s: znovu otevřený měsíc není uzavřený") % {"month": month_in_words(meeting)},
            _("Otevřený byl do %(day)s. Psát do něj už nejde, uzavřít ano.") % {"day": format_date(day)},
            meeting,
            access.holders(Right.CLOSE_MONTH, meeting.centre, on=today),
        )


def months_in_one_overview(today):
    """Whoever can open months and remind of them, once a month: which centres have not closed the last one."""
    if clocks.OVERVIEW.reached(_days_late(today)) is None:
        return
    late = list(_last_month(today))
    if late:
        last, count = clocks.last_day_before(today), len(late)
        title = ngettext(
            "%(month)s: %(count)s centrum nemá uzavřený měsíc",
            "%(month)s: %(count)s center nemá uzavřený měsíc",
            count,
        )
        yield Reminder(
            key=f"months:{last:%Y-%m}",
            title=title % {"month": date_format(last, "F Y"), "count": count},
            text="\n".join(month.plan.centre.name for month in late),
            path=reverse("network-standing", args=[last.year]),
            people=access.holders(Right.REOPEN_MONTH, on=today),
            group=MailGroup.MEETINGS,
        )


def meeting_above_not_closed(today):
    """Whoever closes it, when the heads' month, the annual meeting or the director's evaluation lies open too long."""
    years = running_years(today)
    for kind in (MeetingKind.HEADS, MeetingKind.ANNUAL, MeetingKind.DIRECTOR):
        for meeting in open_above(kind, years, today):
            reached = _reached_above(meeting, today)
            if reached is not None:
                name = {"meeting": labels.title(meeting), "year": meeting.year}
                yield _meeting_reminder(
                    f"above:{kind}:{meeting.year}-{meeting.month or 0:02}:{reached}",
                    _("%(meeting)s %(year)s čeká na uzavření") % name,
                    _("Zhodnoťte, jak cíle stojí, a uzavřete zápis."),
                    meeting,
                    access.holders(meeting_right("close", meeting), on=today),
                )


def _reached_above(meeting, today):
    if meeting.kind == MeetingKind.HEADS:
        return clocks.NOT_CLOSED.reached((today - clocks.due_on(meeting)).days)
    return clocks.YEAR_NOT_CLOSED.reached((today - clocks.year_due_on(meeting.year)).days)


def closing_opens(today):
    """Heads and deputies, in December: the year's closing can be prepared."""
    for plan in _unsent(today):
        day = clocks.closing_due_on(plan.document)
        if (day - today).days > max(clocks.CLOSING_STEPS):
            title = _("%(plan)s: uzávěrku roku jde připravit") % {"plan": plan}
            text = _("Potvrďte výsledky cílů a uzávěrku odešlete do %(day)s.") % {"day": format_date(day)}
            yield _closing_reminder(f"closing:{plan.pk}:opens", title, text, plan, today)


def closing_is_near(today):
    """The same people, before the last day to send it."""
    for plan in _unsent(today):
        day = clocks.closing_due_on(plan.document)
        left = (day - today).days
        if 0 <= left <= max(clocks.CLOSING_STEPS):
            title = _("%(plan)s: uzávěrku odešlete do %(day)s") % {"plan": plan, "day": format_date(day)}
            key = f"closing:{plan.pk}:{day}:{step(left, clocks.CLOSING_STEPS)}"
            yield _closing_reminder(key, title, remaining(left), plan, today)


def closing_is_late(today):
    """The same people, once, when the last day has passed."""
    for plan in _unsent(today):
        day = clocks.closing_due_on(plan.document)
        if 1 <= (today - day).days <= clocks.CLOSING_LATE_WITHIN:
            title = _("%(plan)s: uzávěrka měla být odeslaná do %(day)s") % {"plan": plan, "day": format_date(day)}
            text = _("Odešlete ji prosím. Pokud to teď nejde, domluvte se s vedoucím odboru.")
            yield _closing_reminder(f"closing:{plan.pk}:{day}:late", title, text, plan, today)


def closing_lies_returned(today):
    """Heads and deputies, as long as the closing that came back has not been sent again."""
    for closing in returned_closings(Closing.objects.all()):
        day = timezone.localdate(closing.returned_at)
        reached = clocks.CLOSING_RETURNED.reached((today - day).days)
        if reached is not None:
            title = _("%(plan)s: vrácená uzávěrka čeká na doplnění od %(day)s")
            title %= {"plan": closing.plan, "day": format_date(day)}
            key = f"closing-returned:{closing.pk}:{day}:{reached}"
            yield _closing_reminder(key, title, closing.return_reason, closing.plan, today)


def closings_wait(today):
    """Whoever accepts closings, when some have waited too long; one reminder for those of a year."""
    sent = Closing.objects.filter(state=ClosingState.SENT).select_related("plan__document", "plan__centre")
    for year, group in groupby(sent.order_by("plan__document__year", "sent_at", "pk"), key=_year):
        group = list(group)
        day, count = timezone.localdate(group[0].sent_at), len(group)
        reached = clocks.SENT.reached((today - day).days)
        title = ngettext(
            "Uzávěrky roku %(year)s: %(count)s čeká na rozhodnutí, nejdéle od %(day)s",
            "Uzávěrky roku %(year)s: %(count)s čeká na rozhodnutí, nejdéle od %(day)s",
            count,
        )
        if reached is not None:
            yield Reminder(
                key=f"closings:{year}:{day}:{reached}",
                title=title % {"year": year, "count": count, "day": format_date(day)},
                text="\n".join(closing.plan.centre.name for closing in group),
                path=closings_path([closing.plan for closing in group]),
                people=access.holders(Right.ACCEPT_YEAR, on=today),
            )


def evaluation_waits(today):
    """Whoever releases it, when all closings of a year are accepted and its evaluation has not come out."""
    for year, accepted_on in finished_years(running_years(today)).items():
        reached = clocks.ALL_ACCEPTED.reached((today - accepted_on).days)
        if reached is not None:
            yield Reminder(
                key=f"evaluation:{year}:{accepted_on}:{reached}",
                title=_("Vyhodnocení roku %(year)s může vyjít") % {"year": year},
                text=_("Všechny uzávěrky jsou přijaté od %(day)s.") % {"day": format_date(accepted_on)},
                path=reverse("evaluation-release", args=[year]),
                people=access.holders(Right.RELEASE, on=today),
            )


RULES = [
    *(month_not_held, month_not_closed, month_left_open, months_in_one_overview, meeting_above_not_closed),
    *(closing_opens, closing_is_near, closing_is_late, closing_lies_returned, closings_wait, evaluation_waits),
]


def _days_late(today):
    """Where the clock of the month before stands."""
    return (today - clocks.last_day_before(today)).days - settings.MEETING_GRACE_DAYS


def _last_month(today):
    """Teams whose month before this one is not closed; those that were opened again have a clock of their own."""
    last = clocks.last_day_before(today)
    years = [year for year in running_years(today) if year == last.year]
    for month in open_months(Plan.objects.all(), years=years, today=today):
        if month.meeting.month == last.month and not month.meeting.reopened_until:
            yield month


def _unsent(today):
    """Plans whose year is being closed and whose closing nobody has sent; a returned one has a clock of its own."""
    years = [year for year in running_years(today) if clocks.closing_opens_on(year) <= today]
    return with_goals(Plan.objects.filter(Q(closing=None) | Q(closing__state=ClosingState.OPEN)), years)


def _left_to_say(month):
    if not month.unrated:
        return _("Všechny cíle jsou zhodnocené, zbývá měsíc uzavřít.")
    sentence = ngettext("Bez hodnocení zbývá %(count)s cíl.", "Bez hodnocení zbývá %(count)s cílů.", month.unrated)
    return sentence % {"count": month.unrated}


def _meeting_reminder(key, title, text, meeting, people):
    return Reminder(key, title, text, meeting_path(meeting), people, MailGroup.MEETINGS)


def _closing_reminder(key, title, text, plan, today):
    people = access.holders(Right.CLOSE_YEAR, plan.centre, on=today)
    return Reminder(key, title, text, closing_path(plan), people)


def _key(meeting):
    return f"{meeting.centre_id}:{meeting.year}-{meeting.month:02}"


def _year(closing):
    return closing.plan.document.year
