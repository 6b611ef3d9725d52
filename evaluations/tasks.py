"""Who has to do what of evaluation, where and until when: rules beside those of goals, for the page and for the mail.

A constant number of queries, however many centres and months there are.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from centres.access import Right
from centres.models import Centre, Event, Subject
from centres.network import call_as_then
from evaluations.deadlines import (
    ACTION,
    ALL_ACCEPTED,
    CLOSING,
    INTERIM_REPORT_WITHIN,
    NOT_CLOSED,
    NOT_HELD,
    OVERVIEW,
    SENT,
    adopted_on,
    closing_due_on,
    closing_opens_on,
    due_on,
    is_waited_for,
    last_day_before,
)
from evaluations.meetings import labels
from evaluations.meetings.actions import people_of
from evaluations.meetings.agenda import is_running
from evaluations.meetings.writing import closes_from, last_handing
from evaluations.models import ActionItem, Closing, Entry, Meeting, OpeningRequest, Report
from evaluations.notifications import closing_path, closings_path, meeting_path, month_in_words
from evaluations.standings import first_publications
from evaluations.states import ClosingState, MeetingKind, MeetingState
from evaluations.transitions import WRITING, meeting_right
from goals.first_steps import Step
from goals.formatting import format_date
from goals.models import Document, Edition, Goal, Plan
from goals.states import Level, MailGroup
from goals.tasks import EVERYBODY, RETURNED, Reminder, Task, called_as_then, first_named, remaining

AT_MOST = 2
"""Months of one centre that are listed each by itself; earlier ones are one line."""


def evaluation_tasks(rights, today):
    """All rules in the order of the page, each asked where the person may have something to do with it."""
    if not rights.memberships:
        return
    is_of_centre, closes_years = rights.works_in_a_centre, rights.may(Right.RELEASE)
    opens_months, leads_heads = rights.may(Right.REOPEN_MONTH), rights.may(Right.EVALUATE_LONG_TERM)
    years, months = running_years(today), []
    own = Plan.objects.filter(centre__in=rights.own_centres()) if is_of_centre else Plan.objects.none()
    if is_of_centre or closes_years or opens_months:
        plans = Plan.objects.all() if closes_years or opens_months else own
        months = list(open_months(plans, years=years, today=today))
    yield from agreed_actions(rights, today)
    rules = [  # generators: one that is not asked does nothing
        (is_of_centre, returned_closings(own.asked_on(today), today)),
        (is_of_centre, returned_meetings(months, rights, today)),
        (is_of_centre, meetings_of_teams(months, rights, today)),
        (is_of_centre, unsent_closings(own, years, today)),
        (rights.may(Right.ACCEPT_YEAR), sent_closings(today)),
        (leads_heads, meetings_above([MeetingKind.HEADS, MeetingKind.ANNUAL], years, today)),
        (closes_years, reports(months, years, today)),
        (is_of_centre or closes_years, left_out_centres(own, rights, today)),
        (opens_months, asked_openings(today)),
        (opens_months, late_centres(months, today)),
        (rights.may(Right.EVALUATE_STRATEGIC), meetings_above([MeetingKind.DIRECTOR], years, today)),
    ]
    for is_asked, found in rules:
        if is_asked:
            yield from found


def meetings_of_teams(months, rights, today):
    """Months that nobody has closed, for whoever has something to say in them or closes them. On the page the last ones
    of a team each by itself and those of long ago in one line."""
    asked = [(month, Right.EVALUATE if month.is_with_team else Right.CLOSE_MONTH) for month in months]
    mine = [(month, right) for month, right in asked if rights.may(right, month.plan.centre)]
    for plan, group in groupby(mine, key=lambda pair: pair[0].plan):
        group = list(group)
        gathered = group[:-AT_MOST] if len(group) > AT_MOST + 1 else []
        if gathered:
            title = ngettext(
                "%(plan)s: %(count)s starší porada není uzavřená",
                "%(plan)s: %(count)s starších porad není uzavřených",
                len(gathered),
            )
            yield Task(
                right=gathered[0][1],
                centre=plan.centre,
                url=reverse("meetings", args=[plan.document.year, plan.centre.slug]),
                title=title % {"plan": plan, "count": len(gathered)},
                action=_("Zobrazit porady"),
                hint=", ".join(date_format(month.meeting.first_day, "F") for month, _right in gathered),
                is_urgent=True,
            )
        for month, right in group[len(gathered) :]:
            due = month.meeting.reopened_until or due_on(month.meeting)
            goals = ngettext("%(counter)s cíl", "%(counter)s cílů", month.goals) % {"counter": month.goals}
            hint = _("%(goals)s, %(unrated)s bez hodnocení") if month.unrated else _("%(goals)s, zbývá uzavřít")
            if month.meeting.handed_over_at:
                hint = _("%(goals)s, předáno k uzavření")
            named = {"month": _month_named(month.meeting, today), "centre": plan.centre}
            yield Task(
                right=right,
                centre=plan.centre,
                url=meeting_path(month.meeting),
                title=_("Porada za %(month)s: %(centre)s") % named,
                action=_("Otevřít poradu"),
                hint=hint % {"goals": goals, "unrated": month.unrated},
                due=_("uzavřít do %(day)s") % {"day": format_date(due)},
                day=due,
                is_urgent=today > due,
            )
        yield from (task for month, _right in group if (task := reminded_month(month, today)))


def returned_meetings(months, rights, today):
    """Months that the head has given back, with what is missing, until they are handed over again or closed."""
    open_ones = [month for month in months if month.meeting.pk and not month.meeting.handed_over_at]
    handed = last_handing([month.meeting for month in open_ones])
    for month in open_ones:
        event, centre = handed.get(month.meeting.pk), month.plan.centre
        if event and event.name == "hand_back" and not rights.may(Right.CLOSE_MONTH, centre):
            named = {"month": _month_named(month.meeting, today), "centre": centre}
            yield Task(
                right=Right.EVALUATE,
                centre=centre,
                url=meeting_path(month.meeting),
                title=_("Vrácená porada za %(month)s: %(centre)s") % named,
                action=_("Doplnit"),
                hint=event.comment,
                is_urgent=True,
            )


def asked_openings(today):
    """Requests to open a closed month again that nobody has answered, the oldest first; years that are closed can no
    longer be opened."""
    requests = OpeningRequest.objects.filter(answered_at=None).select_related("meeting__centre", "asked_by")
    closed = Document.objects.years().exclude(closed_at=None).values("year")
    requests = list(requests.exclude(meeting__year__in=closed))
    call_as_then([(request.meeting.centre, request.meeting.year) for request in requests], today=today)
    for request in requests:
        day, month = timezone.localdate(request.asked_at), month_in_words(request.meeting)
        step, reminder = SENT.reached((today - day).days), None
        if step is not None:
            title = _("%(month)s: žádost o otevření čeká na odpověď od %(day)s")
            title %= {"month": month, "day": format_date(day)}
            reminder = Reminder(f"opening:{request.pk}:{step}", title, request.reason, MailGroup.MEETINGS)
        yield Task(
            right=Right.REOPEN_MONTH,
            centre=None,
            url=meeting_path(request.meeting, "-reopen"),
            title=_("Žádost o otevření: %(month)s") % {"month": month},
            action=_("Odpovědět"),
            hint=request.reason,
            due=_("čeká od %(day)s") % {"day": format_date(day)},
            reminder=reminder,
        )


def reminded_month(month, today):
    """The mail speaks of the month before this one, to the whole team until somebody has written into it, and then to
    who closes it; and of any month that was opened again."""
    meeting, until = month.meeting, month.meeting.reopened_until
    if not until and meeting.last_day != last_day_before(today):
        return None
    occasion, right = f"{meeting.centre_id}:{meeting.year}-{meeting.month:02}", Right.CLOSE_MONTH
    step = NOT_CLOSED.reached((today - (until or due_on(meeting))).days)
    if until:
        kind, occasion, title = "reopened", f"{occasion}:{until}", _("%(month)s: znovu otevřený měsíc není uzavřený")
        text = _("Otevřený byl do %(day)s. Psát do něj už nejde, uzavřít ano.") % {"day": format_date(until)}
    elif not month.is_held:
        kind, title, right = "held", _("%(month)s: porada ještě není zapsaná"), Right.EVALUATE
        text = _("Vyplňte, jak cíle stojí. Vedoucí centra pak měsíc uzavře.")
        step = NOT_HELD.reached((today - due_on(meeting)).days)
    elif month.unrated:
        kind, title = "closed", _("%(month)s: měsíc není uzavřený")
        text = ngettext("Bez hodnocení zbývá %(count)s cíl.", "Bez hodnocení zbývá %(count)s cílů.", month.unrated)
        text %= {"count": month.unrated}
    else:
        kind, title = "closed", _("%(month)s: měsíc není uzavřený")
        text = _("Všechny cíle jsou zhodnocené, zbývá měsíc uzavřít.")
    if step is None:
        return None
    title %= {"month": month_in_words(meeting)}
    reminder = Reminder(f"{kind}:{occasion}:{step}", title, text, MailGroup.MEETINGS)
    return Task(right=right, centre=month.plan.centre, url=meeting_path(meeting), reminder=reminder)


def late_centres(months, today):
    """Centres that are late with their meetings: on the page with all months that are, in the mail once of the last."""
    late = {}
    for month in months:
        if OVERVIEW.reached((today - due_on(month.meeting)).days) is not None:
            late.setdefault(month.plan, []).append(date_format(month.meeting.first_day, "F"))
    if late:
        count, year = len(late), max(plan.document.year for plan in late)
        title = ngettext("%(count)s centrum má neuzavřené porady", "%(count)s center má neuzavřené porady", count)
        spans = {plan: names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}" for plan, names in late.items()}
        yield Task(
            right=Right.REOPEN_MONTH,
            centre=None,
            url=reverse("network-standing", args=[year]),
            title=title % {"count": count},
            action=_("Zobrazit přehled"),
            hint=first_named(f"{plan.centre} ({span})" for plan, span in spans.items()),
        )
    last = last_day_before(today)
    late = [month for month in months if month.meeting.last_day == last and not month.meeting.reopened_until]
    if late and OVERVIEW.reached((today - due_on(late[0].meeting)).days) is not None:
        title = ngettext(
            "%(month)s: %(count)s centrum nemá uzavřený měsíc",
            "%(month)s: %(count)s center nemá uzavřený měsíc",
            len(late),
        )
        yield Task(
            right=Right.REOPEN_MONTH,
            centre=None,
            url=reverse("network-standing", args=[last.year]),
            reminder=Reminder(
                key=f"months:{last:%Y-%m}",
                title=title % {"month": date_format(last, "F Y"), "count": len(late)},
                text="\n".join(month.plan.centre.name for month in late),
                group=MailGroup.MEETINGS,
            ),
        )


def agreed_actions(rights, today):
    """What meetings gave the person to do. By mail its owner is reminded of it, or who closes the meetings where nobody
    of its owners works there any more."""
    if rights is not EVERYBODY and rights.user is None:  # of what nobody holds, nothing is anybody's own
        return
    items = ActionItem.objects.open().select_related("meeting__centre", "goal", "person").order_by("due_on", "pk")
    items = items.filter(Q(meeting__centre=None) | Q(meeting__centre__in=Centre.objects.asked_on(today)))
    if rights is not EVERYBODY:
        items = items.at_work(today, person=rights.user)
    for item in items:
        step, reminder, people = ACTION.reached((today - item.due_on).days), None, None
        if rights is EVERYBODY and step is None:
            continue
        facts = {"what": item.title.rstrip("."), "day": format_date(item.due_on)}  # words go on behind it
        if rights is EVERYBODY:
            title = _("Úkol z porady je po termínu (%(day)s): %(what)s") if step > 0 else _("Úkol do %(day)s: %(what)s")
            reminder = Reminder(f"action:{item.pk}:{item.due_on}:{step}", title % facts, item.what, MailGroup.MEETINGS)
            people = people_of(item, on=today)
        yield Task(
            right=meeting_right("close", item.meeting) if rights is EVERYBODY else None,
            centre=item.meeting.centre,
            url=reverse("action-item", args=[item.pk]),
            title=_("Úkol z porady: %(what)s") % facts,
            action=_("Vyřídit"),
            hint=str(item.goal or ""),
            due=_("do %(day)s") % facts,
            day=item.due_on,
            is_urgent=item.due_on < today,
            reminder=reminder,
            people=people if people is not None and people.exists() else None,
        )


ABOVE = {
    MeetingKind.HEADS: (gettext_lazy("Porada vedoucích center za %(month)s"), gettext_lazy("Otevřít poradu")),
    MeetingKind.ANNUAL: (gettext_lazy("Výroční porada za rok %(year)s"), gettext_lazy("Vyhodnotit")),
    MeetingKind.DIRECTOR: (gettext_lazy("Hodnocení strategických cílů za rok %(year)s"), gettext_lazy("Vyhodnotit")),
}


def meetings_above(kinds, years, today):
    """The heads' meeting of the month before, or else of this one in its last days; the others from December until they
    are closed."""
    for meeting in open_above(kinds, years, today):
        due, (title, action) = due_on(meeting), ABOVE[meeting.kind]
        step, reminder = NOT_CLOSED.reached((today - due).days), None
        if step is not None:
            named = {"meeting": labels.title(meeting), "year": meeting.year}
            reminder = Reminder(
                key=f"above:{meeting.kind}:{meeting.year}-{meeting.month or 0:02}:{step}",
                title=_("%(meeting)s %(year)s čeká na uzavření") % named,
                text=_("Zhodnoťte, jak cíle stojí, a uzavřete zápis."),
                group=MailGroup.MEETINGS,
            )
        facts = {"month": _month_named(meeting, today)} if meeting.month else {"year": meeting.year}
        yield Task(
            right=meeting_right("close", meeting),
            centre=None,
            url=meeting_path(meeting),
            title=title % facts,
            action=action,
            due=_("uzavřít do %(day)s") % {"day": format_date(due)},
            day=due,
            is_urgent=today > due,
            reminder=reminder,
        )


def returned_closings(plans, today):
    """Closings that are back with the centre, with why."""
    returns = Event.objects.filter(subject_kind=Subject.CLOSING, subject_id=OuterRef("pk"), name="return")
    returns = returns.order_by("-id")
    closings = Closing.objects.filter(plan__in=plans, state=ClosingState.RETURNED)
    closings = closings.exclude(plan__document__in=_evaluated_with(plans))
    closings = closings.select_related("plan__document", "plan__centre")
    closings = closings.annotate(
        returned_at=Subquery(returns.values("at")[:1]), return_reason=Subquery(returns.values("comment")[:1])
    )
    closings = list(closings.order_by("plan__document__year", "plan__centre__position"))
    called_as_then([closing.plan for closing in closings], today)
    for closing in closings:
        day, reminder = timezone.localdate(closing.returned_at), None
        step = RETURNED.reached((today - day).days)
        if step is not None:
            title = _("%(plan)s: vrácená uzávěrka čeká na doplnění od %(day)s")
            title %= {"plan": closing.plan, "day": format_date(day)}
            reminder = Reminder(f"closing-returned:{closing.pk}:{day}:{step}", title, closing.return_reason)
        yield Task(
            right=Right.CLOSE_YEAR,
            centre=closing.plan.centre,
            url=closing_path(closing.plan),
            title=_("Vrácená uzávěrka: %(plan)s") % {"plan": closing.plan},
            action=_("Doplnit"),
            hint=closing.return_reason,
            is_urgent=True,
            reminder=reminder,
        )


def _evaluated_with(plans):
    """Documents that are evaluated; not where the evaluation came out without the centre of one of the plans."""
    closed = Document.objects.exclude(closed_at=None)
    out = Report.objects.evaluations().current().values_list("document", "omissions")
    left_out = {document: {one["slug"] for one in omissions} for document, omissions in out if omissions}
    waiting = plans.filter(document__in=left_out).values_list("document", "centre__slug") if left_out else ()
    return closed.exclude(pk__in=[document for document, slug in waiting if slug in left_out[document]])


def unsent_closings(plans, years, today):
    """The year's closing, from December until it is sent; a returned one is a task of its own."""
    years = [year for year in years if closing_opens_on(year) <= today]
    plans = plans.filter(Q(closing=None) | Q(closing__state=ClosingState.OPEN))
    plans = with_goals(plans, years, today).select_related("closing", "document", "centre")
    for plan in called_as_then(plans.annotate(confirmed=Count("closing__results")), today):
        due, reminder = closing_due_on(plan.document), None
        days, facts = (today - due).days, {"plan": plan, "day": format_date(due)}
        step = CLOSING.reached(days)
        if days < CLOSING.steps[0]:
            title = _("%(plan)s: uzávěrku roku jde připravit")
            text = _("Potvrďte výsledky cílů a uzávěrku odešlete do %(day)s.")
            reminder = Reminder(f"closing:{plan.pk}:opens", title % facts, text % facts)
        elif step is not None and step < 0:
            title = _("%(plan)s: uzávěrku odešlete do %(day)s")
            reminder = Reminder(f"closing:{plan.pk}:{due}:{-step}", title % facts, remaining(-days))
        elif step is not None:
            title = _("%(plan)s: uzávěrka měla být odeslaná do %(day)s")
            text = _("Odešlete ji prosím. Pokud to teď nejde, domluvte se s vedoucím odboru.")
            reminder = Reminder(f"closing:{plan.pk}:{due}:late", title % facts, text)
        confirmed = ngettext("potvrzen %(count)s výsledek", "potvrzeno %(count)s výsledků", plan.confirmed)
        yield Task(
            right=Right.CLOSE_YEAR,
            centre=plan.centre,
            url=closing_path(plan),
            title=_("Uzávěrka roku %(year)s: %(centre)s") % {"year": plan.document.year, "centre": plan.centre},
            action=_("Pokračovat") if hasattr(plan, "closing") else _("Začít"),
            hint=confirmed % {"count": plan.confirmed} if plan.confirmed else "",
            due=_("odeslat do %(day)s") % {"day": format_date(due)},
            day=due,
            is_urgent=today > due,
            reminder=reminder,
        )


def sent_closings(today):
    """Closings that wait to be accepted, those of a year together; the longest waiting first."""
    sent = Closing.objects.filter(state=ClosingState.SENT).select_related("plan__document", "plan__centre")
    sent = list(sent.order_by("plan__document__year", "sent_at", "pk"))
    called_as_then([closing.plan for closing in sent], today)
    for year, group in groupby(sent, key=lambda closing: closing.plan.document.year):
        plans = [(closing.plan, timezone.localdate(closing.sent_at)) for closing in group]
        names, day = [plan.centre.name for plan, _day in plans], plans[0][1]
        facts = {"year": year, "count": len(plans), "day": format_date(day)}
        step, reminder = SENT.reached((today - day).days), None
        if step is not None:
            title = ngettext(
                "Uzávěrky roku %(year)s: %(count)s čeká na rozhodnutí, nejdéle od %(day)s",
                "Uzávěrky roku %(year)s: %(count)s čeká na rozhodnutí, nejdéle od %(day)s",
                len(plans),
            )
            reminder = Reminder(f"closings:{year}:{day}:{step}", title % facts, "\n".join(names))
        title = ngettext(
            "Uzávěrky roku %(year)s: %(count)s čeká na rozhodnutí",
            "Uzávěrky roku %(year)s: %(count)s čeká na rozhodnutí",
            len(plans),
        )
        yield Task(
            right=Right.ACCEPT_YEAR,
            centre=None,
            url=closings_path([plan for plan, _day in plans]),
            title=title % facts,
            action=_("Rozhodnout"),
            hint=first_named(names),
            due=_("čeká od %(day)s") % facts,
            reminder=reminder,
        )


def left_out_centres(own, rights, today):
    """Centres that an evaluation came out without: who closes their year, and then who lets out the erratum."""
    out = Report.objects.evaluations().current().values_list("year", "omissions")
    left_out = {year: {one["slug"] for one in omissions} for year, omissions in out if omissions}
    if not left_out:
        return
    plans = Plan.objects.filter(document__year__in=left_out, centre__slug__in=set().union(*left_out.values()))
    plans = plans if rights.may(Right.RELEASE) else plans & own
    plans = plans.select_related("document", "centre", "closing").order_by("document__year", "centre__position")
    for plan in called_as_then(plans, today):
        state = plan.closing.state if hasattr(plan, "closing") else ClosingState.OPEN
        if plan.centre.slug not in left_out[plan.document.year]:
            continue
        if state == ClosingState.OPEN:
            yield Task(
                right=Right.CLOSE_YEAR,
                centre=plan.centre,
                url=closing_path(plan),
                title=_("Uzávěrka roku %(year)s: %(centre)s") % {"year": plan.document.year, "centre": plan.centre},
                action=_("Doplnit"),
                hint=_("Vyhodnocení roku vyšlo bez vašeho centra. Až rok uzavřete, doplní se."),
            )
        elif state == ClosingState.ACCEPTED:
            yield Task(
                right=Right.RELEASE,
                centre=None,
                url=reverse("evaluation-release", args=[plan.document.year]),
                title=_("Vyhodnocení roku %(year)s jde doplnit: %(centre)s")
                % {"year": plan.document.year, "centre": plan.centre},
                action=_("Připravit doplnění"),
            )


def reports(months, years, today):
    """A year whose closings are all accepted; and the state of the month before, once all teams have closed it or
    enough days have passed."""
    for year, accepted_on in finished_years(years, today).items():
        title, reminder = _("Vyhodnocení roku %(year)s může vyjít") % {"year": year}, None
        step = ALL_ACCEPTED.reached((today - accepted_on).days)
        if step is not None:
            text = _("Všechny uzávěrky jsou přijaté od %(day)s.") % {"day": format_date(accepted_on)}
            reminder = Reminder(f"evaluation:{year}:{accepted_on}:{step}", title, text)
        yield Task(
            right=Right.RELEASE,
            centre=None,
            url=reverse("evaluation-release", args=[year]),
            title=title,
            action=_("Připravit vyhodnocení"),
            reminder=reminder,
        )
    last = last_day_before(today)
    is_late = any(month.meeting.last_day == last for month in months)
    if last.year not in years or (is_late and today <= last + INTERIM_REPORT_WITHIN):
        return
    is_out = Report.objects.for_year(last.year).filter(as_of__gte=last).exists()
    # Months before the year was taken over are none of ours.
    taken_over = list(Edition.objects.filter(document__year=last.year).order_by().values_list("adopted_on", flat=True))
    if taken_over and not is_out and not any(day and day > last for day in taken_over):
        yield Task(
            right=Right.RELEASE,
            centre=None,
            url=reverse("standing-release", args=[last.year]),
            title=_("Stav k %(day)s může vyjít") % {"day": format_date(last)},
            action=_("Připravit stav"),
            hint=_("Některé porady nejsou uzavřené.") if is_late else _("Všechny porady jsou uzavřené."),
        )


def meeting_step(rights):
    """The last of the first steps: somebody has begun to evaluate."""
    return Step(
        _("První porada"),
        _("Pozvěte vedoucí center. Na poradě za měsíc zapíšou, jak cíle stojí, a měsíc uzavřou."),
        Exists(Meeting.objects.of_teams()),
        reverse("invite"),
        _("Pozvat vedoucí centra"),
    )


# Beside those of goals: what a page that mails lead to asks of a person.
PAGES = {
    "action-item": lambda rights, pk: ActionItem.objects.open().filter(pk=pk).exists(),
    "meeting": lambda rights, year, slug, month, kind: (
        any(rights.may(Right.EVALUATE, centre) for centre in Centre.objects.filter(slug=slug))
        and not Meeting.objects.closed().of_teams().filter(year=year, centre__slug=slug, month=month).exists()
    ),
    "heads-meeting": WRITING[MeetingKind.HEADS],
    "annual-meeting": WRITING[MeetingKind.ANNUAL],
    "director-meeting": WRITING[MeetingKind.DIRECTOR],
    "meeting-reopen": Right.REOPEN_MONTH,
    "closing": Right.CLOSE_YEAR,
    "closing-decide": lambda rights, year, slug: (
        rights.may(Right.ACCEPT_YEAR)
        and Closing.objects.for_year(year).filter(plan__centre__slug=slug, state=ClosingState.SENT).exists()
    ),
    "closings": Right.ACCEPT_YEAR,
    "network-standing": Right.SEE_NETWORK,
    "evaluation-release": Right.RELEASE,
}


def _month_named(meeting, today):
    return date_format(meeting.first_day, "F" if meeting.year == today.year else "F Y")


# What is still to be done on a day, for many centres at once.


@dataclass(frozen=True)
class OpenMonth:
    """A month that its team could close: how many goals it goes through, and how many nobody has said a word of."""

    plan: Plan
    meeting: Meeting  # a new row where nobody has written into the month yet
    goals: int
    unrated: int

    @property
    def is_with_team(self):
        """Has the team still something to say, and not only the head to close it?"""
        return self.unrated > 0 and not self.meeting.handed_over_at

    @property
    def is_held(self):
        return self.meeting.held_on is not None or self.unrated < self.goals


def running_years(today):
    """This year, and the last one as long as meetings were held in it here and its evaluation is not out."""
    years = [today.year - 1, today.year]
    closed = set(Document.objects.years().exclude(closed_at=None).values_list("year", flat=True))
    met = Meeting.objects.of_teams().filter(year=today.year - 1).exists()
    return [year for year in years if year not in closed and (met or year == today.year)]


def with_goals(plans, years, today):
    """Plans of these years in which something was approved, so that there is something to evaluate, and of whose centre
    it can be asked."""
    approved = Goal.objects.approved().filter(document=OuterRef("document"), centre=OuterRef("centre"))
    plans = plans.asked_on(today).filter(Exists(approved.order_by()), document__year__in=years)
    related = plans.select_related("document", "centre__successor")
    return related.order_by("document__year", "centre__position", "centre_id")


def open_months(plans, *, years, today):
    """Months of the plans that could be closed on the day and are not: centre by centre, the oldest first."""
    plans = called_as_then(with_goals(plans, years, today), today)
    documents, centres = {plan.document_id for plan in plans}, {plan.centre_id for plan in plans}
    goals = defaultdict(list)
    approved = Goal.objects.approved().filter(document__in=documents, centre__in=centres)
    for goal in approved.select_related("amends").order_by():
        goals[goal.document_id, goal.centre_id].append(goal)
    published = first_publications([goal for group in goals.values() for goal in group])
    adopted = adopted_on(documents)
    rows = Meeting.objects.of_teams().filter(centre__in=centres, year__in={plan.document.year for plan in plans})
    meetings = {(row.centre_id, row.year, row.month): row for row in rows}
    rated = defaultdict(set)  # ids of goals of which something was said, by the id of the meeting
    entries = Entry.objects.filter(meeting__in=[row.pk for row in meetings.values() if not row.is_closed])
    for meeting_id, goal_id in entries.exclude(rating="").order_by().values_list("meeting", "goal"):
        rated[meeting_id].add(goal_id)
    for plan in plans:
        for month in range(1, 13):
            facts = {"centre": plan.centre, "year": plan.document.year, "month": month}
            meeting = meetings.get((plan.centre_id, plan.document.year, month)) or Meeting(**facts)
            meeting.centre = plan.centre
            if not is_waited_for(meeting, adopted.get(plan.document_id), today=today):
                continue
            begun = [
                goal
                for goal in goals[plan.document_id, plan.centre_id]
                if is_running(goal, published.get(plan.document_id), meeting)
            ]
            if begun and not meeting.is_closed and closes_from(meeting) <= today:
                unrated = sum(goal.root_id not in rated[meeting.pk] for goal in begun)
                yield OpenMonth(plan, meeting, len(begun), unrated)


LEVELS = {
    MeetingKind.HEADS: Level.LONG_TERM,
    MeetingKind.ANNUAL: Level.LONG_TERM,
    MeetingKind.DIRECTOR: Level.STRATEGIC,
}


def open_above(kinds, years, today):
    """Meetings above the teams that could be closed on the day and are not, where there is what to evaluate; of the
    monthly ones the first of those of the month before and of this one."""
    levels = set(Goal.objects.approved().exclude(level=Level.OPERATIONAL).order_by().values_list("level", flat=True))
    closed = Meeting.objects.filter(kind__in=kinds, year__in=years, state=MeetingState.CLOSED)
    done = set(closed.order_by().values_list("kind", "year", "month"))
    for kind in kinds:
        meetings, at_most = [Meeting(kind=kind, year=year) for year in years], None
        if kind == MeetingKind.HEADS:
            days = [day for day in (last_day_before(today), today) if day.year in years]
            meetings, at_most = [Meeting(kind=kind, year=day.year, month=day.month) for day in days], 1
        waiting = [row for row in meetings if (kind, row.year, row.month) not in done and closes_from(row) <= today]
        if LEVELS[kind] in levels:
            yield from waiting[:at_most]


def finished_years(years, today):
    """Of these years those whose closings are all accepted, with the day of the last one."""
    plans = with_goals(Plan.objects.all(), years, today).select_related("closing", "document")
    accepted = defaultdict(list)
    for plan in plans:
        closing = getattr(plan, "closing", None)
        accepted[plan.document.year].append(closing and closing.accepted_at)
    return {year: timezone.localdate(max(moments)) for year, moments in accepted.items() if all(moments)}
