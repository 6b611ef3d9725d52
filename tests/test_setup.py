"""What the repository says about itself holds: requirements, packages, the image, the proxy, the documents."""

import re
import subprocess

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands

from cpic.uploads import MOST
from tests import proxy

ROOT = settings.BASE_DIR
MAKEFILE = (ROOT / "Makefile").read_text()
README = (ROOT / "README.md").read_text()
DOCUMENTS = [ROOT / "README.md", ROOT / "deploy/README.md", *sorted(ROOT.glob("docs/*.md"))]
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def pins(name):
    return dict(PIN.findall((ROOT / "requirements" / f"{name}.txt").read_text()))


@pytest.fixture
def check(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tools")
    import check

    return check


@pytest.mark.parametrize("name", ["production", "development"])
def test_requirements_name_no_place_to_install_from(check, name):
    assert check.requirement_faults((ROOT / "requirements" / f"{name}.txt").read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "--find-links wheels",
        "-r other.txt",
        "django @ https://packages.example/django.whl",
    ],
)
def test_a_requirement_file_with_a_place_to_install_from_is_noticed(check, line):
    assert check.requirement_faults(f"django==5.2.19 \\\n    --hash=sha256:00\n{line}\n") == [line]


@pytest.mark.parametrize("name", ["production", "development"])
def test_every_requirement_is_pinned_and_hashed(name):
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements" / f"{name}.txt").read_text().strip())

    assert [block for block in blocks if not (PIN.match(block) and HASH.search(block))] == []


def test_development_holds_production_at_the_same_versions():
    development = pins("development")

    assert len(pins("production")) >= 12
    assert {name: development.get(name) for name in pins("production")} == pins("production")


def test_the_image_installs_the_packages_of_the_makefile():
    wanted = re.search(r"^RUN_PACKAGES := (.*)$", MAKEFILE, re.MULTILINE)[1].split()
    installed = re.search(r"--no-install-recommends (.*?) \\", (ROOT / "Dockerfile").read_text())[1].split()

    assert installed == wanted


@proxy.needs_nginx
def test_configuration_of_the_proxy_is_valid(tmp_path):
    shipped = proxy.write_configuration(tmp_path, site_port=8000)
    done = subprocess.run(proxy.command(shipped, "-t"), capture_output=True, text=True)

    assert done.returncode == 0
    assert "[warn]" not in done.stderr


def test_proxy_lets_the_largest_upload_through():
    megabytes = re.search(r"client_max_body_size (\d+)m;", (ROOT / "deploy" / "nginx.conf").read_text())[1]

    assert MOST < int(megabytes) * 2**20 < 1.2 * MOST


def test_ci_runs_what_the_readme_says():
    commands = [line for line in (ROOT / ".ci/run").read_text().splitlines() if not line.startswith("#")]

    assert commands == ["set -eu", 'cd "$(dirname "$0")/.."', "CI=true exec make test"]


def test_readme_names_only_targets_that_make_has():
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))

    assert {"run", "test"} <= set(re.findall(r"\bmake ([a-z-]+)", README)) <= targets


def test_documents_name_only_commands_that_are_there():
    named = {name for path in DOCUMENTS for name in re.findall(r"manage\.py ([a-z_]+)", path.read_text())}

    assert {"import_goals", "migrate"} <= named
    assert named - set(get_commands()) == set()


def test_readme_names_only_paths_that_are_there():
    named = re.findall(r"`((?:[a-z]+/)+)`", README) + re.findall(r"\]\((\S+)\)", README)
    made_here = {".venv/", "var/"}

    assert len(named) >= 10
    assert [path for path in named if path not in made_here and not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_name_only_files_that_are_there(document):
    text, made_here = document.read_text(), {"var/"}
    paths = re.findall(r"`([a-z][\w.-]*(?:/[\w.-]+)*(?:/|\.py|\.md|\.toml|\.txt))`", text)
    links = re.findall(r"\]\(([^\s#)]+)\)", text)

    assert paths
    assert links
    assert [path for path in paths if path not in made_here and not (ROOT / path).exists()] == []
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_test_that_is_named_for_security_is_there():
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/security.md").read_text()))
    missing = {(path, name) for path, name in named if f"def {name}(" not in (ROOT / path).read_text()}

    assert len(named) >= 90
    assert missing == set()


def test_map_of_rooms_names_every_model():
    house = (ROOT / "docs/house.md").read_text()
    ours = [
        model
        for app in ("centres", "goals", "evaluations", "networks")
        for model in apps.get_app_config(app).get_models()
    ]

    assert [model.__name__ for model in ours if f"`{model.__name__}`" not in house] == []


def test_every_variable_that_is_read_is_explained():
    names = ("cpic/settings.py", "gunicorn.conf.py", "deploy/upgrade")
    source = "".join((ROOT / name).read_text() for name in names)
    read = set(re.findall(r"""(?:env\.\w+|environ\.get)\(\s*["']([A-Z_]+)["']""", source))
    rows = re.findall(r"^\| (`[A-Z_]+`.*?) \|", (ROOT / "deploy/README.md").read_text(), re.MULTILINE)
    explained = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}

    assert explained == read | {"CPIC_DEMO_PASSWORD"}
