"""Database triggers that refuse to change what was published or decided, whoever asks and by whatever way.

Used by the migrations; the statements differ by engine, the promise does not.
"""

RECORDS = ["goals_event"]
EDITION = "goals_edition"
EDITION_ROWS = ["goals_editionsection", "goals_editioncentre", "goals_editiongoal", "goals_editiontarget"]
EDITION_FILES = "goals_editionfile"
FROZEN = [*RECORDS, EDITION, *EDITION_ROWS, EDITION_FILES]


def install(apps, schema_editor):
    _execute(schema_editor, _postgresql_install() if _is_postgresql(schema_editor) else _sqlite_install())


def remove(apps, schema_editor):
    _execute(schema_editor, _postgresql_remove() if _is_postgresql(schema_editor) else _sqlite_remove())


def _is_postgresql(schema_editor):
    return schema_editor.connection.vendor == "postgresql"


def _execute(schema_editor, statements):
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
