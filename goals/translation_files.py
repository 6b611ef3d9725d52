"""A language of the commitment as a file to work on elsewhere, and back: .po for programs of translators, .xlsx for all
others. What comes in is tried first; it counts as unread, and as made from the Czech that stands beside it."""

import hashlib
import io
import re
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from centres.events import record_event
from centres.languages import CZECH, Language
from goals.importing import UNKNOWN, language_of
from goals.models import Translation
from goals.models.documents import LONGEST_WORDING
from goals.models.translations import TranslationState, source_hash
from goals.parity import differences
from goals.tables import UNPRINTABLE
from goals.translating import TranslationUnit, czech_of, in_language, require_language
from goals.workbook_weight import Scales
from goals.workflow import EditConflict, Refused, lock_document
from goals.zipped import Unsound

LARGEST = 2 * 1024 * 1024
SALT, KEPT_FOR = "translations-import", 24 * 60 * 60  # seconds from trial to confirmation
COLUMNS = ("blok", "kde", "česky", "překlad", "stav")
WIDTHS = (16, 28, 60, 60, 18)
MOST_ROWS = 5000
FEWEST_OURS = 0.5  # of the blocks in a file; with less it is of another commitment
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def mark_of(document):
    """By which a file tells of which commitment it is."""
    return f"zavazek-{document.pk}"


# Out


def written(document, language, format):
    """The file and its content type."""
    units = in_language(document, language)
    if format == "po":
        return _po(document, language, units).encode(), "text/x-gettext-translation; charset=utf-8"
    return _xlsx(document, language, units), XLSX


def _po(document, language, units):
    header = {
        "Project-Id-Version": mark_of(document),
        "Language": language.value,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    entries = ['msgid ""\nmsgstr ""\n' + "\n".join(_quoted(f"{name}: {value}\n") for name, value in header.items())]
    for one in units:
        lines = [f"#. {one.unit.place}"]
        if one.row and one.state != TranslationState.FRESH:
            lines.append("#, fuzzy")
        if one.state == TranslationState.STALE:
            lines.append(f"#| msgid {_quoted(one.row.source)}")
        lines += [f"msgctxt {_quoted(one.unit.name)}", f"msgid {_quoted(one.unit.czech)}"]
        entries.append("\n".join([*lines, f"msgstr {_quoted(one.row.text if one.row else '')}"]))
    return "\n\n".join(entries) + "\n"


def _quoted(text):
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


def _xlsx(document, language, units):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(language.value)
    sheet.freeze_panes = "A3"
    for at, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDE"[at]].width = width
    rows = [(mark_of(document), language.value), COLUMNS]
    rows += [
        (one.unit.name, one.unit.place, one.unit.czech, one.row.text if one.row else "", str(one.state.label))
        for one in units
    ]
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, UNPRINTABLE.sub("", value))
            cell.data_type = "s"  # never a formula, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# In


@dataclass(frozen=True)
class FileRow:
    """One line of a file: the name of the unit, the Czech beside it, and what it says; `where` for people."""

    name: str
    czech: str
    text: str
    where: str


@dataclass(frozen=True)
class TriedRow:
    """What would become of a line; `said` is what the guard sees, `is_older` that its Czech is not today's."""

    unit: TranslationUnit
    czech: str
    text: str
    before: str
    version: int
    said: tuple[str, ...] = ()
    is_older: bool = False


@dataclass(frozen=True)
class LanguageTrial:
    rows: tuple[TriedRow, ...]
    remarks: tuple[str, ...] = ()


def tried(file, document, language):
    """What the file would change; raises Refused for one that cannot be of this commitment and language."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(_("Soubor je větší než 2 MB. Překlady závazku tolik nezaberou; vyberte ten správný."))
    read = _read_po if file.name.lower().endswith(".po") else _read_xlsx
    mark, code, rows = read(data)
    if code and code != language.value:
        facts = {"code": code, "language": language.label}
        raise Refused(_("Soubor je v jazyce „%(code)s“, tady se nahrává %(language)s.") % facts)
    units = {one.unit.name: one for one in in_language(document, language)}
    ours = sum(row.name in units for row in rows)
    if (mark and mark != mark_of(document)) or ours < FEWEST_OURS * len(rows):
        raise Refused(_("Soubor patří k jinému závazku. Stáhněte si ten, který k tomuto patří, a překlady přeneste."))
    if not any(row.text for row in rows):
        raise Refused(_("V souboru není žádný překlad."))
    _refuse_other_language(rows, language)
    remarks, found, seen = [], [], set()
    for row in rows:
        if row.name not in units:
            remarks.append(_("%(where)s: taková část v závazku není; vynechá se.") % {"where": row.where})
        elif row.name in seen:
            remarks.append(_("%(where)s: tato část je v souboru podruhé; platí první.") % {"where": row.where})
        elif len(row.text) > LONGEST_WORDING:
            facts = {"where": row.where, "most": LONGEST_WORDING}
            remarks.append(_("%(where)s: překlad je delší než %(most)s znaků; vynechá se.") % facts)
        elif row.text and _is_news(units[row.name], row):
            found.append(_try(units[row.name], row, language))
        seen.add(row.name)
    return LanguageTrial(tuple(found), tuple(remarks))


def _is_news(one, row):
    return one.row is None or (one.row.text, one.row.source_hash) != (row.text, source_hash(row.czech))


def _try(one, row, language):
    said = differences(row.czech, row.text, language)
    is_older = source_hash(row.czech) != one.unit.source_hash
    before, version = (one.row.text, one.row.version) if one.row else ("", 0)
    return TriedRow(one.unit, row.czech, row.text, before, version, tuple(said), is_older)


def _refuse_other_language(rows, language):
    """By all words together: single ones can be of several languages."""
    found = language_of(" ".join(row.text for row in rows))
    expected = CZECH if language == Language.SIMPLE else language.value
    if found in {"", expected}:
        return
    name = _("jiný jazyk") if found == UNKNOWN else f"„{found}“"
    raise Refused(
        _("Překlady vypadají jako %(found)s, tady se nahrává %(language)s.")
        % {"found": name, "language": language.label}
    )


def _clean(text):
    return " ".join(UNPRINTABLE.sub("", str(text or "")).split())


# Nothing is given back (*+): to remember where it could be takes 160 bytes for each letter of a long line.
PO_LINE = re.compile(r'(?:(msgctxt|msgid|msgstr(?:\[\d+\])?)\s*)?"((?:[^"\\]++|\\.)*+)"\s*')
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


def _read_po(data):
    """Mark, language and entries. The format as msgfmt knows it, without plurals, which a commitment has none of."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("Soubor .po není v UTF-8. Uložte ho v tomto kódování.")) from None
    entries, current, key = [], {}, ""
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        line = line.strip()
        if line.startswith("#") or not line:
            if not line and "msgid" in current:
                entries.append(current)
                current = {}
            continue
        match = PO_LINE.fullmatch(line)
        translates_nothing = match and (match[1] or "").startswith("msgstr") and "msgid" not in current
        if match is None or not (match[1] or key) or translates_nothing:
            facts = {"number": number, "line": line[:60]}
            raise Refused(_("Řádek %(number)s souboru .po nejde přečíst: %(line)s") % facts)
        if match[1] in {"msgctxt", "msgid"} and "msgstr" in current:  # entries without a line between
            entries.append(current)
            current = {}
        key = match[1] or key
        current.setdefault("line", number)
        current.setdefault(key, []).append(re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), match[2]))
    if len(entries) > MOST_ROWS:
        raise Refused(_("Soubor .po má víc než %(most)s položek, závazek jich tolik nemá.") % {"most": MOST_ROWS})
    for entry in entries:
        entry |= {key: "".join(pieces) for key, pieces in entry.items() if key != "line"}
    head = next((entry for entry in entries if not entry["msgid"]), {})
    facts = dict(line.partition(": ")[::2] for line in head.get("msgstr", "").splitlines())
    rows = [
        FileRow(
            entry.get("msgctxt", ""),
            _clean(entry["msgid"]),
            _clean(entry.get("msgstr")),
            _("řádek %(number)s") % {"number": entry["line"]},
        )
        for entry in entries
        if entry["msgid"]
    ]
    if not rows:
        raise Refused(_("V souboru .po nejsou žádné položky."))
    return facts.get("Project-Id-Version", ""), facts.get("Language", "").strip(), rows


NO_TABLE = _("Soubor nejde otevřít jako tabulka .xlsx. Uložte ho znovu v tomto formátu.")


def _read_xlsx(data):
    try:
        Scales().weigh(data)
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        lines = [list(line) for _number, line in zip(range(MOST_ROWS), sheet.iter_rows(values_only=True), strict=False)]
    except Unsound as unsound:
        raise Refused(str(unsound) or NO_TABLE) from unsound
    except Exception as error:  # damaged data make the libraries raise whatever they lead to: ExpatError, TypeError
        raise Refused(NO_TABLE) from error
    wanted = list(COLUMNS[:4])
    heading = next((at for at, line in enumerate(lines) if [_clean(one) for one in line[:4]] == wanted), None)
    if heading is None:
        names = ", ".join(wanted)
        raise Refused(_("V tabulce chybí řádek s nadpisy sloupců: %(names)s.") % {"names": names})
    mark, code = ([_clean(one) for one in lines[0][:2]] + ["", ""])[:2] if heading else ("", "")
    rows = []
    for number, line in enumerate(lines[heading + 1 :], start=heading + 2):
        name, _place, czech, text = ([_clean(one) for one in line] + [""] * 4)[:4]
        if name or czech or text:
            rows.append(FileRow(name, czech, text, _("řádek %(number)s") % {"number": number}))
    if not rows:
        raise Refused(_("V tabulce nejsou žádné řádky."))
    return mark, code, rows


# From the trial to saving


def pack(trial, document, language, *, by):
    """The rows of the trial as text that nobody can change."""
    rows = [[row.unit.name, row.czech, row.text, row.version] for row in trial.rows]
    return signing.dumps([[document.pk, language.value, by.pk], rows], salt=SALT, compress=True)


def unpack(text, document, language, *, by):
    try:
        place, rows = signing.loads(text, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        place, rows = None, []
    if place != [document.pk, language.value, by.pk]:
        raise Refused(_("Vyzkoušený soubor už není k dispozici. Nahrajte ho znovu; nic z něj se neuložilo."))
    return rows


def import_language(document, language, rows, *, by, now=None):
    """Save rows of a trial (name, Czech, text, version) as translations that nobody has read; all or nothing, and how
    many. EditConflict where somebody else saved one meanwhile. Idempotent."""
    now = now or timezone.now()
    with transaction.atomic():
        document = lock_document(document.pk)
        role = require_language(by, language, now)
        there = {row.block: row for row in document.translations.filter(language=language)}
        known = czech_of(document)
        same = {(name, row.text, row.source_hash) for name, row in there.items()}
        news = [row for row in rows if row[0] in known and (row[0], row[2], source_hash(row[1])) not in same]
        for name, _czech, _text, version in news:
            if (there[name].version if name in there else 0) != version:
                raise EditConflict(None, _("Některé překlady mezitím uložil někdo jiný. Nahrajte soubor znovu."))
        for name, czech, text, version in news:
            facts = {"text": text, "source": czech, "source_hash": source_hash(czech), "version": version + 1}
            facts |= {"reason": "", "checked_by": None, "checked_at": None}
            place = {"document": document, "language": language, "block": name}
            Translation.objects.update_or_create(**place, defaults=facts)
        if news:
            content = "\n".join(f"{name}: {text}" for name, _czech, text, _version in news)
            facts = {"comment": Language(language).label, "content": content}
            facts["fingerprint"] = hashlib.sha256(content.encode()).hexdigest()[:16]
            record_event(document, "import_language", by=by, role=role, at=now, **facts)
        return len(rows)
