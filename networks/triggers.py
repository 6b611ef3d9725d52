"""What of networks the database itself keeps as it is: closed meetings and their minutes, confirmed monitoring and its
reports, what was released of a region."""

from centres.triggers import Guard, frozen

IS_CLOSED = "EXISTS (SELECT 1 FROM networks_gathering WHERE id = {row}.gathering_id AND state = 'closed')"
OLD_IS_CLOSED, NEW_IS_CLOSED = IS_CLOSED.replace("{row}", "OLD"), IS_CLOSED.replace("{row}", "NEW")
AGREED_COLUMNS = ("gathering_id", "topic_id", "what", "made_at")
AGREED = " OR ".join(f"OLD.{column} {{differs}} NEW.{column}" for column in AGREED_COLUMNS)
# What was closed and could not be counted then can be counted later; nothing else of it changes.
GATHERING_COLUMNS = (
    *("id", "series_id", "on", "starts", "ends", "place", "is_extraordinary", "note", "guests", "sequence"),
    *("changed_since_invited", "closed_at", "version"),
)
MORE_THAN_COUNTED = " OR ".join(f'OLD."{column}" {{differs}} NEW."{column}"' for column in GATHERING_COLUMNS)
IS_CONFIRMED = "EXISTS (SELECT 1 FROM networks_monitoring WHERE id = {row}.monitoring_id AND confirmed_at IS NOT NULL)"
OLD_IS_CONFIRMED, NEW_IS_CONFIRMED = IS_CONFIRMED.replace("{row}", "OLD"), IS_CONFIRMED.replace("{row}", "NEW")
CONFIRMED = {
    "insert": NEW_IS_CONFIRMED,
    "update": f"{OLD_IS_CONFIRMED} OR {NEW_IS_CONFIRMED}",
    "delete": OLD_IS_CONFIRMED,
}
CLOSED = {"insert": NEW_IS_CLOSED, "update": f"{OLD_IS_CLOSED} OR {NEW_IS_CLOSED}", "delete": OLD_IS_CLOSED}

GUARDS = [
    *(frozen(table) for table in ["networks_gatheringminutes", "networks_gatheringminutesfile"]),
    *(frozen(table) for table in ["networks_monitoringreport", "networks_monitoringreportfile"]),
    *(frozen(table) for table in ["networks_surveyresult", "networks_surveyresultfile"]),
    *(frozen(table) for table in ["networks_publicissue", "networks_announcement"]),
    *(Guard(table, "confirmed", CONFIRMED) for table in ["networks_monitoringchapter", "networks_proposedmeasure"]),
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
        {
            "update": "OLD.state = 'closed' AND NEW.state = 'closed' "
            f"AND (OLD.record_id IS NOT NULL OR {MORE_THAN_COUNTED})",
            "delete": "OLD.state = 'closed'",
        },
    ),
]
