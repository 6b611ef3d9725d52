"""A month's records from a file: tried first, all or nothing after that, just what was tried and only once."""

import io
import random
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from centres.models import Role
from evaluations.models import Indicator, Record
from evaluations.records import importing
from evaluations.sheets import RecordColumn
from evaluations.states import Aggregation
from evaluations.workflow import events_of
from tests.evaluations.records_cast import MONTH, YEAR
from tests.evaluations.sheets_cast import csv, xlsx
from tests.factories import PRAGUE, close_month, make_centre, make_indicator, make_record, make_user
from tests.world import browser, fields, page

pytestmark = pytest.mark.django_db

MONTH_PAGE = f"/prace/{YEAR}/liberec/zaznamy/"
IMPORT = f"{MONTH_PAGE}{MONTH}/nahrat/"
LINKS = "https://a.cz/\nhttps://b.cz/"


def row(on="14. 9. 2026", indicator="Sociokulturní kurzy", amount=1, title="Beseda", **more):
    """One row of the sheet; `more` is by the name of the column's member."""
    cells = {"ON": on, "INDICATOR": indicator, "AMOUNT": amount, "TITLE": title} | more
    return [cells.get(column.name, "") for column in RecordColumn]


PIECES = [" ", "  ", "\t", "\n", "\u00a0", "\u2028", "\u200b", "\ufeff", "\u00ad", "\u3000", "\x85", "\x1f", "\ufffe"]
PIECES += [
    "=",
    "+",
    "-",
    "@",
    "＝",
    "'",
    "''",
    '"',
    '""',
    "„",
    "“",
    "‘",
    ";",
    ",",
    "|",
    "sep=;",
    "#N/A",
    "_x000D_",
    "12 %",
]
PIECES += ["e\u0301", "\u0958", "Beseda", "ř", "12 %", "1. 5.", "\u202e", "😀"]


def made_up(chance):
    """A text of all that spreadsheets and CSV are known to take for something else."""
    return unicodedata.normalize("NFC", "".join(chance.choices(PIECES, k=chance.randint(0, 8)))).strip()


def upload(person, data, name="zaznamy.xlsx", **facts):
    return person.post(IMPORT, {"file": SimpleUploadedFile(name, data), **facts})


def confirm(person, trial, which="new"):
    return person.post(IMPORT, {"rows": fields(trial)["rows"], "which": which}, follow=True)


class TestTrial:
    def test_sound_file_is_shown_and_not_saved(self, staff):
        trial = upload(staff, xlsx(row(), row(title="Druhá"), row(indicator="Noví klienti", amount=12)))

        assert trial.status_code == 200
        assert "Zapsat 3 záznamy" in page(trial)
        assert [(one["indicator"].name, one["records"]) for one in trial.context["sums"]] == [
            ("Sociokulturní kurzy", 2),
            ("Noví klienti", 1),
        ]
        assert Record.objects.count() == 0

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"on": date(2026, 9, 21)}, "Řádek 3, sloupec Datum: Datum 21. 9. 2026 teprve bude."),
            ({"on": date(2026, 8, 14)}, "Řádek 3, sloupec Datum: Datum 14. 8. 2026 není z měsíce září 2026."),
            ({"on": "31. 2. 2026"}, "Řádek 3, sloupec Datum: Den „31. 2. 2026“ v kalendáři není."),
            ({"on": ""}, "Řádek 3, sloupec Datum: Datum chybí."),
            ({"amount": "mnoho"}, "Řádek 3, sloupec Počet: „mnoho“ není číslo."),
            ({"amount": -3}, "Řádek 3, sloupec Počet: Počet −3 je záporný."),
            ({"amount": 10**9}, "Řádek 3, sloupec Počet: Počet 1 000 000 000 je příliš velký"),
            ({"amount": "=1+1"}, "Řádek 3, sloupec Počet: "),
            ({"indicator": "Spokojenost", "amount": 101}, "Řádek 3, sloupec Počet: Procent je 101"),
            ({"indicator": "Neznámý"}, "Řádek 3, sloupec Ukazatel: Ukazatel „Neznámý“ neznám."),
            (
                {"indicator": "Oslovené instituce", "title": ""},
                "Řádek 3, sloupec Název: U tohoto ukazatele se každá věc",
            ),
            ({"LINKS": "https://a.cz/\njavascript:x"}, "Řádek 3, sloupec Odkazy: „javascript:x“: to není odkaz."),
            ({"PARTICIPANTS": "1,5"}, "Řádek 3, sloupec Účastníků: "),
            ({"title": "x" * 201}, "Řádek 3, sloupec Název: Text má 201 znaků"),
        ],
    )
    def test_bad_row_is_named_and_nothing_is_saved(self, staff, wrong, sentence):
        make_indicator("spokojenost", name="Spokojenost", unit="%", aggregation=Aggregation.LAST)
        make_indicator("instituce", name="Oslovené instituce", aggregation=Aggregation.DISTINCT)

        trial = upload(staff, xlsx(row(), row(**wrong)))

        assert trial.status_code == 422
        assert sentence in page(trial)
        assert "<title>Chyba:" in page(trial)
        assert "Nahrát opravený soubor" in page(trial)
        assert "rows" not in fields(trial)
        assert Record.objects.count() == 0

    @pytest.mark.parametrize(
        ("data", "name", "sentence"),
        [
            (
                lambda: xlsx(row(), headings=[*list(RecordColumn)[:-1], "Vedl"]),
                "a.xlsx",
                "Řádek 1, sloupec H: Sloupec „Vedl“ neznám.",
            ),
            (lambda: csv(*[row()] * 100_000), "a.csv", "Soubor má víc než 1 000 záznamů."),
            (lambda: b"", "a.xlsx", "Soubor je prázdný."),
            (lambda: b"PK\x03\x04nic", "a.xlsx", "Sešit je poškozený. Otevřete ho v Excelu a uložte znovu jako .xlsx."),
            (lambda: b"%PDF-1.7", "a.pdf", "Soubor není tabulka. Nahrajte .xlsx nebo .csv."),
            (
                lambda: xlsx(row(), row(), change=lambda sheet: sheet.merge_cells("A2:A3")),
                "a.xlsx",
                "A2:A3 jsou sloučené.",
            ),
        ],
        ids=["heading", "100 000 rows", "empty", "broken", "pdf", "merged"],
    )
    def test_bad_file_says_why(self, staff, data, name, sentence):
        trial = upload(staff, data(), name)

        assert trial.status_code == 422
        assert sentence in page(trial)
        assert Record.objects.count() == 0

    def test_only_sheet_may_have_any_name(self, staff):
        assert upload(staff, xlsx(row(), title="Jiný list")).status_code == 200

    def test_no_file_says_so(self, staff):
        answer = staff.post(IMPORT, {})

        assert answer.status_code == 422
        assert "Vyberte soubor." in page(answer)

    def test_rows_that_are_written_already_are_pointed_out(self, year, staff):
        make_record(year.centre, on=date(2026, 9, 14), indicator=year.courses, title="beseda", by=year.staff)

        trial = upload(staff, xlsx(row(), row(title="Nová")))

        assert "1 řádek už je zapsaný" in page(trial)
        assert "Zapsat 1 záznam" in page(trial)
        assert "Zapsat i to, co se opakuje: 2 záznamy" in page(trial)

    def test_rows_alike_and_personal_data_are_remarked(self, staff):
        trial = upload(staff, xlsx(row(), row(), row(title="Volat", NOTE="602 123 456")))

        assert "Řádek 3: Je stejný jako řádek 2." in page(trial)
        assert "Řádek 4: Poznámka: „602 123 456“. Vypadá to jako telefonní číslo." in page(trial)
        assert trial.status_code == 200

    def test_remarks_that_do_not_fit_are_counted(self, staff):
        trial = upload(staff, xlsx(*[row()] * 54))

        assert "Řádek 52: Je stejný jako řádek 2." in page(trial)
        assert "Řádek 53: Je stejný" not in page(trial)
        assert "A ještě 3 další věci." in page(trial)

    def test_retired_indicator_takes_nothing_new_and_knows_what_is_there(self, year, staff):
        make_record(year.centre, on=date(2026, 9, 14), indicator=year.courses, title="Beseda", by=year.staff)
        Indicator.objects.filter(pk=year.courses.pk).update(is_active=False)

        trial = upload(staff, xlsx(row(), row(title="Nová")))

        assert trial.context["trial"].repeated == {2}
        assert [(problem.row, problem.message) for problem in trial.context["trial"].sheet.problems] == [
            (3, "Ukazatel „Sociokulturní kurzy“ se už nepoužívá. Vyberte jiný ze seznamu v šabloně.")
        ]


class TestConfirming:
    def test_just_what_was_tried_is_saved(self, year, staff):
        trial = upload(staff, xlsx(row(PARTICIPANTS=12, TOPIC="bydlení", NOTE="Poznámka", LINKS=LINKS)))

        answer = confirm(staff, trial)

        record = Record.objects.get()
        assert "Zapsán 1 záznam." in page(answer)
        assert (record.on, record.indicator, record.amount, record.title, record.topic) == (
            date(2026, 9, 14),
            year.courses,
            Decimal(1),
            "Beseda",
            "bydlení",
        )
        assert (record.participants, record.note, record.links) == (12, "Poznámka", LINKS)
        assert (record.added_by, events_of(record).get().name) == (year.staff, "add")

    def test_pressed_twice_is_written_once(self, staff):
        trial = upload(staff, xlsx(row(), row(title="Druhá")))

        for _ in range(2):
            confirm(staff, trial)

        assert Record.objects.count() == 2

    @pytest.mark.parametrize(("which", "titles"), [("new", ["Nová"]), ("all", ["Beseda", "Nová"])])
    def test_what_is_written_already_is_skipped_unless_wanted(self, year, staff, which, titles):
        first = make_record(year.centre, on=date(2026, 9, 14), indicator=year.courses, title="Beseda", by=year.staff)
        trial = upload(staff, xlsx(row(), row(title="Nová")))

        confirm(staff, trial, which)

        assert list(Record.objects.exclude(pk=first.pk).order_by("pk").values_list("title", flat=True)) == titles

    @pytest.mark.parametrize(
        "change",
        [
            lambda rows: rows[:-1] + ("a" if rows[-1] != "a" else "b"),
            lambda rows: "",
            lambda rows: rows.replace(":", "", 1),
        ],
    )
    def test_changed_rows_are_refused(self, staff, change):
        trial = upload(staff, xlsx(row()))

        answer = staff.post(IMPORT, {"rows": change(fields(trial)["rows"]), "which": "new"})

        assert answer.status_code == 409
        assert "Vyzkoušený soubor už není k dispozici." in page(answer)
        assert Record.objects.count() == 0

    def test_trial_of_somebody_else_or_of_another_month_is_refused(self, year, staff):
        rows = fields(upload(staff, xlsx(row())))["rows"]

        for person, address in ((browser(year.head), IMPORT), (staff, f"{MONTH_PAGE}8/nahrat/")):
            assert person.post(address, {"rows": rows, "which": "new"}).status_code == 409
        assert Record.objects.count() == 0

    def test_trial_of_yesterday_is_refused(self, year, staff, monkeypatch):
        rows = fields(upload(staff, xlsx(row())))["rows"]
        monkeypatch.setattr(importing, "KEPT_FOR", -1)

        assert staff.post(IMPORT, {"rows": rows, "which": "new"}).status_code == 409

    @pytest.mark.parametrize("which", ["new", "all"])
    def test_file_that_a_colleague_has_written_meanwhile_is_not_written_again(self, year, staff, which):
        colleague = browser(year.head)
        trial = upload(staff, xlsx(row(), row(title="Navíc")))
        confirm(colleague, upload(colleague, xlsx(row())))

        answer = confirm(staff, trial, which)
        once = Record.objects.count()
        confirm(staff, answer)

        assert (answer.status_code, once) == (409, 1)
        assert "Některé řádky jsou mezitím už zapsané" in page(answer)
        assert sorted(Record.objects.values_list("title", flat=True)) == ["Beseda", "Navíc"]

    def test_month_closed_meanwhile_saves_nothing(self, year, staff):
        trial = upload(staff, xlsx(row()))
        close_month(year.centre, YEAR, MONTH, by=year.head, now=datetime(2026, 9, 28, tzinfo=PRAGUE))

        answer = confirm(staff, trial)

        assert answer.status_code == 409
        assert "Měsíc je už uzavřený a další ještě nezačal. Záznam půjde doplnit od 1. 10. 2026." in page(answer)
        assert Record.objects.count() == 0

    def test_indicator_retired_meanwhile_saves_nothing(self, year, staff):
        trial = upload(staff, xlsx(row()))
        Indicator.objects.filter(pk=year.courses.pk).update(is_active=False)

        assert confirm(staff, trial).status_code == 409
        assert Record.objects.count() == 0

    def test_thousand_rows_are_saved(self, staff):
        trial = upload(staff, csv(*[row(title=f"Akce {number}") for number in range(1000)]), "a.csv")

        confirm(staff, trial)

        assert Record.objects.count() == 1000

    def test_texts_that_no_form_can_carry_are_refused_in_the_trial(self, staff, monkeypatch):
        monkeypatch.setattr(importing, "LONGEST", 100)

        answer = upload(staff, xlsx(row()))

        assert answer.status_code == 422
        assert "Texty v souboru jsou dohromady příliš dlouhé." in page(answer)

    def test_trial_survives_an_expired_sign_in(self, year, staff, client):
        rows = fields(upload(staff, xlsx(row())))["rows"]
        client.force_login(year.staff)
        client.get(IMPORT)
        Session.objects.all().delete()
        client.post(IMPORT, {"rows": rows, "which": "new"})
        client.force_login(year.staff)

        confirm(client, client.get(IMPORT))

        assert Record.objects.count() == 1

    def test_branch_is_chosen_for_the_whole_file(self, year, staff):
        branch = make_centre(parent=year.centre, name="Pobočka")

        confirm(staff, upload(staff, xlsx(row()), centre=branch.pk))

        assert Record.objects.get().centre == branch

    def test_who_works_in_a_joining_branch_imports_its_records(self, year):
        branch = make_centre(parent=year.centre, name="Pobočka")
        person = browser(make_user(Role.STAFF, centre=branch))

        trial = upload(person, xlsx(row()))
        confirm(person, trial)

        assert person.get(IMPORT).status_code == 200
        assert Record.objects.get().centre == branch

    def test_other_centre_cannot_be_forged(self, year, staff):
        make_centre(parent=year.centre)

        assert upload(staff, xlsx(row()), centre=make_centre().pk).status_code == 422


class TestAccess:
    def test_who_only_reads_may_not(self, year):
        assert browser(year.above).get(IMPORT).status_code == 403
        assert upload(browser(year.above), xlsx(row())).status_code == 403

    def test_other_centre_finds_nothing(self, year):
        stranger = browser(make_user(Role.HEAD, centre=make_centre()))

        addresses = [IMPORT, *(f"{MONTH_PAGE}{MONTH}/{file}" for file in ("vzor.xlsx", "vyvoz.xlsx", "vyvoz.csv"))]
        assert [stranger.get(address).status_code for address in addresses] == [404] * 4

    def test_closed_month_shows_no_form(self, year, staff):
        close_month(year.centre, YEAR, MONTH, by=year.head, now=datetime(2026, 9, 28, tzinfo=PRAGUE))

        shown = page(staff.get(IMPORT))

        assert "Měsíc je uzavřený." in shown
        assert "Vyzkoušet soubor" not in shown


class TestFiles:
    @pytest.mark.parametrize("format", ["xlsx", "csv"])
    def test_export_comes_back_as_the_same_records(self, year, staff, format):
        facts = {"indicator": year.courses, "by": year.staff, "topic": "bydlení", "participants": 3}
        make_record(year.centre, on=date(2026, 9, 14), title="=1+1", amount=Decimal("1.50"), **facts)

        exported = staff.get(f"{MONTH_PAGE}{MONTH}/vyvoz.{format}")
        trial = upload(staff, exported.content, f"a.{format}")

        assert exported["Content-Disposition"] == f'attachment; filename="zaznamy-liberec-2026-09.{format}"'
        assert trial.context["trial"].repeated == {2}

    def test_export_that_a_spreadsheet_saved_again_is_known(self, year, staff):
        """It shows the apostrophe of a text file in the cell, and leaves out those that a text file needs."""
        for title in ("=1+1", "'=1", "''@a", "-3"):
            make_record(year.centre, on=date(2026, 9, 14), title=title, indicator=year.courses, by=year.staff)
        text, book = (staff.get(f"{MONTH_PAGE}{MONTH}/vyvoz.{format}").content for format in ("csv", "xlsx"))

        table = [line.split(";") for line in text.decode("utf-8-sig").splitlines()]
        days = [[date(2026, 9, 14), *row[1:]] for row in table[1:]]
        as_book = upload(staff, xlsx(*days, headings=table[0]), "a.xlsx")
        rows = openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True)
        as_text = upload(staff, "\n".join(";".join(str(cell or "") for cell in row) for row in rows).encode(), "a.csv")

        assert as_book.context["trial"].new_rows == as_text.context["trial"].new_rows == []

    @pytest.mark.parametrize("format", ["xlsx", "csv"])
    def test_whatever_texts_hold_they_come_back_as_known(self, year, staff, format):
        """Made-up records of all branches, as a form keeps their texts and as older rows may hold them."""
        branch = make_centre(parent=year.centre, name="Pobočka")
        share = make_indicator("obsazenost", name="Podíl obsazených míst", unit="%", position=3)
        Indicator.objects.filter(pk=year.clients.pk).update(is_active=False)
        chance = random.Random(16)  # noqa: S311  made-up texts
        for _number in range(150):
            indicator = chance.choice([year.courses, year.clients, share])
            facts = {name: made_up(chance) for name in ("title", "topic", "note")}
            if indicator == share:
                facts["whole"] = Decimal(chance.choice([60, 1000, 1500]))
            make_record(
                chance.choice([year.centre, branch]),
                on=date(2026, 9, chance.randint(1, 20)),
                indicator=indicator,
                amount=Decimal(chance.randint(0, 6000)) / 100,
                by=year.staff,
                **facts,
            )

        exported = staff.get(f"{MONTH_PAGE}{MONTH}/vyvoz.{format}").content
        trial = upload(staff, exported, f"a.{format}", centre=year.centre.pk).context["trial"]

        assert [problem.in_words() for problem in trial.sheet.problems] == []
        assert len(trial.rows) == 150
        assert trial.new_rows == []

    def test_export_has_real_numbers_and_dates(self, year, staff):
        make_record(year.centre, on=date(2026, 9, 14), indicator=year.courses, amount=Decimal("1.50"), by=year.staff)

        sheet = openpyxl.load_workbook(io.BytesIO(staff.get(f"{MONTH_PAGE}{MONTH}/vyvoz.xlsx").content)).active

        assert [cell.value for cell in sheet[1]] == list(RecordColumn)
        assert [cell.value for cell in sheet[2]][:3] == [datetime(2026, 9, 14), "Sociokulturní kurzy", 1.5]

    @pytest.mark.parametrize("format", ["xlsx", "csv"])
    def test_template_is_read_as_having_no_record(self, staff, format):
        template = staff.get(f"{MONTH_PAGE}{MONTH}/vzor.{format}")

        trial = upload(staff, template.content, f"a.{format}")

        assert "Pod nadpisy sloupců není žádný záznam." in page(trial)

    @pytest.mark.parametrize("name", ["vzor.pdf", "vyvoz.html"])
    def test_other_formats_are_not_found(self, staff, name):
        assert staff.get(f"{MONTH_PAGE}{MONTH}/{name}").status_code == 404
