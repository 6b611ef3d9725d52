"""What the page of a centre's closing shows: each goal with its numbers and what was said of it, as it is now or as it
was sent, and what may be done."""

from dataclasses import dataclass

from django.shortcuts import render

from centres import access
from centres.access import Right
from centres.events import timeline
from evaluations.closings.closing import NARRATIVE
from evaluations.closings.proposing import (
    NarrativeContent,
    Proposal,
    ResultContent,
    closing_of,
    proposals,
    said_of,
    year_problems,
)
from evaluations.forms.closings import NarrativeForm, ResultForm
from evaluations.reports.content import facts_of, shown_targets
from evaluations.states import ClosingState, Result
from evaluations.transitions import WITH_CENTRE
from evaluations.workflow import events_of, year_lock
from goals.reading import find_personal_data


@dataclass(frozen=True)
class Row:
    """One goal on the page."""

    proposal: Proposal
    said: ResultContent
    facts: dict  # its numbers: frozen once the closing was sent
    form: ResultForm | None = None
    theirs: ResultContent | None = None  # what somebody else has saved in the meantime

    @property
    def goal(self):
        return self.proposal.goal

    @property
    def targets(self):
        return shown_targets(self.facts)

    @property
    def entries(self):
        """What meetings said of it, the last one first."""
        return [entry for entry in reversed(self.proposal.standing.entries) if entry.stand or entry.said]

    @property
    def proposed(self):
        return self.facts.get("proposed", self.proposal.result)

    @property
    def their_result(self):
        return self.theirs and Result(self.theirs.result).label


class Page:
    """The closing with everything that its pages need, read once."""

    def __init__(self, request, plan):
        self.request, self.plan = request, plan
        self.closing = closing_of(plan)
        self.found = proposals(plan)
        self.said = said_of(self.closing, self.found)
        self.is_with_centre = self.closing.state in WITH_CENTRE
        self.lock = year_lock(plan.document.year, plan.centre_id)
        self.may_close = request.rights.may(Right.CLOSE_YEAR, plan.centre)
        self.is_open = self.may_close and self.is_with_centre and not self.lock

    def forms(self, data=None):
        return [ResultForm(data, proposal=one, current=self.said[one.goal.root_id]) for one in self.found]

    def rows(self, forms=(), theirs=None):
        frozen = {row.goal_id: row for row in self.closing.results.all()} if not self.is_with_centre else {}
        by_goal = {form.proposal.goal.root_id: form for form in forms}
        return [self._row(one, frozen.get(one.goal.root_id), by_goal, theirs or {}) for one in self.found]

    def _row(self, one, frozen, forms, theirs):
        root = one.goal.root_id
        facts = frozen.measured | {"proposed": Result(frozen.proposed)} if frozen else facts_of(one.standing)
        return Row(one, self.said[root], facts, forms.get(root), theirs.get(root))

    def show(self, template="evaluations/closing.html", *, status=200, forms=None, narrative=None, theirs=None, **more):
        forms = self.forms() if forms is None and self.is_open else forms or []
        narrative = narrative or (NarrativeForm(closing=self.closing) if self.is_open else None)
        errors = [form for form in (*forms, narrative) if form and form.is_bound and form.errors]
        context = {
            "plan": self.plan,
            "closing": self.closing,
            "rows": self.rows(forms, theirs),
            "narrative": narrative,
            "has_errors": bool(errors),
            "their_narrative": (theirs or {}).get(NARRATIVE, NarrativeContent()).text,
            **self._allowed(),
            **more,
        }
        return render(self.request, template, context, status=status)

    def _allowed(self):
        events = list(events_of(self.closing).exclude(name="write")) if self.closing.pk else []
        is_returned = self.closing.state == ClosingState.RETURNED
        returns = [event for event in events if event.name == "return"]
        return {
            "is_open": self.is_open,
            "lock": self._why_not(),
            "may_recall": self.may_close and self.closing.state == ClosingState.SENT,
            "may_decide": self.request.rights.may(Right.ACCEPT_YEAR) and not self.is_with_centre,
            "missing": list(year_problems(self.plan, self.found)) if self.is_open and self.found else [],
            "steps": timeline(events),
            "returned": returns[-1] if is_returned else None,
            "remarks": self._remarks(),
        }

    def _why_not(self):
        if self.lock:
            return self.lock
        return "" if self.may_close else access.refusal(Right.CLOSE_YEAR)

    def _remarks(self):
        """What looks like personal data in texts that will come out."""
        texts = [self.closing.narrative, *(said.reason for said in self.said.values())]
        return find_personal_data(" \n".join(texts))
