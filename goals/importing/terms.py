"""What of a commitment that was read is new, and how it is written: sections, goals as drafts, and what languages make
of them as translations that nobody has read back. All or nothing is written; what is already there is never touched."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centres.languages import CZECH
from goals.blocks import days_in, same_blocks
from goals.commitment import TITLE, BlockContent, SectionContent, Term, add_term, put_section
from goals.diff import alike_pairs
from goals.formatting import describe, fold, format_date, shortened
from goals.importing.commitment import LANGUAGES, FoundLanguage, FoundSection, FoundText, ParsedCommitment, aligned
from goals.importing.drafts import ALIKE
from goals.importing.findings import Finding, remark
from goals.models import Document, Goal, Target, Translation
from goals.models.translations import source_hash
from goals.parity import all_differences, said_twice
from goals.reading import read_targets
from goals.states import BLOCK_FACTS, LEVEL_OF, BlockPart, Kind, SectionKey, Window
from goals.translating import take_over
from goals.writing import TargetContent, as_kept

LONGEST_ROLE = 120
QUARTER = ("kvartal", "ctvrtlet")


@dataclass(frozen=True)
class ImportedUnit:
    """What is translated by itself: its Czech and, by language, what the files say; `of` says in which section."""

    kind: str  # title, heading, block, goal
    czech: FoundText
    of: SectionKey | None = None
    at: int = 0
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TermGoal:
    key: SectionKey
    text: str
    where: str
    responsible: str
    targets: tuple[TargetContent, ...]

    @property
    def phrases(self):
        return [describe(target) for target in self.targets]


@dataclass(frozen=True)
class TermResult:
    """What was found and what becomes of it; `document` is there once it has been written."""

    title: str
    languages: tuple[str, ...]
    sections: tuple[dict, ...]  # key, title, and by language how much there is of it
    goals: tuple[TermGoal, ...]
    units: tuple[ImportedUnit, ...]
    problems: tuple[Finding, ...]
    document: Document | None = None

    @property
    def has_errors(self):
        return any(problem.is_error for problem in self.problems)

    def as_json(self):
        """The interface of `import_commitment --json`."""
        return {
            "title": self.title,
            "languages": list(self.languages),
            "sections": [dict(section) for section in self.sections],
            "goals": [{"level": LEVEL_OF[goal.key], "text": goal.text, "targets": goal.phrases} for goal in self.goals],
            "translations": {
                language: sum(language in unit.texts for unit in self.units) for language in self.languages[1:]
            },
            "problems": [asdict(problem) for problem in self.problems],
        }


def plan_commitment(parsed: ParsedCommitment, term: Term | None = None, *, today: date | None = None) -> TermResult:
    """What importing means; nothing is written. Without a term the targets are read as of the year that the deadline
    of the strategic goal names."""
    today = today or timezone.localdate()
    czech, problems = parsed.czech, list(parsed.problems)
    if czech is None:
        return TermResult("", (), (), (), (), tuple(problems))
    order = ["cs", *(language for language in LANGUAGES if language in parsed.languages and language != "cs")]
    found = {language: parsed.languages[language] for language in order}
    units = _units(found, problems)
    for language in order[1:]:
        _compare(language, found[language], units, problems)
    for section in czech.sections.values():
        for block in section.of(BlockPart.DEADLINE):
            for day in days_in(block.text):
                if day < today:
                    sentence = _("%(section)s: termín %(day)s už uplynul. Řekne to i veřejná stránka.")
                    facts = {"section": section.key.label, "day": format_date(day)}
                    problems.append(remark(block.where, sentence % facts))
    for unit in units:
        problems.extend(remark(unit.czech.where, f"Česky: {said}") for said in said_twice(unit.czech.text, CZECH))
    sections = tuple(
        {"key": str(key), "title": section.title or str(key.label)}
        | {language: _amount(found[language], key) for language in order}
        for key, section in czech.sections.items()
    )
    goals = tuple(_goals(czech, term))
    return TermResult(czech.title or str(TITLE), tuple(order), sections, goals, tuple(units), tuple(problems))


def _amount(language: FoundLanguage, key: SectionKey) -> int:
    section = language.sections.get(key)
    return len(section.blocks) + len(section.goals) if section else 0


def _goals(czech: FoundLanguage, term: Term | None):
    for key in LEVEL_OF:
        section = czech.sections.get(key)
        if section is None:
            continue
        days = [day for block in section.of(BlockPart.DEADLINE) for day in days_in(block.text)]
        responsible = "; ".join(block.text for block in section.of(BlockPart.RESPONSIBLE))[:LONGEST_ROLE]
        year = term.valid_from.year if term else days[0].year if days else 2000
        for goal in section.goals:
            targets = tuple(_target(as_kept(one), goal.text, days) for one in read_targets(goal.text, year=year))
            yield TermGoal(key, goal.text, goal.where, responsible, targets)


def _target(target: TargetContent, text: str, days: Sequence) -> TargetContent:
    """Where a wording names the quarter it is so much a quarter; what has no day of its own has that of its level."""
    if days and target.deadline is None:
        target = replace(target, deadline=days[-1])
    is_of_the_year = target.kind == Kind.FREQUENCY and target.window == Window.YEAR
    if is_of_the_year and target.value and not target.value % 4 and any(word in fold(text) for word in QUARTER):
        return replace(target, value=target.value / 4, window=Window.QUARTER)
    return target


def _units(found: dict[str, FoundLanguage], problems) -> list[ImportedUnit]:
    czech = found["cs"]
    units = [ImportedUnit("title", FoundText(BlockPart.TEXT, czech.title or str(TITLE), czech.where))]
    units[0].texts.update({language: one.title for language, one in found.items() if language != "cs" and one.title})
    for key, section in czech.sections.items():
        if section.title:
            units.append(ImportedUnit("heading", FoundText(BlockPart.TEXT, section.title, section.where), key))
            for language, one in found.items():
                if language != "cs" and key in one.sections and one.sections[key].title:
                    units[-1].texts[language] = one.sections[key].title
        for kind, part in [*(("block", part) for part in BlockPart), ("goal", None)]:
            rows = section.of(part) if part else section.goals
            made = [ImportedUnit(kind, row, key, at) for at, row in enumerate(rows)]
            what = part.label if part in BLOCK_FACTS else ""
            for language, one in found.items():
                other = one.sections.get(key)
                if language != "cs":
                    theirs = [] if other is None else other.of(part) if part else other.goals
                    place = f"{key.label}, {what}" if what else str(key.label)
                    _join(made, theirs, language, place, problems)
            units += made
    return units


def _join(made: list[ImportedUnit], theirs: list[FoundText], language: str, place: str, problems) -> None:
    """`place` says in words what of which section they are."""
    for at, other in aligned([unit.czech for unit in made], theirs):
        if at is not None and other is not None:
            made[at].texts[language] = theirs[other].text
    if len(made) != len(theirs):
        facts = {"language": LANGUAGES[language].capitalize(), "place": place, "here": len(theirs), "czech": len(made)}
        sentence = ngettext(
            "%(language)s, %(place)s: je tu %(here)s text, česky %(czech)s. Zkontrolujte, co k čemu patří.",
            "%(language)s, %(place)s: je tu %(here)s textů, česky %(czech)s. Zkontrolujte, co k čemu patří.",
            len(theirs),
        )
        where = theirs[0].where if theirs else (made[0].czech.where if made else "")
        problems.append(remark(where, sentence % facts))


def _compare(language: str, found: FoundLanguage, units: list[ImportedUnit], problems) -> None:
    """What the guard sees beside each other."""
    pairs = {at: (unit.czech.text, unit.texts[language]) for at, unit in enumerate(units) if language in unit.texts}
    headings = [at for at in pairs if units[at].kind == "heading"]
    lists: dict = {}
    for at in pairs:
        if units[at].kind in ("block", "goal"):
            lists.setdefault((units[at].of, units[at].kind, units[at].czech.part), []).append(at)
    for at, said in all_differences(pairs, language, headings=headings, lists=lists.values()).items():
        where = f"{LANGUAGES[language].capitalize()}, „{pairs[at][1][:60]}“"
        problems.extend(remark(where, sentence) for sentence in said)


# Writing


def write_commitment(parsed: ParsedCommitment, term: Term) -> TermResult:
    """Write what is new into the commitment of the term, which begins if it is not there; nothing where there are
    errors. Raises Refused where the term is in the way of another."""
    with transaction.atomic():
        terms = list(Document.objects.terms().select_for_update(no_key=True).order_by("pk"))
        result = plan_commitment(parsed, term)
        if result.has_errors or parsed.czech is None:
            return result
        document = document_of(term, terms) or add_term(term, terms)
        if document.valid_from is None:
            Document.objects.filter(pk=document.pk).update(**term.columns)
            document.refresh_from_db()
        places = _write_sections(document, parsed.czech)
        places |= _write_goals(document, result.goals)
        _write_translations(document, result.units, places)
        if document.continues:
            take_over(document.continues, document)
        return replace(result, document=document)


def document_of(term: Term, terms: Sequence[Document]) -> Document | None:
    """The commitment of just this term; or the only one, of which nobody has said when it holds."""
    for document in terms:
        if (document.valid_from, document.valid_until) == (term.valid_from, term.valid_until):
            return document
    return terms[0] if len(terms) == 1 and terms[0].valid_from is None else None


def other_wordings(document: Document, parsed: ParsedCommitment) -> list[str]:
    """Sections and goals of the commitment that say what the file does not."""
    found = parsed.languages["cs"].sections
    sections = [
        str(SectionKey(section.key).label)
        for section in document.sections.prefetch_related("blocks")
        if section.key not in found or SectionContent.of(section) != content_of(found[SectionKey(section.key)])
    ]
    texts = {" ".join(goal.text.split()) for section in found.values() for goal in section.goals}
    goals = document.goals.current().in_document_order().values_list("text", flat=True)
    return sections + [f"„{shortened(text)}“" for text in goals if " ".join(text.split()) not in texts]


def content_of(found: FoundSection) -> SectionContent:
    """What the file says of a section, with its blocks in the order in which they are kept."""
    blocks = [block for part in (None, *BLOCK_FACTS) for block in found.blocks if _is(block, part)]
    return SectionContent(found.title, tuple(BlockContent(block.part, block.text) for block in blocks))


def _write_sections(document: Document, czech: FoundLanguage) -> dict:
    """Names of the blocks by their section, part and place in the file."""
    there = {section.key: section for section in document.sections.prefetch_related("blocks")}
    names: dict = {("title", None, 0): "title"}
    for key, found in czech.sections.items():
        content = content_of(found)
        section = there.get(key) or put_section(document, key, content)
        if section is None:
            continue
        names["heading", key, 0] = f"section-{key}"
        rows = list(section.blocks.all())
        same = same_blocks(rows, content.blocks)
        counts: dict = {}
        for at, block in enumerate(content.blocks):
            place = counts.setdefault(block.part, 0)
            counts[block.part] += 1
            if at in same:
                names["block", key, block.part, place] = f"block-{rows[same[at]].pk}"
    return names


def _is(block: FoundText, part: BlockPart | None) -> bool:
    """Paragraphs and items in their order come first, then what is said of the goals."""
    return block.part == part if part else block.part not in BLOCK_FACTS


def _write_goals(document: Document, goals: Sequence[TermGoal]) -> dict:
    names: dict = {}
    position = document.goals.aggregate(last=Max("position"))["last"] or 0
    for key, level in LEVEL_OF.items():
        known = {row.root_id: row.text for row in document.goals.current().filter(level=level)}
        wanted = {at: goal.text for at, goal in enumerate(goal for goal in goals if goal.key == key)}
        same = alike_pairs(wanted, known, alike=ALIKE)
        for at, goal in enumerate(goal for goal in goals if goal.key == key):
            if at in same:
                names["goal", key, at] = f"goal-{same[at]}"
                continue
            position += 1
            facts = {"level": level, "text": goal.text, "responsible": goal.responsible, "position": position}
            row = Goal.objects.create(document=document, **facts)
            Target.objects.bulk_create(
                Target(goal=row, position=place, **asdict(target)) for place, target in enumerate(goal.targets, start=1)
            )
            names["goal", key, at] = f"goal-{row.pk}"
    return names


def _write_translations(document: Document, units: Sequence[ImportedUnit], names: dict) -> None:
    """What is there already stays; the rest is unchecked, because nobody has read it back."""
    there = set(document.translations.values_list("language", "block"))
    rows = []
    for unit in units:
        place = (
            (unit.kind, unit.of, unit.czech.part, unit.at) if unit.kind == "block" else (unit.kind, unit.of, unit.at)
        )
        name = names.get(place)
        for language, text in unit.texts.items():
            if name and (language, name) not in there:
                facts = {"source": unit.czech.text, "source_hash": source_hash(unit.czech.text)}
                rows.append(Translation(document=document, language=language, block=name, text=text, **facts))
    Translation.objects.bulk_create(rows)


# As text, for the command


def report_commitment(result: TermResult) -> str:
    lines = [result.title, "", "oddíl" + " " * 45 + "  ".join(result.languages)]
    for section in result.sections:
        counts = "  ".join(f"{section[language]:2}" for language in result.languages)
        lines.append(f"{section['title'][:48]:50}{counts}")
    lines += [""]
    lines += [f"{LEVEL_OF[goal.key].label}: {goal.text[:70]} → {', '.join(goal.phrases)}" for goal in result.goals]
    if result.problems:
        lines += ["", "Na co se podívat:"]
        lines += [f"{'CHYBA ' if one.is_error else ''}{one.where}: {one.message}" for one in result.problems]
    state = "Zapsáno." if result.document else "Nic se nezapsalo; zapíše se s --apply."
    return "\n".join([*lines, "", state])
