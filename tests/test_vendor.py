"""Other people's files are those of the manifest, unchanged since they were copied; nothing else lies beside them."""

import hashlib
import json
import re
import sys
from io import BytesIO

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

ROOT = settings.BASE_DIR
VENDOR = ROOT / "static" / "vendor"
REGIONS = ROOT / "templates" / "components" / "regions"
WORDS = ROOT / "centres" / "words"
LETTERS = ROOT / "goals" / "pdf" / "fonts"
ENGINE = ROOT / "tests" / "accessibility" / "ibm"
ENTRIES = json.loads((VENDOR / "MANIFEST.json").read_text("utf-8"))
DECLARED = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]

sys.path.insert(0, str(ROOT / "tools"))
from vendor import EVERYDAYS, FAMILIES, Keep, extract, subset_of  # noqa: E402 - the tools are scripts, not a package


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_vendored_file_has_the_hash_of_the_manifest(entry):
    content = (ROOT / entry["file"]).read_bytes()

    assert hashlib.sha256(content).hexdigest() == entry["sha256"]


def test_vendor_folders_hold_nothing_but_listed_files():
    found = {
        path for folder in (VENDOR, REGIONS, WORDS, LETTERS, ENGINE) for path in folder.rglob("*") if path.is_file()
    }

    assert found == {ROOT / entry["file"] for entry in ENTRIES} | {VENDOR / "MANIFEST.json"}


def test_vendored_versions_are_the_declared_ones():
    assert {entry["name"]: entry["version"] for entry in ENTRIES} == DECLARED


def test_every_licence_that_asks_for_its_text_has_it():
    folders = {entry["file"].rsplit("/", 1)[0] for entry in ENTRIES if entry["file"].endswith("LICENCE.txt")}

    served = {f"static/vendor/{name}" for name in ("gov-design-system", "roboto", "roboto-ttf", "datamaps")}
    printed = {str(font.parent.relative_to(ROOT)) for font in LETTERS.rglob("*.ttf")}
    assert folders == served | printed | {"centres/words", "tests/accessibility/ibm"}
    assert len(printed) == 7


def test_vendored_style_sheets_name_only_files_that_are_there():
    sheets = list(VENDOR.rglob("*.css"))
    named = [(sheet, name) for sheet in sheets for name in re.findall(r"url\(([^)]*)\)", sheet.read_text("utf-8"))]

    assert named != []
    assert [name for sheet, name in named if not (sheet.parent / name.strip("'\"")).is_file()] == []


@pytest.mark.parametrize("name", EVERYDAYS)
def test_everyday_font_is_made_of_the_whole_one_and_has_all_its_letters(name):
    made = subset_of(VENDOR / "roboto-ttf" / "Roboto-Medium.ttf", EVERYDAYS[name])

    assert made == (VENDOR / "roboto" / f"roboto-{name}-500-normal.woff2").read_bytes()
    assert set(EVERYDAYS[name]) <= set(TTFont(BytesIO(made)).getBestCmap())


@pytest.mark.parametrize(
    ("code", "name"),
    [("en", "everyday"), ("uk", "everyday-cyrillic"), ("ru", "everyday-cyrillic"), ("vi", "everyday-vietnamese")],
)
def test_everyday_font_has_all_that_its_language_says(code, name):
    texts = (ROOT / "locale" / code / "LC_MESSAGES" / "django.po").read_text("utf-8")
    said = set("".join(re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', texts, re.MULTILINE)))

    assert {letter for letter in said if ord(letter) not in EVERYDAYS[name]} == set()


def test_each_family_has_its_faces_and_the_style_sheet_names_it():
    faces = (VENDOR / "roboto" / "roboto.css").read_text("utf-8")
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text("utf-8")

    for name, family in FAMILIES.items():
        assert faces.count(f"font-family: '{family}'") == faces.count(f"roboto-{name}-") == 3
        assert f'"{family}", Roboto' in tokens


KEEP = Keep(classes=frozenset({"a", "b"}), attributes={"data-size": frozenset({"m"})}, never=(":not([data-theme])",))


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("\ufeff.a{color:red}", ".a{color:red}\n"),
        (".a,gov-a,.c .a,.b{x:y}", ".a,.b{x:y}\n"),
        (".a[data-size=m],.a[data-size=xl],.a[data-size=m i]{x:y}", ".a[data-size=m],.a[data-size=m i]{x:y}\n"),
        (".a:not(.c),.a:not(:is(.c,.d)),.a:has(.c){x:y}", ".a:not(.c),.a:not(:is(.c,.d)){x:y}\n"),
        ("html:not([data-theme]){x:y}", ""),
        ("a:hover,a::before{x:y}", "a:hover,a::before{x:y}\n"),
        ("@media print{.a{x:y}.c{x:y}}@media screen{.c{x:y}}", "@media print{\n.a{x:y}\n}\n"),
        ("/* note */@keyframes turn{from{x:y}}", "@keyframes turn{from{x:y}}\n"),
    ],
)
def test_extract_keeps_what_can_match(css, kept):
    assert extract(css, KEEP) == kept


def test_extract_of_a_broken_sheet_says_where():
    with pytest.raises(ValueError, match="line 2"):
        extract(".a{x:y}\n.b", KEEP)
