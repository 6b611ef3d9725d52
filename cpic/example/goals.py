"""The goals of the example: those of the whole network, a year as it was published, and the next one halfway, of which
some centres are approved, some wait and many have not begun."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from centres.models import Part
from cpic.example import people
from goals.approval import APPROVE, RETURN, Verdict, decide, submit, submit_plan, to_submit
from goals.commitment import SectionContent, Term, write_section
from goals.history import holding
from goals.importing import import_document, parse_commitment, read_lines
from goals.importing import write_commitment as import_commitment
from goals.models import Document, Goal, Plan
from goals.public.publishing import publish
from goals.states import Decision, Scope, SectionKey
from goals.translating import Wording, translate, units_of
from goals.writing import Content, amend, create, proposed_targets, write
from goals.years import Calendar, continue_goal, open_year, previous_goals, taking_part

PRAGUE = ZoneInfo("Europe/Prague")


def moment(*day_and_time):
    return datetime(*day_and_time, tzinfo=PRAGUE)


# The goals of the network, and which words of a centre's goal say that it serves which of them.
TERM = Term("Veřejný závazek center na podporu integrace cizinců", date(2026, 1, 1), date(2030, 12, 31))
COMMITMENT_WRITTEN_AT, COMMITMENT_APPROVED_AT = moment(2025, 10, 6, 10), moment(2025, 10, 15, 10)
COMMITMENT_PUBLISHED_AT = moment(2025, 10, 20, 10)
# In the order of the document: the strategic goal, then finding out, platforms, courses, services, events, prevention.
SCOPES = ("", Scope.REGION, Scope.CENTRE, Scope.CENTRE, "", Scope.CENTRE, "")
PLATFORMS, COURSES, SERVICES, EVENTS, PREVENTION = range(2, 7)
SERVED = {
    "širokou veřejnost": EVENTS,
    "předcházet pracovnímu": PREVENTION,
    "povědomí o služb": SERVICES,
    "povědomí o osp": SERVICES,
    "povědomí o cpic": SERVICES,
    "o práci centra a nabídce": SERVICES,
    "platform": PLATFORMS,
    "sociokulturní": COURSES,
}
SERVED_AT = moment(2025, 11, 24, 10)

UNSAFE, SAFE = "v centru je bezpečno", "v centru je bezpečno pro každého"
SAFE_IN_UKRAINIAN = "у центрі безпечно для кожного"

# A published year: sent, approved and published in the December before.
IN_DECEMBER = ((1, 9), (12, 14), (15, 8))  # day and hour
ENDED = "Zkušební rok skončil a s ním i jeho cíle."

# The next year.
OPENED_AT = moment(2026, 9, 21, 9)
WRITTEN_AT = moment(2026, 11, 9, 10, 30)
SUBMITTED_AT = moment(2026, 11, 16, 15)
DECIDED_AT = moment(2026, 11, 20, 11)
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


def publish_commitment(folder):
    """It comes in from a file in five languages, as a real one would; what no wording says, whose sum a target is, the
    department head adds."""
    writer, director = people.person(people.DEPARTMENT_HEAD), people.person(people.DIRECTOR)
    parsed = parse_commitment([read_lines(folder / "verejny-zavazek.md")], chosen={})
    document = import_commitment(parsed, TERM).document
    goals = list(document.goals.order_by("position"))
    for at, (goal, scope) in enumerate(zip(goals, SCOPES, strict=True)):
        content = Content.of(goal)
        targets = tuple(replace(target, scope=scope) for target in content.targets)
        goals[at] = write(goal, replace(content, targets=targets), by=writer, now=COMMITMENT_WRITTEN_AT)
    sent = submit(goals, by=writer, now=COMMITMENT_WRITTEN_AT)
    decide([Verdict(goal, APPROVE) for goal in sent], by=director, now=COMMITMENT_APPROVED_AT)
    _read_translations(document, by=writer)
    publish(document, by=writer, now=COMMITMENT_PUBLISHED_AT)


def _read_translations(document, *, by):
    """Somebody has read all of them, a block a screen; then one sentence changed, which only the Ukrainian follows."""
    document.translations.update(checked_by=by, checked_at=COMMITMENT_WRITTEN_AT)
    section = document.sections.get(key=SectionKey.PRINCIPLES)
    content = SectionContent.of(section)
    blocks = [replace(block, text=SAFE if block.text == UNSAFE else block.text) for block in content.blocks]
    said = {"version": section.version, "by": by, "now": COMMITMENT_APPROVED_AT}
    write_section(document, section.key, replace(content, blocks=tuple(blocks)), **said)
    unit = next(unit for unit in units_of(document) if unit.czech == SAFE)
    row = document.translations.get(language="uk", block=unit.name)
    wording, seen = Wording(SAFE_IN_UKRAINIAN, is_read=True), {"seen": unit.source_hash, "version": row.version}
    translator = people.person(people.TRANSLATOR)
    translate(document, "uk", unit.name, wording, **seen, by=translator, now=COMMITMENT_APPROVED_AT)


def publish_year(year, folder):
    import_document(folder / f"operacni-cile-{year}.md", year=year, apply=True)
    document = Document.objects.for_year(year).get()
    # A draft serves the long-term goal that its words name, where that is there.
    long_term = list(Goal.objects.filter(document__in=Document.objects.terms()).order_by("position"))
    for goal in document.goals.select_related("centre"):
        served = next((at for words, at in SERVED.items() if words in goal.text.lower()), None)
        if long_term and served is not None:
            content = replace(Content.of(goal), serves_id=long_term[served].pk)
            write(goal, content, by=people.head_of(goal.centre.slug), now=SERVED_AT)
    above = people.person(people.DEPARTMENT_HEAD)
    submitted_at, approved_at, published_at = (moment(year - 1, 12, *day_and_hour) for day_and_hour in IN_DECEMBER)
    for plan in Plan.objects.filter(document=document).select_related("document", "centre"):
        head = people.head_of(plan.centre.slug)
        for goal in previous_goals(plan):
            continue_goal(plan, goal, Decision.RETIRE, reason=ENDED, by=head, now=submitted_at)
        sent = submit_plan(plan, list(to_submit(plan)), by=head, now=submitted_at)
        decide([Verdict(goal, APPROVE) for goal in sent], by=above, now=approved_at)
    return publish(document, by=above, now=published_at)


def prepare_next_year(year):
    above = people.person(people.DEPARTMENT_HEAD)
    last = Document.objects.for_year(year - 1).get()
    calendar = Calendar(date(year - 1, 10, 1), date(year - 1, 11, 30), date(year - 1, 12, 15), date(year, 12, 31))
    title = last.title.replace(str(year - 1), str(year))
    document = open_year(year, calendar, taking_part(year), title=title, by=above, now=OPENED_AT)
    rows = Plan.objects.filter(document=document).select_related("centre", "document")
    plans = {plan.centre.slug: plan for plan in rows}
    for slug in (*APPROVED, *WAITING, RETURNED):
        plan, head = plans[slug], people.head_of(slug)
        for goal in previous_goals(plan):
            continue_goal(plan, goal, Decision.CARRY, by=head, now=WRITTEN_AT)
        submit_plan(plan, list(to_submit(plan)), by=head, now=SUBMITTED_AT)
    for slug in (*APPROVED, RETURNED):
        goals = list(Goal.objects.in_plan(plans[slug]).in_document_order())
        verdicts = [Verdict(goal, APPROVE) for goal in goals]
        if slug == RETURNED:
            verdicts[-1] = Verdict(goals[-1], RETURN, RETURN_REASON, Part.TARGETS)
        decide(verdicts, by=above, now=DECIDED_AT)
    for slug, text in BEGUN.items():
        # One of last year's goals goes on, one ends, one goal is new; about the others nothing is decided yet.
        plan, head = plans[slug], people.head_of(slug)
        first, second = previous_goals(plan)[:2]
        continue_goal(plan, first, Decision.CARRY, by=head, now=WRITTEN_AT)
        continue_goal(plan, second, Decision.RETIRE, reason="Splněno už v září.", by=head, now=WRITTEN_AT)
        content = Content(text, proposed_targets(text, year=year))
        create(document, content, by=head, centre=plan.centre, now=WRITTEN_AT)
    # A change of an approved goal waits for the decision.
    goal = last.goals.approved().filter(centre__slug=AMENDED).order_by("position").first()
    current, head = holding([goal.root_id])[goal.root_id], people.head_of(AMENDED)
    text = f"{current.text.rstrip('.')}, nejpozději do konce listopadu."
    content = replace(Content.of(current), text=text, reason=AMEND_REASON)
    submit([amend(current, content, by=head, now=WRITTEN_AT)], by=head, now=SUBMITTED_AT)
