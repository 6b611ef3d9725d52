"""What comes out: real numbers and days, texts that never become formulas, a template that helps."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from evaluations.sheets import RecordColumn, SheetRow, template, template_csv, workbook, write_csv, write_xlsx
from tests.evaluations.sheets_cast import HEADINGS, INDICATORS, problems, read_it, remarks, saved

ROW = SheetRow(2, date(2026, 9, 14), "clients", Decimal("12.5"), "=1+1", "-x", 3, "@a", "https://example.cz/")


def opened(data):
    return load_workbook(io.BytesIO(data))


def cells(data):
    return list(opened(data).active.iter_rows())


class TestWorkbook:
    def test_numbers_and_days_keep_their_kind(self):
        moment = datetime(2026, 9, 14, 15, 30, tzinfo=UTC)
        row = [12, Decimal("12.5"), 0.25, date(2026, 9, 14), moment, None, True]

        _headings, written = cells(workbook("Přehled", list("ABCDEFG"), [row]))

        assert [cell.value for cell in written] == [
            12,
            12.5,
            0.25,
            datetime(2026, 9, 14),
            datetime(2026, 9, 14, 17, 30),
            None,
            "ano",
        ]
        assert [cell.data_type for cell in written] == ["n", "n", "n", "d", "d", "n", "s"]
        assert written[3].number_format == r"d\.\ m\.\ yyyy"

    @pytest.mark.parametrize("text", ["=1+1", "+420 123", "-3", "@kdo", "'=1", "#N/A", "TRUE", "12", " =1", "＝1"])
    def test_text_stays_a_text(self, text):
        _headings, [cell] = cells(workbook("Přehled", ["A"], [[text]]))

        assert (cell.data_type, cell.value) == ("s", text)

    @pytest.mark.parametrize(("text", "quoted"), [("=1", True), ("-x", True), ("x=1", False)])
    def test_text_like_a_formula_is_marked_so_that_it_stays_one_when_it_is_edited(self, text, quoted):
        _headings, [cell] = cells(workbook("Přehled", ["A"], [[text]]))

        assert bool(cell.quotePrefix) == quoted

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("a\x00b\x0bc\ufffed", "a b c d"),
            ("a\r\nb", "a\nb"),
            (Decimal("NaN"), "NaN"),
            (float("inf"), "inf"),
            (2**60, str(2**60)),
            (date(1850, 1, 2), "2.\u00a01.\u00a01850"),
            (RecordColumn.ON, "Datum"),
        ],
    )
    def test_what_a_spreadsheet_cannot_hold_is_written_out(self, value, written):
        _headings, [cell] = cells(workbook("Přehled", ["A"], [[value]]))

        assert cell.value == written

    def test_headings_are_bold_and_stay_in_sight(self):
        data = workbook("Přehled", ["Centrum", "=Počet"], [["Praha", 1]])

        [headings, _row] = cells(data)

        assert [(cell.value, cell.font.b, cell.data_type) for cell in headings] == [
            ("Centrum", True, "s"),
            ("=Počet", True, "s"),
        ]
        assert opened(data).active.freeze_panes == "A2"
        assert opened(data).active.print_title_rows == "$1:$1"

    def test_columns_are_as_wide_as_their_texts_within_limits(self):
        sheet = opened(workbook("Přehled", ["A", "B", "C"], [["x", "x" * 30, "x" * 300]])).active

        assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [10, 32, 60]

    @pytest.mark.parametrize(
        ("title", "written"),
        [("Plnění 1/2026: [vše]", "Plnění 1 2026 vše"), ("x" * 40, "x" * 31), ("", "List"), ("'a'", "a")],
    )
    def test_title_becomes_a_name_that_a_sheet_may_have(self, title, written):
        assert opened(workbook(title, ["A"], [])).sheetnames == [written]


class TestRecords:
    def test_columns_are_those_of_the_import(self):
        headings, row = cells(write_xlsx([ROW], INDICATORS))

        assert [cell.value for cell in headings] == HEADINGS
        assert [cell.value for cell in row] == [
            datetime(2026, 9, 14),
            "Klienti",
            12.5,
            "=1+1",
            "-x",
            3,
            "@a",
            "https://example.cz/",
        ]

    def test_text_file_opens_by_a_double_click_and_carries_out_nothing(self):
        assert write_csv([ROW], INDICATORS).decode("utf-8") == (
            "\ufeffDatum;Ukazatel;Počet;Název;Téma;Účastníků;Poznámka;Odkazy\r\n"
            "2026-09-14;Klienti;12,5;'=1+1;'-x;3;'@a;https://example.cz/\r\n"
        )

    def test_no_records_are_headings_alone(self):
        assert write_csv([], INDICATORS) == template_csv()


class TestTemplate:
    DATA = template(INDICATORS, (2026, 2))

    def test_empty_template_is_read_as_one_without_records(self):
        found = [problems(self.DATA), problems(template_csv(), "a.csv")]

        assert found == [["Pod nadpisy sloupců není žádný záznam."]] * 2
        assert remarks(self.DATA) == []

    def test_filled_template_is_read(self):
        book = opened(self.DATA)
        book.active.append([date(2026, 2, 3), "Kurzy češtiny", 1, "Kurz A1"])

        sheet = read_it(saved(book), month=(2026, 2))

        assert [(row.on, row.indicator, row.title) for row in sheet.rows] == [
            (date(2026, 2, 3), "language-courses", "Kurz A1")
        ]
        assert sheet.problems == sheet.remarks == ()

    def test_wrong_values_are_refused_while_they_are_typed(self):
        rules = opened(self.DATA)["Záznamy"].data_validations.dataValidation

        assert {(str(rule.sqref), rule.type, rule.formula1, rule.formula2) for rule in rules} == {
            ("A2:A1001", "date", "DATE(2026,2,1)", "DATE(2026,2,28)"),
            ("B2:B1001", "list", "'Ukazatele'!$A$2:$A$4", None),
            ("C2:C1001", "decimal", "0", "1000000"),
            ("F2:F1001", "whole", "0", "1000000"),
        }
        assert all(rule.showErrorMessage and rule.error for rule in rules)

    def test_every_column_is_explained(self):
        rows = list(opened(self.DATA)["Vysvětlivky"].values)

        assert [row[0] for row in rows[1:]] == HEADINGS
        assert [row[0] for row in rows if row[1] == "ano"] == ["Datum", "Ukazatel", "Počet"]

    def test_indicators_are_listed_once_with_their_units(self):
        assert list(opened(self.DATA)["Ukazatele"].values)[1:] == [
            ("Klienti", "osoba"),
            ("Kurzy češtiny", None),
            ("Podíl obsazených míst", "%"),
        ]

    def test_texts_typed_into_the_template_stay_texts(self):
        sheet = opened(self.DATA)["Záznamy"]

        assert [sheet.column_dimensions[letter].number_format for letter in "ADEGH"] == [
            r"d\.\ m\.\ yyyy",
            "@",
            "@",
            "@",
            "@",
        ]
