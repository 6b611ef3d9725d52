"""Partners from the sheet that each centre has: tried first, nothing is saved; then what was chosen is written down.

Such sheets were never made to be read: whatever one cell cannot mean is left out and said, and the rest of the row
comes in. Between trial and confirmation the rows are carried by the page itself, signed, so that nobody's name stays
anywhere.
"""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import islice
from uuid import UUID, uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.events import record_event
from centres.models import Region
from evaluations.sheets import Broken, SheetProblem, TooMuch, UnreadableSheet, letter, read_table, workbook
from goals.reading import find_personal_data
from goals.sent_forms import made_before, remember
from goals.tables import UNPRINTABLE
from goals.workflow import EditConflict, Refused
from networks.access import require_leading
from networks.fields import with_scheme
from networks.models import Partner, WorkContact
from networks.partners import guard
from networks.partners.keeping import known
from networks.partners.names import Identity, as_ico, guessed_kind, is_ico, like, words_of
from networks.states import Experience, PartnerKind

SALT = "partners-import"
MOST = 1000
KEPT_FOR = 24 * 60 * 60  # seconds from trial to confirmation
NEW, SKIP = "new", "skip"
NOT_KEPT = gettext_lazy("Vyzkoušený soubor už není k dispozici. Nahrajte ho znovu; nic z něj se nezapsalo.")
COLUMNS = {
    "name": (200, "Název", ("organizace", "název organizace", "instituce", "partner", "subjekt", "název subjektu")),
    "kind": (100, "Druh", ("typ", "druh organizace", "typ organizace", "kategorie")),
    "towns": (200, "Města", ("město", "obec", "obce", "sídlo", "lokalita")),
    "ico": (20, "IČO", ("ič", "ico", "ic")),
    "website": (300, "Web", ("www", "webové stránky", "odkaz", "stránky")),
    "experience": (50, "Zkušenost", ("zkušený nebo nový",)),
    "note": (1000, "Poznámka", ("poznámky", "pozn")),
    "person": (150, "Kontaktní osoba", ("jméno", "osoba", "kontakt", "jméno a příjmení", "zástupce")),
    "position": (150, "Funkce", ("pozice", "útvar", "oddělení", "odbor")),
    "email": (254, "E-mail", ("email", "mail", "e-mailová adresa")),
    "phone": (40, "Telefon", ("tel", "telefonní číslo", "mobil")),
}
"""What a cell may hold at most, the heading that the export has, and what people call it."""
BY_HEADING = {words_of(heading): name for name, (_most, own, others) in COLUMNS.items() for heading in (own, *others)}
LABELS = frozenset({"", "tel", "telefon", "mob", "mobil", "mail", "email", "e mail"})
OF_PARTNER = ("name", "kind", "towns", "ico", "website", "experience", "note")
is_address = URLValidator(schemes=["http", "https"])


@dataclass
class PartnerRow:
    """One organisation of the sheet, from one row or more; contacts are facts of work contacts."""

    lines: list[int]
    facts: dict[str, str]
    contacts: list[dict[str, str]] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)  # partners that seem to be the same

    @property
    def identity(self):
        return Identity.of(self.facts["name"], self.facts["towns"], self.facts["ico"], self.facts["kind"])


@dataclass
class PartnerTrial:
    """What a file would bring; the key makes its confirmation idempotent."""

    region: int
    rows: list[PartnerRow] = field(default_factory=list)
    remarks: list[SheetProblem] = field(default_factory=list)
    problem: str = ""
    key: str = field(default_factory=lambda: str(uuid4()))


def try_file(file, region):
    """Read the file as partners of the region; all that is wrong is a remark, but for a file that cannot be read."""
    trial = PartnerTrial(region.pk)
    try:
        rows = _rows(file, trial.remarks)
    except TooMuch:
        trial.problem = _("Soubor je příliš velký. Nahrajte nejvýš 1 000 partnerů najednou.")
    except UnreadableSheet as unreadable:
        trial.problem = str(unreadable)
    else:
        trial.rows = _gathered(rows, trial.remarks)
        find_candidates(trial.rows, region)
        if not trial.rows:
            trial.problem = _("V souboru není žádný partner. Potřebuje řádek s nadpisy a v něm sloupec Název.")
    return trial


def find_candidates(rows, region):
    there = known(region)
    for row in rows:
        row.candidates = like(row.identity, there)


def _rows(file, remarks):
    """Sound facts of each row by column, with the number of the row; raises Unreadable."""
    table = read_table(file, file.name, known=lambda cells: sum(words_of(cell) in BY_HEADING for cell in cells))
    remarks += table.remarks
    lines = list(islice(table.lines, MOST + 2))
    if len(lines) > MOST + 1:
        raise TooMuch("")
    filled = dict(lines)
    for merged in table.merged:  # said once for several rows: it holds for each of them
        value = filled.get(merged.line, {}).get(merged.place)
        if value is not None and merged.last > merged.line and merged.line != min(filled):
            for line in range(merged.line + 1, min(merged.last, merged.line + MOST) + 1):
                filled.setdefault(line, {}).setdefault(merged.place, value)
            said = _("Buňky %(where)s jsou sloučené; hodnota platí pro všechny jejich řádky.") % {"where": merged.where}
            remarks.append(SheetProblem(merged.line, letter(merged.place), said))
    # A title above the table is no row of headings: they are in the first row that names an organisation.
    head = next((line for line in sorted(filled) if "name" in _headings(filled[line]).values()), None)
    if head is None:
        raise UnreadableSheet(_("V souboru chybí sloupec Název (nebo Organizace, Instituce). Doplňte řádek s nadpisy."))
    headings = _headings(filled[head])
    for place, value in filled[head].items():
        if place not in headings:
            unread = _("Sloupec „%(name)s“ se nečte.") % {"name": str(value)[:60]}
            remarks.append(SheetProblem(None, letter(place), unread))
    return [
        (line, _facts(line, cells, headings, remarks))
        for line, cells in sorted(filled.items())
        if line > head and cells
    ]


def _headings(cells):
    """Which column of ours stands at which place; the first of several alike."""
    found = {}
    for place, value in sorted(cells.items()):
        name = BY_HEADING.get(words_of(str(value))) if isinstance(value, str) else None
        if name and name not in found.values():
            found[place] = name
    return found


def _facts(line, cells, headings, remarks):
    facts, values = dict.fromkeys(COLUMNS, ""), {name: cells.get(place, "") for place, name in headings.items()}
    _take_apart(values)
    for name, value in values.items():
        most, heading, _others = COLUMNS[name]

        def leave_out(sentence, heading=heading):
            remarks.append(SheetProblem(line, heading, sentence))

        if isinstance(value, Broken):
            leave_out(value.message)
            continue
        text = " ".join(UNPRINTABLE.sub(" ", str(value)).split())
        if len(text) > most:
            leave_out(_("Text je delší než %(most)s znaků, nezapíše se.") % {"most": most})
        elif sentence := CHECKS.get(name, guard.text_problem if name in OF_PARTNER else lambda _text: "")(text):
            leave_out(sentence)
        else:
            facts[name] = text
    return facts


def _take_apart(values):
    """Sheets often have a person's address and telephone in one cell with the name: each goes where it belongs, and is
    looked at there."""
    for name in ("person", "position"):
        text = values.get(name, "")
        for found in reversed(find_personal_data(text) if isinstance(text, str) else ()):
            if found.code in {"email", "phone"} and not values.get(found.code):
                start, end = found.span
                values[found.code], text = text[start:end], f"{text[:start]},{text[end:]}"
                pieces = (piece.strip(" :-()") for piece in re.split(r"[,;|\n]", text))
                values[name] = ", ".join(piece for piece in pieces if words_of(piece) not in LABELS)


def _ico_problem(text):
    if not text or is_ico(as_ico(text)):
        return ""
    return _("%(ico)s není platné IČO, nezapíše se.") % {"ico": text[:20]}


def _website_problem(text):
    try:
        is_address(with_scheme(text) if text else "https://example.cz")
    except ValidationError:
        return _("„%(text)s“ není adresa webu, nezapíše se.") % {"text": text[:60]}
    return ""


def _email_problem(text):
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        return _("„%(text)s“ není jedna e-mailová adresa, nezapíše se.") % {"text": text[:60]}
    return guard.address_problem(text)


def _number_in_words(text):
    """A birth number in the field of a telephone."""
    return next((one.message for one in find_personal_data(text) if one.code == "birth_number"), "")


CHECKS: dict[str, Callable[[str], str]] = {
    "ico": _ico_problem,
    "website": _website_problem,
    "email": _email_problem,
    "person": guard.text_problem,
    "position": guard.text_problem,
    "phone": _number_in_words,
}


def _gathered(rows, remarks):
    """Rows of one organisation become one, with all their contacts; the first row says what it is."""
    found: list[PartnerRow] = []
    for line, facts in rows:
        if not facts["name"]:
            if any(facts.values()):
                remarks.append(SheetProblem(line, COLUMNS["name"][1], _("Chybí název organizace, řádek se nezapíše.")))
            continue
        row = PartnerRow([line], _as_kept(line, facts, remarks))
        same = next((one for one in found if one.identity.is_same(row.identity)), None)
        if same is None:
            found.append(row)
        else:
            same.lines.append(line)
            for name in OF_PARTNER:
                same.facts[name] = same.facts[name] or row.facts[name]
        contact = _contact(facts)
        if contact and contact not in (same or row).contacts:
            (same or row).contacts.append(contact)
            if sentence := guard.phone_remark(contact["phone"]):
                remarks.append(SheetProblem(line, COLUMNS["phone"][1], sentence))
    for row in found:
        if len(row.lines) > 1:
            facts = {"name": row.facts["name"], "lines": ", ".join(map(str, row.lines))}
            sentence = _("%(name)s je v souboru víckrát (řádky %(lines)s), zapíše se jednou se všemi kontakty.") % facts
            remarks.append(SheetProblem(row.lines[0], "", sentence))
    remarks.sort(key=lambda remark: remark.row or 0)
    return found


def _as_kept(line, facts, remarks):
    """The columns of the partner: what the row says, and what its name lets guess."""
    kind = guessed_kind(facts["kind"]) or guessed_kind(facts["name"])
    if kind is None:
        kind = PartnerKind.OTHER
        sentence = _("Druh se nepoznal, zapíše se „jiné“. Opravíte ho u partnera.")
        remarks.append(SheetProblem(line, COLUMNS["kind"][1], sentence))
    is_new = words_of(facts["experience"]).startswith("nov")
    return {name: facts[name] for name in OF_PARTNER} | {
        "kind": str(kind),
        "ico": as_ico(facts["ico"]) if facts["ico"] else "",
        "website": with_scheme(facts["website"]) if facts["website"] else "",
        "experience": str(Experience.NEW if is_new else Experience.EXPERIENCED),
    }


def _contact(facts):
    """The person or workplace in the row; None where there is none."""
    contact = {"name": facts["person"], **{name: facts[name] for name in ("position", "email", "phone")}}
    if not contact["name"] and not contact["position"]:
        if not contact["email"] and not contact["phone"]:
            return None
        contact["position"] = _("obecný kontakt")
    return contact


def pack(trial, *, by):
    """The rows of the trial as text that nobody can change."""
    facts = {"by": by.pk, "region": trial.region, "key": trial.key, "rows": [asdict(row) for row in trial.rows]}
    return signing.dumps(facts, salt=SALT, compress=True)


def unpack(text, *, by):
    """What `pack` made for this person; raises Refused."""
    try:
        facts = signing.loads(text, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise Refused(NOT_KEPT) from error
    if facts["by"] != by.pk:
        raise Refused(NOT_KEPT)
    return PartnerTrial(facts["region"], [PartnerRow(**row) for row in facts["rows"]], key=facts["key"])


@transaction.atomic
def add_tried(trial, choices, *, by, now=None):
    """Write down the rows of the trial as chosen: for each the id of the partner that it is, "new" or "skip".

    Raises EditConflict where somebody has written one of them meanwhile, with the trial about what there is now.
    """
    now = now or timezone.now()
    # Held, so that two who bring the same sheet do it one after the other.
    region, today = Region.objects.select_for_update().get(pk=trial.region), timezone.localdate(now)
    role = require_leading(by, region, on=today)
    key = UUID(trial.key)
    if made := made_before(key, by, "partners"):
        return list(Partner.objects.filter(pk__in=made))
    seen = [row.candidates for row in trial.rows]
    find_candidates(trial.rows, region)
    if any(set(row.candidates) - set(before) for row, before in zip(trial.rows, seen, strict=True)):
        sentence = _("Některé partnery mezitím zapsal někdo jiný. Podívejte se na ně znovu; nic se nezapsalo.")
        raise EditConflict(trial, sentence)
    written = []
    for row, choice in zip(trial.rows, choices, strict=True):
        if choice == SKIP:
            continue
        if choice == NEW:
            partner = Partner(region=region, **row.facts)
            partner.save(force_insert=True)
        else:
            partner = Partner.objects.select_for_update(no_key=True).get(pk=int(choice))
            if partner.pk not in row.candidates:
                raise Refused(_("Řádek %(line)s: vyberte z nabídky.") % {"line": row.lines[0]})
            require_leading(by, partner.region, on=today)
            for name in ("towns", "ico", "website", "note"):
                setattr(partner, name, getattr(partner, name) or row.facts[name])
            partner.version += 1
            partner.save()
        have = {(one.name, one.email) for one in partner.contacts.on(today)}
        for contact in row.contacts:
            if (contact["name"], contact["email"]) not in have:
                WorkContact.objects.create(partner=partner, valid_from=today, **contact)
        record_event(partner, "import", by=by, role=role, at=now, version=partner.version)
        written.append(partner)
    remember(key, by, "partners", written, at=now)
    return written


def export(partners):
    """The partners in the columns in which they come in, a row for each of their contacts of today."""
    today, rows = timezone.localdate(), []
    for partner in partners.prefetch_related("contacts"):
        about = [partner.name, partner.get_kind_display(), partner.towns, partner.ico, partner.website]
        about += [partner.get_experience_display(), partner.note]
        current = [one for one in partner.contacts.all() if one.valid_until is None or one.valid_until >= today]
        for contact in current or [WorkContact()]:
            rows.append([*about, contact.name, contact.position, contact.email, contact.phone])
    return workbook(_("Partneři"), [heading for _most, heading, _others in COLUMNS.values()], rows)
