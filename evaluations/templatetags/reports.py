"""What pages show of reports and of other frozen targets, in words and as parts of bars; nothing else is read."""

from dataclasses import replace

from django import template
from django.utils.translation import gettext as _

from evaluations.progress import captions, charts
from evaluations.progress.sentences import retold
from evaluations.progress.shown import Shown
from evaluations.reports import course, public
from evaluations.states import COUNTED, Result, Status
from goals.formatting import breakable, typeset

register = template.Library()

FILLS = {
    Result.FULFILLED: Status.DONE,
    Result.PARTLY: Status.AT_RISK,
    Result.NOT: Status.OFF_TRACK,
    Result.UNJUDGED: Status.UNRATED,
}
"""The pattern in which each result is drawn."""


@register.simple_tag
def year_outlook(year):
    return public.outlook_of(year)


@register.simple_tag
def goal_outlook(year, goal):
    outlook = public.outlook_of(year, [goal.number])
    return outlook and outlook.of(goal)


@register.simple_tag
def goal_courses(year, number):
    """How the goal stood through its year: the targets that can be drawn, and all released standings."""
    standings = course.standings_of(year, number)
    return {"standings": standings, "targets": course.courses_of(standings)}


@register.simple_tag
def region_shares(edition):
    return public.region_shares(edition)


@register.simple_tag
def latest_region_shares(editions):
    """Of the newest of the years, given newest first, that has let anything out."""
    year = public.latest_year()
    edition = next((edition for edition in editions if edition.year == year), None)
    return edition and public.region_shares(edition)


@register.filter
def told_reason(text):
    """Why a goal stands as it does: frozen in Czech, said in the language of the page, for the filter `marked`."""
    return typeset(retold(text))


@register.filter
def shown_goal(outlook, goal):
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
    return results_words(counts) or captions.counts_words(counts)


# Targets and texts


@register.filter
def lines(text):
    """Lines that say something, with a place to break in what is no word."""
    return [breakable(line.strip()) for line in text.splitlines() if line.strip()]


@register.filter
def left_out(facts):
    """Targets as first approved that an amendment left out."""
    return [Shown.of(measure) for measure in facts["given_up"]]


@register.filter
def stood(shown, is_final):
    """The number and how the target stands: "9 z 12 kurzů, ohroženo"; once the year is over, whether it was reached."""
    reached = _("splněno") if shown.is_reached else _("nesplněno")
    return ", ".join(filter(None, [shown.numbers, str(reached if is_final else Status(shown.state).label)]))


@register.filter
def paced(shown, is_final):
    """As it is, but without the pace once the year is over."""
    return replace(shown, expected=None) if is_final else shown


@register.simple_tag
def region_bands():
    """The patterns of the map of regions, and what each says."""
    return [
        ("most", _("tři čtvrtiny cílů nebo víc")),
        ("half", _("aspoň polovina")),
        ("few", _("méně než polovina")),
        ("none", _("zatím bez hodnocení")),
        ("outside", _("jiný provozovatel, nebo bez cílů")),
    ]
