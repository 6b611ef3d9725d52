"""The rules of the house, checked: which way imports run, what templates may hold, what pages may ask for."""

import ast
import re
from pathlib import Path

import allauth
import django
import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
APPS = ["centres", "goals", "evaluations", "cpic"]
# Lowest first; a module may import from its own line and from those above it.
LAYERS = [
    {"states", "formatting", "diff", "triggers", "reading", "filtering", "tables"},
    {"models"},
    {"access", "transitions", "content", "progress"},
    {"workflow", "history", "lineage", "plans"},
    {"mail", "writing"},
    {"years", "locks"},
    {"submitting", "deciding", "waiting"},
    {"forms", "filters", "pdf", "reference"},
    {"editions", "importing", "log"},
    {"public", "public_pages", "middleware"},
    {"admin", "views", "management"},
    {"urls"},
]

# Of evaluations, the same way.
EVALUATION_LAYERS = [
    {"states", "triggers", "links"},
    {"progress"},
    {"sheets", "evidence", "models", "clocks", "addresses"},
    {"transitions", "notices", "teams"},
    {"workflow", "standings"},
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


@pytest.mark.parametrize(
    "file", list(python_files("centres", "goals", "evaluations")), ids=lambda file: str(file.relative_to(ROOT))
)
def test_modules_import_only_from_lower_layers(file):
    app, room = file.relative_to(ROOT).parts[:2]
    own = layer_of(room.removesuffix(".py"), app)
    rooms = [name.split(".")[1] for name in imports_of(file) if name.split(".")[0] == app]

    depths = {room: layer_of(room, app) for room in rooms}
    wrong = [room for room, depth in depths.items() if own is not None and depth is not None and depth > own]

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


def test_arithmetic_of_progress_is_pure():
    django = ("django.utils.translation", "django.utils.dates")
    allowed = (*django, "evaluations.progress", "evaluations.states", "goals.formatting", "goals.states")
    ours = [name for file in python_files("evaluations/progress") for name in imports_of(file)]

    wrong = [name for name in ours if name.startswith(("django", *APPS)) and not name.startswith(allowed)]

    assert wrong == []


def test_there_is_no_room_without_a_name():
    nameless = {"utils.py", "services.py", "signals.py", "helpers.py", "common.py"}

    assert [file for file in python_files(*APPS) if file.name in nameless] == []


def templates():
    return sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("template", templates(), ids=lambda file: str(file.relative_to(ROOT)))
def test_template_has_no_inline_script_or_style(template):
    source = template.read_text(encoding="utf-8")
    in_a_page = "pdf" not in template.relative_to(ROOT / "templates").parts  # a PDF has no other place for its style

    assert re.findall(r"\son\w+\s*=", source) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", source) == []
    assert "|safe" not in source
    assert not in_a_page or re.findall(r"<style|\sstyle\s*=", source) == []


@pytest.mark.parametrize("template", templates(), ids=lambda file: str(file.relative_to(ROOT)))
def test_template_names_no_other_host_to_load_from(template):
    source = template.read_text(encoding="utf-8")

    assert re.findall(r"""(?:src|srcset|action)\s*=\s*["'](?:https?:)?//""", source) == []
    assert re.findall(r"<link[^>]*href\s*=\s*[\"'](?:https?:)?//", source) == []


def test_no_line_of_a_template_is_too_long_to_read():
    files = [file for file in (ROOT / "templates").rglob("*") if file.suffix in {".html", ".txt", ".css"}]

    long = [file.name for file in files for line in file.read_text(encoding="utf-8").split("\n") if len(line) > 160]

    assert long == []


def test_every_template_is_loaded_by_something():
    """By another template, by our code, or by a library that asks for it by this name."""
    templates = ROOT / "templates"
    ours = {str(file.relative_to(templates)): file for file in templates.rglob("*") if file.suffix in {".html", ".txt"}}
    libraries = [Path(allauth.__file__).parent / "templates", Path(django.__file__).parent / "forms" / "templates"]
    by_name = {"400.html", "429.html", "500.html"}  # Django and allauth put these names together
    by_tag = {"components/table.html", "components/conflict.html"}  # and templatetags/look.py these
    loads = [
        re.findall(r'{% (?:include|extends) "([^"]+)"', file.read_text(encoding="utf-8")) for file in ours.values()
    ]
    loaded = by_name | by_tag | set().union(*loads, *(strings_of(file) for file in python_files(*APPS)))

    unused = [name for name in ours if name not in loaded and not any((each / name).exists() for each in libraries)]

    assert unused == []


def test_every_icon_is_shown_somewhere():
    sources = [file.read_text(encoding="utf-8") for file in templates()]
    named = {name for source in sources for name in re.findall(r'(?:name|icon)="(\w+)"|icons/(\w+)\.svg', source)}
    named = {name for pair in named for name in pair} | set().union(*(strings_of(file) for file in python_files(*APPS)))

    icons = (ROOT / "templates" / "components" / "icons").iterdir()

    assert [icon.name for icon in icons if icon.stem not in named] == []


def strings_of(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


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
