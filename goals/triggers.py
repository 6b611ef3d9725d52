"""What of goals the database itself keeps as it is: editions, and goals with their targets once they are decided."""

from centres.triggers import Guard, frozen, sealed

EDITION_ROWS = ["goals_editionsection", "goals_editioncentre", "goals_editiongoal", "goals_editiontarget"]
DECIDED = "('approved', 'superseded')"
# What was decided about. The number is given later, the place in the centre's order may change.
GOAL_CONTENT = [
    *("document_id", "level", "centre_id", "text", "serves_id", "responsible", "evidence"),
    *("amends_id", "reason", "ends_on", "approved_at", "created_at"),
]
CONTENT_DIFFERS = " OR ".join(f"OLD.{column} {{differs}} NEW.{column}" for column in GOAL_CONTENT)
TERMS_OVERLAP = (
    "EXISTS (SELECT 1 FROM goals_document WHERE id <> NEW.id AND kind = 'commitment' "
    "AND valid_from <= NEW.valid_until AND valid_until >= NEW.valid_from)"
)
GOAL_IS_DECIDED = f"EXISTS (SELECT 1 FROM goals_goal WHERE id = {{row}}.goal_id AND state IN {DECIDED})"

GUARDS = [
    *(frozen(table) for table in ["goals_edition", *EDITION_ROWS, "goals_editionfile", "goals_lineage"]),
    frozen("goals_languageissue"),
    frozen("goals_printcode"),
    *(sealed(table, "goals_editionfile", "edition_id") for table in EDITION_ROWS),
    # A goal that was approved keeps its wording and its targets for good; an amendment is a row of its own.
    Guard(
        "goals_goal",
        "decided",
        {
            "update": f"OLD.state IN {DECIDED} AND ({CONTENT_DIFFERS} OR (OLD.state <> NEW.state AND NOT "
            "(OLD.state = 'approved' AND NEW.state = 'superseded')))",
            "delete": f"OLD.state IN {DECIDED}",
        },
    ),
    # Of two terms of the commitment each ends before the next begins; where nobody has said it, nothing overlaps.
    Guard("goals_document", "overlapping", {"insert": TERMS_OVERLAP, "update": TERMS_OVERLAP}),
    Guard(
        "goals_target",
        "decided",
        {
            "insert": GOAL_IS_DECIDED.replace("{row}", "NEW"),
            "update": GOAL_IS_DECIDED.replace("{row}", "OLD"),
            "delete": GOAL_IS_DECIDED.replace("{row}", "OLD"),
        },
    ),
]
