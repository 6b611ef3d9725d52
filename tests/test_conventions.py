"""The rules of the house, checked: what templates may hold, what pages may ask for, who changes a state. Which way
imports run is in pyproject.toml, for import-linter."""

import ast
import re
from pathlib import Path

import allauth
import django
from django.conf import settings

ROOT = settings.BASE_DIR
APPS = ["centres", "goals", "evaluations", "networks", "cpic"]


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


def test_pure_rooms_take_only_words_from_django():
    allowed = ("django.utils.translation.", "django.utils.dates.")

    found = [name for file in python_files("goals/reading", "evaluations/progress") for name in imports_of(file)]
    django = [name for name in found if name.startswith("django")]

    assert django
    assert [name for name in django if not name.startswith(allowed)] == []


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


def test_templates_name_the_format_of_a_day_and_do_not_spell_it():
    """Its spaces would let a line end inside the day; the formats of the languages (cpic/formats) hold others."""
    files = [file for file in (ROOT / "templates").rglob("*") if file.suffix in {".html", ".txt"}]
    spelt = re.compile(r'\|date:"[^"A-Z]*[jd][^"]* ')

    assert [file.name for file in files if spelt.search(file.read_text(encoding="utf-8"))] == []


def test_templates_hold_no_script_no_style_and_no_other_host():
    templates = sorted((ROOT / "templates").rglob("*.html"))
    wrong = []

    for template in templates:
        name, source = template.relative_to(ROOT / "templates"), template.read_text(encoding="utf-8")
        unwanted = UNWANTED if "pdf" in name.parts else UNWANTED | UNWANTED_IN_A_PAGE
        wrong += [(str(name), what) for what, pattern in unwanted.items() if re.search(pattern, source)]

    assert len(templates) > 100
    assert wrong == []


def test_no_line_of_a_template_is_too_long_to_read():
    files = [file for file in (ROOT / "templates").rglob("*") if file.suffix in {".html", ".txt", ".css"}]

    long = [file.name for file in files for line in file.read_text(encoding="utf-8").split("\n") if len(line) > 160]

    assert long == []


def test_every_template_is_loaded_by_something():
    """By another template, by our code, or by a library that asks for it by this name."""
    templates = ROOT / "templates"
    ours = {str(file.relative_to(templates)): file for file in templates.rglob("*") if file.suffix in {".html", ".txt"}}
    of_django = [Path(django.__file__).parent / f"{part}/templates" for part in ("forms", "contrib/admin")]
    libraries = [Path(allauth.__file__).parent / "templates", *of_django]
    mails = {f"account/email/{mail}_{end}.txt" for mail in ("locked", "new_browser") for end in ("subject", "message")}
    by_name = {"400.html", "429.html", "500.html", *mails}  # Django and allauth put these names together
    by_tag = {"components/table.html", "components/conflict.html"}  # and templatetags/look.py these
    loads = [
        re.findall(r'(?:{% include |{% extends |\bdetail=)"([^"]+)"', file.read_text(encoding="utf-8"))
        for file in ours.values()
    ]
    loaded = by_name | by_tag | set().union(*loads, *(strings_of(file) for file in python_files(*APPS)))

    unused = [name for name in ours if name not in loaded and not any((each / name).exists() for each in libraries)]

    assert unused == []


def test_every_icon_is_shown_somewhere():
    sources = [file.read_text(encoding="utf-8") for file in (ROOT / "templates").rglob("*.html")]
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

    # The numbers of a goal and of a report say how something stands; that is nobody's way from state to state.
    assert set(found) == {"goals/workflow.py", "evaluations/workflow.py", "networks/workflow.py"}


def test_public_modules_name_no_working_model():
    working = {"Document", "Goal", "Target", "Section", "Event", "Plan"}
    working |= {"Meeting", "Entry", "Reading", "Minutes", "Record", "Indicator", "TargetSource", "Evidence"}
    working |= {"Closing", "GoalResult", "standings", "facts_of"}
    working |= {"Partner", "Mark", "Series", "Member", "Topic", "Gathering", "AgendaItem", "RegionPage"}
    public = [
        "goals/public/queries.py",
        "goals/public/views.py",
        "goals/noticeboard/standing.py",
        "goals/noticeboard/public_views.py",
        "goals/filters.py",
        "goals/search/published.py",
        "evaluations/reports/search.py",
        "goals/data/sources.py",
        "goals/data/views.py",
        "evaluations/reports/data.py",
        "evaluations/reports/public.py",
        "evaluations/reports/public_views.py",
        "evaluations/templatetags/reports.py",
        "networks/public/queries.py",
        "networks/public/views.py",
    ]

    wrong = [name for file in public for name in imports_of(ROOT / file) if name.split(".")[-1] in working]

    assert wrong == []
