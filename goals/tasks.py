"""Who has to do what, where and until when: the one list that the page of work shows and the mail reminds of.

A rule finds a thing once and says it for both. It is asked about one person, whose page shows what they may do, or
about EVERYBODY; then the mail tells those who hold the right, on the days of a schedule.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres import access
from centres.access import CENTRE_RIGHTS, Right, Unheld
from centres.czech import sorted_centres
from centres.languages import Language
from centres.models import Centre, Event, Subject, User
from centres.network import call_as_then
from goals.commitment import passed_of
from goals.formatting import format_date, shortened
from goals.models import Document, DocumentTrial, Goal, Plan
from goals.models.translations import TranslationState
from goals.owners import without_owner
from goals.plan_progress import PlanProgress, with_progress
from goals.states import EDITABLE, DocumentKind, GoalState, Level, MailGroup
from goals.transitions import BY_NAME, DECIDING, WRITTEN, right_for, writing_right
from goals.translating import standing


@dataclass(frozen=True)
class Reminder:
    """What the mail says of a task today. The key names the occasion, of which nobody is told again."""

    key: str
    title: str
    text: str = ""
    group: MailGroup = MailGroup.DEADLINES


@dataclass(frozen=True)
class Task:
    """Something that waits for whoever holds the right (at the centre), and the page where it can be done."""

    right: Right | None  # None: it waits for those whom the rule found
    centre: Centre | None
    url: str
    title: str = ""  # on the page of work; a task without one is only reminded of
    action: str = ""  # the label of its link
    hint: str = ""
    due: str = ""
    day: date | None = None  # that of a deadline, for calendars
    is_urgent: bool = False
    reminder: Reminder | None = None
    people: QuerySet | None = None  # who is reminded, where it is not everybody who holds the right

    def reminded(self, today):
        return access.addressees(self.right, self.centre, on=today) if self.people is None else self.people


@dataclass(frozen=True)
class ReminderSchedule:
    """On which days a thing is reminded of, counted from its day; those before it are negative."""

    steps: tuple[int, ...]
    until: int | None = None  # the last day on which it is worth saying

    def reached(self, days):
        """The last step that has come; None before the first. A run that was missed is made up for until the next."""
        if self.until is not None and days > self.until:
            return None
        return max((step for step in self.steps if step <= days), default=None)


NOT_BEGUN = ReminderSchedule((-28, -14, -7), until=0)  # nobody has written a goal: all who could hear of it
SUBMISSION = ReminderSchedule((-14, -7, -1, 1), until=7)
NOT_SENT = ReminderSchedule((3,), until=7)  # those above, of all centres at once
DECISION = ReminderSchedule((8,))  # days since the first of the goals was sent
RETURNED = ReminderSchedule((5, 12))  # days since it came back, if nobody has touched it
PUBLICATION = ReminderSchedule((-7, -1), until=0)
PASSED = ReminderSchedule((1, 30, 180))  # days since something of the commitment was to be done
TO_TRANSLATE = ReminderSchedule((1, 14))  # days since the Czech of the commitment changed
TERM_ENDS = ReminderSchedule((-180, -60, -14, 1))


class _Everybody:
    """In place of one person's rights: all centres, and all that anybody may do."""

    memberships = works_in_a_centre = sees_network = is_inside = True
    translates_into: frozenset = frozenset()

    def may(self, _right, _centre=None):
        return True

    def own_centres(self):
        return Centre.objects.all()


EVERYBODY = _Everybody()


def returned_goals(rights, today):
    """What came back: on the page each goal with its reason, in the mail what came to one place on one day together, as
    long as nobody has written on it."""
    mine = Q(centre__in=rights.own_centres())
    if rights.may(Right.WRITE_COMMITMENT):
        mine |= Q(centre=None)
    goals = Goal.objects.changeable().in_hand(today).filter(mine, state=GoalState.RETURNED)
    goals = goals.select_related("centre", "document")
    goals = called_as_then(goals.in_document_order(), today)
    events = Event.objects.about(Subject.GOAL, [goal.pk for goal in goals]).filter(name__in=["return", "write"])
    returns, last, untouched = {}, {}, defaultdict(list)
    for event in events.defer("content").order_by("id"):
        last[event.subject_id] = event.name
        if event.name == "return":
            returns[event.subject_id] = event
    for goal in goals:
        event, closes_on = returns.get(goal.pk), goal.document.closes_on
        yield Task(
            right=writing_right(goal),
            centre=goal.centre,
            url=reverse("goal-edit", args=[goal.pk]),
            title=_("Vráceno k přepracování: %(place)s, %(goal)s") % {"place": goal.place, "goal": goal.name},
            action=_("Upravit"),
            hint=reason_of(event) if event else "",
            due=until(goal.document.submit_by) if not goal.is_amendment else "",
            day=goal.document.submit_by if not goal.is_amendment else None,
            is_urgent=True,
        )
        if event and last[goal.pk] == "return" and not (closes_on and closes_on < today):
            by_itself = goal.is_amendment or goal.centre is None
            occasion = f"goal-{goal.pk}" if by_itself else f"plan-{goal.document_id}-{goal.centre_id}"
            untouched[occasion, timezone.localdate(event.at)].append(goal)
    for (occasion, day), group in untouched.items():
        step, count, first = RETURNED.reached((today - day).days), len(group), group[0]
        if step is not None:
            title = ngettext(
                "%(place)s: %(count)s vrácený cíl čeká na přepracování od %(day)s",
                "%(place)s: %(count)s vrácených cílů čeká na přepracování od %(day)s",
                count,
            )
            yield Task(
                right=right_for(BY_NAME["submit"], first),
                centre=first.centre,
                url=reverse("goal-edit", args=[first.pk]) if count == 1 else place_path(first),
                people=writers(group, on=today),
                reminder=Reminder(
                    key=f"returned:{occasion}:{day}:{step}",
                    title=title % {"place": first.place, "count": count, "day": format_date(day)},
                    text=wordings(group),
                ),
            )


def begun_changes(rights, today):
    """Changes of approved goals that were begun and not sent; nobody is reminded of them."""
    if rights is EVERYBODY or not rights.works_in_a_centre:
        return
    goals = Goal.objects.changeable().in_hand(today).amendments()
    goals = goals.filter(centre__in=rights.own_centres(), state=GoalState.DRAFT)
    for goal in called_as_then(goals.select_related("centre", "document").in_document_order(), today):
        yield Task(
            right=Right.AMEND,
            centre=goal.centre,
            url=reverse("work-goal", args=[goal.pk]),
            title=_("Rozepsaná změna: %(place)s, %(goal)s") % {"place": goal.place, "goal": goal.name},
            action=_("Pokračovat"),
            hint=shortened(goal.text),
        )


def unsent_goals(rights, today):
    """A centre's year that is being prepared. Whoever writes sees how far it is; whoever sends it hears of the last day
    as long as a goal is still, or again, with the centre, and when nothing was ever sent."""
    if not rights.works_in_a_centre:
        return
    plans = Plan.objects.preparing_on(today).filter(centre__in=rights.own_centres(), document__closed_at=None)
    plans = plans.filter(document__planning_opens_on__lte=today).select_related("document", "centre")
    if rights is EVERYBODY:
        first, last = today - timedelta(days=SUBMISSION.until), today - timedelta(days=NOT_BEGUN.steps[0])
        plans = plans.filter(document__submit_by__range=(first, last))
    else:
        plans = plans.filter(document__closes_on__gte=today)
    for plan in with_progress(plans).order_by("document__submit_by", "centre__position"):
        year, slug, day = plan.document.year, plan.centre.slug, plan.document.submit_by
        if plan.progress in {PlanProgress.NOT_STARTED, PlanProgress.WRITING}:
            begun = ngettext("rozepsán %(count)s cíl", "rozepsáno %(count)s cílů", plan.drafts)
            is_begun = plan.progress == PlanProgress.WRITING
            yield Task(
                right=Right.WRITE,
                centre=plan.centre,
                url=reverse("plan", args=[year, slug]),
                title=_("Cíle na rok %(year)s: %(centre)s") % {"year": year, "centre": plan.centre.name},
                action=_("Pokračovat") if is_begun else _("Začít"),
                hint=begun % {"count": plan.drafts} if is_begun else "",
                due=_("odeslat %(until)s") % {"until": until(day)},
                day=day,
                is_urgent=day < today,
            )
        days = (today - day).days
        step, facts = SUBMISSION.reached(days), {"plan": plan, "day": format_date(day)}
        if step is not None and (plan.drafts or plan.returned or not (plan.submitted or plan.approved)):
            if step > 0:
                title = _("%(plan)s: cíle měly být odeslané do %(day)s")
                text = _("Odešlete je prosím ke schválení. Pokud to teď nejde, domluvte se s vedoucím odboru.")
            else:
                title, text = _("%(plan)s: cíle odešlete ke schválení do %(day)s"), remaining(-days)
            yield Task(
                right=Right.SUBMIT,
                centre=plan.centre,
                url=reverse("plan-check", args=[year, slug]),
                reminder=Reminder(f"submit:{plan.pk}:{day}:{'late' if step > 0 else -step}", title % facts, text),
            )
        step = NOT_BEGUN.reached(days)
        if step is not None and plan.progress == PlanProgress.NOT_STARTED:
            title = _("%(plan)s: cíle ještě nikdo nezačal psát, odeslat se mají do %(day)s") % facts
            text = _("Začněte loňskými cíli: u každého řeknete, jestli pokračuje. Napsat návrh může každý z centra.")
            yield Task(
                right=Right.WRITE,
                centre=plan.centre,
                url=reverse("plan", args=[year, slug]),
                people=access.addressees(Right.WRITE, plan.centre, on=today).exclude(
                    pk__in=access.addressees(Right.SUBMIT, plan.centre, on=today)  # who hears of the day to send anyway
                ),
                reminder=Reminder(f"begin:{plan.pk}:{day}:{-step}", title, text),
            )


def unsent_plans(document, today):
    """Plans that nobody has begun, or with goals that are not sent, in their order and with their progress."""
    plans = with_progress(document.plans.preparing_on(today).select_related("centre", "document"))
    plans = plans.order_by("centre__position")
    unsent = {PlanProgress.NOT_STARTED, PlanProgress.WRITING, PlanProgress.RETURNED}
    return [plan for plan in plans if plan.progress in unsent]


def late_plans(rights, today):
    """Those above hear which centres have not sent their goals after the day on which they should have."""
    if rights is not EVERYBODY:
        return
    first, last = today - timedelta(days=NOT_SENT.until), today - timedelta(days=NOT_SENT.steps[0])
    for document in Document.objects.years().open().filter(submit_by__range=(first, last)):
        late, day = unsent_plans(document, today), document.submit_by
        if late:
            title = ngettext(
                "Rok %(year)s: %(count)s centrum neodeslalo cíle, termín byl %(day)s",
                "Rok %(year)s: %(count)s center neodeslalo cíle, termín byl %(day)s",
                len(late),
            )
            facts = {"year": document.year, "count": len(late), "day": format_date(day)}
            yield Task(
                right=Right.PUBLISH,
                centre=None,
                url=reverse("work-year", args=[document.year]),
                reminder=Reminder(
                    f"unsent:{document.pk}:{day}:{NOT_SENT.reached((today - day).days)}",
                    title % facts,
                    "\n".join(f"{plan.centre.name}: {PlanProgress(plan.progress).label}" for plan in late),
                ),
            )


def decisions(rights, today):
    """What waits for a decision, the longest first: goals of a centre's year together; then changes of goals and goals
    of the network, each by itself."""
    levels = [level for level, right in DECIDING.items() if rights.may(right)]
    if not levels:
        return
    waiting = Goal.objects.changeable().in_hand(today).filter(state=GoalState.SUBMITTED, level__in=levels)
    too_long = Q(submitted_at__date__lte=today - timedelta(days=DECISION.steps[0]))

    def reminder(occasion, place, count, day):
        title = ngettext(
            "%(place)s: %(count)s cíl čeká na rozhodnutí od %(day)s",
            "%(place)s: %(count)s cílů čeká na rozhodnutí od %(day)s",
            count,
        )
        facts = {"place": place, "count": count, "day": format_date(day)}
        return Reminder(f"decide:{occasion}:{day}", title % facts) if count else None

    plans = ()
    if Level.OPERATIONAL in levels:
        plans = waiting.originals().filter(level=Level.OPERATIONAL).order_by()
        plans = plans.values("document_id", "document__year", "centre_id", "centre__name", "centre__slug")
        plans = plans.annotate(count=Count("pk"), since=Min("submitted_at"), too_long=Count("pk", filter=too_long))
        plans = plans.order_by("since", "document_id", "centre_id")
    for plan in plans:
        place, day = f"{plan['centre__name']} {plan['document__year']}", timezone.localdate(plan["since"])
        title = ngettext(
            "%(place)s: %(count)s cíl ke schválení", "%(place)s: %(count)s cílů ke schválení", plan["count"]
        )
        yield Task(
            right=Right.DECIDE,
            centre=None,
            url=reverse("plan-decide", args=[plan["document__year"], plan["centre__slug"]]),
            title=title % {"place": place, "count": plan["count"]},
            action=_("Rozhodnout"),
            due=_since(day),
            reminder=reminder(f"plan-{plan['document_id']}-{plan['centre_id']}", place, plan["too_long"], day),
        )
    goals = waiting.exclude(level=Level.OPERATIONAL, amends=None).select_related("centre", "document")
    goals = called_as_then(goals, today)
    for goal in sorted(goals, key=lambda goal: (goal.level != Level.OPERATIONAL, goal.submitted_at)):
        title, day = _("Ke schválení: %(place)s, %(goal)s"), timezone.localdate(goal.submitted_at)
        if goal.level == Level.OPERATIONAL:
            title = _("Změna cíle ke schválení: %(place)s, %(goal)s")
            if goal.ends_on:
                title = _("Ukončení cíle ke schválení: %(place)s, %(goal)s")
        waits_too_long = DECISION.reached((today - day).days) is not None
        yield Task(
            right=DECIDING[goal.level],
            centre=None,
            url=decision_path(goal),
            title=title % {"place": goal.place, "goal": goal.name},
            action=_("Rozhodnout"),
            hint=shortened(goal.text),
            due=_since(day),
            reminder=reminder(f"goal-{goal.pk}", goal.place, int(waits_too_long), day),
        )


def idle_centres(rights, today):
    """Who has not begun a year that is being prepared; they hear of its last day themselves."""
    if rights is EVERYBODY or not rights.may(Right.PUBLISH):
        return
    for document in Document.objects.years().open().filter(planning_opens_on__lte=today, closes_on__gte=today):
        plans = with_progress(document.plans.preparing_on(today).select_related("centre"))
        idle = [plan.centre.name for plan in plans if plan.progress == PlanProgress.NOT_STARTED]
        if idle:
            title = ngettext(
                "Rok %(year)s: %(count)s centrum nezačalo", "Rok %(year)s: %(count)s center nezačalo", len(idle)
            )
            yield Task(
                right=Right.PUBLISH,
                centre=None,
                url=f"{reverse('work-year', args=[document.year])}?progress={PlanProgress.NOT_STARTED}",
                title=title % {"year": document.year, "count": len(idle)},
                action=_("Zobrazit"),
                hint=first_named(idle),
                due=_("odeslat %(until)s") % {"until": until(document.submit_by)},
                day=document.submit_by,
            )


def commitment_dates(rights, today):
    """Dates of the commitment that have passed, told to who answers for it and who writes it; and that it will be over,
    as long as no other one is out."""
    responsible = {Level.STRATEGIC: [Right.DECIDE_STRATEGIC, Right.WRITE_COMMITMENT]}
    if not (rights.may(Right.WRITE_COMMITMENT) or rights.may(Right.DECIDE_STRATEGIC)):
        return
    for document in Document.objects.term_on(today):
        for one in passed_of(document, today):
            goal, step = one.goal, PASSED.reached((today - one.on).days)
            url = reverse("work-goal", args=[goal.pk]) if goal else reverse("commitment-term", args=[document.pk])
            key = f"passed:{f'goal-{goal.root_id}' if goal else f'{document.pk}-{one.level}'}:{one.on}:{step}"
            title = _("%(what)s Byl %(day)s") % {"what": one.words, "day": format_date(one.on)}
            hint = _("Navrhněte nový termín, nebo cíl ukončete. Na webu je napsané, že termín uplynul.")
            for right in responsible.get(one.level, [Right.WRITE_COMMITMENT]):
                yield Task(
                    right=right,
                    centre=None,
                    url=url,
                    # Who holds both rights sees it once.
                    title="" if right == Right.WRITE_COMMITMENT and rights.may(Right.DECIDE_STRATEGIC) else title,
                    action=_("Zobrazit"),
                    hint=hint,
                    reminder=Reminder(key, title, hint),
                )
        yield from _end_of_term(document, today)


def _end_of_term(document, today):
    day = document.valid_until
    step = TERM_ENDS.reached((today - day).days) if day else None
    if step is None or Document.objects.terms().filter(valid_from__gt=day, editions__isnull=False).exists():
        return
    is_over = step > 0
    title = _("Platnost závazku skončila %(day)s") if is_over else _("Platnost závazku skončí %(day)s")
    hint = _("Založte závazek na další období; převezme oddíly i cíle toho dosavadního.")
    yield Task(
        right=Right.WRITE_COMMITMENT,
        centre=None,
        url=reverse("commitment"),
        title=title % {"day": format_date(day)},
        action=_("Zobrazit"),
        hint=hint,
        is_urgent=is_over,
        reminder=Reminder(f"term:{document.pk}:{day}:{step}", title % {"day": format_date(day)}, hint),
    )


UNLED_BY_THEMSELVES = 5


def unled_centres(rights, today):
    """What waits at a centre for a right that nobody holds there is the department head's: on the page each centre with
    what waits, and many of them as one line; in the mail what its head would have been reminded of."""
    if rights is EVERYBODY or not rights.may(Right.STAND_IN):
        return
    unheld, waiting = Unheld(on=today), defaultdict(list)
    if not unheld.own_centres().exists():  # then no rule finds anything, and none is asked
        return
    for task in tasks(unheld, today=today):
        waiting[led_centre(task.centre, today)].append(task)
    if len(waiting) > UNLED_BY_THEMSELVES:
        title = ngettext("%(count)s centrum nemá vedoucího", "%(count)s center nemá vedoucího", len(waiting))
        yield Task(
            right=Right.STAND_IN,
            centre=None,
            url=reverse("people"),
            title=title % {"count": len(waiting)},
            action=_("Určit vedoucí"),
            hint=", ".join(centre.name for centre in sorted_centres(waiting)),
            is_urgent=any(task.is_urgent for group in waiting.values() for task in group),
        )
        return
    for centre in sorted_centres(waiting):
        group = waiting[centre]
        title = ngettext(
            "%(centre)s nemá vedoucího: čeká tu %(count)s věc",
            "%(centre)s nemá vedoucího: čeká tu %(count)s věcí",
            len(group),
        )
        yield Task(
            right=Right.STAND_IN,
            centre=None,
            url=reverse("centre-people", args=[centre.slug]),
            title=title % {"centre": centre.name, "count": len(group)},
            action=_("Určit vedoucího"),
            hint=first_named([task.title for task in group], most=3, between="; "),
            is_urgent=any(task.is_urgent for task in group),
        )


def led_centre(centre, today):
    """The centre that a head is missing in: the one that goes on, where this one was merged into it."""
    return centre.successor if centre.is_closed(today) else centre


def stood_in(task, today):
    """The reminder of a task of a centre that nobody leads, as the department head gets it."""
    centre = led_centre(task.centre, today)
    title = _("%(centre)s nemá vedoucího: %(title)s") % {"centre": centre.name, "title": task.reminder.title}
    return replace(
        task,
        right=Right.STAND_IN,
        centre=None,
        url=reverse("centre-people", args=[centre.slug]),
        reminder=replace(task.reminder, title=title),
        people=None,
    )


def unowned_goals(rights, today):
    """Goals of this year, and of the network, that nobody who works there looks after; nobody is reminded of them."""
    if rights is EVERYBODY:
        return
    places = []
    if rights.works_in_a_centre:
        goals = Goal.objects.approved().running(today).in_hand(today)
        goals = goals.filter(document__closed_at=None, document__year=today.year)
        goals = without_owner(goals.filter(centre__in=rights.own_centres()), on=today)
        counts = Counter(goals.in_document_order().select_related("centre").values_list("centre", flat=True))
        centres = Centre.objects.in_bulk(counts)
        places = [(Right.ASSIGN, centres[pk], f"{centres[pk]} {today.year}", count) for pk, count in counts.items()]
    if rights.may(Right.WRITE_COMMITMENT):
        goals = Goal.objects.approved().running(today).filter(document__in=Document.objects.term_on(today))
        count = without_owner(goals, on=today).count()
        places += [(Right.WRITE_COMMITMENT, None, _("Cíle sítě"), count)] if count else []
    for right, centre, place, count in places:
        title = ngettext(
            "%(place)s: %(count)s cíl nikdo nemá na starosti", "%(place)s: %(count)s cílů nikdo nemá na starosti", count
        )
        yield Task(
            right=right,
            centre=centre,
            url=reverse("plan-owners", args=[today.year, centre.slug]) if centre else reverse("commitment-owners"),
            title=title % {"place": place, "count": count},
            action=_("Určit vlastníky"),
        )


def incoming_documents(rights, _today):
    """What was uploaded and not finished, and what waits for whoever can take it over."""
    if rights is EVERYBODY or not rights.may(Right.IMPORT):
        return
    for trial in DocumentTrial.objects.filter(outcome="").defer("lines").select_related("uploaded_by"):
        day = format_date(timezone.localdate(trial.uploaded_at))
        facts = {"name": trial.name, "who": trial.uploaded_by, "day": day}
        page = "document" if trial.kind == DocumentKind.OPERATIONAL else "commitment-trial"
        may_adopt = trial.proposed_by_id and rights.may(Right.ADOPT)
        title = _("Dokument „%(name)s“ není dokončený")
        if trial.proposed_by_id:
            title = _("Dokument „%(name)s“ čeká na převzetí")
        yield Task(
            right=Right.IMPORT,
            centre=None,
            url=reverse("document-adopt" if may_adopt else page, args=[trial.pk]),
            title=title % facts,
            action=_("Zkontrolovat a převzít") if may_adopt else _("Zobrazit"),
            hint=_("Nahrál/a %(who)s %(day)s.") % facts,
        )


def translations_left(rights, _today):
    """What of the commitments that are open is left in the languages of who translates."""
    for document in Document.objects.terms().open() if rights.translates_into else ():
        for one in standing(document, rights.translates_into):
            if one["left"]:
                yield _translation_task(document, one)


def stale_translations(rights, today):
    """Translators are told what is left the day after somebody changed the Czech, and once more; of a language into
    which nobody translates any longer, who writes the commitment."""
    if rights is not EVERYBODY:
        return
    for document in Document.objects.terms().open():
        day = _changed_on(document)
        step = TO_TRANSLATE.reached((today - day).days) if day else None
        for one in standing(document, Language) if step is not None else ():
            people = access.translators(one["language"], on=today)
            if not people.exists() and dict(one["states"]).get(TranslationState.MISSING, 0) < one["total"]:
                people = access.holders(Right.WRITE_COMMITMENT, on=today)
            if one["left"]:
                task = _translation_task(document, one)
                key = f"translate:{document.pk}:{one['language']}:{day}:{step}"
                yield replace(task, people=people, reminder=Reminder(key, task.title, task.hint))


def _translation_task(document, one):
    facts = {"language": one["language"].label, "document": document.title}
    return Task(
        right=Right.TRANSLATE,
        centre=None,
        url=reverse("translation-language", args=[document.pk, one["language"]]),
        title=_("Překlad (%(language)s): %(document)s") % facts,
        action=_("Překládat"),
        hint=", ".join(f"{state.label}: {count}" for state, count in one["states"]),
    )


CZECH_CHANGES = ("open_term", "change_term", "write_section", "import", "adopt", *WRITTEN)


def _changed_on(document):
    """The last day on which somebody wrote the Czech of the commitment, or of a goal in it."""
    goals = list(document.goals.values_list("pk", flat=True))
    about = Q(subject_kind=Subject.DOCUMENT, subject_id=document.pk)
    about |= Q(subject_kind=Subject.GOAL, subject_id__in=goals)
    last = Event.objects.filter(about, name__in=CZECH_CHANGES).aggregate(last=Max("at"))["last"]
    return last and timezone.localdate(last)


# In the order of the page. The apps above this one add their rules when they are ready; imports run one way.
RULES: list[Callable] = [
    *(returned_goals, begun_changes, unsent_goals, late_plans),
    *(decisions, idle_centres, commitment_dates, unowned_goals, unled_centres),
    *(incoming_documents, translations_left, stale_translations),
]


def tasks(rights, *, today, rules=None):
    """All that waits for the person (by these rules), what is urgent first."""
    found = [
        task
        for rule in rules or RULES
        for task in rule(rights, today)
        if task.title and (task.right is None or rights.may(task.right, task.centre))
    ]
    return sorted(found, key=lambda task: not task.is_urgent)


def tasks_to_remind_of(today):
    """What nobody at its centre has the right to do is told to the department head as well."""
    unheld = Unheld(on=today)
    for task in (task for rule in RULES for task in rule(EVERYBODY, today) if task.reminder):
        yield task
        if unheld.may(task.right, task.centre):
            yield stood_in(task, today)


# What a page that mails lead to asks of a person to be of use to them: a right, at the centre in the address where it
# is held at one; a right about the goal in the address, as long as there is something to do with it; or a question of
# its own. For other pages any role is enough.
PAGES: dict[str, Right | Callable] = {
    "plan": lambda rights, year, slug: Centre.objects.filter(rights.in_scope(), slug=slug).exists(),
    "plan-check": Right.SUBMIT,
    "plan-decide": lambda rights, year, slug: (
        rights.may(Right.DECIDE)
        and Goal.objects.originals().filter(document__year=year, centre__slug=slug, state=GoalState.SUBMITTED).exists()
    ),
    "work-goal": lambda rights, pk: Goal.objects.visible_to(rights).filter(pk=pk).exists(),
    "goal-edit": lambda rights, pk: _may_with_goal(rights, pk, writing_right, EDITABLE),
    "goal-decide": lambda rights, pk: _may_with_goal(
        rights, pk, lambda goal: DECIDING[goal.level], {GoalState.SUBMITTED}
    ),
    "publish": Right.PUBLISH,
    "work-year": Right.SEE_NETWORK,
    "centre-people": Right.INVITE,
    "document": Right.IMPORT,
    "document-adopt": Right.ADOPT,
    "translation-language": lambda rights, pk, language: language in rights.languages,
}


def may_open(rights, path):
    """Whether the person can still do on the page what a mail would send them there for; nobody can without a role."""
    if not rights.memberships:
        return False
    try:
        page = resolve(urlsplit(path).path)
    except Resolver404:
        return True
    asked = PAGES.get(page.url_name)
    if asked is None:
        return True
    if callable(asked):
        return asked(rights, **page.kwargs)
    if asked in CENTRE_RIGHTS:
        return any(rights.may(asked, centre) for centre in Centre.objects.filter(slug=page.kwargs["slug"]))
    return rights.may(asked)


def _may_with_goal(rights, pk, right_of, states):
    goals = Goal.objects.filter(pk=pk, state__in=states).select_related("centre")
    return any(rights.may(right_of(goal), goal.centre) for goal in goals)


def decision_path(goal):
    """Where the goal is decided about: with its centre's year, or by itself."""
    if goal.level == Level.OPERATIONAL and not goal.is_amendment:
        return reverse("plan-decide", args=[goal.document.year, goal.centre.slug])
    return reverse("goal-decide", args=[goal.pk])


def place_path(goal):
    """Where the goal lives: its centre's year, or the commitment."""
    if goal.is_amendment:
        return reverse("work-goal", args=[goal.pk])
    if goal.level == Level.OPERATIONAL:
        return reverse("plan", args=[goal.document.year, goal.centre.slug])
    return reverse("commitment")


def called_as_then(rows, today):
    """Goals or plans as a list, with their centres as they were called in the year."""
    rows = list(rows)
    call_as_then([(row.centre, row.document.year) for row in rows], today=today)
    return rows


def first_named(names, *, most=6, between=", "):
    names = list(names)
    return between.join(names[:most]) + (" …" if len(names) > most else "")


def writers(goals, *, on):
    """Those who may send the goals again, and those who wrote them and still may."""
    first = goals[0]
    wrote = Event.objects.about(Subject.GOAL, [goal.pk for goal in goals]).filter(name__in=WRITTEN).values("by")
    authors = access.holders(writing_right(first), first.centre, on=on).filter(pk__in=wrote)
    people = access.holders(right_for(BY_NAME["submit"], first), first.centre, on=on)
    return User.objects.filter(Q(pk__in=people.values("pk")) | Q(pk__in=authors.values("pk")))


def wordings(goals):
    return "\n".join(f"{goal.number}. {goal.text}" if goal.number else f"– {goal.text}" for goal in goals)


def reason_of(event):
    """Why it was returned, and which part of it."""
    part = event.get_part_display()
    return f"{part}: {event.comment}" if part else event.comment


def remaining(days):
    if days == 0:
        return _("Termín je dnes.")
    return ngettext("Zbývá %(count)s den.", "Zbývá %(count)s dní.", days) % {"count": days}


def until(day):
    return _("do %(day)s") % {"day": format_date(day)} if day else ""


def _since(day):
    return _("čeká od %(day)s") % {"day": format_date(day)}
