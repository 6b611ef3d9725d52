"""What a person must be allowed for a page of evaluation to do for them what they are told by mail to do there."""

from centres.access import Right
from centres.models import Centre


def _at_centre(right):
    return lambda rights, _year, slug, *_more: any(
        rights.may(right, centre) for centre in Centre.objects.filter(slug=slug)
    )


def _above(right):
    return lambda rights, *_address: rights.may(right)


PAGES = {
    "meeting": _at_centre(Right.EVALUATE),
    "heads-meeting": _above(Right.EVALUATE_LONG_TERM),
    "annual-meeting": _above(Right.EVALUATE_LONG_TERM),
    "director-meeting": _above(Right.EVALUATE_STRATEGIC),
    "closing": _at_centre(Right.CLOSE_YEAR),
    "closing-decide": _above(Right.ACCEPT_YEAR),
    "closings": _above(Right.ACCEPT_YEAR),
    "network-standing": _above(Right.SEE_NETWORK),
    "evaluation-release": _above(Right.RELEASE),
}
"""Pages by their names, beside those of goals."""
