"""Reads lines as a public commitment in one language or several: for each its title, its sections in blocks and its
goals. A pure function: what it is given decides what it returns."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from goals.formatting import fold
from goals.importing.findings import Asking, Finding, quote, remark
from goals.importing.languages import SCRIPTS, UNKNOWN, is_mixed, language_of, script_of_text
from goals.importing.lines import MAYBE_CUT, TITLES, Family, ImportProblem, Line, LineKind, family, number_of
from goals.importing.paragraphs import Paragraph, paragraphs
from goals.importing.tables import as_text
from goals.importing.text import plain
from goals.importing.wording import goes_on
from goals.states import LEVEL_OF, BlockPart, SectionKey

LANGUAGES = {"cs": "čeština", "en": "angličtina", "uk": "ukrajinština", "ru": "ruština", "vi": "vietnamština"}
LONGEST_LABEL, HEAD = 120, 80
NUMBERED = {Family.NUMBER, Family.NUMBER_IN_BRACKET, Family.PARTS, Family.ROMAN}
FEWEST_SECTIONS = 3
OTHER_DOCUMENT = (
    "Soubor není veřejný závazek: nenašly se v něm česky jeho oddíly (poslání, cílové skupiny, strategické a "
    "dlouhodobé cíle, zásady)."
)
MOST_TURNS = 4
TAKING_TURNS = (
    "Jazyky se v souboru střídají po odstavcích, takže se nedá poznat, co k čemu patří. Dejte je v něm za sebe, vedle "
    "sebe do sloupců tabulky, nebo nahrajte každý zvlášť."
)
# What a section is called, without diacritics, in the languages of the network. A section begins by its heading or by
# the first words of its sentence.
SECTIONS = {
    SectionKey.MISSION: r"poslan|mission|мисси|місі|nhiem vu|su menh",
    SectionKey.TARGET_GROUPS: r"cilov\w+ skupin|target group|целев|цільов|nhom khach hang|nhom doi tuong|doi tuong"
    r"|^(?:pro koho|komu) (?:jsme|je|jsou|pomah|slouz)|^who (?:we|it is|can|may)|^for whom"
    r"|^(?:для кого|кому мы|кому ми)",
    SectionKey.NEEDS: r"integracni potreb|integration need|интеграционн\w+ потребн|інтеграційн\w+ потреб"
    r"|(?:yeu cau|nhu cau) hoi nhap",
    SectionKey.REFUSAL: r"odmit|neposkytneme|refus|reject|declin|отказ|откаж|відмов|tu choi",
    SectionKey.STRATEGIC: r"strategick\w+ cil|strategic (?:objective|goal|aim)|стратегическ\w+ цел|стратегічн\w+ ціл"
    r"|muc tieu chien luoc",
    SectionKey.LONG_TERM: r"dlouhodob\w+ cil|long-?term (?:objective|goal|aim)|долгосрочн\w+ цел|довгостроков\w+ ціл"
    r"|muc tieu dai han",
    SectionKey.OPERATIONAL_GOALS: r"operacni\w* cil|operational (?:objective|goal|aim)"
    r"|(?:оперативн|операционн)\w+ (?:цел|задач)|(?:оперативн|операційн)\w+ ціл"
    r"|muc tieu (?:tu van|hoat dong|tac nghiep)",
    SectionKey.PRINCIPLES: r"zasad\w+ pr|(?:nase )?zasady(?: \w+)?\W*$|princip|принцип|nguyen tac",
    SectionKey.DOCUMENTS: r"souvisejici dokument|related document|связанн\w+ документ"
    r"|пов.?язан\w+ документ|tai lieu lien quan",
}
FACTS = {
    BlockPart.RESPONSIBLE: r"z?odpovedn|z?odpovid|garant|responsib|ответствен|отвеча|відповіда|chiu trach nhiem",
    BlockPart.EVALUATION: r"(?:vy)?hodnocen|evaluat|assess|оценк|оцін|xem xet|danh gia",
    BlockPart.DEADLINE: r"termin|lhut|fulfil|deadline|срок|термін|строк|ngay thang|thoi han|thoi diem",
}
TITLES_OF_ALL = {
    "cs": r"verejny zavazek",
    "en": r"public commitment",
    "ru": r"публичн\w+ обязательств",
    "uk": r"публічн\w+ зобов",
    "vi": r"nghia vu cong|cam ket cong",
}
ORDER = [*SECTIONS]
BOTH = set(SCRIPTS)
WITH_FACTS = {*LEVEL_OF, SectionKey.OPERATIONAL_GOALS}


def simple(text: str) -> str:
    return fold(text).replace("đ", "d").replace("’", "'")


def folded(pattern: str) -> re.Pattern:
    """Of which one begins a word."""
    return re.compile(rf"\b(?:{fold(pattern)})")


def title_language(paragraph: Paragraph) -> str:
    """The language in which the paragraph is the title of a commitment; empty where it is none."""
    head = simple(paragraph.text[:HEAD])
    if paragraph.kind is LineKind.ITEM:
        return ""
    return next((language for language, pattern in TITLE_PATTERNS.items() if pattern.search(head)), "")


SECTION_PATTERNS = {key: folded(pattern) for key, pattern in SECTIONS.items()}
FACT_PATTERNS = {part: folded(pattern) for part, pattern in FACTS.items()}
TITLE_PATTERNS = {language: folded(pattern) for language, pattern in TITLES_OF_ALL.items()}


@dataclass(frozen=True)
class FoundText:
    part: BlockPart
    text: str
    where: str


@dataclass
class FoundSection:
    key: SectionKey
    where: str
    title: str = ""
    blocks: list[FoundText] = field(default_factory=list)
    goals: list[FoundText] = field(default_factory=list)

    def of(self, part: BlockPart) -> list[FoundText]:
        return [block for block in self.blocks if block.part == part]


@dataclass
class FoundLanguage:
    """A part of a file in one language; `number` is its place among all parts, by which somebody can be asked of it."""

    number: int
    language: str
    where: str
    title: str = ""
    sections: dict[SectionKey, FoundSection] = field(default_factory=dict)
    beginning: str = ""

    def goals(self, key: SectionKey) -> list[FoundText]:
        return self.sections[key].goals if key in self.sections else []


@dataclass(frozen=True)
class ParsedCommitment:
    """By language what was found; `asked` are the parts of which somebody has to say what they are."""

    languages: dict[str, FoundLanguage]
    asked: tuple[FoundLanguage, ...]
    problems: tuple[Finding, ...]

    @property
    def czech(self) -> FoundLanguage | None:
        return self.languages.get("cs")


def parse_commitment(files: Sequence[Sequence[Line]], *, chosen: Mapping[str, str]) -> ParsedCommitment:
    """What the files say; `chosen` gives for a part that was asked about its language, or "" to leave it out.

    Raises ImportProblem when it is another document altogether.
    """
    problems: list[Finding] = []
    parts: list[FoundLanguage] = []
    asking = Asking({})  # nobody: our own reading of what is uncertain counts
    for lines in files:
        text, _beside = as_text(_column_by_column(lines), [], asking)
        found = _with_headings(paragraphs(_with_labels(text), [], asking))
        for language, group in _by_language(_whole(found), problems):
            parts.append(_read(len(parts) + 1, language, group, problems))
    languages: dict[str, FoundLanguage] = {}
    asked = []
    for part in parts:
        answer = chosen.get(str(part.number), part.language)
        if str(part.number) in chosen:
            asked.append(part)
        if answer == "":
            continue
        if answer == UNKNOWN:
            asked.append(part)
            sentence = f"Nepoznali jsme jazyk části, která začíná „{part.beginning}“. Řekněte, co je zač."
            problems.append(Finding(part.where, sentence, asks=str(part.number)))
        elif answer in languages:
            asked += [one for one in (languages[answer], part) if one not in asked]
            sentence = f"{LANGUAGES[answer].capitalize()} je tu dvakrát: {languages[answer].where} a {part.where}."
            problems.append(Finding(part.where, f"{sentence} Jednu z nich vynechte.", asks=str(part.number)))
        else:
            languages[answer] = part
    _check(languages, asked, problems)
    return ParsedCommitment(languages, tuple(_once(asked)), tuple(problems))


def _once(parts):
    return {part.number: part for part in parts}.values()


def _check(languages, asked, problems):
    czech = languages.get("cs")
    if czech is None and not asked:
        found = ", ".join(LANGUAGES[language] for language in languages)
        raise ImportProblem(f"V souboru není závazek česky{f' (je tu {found})' if found else ''}. {OTHER_DOCUMENT}")
    if czech and (len(czech.sections) < FEWEST_SECTIONS or not any(czech.goals(key) for key in LEVEL_OF)):
        raise ImportProblem(OTHER_DOCUMENT)
    if czech:
        for key in SECTIONS:
            if key not in czech.sections and key != SectionKey.DOCUMENTS:
                sentence = f"Oddíl „{key.label}“ se česky nenašel."
                problems.append(remark(czech.where, sentence))
        for language, name in LANGUAGES.items():
            if language not in languages and len(languages) > 1:
                sentence = f"{name.capitalize()} v souboru není."
                problems.append(remark(czech.where, sentence))


def _column_by_column(lines: Sequence[Line]) -> list[Line]:
    """The lines; a table with a language in each column is read down the columns."""
    found: list[Line] = []
    for is_row, group in groupby(lines, key=lambda line: line.kind is LineKind.ROW):
        rows = [_of_whole_words(line) for line in group]
        if not is_row or len({len(row.cells) for row in rows}) > 1:
            found += rows
            continue
        columns = [[cell for cell in column if cell] for column in zip(*(row.cells for row in rows), strict=True)]
        languages = [language_of(" ".join(line.text for cell in column for line in cell)) for column in columns]
        if len(columns) < 2 or len(set(languages)) < len(columns) or not set(languages) <= {*LANGUAGES, UNKNOWN}:
            found += rows
            continue
        for column in columns:
            found += [replace(line, gap=line.gap or at == 0) for cell in column for at, line in enumerate(cell)]
    return found


def _of_whole_words(row: Line) -> Line:
    """The row; whether a cell cuts a word is known of Czech only, and nobody is asked here."""
    cells = (tuple(replace(said, text=said.text.replace(MAYBE_CUT, " ")) for said in cell) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _with_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines; one that begins "Termín: …" is no rest of the line above, in whatever language."""
    return [
        replace(line, gap=True) if line.kind is LineKind.PLAIN and _is_labelled(line.text) else line for line in lines
    ]


def _is_labelled(text: str) -> bool:
    label, colon, _rest = text.partition(":")
    is_short = bool(colon) and len(label) <= HEAD
    return is_short and any(pattern.match(simple(label)) for pattern in FACT_PATTERNS.values())


def _with_headings(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs; numbered ones that name sections are headings, where a document numbers its sections."""
    named = {}
    for at, (paragraph, after) in enumerate(zip(found, [*found[1:], None], strict=True)):
        if paragraph.kind is LineKind.ITEM and family(paragraph.marker) in NUMBERED and len(paragraph.text) <= HEAD:
            key = next((key for key, one in SECTION_PATTERNS.items() if one.search(simple(paragraph.text))), None)
            if key and not paragraph.text.endswith((".", ",", ";")) and not _is_next(paragraph, after):
                named[at] = key
    if len(set(named.values())) < FEWEST_SECTIONS:
        return [*found]
    return [replace(one, kind=LineKind.HEADING) if at in named else one for at, one in enumerate(found)]


def _is_next(paragraph: Paragraph, after: Paragraph | None) -> bool:
    """Whether both are items of one list."""
    return (
        after is not None
        and after.kind is LineKind.ITEM
        and family(after.marker) == family(paragraph.marker)
        and number_of(after.marker) == number_of(paragraph.marker) + 1
    )


def _whole(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs that a page break has cut put together again, without marks of Markdown over several lines."""
    whole: list[Paragraph] = []
    for paragraph in found:
        paragraph = replace(paragraph, text=plain(paragraph.text))
        before = whole[-1] if whole else None
        is_rest = (
            before is not None
            and paragraph.kind is LineKind.PLAIN
            and before.kind is not LineKind.HEADING
            and not before.text.endswith((":", ".", ";", "?"))
            and len(before.text) > HEAD
            and goes_on(before.text, paragraph.text)
        )
        if before is not None and is_rest:
            whole[-1] = replace(before, text=f"{before.text} {paragraph.text}")
        else:
            whole.append(paragraph)
    return whole


def _by_language(found: Sequence[Paragraph], problems: list[Finding]) -> list[tuple[str, list[Paragraph]]]:
    """Runs of paragraphs of one language. What is too short to tell goes with what stands before it, as does a
    paragraph alone among those of another language, which nobody has translated."""
    runs: list[tuple[str, list[Paragraph]]] = []
    waiting: list[Paragraph] = []
    for paragraph in found:
        language = language_of(paragraph.text)
        if is_mixed(paragraph.text):
            sentence = f"Odstavec je ve dvou jazycích: {quote(paragraph.text)} Rozdělte ho v souboru."
            problems.append(Finding(paragraph.where, sentence))
        is_other_script = bool(runs) and {script_of_text(paragraph.text), script_of_text(runs[-1][1][0].text)} == BOTH
        title = title_language(paragraph)
        language = title or language
        is_known = language in {"", runs[-1][0]} if runs else False
        if title and is_known and len(runs[-1][1]) > 5:
            runs.append((language or runs[-1][0], [paragraph]))  # the same language begins again
        elif language == "" and (not runs or waiting or is_other_script):
            waiting.append(paragraph)
        elif is_known and not waiting:
            runs[-1][1].append(paragraph)
        else:
            runs.append((language, [*waiting, paragraph]))
            waiting = []
    if waiting:
        runs.append((UNKNOWN, waiting))
    times = Counter(language for language, _group in runs)
    if sum(times[language] >= MOST_TURNS for language in LANGUAGES) > 1:
        raise ImportProblem(TAKING_TURNS)
    return _without_strays(runs, problems)


def _without_strays(runs, problems):
    kept: list[tuple[str, list[Paragraph]]] = []
    for at, (language, group) in enumerate(runs):
        after = runs[at + 1][0] if at + 1 < len(runs) else None
        is_stray = bool(kept) and len(group) <= 3 and (after == kept[-1][0] or after is None)
        if is_stray and not any(map(title_language, group)):
            name = LANGUAGES.get(language, "v jazyce, který neznáme")
            sentence = (
                f"Mezi textem v jazyce „{LANGUAGES.get(kept[-1][0], '?')}“ stojí „{name}“: {quote(group[0].text)}"
            )
            problems.append(remark(group[0].where, sentence))
            kept[-1][1].extend(group)
        elif kept and kept[-1][0] == language and not title_language(group[0]):
            kept[-1][1].extend(group)
        else:
            kept.append((language, group))
    return kept


def _read(number, language, group, problems) -> FoundLanguage:
    found = FoundLanguage(number, language, group[0].where, beginning=group[0].text[:60])
    reader = _Reader(found, problems)
    for paragraph in group:
        reader.take(paragraph)
    reader.finish()
    return found


class _Reader:
    """Takes one paragraph after another; knows in which section it is and what of it comes."""

    def __init__(self, found: FoundLanguage, problems: list[Finding]) -> None:
        self.found, self.problems = found, problems
        self.title: list[str] = []
        self.section: FoundSection | None = None
        self.part: BlockPart | None = None  # which fact about the goals of the section comes

    def take(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        is_label = paragraph.kind is not LineKind.ITEM and (
            paragraph.kind in TITLES or text.endswith(":") or (len(text) <= LONGEST_LABEL and not text.endswith("."))
        )
        if is_label and len(text) <= LONGEST_LABEL and (part := self.fact(text)):
            self.open_fact(paragraph, part)
        elif key := self.begins(paragraph, is_label=is_label):
            self.open(paragraph, key, is_label=is_label and len(text) <= 2 * LONGEST_LABEL)
        elif self.section is None:
            self.title.append(text)
        else:
            self.add(paragraph)

    def fact(self, text: str) -> BlockPart | None:
        if self.section is None or self.section.key not in WITH_FACTS:
            return None
        return next((part for part, pattern in FACT_PATTERNS.items() if pattern.search(simple(text))), None)

    def begins(self, paragraph: Paragraph, *, is_label: bool) -> SectionKey | None:
        """The section that the paragraph opens: a label by any of its words, a sentence by its first, going on."""
        if paragraph.kind is LineKind.ITEM:
            return None
        head = simple(paragraph.text if is_label else paragraph.text[:HEAD])
        matches = [key for key, pattern in SECTION_PATTERNS.items() if pattern.search(head)]
        if self.section is None:
            return matches[0] if matches and not title_language(paragraph) else None
        now = self.section.key
        if not matches or now in matches:
            return None
        later = [key for key in matches if ORDER.index(key) > ORDER.index(now)]
        if is_label or later:
            return (later or matches)[0]
        return None

    def open(self, paragraph: Paragraph, key: SectionKey, *, is_label: bool) -> None:
        self.part = None
        self.section = self.found.sections.setdefault(key, FoundSection(key, paragraph.where))
        title, colon, rest = paragraph.text.partition(":")
        if is_label and not self.section.title and (not rest.strip() or paragraph.kind in TITLES):
            self.section.title = title.strip(" ?") + ("?" if paragraph.text.endswith("?") else "")
        elif is_label and colon and len(title) <= LONGEST_LABEL and rest.strip() and not self.section.title:
            self.section.title = title.strip()
            self.add(replace(paragraph, text=rest.strip()))
        else:
            self.add(paragraph)

    def open_fact(self, paragraph: Paragraph, part: BlockPart) -> None:
        assert self.section is not None  # a fact is only looked for in a section
        self.part = part
        label, _colon, rest = paragraph.text.partition(":")
        named = [key for key in WITH_FACTS if SECTION_PATTERNS[key].search(simple(label))]
        if named and self.section.key not in named:
            other = self.found.sections.get(named[0])
            if other is not None and not other.of(part) and not self.section.goals:
                self.section = other
            else:
                sentence = f"Nadpis {quote(paragraph.text)} stojí v oddíle „{self.section.key.label}“, mluví o jiném."
                self.problems.append(remark(paragraph.where, sentence))
        if rest.strip():
            self.add(replace(paragraph, text=rest.strip()))

    def add(self, paragraph: Paragraph) -> None:
        assert self.section is not None  # nothing is added before one is open
        is_item = paragraph.kind is LineKind.ITEM
        text = paragraph.text.strip()
        if self.part:
            self.section.blocks.append(FoundText(self.part, text.rstrip(" ;,"), paragraph.where))
        elif is_item and self.section.key in LEVEL_OF:
            self.section.goals.append(FoundText(BlockPart.ITEM, text, paragraph.where))
        else:
            part = BlockPart.ITEM if is_item else BlockPart.TEXT
            text = text.rstrip(" ;") if is_item else text
            self.section.blocks.append(FoundText(part, text, paragraph.where))

    def finish(self) -> None:
        """The title; and a goal that stands as a paragraph of its own where there is no list of them."""
        self.found.title = " ".join(self.title)
        for key in LEVEL_OF:
            section = self.found.sections.get(key)
            if section is not None and not section.goals:
                section.goals = section.of(BlockPart.TEXT)
                section.blocks = [block for block in section.blocks if block.part != BlockPart.TEXT]


def aligned(czech: Sequence, other: Sequence) -> list[tuple[int | None, int | None]]:
    """Pairs of places of what says the same in two languages, in order; where one has more, None stands for what is
    missing. Told by lengths and numbers: nobody reads the words."""
    if len(czech) == len(other):
        return [(at, at) for at in range(len(czech))]
    skip = 0.6
    best: dict[tuple[int, int], tuple[float, list]] = {(0, 0): (0.0, [])}
    for i in range(len(czech) + 1):
        for k in range(len(other) + 1):
            options = []
            if i and k:
                cost, pairs = best[i - 1, k - 1]
                options.append((cost + _distance(czech[i - 1].text, other[k - 1].text), [*pairs, (i - 1, k - 1)]))
            if i:
                cost, pairs = best[i - 1, k]
                options.append((cost + skip, [*pairs, (i - 1, None)]))
            if k:
                cost, pairs = best[i, k - 1]
                options.append((cost + skip, [*pairs, (None, k - 1)]))
            if options:
                best[i, k] = min(options, key=lambda option: option[0])
    return best[len(czech), len(other)][1]


def _distance(one: str, other: str) -> float:
    """From 0 for texts that may say the same."""
    numbers = set(re.findall(r"\d+", one)) ^ set(re.findall(r"\d+", other))
    return abs(len(one) - len(other)) / max(len(one), len(other)) + 0.5 * bool(numbers)
