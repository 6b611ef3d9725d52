"""What of networks the database itself keeps as it is: closed meetings and their minutes."""

from centres.triggers import Guard, frozen

IS_CLOSED = "EXISTS (SELECT 1 FROM networks_gathering WHERE id = {row}.gathering_id AND state = 'closed')"
OLD_IS_CLOSED, NEW_IS_CLOSED = IS_CLOSED.replace("{row}", "OLD"), IS_CLOSED.replace("{row}", "NEW")
AGREED_COLUMNS = ("gathering_id", "topic_id", "what", "made_at")
AGREED = " OR ".join(f"OLD.{column} {{differs}} NEW.{column}" for column in AGREED_COLUMNS)
CLOSED = {"insert": NEW_IS_CLOSED, "update": f"{OLD_IS_CLOSED} OR {NEW_IS_CLOSED}", "delete": OLD_IS_CLOSED}

GUARDS = [
    *(frozen(table) for table in ["networks_gatheringminutes", "networks_gatheringminutesfile"]),
    *(Guard(table, "closed", CLOSED) for table in ["networks_agendaitem", "networks_attendance"]),
    # What a closed meeting agreed stays; who does it, by when and how it ended goes on.
    Guard(
        "networks_sharedaction",
        "agreed",
        {"insert": NEW_IS_CLOSED, "update": f"{OLD_IS_CLOSED} AND ({AGREED})", "delete": OLD_IS_CLOSED},
    ),
    Guard(
        "networks_gathering",
        "shut",
        {"update": "OLD.state = 'closed' AND NEW.state = 'closed'", "delete": "OLD.state = 'closed'"},
    ),
]
