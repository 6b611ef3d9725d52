"""What of evaluation waits for a person: months and closings of their centres, and what they look after above them.

As many queries for twenty centres and a whole year as for one centre and a month.
"""

from itertools import groupby

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres.access import Right
from evaluations import clocks
from evaluations.addresses import closing_path, closings_path, meeting_path
from evaluations.models import Closing, Report
from evaluations.pending import finished_years, open_above, open_months, returned_closings, running_years, with_goals
from evaluations.states import ClosingState, MeetingKind
from goals.formatting import format_date
from goals.models import Edition, Plan
from goals.waiting import Task

AT_MOST = 2
"""Months of one centre that are listed each by itself; earlier ones are one line."""
NAMED = 6


def tasks(rights, today):
    """All that waits for the person; nothing is asked for whoever neither works in a centre nor looks after them."""
    years = running_years(today) if rights.memberships else []
    if rights.works_in_a_centre:
        yield from _returned(rights)
        yield from _months(rights, years, today)
        yield from _closings(rights, years, today)
    if rights.may(Right.ACCEPT_YEAR):
        yield from _to_accept()
    if rights.may(Right.EVALUATE_LONG_TERM):
        yield from _heads_meeting(years, today)
        yield from _yearly_meeting(MeetingKind.ANNUAL, _("Výroční porada za rok %(year)s"), years, today)
    if rights.sees_network:
        yield from _of_all_centres(rights, years, today)
    if rights.may(Right.EVALUATE_STRATEGIC):
        title = _("Hodnocení strategických cílů za rok %(year)s")
        yield from _yearly_meeting(MeetingKind.DIRECTOR, title, years, today)


def _own(rights):
    return Plan.objects.filter(centre__in=rights.own_centres())


def _months(rights, years, today):
    """Months that nobody has closed: the last ones each by itself, those of long ago in one line for a centre."""
    found = open_months(_own(rights), years=years, today=today)
    for _plan, months in groupby(found, key=lambda month: month.plan.pk):
        mine = [month for month in months if _is_mine(month, rights)]
        earlier, last = mine[:-AT_MOST], mine[-AT_MOST:]
        if len(earlier) == 1:
            earlier, last = [], mine
        if earlier:
            yield _earlier(earlier)
        yield from (_month(month, today) for month in last)


def _is_mine(month, rights):
    """There is something to say, or the month is to be closed and the person may do that."""
    centre = month.plan.centre
    return rights.may(Right.CLOSE_MONTH, centre) or (month.unrated > 0 and rights.may(Right.EVALUATE, centre))


def _month(month, today):
    meeting = month.meeting
    due = meeting.reopened_until or clocks.due_on(meeting)
    return Task(
        title=_("Porada za %(month)s: %(centre)s") % {"month": _named(meeting, today), "centre": month.plan.centre},
        url=meeting_path(meeting),
        action=_("Otevřít poradu"),
        hint=_how_far(month),
        due=_("uzavřít do %(day)s") % {"day": format_date(due)},
        is_urgent=today > due,
    )


def _named(meeting, today):
    return date_format(meeting.first_day, "F" if meeting.year == today.year else "F Y")


def _how_far(month):
    goals = ngettext("%(counter)s cíl", "%(counter)s cílů", month.goals) % {"counter": month.goals}
    if not month.unrated:
        return _("%(goals)s, zbývá uzavřít") % {"goals": goals}
    return _("%(goals)s, %(unrated)s bez hodnocení") % {"goals": goals, "unrated": month.unrated}


def _earlier(months):
    plan, count = months[0].plan, len(months)
    title = ngettext(
        "%(plan)s: %(count)s starší porada není uzavřená", "%(plan)s: %(count)s starších porad není uzavřených", count
    )
    return Task(
        title=title % {"plan": plan, "count": count},
        url=reverse("meetings", args=[plan.document.year, plan.centre.slug]),
        action=_("Zobrazit porady"),
        hint=", ".join(date_format(month.meeting.first_day, "F") for month in months),
        is_urgent=True,
    )


def _returned(rights):
    for closing in returned_closings(Closing.objects.filter(plan__in=_own(rights))):
        if rights.may(Right.CLOSE_YEAR, closing.plan.centre):
            yield Task(
                title=_("Vrácená uzávěrka: %(plan)s") % {"plan": closing.plan},
                url=closing_path(closing.plan),
                action=_("Doplnit"),
                hint=closing.return_reason,
                is_urgent=True,
            )


def _closings(rights, years, today):
    """From December until it is sent; a returned one stands higher."""
    years = [year for year in years if clocks.closing_opens_on(year) <= today]
    plans = with_goals(_own(rights), years).select_related("closing", "document", "centre")
    for plan in plans.annotate(confirmed=Count("closing__results")):
        closing, due = getattr(plan, "closing", None), clocks.closing_due_on(plan.document)
        is_open = closing is None or closing.state == ClosingState.OPEN
        if is_open and rights.may(Right.CLOSE_YEAR, plan.centre):
            yield Task(
                title=_("Uzávěrka roku %(year)s: %(centre)s") % {"year": plan.document.year, "centre": plan.centre},
                url=closing_path(plan),
                action=_("Pokračovat") if closing else _("Začít"),
                hint=_confirmed(plan.confirmed),
                due=_("odeslat do %(day)s") % {"day": format_date(due)},
                is_urgent=today > due,
            )


def _confirmed(count):
    if not count:
        return ""
    return ngettext("potvrzen %(count)s výsledek", "potvrzeno %(count)s výsledků", count) % {"count": count}


def _to_accept():
    """Closings that were sent, those of a year in one line; the longest waiting first."""
    sent = Closing.objects.filter(state=ClosingState.SENT).select_related("plan__document", "plan__centre")
    sent = sent.order_by("plan__document__year", "sent_at")
    for year, group in groupby(sent, key=lambda closing: closing.plan.document.year):
        group = list(group)
        count, day = len(group), timezone.localdate(group[0].sent_at)
        title = ngettext(
            "Uzávěrky roku %(year)s: %(count)s čeká na rozhodnutí",
            "Uzávěrky roku %(year)s: %(count)s čeká na rozhodnutí",
            count,
        )
        yield Task(
            title=title % {"year": year, "count": count},
            url=closings_path([closing.plan for closing in group]),
            action=_("Rozhodnout"),
            hint=_names(closing.plan.centre.name for closing in group),
            due=_("čeká od %(day)s") % {"day": format_date(day)},
        )


def _of_all_centres(rights, years, today):
    if not (rights.may(Right.REOPEN_MONTH) or rights.may(Right.RELEASE)):
        return
    months = list(open_months(Plan.objects.all(), years=years, today=today))
    if rights.may(Right.RELEASE):
        yield from _finished(years)
        yield from _standing(months, years, today)
    if rights.may(Right.REOPEN_MONTH):
        yield from _late_centres(months, today)


def _late_centres(months, today):
    """Centres with months that are long not closed, all in one line."""
    late = {}
    for month in months:
        if clocks.is_long_open(month.meeting, today):
            late.setdefault(month.plan, []).append(date_format(month.meeting.first_day, "F"))
    if not late:
        return
    count, year = len(late), max(plan.document.year for plan in late)
    title = ngettext("%(count)s centrum má neuzavřené porady", "%(count)s center má neuzavřené porady", count)
    yield Task(
        title=title % {"count": count},
        url=reverse("network-standing", args=[year]),
        action=_("Zobrazit přehled"),
        hint=_names(f"{plan.centre} ({_span(months)})" for plan, months in late.items()),
    )


def _span(months):
    return months[0] if len(months) == 1 else f"{months[0]}–{months[-1]}"


def _names(names):
    names = list(names)
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def _heads_meeting(years, today):
    """The heads' meeting of the month before, or else of this one in its last days."""
    for meeting in open_above(MeetingKind.HEADS, years, today)[:1]:
        due = clocks.due_on(meeting)
        yield Task(
            title=_("Porada vedoucích center za %(month)s") % {"month": _named(meeting, today)},
            url=meeting_path(meeting),
            action=_("Otevřít poradu"),
            due=_("uzavřít do %(day)s") % {"day": format_date(due)},
            is_urgent=today > due,
        )


def _yearly_meeting(kind, title, years, today):
    """From December until it is closed."""
    for meeting in open_above(kind, years, today):
        due = clocks.year_due_on(meeting.year)
        yield Task(
            title=title % {"year": meeting.year},
            url=meeting_path(meeting),
            action=_("Vyhodnotit"),
            due=_("uzavřít do %(day)s") % {"day": format_date(due)},
            is_urgent=today > due,
        )


def _finished(years):
    for year in finished_years(years):
        yield Task(
            title=_("Vyhodnocení roku %(year)s může vyjít") % {"year": year},
            url=reverse("evaluation-release", args=[year]),
            action=_("Připravit vyhodnocení"),
        )


def _standing(months, years, today):
    """The standing of the month before, once all teams have closed it or enough days have passed."""
    last = clocks.last_day_before(today)
    if last.year in years and _is_published(last.year) and not _has_standing(last):
        late = any(month.meeting.first_day == last.replace(day=1) for month in months)
        if not late or today > last + clocks.STANDING_WITHIN:
            yield Task(
                title=_("Stav k %(day)s může vyjít") % {"day": format_date(last)},
                url=reverse("standing-release", args=[last.year]),
                action=_("Připravit stav"),
                hint=_("Některé porady nejsou uzavřené.") if late else _("Všechny porady jsou uzavřené."),
            )


def _is_published(year):
    return Edition.objects.filter(document__year=year).exists()


def _has_standing(day):
    return Report.objects.for_year(day.year).filter(as_of__gte=day).exists()
