"""A centre's goals as they stand before they come out, to be talked about: it says of itself that it is a draft."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from goals.formatting import format_date, typeset
from goals.models import Goal
from goals.pdf.edition import goal_in_words
from goals.states import OPEN


@translation.override("cs")
def draft_html(plan, *, today):
    """Of the plan's goals each as it holds, with the change that is proposed; "" where nothing is on its way."""
    goals = list(Goal.objects.in_plan(plan).in_document_order().with_content())
    changes = {goal.amends_id: goal for goal in goals if goal.amends_id and goal.state in OPEN}
    current = list(Goal.objects.in_plan(plan).current().in_document_order().with_content())
    if not any(goal.state in OPEN for goal in goals):
        return ""
    facts = (
        (_("Stav"), _("návrh k projednání, nevydáno")),
        (_("Ke dni"), format_date(today)),
        (_("Počet cílů"), str(len(current))),
    )
    names = {"centre": plan.centre.name, "year": plan.document.year}
    context = {
        "title": typeset(_("Návrh k projednání: %(centre)s, cíle na rok %(year)s") % names),
        "moment": f"{today.isoformat()}T00:00:00Z",
        "facts": [(label, typeset(value)) for label, value in facts],
        "goals": [_drafted(goal, changes.get(goal.root_id)) for goal in current],
    }
    return render_to_string("pdf/draft.html", context)


def _drafted(goal, change):
    return {
        "name": typeset(goal.heading),
        "state": goal.get_state_display(),
        "wording": _in_words(goal),
        "change": change and _in_words(change),
        "change_state": change and change.get_state_display(),
    }


def _in_words(goal):
    return goal_in_words(goal, goal.serves.held_text if goal.serves else "")
