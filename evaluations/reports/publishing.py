"""What would come out now, the interim report at the end of a month or the evaluation of the year, and what speaks
against it; then making it public: once, just what the person saw, frozen like an edition."""

import calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.czech import full_stop
from centres.events import record_event
from centres.models import Centre
from evaluations.deadlines import adopted_on
from evaluations.models import Closing, GoalResult, Meeting, Record, Report
from evaluations.progress.shown import Shown
from evaluations.reports.content import REPORT, draft_content, facts_of, number_of, without
from evaluations.standings import standings
from evaluations.states import ClosingState, ReportKind, Status
from evaluations.workflow import objections_of
from goals import withdrawing
from goals.formatting import format_date
from goals.freezing import fingerprint, freeze
from goals.models import Document, Edition, Goal, Plan
from goals.public.publishing import approved_goals, named_omissions, target_facts
from goals.renderings import draw_after_commit
from goals.sent_forms import made_before, remember
from goals.states import OPEN, Level
from goals.workflow import EditConflict, Refused, lock_document, require_open

EVENTS = {ReportKind.INTERIM: "release", ReportKind.EVALUATION: "evaluate"}
NEEDS_REASON = _("Ne všechno je hotové. Napište, proč se to přesto zveřejňuje.")
NEEDS_OMISSIONS = _("Uzávěrku nemá přijatou: %(centres)s. Napište u každého centra, proč vyhodnocení vyjde bez něj.")
NEEDS_ERRATUM = _("Napište, co se proti předchozímu vyhodnocení doplňuje.")
UNPUBLISHED = _("Schválené změny cílů ještě nevyšly; nejdřív vydejte nové vydání.")
UNRATED = {
    Level.STRATEGIC: _("Strategické cíle bez hodnocení: %(goals)s."),
    Level.LONG_TERM: _("Dlouhodobé cíle bez hodnocení: %(goals)s."),
}


@dataclass(frozen=True)
class Prepared:
    """What would come out, a fingerprint that changes with it, and what speaks against it."""

    kind: ReportKind
    as_of: date
    content: dict
    problems: tuple[str, ...]  # nothing comes out before these are mended
    gaps: tuple[str, ...]  # it can come out all the same, with a reason
    # Centres that are named with a reason: whose month is not closed; of an evaluation, that it comes out without.
    left_out: tuple[Centre, ...] = ()
    erratum: str = ""  # what is offered as such: whom an evaluation that is out already lacked

    @property
    def fingerprint(self):
        return fingerprint(self.content)

    @property
    def counts(self):
        """How many of the centres' goals stand how; of an evaluation, how they ended."""
        word = "state" if self.kind == ReportKind.INTERIM else "result"
        return Counter(goal[word] for goal in self.content["goals"] if goal["centre"])

    @property
    def by_centre(self):
        """Each centre with its goals, their targets ready to be shown; goals of the network at the end."""
        places = {facts["slug"]: {"place": facts, "goals": []} for facts in self.content["centres"]}
        network = {"place": None, "goals": []}
        for goal in self.content["goals"]:
            shown = {
                "targets": [Shown.of(target) for target in goal["targets"]],
                # How a year ended is said by its closing; before that, what the numbers say of 31 December is a guess.
                "is_awaited": self.kind == ReportKind.EVALUATION and bool(goal["centre"]) and not goal["result"],
            }
            places.get(goal["centre"], network)["goals"].append(goal | shown)
        return [group for group in (*places.values(), network) if group["goals"]]


def last_day(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def prepare_interim(document, as_of, *, today):
    """The standing of the year's goals at the end of the day `as_of`."""
    goals, unpublished = _published_goals(document, as_of)
    rows = standings(goals, year=document.year, today=as_of)
    problems = _problems(document, as_of, today)
    if document.reports.evaluations().exists():
        problems.insert(0, _("Vyhodnocení roku %(year)s už vyšlo.") % {"year": document.year})
    last = document.reports.interim().aggregate(last=Max("as_of"))["last"]
    if last and as_of < last:
        problems.append(_("Už je zveřejněný novější stav, k %(day)s.") % {"day": format_date(last)})
    problems += unpublished
    # Centres that had something to evaluate by then and have not closed the month.
    meetings = Meeting.objects.of_teams().closed().filter(year=as_of.year, month=as_of.month)
    closed = set(meetings.order_by().values_list("centre", flat=True))
    begun = [row.goal.centre for row in rows if row.goal.centre_id and _is_running(row, as_of)]
    first, adopted = as_of.replace(day=1), adopted_on([document.pk]).get(document.pk)
    begun = [centre for centre in begun if centre.is_asked(today) and centre.is_there_between(first, as_of)]
    if adopted and last_day(as_of.year, as_of.month) < adopted:  # those months were held elsewhere
        begun = []
    late = tuple(dict.fromkeys(centre for centre in begun if centre.pk not in closed))
    names = ", ".join(centre.name for centre in late)
    gaps = [full_stop(_("Poradu za tento měsíc nemá uzavřenou: %(centres)s.") % {"centres": names})] if late else []
    content = draft_content(document, ReportKind.INTERIM, as_of, rows, {})
    return Prepared(ReportKind.INTERIM, as_of, content, tuple(map(str, problems)), tuple(map(str, gaps)), late)


def _is_running(standing, as_of):
    """In the month of the day."""
    ends_on = standing.goal.ends_on
    return standing.period.begins <= as_of and (ends_on is None or ends_on >= as_of.replace(day=1))


def prepare_evaluation(document, *, today):
    as_of = date(document.year, 12, 31)
    goals, unpublished = _published_goals(document, as_of)
    rows = standings(goals, year=document.year, today=as_of, records=Record.objects.all())
    results = {row.goal_id: row for row in GoalResult.objects.filter(closing__plan__document=document)}
    closings = Closing.objects.filter(plan__document=document, state=ClosingState.ACCEPTED).select_related(
        "plan__centre"
    )
    accepted = {closing.plan.centre_id: closing for closing in closings}
    left_out = tuple(
        dict.fromkeys(row.goal.centre for row in rows if row.goal.centre_id and row.goal.centre_id not in accepted)
    )
    problems = [*_problems(document, as_of, today), *unpublished, *_closing_problems(document, rows, results, accepted)]
    before = document.reports.evaluations().current().first()
    known = {one["slug"]: one["name"] for one in before.omissions} if before else {}
    late = [known[closing.plan.centre.slug] for closing in accepted.values() if closing.plan.centre.slug in known]
    if before and not late:
        problems.append(_("Vyhodnocení roku %(year)s už vyšlo.") % {"year": document.year})
    gaps = []
    names = {closing.pk: closing.plan.centre.name for closing in accepted.values()}
    for event in objections_of(accepted.values()):
        facts = {"centre": names[event.subject_id], "text": event.comment}
        gaps.append(_("%(centre)s namítá proti uzávěrce, která byla odeslaná za ně: %(text)s") % facts)
    unrated = [row.goal for row in rows if not row.goal.centre_id and row.state == Status.UNRATED]
    for level, sentence in UNRATED.items():
        if names := [str(goal) for goal in unrated if goal.level == level]:
            gaps.append(sentence % {"goals": ", ".join(names)})
    content = draft_content(document, ReportKind.EVALUATION, as_of, rows, results)
    said = tuple(map(str, problems)), tuple(map(str, gaps))
    erratum = ""
    if late:
        words = _("Doplňuje se hodnocení, které předtím chybělo: %(centres)s.")
        erratum = full_stop(words % {"centres": ", ".join(late)})
    return Prepared(ReportKind.EVALUATION, as_of, content, *said, left_out, erratum)


def _published_goals(document, as_of):
    """Goals of the centres and then of the network as they hold, and what of them has not come out yet.

    A goal of the network that has never come out is left out; nobody outside knows of it.
    """
    goals = approved_goals(document)
    edition = document.editions.current().first()
    is_out = edition is None or {_said(goal) for goal in goals} == _said_by(edition)
    unpublished = [] if is_out else [UNPUBLISHED]
    term = Document.objects.term_on(as_of)
    network = Goal.objects.approved().filter(document__in=term).in_document_order()
    network = network.with_content().select_related("document", "amends")
    published = _said_by(Edition.objects.filter(document__in=term).current().first())
    numbers = {number for number, *_rest in published}
    network = [goal for goal in network if number_of(goal) in numbers]
    if not {_said(goal) for goal in network} <= published:
        unpublished.append(_("Schválené změny dlouhodobých cílů ještě nevyšly; nejdřív vydejte závazek znovu."))
    return [*goals, *network], unpublished


def _said_by(edition):
    rows = edition.goals.prefetch_related("targets") if edition else []
    return {(row.number, row.text, row.ends_on, _measures(row)) for row in rows}


def _said(goal):
    return number_of(goal), goal.text, goal.ends_on, _measures(goal)


def _measures(goal):
    return tuple(tuple(target_facts(target).values()) for target in goal.targets.all())


def _problems(document, as_of, today):
    problems = []
    if as_of > today:
        problems.append(_("Den %(day)s teprve přijde.") % {"day": format_date(as_of)})
    if not document.editions.exists():
        problems.append(_("Cíle roku ještě nevyšly; nejdřív vydejte dokument."))
    return problems


def _closing_problems(document, rows, results, accepted):
    """Some closing must be accepted, and nothing may have changed since in any that is."""
    own = [row for row in rows if row.goal.centre_id]
    if own and not accepted:
        names = ", ".join(dict.fromkeys(row.goal.centre.name for row in own))
        yield full_stop(_("Uzávěrku nemá přijatou: %(centres)s.") % {"centres": names})
    for row in own:
        result = results.get(row.goal.root_id)
        if row.goal.centre_id in accepted and (result is None or result.measured != facts_of(row)):
            names = {"centre": row.goal.centre.name, "goal": row.goal}
            yield _("%(centre)s: %(goal)s se od přijetí uzávěrky změnil. Vraťte ji centru.") % names
    changing = Goal.objects.amendments().filter(document=document, centre__in=accepted, state__in=OPEN)
    changing = changing.select_related("centre")
    if names := [f"{goal.centre.name}, {goal}" for goal in changing.in_document_order()]:
        yield _("O navržených změnách se ještě nerozhodlo: %(goals)s.") % {"goals": "; ".join(map(str, names))}


# Making it public


def publish_report(document, prepare, *, expected, by, narrative="", reason="", omissions=None, erratum="", now=None):
    """Freeze what `prepare(document)` says, with the narrative, as the next report and return it.

    `expected` is the fingerprint of what the person saw; if anything else would come out now, nothing does. `omissions`
    say by the id of a centre that is left out why it is. An evaluation that is out gets an `erratum`, with the next
    number, when a centre that it lacked has closed its year. Idempotent for one page. Approving, publishing and the
    closings of the centres wait until it is out.
    """
    now = now or timezone.now()
    with transaction.atomic():
        document = lock_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.RELEASE)
        purpose = f"report:{document.pk}"
        if made := made_before(expected, by, purpose):
            return Report.objects.get(pk=made[0])
        _wait_for_writers(document)
        prepared = prepare(document)
        if prepared.fingerprint != expected:
            sentence = _("Mezitím se změnilo, co by se zveřejnilo. Přečtěte si to znovu a zveřejněte.")
            raise EditConflict(prepared, sentence)
        for problem in prepared.problems:
            raise Refused(problem)
        if prepared.gaps and not reason.strip():
            raise Refused(NEEDS_REASON)
        common = reason if prepared.kind == ReportKind.INTERIM else ""
        left_out = named_omissions(prepared.left_out, omissions or {}, common)
        if names := [one["name"] for one in left_out if not one["reason"]]:
            raise Refused(NEEDS_OMISSIONS % {"centres": ", ".join(names)})
        if prepared.erratum:
            if not erratum.strip():
                raise Refused(NEEDS_ERRATUM)
        else:
            require_open(document)
        # The narrative and the reasons come with the button: the fingerprint is of all the rest.
        said = {"omissions": left_out, "erratum": erratum.strip() if prepared.erratum else ""}
        heading = REPORT.plain(prepared.content[REPORT.name] | {"narrative": narrative.strip()} | said)
        content = prepared.content | {REPORT.name: heading}
        if prepared.kind == ReportKind.EVALUATION:
            content = without(content, left_out)
        row = Report(
            document=document, approved_by_role=role, released_at=now, released_on=timezone.localdate(now), **heading
        )
        report = freeze(row, REPORT, content)
        if report.kind == ReportKind.EVALUATION:
            Document.objects.filter(pk=document.pk, closed_at=None).update(closed_at=now)
            draw_after_commit(report)
        remember(expected, by, purpose, [report], at=now)
        record_event(
            document,
            EVENTS[report.kind],
            by=by,
            role=role,
            at=now,
            target=str(report.number),
            comment=reason or "; ".join(f"{one['name']}: {one['reason']}" for one in left_out),
            fingerprint=prepared.fingerprint,
        )
        return report


def _wait_for_writers(document):
    """Hold all that people write the year into; once its evaluation is out, nobody can."""
    for rows in (
        Plan.objects.filter(document=document),
        Goal.objects.filter(document=document),
        Closing.objects.filter(plan__document=document),
        Meeting.objects.for_year(document.year),
    ):
        list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))


def withdraw(report, *, by, role, **act):
    """Withdraw the report because of an erasure; the one that holds is followed by a copy without the words."""
    if not withdrawing.withdraw(report, by=by, **act):
        return
    following = withdrawing.follow(
        report,
        REPORT,
        report.document.reports.filter(kind=report.kind),
        event="withdraw_report",
        heading={},
        facts={
            "released_at": act["at"],
            "released_on": timezone.localdate(act["at"]),
            "approved_by_role": report.approved_by_role,
        },
        by=by,
        role=role,
        **act,
    )
    if following and following.kind == ReportKind.EVALUATION:
        draw_after_commit(following)


def is_intact(report):
    return REPORT.is_intact(report)
