"""The next year of the example, halfway: some centres are approved, some wait, many have not begun."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cpic.example import people
from goals.deciding import APPROVE, RETURN, Verdict, decide
from goals.lineage import holding
from goals.models import Document, Goal, Plan
from goals.reading import read_targets
from goals.states import Decision, Part
from goals.submitting import submit, submit_plan, to_submit
from goals.writing import Content, TargetContent, amend, create
from goals.years import Calendar, continue_goal, open_year, previous_goals, taking_part

PRAGUE = ZoneInfo("Europe/Prague")
OPENED_AT = datetime(2026, 9, 21, 9, 0, tzinfo=PRAGUE)
WRITTEN_AT = datetime(2026, 11, 9, 10, 30, tzinfo=PRAGUE)
SUBMITTED_AT = datetime(2026, 11, 16, 15, 0, tzinfo=PRAGUE)
DECIDED_AT = datetime(2026, 11, 20, 11, 0, tzinfo=PRAGUE)
APPROVED = ("pisek", "pelhrimov")
WAITING = ("ceske-budejovice", "pardubice")
RETURNED = "jihlava"
BEGUN = {
    "liberec": "Do 30. 6. 2027 otevřít v Jablonci nad Nisou kontaktní místo a poradit v něm nejméně 40 cizincům.",
    "benesov": "Nejméně čtyřikrát za rok uspořádat ve Vlašimi setkání cizinců s pracovníky úřadů.",
}
AMENDED = "zlin"
RETURN_REASON = "Doplňte, do kdy pracovnice vzdělávání absolvují; bez termínu se to pozná až na konci roku."
AMEND_REASON = "Škola, se kterou se počítalo, kurzy zavřela; náhradu jsme našli jen zčásti."


def prepare_next_year(year):
    above = people.person(people.DEPARTMENT_HEAD)
    last = Document.objects.for_year(year - 1).get()
    title = last.title.replace(str(year - 1), str(year))
    document = open_year(year, _calendar(year), taking_part(year), title=title, by=above, now=OPENED_AT)
    rows = Plan.objects.filter(document=document).select_related("centre", "document")
    plans = {plan.centre.slug: plan for plan in rows}
    for slug in (*APPROVED, *WAITING, RETURNED):
        _carry_all_on(plans[slug])
        _send(plans[slug])
    for slug in APPROVED:
        _decide(plans[slug], above)
    _decide(plans[RETURNED], above, returned=1)
    for slug, text in BEGUN.items():
        _begin(plans[slug], text)
    _propose_a_change(last)


def _calendar(year):
    return Calendar(date(year - 1, 10, 1), date(year - 1, 11, 30), date(year - 1, 12, 15), date(year, 12, 31))


def _carry_all_on(plan):
    by = people.head_of(plan.centre.slug)
    for goal in previous_goals(plan):
        continue_goal(plan, goal, Decision.CARRY, by=by, now=WRITTEN_AT)


def _begin(plan, text):
    """One of last year's goals ends, one goes on, one goal is new; about the others nothing is decided yet."""
    by = people.head_of(plan.centre.slug)
    first, second = previous_goals(plan)[:2]
    continue_goal(plan, first, Decision.CARRY, by=by, now=WRITTEN_AT)
    continue_goal(plan, second, Decision.RETIRE, reason="Splněno už v září.", by=by, now=WRITTEN_AT)
    targets = tuple(TargetContent.of(target) for target in read_targets(text, year=plan.document.year))
    create(plan.document, Content(text, targets), by=by, centre=plan.centre, now=WRITTEN_AT)


def _send(plan):
    submit_plan(plan, list(to_submit(plan)), by=people.head_of(plan.centre.slug), now=SUBMITTED_AT)


def _decide(plan, by, *, returned=0):
    """Approve the centre's goals, all but the last so many, which go back."""
    goals = list(Goal.objects.in_plan(plan).in_document_order())
    kept = len(goals) - returned
    verdicts = [Verdict(goal, APPROVE) for goal in goals[:kept]]
    verdicts += [Verdict(goal, RETURN, RETURN_REASON, Part.TARGETS) for goal in goals[kept:]]
    decide(verdicts, by=by, now=DECIDED_AT)


def _propose_a_change(document):
    """A change of an approved goal waits for the decision."""
    goal = document.goals.approved().filter(centre__slug=AMENDED).order_by("position").first()
    by = people.head_of(AMENDED)
    current = holding([goal.root_id])[goal.root_id]
    content = replace(
        Content.of(current), text=f"{current.text.rstrip('.')}, nejpozději do konce listopadu.", reason=AMEND_REASON
    )
    submit([amend(current, content, by=by, now=WRITTEN_AT)], by=by, now=SUBMITTED_AT)
