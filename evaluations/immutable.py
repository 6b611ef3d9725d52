"""Database triggers that refuse to change a closed month, an accepted year, a release, minutes and the record of acts,
whoever asks and by whatever way.

Used by the migrations. On SQLite, changing a table makes it anew without its triggers, so a migration that does so
removes them before and installs them after.
"""

from goals.immutable import execute, is_postgresql

FROZEN = [
    "evaluations_act",
    "evaluations_minutes",
    "evaluations_release",
    "evaluations_releasecentre",
    "evaluations_releasegoal",
    "evaluations_releasetarget",
    "evaluations_releasefile",
]
RELEASE_ROWS = ["evaluations_releasecentre", "evaluations_releasegoal", "evaluations_releasetarget"]

MEETING_IS_CLOSED = "EXISTS (SELECT 1 FROM evaluations_meeting WHERE id = {row}.meeting_id AND state = 'closed')"
ENTRY_IS_CLOSED = (
    "EXISTS (SELECT 1 FROM evaluations_entry JOIN evaluations_meeting ON evaluations_meeting.id = meeting_id "
    "WHERE evaluations_entry.id = {row}.entry_id AND evaluations_meeting.state = 'closed')"
)
CLOSING_IS_ACCEPTED = "EXISTS (SELECT 1 FROM evaluations_closing WHERE id = {row}.closing_id AND state = 'accepted')"
RELEASE_IS_SEALED = "EXISTS (SELECT 1 FROM evaluations_releasefile WHERE release_id = {row}.release_id)"
# A record that moves to another month leaves one meeting and joins another: both must be open.
CLOSED = {
    "evaluations_entry": MEETING_IS_CLOSED,
    "evaluations_record": MEETING_IS_CLOSED,
    "evaluations_reading": ENTRY_IS_CLOSED,
    "evaluations_goalresult": CLOSING_IS_ACCEPTED,
}
ROWS = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}
# What was said at the meeting and of the year as a whole lies in the row that says it is closed: the row can be opened
# again, and nothing else of it can change on the way.
SHUT = {"evaluations_meeting": "closed", "evaluations_closing": "accepted"}
STAYS_SHUT = {"update": "OLD.state = '{state}' AND NEW.state = '{state}'", "delete": "OLD.state = '{state}'"}


def install(apps, schema_editor):
    execute(schema_editor, _postgresql_install() if is_postgresql(schema_editor) else _sqlite_install())


def remove(apps, schema_editor):
    execute(schema_editor, _postgresql_remove() if is_postgresql(schema_editor) else _sqlite_remove())


def _condition(template, action):
    return " OR ".join(template.format(row=row) for row in ROWS[action])


def _sqlite_install():
    for table in FROZEN:
        for action in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{action} BEFORE {action.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
            )
    for table in RELEASE_ROWS:
        yield _sqlite_guard(table, "insert", _condition(RELEASE_IS_SEALED, "insert"), "sealed")
    for table, condition in CLOSED.items():
        for action in ROWS:
            yield _sqlite_guard(table, action, _condition(condition, action), "closed")
    for table, state in SHUT.items():
        for action, condition in STAYS_SHUT.items():
            yield _sqlite_guard(table, action, condition.format(state=state), "shut")


def _sqlite_guard(table, action, condition, word):
    return (
        f"CREATE TRIGGER {table}_{word}_{action} BEFORE {action.upper()} ON {table} "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{table} is {word}'); END"
    )


def _sqlite_remove():
    for table in FROZEN:
        for action in ("update", "delete"):
            yield f"DROP TRIGGER IF EXISTS {table}_no_{action}"
    for table in RELEASE_ROWS:
        yield f"DROP TRIGGER IF EXISTS {table}_sealed_insert"
    for table in CLOSED:
        for action in ROWS:
            yield f"DROP TRIGGER IF EXISTS {table}_closed_{action}"
    for table in SHUT:
        for action in STAYS_SHUT:
            yield f"DROP TRIGGER IF EXISTS {table}_shut_{action}"


def _postgresql_install():
    for table in FROZEN:
        yield (
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION goals_refuse()"
        )
        yield (
            f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION goals_refuse()"
        )
    for table in RELEASE_ROWS:
        yield from _postgresql_guard(table, {"insert": _condition(RELEASE_IS_SEALED, "insert")}, "sealed")
    for table, condition in CLOSED.items():
        yield from _postgresql_guard(table, {action: _condition(condition, action) for action in ROWS}, "closed")
    for table, state in SHUT.items():
        conditions = {action: condition.format(state=state) for action, condition in STAYS_SHUT.items()}
        yield from _postgresql_guard(table, conditions, "shut")


def _postgresql_guard(table, conditions, word):
    """A trigger that refuses an action on a row under its condition."""
    checks = " ".join(
        f"IF TG_OP = '{action.upper()}' THEN IF {condition} THEN "
        f"RAISE EXCEPTION '{table} is {word}' USING ERRCODE = 'integrity_constraint_violation'; END IF; END IF;"
        for action, condition in conditions.items()
    )
    yield (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {checks} IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_{word} BEFORE {' OR '.join(action.upper() for action in conditions)} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
    )


def _postgresql_remove():
    for table in FROZEN:
        yield f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}"
        yield f"DROP TRIGGER IF EXISTS {table}_kept ON {table}"
    guarded = {"sealed": RELEASE_ROWS, "closed": CLOSED, "shut": SHUT}
    for word, table in [(word, table) for word, tables in guarded.items() for table in tables]:
        yield f"DROP TRIGGER IF EXISTS {table}_{word} ON {table}"
        yield f"DROP FUNCTION IF EXISTS {table}_refuse()"
