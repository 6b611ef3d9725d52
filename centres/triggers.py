"""Database triggers that refuse to change what is frozen, whoever asks and by whatever way.

Each app declares its guards in one list; migrations install them, and whoever has to empty or load tables lifts them.
On SQLite changing a table makes it anew without its triggers, so a migration that does so removes them before and
installs them after. The statements differ by engine, the promise does not.
"""

import json
from dataclasses import dataclass

from centres.erasable import PLACES, ErasableKind

ALWAYS = "TRUE"
ERASURES = "centres_erasure"
MARK = "[vymazáno č. {}]"
"""What stands where words were erased; in it the number of the act."""


@dataclass(frozen=True)
class Guard:
    """Refuses actions on the rows of a table: "<table> is <word>".

    `when` gives for each action ("insert", "update", "delete") the SQL condition on OLD and NEW under which it is
    refused; `{differs}` in it stands for the engine's comparison that knows NULL.
    """

    table: str
    word: str
    when: dict[str, str]


def frozen(table):
    """Rows can be added and read; nothing can change or remove them."""
    return Guard(table, "frozen", {"update": ALWAYS, "delete": ALWAYS})


def sealed(table, files, parent):
    """No further row can be added once its parent has a file: the first rendering completes it."""
    condition = f"EXISTS (SELECT 1 FROM {files} WHERE {parent} = NEW.{parent})"
    return Guard(table, "sealed", {"insert": condition})


def _same(*columns):
    return " AND ".join(f"NOT (OLD.{column} {{differs}} NEW.{column})" for column in columns)


REST_OF_EVENT = _same(
    *("id", "subject_kind", "subject_id", "number", "centre_id", "place", "year", "name", "source", "target"),
    *("version", "by_id", "role", "comment", "part", "fingerprint", "at", "old_table", "old_id"),
)
REDUCES_ITS_AUTHOR = (
    "NEW.by_email = '' AND EXISTS (SELECT 1 FROM centres_user WHERE id = OLD.by_id AND reduced_at IS NOT NULL)"
)
REDUCES_ITS_SUBJECT = (
    "(NEW.content = '' OR NEW.content = OLD.content) AND (OLD.subject_kind = 'person' AND EXISTS "
    "(SELECT 1 FROM centres_user WHERE id = OLD.subject_id AND reduced_at IS NOT NULL) OR "
    "OLD.subject_kind = 'invitation' AND EXISTS "
    "(SELECT 1 FROM centres_invitation WHERE id = OLD.subject_id AND email LIKE '%@vymazano.invalid'))"
)
# Nothing of an event changes but the names of a person who was reduced to a role (`centres.reducing`): as its author,
# or as what it is about. SQLite looks through all triggers when a table gets its name, so a migration that makes people
# or invitations anew takes this one away before.
EVENTS = Guard(
    "centres_event",
    "frozen",
    {
        "update": f"NOT ({REST_OF_EVENT} AND ({_same('by_name', 'by_email')} OR {REDUCES_ITS_AUTHOR}) "
        f"AND ({_same('subject', 'content')} OR {REDUCES_ITS_SUBJECT}))",
        "delete": ALWAYS,
    },
)
GUARDS = [EVENTS, frozen(ERASURES), frozen("centres_centrechange")]


def install(guards):
    """For a migration: an operation's function that installs the guards."""

    def run(apps, schema_editor):
        connection = schema_editor.connection
        statements = _postgresql if connection.vendor == "postgresql" else _sqlite
        with connection.cursor() as cursor:
            there = connection.introspection.table_names(cursor)
        for guard in guards:
            if guard.table in there:  # of migrations that are older than the table
                for statement in statements(_admitting_erasures(connection, guard) if ERASURES in there else guard):
                    schema_editor.execute(statement, params=None)  # no parameters: % is a plain character

    return run


def remove(app):
    """For a migration: an operation's function that removes all triggers of the app's tables."""

    def run(apps, schema_editor):
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        query = (
            "SELECT DISTINCT proname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "JOIN pg_proc ON pg_proc.oid = tgfoid "
            f"WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid) AND relname LIKE '{app}\\_%'"
            if is_postgresql
            else f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE '{app}\\_%' ESCAPE '\\'"
        )
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(query)
            names = [name for (name,) in cursor.fetchall()]
        for name in names:
            schema_editor.execute(
                f"DROP FUNCTION {name}() CASCADE" if is_postgresql else f"DROP TRIGGER {name}", params=None
            )

    return run


def missing(connection, guards):
    """The triggers of the guards that the database lacks or has switched off, by name."""
    is_postgresql = connection.vendor == "postgresql"
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND pg_table_is_visible(tgrelid)"
        if is_postgresql
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {name for (name,) in cursor.fetchall()}
    wanted = []
    for guard in guards:
        name = f"{guard.table}_{guard.word}"
        kept = [f"{name}_kept"] if "delete" in guard.when else []
        wanted += [name, *kept] if is_postgresql else [f"{name}_{action}" for action in guard.when]
    return [name for name in wanted if name not in there]


def _admitting_erasures(connection, guard):
    """The guard, which lets an update pass that erases words: one column of the row changes, an erasure names just that
    cell, and one piece of its text has given way to the mark of the erasure and nothing else."""
    kinds = {
        column: kind
        for column, kind in PLACES.get(guard.table, {}).items()
        if kind in {ErasableKind.TEXT, ErasableKind.JSON, ErasableKind.BYTES}
    }
    if "update" not in guard.when or not kinds:
        return guard
    with connection.cursor() as cursor:
        there = [column.name for column in connection.introspection.get_table_description(cursor, guard.table)]
    changed = " + ".join(f'CASE WHEN OLD."{name}" {{differs}} NEW."{name}" THEN 1 ELSE 0 END' for name in there)
    cells = " OR ".join(
        f'(OLD."{name}" {{differs}} NEW."{name}" AND EXISTS (SELECT 1 FROM {ERASURES} WHERE "table" = '
        f"'{guard.table}' AND \"row\" = OLD.id AND \"column\" = '{name}' AND {_lost_a_piece(connection, name, kind)}))"
        for name, kind in kinds.items()
        if name in there
    )
    update = f"({guard.when['update']}) AND NOT (({changed}) = 1 AND ({cells}))"
    return Guard(guard.table, guard.word, guard.when | {"update": update})


def _lost_a_piece(connection, column, kind):
    if kind == ErasableKind.BYTES:
        return f'length(NEW."{column}") = 0'
    is_sqlite, cast, before = connection.vendor == "sqlite", "{}", MARK.partition("{}")[0]
    if kind == ErasableKind.JSON and is_sqlite:  # Django writes JSON in ASCII there
        before = json.dumps(before)[1:-1]
    elif kind == ErasableKind.JSON:
        cast = "CAST({} AS text)"
    old, new = (cast.format(f'{row}."{column}"') for row in ("OLD", "NEW"))
    mark = f"('{before}' || number || ']')"
    at = f"{'instr' if is_sqlite else 'strpos'}({new}, {mark})"
    rest = f"substr({new}, {at} + length({mark}))"
    return (
        f"{at} > 0 AND substr({old}, 1, {at} - 1) = substr({new}, 1, {at} - 1) "
        f"AND length({old}) > {at} - 1 + length({rest}) "
        f"AND substr({old}, length({old}) - length({rest}) + 1) = {rest}"
    )


def _sqlite(guard):
    for action, condition in guard.when.items():
        yield (
            f"CREATE TRIGGER {guard.table}_{guard.word}_{action} BEFORE {action.upper()} ON {guard.table} "
            f"WHEN {condition.format(differs='IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{guard.table} is {guard.word}'); END"
        )


def _postgresql(guard):
    """The function that a guard's trigger calls has the trigger's name."""
    name = f"{guard.table}_{guard.word}"
    refuse = f"RAISE EXCEPTION '{guard.table} is {guard.word}' USING ERRCODE = 'integrity_constraint_violation';"
    checks = " ".join(
        f"IF TG_OP = '{action.upper()}' THEN IF {condition.format(differs='IS DISTINCT FROM')} "
        f"THEN {refuse} END IF; END IF;"
        for action, condition in guard.when.items()
    )
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {checks} "
        f"IF TG_OP = 'TRUNCATE' THEN {refuse} END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    actions = " OR ".join(action.upper() for action in guard.when)
    yield f"CREATE TRIGGER {name} BEFORE {actions} ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    if "delete" in guard.when:  # TRUNCATE asks no row whether it may go
        yield (
            f"CREATE TRIGGER {name}_kept BEFORE TRUNCATE ON {guard.table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
