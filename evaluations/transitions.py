"""The whole way of a meeting and of a year's closing on one screen: what leads where, and who may do it."""

from django.utils.translation import gettext_lazy as _

from centres.access import Right
from evaluations.states import ClosingState, MeetingKind, MeetingState
from goals.transitions import Transition

MEETING = (
    Transition("close", _("Uzavřít"), frozenset({MeetingState.OPEN}), MeetingState.CLOSED),
    # Also what is open again already: its day can be put off, so that a month is never left with no way on.
    Transition("reopen", _("Znovu otevřít"), frozenset(MeetingState), MeetingState.OPEN, needs_comment=True),
    # Who fills a team's month in and does not close it leaves it to the head, who can give it back.
    Transition("hand_over", _("Předat k uzavření"), frozenset({MeetingState.OPEN}), MeetingState.OPEN),
    Transition(
        "hand_back", _("Vrátit k doplnění"), frozenset({MeetingState.OPEN}), MeetingState.OPEN, needs_comment=True
    ),
)
WITH_CENTRE = frozenset({ClosingState.OPEN, ClosingState.RETURNED})  # the centre can still change its results
CLOSING = (
    Transition("send", _("Odeslat uzávěrku"), WITH_CENTRE, ClosingState.SENT),
    Transition("recall", _("Vzít zpět"), frozenset({ClosingState.SENT}), ClosingState.OPEN),
    # Also what was accepted, as long as the evaluation of the year is not out: a mistake can still be mended.
    Transition(
        "return",
        _("Vrátit k doplnění"),
        frozenset({ClosingState.SENT, ClosingState.ACCEPTED}),
        ClosingState.RETURNED,
        needs_comment=True,
    ),
    Transition("accept", _("Přijmout"), frozenset({ClosingState.SENT}), ClosingState.ACCEPTED),
)
BY_NAME = {transition.name: transition for transition in (*MEETING, *CLOSING)}

WRITING = {
    MeetingKind.TEAM: Right.EVALUATE,
    MeetingKind.HEADS: Right.EVALUATE_LONG_TERM,
    MeetingKind.ANNUAL: Right.EVALUATE_LONG_TERM,
    MeetingKind.DIRECTOR: Right.EVALUATE_STRATEGIC,
}
"""Who fills the meeting in. Above the teams, who fills it in also closes it and opens it again."""

MEETING_RIGHTS = {
    "write": WRITING,
    "close": WRITING | {MeetingKind.TEAM: Right.CLOSE_MONTH},
    "reopen": WRITING | {MeetingKind.TEAM: Right.REOPEN_MONTH},
    "hand_over": WRITING,
    "hand_back": WRITING | {MeetingKind.TEAM: Right.CLOSE_MONTH},
}
CLOSING_RIGHTS = {
    "send": Right.CLOSE_YEAR,
    "recall": Right.CLOSE_YEAR,
    "return": Right.ACCEPT_YEAR,
    "accept": Right.ACCEPT_YEAR,
}


def meeting_right(name, meeting):
    return MEETING_RIGHTS[name][meeting.kind]
