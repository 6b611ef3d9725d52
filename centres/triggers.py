"""Database triggers that refuse to change what is frozen, whoever asks and by whatever way.

Each app declares its guards in one list; migrations install them, and whoever has to empty or load tables lifts them.
On SQLite changing a table makes it anew without its triggers, so a migration that does so removes them before and
installs them after. The statements differ by engine, the promise does not.
"""

from dataclasses import dataclass

ALWAYS = "TRUE"


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


GUARDS = [frozen("centres_event"), frozen("centres_centrechange")]


def install(guards):
    """For a migration: an operation's function that installs the guards."""

    def run(apps, schema_editor):
        statements = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
        for guard in guards:
            for statement in statements(guard):
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
        wanted += [name] if is_postgresql else [f"{name}_{action}" for action in guard.when]
    return [name for name in wanted if name not in there]


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
    if guard.word == "frozen":
        yield (
            f"CREATE TRIGGER {name}_kept BEFORE TRUNCATE ON {guard.table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
