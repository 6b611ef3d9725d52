"""What of evaluation the database itself keeps as it is: closed months, accepted closings, minutes and reports."""

from centres.triggers import Guard, frozen, sealed

REPORT_ROWS = ["evaluations_reportcentre", "evaluations_reportgoal", "evaluations_reporttarget"]

MEETING_IS_CLOSED = "EXISTS (SELECT 1 FROM evaluations_meeting WHERE id = {row}.meeting_id AND state = 'closed')"
ENTRY_IS_CLOSED = (
    "EXISTS (SELECT 1 FROM evaluations_entry JOIN evaluations_meeting ON evaluations_meeting.id = meeting_id "
    "WHERE evaluations_entry.id = {row}.entry_id AND evaluations_meeting.state = 'closed')"
)
CLOSING_IS_ACCEPTED = "EXISTS (SELECT 1 FROM evaluations_closing WHERE id = {row}.closing_id AND state = 'accepted')"


def closed(table, condition):
    """Rows neither come, change nor go while what they belong to is closed. A record that moves to another month leaves
    one meeting and joins another: both must be open."""
    old, new = condition.replace("{row}", "OLD"), condition.replace("{row}", "NEW")
    return Guard(table, "closed", {"insert": new, "update": f"{old} OR {new}", "delete": old})


def shut(table, state):
    """What was said at the meeting and of the year as a whole lies in the row that says it is closed: the row can be
    opened again, and nothing else of it can change on the way."""
    is_shut = f"OLD.state = '{state}'"
    return Guard(table, "shut", {"update": f"{is_shut} AND NEW.state = '{state}'", "delete": is_shut})


AGREED_COLUMNS = ("meeting_id", "goal_id", "what", "made_at")
AGREED = " OR ".join(f"OLD.{column} {{differs}} NEW.{column}" for column in AGREED_COLUMNS)
OLD_MEETING_IS_CLOSED = MEETING_IS_CLOSED.replace("{row}", "OLD")

GUARDS = [
    *(frozen(table) for table in ["evaluations_minutes", "evaluations_report", *REPORT_ROWS]),
    *(frozen(table) for table in ["evaluations_minutesfile", "evaluations_reportfile"]),
    *(sealed(table, "evaluations_reportfile", "report_id") for table in REPORT_ROWS),
    closed("evaluations_entry", MEETING_IS_CLOSED),
    closed("evaluations_record", MEETING_IS_CLOSED),
    # What a closed meeting agreed stays; who does it, by when and how it ended goes on.
    Guard(
        "evaluations_actionitem",
        "agreed",
        {
            "insert": MEETING_IS_CLOSED.replace("{row}", "NEW"),
            "update": f"{OLD_MEETING_IS_CLOSED} AND ({AGREED})",
            "delete": OLD_MEETING_IS_CLOSED,
        },
    ),
    closed("evaluations_reading", ENTRY_IS_CLOSED),
    closed("evaluations_goalresult", CLOSING_IS_ACCEPTED),
    shut("evaluations_meeting", "closed"),
    shut("evaluations_closing", "accepted"),
]
