"""What runs on both database engines, and why the rest does not.

`make test` runs everything on SQLite, and on PostgreSQL what is marked `engine` together with the browser tests;
`make test-all` runs everything on both. Marked is what can come out differently on another engine:

- what the database itself refuses: constraints, triggers, lengths, numbers and characters that it does not take
  (SQLite takes nearly everything), and what a transaction is still good for after a refusal;
- whatever commits or runs in several threads: locks, races, the queue of mails, limits that are counted in the cache;
- how many queries a page asks (locks and savepoints are statements too);
- migrations, as far as they run over rows; over empty tables PostgreSQL runs them whenever a test database is made,
  SQLite whenever the code is another one (tests/migrated.py);
- every address, read and written by the first who may, and both state machines: each verb locks its rows, and
  PostgreSQL refuses locks on outer joins, groups and distinct rows that SQLite never sees;
- what the database sorts, groups, counts and searches: who waits for what, the overviews, the logs and their filters,
  the public pages and their filter;
- the browser tests, whole stories on the engine of production, over the example, which goes through the importer and
  all verbs of a year.

Not marked is what only needs some rows to begin with: rules of the workflow, texts of pages and mails, forms, files.
There an engine could come out differently only by the order of rows that nobody has asked to be sorted. For that the
tests on SQLite reverse it (tests/conftest.py), so a forgotten order fails there, and sooner than on PostgreSQL.
"""

import ast

import pytest
from django.conf import settings

TESTS = settings.BASE_DIR / "tests"
# Who uses one of these, in a test or in a function that it calls, depends on the engine.
TELLING = {
    *("at_once", "transaction=True", "IntegrityError", "DatabaseError", "DataError", "OperationalError"),
    *("CaptureQueriesContext", "django_assert_num_queries", "django_assert_max_num_queries"),
    *("lifted_triggers", "vendor", "MigrationExecutor", "call_command 'migrate'"),
}


def names_in(*nodes):
    """What is named there: variables, attributes, parameters, arguments that are switched on, commands."""
    for part in (part for node in nodes for part in ast.walk(node)):
        if isinstance(part, ast.keyword) and isinstance(part.value, ast.Constant):
            yield f"{part.arg}={part.value.value}"
        elif isinstance(part, ast.Call) and getattr(part.func, "id", "") == "call_command":
            yield f"call_command {ast.unparse(part.args[0])}"
        yield from (getattr(part, field) for field in ("id", "attr", "arg") if hasattr(part, field))


def unmarked(source):
    """The tests that depend on the engine and do not say so, neither themselves nor by their class or module."""
    body = ast.parse(source).body
    of_the_module = [node for node in body if isinstance(node, ast.Assign) and "pytestmark" in names_in(node)]
    if "engine" in names_in(*of_the_module):
        return []
    if TELLING & set(names_in(*of_the_module)):
        return ["the whole module"]
    classes = [node for node in body if isinstance(node, ast.ClassDef)]
    functions = [node for each in [body, *(node.body for node in classes)] for node in each if is_function(node)]
    marked = {node.name for node in functions if is_marked(node)}
    marked |= {node.name for each in classes if is_marked(each) for node in each.body if is_function(node)}
    telling, before = set(), None
    while telling != before:  # who calls somebody that tells, tells
        before = telling
        telling = {node.name for node in functions if set(names_in(node)) & (TELLING | before)}
    return sorted(name for name in telling - marked if name.startswith("test_"))


def is_function(node):
    return isinstance(node, ast.FunctionDef)


def is_marked(node):
    return "engine" in names_in(*node.decorator_list)


def test_what_depends_on_the_engine_is_marked():
    files = [file for file in TESTS.rglob("test_*.py") if "browser" not in file.parts]

    wrong = [(file.name, name) for file in files for name in unmarked(file.read_text("utf-8"))]

    assert len(files) > 100
    assert wrong == []


RACE = "def test_race():\n    assert at_once(save, save)\n"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (RACE, ["test_race"]),
        ("@pytest.mark.engine\n" + RACE, []),
        ("pytestmark = [pytest.mark.django_db, pytest.mark.engine]\n" + RACE, []),
        ("pytestmark = pytest.mark.django_db(transaction=True)\ndef test_any(): pass", ["the whole module"]),
        ("def asked():\n    return CaptureQueriesContext()\ndef test_few():\n    assert asked() == 1", ["test_few"]),
        ("@pytest.mark.engine\nclass TestTriggers:\n    def test_one(self):\n        DatabaseError", []),
        ("def test_of_texts():\n    assert text == 'Uspořádat kurz.'", []),
    ],
)
def test_unmarked_names_the_tests(source, found):
    assert unmarked(source) == found
