"""What is written is read again as it was, and no bytes at all make the reading fail."""

import csv
import io
import unicodedata
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evaluations.sheets import RecordColumn, Sheet, SheetRow, write_csv, write_xlsx
from tests.evaluations.sheets_cast import INDICATORS, read_it, sound, with_parts, xlsx

OUT_OF_SHEETS = "\ufffe\uffff"
CHARS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=OUT_OF_SHEETS)
TRICKS = st.sampled_from(["=1+1", "'=1", "''@a", "+420", "-3", "@kdo", '"', ";", ",", "#N/A", "TRUE", "12", "_x0041_"])


def one_line(text):
    return unicodedata.normalize("NFC", " ".join(text.replace("\u2028", " ").replace("\u2029", " ").split(" "))).strip()


def texts(most, *, chars=CHARS):
    return (st.text(chars) | st.builds(str.__add__, TRICKS, st.text(chars, max_size=9))).map(
        lambda text: one_line(" ".join(text.split()))[:most].strip()
    )


def notes():
    lines = st.lists(texts(100), min_size=1, max_size=3).map("\n".join)
    return lines.map(str.strip)


def links():
    """None to ten, also with what could break a cell, each on its line."""
    one = st.sampled_from(
        ["https://example.cz/?a=1;b", "http://example.cz/%C5%99", 'https://a.cz/"x",y', "HTTP://B.cz"]
    )
    return st.lists(one, max_size=10).map("\n".join)


@st.composite
def rows(draw):
    several = draw(
        st.lists(
            st.builds(
                SheetRow,
                line=st.just(0),
                on=st.integers(0, 29).map(lambda days: date(2026, 9, 1) + timedelta(days)),
                indicator=st.sampled_from(sorted({known.key for known in INDICATORS.values()})),
                amount=st.decimals(0, 100, places=2),
                title=texts(200),
                topic=texts(100),
                participants=st.none() | st.integers(0, 1_000_000),
                note=notes(),
                links=links(),
            ),
            min_size=1,
            max_size=5,
        )
    )
    return tuple(SheetRow(**(vars(row) | {"line": line})) for line, row in enumerate(several, 2))


HARD = SheetRow(2, date(2026, 9, 30), "clients", Decimal("0.01"), "'=1", "=1", 0, "@a\n-b", "")


@given(rows())
@example((HARD,))
@pytest.mark.parametrize(("write", "name"), [(write_xlsx, "a.xlsx"), (write_csv, "a.csv")])
def test_written_rows_are_read_as_they_were(write, name, rows):
    data = write(rows, INDICATORS)

    sheet = read_it(data, name, today=date(2026, 9, 30))

    assert (sheet.rows, sheet.problems) == (rows, ())


def test_amounts_survive_to_the_last_place():
    amounts = [Decimal(cents) / 100 for cents in range(99_900_001, 100_000_001, 997)]
    rows = tuple(SheetRow(line, date(2026, 9, 1), "clients", amount) for line, amount in enumerate(amounts, 2))

    assert read_it(write_xlsx(rows, INDICATORS)).rows == rows
    assert read_it(write_csv(rows, INDICATORS), "a.csv").rows == rows


class TestAnyBytes:
    @given(st.binary())
    @pytest.mark.parametrize("name", ["a.xlsx", "a.csv", ""])
    @pytest.mark.parametrize("start", [b"", b"PK\x03\x04", "Datum;Ukazatel;Počet\r\n".encode()])
    def test_any_bytes_give_a_sheet(self, start, name, data):
        assert isinstance(read_it(start + data, name), Sheet)

    @given(st.lists(st.lists(st.text(max_size=20), max_size=9), max_size=5))
    def test_any_texts_give_a_sheet(self, table):
        stream = io.StringIO()
        csv.writer(stream, delimiter=";").writerows([list(RecordColumn), *table])

        sheet = read_it(stream.getvalue().encode("utf-8", "surrogatepass"), "a.csv")

        assert isinstance(sheet, Sheet)

    WORKBOOK = xlsx(sound(), sound(TITLE=date(2026, 9, 1)))

    @given(st.data())
    def test_any_damage_to_a_workbook_gives_a_sheet(self, data):
        start = data.draw(st.integers(0, len(self.WORKBOOK)))
        stop = data.draw(st.integers(start, min(start + 50, len(self.WORKBOOK))))
        damaged = self.WORKBOOK[:start] + data.draw(st.binary(max_size=50)) + self.WORKBOOK[stop:]

        assert isinstance(read_it(damaged), Sheet)

    @given(st.data())
    def test_any_damage_inside_a_workbook_gives_a_sheet(self, data):
        with zipfile.ZipFile(io.BytesIO(self.WORKBOOK)) as source:
            name = data.draw(st.sampled_from(source.namelist()))
            part = source.read(name)
        start = data.draw(st.integers(0, len(part)))
        stop = data.draw(st.integers(start, min(start + 50, len(part))))
        damaged = part[:start] + data.draw(st.binary(max_size=20)) + part[stop:]

        assert isinstance(read_it(with_parts(self.WORKBOOK, **{name.split("/")[-1].split(".")[0]: damaged})), Sheet)

    ATTRIBUTES = st.sampled_from(["", "0", "1", "99", "-1", "n", "s", "b", "d", "e", "str", "inlineStr", "A1", "XFE1"])
    VALUES = st.sampled_from(
        ["", "1", "-1", "1e999", "nan", "1e9", "0.5", "9" * 5000, "2026-09-14", "x", "60", "1E-400"]
    )

    @given(st.lists(st.tuples(*[ATTRIBUTES] * 3, VALUES, st.sampled_from(["v", "f", "t"])), max_size=9))
    def test_any_cells_give_a_sheet(self, cells):
        row = "".join(
            f"<c r={quoteattr(place)} t={quoteattr(kind)} s={quoteattr(style)}><{tag}>{value}</{tag}></c>"
            for place, kind, style, value, tag in cells
        )
        with zipfile.ZipFile(io.BytesIO(self.WORKBOOK)) as source:
            sheet = source.read("xl/worksheets/sheet1.xml").decode()

        data = with_parts(self.WORKBOOK, sheet1=sheet.replace("</sheetData>", f'<row r="4">{row}</row></sheetData>'))

        assert isinstance(read_it(data), Sheet)
