"""What is asked once before a record is written: an outlier, a duplicate, a day of another month. Never a refusal."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centres.models import Role
from evaluations.models import Record
from evaluations.records.doubts import Doubted, doubts_about
from evaluations.records.records import RecordContent, add, correct, remove
from evaluations.states import Aggregation
from tests.evaluations.records_cast import YEAR, quick
from tests.evaluations.sheets_cast import xlsx
from tests.factories import make_centre, make_indicator, make_record, make_user
from tests.world import browser, fields, page

pytestmark = pytest.mark.django_db

ADD = f"/prace/{YEAR}/liberec/zaznamy/zapsat/?mesic=9"
ASKS, YES = "Ještě se nic nezapsalo: je to tak?", "Ano, je to tak"
DAY = date(2026, 9, 14)


def wrote(year, on=DAY, **facts):
    return make_record(year.centre, on=on, by=year.staff, **{"indicator": year.courses} | facts)


def fields_of(doubts):
    return [doubt.field for doubt in doubts]


def asked_about(year, **facts):
    content = RecordContent(**{"indicator": year.courses, "on": DAY, "amount": Decimal(1)} | facts)
    return fields_of(doubts_about(year.centre, [content])[0])


def sure(answer):
    """What "Ano, je to tak" sends: the form as it was typed, not that of a button beside it."""
    return {**answer.context["form"].data.dict(), "sure": answer.context["doubted"].mark}


class TestOutlier:
    @pytest.mark.parametrize(("amount", "asked"), [(12, []), (13, ["amount"]), (1000, ["amount"])])
    def test_far_more_than_in_the_year_before(self, year, amount, asked):
        for day, usual in ((date(2026, 6, 1), 4), (date(2026, 7, 1), 3), (date(2026, 8, 1), 2)):
            wrote(year, on=day, amount=Decimal(usual))

        assert asked_about(year, amount=Decimal(amount)) == asked

    @pytest.mark.parametrize(("amount", "asked"), [(40, []), (41, ["amount"])])
    def test_of_one_or_two_nobody_can_tell_what_is_usual(self, year, amount, asked):
        wrote(year, on=date(2026, 8, 1), amount=Decimal(4))

        assert asked_about(year, amount=Decimal(amount)) == asked

    def test_nothing_before_is_no_measure(self, year):
        make_record(make_centre(), on=date(2026, 8, 1), indicator=year.courses)  # another centre's
        remove(wrote(year, on=date(2026, 8, 2)), by=year.staff)
        wrote(year, on=date(2026, 8, 3), indicator=year.clients)

        assert asked_about(year, amount=Decimal(500)) == []

    def test_share_has_its_own_limit(self, year):
        share = make_indicator("spokojenost", unit="%", aggregation=Aggregation.LAST)
        wrote(year, on=date(2026, 8, 1), indicator=share, amount=Decimal(1))

        assert asked_about(year, indicator=share, amount=Decimal(100)) == []


class TestDuplicate:
    @pytest.mark.parametrize(
        ("other", "asked"),
        [
            ({}, ["indicator"]),
            ({"title": " beseda "}, ["indicator"]),
            ({"title": "Výlet"}, []),
            ({"amount": Decimal(2)}, []),
            ({"on": date(2026, 9, 15)}, []),
        ],
    )
    def test_same_indicator_day_and_amount(self, year, other, asked):
        wrote(year, title="Beseda")

        assert asked_about(year, **other) == asked

    def test_record_is_no_duplicate_of_itself(self, year):
        record = wrote(year)

        assert correct(record, RecordContent(year.courses, DAY, title="Beseda"), by=year.staff, sure="").version == 2


class TestForm:
    def test_question_keeps_all_and_yes_writes_it(self, year, staff):
        wrote(year)

        answer = staff.post(ADD, quick(year, title="", topic="bydlení", note="Psáno dlouho", participants="12"))

        assert answer.status_code == 422
        assert ASKS in page(answer)
        assert YES in page(answer)
        assert "Totéž už je tu zapsané: Sociokulturní kurzy, počet 1, den 14. 9. 2026." in page(answer)
        assert Record.objects.count() == 1
        kept = {name: fields(answer)[name] for name in ("topic", "note", "participants")}
        assert kept == {"topic": "bydlení", "note": "Psáno dlouho", "participants": "12"}

        for _ in range(2):  # pressed twice
            assert staff.post(ADD, sure(answer)).status_code == 302
        assert Record.objects.filter(topic="bydlení").count() == 1

    def test_yes_is_about_what_was_asked(self, year, staff):
        wrote(year)
        answer = staff.post(ADD, quick(year, title=""))

        again = staff.post(ADD, sure(answer) | {"amount": "900"})

        assert again.status_code == 422
        assert "Počet 900 je mnohem vyšší než jindy: za posledních 12 měsíců byl nejvýš 1." in page(again)
        assert Record.objects.count() == 1

    def test_mended_slip_is_not_asked_about(self, year, staff):
        wrote(year)
        answer = staff.post(ADD, quick(year, amount="900"))

        assert staff.post(ADD, fields(answer) | {"amount": "2"}).status_code == 302

    def test_day_of_another_month_than_the_one_on_the_page(self, year, staff):
        answer = staff.post(ADD, quick(year, on="2026-08-14"))

        assert "14. 8. 2026 není v měsíci, který máte otevřený (září 2026)." in page(answer)
        assert staff.post(ADD, sure(answer)).status_code == 302
        assert Record.objects.get().on == date(2026, 8, 14)

    def test_correction_asks_too_but_not_about_words(self, year, staff):
        record = wrote(year)
        url = f"/prace/zaznamy/{record.pk}/"
        form = fields(staff.get(url))

        answer = staff.post(url, form | {"on": "2026-08-14", "amount": "80", "note": "Psáno dlouho"})

        assert answer.status_code == 422
        assert ASKS in page(answer)
        assert fields(answer)["note"] == "Psáno dlouho"
        assert staff.post(url, sure(answer)).status_code == 302
        assert (Record.objects.get().on, Record.objects.get().amount) == (date(2026, 8, 14), 80)
        assert staff.post(url, fields(staff.get(url)) | {"note": "Jinak"}).status_code == 302

    def test_who_may_not_write_is_not_asked_but_refused(self, year):
        other = browser(make_user(Role.STAFF, centre=make_centre()))

        assert other.post(ADD, quick(year, on="2026-08-14")).status_code == 404


def test_verb_asks_only_whom_it_is_told_to(year):
    wrote(year)
    content = RecordContent(year.courses, DAY)

    with pytest.raises(Doubted):
        add(year.centre, content, by=year.staff, sure="")
    assert add(year.centre, content, by=year.staff).pk  # a program has decided already


class TestSheet:
    def test_doubts_are_remarks_on_their_rows(self, year, staff):
        wrote(year)  # without a title
        rows = [("14. 9. 2026", 1, "Beseda"), ("2. 9. 2026", 900, "")]
        cells = [[day, "Sociokulturní kurzy", amount, title, "", "", "", ""] for day, amount, title in rows]
        file = SimpleUploadedFile("zari.xlsx", xlsx(*cells))

        shown = page(staff.post(f"/prace/{YEAR}/liberec/zaznamy/9/nahrat/", {"file": file}))

        assert "Řádek 2, sloupec Ukazatel: Totéž už je tu zapsané" in shown
        assert "Řádek 3, sloupec Počet: Počet 900 je mnohem vyšší než jindy" in shown
        assert "Zapsat 2 záznamy" in shown

    @pytest.mark.engine
    def test_many_rows_ask_no_more_than_few(self, year):
        contents = [RecordContent(year.courses, date(2026, 9, 1 + at % 20), Decimal(at + 1)) for at in range(40)]
        wrote(year, on=date(2026, 8, 1))

        with CaptureQueriesContext(connection) as queries:
            doubts = doubts_about(year.centre, contents)

        assert len(queries) == 2
        assert [len(found) for found in doubts] == [0] * 10 + [1] * 30
