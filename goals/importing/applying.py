"""Writes what the plan calls new, as drafts, all or nothing; what is already there is never touched."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from centres.models import Centre
from goals.importing.files import read_lines, silent
from goals.importing.lines import ImportProblem
from goals.importing.paragraphs import KnownCentre
from goals.importing.parsing import ParsedDocument, Problem, parse
from goals.importing.pdf import Progress
from goals.importing.planning import ImportResult, Known, KnownGoal, Outcome, plan
from goals.models import Document, Goal, Plan, Section, Target
from goals.models.documents import LONGEST_WORDING
from goals.reading import ProposedTarget
from goals.states import DocumentKind, SectionKey

YEARS = range(2000, 2101)
LONGEST_NAME = 200
LARGEST_VALUE = Decimal(10) ** 10


def import_document(path: str | Path, *, year: int, apply: bool = False, progress: Progress = silent) -> ImportResult:
    """Read the file as the goals of the year, and with `apply` write what is new as drafts, all or nothing.

    An error among the problems of the result means that nothing was written. Raises ImportProblem when there is
    no result to speak of: the file cannot be read, or it is no document of goals.
    """
    if year not in YEARS:
        raise ImportProblem(f"Rok {year} není možný; zadejte rok od {YEARS[0]} do {YEARS[-1]}.")
    document = parse(read_lines(path, progress=progress), year=year, centres=known_centres())
    if not apply:
        return plan_for_database(document, year)
    try:
        with transaction.atomic():
            locked = Document.objects.select_for_update(no_key=True).for_year(year).first()
            result = plan_for_database(document, year)
            if result.has_errors:
                return result
            title = result.title or _("Operační cíle center %(year)s") % {"year": year}
            row = locked or Document.objects.create(kind=DocumentKind.OPERATIONAL, year=year, title=title)
            new = [section for section, outcome in result.sections if outcome is Outcome.NEW]
            Section.objects.bulk_create(
                Section(document=row, key=it.key, title=it.title, text=it.text, position=position)
                for position, it in enumerate(new, start=_next(row.sections, "position"))
            )
            write_goals(row, result)
            return replace(result, applied=True)
    except IntegrityError as error:
        raise ImportProblem("Cíle mezitím změnil někdo jiný, nic se nezapsalo; spusťte import znovu.") from error


def known_centres() -> list[KnownCentre]:
    fields = ("slug", "name", "town", "official_name")
    centres = [KnownCentre(*facts) for facts in Centre.objects.values_list(*fields)]
    if not centres:
        raise ImportProblem("V systému nejsou žádná centra; nejdřív je nahrajte příkazem load_reference.")
    return centres


def plan_for_database(document: ParsedDocument, year: int) -> ImportResult:
    """The plan given what the database holds, with what it could not hold as problems."""
    goals = defaultdict(list)
    rows = Goal.objects.filter(document__in=Document.objects.for_year(year)).exclude(centre=None).current()
    for goal in rows.select_related("centre").order_by("number"):
        goals[goal.centre.slug].append(KnownGoal(goal.number or goal.position, goal.text, goal.get_state_display()))
    sections = {}
    for section in Section.objects.filter(document__in=Document.objects.for_year(year)):
        # Other provisions are told apart by their title; of the named sections there is one each.
        title = section.title if section.key == SectionKey.OTHER else ""
        sections[section.key, title] = section.text
    result = plan(document, year=year, known=Known(goals, sections))
    texts = [("začátek dokumentu", result.title, LONGEST_NAME)]
    texts += [(section.where, section.title, LONGEST_NAME) for section, _outcome in result.sections]
    texts += [(section.where, section.text, LONGEST_WORDING) for section, _outcome in result.sections]
    texts += [(goal.where, goal.text, LONGEST_WORDING) for goal in result.goals]
    problems = [
        Problem(where, f"Text má {len(text)} znaků, vejde se jich nejvýše {longest}.")
        for where, text, longest in texts
        if len(text) > longest
    ]
    message = "Číslo ve znění je mimo rozsah, cílovou hodnotu doplňte ručně."
    problems += [
        Problem(goal.where, message, is_error=False)
        for goal in result.goals
        if goal.outcome is Outcome.NEW and not all(map(is_storable, goal.targets))
    ]
    return replace(result, problems=(*result.problems, *problems))


def is_storable(target: ProposedTarget) -> bool:
    return target.value is None or (0 <= target.value < LARGEST_VALUE and target.value == round(target.value, 2))


def write_goals(document: Document, result: ImportResult) -> None:
    centres = {centre.slug: centre for centre in Centre.objects.all()}
    taking_part = [Plan(document=document, centre=centres[planned.slug]) for planned in result.centres]
    Plan.objects.bulk_create(taking_part, ignore_conflicts=True)
    number = _next(document.goals, "number")
    for planned in result.centres:
        centre = centres[planned.slug]
        position = _next(document.goals.filter(centre=centre), "position")
        new = [goal for goal in planned.goals if goal.outcome is Outcome.NEW]
        rows = Goal.objects.bulk_create(
            Goal(document=document, centre=centre, number=number + at, position=position + at, text=goal.text)
            for at, goal in enumerate(new)
        )
        number += len(rows)
        targets = []
        for row, goal in zip(rows, new, strict=True):
            for at, target in enumerate(filter(is_storable, goal.targets), start=1):
                facts = {"kind": target.kind, "comparator": target.comparator, "value": target.value}
                facts |= {
                    "unit": target.unit[:LONGEST_NAME],
                    "window": target.window or "",
                    "deadline": target.deadline,
                }
                targets.append(Target(goal=row, position=at, **facts))
        Target.objects.bulk_create(targets)


def _next(rows, field: str) -> int:
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1
