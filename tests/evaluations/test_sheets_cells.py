"""Every cell that cannot be meant is named by row and column, with what to do; every cell that can is understood."""

from copy import deepcopy
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from evaluations.fields import AmountField, CountField, PerCentField, PortionField
from evaluations.sheets import SheetRow
from goals.forms.fields import NumberField
from networks.calendar.forms import AnnouncementForm
from networks.surveys.asking_views import PeopleForm
from tests.evaluations.sheets_cast import HEADINGS, csv, problems, read_it, remarks, sound, xlsx

NBSP = "\u00a0"
NO_LINK = "to není odkaz. Zadejte celou adresu, která začíná https://."
# What people type, and what it is in every door; None is refused everywhere.
NUMBERS = [
    ("12", "12"), ("dvanáct", "12"), ("pětatřicet", "35"), ("dvě stě", "200"), ("3,5", "3.5"), ("1 000", "1000"),
    (f"1{NBSP}000", "1000"), ("1 000,50", "1000.50"), ("25 tisíc", "25000"), ("25 tis.", "25000"), ("12 a půl", "12.5"),
    ("10 11", None), ("1 0000", None), ("1.000", None), ("1.000 tisíc", None), ("12 kurzů", None), ("12.", None),
    ("1e3", None), ("asi 12", None), ("１２", None), ("1.000,5", "1000.5"), ("1.000.000", "1000000"), ("1,000", None),
    ("1,000,000", None), ("2½", "2.5"), ("½", "0.5"), ("půl", "0.5"), ("12²", None),
    ("1\u2009000", "1000"), ("1\u202f000", "1000"), ("3.5", "3.5"),
]  # fmt: skip
BAD_TEXTS = [
    ("ON", "", "Datum chybí."),
    ("ON", "31. února", "Den „31. února“ v kalendáři není."),
    ("ON", "31. 2. 2026", "Den „31. 2. 2026“ v kalendáři není."),
    ("ON", "2026-13-01", "Den „2026-13-01“ v kalendáři není."),
    ("ON", "0. 9. 2026", "Den „0. 9. 2026“ v kalendáři není."),
    ("ON", "14. brumairu 2026", "Den „14. brumairu 2026“ v kalendáři není."),
    ("ON", "9/14/2026", "„9/14/2026“ není datum. Napište ho jako 14. 9. 2026."),
    ("ON", "14. 9. 26", "„14. 9. 26“ není datum. Napište ho jako 14. 9. 2026."),
    ("ON", "včera", "„včera“ není datum. Napište ho jako 14. 9. 2026."),
    ("ON", "31. 8. 2026", f"Datum 31.{NBSP}8.{NBSP}2026 není z měsíce září 2026."),
    ("ON", "14. 9. 2025", f"Datum 14.{NBSP}9.{NBSP}2025 není z měsíce září 2026."),
    ("ON", "21. 9. 2026", f"Datum 21.{NBSP}9.{NBSP}2026 teprve bude."),
    ("INDICATOR", "", "Ukazatel chybí."),
    ("INDICATOR", "Klientii", "Ukazatel „Klientii“ neznám. Nemá tu být „Klienti“?"),
    ("INDICATOR", "kurz cestiny", "Ukazatel „kurz cestiny“ neznám. Nemá tu být „Kurzy češtiny“?"),
    ("INDICATOR", "Šachy", "Ukazatel „Šachy“ neznám. Vyberte ho ze seznamu v šabloně."),
    ("INDICATOR", "a" * 500, f"Ukazatel „{'a' * 39}…“ neznám. Vyberte ho ze seznamu v šabloně."),
    ("AMOUNT", "", "Počet chybí."),
    ("AMOUNT", "hodně", "„hodně“ není číslo. Napište třeba 12 nebo 12,5."),
    ("AMOUNT", "1e9", "„1e9“ není číslo. Napište třeba 12 nebo 12,5."),
    ("AMOUNT", "1 2", "„1 2“ není číslo. Napište třeba 12 nebo 12,5."),
    ("AMOUNT", "12 osob", "„12 osob“ není číslo. Napište třeba 12 nebo 12,5."),
    ("AMOUNT", "NaN", "„NaN“ není číslo. Napište třeba 12 nebo 12,5."),
    ("AMOUNT", "12 %", "„12 %“ není číslo. Napište třeba 12 nebo 12,5."),
    ("AMOUNT", "-3", "Počet −3 je záporný. Zadejte číslo od nuly výš."),
    ("AMOUNT", "−3", "Počet −3 je záporný. Zadejte číslo od nuly výš."),
    ("AMOUNT", "1000000,01", f"Počet 1{NBSP}000{NBSP}000,01 je příliš velký, nejvýš může být 1{NBSP}000{NBSP}000."),
    ("AMOUNT", "12,345", "Zadejte nejvýše dvě desetinná místa. Tisíce oddělte mezerou."),
    ("AMOUNT", "1.000", "Zadejte nejvýše dvě desetinná místa. Tisíce oddělte mezerou."),
    ("TITLE", "x" * 201, "Text má 201 znaků, vejde se jich nejvýše 200. Zkraťte ho."),
    ("TOPIC", "x" * 101, "Text má 101 znaků, vejde se jich nejvýše 100. Zkraťte ho."),
    ("NOTE", "x" * 2001, f"Text má 2{NBSP}001 znaků, vejde se jich nejvýše 2{NBSP}000. Zkraťte ho."),
    ("PARTICIPANTS", "hodně", "„hodně“ není číslo. Napište třeba 12 nebo 12,5."),
    ("PARTICIPANTS", "1,5", f"Účastníků je 1,5. Zadejte celé číslo od 0 do 1{NBSP}000{NBSP}000."),
    ("PARTICIPANTS", "-1", f"Účastníků je −1. Zadejte celé číslo od 0 do 1{NBSP}000{NBSP}000."),
    ("LINKS", "www.example.cz", f"„www.example.cz“: {NO_LINK}"),
    ("LINKS", "ftp://example.cz/", f"„ftp://example.cz/“: {NO_LINK}"),
    ("LINKS", "http://[::1", f"„http://[::1“: {NO_LINK}"),
    ("LINKS", "javascript:alert(1)", f"„javascript:alert(1)“: {NO_LINK}"),
    ("LINKS", "https://a.cz/ https://b.cz/", f"„https://a.cz/ https://b.cz/“: {NO_LINK}"),
    (
        "LINKS",
        f"https://example.cz/{'x' * 482}",
        f"„https://example.cz/{'x' * 20}…“: odkaz má 501 znaků, vejde se jich nejvýše 500. Zkraťte ho.",
    ),
]
BAD_VALUES = [
    ("LINKS", "https://a.cz/\nwww.b.cz", f"„www.b.cz“: {NO_LINK}"),
    (
        "LINKS",
        "\n".join(f"https://a.cz/{number}" for number in range(1, 12)),
        "„https://a.cz/11“: vejde se nejvýše 10 odkazů. Nechte ty nejdůležitější.",
    ),
    ("LINKS", "https://a.cz/\n" * 200, f"Text má 2{NBSP}799 znaků, vejde se jich nejvýše 2{NBSP}000. Zkraťte ho."),
    ("ON", 46279, "V buňce je číslo 46279, ne datum. Nastavte jí formát data."),
    ("ON", datetime(2026, 10, 1), f"Datum 1.{NBSP}10.{NBSP}2026 není z měsíce září 2026."),
    ("ON", time(10, 30), "„10:30:00“ není datum. Napište ho jako 14. 9. 2026."),
    ("AMOUNT", -3, "Počet −3 je záporný. Zadejte číslo od nuly výš."),
    (
        "AMOUNT",
        1e9,
        f"Počet 1{NBSP}000{NBSP}000{NBSP}000 je příliš velký, nejvýš může být 1{NBSP}000{NBSP}000.",
    ),
    ("AMOUNT", 0.125, "Zadejte nejvýše dvě desetinná místa. Tisíce oddělte mezerou."),
    ("AMOUNT", True, "„PRAVDA“ není číslo. Napište třeba 12 nebo 12,5."),
    (
        "AMOUNT",
        datetime(2026, 5, 1),
        f"V buňce je datum 1.{NBSP}5.{NBSP}2026, ne číslo. Nastavte jí formát čísla a napište ho znovu.",
    ),
    ("AMOUNT", "=SUM(A1:A9)", "V buňce je vzorec. Vložte místo něj hodnotu."),
    ("NOTE", '=HYPERLINK("https://example.cz/")', "V buňce je vzorec. Vložte místo něj hodnotu."),
    ("AMOUNT", "#N/A", "V buňce je chyba #N/A. Vložte místo ní hodnotu."),
    ("PARTICIPANTS", 12.5, f"Účastníků je 12,5. Zadejte celé číslo od 0 do 1{NBSP}000{NBSP}000."),
]
UNDERSTOOD = [
    ("ON", "14. 9. 2026", date(2026, 9, 14)),
    ("ON", "14.9.2026", date(2026, 9, 14)),
    ("ON", "14.09.2026", date(2026, 9, 14)),
    ("ON", f"14.{NBSP}9.{NBSP}2026", date(2026, 9, 14)),
    ("ON", "2026-09-14", date(2026, 9, 14)),
    ("ON", "14. září 2026", date(2026, 9, 14)),
    ("ON", "14. ZARI", date(2026, 9, 14)),
    ("ON", "14. 9.", date(2026, 9, 14)),
    ("ON", "20. 9. 2026", date(2026, 9, 20)),
    ("INDICATOR", "klienti", "clients"),
    ("INDICATOR", "  KURZY  CESTINY ", "language-courses"),
    ("INDICATOR", "kurzy čj", "language-courses"),
    ("AMOUNT", "0", Decimal(0)),
    ("AMOUNT", "1 000", Decimal(1000)),
    ("AMOUNT", f"1{NBSP}000", Decimal(1000)),
    ("AMOUNT", "1000", Decimal(1000)),
    ("AMOUNT", "12,5", Decimal("12.5")),
    ("AMOUNT", "12.50", Decimal("12.5")),
    ("AMOUNT", "1 000 000", Decimal(1_000_000)),
    ("TITLE", "x" * 200, "x" * 200),
    ("TITLE", " Beseda  pro\trodiče ", "Beseda pro rodiče"),
    ("TITLE", "Pr\u030cednáška", "Přednáška"),
    ("PARTICIPANTS", "", None),
    ("PARTICIPANTS", "1 000", 1000),
    ("LINKS", "", ""),
    ("LINKS", "HTTP://example.cz/a?b=1", "HTTP://example.cz/a?b=1"),
    ("LINKS", f"https://a.cz/{'x' * 487}", f"https://a.cz/{'x' * 487}"),
]
VALUES_UNDERSTOOD = [
    ("ON", date(2026, 9, 14), date(2026, 9, 14)),
    ("ON", datetime(2026, 9, 14, 17, 30), date(2026, 9, 14)),
    ("AMOUNT", 12.5, Decimal("12.5")),
    ("AMOUNT", 0.1 + 0.2, Decimal("0.3")),
    ("AMOUNT", 1_000_000, Decimal(1_000_000)),
    ("TITLE", 2026, "2026"),
    ("TITLE", 3.5, "3,5"),
    ("TITLE", date(2026, 9, 14), "14. 9. 2026"),
    ("NOTE", "první\r\ndruhá", "první\ndruhá"),
    ("LINKS", " https://a.cz/ \r\n\r\nhttps://b.cz/", "https://a.cz/\nhttps://b.cz/"),
    ("PARTICIPANTS", 18.0, 18),
]
FIELDS = ["on", "indicator", "amount", "title", "topic", "participants", "note", "links"]


def heading(column):
    return HEADINGS[FIELDS.index(column.lower())]


@pytest.mark.parametrize(("column", "text", "sentence"), BAD_TEXTS)
def test_bad_text_is_named_by_row_and_column(column, text, sentence):
    row = sound(**{column: text})

    found = [problems(xlsx(sound(), row)), problems(csv(sound(), row), "zaznamy.csv")]

    assert found == [[f"Řádek 3, sloupec {heading(column)}: {sentence}"]] * 2


@pytest.mark.parametrize(("column", "value", "sentence"), BAD_VALUES)
def test_bad_value_of_a_spreadsheet_is_named_by_row_and_column(column, value, sentence):
    data = xlsx(sound(), sound(**{column: value}))

    assert problems(data) == [f"Řádek 3, sloupec {heading(column)}: {sentence}"]


@pytest.mark.parametrize("column", ["ON", "INDICATOR", "AMOUNT", "TITLE", "TOPIC", "PARTICIPANTS", "NOTE", "LINKS"])
@pytest.mark.parametrize("char", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ufffe"])
def test_character_that_cannot_be_stored_is_named(column, char):
    data = csv(sound(**{column: f"1{char}"}))

    assert problems(data, "zaznamy.csv") == [
        f"Řádek 2, sloupec {heading(column)}: Na 2. místě textu je znak, který nejde uložit ani vytisknout. Smažte ho."
    ]


@pytest.mark.parametrize(
    ("amount", "sentences"),
    [
        ("100", []),
        ("100 %", []),
        ("100,01", ["Řádek 2, sloupec Počet: Procent je 100,01, nejvýš jich může být 100."]),
        ("101 %", ["Řádek 2, sloupec Počet: Procent je 101, nejvýš jich může být 100."]),
    ],
)
def test_per_cent_above_a_hundred_are_named(amount, sentences):
    row = sound(INDICATOR="Podíl obsazených míst", AMOUNT=amount)

    assert problems(xlsx(row)) == sentences


def test_amount_in_the_format_of_per_cent_is_read_as_it_is_seen():
    def as_per_cent(sheet):
        sheet["C2"].number_format = "0 %"

    data = xlsx(sound(INDICATOR="Podíl obsazených míst", AMOUNT=0.07), change=as_per_cent)

    assert [row.amount for row in read_it(data).rows] == [7]


def test_cell_in_the_format_of_per_cent_is_no_count():
    def as_per_cent(sheet):
        sheet["C2"].number_format = "0 %"

    data = xlsx(sound(AMOUNT=0.5), change=as_per_cent)

    assert problems(data) == ["Řádek 2, sloupec Počet: „50 %“ není číslo. Napište třeba 12 nebo 12,5."]


def test_what_is_hidden_in_a_workbook_is_read_and_remarked():
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    sheet = read_it(xlsx(sound(), sound(TITLE="Jiná"), change=hide))

    assert [row.line for row in sheet.rows] == [2, 3]
    assert [remark.in_words() for remark in sheet.remarks] == [
        "Řádek 2: Řádek je v sešitu skrytý, přečetl se také.",
        "Sloupec C: Sloupec je v sešitu skrytý, přečetl se také.",
    ]


def test_month_may_be_named_in_the_first_case():
    sheet = read_it(xlsx(sound(ON="12. listopad 2026")), month=(2026, 11), today=date(2026, 11, 30))

    assert [row.on for row in sheet.rows] == [date(2026, 11, 12)]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
def test_line_that_names_the_delimiter_is_understood(first):
    sheet = read_it(f"{first}\r\n".encode() + csv(sound(), sound(ON="včera")), "zaznamy.csv")

    assert [row.line for row in sheet.rows] == [2]
    assert [problem.row for problem in sheet.problems] == [3]


def test_everything_wrong_in_a_row_is_named_at_once():
    data = xlsx(["31. 2. 2026", "Šachy", -3, "x" * 201, "", "půl", "", "odkaz"])

    assert [problem.column for problem in read_it(data).problems] == [
        "Datum",
        "Ukazatel",
        "Počet",
        "Název",
        "Účastníků",
        "Odkazy",
    ]


def test_sound_rows_stand_beside_problems():
    sheet = read_it(xlsx(sound(), sound(AMOUNT=-3), sound(TITLE="Jiná")))

    assert [row.line for row in sheet.rows] == [2, 4]
    assert [problem.row for problem in sheet.problems] == [3]


@pytest.mark.parametrize(("column", "text", "value"), UNDERSTOOD)
def test_text_is_understood(column, text, value):
    row = sound(**{column: text})

    sheets = [read_it(xlsx(row)), read_it(csv(row), "zaznamy.csv")]

    assert [[getattr(row, column.lower()) for row in sheet.rows] for sheet in sheets] == [[value]] * 2


@pytest.mark.parametrize(("column", "typed", "value"), VALUES_UNDERSTOOD)
def test_value_of_a_spreadsheet_is_understood(column, typed, value):
    sheet = read_it(xlsx(sound(**{column: typed})))

    assert [getattr(row, column.lower()) for row in sheet.rows] == [value]


def test_whole_row_is_read():
    sheet = read_it(xlsx(sound(ON=date(2026, 9, 14))))

    assert sheet.problems == sheet.remarks == ()
    assert sheet.rows == (
        SheetRow(
            line=2,
            on=date(2026, 9, 14),
            indicator="clients",
            amount=Decimal(12),
            title="Beseda pro rodiče",
            topic="bydlení",
            participants=18,
            note="Přišli i noví.",
            links="https://example.cz/beseda",
        ),
    )


def test_row_like_an_earlier_one_is_only_remarked():
    data = xlsx(sound(), sound(TITLE="Jiná"), sound())

    assert problems(data) == []
    assert remarks(data) == ["Řádek 4: Je stejný jako řádek 2."]


def in_sheet(name, typed, **others):
    """What the cell says; None where it is refused."""
    rows = read_it(csv(sound(**{name: typed}, **others)), "zaznamy.csv").rows
    return getattr(rows[0], name.lower()) if rows else None


@pytest.mark.parametrize(("typed", "number"), NUMBERS)
def test_number_is_the_same_in_every_door(typed, number):
    def read(field):
        try:
            return field.clean(typed)
        except ValidationError:
            return None

    whole = [
        CountField(most=10**6),
        *deepcopy([PeopleForm.base_fields["people"], AnnouncementForm.base_fields["weeks"]]),
    ]
    for field in whole[1:]:
        field.most = 10**6
    expected = number and Decimal(number)
    of_people = expected if expected is None or expected == int(expected) else None

    assert {*map(read, [NumberField(), AmountField(), PortionField()]), in_sheet("AMOUNT", typed)} == {expected}
    assert {*map(read, whole), in_sheet("PARTICIPANTS", typed)} == {of_people}


def test_per_cent_is_the_same_in_a_form_and_in_a_sheet():
    share = {"INDICATOR": "Podíl obsazených míst"}

    assert PerCentField().clean("80 %") == in_sheet("AMOUNT", "80 %", **share) == 80
    assert PortionField(takes_per_cent=True).clean("45 z 60").amount == in_sheet("AMOUNT", "45 z 60", **share)
    with pytest.raises(ValidationError):
        AmountField().clean("80 %")
