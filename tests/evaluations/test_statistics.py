"""What was counted, by months, indicators and centres, beside the year before: the same numbers as on the pages of
records, each with the way to what it is made of, and as tables."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from centres.models import Role
from centres.network import merge_centre, rename
from evaluations.overview.statistics import Span
from evaluations.records import queries
from evaluations.records.records import remove
from evaluations.states import Aggregation
from goals.models import Plan
from tests.evaluations.records_cast import YEAR, at
from tests.factories import PRAGUE, make_centre, make_document, make_indicator, make_record, make_user
from tests.world import browser, page

pytestmark = pytest.mark.django_db

CENTRE = f"/prace/{YEAR}/liberec/statistika/"
NETWORK = f"/prace/{YEAR}/statistika/"


@pytest.fixture
def counted(year):
    """Courses, followers, offices met and shares: this year in spring and September, the year before in two halves."""
    make_document(YEAR - 1).plans.create(centre=year.centre)
    year.followers = make_indicator("sledujici", name="Sledující", aggregation=Aggregation.LAST, position=3)
    year.offices = make_indicator("urady", name="Oslovené úřady", aggregation=Aggregation.DISTINCT, position=4)
    year.share = make_indicator("spokojenost", name="Spokojenost", unit="%", aggregation=Aggregation.LAST, position=5)
    for month, day, courses, followers, title in ((3, 2, 2, 100, "Matrika"), (9, 1, 1, 120, "matrika")):
        on = date(YEAR, month, day)
        wrote(year, on, amount=Decimal(courses))
        wrote(year, on, indicator=year.followers, amount=Decimal(followers))
        wrote(year, on, indicator=year.offices, title=title)
    wrote(year, date(YEAR, 9, 2), indicator=year.share, amount=Decimal(45), whole=Decimal(60))
    wrote(year, date(YEAR - 1, 9, 20), amount=Decimal(5))
    wrote(year, date(YEAR - 1, 9, 21), amount=Decimal(7))  # a year ago this day had not come yet
    remove(wrote(year, date(YEAR, 9, 3), amount=Decimal(50)), by=year.staff)
    return year


def wrote(year, on, centre=None, **facts):
    """By the staff of the centre; of another centre by somebody there."""
    by = None if centre else year.staff
    return make_record(centre or year.centre, on=on, by=by, **{"indicator": year.courses} | facts)


def rows(answer):
    return {row.indicator.slug: row for row in answer.context["rows"]}


def months(row):
    return {month: number for month, number in enumerate(row.months, start=1) if number is not None}


class TestCentre:
    def test_numbers_by_month_and_beside_the_year_before(self, counted, staff):
        found = rows(staff.get(CENTRE))

        courses = found["kurzy"]
        assert (months(courses), courses.total, courses.before, courses.before_whole) == ({3: 2, 9: 1}, 3, 5, 12)
        assert months(found["sledujici"]) == {3: 100, 9: 120}
        assert found["sledujici"].total == 120  # the last value is no sum
        assert (months(found["urady"]), found["urady"].total) == ({3: 1, 9: 1}, 1)  # each thing once, also in the year
        assert (found["spokojenost"].total, found["spokojenost"].before_whole) == (75, None)

    def test_numbers_are_those_of_the_records_pages(self, counted, staff):
        found = rows(staff.get(CENTRE))

        for month in (3, 9):
            shown = staff.get(f"/prace/{YEAR}/liberec/zaznamy/", {"mesic": month})
            assert {one.indicator.slug: one.amount for one in shown.context["sums"]} == {
                slug: row.months[month - 1] for slug, row in found.items() if row.months[month - 1] is not None
            }

    def test_number_leads_to_its_records(self, counted, staff):
        assert f'href="{CENTRE}kurzy/?mesic=3"' in page(staff.get(CENTRE))

        shown = staff.get(f"{CENTRE}kurzy/", {"mesic": 3})

        assert [row.record.on for row in shown.context["rows"]] == [date(YEAR, 3, 2)]
        assert [one.amount for one in shown.context["sums"]] == [2]
        assert len(staff.get(f"{CENTRE}kurzy/").context["rows"]) == 2

    def test_records_come_in_pages(self, counted, staff, monkeypatch):
        monkeypatch.setattr(queries, "RECORDS_A_PAGE", 1)

        shown = staff.get(f"{CENTRE}kurzy/", {"page": 2})

        assert [row.record.on.month for row in shown.context["rows"]] == [3]
        assert [one.amount for one in shown.context["sums"]] == [3]  # of all pages

    @pytest.mark.parametrize("address", ["neznamy/", "kurzy/?mesic=13", "kurzy/?mesic=x"])
    def test_what_is_not_there_is_not_found(self, counted, staff, address):
        assert staff.get(CENTRE + address).status_code == 404

    def test_year_that_is_over_is_compared_whole(self, counted, monkeypatch):
        at(datetime(YEAR + 1, 2, 1, tzinfo=PRAGUE), monkeypatch)

        shown = browser(counted.staff).get(CENTRE)

        assert f"{YEAR - 1} do" not in page(shown)
        assert rows(shown)["kurzy"].before == 12

    def test_nothing_counted_yet_leads_to_the_records(self, year, staff):
        shown = page(staff.get(CENTRE))

        assert "Zatím není co počítat" in shown
        assert f'href="/prace/{YEAR}/liberec/zaznamy/"' in shown
        assert "Stáhnout" not in shown

    def test_staff_of_a_branch_sees_its_own_records_only(self, counted):
        branch = make_centre(parent=counted.centre, name="Pobočka")
        wrote(counted, date(YEAR, 9, 4), centre=branch, amount=Decimal(4))

        shown = browser(make_user(Role.STAFF, centre=branch)).get(CENTRE)

        assert rows(shown)["kurzy"].total == 4
        assert "Jsou tu jen záznamy vašeho pracoviště." in page(shown)
        assert rows(browser(counted.staff).get(CENTRE))["kurzy"].total == 7

    @pytest.mark.parametrize("address", [CENTRE, f"{CENTRE}kurzy/", f"/prace/{YEAR}/liberec/statistika.xlsx"])
    def test_other_centres_are_not_found(self, counted, address):
        assert browser(make_user(Role.HEAD, centre=make_centre())).get(address).status_code == 404

    @pytest.mark.engine
    def test_many_records_ask_no_more_than_few(self, counted, staff):
        def asked(address):
            with CaptureQueriesContext(connection) as asking:
                assert staff.get(address).status_code == 200
            return len(asking)

        few = [asked(address) for address in (CENTRE, f"{CENTRE}kurzy/")]
        for day in range(1, 13):
            wrote(counted, date(YEAR, 2, day), indicator=[counted.courses, counted.share][day % 2])

        assert [asked(address) for address in (CENTRE, f"{CENTRE}kurzy/")] == few


class TestNetwork:
    def others(self, year, *names):
        centres = [make_centre(name=name, position=year.centre.position + at) for at, name in enumerate(names, start=1)]
        Plan.objects.bulk_create(Plan(document=year.plan.document, centre=centre) for centre in centres)
        return centres

    def test_all_centres_of_one_indicator(self, counted):
        one, _two = self.others(counted, "CPIC Jihlava", "CPIC Zlín")
        wrote(counted, date(YEAR, 3, 5), centre=one, amount=Decimal(4))

        shown = browser(counted.above).get(NETWORK, {"ukazatel": "kurzy"})

        assert [(row.centre.name, row.total) for row in shown.context["rows"]] == [
            ("CPIC Liberec", 3),
            ("CPIC Jihlava", 4),
            ("CPIC Zlín", None),
        ]
        assert (shown.context["whole"].total, months(shown.context["whole"])) == (7, {3: 6, 9: 1})
        assert f'href="/prace/{YEAR}/{one.slug}/statistika/kurzy/?mesic=3"' in page(shown)

    def test_what_is_counted_once_is_counted_once_in_all_centres(self, counted):
        [other] = self.others(counted, "CPIC Jihlava")
        wrote(counted, date(YEAR, 3, 5), centre=other, indicator=counted.offices, title="Matrika")

        shown = browser(counted.above).get(NETWORK)

        assert rows(shown)["urady"].total == 1
        assert f'href="{NETWORK}?ukazatel=urady"' in page(shown)

    def test_merged_centre_keeps_its_numbers_under_the_name_of_then(self, counted, monkeypatch):
        [gone] = self.others(counted, "CPIC Staré")
        wrote(counted, date(YEAR, 3, 5), centre=gone, amount=Decimal(4))
        now = datetime(YEAR + 1, 6, 1, 12, tzinfo=PRAGUE)
        act = {"reason": "Nové uspořádání.", "by": counted.above, "now": now}
        rename(gone, date(YEAR + 1, 2, 1), name="CPIC Nové", **act)
        gone.refresh_from_db()
        merge_centre(gone, date(YEAR + 1, 5, 1), successor=counted.centre, **act)
        at(now, monkeypatch)

        shown = browser(counted.above).get(NETWORK, {"ukazatel": "kurzy"})

        assert [(row.centre.name, row.total) for row in shown.context["rows"]] == [
            ("CPIC Liberec", 3),
            ("CPIC Staré", 4),
        ]
        assert "zavřené 1. 5. 2027" in page(shown)

    def test_centres_do_not_see_one_another(self, counted):
        assert browser(counted.head).get(NETWORK).status_code == 403

    def test_unknown_indicator_is_not_found(self, counted):
        assert browser(counted.above).get(NETWORK, {"ukazatel": "nic"}).status_code == 404

    def test_empty_year_says_so(self, year):
        assert "Zatím není co počítat" in page(browser(year.above).get(NETWORK))

    @pytest.mark.engine
    def test_many_centres_ask_no_more_than_few(self, counted):
        def asked(address):
            with CaptureQueriesContext(connection) as asking:
                assert above.get(address).status_code == 200
            return len(asking)

        above = browser(counted.above)
        addresses = [NETWORK, f"{NETWORK}?ukazatel=kurzy", f"/prace/{YEAR}/statistika.xlsx"]
        few = [asked(address) for address in addresses]
        for centre in self.others(counted, "A", "B", "C"):
            for indicator in (counted.courses, counted.offices):
                wrote(counted, date(YEAR, 3, 5), centre=centre, indicator=indicator, title="Matrika")

        assert [asked(address) for address in addresses] == few


class TestFiles:
    def sheets(self, answer):
        book = load_workbook(io.BytesIO(answer.content))
        return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}

    def test_spreadsheet_of_a_centre_has_labels(self, counted, staff):
        [(title, (headings, *found))] = self.sheets(staff.get(f"/prace/{YEAR}/liberec/statistika.xlsx")).items()

        assert title == f"Statistika {YEAR}"
        assert headings[:4] == ["Ukazatel", "Jednotka", "Jak se sčítá", "leden"]
        assert headings[-3:] == [f"Celkem {YEAR}", f"{YEAR - 1} do 20. 9.", f"Celkem {YEAR - 1}"]
        courses = dict(zip(headings, found[0], strict=True))
        assert (courses["Ukazatel"], courses["březen"], courses["duben"], courses[f"Celkem {YEAR}"]) == (
            "Sociokulturní kurzy",
            2,
            None,
            3,
        )

    def test_spreadsheet_of_the_network_has_every_centre(self, counted):
        found = self.sheets(browser(counted.above).get(f"/prace/{YEAR}/statistika.xlsx"))

        assert list(found) == [f"Statistika {YEAR}", "Centra"]
        assert [(row[0], row[2]) for row in found["Centra"][1:]] == [
            ("CPIC Liberec", name) for name in ("Sociokulturní kurzy", "Sledující", "Oslovené úřady", "Spokojenost")
        ]

    def test_text_table(self, counted):
        answer = browser(counted.above).get(f"/prace/{YEAR}/statistika.csv", {"ukazatel": "kurzy"})

        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Centrum;Kraj;Ukazatel;Jednotka;Jak se sčítá;leden;")
        assert lines[1].startswith("CPIC Liberec;")
        assert lines[1].endswith(";3;5;12")

    def test_other_formats_are_not_found(self, counted, staff):
        assert staff.get(f"/prace/{YEAR}/liberec/statistika.ods").status_code == 404


@pytest.mark.parametrize(
    ("today", "same_day"),
    [
        (date(2028, 2, 29), date(2027, 2, 28)),
        (date(2028, 3, 1), date(2027, 3, 1)),
        (date(2029, 5, 1), date(2027, 12, 31)),
    ],
)
def test_same_day_of_the_year_before(today, same_day):
    assert Span(2028, today).same_day == same_day
