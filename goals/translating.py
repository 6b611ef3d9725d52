"""How the commitment stands in its languages: what is translated by itself, from which Czech, and whether a person has
read it; and the verbs of those who translate."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres import access
from centres.access import MissingRight, Right
from centres.events import record_event
from centres.languages import CZECH, Language
from goals.blocks import written_sections
from goals.diff import word_pieces
from goals.models import Goal, Translation
from goals.models.translations import TranslationState, source_hash
from goals.parity import all_differences, differences
from goals.states import LEVEL_OF, BlockPart, Level, SectionKey
from goals.workflow import EditConflict, Refused, lock_document

TITLE, HEADING = gettext_lazy("název závazku"), gettext_lazy("nadpis oddílu")


@dataclass(frozen=True)
class TranslationUnit:
    """What is translated by itself, and its name: the title, a heading, a block of a section, the wording of a goal."""

    name: str
    kind: str
    czech: str
    section: str = ""

    @property
    def place(self):
        """For example "Zásady práce s klienty, položka"."""
        return f"{SectionKey(self.section).label}, {self.kind}" if self.section else str(self.kind)

    @property
    def source_hash(self):
        return source_hash(self.czech)


def units_of(document):
    """All that is translated, in the order of reading."""
    found = [TranslationUnit("title", TITLE, document.title)]
    goals = Goal.objects.current().filter(document=document).in_document_order()
    wordings = {level: [goal for goal in goals if goal.level == level] for level in Level}
    sections = written_sections(document)
    for section in sections:
        if section.title:
            found.append(TranslationUnit(f"section-{section.key}", HEADING, section.title, section.key))
        for block in section.blocks:
            kind = BlockPart(block["part"]).label
            found.append(TranslationUnit(f"block-{block['id']}", kind, block["text"], section.key))
        found += _goals(wordings, section.key)
    there = {section.key for section in sections}
    return found + [unit for key in LEVEL_OF if key not in there for unit in _goals(wordings, key)]


def _goals(wordings, key):
    kind = _("znění cíle")
    level = LEVEL_OF.get(key)
    return [TranslationUnit(f"goal-{goal.root_id}", kind, goal.text, key) for goal in wordings.get(level, ())]


def czech_of(document):
    """What is translated by itself, by its name."""
    return {unit.name: unit.czech for unit in units_of(document)}


@dataclass(frozen=True)
class TranslatedUnit:
    """One unit in one language; `said` is what the guard sees, `number` its place from 1."""

    unit: TranslationUnit
    row: Translation | None
    said: tuple[str, ...] = ()
    number: int = 0

    @property
    def state(self):
        return self.row.state(self.unit.czech) if self.row else TranslationState.MISSING

    @property
    def is_left(self):
        """Whether somebody still has something to do with it."""
        return self.state != TranslationState.FRESH

    @property
    def is_questioned(self):
        return bool(self.said) and not self.row.reason

    @cached_property
    def pieces(self):
        """What has changed in the Czech since."""
        return word_pieces(self.row.source, self.unit.czech) if self.state == TranslationState.STALE else ()


def in_language(document, language):
    """All units as they stand in the language, in the order of reading."""
    units = units_of(document)
    rows = {row.block: row for row in document.translations.filter(language=language)}
    # A text is compared with the Czech it was made from: what has changed since is another matter.
    said = _guarded(units, {name: (row.source, row.text) for name, row in rows.items()}, language)
    return [
        TranslatedUnit(unit, rows.get(unit.name), tuple(said.get(unit.name, ())), number)
        for number, unit in enumerate(units, start=1)
    ]


def _guarded(units, texts, language):
    """What the guard sees in the texts, which are pairs with their Czech by the names of units."""
    pairs = {unit.name: texts[unit.name] for unit in units if unit.name in texts}
    headings = [unit.name for unit in units if unit.kind == HEADING and unit.name in texts]
    lists: dict = {}
    for unit in units:
        if unit.name in texts and unit.name not in headings:
            lists.setdefault((unit.section, unit.kind), []).append(unit.name)
    return all_differences(pairs, language, headings=headings, lists=lists.values())


def standing(document, languages=None):
    """By language how many units are in which state; without `languages` those of which something is there."""
    czech = czech_of(document)
    there = {language: Counter() for language in languages or ()}
    for row in document.translations.all():
        if row.block in czech and (languages is None or row.language in there):
            there.setdefault(row.language, Counter())[row.state(czech[row.block])] += 1
    found = []
    for language, counts in sorted(there.items(), key=lambda pair: Language.values.index(pair[0])):
        counts[TranslationState.MISSING] = len(czech) - counts.total()
        states = [(state, counts[state]) for state in TranslationState if counts[state]]
        left = counts.total() - counts[TranslationState.FRESH]
        found.append({"language": Language(language), "states": states, "left": left, "total": counts.total()})
    return found


@dataclass(frozen=True)
class Wording:
    """What a person says of one unit in a language: its text, why a difference is right, and that it was read."""

    text: str
    reason: str = ""
    is_read: bool = False


CZECH_CHANGED = gettext_lazy("České znění se mezitím změnilo. Je tu to dnešní; upravte překlad podle něj.")
FASTER = gettext_lazy("Překlad mezitím uložil někdo jiný. Níže je, jak zní teď.")


def translate(document, language, name, wording, *, seen, version, by, now=None):
    """Save what a unit says in the language, made from the Czech that stands there now; `seen` is the hash of the Czech
    and `version` that of the translation that were on the screen, 0 where there was none. What differs from the Czech
    cannot count as read without a reason. Idempotent."""
    now = now or timezone.now()
    with transaction.atomic():
        document = lock_document(document.pk)
        role = require_language(by, language, now)
        units, rows = units_of(document), document.translations.filter(language=language)
        unit = next((unit for unit in units if unit.name == name), None)
        if unit is None:
            raise Refused(_("Tato část v závazku už není. Otevřete seznam znovu."))
        texts = {one.block: (one.source, one.text) for one in rows}
        row = rows.filter(block=name).first()
        if unit.source_hash != seen:
            raise EditConflict(row, CZECH_CHANGED)
        facts = {"text": wording.text.strip(), "source_hash": seen, "source": unit.czech}
        said = _guarded(units, texts | {name: (unit.czech, facts["text"])}, language).get(name)
        facts["reason"] = wording.reason.strip() if said else ""
        is_same = row and all(getattr(row, column) == value for column, value in facts.items())
        if is_same and bool(row.checked_at) == wording.is_read:
            return row
        if (row.version if row else 0) != version:
            raise EditConflict(row, FASTER)
        if said and wording.is_read and not facts["reason"]:
            raise Refused(" ".join([*said, _("Opravte překlad, nebo napište, proč je to tak správně.")]))
        facts |= {"checked_by": by, "checked_at": now} if wording.is_read else {"checked_by": None, "checked_at": None}
        row, _made = Translation.objects.update_or_create(
            document=document, language=language, block=name, defaults=facts | {"version": version + 1}
        )
        comment = f"{Language(language).label}: {unit.place}"
        if facts["reason"]:
            comment += f" ({facts['reason']})"
        name = "read_translation" if wording.is_read else "translate"
        record_event(document, name, by=by, role=role, at=now, comment=comment, content=row.text)
        return row


def require_language(by, language, now):
    """The role in which the person translates into the language; raises MissingRight."""
    rights = access.rights_of(by, on=timezone.localdate(now))
    role = rights.require(Right.TRANSLATE)
    if language not in rights.languages:
        raise MissingRight(Right.TRANSLATE)
    return role


def keep_translations(document, name, *, since, seen, reason, by, now=None):
    """Say that a change of the Czech has no effect on its translations: those made from the wording with the hash
    `since` count from now on as made from the one on the screen, whose hash is `seen`. Never where numbers, dates or
    links changed. Idempotent."""
    now = now or timezone.now()
    with transaction.atomic():
        document = lock_document(document.pk)
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.WRITE_COMMITMENT)
        unit = next((unit for unit in units_of(document) if unit.name == name), None)
        if unit is None or unit.source_hash != seen:
            raise EditConflict(unit, CZECH_CHANGED)
        rows = list(document.translations.filter(block=name, source_hash=since).select_for_update(no_key=True))
        if not rows or since == seen:
            return []
        if not reason.strip():
            raise Refused(_("Napište, proč se změna překladů netýká."))
        for sentence in differences(rows[0].source, unit.czech, CZECH):
            raise Refused(_("Překladů se změna týká. %(what)s") % {"what": sentence})
        before = rows[0].source
        for row in rows:
            row.source, row.source_hash, row.version = unit.czech, seen, row.version + 1
            row.save(update_fields=["source", "source_hash", "version"])
        content = f"{before}\n→ {unit.czech}"
        facts = {"comment": f"{unit.place}: {reason.strip()}", "content": content}
        record_event(document, "keep_translations", by=by, role=role, at=now, **facts)
        return rows


def changed_units(document):
    """Units whose Czech has changed since a translation was made: each with the wording before and its languages."""
    rows = {}
    for row in document.translations.all():
        rows.setdefault(row.block, {}).setdefault(row.source_hash, []).append(row)
    found = []
    for unit in units_of(document):
        for since, made in rows.get(unit.name, {}).items():
            if since != unit.source_hash:
                languages = [Language(row.language) for row in made]
                pieces = word_pieces(made[0].source, unit.czech)
                found.append({"unit": unit, "since": since, "languages": languages, "pieces": pieces})
    return found


def take_over(before, document):
    """Let a new term have the translations of the one before, of each unit that says the same in Czech; what is there
    already stays. One that was stale is stale here too."""
    known = {}
    for unit in units_of(before):
        known.setdefault((unit.kind, " ".join(unit.czech.split())), unit.name)
    rows, there = {}, set(document.translations.values_list("language", "block"))
    for row in before.translations.all():
        rows.setdefault(row.block, []).append(row)
    copies = []
    for unit in units_of(document):
        name = known.get((unit.kind, " ".join(unit.czech.split())))
        for row in rows.get(name, ()):
            if (row.language, unit.name) not in there:
                facts = ("language", "text", "source", "source_hash", "reason", "checked_by_id", "checked_at")
                values = {column: getattr(row, column) for column in facts}
                copies.append(Translation(document=document, block=unit.name, **values))
    Translation.objects.bulk_create(copies)
