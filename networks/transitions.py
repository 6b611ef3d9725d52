"""The whole way of a network's meeting on one screen: what leads where; who leads networks in the region may do it."""

from django.utils.translation import gettext_lazy as _

from goals.transitions import Transition
from networks.states import GatheringState

AHEAD = frozenset({GatheringState.PLANNED, GatheringState.INVITED})
WRITABLE = AHEAD | {GatheringState.REOPENED}  # agenda, attendance and conclusions can be written
GATHERING = (
    # Also what was sent already: a change of the day or place goes out as an update.
    Transition("invite", _("Rozeslat pozvánky"), AHEAD, GatheringState.INVITED),
    # Also what was closed by mistake: it did not take place, and counts nowhere any more.
    Transition("cancel", _("Zrušit setkání"), WRITABLE, GatheringState.CANCELLED, needs_comment=True),
    Transition("close", _("Uzavřít a rozeslat zápis"), WRITABLE, GatheringState.CLOSED),
    # The minutes stay as they were; what is mended comes out as the next version.
    Transition(
        "reopen",
        _("Opravit zápis"),
        frozenset({GatheringState.CLOSED}),
        GatheringState.REOPENED,
        needs_comment=True,
    ),
)
BY_NAME = {transition.name: transition for transition in GATHERING}
