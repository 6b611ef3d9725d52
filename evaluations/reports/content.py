"""What a report says, as a plain structure of text and numbers: of each goal what an edition says and how it stands,
never what was said inside (what is new, next steps, notes of records). The checksum is made over this structure, and
the frozen rows give it back (REPORT.content_of). A closing freezes the same facts of a goal when it is sent."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.models import Closing
from evaluations.progress.shown import Shown, measure_facts, progress_facts
from evaluations.states import ReportKind
from goals.formatting import format_date
from goals.freezing import LATER_MEASURES, Shape, next_number
from goals.states import Kind

REPORT = Shape(
    name="release",  # as reports were called when the first came out: their checksums contain it
    heading=("kind", "number", "year", "as_of", "edition", "title", "narrative", "omissions", "erratum"),
    centres=("slug", "name", "nuts3", "region", "narrative", "closed_by_role"),
    goals=(
        *("level", "number", "position", "text", "state", "reason"),
        *("proposed", "result", "explanation", "given_up"),
    ),
    targets=(
        *("kind", "comparator", "value", "unit", "window", "deadline", *LATER_MEASURES),
        *("position", "achieved", "aim", "expected", "state", "windows", "original"),
    ),
    later=frozenset({"omissions", "erratum", "closed_by_role", *LATER_MEASURES}),
)
TITLES = {
    ReportKind.INTERIM: gettext_lazy("Stav plnění cílů %(year)s k %(day)s"),
    ReportKind.EVALUATION: gettext_lazy("Vyhodnocení operačních cílů center %(year)s"),
}
SAYS_SO_ITSELF = frozenset({Kind.COUNT, Kind.FREQUENCY})
"""Kinds whose own sentence says that they were fulfilled late."""


def draft_content(document, kind, as_of, rows, results):
    """The content of the next report of this kind. `rows` say how each goal stands, `results` (by the goal's root)
    how it ended."""
    edition = document.editions.current().first()
    centres = {row.goal.centre_id: row.goal.centre for row in rows if row.goal.centre_id}
    closings = {}
    if kind == ReportKind.EVALUATION:
        found = Closing.objects.filter(plan__document=document).values("plan__centre", "narrative", "sent_by_role")
        closings = {closing.pop("plan__centre"): closing for closing in found}
    heading = {
        "kind": str(kind),
        "number": next_number(document.reports.filter(kind=kind)),
        "year": document.year,
        "as_of": as_of.isoformat(),
        "edition": edition.number if edition else 0,
        "title": str(TITLES[kind] % {"year": document.year, "day": format_date(as_of)}),
        "narrative": "",
    }
    goals = []
    for row in rows:
        goal, result = row.goal, results.get(row.goal.root_id)
        facts = result.measured if result and result.measured else facts_of(row)
        outcome = {
            "centre": goal.centre.slug if goal.centre_id else "",
            "level": goal.level,
            "number": number_of(goal),
            "position": goal.position,
            "proposed": result.proposed if result else "",
            "result": result.result if result else "",
            "explanation": result.reason if result else "",
        }
        targets = [target | {"position": position} for position, target in enumerate(facts["targets"], start=1)]
        goals.append(outcome | facts | {"targets": targets})
    return {
        REPORT.name: heading,
        "centres": [
            REPORT.plain(
                {
                    "slug": centre.slug,
                    "name": centre.name,
                    "nuts3": centre.region.nuts3,
                    "region": centre.region.name,
                    "narrative": closings.get(centre.pk, {}).get("narrative", ""),
                    "closed_by_role": closings.get(centre.pk, {}).get("sent_by_role", ""),
                }
            )
            for centre in centres.values()
        ],
        "goals": goals,
    }


def without(content, omissions):
    """The content without the goals of the centres that are left out, which it names with the reasons."""
    slugs = {one["slug"] for one in omissions}
    return content | {
        "centres": [centre for centre in content["centres"] if centre["slug"] not in slugs],
        "goals": [goal for goal in content["goals"] if goal["centre"] not in slugs],
    }


def number_of(goal):
    return goal.number or (goal.amends.number if goal.amends_id else None)


def facts_of(standing):
    """The wording, the state with its sentence, and each target with its numbers; nothing that was said inside."""
    sentences, targets = [str(standing.reason)], []
    for row in standing.targets:
        original = None
        if row.original is not None:
            original = measure_facts(row.original_target) | progress_facts(row.original)
        targets.append(measure_facts(row.target) | progress_facts(row.progress) | {"original": original})
        if row.is_late and row.target.kind not in SAYS_SO_ITSELF:
            sentences.append(_("Do termínu %(day)s splněno nebylo.") % {"day": format_date(row.target.deadline)})
    if standing.goal.ends_on:
        sentences.append(_("Cíl skončil %(day)s.") % {"day": format_date(standing.goal.ends_on)})
    return {
        "text": standing.goal.text,
        "state": str(standing.state),
        "reason": " ".join(sentences),
        "targets": targets,
        "given_up": [measure_facts(target) for target in standing.given_up],
    }


def shown_targets(facts):
    """The frozen targets for pictures and phrases."""
    return [Shown.of(target) for target in facts["targets"]]
