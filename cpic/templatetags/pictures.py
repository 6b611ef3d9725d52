"""What a component that draws progress needs to know: where the parts lie and what is said beside them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django import template

from evaluations.progress import captions, charts
from goals.formatting import format_number
from goals.states import Kind

register = template.Library()

register.filter(captions.achieved_words)
register.filter(captions.expected_words)
register.filter(captions.windows_words)
register.filter(captions.missed_words)
register.filter(captions.window_names)
register.filter(captions.each_in_words)
register.filter(captions.counts_words)
register.filter(captions.good_words)
register.filter("preposition", captions.preposition)
register.filter(charts.strip)
register.filter(charts.state_bar)


@register.filter
def bar(progress, target) -> charts.Bar:
    whole = Decimal(100) if target.kind == Kind.SHARE and not target.scope else None
    return charts.progress_bar(progress.achieved, progress.aim, progress.expected, whole=whole)


@register.filter
def pace_in_figures(pace: Decimal, aim: Decimal | None) -> str:
    return format_number(captions.rounded(pace, aim))


@register.filter
def beside(things: Sequence, others: Sequence) -> Iterable[tuple]:
    """Each thing with what belongs to it: a month with its cell, a window with its words."""
    return zip(things, others, strict=True)


@register.simple_tag
def year_chart(months, aim, today: date | None, former_aim=None, adds_up=True) -> charts.YearChart:
    return charts.year_chart(
        months, aim=aim, today=today or None, former_aim=former_aim or None, accumulates=adds_up is not False
    )


@register.simple_tag
def small_chart(months, aim, today: date, adds_up=True) -> charts.SmallChart:
    return charts.small_chart(months, aim=aim, today=today, accumulates=adds_up is not False)
