"""What public pages of goals show of their evaluation: frozen reports and nothing else."""

from django import template

from evaluations.progress import captions, charts
from evaluations.reports import public
from evaluations.states import COUNTED, Result, State

register = template.Library()

FILLS = {
    Result.FULFILLED: State.DONE,
    Result.PARTLY: State.AT_RISK,
    Result.NOT: State.OFF_TRACK,
    Result.UNJUDGED: State.UNRATED,
}
"""The pattern in which each result is drawn."""


@register.simple_tag
def year_outlook(year):
    """What the year has let out last, or None."""
    return public.outlook_of(year)


@register.simple_tag
def goal_outlook(year, goal):
    """What the year has let out last of one goal of its edition, or None."""
    outlook = public.outlook_of(year, [goal.number])
    return outlook and outlook.of(goal)


@register.filter
def shown_goal(outlook, goal):
    """What the report says of a goal of an edition; nothing where there is no report."""
    return outlook.of(goal) if outlook else None


@register.filter
def bar_parts(counts):
    """Parts of a bar with what each says: of goals that stand somehow, or of goals that ended somehow."""
    by_fill = {FILLS[result]: result for result in Result if counts.get(result)}
    if not by_fill:
        return [{"part": part, "label": part.state.label, "tone": part.state.tone} for part in charts.state_bar(counts)]
    parts = charts.state_bar({fill: counts[result] for fill, result in by_fill.items()})
    ended = [(part, by_fill[part.state]) for part in parts]
    return [{"part": part, "label": COUNTED[result], "tone": result.tone} for part, result in ended]


@register.filter
def results_words(counts):
    """ "40 splněno, 12 splněno částečně", or nothing where no goal has ended."""
    return ", ".join(f"{counts[result]}\u00a0{COUNTED[result]}" for result in Result if counts.get(result))


@register.filter
def bar_words(counts):
    """What the bar shows, in words: of results, or of states."""
    return results_words(counts) or captions.counts_words(counts)
