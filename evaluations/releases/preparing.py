"""What would come out now: the standing at the end of a month, or the evaluation of the year, as plain content.

Only what an edition says is evaluated in public, and only its numbers: what was said inside (what is new, next steps,
notes of records) never comes here.
"""

import calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from evaluations.models import Closing, GoalResult
from evaluations.progress.shown import Shown
from evaluations.releases.readiness import (
    closing_problems,
    goals_of,
    network_gaps,
    newer_release,
    number_of,
    problems_of,
    unclosed,
)
from evaluations.releases.snapshot import facts_of
from evaluations.standings import standings
from evaluations.states import ReleaseKind
from goals import content as contents
from goals.formatting import format_date
from goals.workflow import Refused

SHORT_MARK = 16  # hexadecimal digits


@dataclass(frozen=True)
class Prepared:
    """What would come out, a mark that changes with it, and what speaks against it."""

    kind: ReleaseKind
    number: int
    as_of: date
    content: dict
    problems: tuple[str, ...]  # nothing comes out before these are mended
    gaps: tuple[str, ...]  # it can come out all the same, with a reason

    @property
    def mark(self):
        return contents.checksum(self.content)[:SHORT_MARK]

    @property
    def counts(self):
        """How many of the centres' goals stand how; of an evaluation, how they ended."""
        word = "state" if self.kind == ReleaseKind.STANDING else "result"
        return Counter(goal[word] for goal in self.content["goals"] if goal["centre"])

    @property
    def by_centre(self):
        """Each centre with its goals, their targets ready to be shown; goals of the network at the end."""
        places = {facts["slug"]: {"place": facts, "goals": []} for facts in self.content["centres"]}
        network = {"place": None, "goals": []}
        for goal in self.content["goals"]:
            shown = {"targets": [Shown.of(target) for target in goal["targets"]], "is_awaited": self._awaits(goal)}
            places.get(goal["centre"], network)["goals"].append(goal | shown)
        return [group for group in (*places.values(), network) if group["goals"]]

    def _awaits(self, goal):
        """How a year ended is said by its closing; before that, what the numbers say of 31 December is a guess."""
        return self.kind == ReleaseKind.EVALUATION and bool(goal["centre"]) and not goal["result"]

    def with_narrative(self, narrative):
        """The content with the words that the department head adds; the mark is of all the rest."""
        return self.content | {"release": self.content["release"] | {"narrative": narrative.strip()}}


def last_day(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def prepare_standing(document, as_of, *, today):
    """The standing of the year's goals at the end of the day `as_of`."""
    goals, network, problems = goals_of(document)
    rows = standings([*goals, *network], **_day(document, as_of))
    late = unclosed(rows, as_of)
    gaps = [_("Poradu za tento měsíc nemá uzavřenou: %(centres)s.") % {"centres": ", ".join(late)}] if late else []
    content = _content(document, ReleaseKind.STANDING, as_of, rows)
    problems = [*problems_of(document, as_of, today), *newer_release(document, as_of), *problems]
    return _prepared(content, ReleaseKind.STANDING, as_of, problems, gaps)


def prepare_evaluation(document, *, today):
    """The evaluation of the whole year, once all centres' closings are accepted."""
    as_of = date(document.year, 12, 31)
    goals, network, problems = goals_of(document)
    rows = standings([*goals, *network], **_day(document, as_of))
    results = {row.goal_id: row for row in GoalResult.objects.filter(closing__plan__document=document)}
    content = _content(document, ReleaseKind.EVALUATION, as_of, rows, results)
    problems = [*problems_of(document, as_of, today), *problems, *closing_problems(document, rows, results)]
    return _prepared(content, ReleaseKind.EVALUATION, as_of, problems, network_gaps(rows))


def _day(document, as_of):
    return {"year": document.year, "today": as_of}


def _prepared(content, kind, as_of, problems, gaps):
    facts = content["release"]
    return Prepared(kind, facts["number"], as_of, content, tuple(map(str, problems)), tuple(map(str, gaps)))


def _content(document, kind, as_of, rows, results=None):
    """The whole release as plain text and numbers: what is frozen, and what the checksum is made over."""
    centres = {row.goal.centre_id: row.goal.centre for row in rows if row.goal.centre_id}
    return {
        "release": _heading(document, kind, as_of),
        "centres": _centres(document, centres.values(), kind),
        "goals": [_goal(row, (results or {}).get(row.goal.root_id)) for row in rows],
    }


def _heading(document, kind, as_of):
    edition = document.editions.current().first()
    last = document.releases.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0
    return {
        "kind": str(kind),
        "number": last + 1,
        "year": document.year,
        "as_of": as_of.isoformat(),
        "edition": edition.number if edition else 0,
        "title": str(TITLES[kind] % {"year": document.year, "day": format_date(as_of)}),
        "narrative": "",
    }


TITLES = {
    ReleaseKind.STANDING: _("Stav plnění cílů %(year)s k %(day)s"),
    ReleaseKind.EVALUATION: _("Vyhodnocení operačních cílů center %(year)s"),
}


def _centres(document, centres, kind):
    closings = (
        Closing.objects.filter(plan__document=document) if kind == ReleaseKind.EVALUATION else Closing.objects.none()
    )
    narratives = dict(closings.values_list("plan__centre", "narrative"))
    return [
        {
            "slug": centre.slug,
            "name": centre.name,
            "nuts3": centre.region.nuts3,
            "region": centre.region.name,
            "narrative": narratives.get(centre.pk, ""),
        }
        for centre in centres
    ]


def _goal(row, result):
    goal = row.goal
    facts = result.measured if result and result.measured else facts_of(row)
    targets = [target | {"position": position} for position, target in enumerate(facts["targets"], start=1)]
    return {
        "centre": goal.centre.slug if goal.centre_id else "",
        "level": goal.level,
        "number": number_of(goal),
        "position": goal.position,
        "proposed": result.proposed if result else "",
        "result": result.result if result else "",
        "explanation": result.reason if result else "",
        **facts,
        "targets": targets,
    }


def refuse(prepared, reason):
    for problem in prepared.problems:
        raise Refused(problem)
    if prepared.gaps and not reason.strip():
        raise Refused(NEEDS_REASON)


NEEDS_REASON = _("Ne všechno je hotové. Napište, proč se to přesto zveřejňuje.")
