"""The rules of the house, checked: which way imports run, what templates may hold, what pages may ask for."""

import ast
import re

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
APPS = ["centres", "goals", "evaluations", "cpic"]
# Lowest first; a module may import from its own line and from those above it.
LAYERS = [
    {"states", "formatting", "diff", "triggers", "reading", "filtering"},
    {"models"},
    {"access", "transitions", "content", "progress"},
    {"workflow", "history", "lineage", "plans"},
    {"mail", "writing"},
    {"years", "locks"},
    {"submitting", "deciding", "waiting"},
    {"forms", "filters", "pdf", "lines", "reference"},
    {"editions", "importing", "log"},
    {"public", "public_pages", "middleware"},
    {"admin", "views", "management"},
    {"urls"},
]

# Of evaluations, the same way.
EVALUATION_LAYERS = [
    {"states", "triggers", "links"},
    {"arithmetic", "progress"},
    {"pictures", "sheets", "evidence", "models", "clocks", "addresses"},
    {"transitions", "notices", "pooling", "teams"},
    {"workflow", "measuring"},
    {"meetings", "releases"},
    {"recording", "closings", "pending"},
    {"overview", "mail", "waiting"},
    {"forms"},
    {"admin", "views", "management"},
    {"urls"},
]


def python_files(*folders):
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file


def imports_of(file):
    """Dotted names of the modules that a file imports at any depth."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer_of(name, app="goals"):
    layers = EVALUATION_LAYERS if app == "evaluations" else LAYERS
    return next((depth for depth, layer in enumerate(layers) if name in layer), None)


@pytest.mark.parametrize("app", APPS)
def test_apps_import_only_from_lower_apps(app):
    higher = APPS[APPS.index(app) + 1 :]

    wrong = [
        (file.name, name) for file in python_files(app) for name in imports_of(file) if name.split(".")[0] in higher
    ]

    assert wrong == []


def imports_from_higher_layers(file):
    """Rooms of the same app that the file imports from and that stand above its own."""
    app, room = file.relative_to(ROOT).parts[:2]
    own = layer_of(room.removesuffix(".py"), app)
    rooms = {name.split(".")[1] for name in imports_of(file) if name.split(".")[0] == app}
    depths = {room: layer_of(room, app) for room in rooms}
    return sorted(room for room, depth in depths.items() if own is not None and depth is not None and depth > own)


def test_modules_import_only_from_lower_layers():
    files = list(python_files("centres", "goals", "evaluations"))

    wrong = [(str(file.relative_to(ROOT)), room) for file in files for room in imports_from_higher_layers(file)]

    assert len(files) > 100
    assert wrong == []


@pytest.mark.parametrize(("app", "layers"), [("goals", LAYERS), ("evaluations", EVALUATION_LAYERS)])
def test_every_room_stands_in_a_layer(app, layers):
    rooms = {path.name.removesuffix(".py") for path in (ROOT / app).iterdir() if path.suffix == ".py" or path.is_dir()}
    ignored = {"__init__", "apps", "migrations", "templatetags", "__pycache__"}

    assert rooms - ignored - set().union(*layers) == set()


def test_reader_is_entered_by_its_face_only():
    inside = {f"goals.reading.{file.stem}" for file in (ROOT / "goals" / "reading").glob("*.py")}
    files = [file for file in python_files(*APPS, "tests") if file.parent != ROOT / "goals" / "reading"]

    wrong = [
        (file.name, name)
        for file in files
        for name in imports_of(file)
        if any(f"{name}.".startswith(f"{module}.") for module in inside)
    ]

    assert wrong == []


def test_there_is_no_room_without_a_name():
    nameless = {"utils.py", "services.py", "signals.py", "helpers.py", "common.py"}

    assert [file for file in python_files(*APPS) if file.name in nameless] == []


UNWANTED = {
    "a script in an attribute": r"\son\w+\s*=",
    "a script in the page": r"<script(?![^>]*\bsrc=)",
    "text that is not escaped": r"\|safe",
    "another host to load from": r"""(?:src|srcset|action)\s*=\s*["'](?:https?:)?//""",
    "another host to link to": r"<link[^>]*href\s*=\s*[\"'](?:https?:)?//",
}
UNWANTED_IN_A_PAGE = {"a style in the page": r"<style|\sstyle\s*="}  # a PDF has no other place for its style


def test_templates_hold_no_script_no_style_and_no_other_host():
    templates = sorted((ROOT / "templates").rglob("*.html"))
    wrong = []

    for template in templates:
        name, source = template.relative_to(ROOT / "templates"), template.read_text(encoding="utf-8")
        unwanted = UNWANTED if "pdf" in name.parts else UNWANTED | UNWANTED_IN_A_PAGE
        wrong += [(str(name), what) for what, pattern in unwanted.items() if re.search(pattern, source)]

    assert len(templates) > 100
    assert wrong == []


def state_assignments(file):
    """Lines that give a state to something: an attribute, or a row that is made or updated with one."""
    writers = {"update", "create", "get_or_create", "update_or_create", "Goal"}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                yield node.lineno
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in writers and any(keyword.arg == "state" for keyword in node.keywords):
                yield node.lineno


def test_state_is_assigned_in_the_workflow_only():
    found = {
        str(file.relative_to(ROOT)): lines for file in python_files(*APPS) if (lines := list(state_assignments(file)))
    }

    # The numbers of a goal and of a release say how something stands; that is nobody's way from state to state.
    assert set(found) == {"goals/workflow.py", "evaluations/workflow.py"}


def test_public_modules_name_no_working_model():
    working = {"Document", "Goal", "Target", "Section", "Event", "Plan"}
    working |= {"Meeting", "Entry", "Reading", "Minutes", "Record", "Indicator", "Feed", "Evidence"}
    working |= {"Closing", "GoalResult", "standings", "facts_of"}
    public = [
        "goals/public.py",
        "goals/filters.py",
        "goals/views/years.py",
        "goals/views/centres.py",
        "goals/views/files.py",
        "evaluations/releases/public.py",
        "evaluations/releases/results.py",
        "evaluations/releases/printing.py",
        "evaluations/views/public.py",
        "evaluations/templatetags/releases.py",
        "evaluations/templatetags/shown.py",
    ]

    wrong = [name for file in public for name in imports_of(ROOT / file) if name.split(".")[-1] in working]

    assert wrong == []
