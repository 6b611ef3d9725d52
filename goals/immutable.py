"""Database triggers that refuse to change what was published or decided, whoever asks and by whatever way.

Used by the migrations; the statements differ by engine, the promise does not. On SQLite, changing a table makes it anew
without its triggers, so a migration that does so removes them before and installs them after.
"""

RECORDS = ["goals_event"]
EDITION = "goals_edition"
EDITION_ROWS = ["goals_editionsection", "goals_editioncentre", "goals_editiongoal", "goals_editiontarget"]
EDITION_FILES = "goals_editionfile"
FROZEN = [*RECORDS, EDITION, *EDITION_ROWS, EDITION_FILES]

GOAL, TARGET = "goals_goal", "goals_target"
DECIDED = "('approved', 'superseded')"
# What was decided about. The number is given later, the place in the centre's order may change.
GOAL_CONTENT = [
    *("document_id", "level", "centre_id", "text", "serves_id", "responsible", "evidence"),
    *("continues_id", "amends_id", "reason", "approved_at", "key", "created_at"),
]


def install(apps, schema_editor):
    """Editions and events are only ever added to."""
    execute(schema_editor, _postgresql_install() if is_postgresql(schema_editor) else _sqlite_install())


def remove(apps, schema_editor):
    execute(schema_editor, _postgresql_remove() if is_postgresql(schema_editor) else _sqlite_remove())


def install_decided(apps, schema_editor):
    """A goal that was approved keeps its wording and its targets for good; an amendment is a row of its own."""
    execute(schema_editor, _postgresql_decided() if is_postgresql(schema_editor) else _sqlite_decided())


def remove_decided(apps, schema_editor):
    execute(schema_editor, _decided_remove(is_postgresql(schema_editor)))


def is_postgresql(schema_editor):
    return schema_editor.connection.vendor == "postgresql"


def execute(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement, params=None)  # no parameters: % is a plain character


def _sqlite_install():
    for table in FROZEN:
        for action in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{action} BEFORE {action.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is frozen'); END"
            )
    for table in EDITION_ROWS:
        yield (
            f"CREATE TRIGGER {table}_sealed BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {EDITION_FILES} WHERE edition_id = NEW.edition_id) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is sealed'); END"
        )


def _sqlite_remove():
    for table in FROZEN:
        for action in ("update", "delete"):
            yield f"DROP TRIGGER IF EXISTS {table}_no_{action}"
    for table in EDITION_ROWS:
        yield f"DROP TRIGGER IF EXISTS {table}_sealed"


def _postgresql_install():
    yield (
        "CREATE FUNCTION goals_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is frozen', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    yield (
        "CREATE FUNCTION goals_refuse_sealed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF EXISTS (SELECT 1 FROM {EDITION_FILES} WHERE edition_id = NEW.edition_id) THEN "
        "RAISE EXCEPTION '% is sealed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF; RETURN NEW; END $$"
    )
    for table in FROZEN:
        yield (
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION goals_refuse()"
        )
        yield (
            f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION goals_refuse()"
        )
    for table in EDITION_ROWS:
        yield (
            f"CREATE TRIGGER {table}_sealed BEFORE INSERT ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION goals_refuse_sealed()"
        )


def _postgresql_remove():
    for table in FROZEN:
        yield f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}"
        yield f"DROP TRIGGER IF EXISTS {table}_kept ON {table}"
    for table in EDITION_ROWS:
        yield f"DROP TRIGGER IF EXISTS {table}_sealed ON {table}"
    yield "DROP FUNCTION IF EXISTS goals_refuse()"
    yield "DROP FUNCTION IF EXISTS goals_refuse_sealed()"


def _changes_a_decided_goal(differs):
    """The condition on OLD and NEW; `differs` is the engine's comparison that knows NULL."""
    content = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in GOAL_CONTENT)
    forwards = "(OLD.state = 'approved' AND NEW.state = 'superseded')"
    return f"OLD.state IN {DECIDED} AND ({content} OR (OLD.state <> NEW.state AND NOT {forwards}))"


def _sqlite_decided():
    yield (
        f"CREATE TRIGGER {GOAL}_decided_update BEFORE UPDATE ON {GOAL} WHEN {_changes_a_decided_goal('IS NOT')} "
        f"BEGIN SELECT RAISE(ABORT, '{GOAL} is decided'); END"
    )
    yield (
        f"CREATE TRIGGER {GOAL}_decided_delete BEFORE DELETE ON {GOAL} WHEN OLD.state IN {DECIDED} "
        f"BEGIN SELECT RAISE(ABORT, '{GOAL} is decided'); END"
    )
    for action, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
        yield (
            f"CREATE TRIGGER {TARGET}_decided_{action} BEFORE {action.upper()} ON {TARGET} "
            f"WHEN EXISTS (SELECT 1 FROM {GOAL} WHERE id = {row}.goal_id AND state IN {DECIDED}) "
            f"BEGIN SELECT RAISE(ABORT, '{TARGET} is decided'); END"
        )


def _postgresql_decided():
    yield (
        f"CREATE TRIGGER {GOAL}_decided_update BEFORE UPDATE ON {GOAL} FOR EACH ROW "
        f"WHEN ({_changes_a_decided_goal('IS DISTINCT FROM')}) EXECUTE FUNCTION goals_refuse()"
    )
    yield (
        f"CREATE TRIGGER {GOAL}_decided_delete BEFORE DELETE ON {GOAL} FOR EACH ROW "
        f"WHEN (OLD.state IN {DECIDED}) EXECUTE FUNCTION goals_refuse()"
    )
    yield (
        "CREATE FUNCTION goals_refuse_decided() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ DECLARE goal bigint; BEGIN "
        "IF TG_OP = 'INSERT' THEN goal := NEW.goal_id; ELSE goal := OLD.goal_id; END IF; "
        f"IF EXISTS (SELECT 1 FROM {GOAL} WHERE id = goal AND state IN {DECIDED}) THEN "
        "RAISE EXCEPTION '% is decided', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    yield (
        f"CREATE TRIGGER {TARGET}_decided BEFORE INSERT OR UPDATE OR DELETE ON {TARGET} "
        "FOR EACH ROW EXECUTE FUNCTION goals_refuse_decided()"
    )


def _decided_remove(on_postgresql):
    if not on_postgresql:
        for table, actions in ((GOAL, ("update", "delete")), (TARGET, ("insert", "update", "delete"))):
            for action in actions:
                yield f"DROP TRIGGER IF EXISTS {table}_decided_{action}"
        return
    yield f"DROP TRIGGER IF EXISTS {GOAL}_decided_update ON {GOAL}"
    yield f"DROP TRIGGER IF EXISTS {GOAL}_decided_delete ON {GOAL}"
    yield f"DROP TRIGGER IF EXISTS {TARGET}_decided ON {TARGET}"
    yield "DROP FUNCTION IF EXISTS goals_refuse_decided()"
