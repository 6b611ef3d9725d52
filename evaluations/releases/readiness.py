"""What speaks against a release: what has not come out yet, what is not closed, what changed after it was accepted."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from evaluations.models import Closing, Meeting
from evaluations.releases.snapshot import facts_of
from evaluations.states import ClosingState, State
from goals import content as contents
from goals.formatting import format_date
from goals.models import Edition, Goal
from goals.states import OPEN, Level


def goals_of(document):
    """Goals of the centres and of the network as they hold, and what of them has not come out yet.

    A goal of the network that has never come out is left out; nobody outside knows of it.
    """
    goals = contents.approved_goals(document)
    problems = [UNPUBLISHED] if _differ(goals, document.editions.current().first()) else []
    network = Goal.objects.approved().filter(level__in=[Level.STRATEGIC, Level.LONG_TERM]).in_document_order()
    network = list(network.with_content().select_related("document", "amends"))
    edition = Edition.objects.filter(document__year=None).current().first()
    published = _said_by(edition)
    network = [goal for goal in network if number_of(goal) in {number for number, *_rest in published}]
    if not {_said(goal) for goal in network} <= published:
        problems.append(_("Schválené změny dlouhodobých cílů ještě nevyšly; nejdřív vydejte závazek znovu."))
    return goals, network, problems


UNPUBLISHED = _("Schválené změny cílů ještě nevyšly; nejdřív vydejte nové vydání.")


def _differ(goals, edition):
    return edition is not None and {_said(goal) for goal in goals} != _said_by(edition)


def _said_by(edition):
    rows = edition.goals.prefetch_related("targets") if edition else []
    return {(row.number, row.text, _measures(row)) for row in rows}


def _said(goal):
    return number_of(goal), goal.text, _measures(goal)


def _measures(goal):
    return tuple(tuple(contents.target_facts(target).values()) for target in goal.targets.all())


def number_of(goal):
    return goal.number or (goal.amends.number if goal.amends_id else None)


def problems_of(document, as_of, today):
    if document.releases.evaluations().exists():
        yield _("Vyhodnocení roku %(year)s už vyšlo.") % {"year": document.year}
    if as_of > today:
        yield _("Den %(day)s teprve přijde.") % {"day": format_date(as_of)}
    if not document.editions.exists():
        yield _("Cíle roku ještě nevyšly; nejdřív vydejte dokument.")


def newer_release(document, as_of):
    last = document.releases.standings().aggregate(last=Max("as_of"))["last"]
    if last and as_of < last:
        yield _("Už je zveřejněný novější stav, k %(day)s.") % {"day": format_date(last)}


def unclosed(rows, as_of):
    """Names of centres that had something to evaluate by the end of the month and have not closed it."""
    closed = Meeting.objects.of_teams().closed().filter(year=as_of.year, month=as_of.month)
    closed = set(closed.order_by().values_list("centre", flat=True))
    begun = [row.goal.centre for row in rows if row.goal.centre_id and row.period.begins <= as_of]
    return list(dict.fromkeys(centre.name for centre in begun if centre.pk not in closed))


def closing_problems(document, rows, results):
    """Every centre with a goal must have its closing accepted, and nothing may have changed since."""
    accepted = Closing.objects.filter(plan__document=document, state=ClosingState.ACCEPTED)
    accepted = set(accepted.values_list("plan__centre", flat=True))
    own = [row for row in rows if row.goal.centre_id]
    waiting = {row.goal.centre_id: row.goal.centre.name for row in own if row.goal.centre_id not in accepted}
    if waiting:
        yield _("Uzávěrku nemá přijatou: %(centres)s.") % {"centres": ", ".join(waiting.values())}
    for row in own:
        result = results.get(row.goal.root_id)
        if row.goal.centre_id in accepted and (result is None or result.measured != facts_of(row)):
            names = {"centre": row.goal.centre.name, "goal": row.goal}
            yield _("%(centre)s: %(goal)s se od přijetí uzávěrky změnil. Vraťte ji centru.") % names
    changing = Goal.objects.amendments().filter(document=document, state__in=OPEN).select_related("centre")
    if names := [f"{goal.centre.name}, {goal}" for goal in changing.in_document_order()]:
        yield _("O navržených změnách se ještě nerozhodlo: %(goals)s.") % {"goals": "; ".join(map(str, names))}


def network_gaps(rows):
    unrated = [row.goal for row in rows if not row.goal.centre_id and row.state == State.UNRATED]
    for level, sentence in UNRATED.items():
        if names := [str(goal) for goal in unrated if goal.level == level]:
            yield sentence % {"goals": ", ".join(names)}


UNRATED = {
    Level.STRATEGIC: _("Strategické cíle bez hodnocení: %(goals)s."),
    Level.LONG_TERM: _("Dlouhodobé cíle bez hodnocení: %(goals)s."),
}
