"""Pages of records as people use them: writing down in a moment, correcting, and being told why something cannot be."""

import re
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centres.models import Role
from evaluations.models import Evidence, Indicator, Record
from evaluations.records.evidence import attach
from evaluations.records.records import RecordContent, correct, remove
from evaluations.states import Aggregation
from goals.states import Level
from tests.evaluations.records_cast import KEY, MONTH, YEAR, at, quick
from tests.factories import PRAGUE, close_month, make_centre, make_indicator, make_network_goal, make_record, make_user
from tests.world import an_evidence, browser, fields, page

pytestmark = pytest.mark.django_db

MONTH_PAGE = f"/prace/{YEAR}/liberec/zaznamy/"
ADD = f"{MONTH_PAGE}zapsat/?mesic=9"
NO_LINK = "to není odkaz. Zadejte celou adresu, která začíná https://."


def record_of(year, **facts):
    return make_record(year.centre, **{"on": date(2026, 9, 14), "indicator": year.courses, "by": year.staff} | facts)


def url(record, name="record"):
    return reverse(name, args=[record.pk])


class TestMonth:
    def test_empty_month_says_what_to_do(self, staff):
        shown = page(staff.get(MONTH_PAGE))

        assert "Za tento měsíc tu ještě nic není" in shown
        assert "Zapište první věc nahoře" in shown

    def test_record_is_shown_with_where_it_counts(self, year, staff):
        record_of(year, title="Beseda o bydlení", topic="bydlení", participants=12, amount=Decimal("1.50"))

        shown = page(staff.get(MONTH_PAGE))

        for text in ("14. 9.", "Beseda o bydlení", "téma bydlení", "12 účastníků", "1,5", "cíl 1", str(year.staff)):
            assert text in shown

    def test_sums_are_made_as_each_indicator_adds_up(self, year, staff):
        followers = make_indicator("sledujici", name="Sledující", aggregation=Aggregation.LAST, position=3)
        offices = make_indicator("urady", name="Úřady", aggregation=Aggregation.DISTINCT, position=4)
        for day, amount in ((1, 100), (15, 120)):
            record_of(year, on=date(2026, 9, day), amount=Decimal(amount), indicator=followers)
            record_of(year, on=date(2026, 9, day), title="Matrika", indicator=offices)
            record_of(year, on=date(2026, 9, day), amount=Decimal(2))

        sums = staff.get(MONTH_PAGE).context["sums"]

        assert [(one.indicator.name, one.records, one.amount) for one in sums] == [
            ("Sociokulturní kurzy", 2, 4),
            ("Sledující", 2, 120),
            ("Úřady", 2, 1),
        ]

    def test_record_taken_back_is_not_shown(self, year, staff):
        remove(record_of(year, title="Beseda"), by=year.staff)

        assert "Beseda" not in page(staff.get(MONTH_PAGE))

    @pytest.mark.parametrize("month", ["0", "13", "leden", "-1", "9999999999"])
    def test_month_that_is_none_is_not_found(self, staff, month):
        assert staff.get(MONTH_PAGE, {"mesic": month}).status_code == 404

    def test_this_month_is_open_and_the_last_of_a_year_that_is_over(self, year, staff, monkeypatch):
        assert staff.get(MONTH_PAGE).context["meeting"].month == MONTH

        at(datetime(2027, 2, 1, tzinfo=PRAGUE), monkeypatch)
        assert browser(year.staff).get(MONTH_PAGE).context["meeting"].month == 12

    def test_long_month_comes_in_pages(self, year, staff):
        for number in range(51):
            record_of(year, title=f"Akce {number:02}")

        second = staff.get(MONTH_PAGE, {"page": 2})

        assert "51 záznamů" in page(second)
        assert [row.record.title for row in second.context["rows"]] == ["Akce 00"]

    def test_who_only_reads_sees_no_form(self, year):
        shown = page(browser(year.above).get(MONTH_PAGE))

        assert "Tady se jen čte. Zapisuje: pracovník centra, vedoucí centra, zástupce vedoucího centra." in shown
        assert "Zapsat, co se stalo" not in shown

    def test_closed_month_says_who_can_open_it(self, year, staff):
        record = record_of(year)
        close_month(year.centre, YEAR, MONTH, by=year.head, now=datetime(2026, 9, 28, tzinfo=PRAGUE))

        shown = page(staff.get(MONTH_PAGE))

        assert "Měsíc je uzavřený. Znovu ho může otevřít vedoucí odboru." in shown
        assert "Zapsat, co se stalo" not in shown
        assert url(record, "record-remove") not in shown

    def test_month_that_has_not_begun_says_so(self, staff):
        shown = page(staff.get(MONTH_PAGE, {"mesic": 10}))

        assert "Tento měsíc ještě nezačal." in shown
        assert "Zapsat, co se stalo" not in shown

    @pytest.mark.engine
    def test_many_records_ask_no_more_than_few(self, year, staff):
        def asked():
            with CaptureQueriesContext(connection) as queries:
                assert staff.get(MONTH_PAGE).status_code == 200
            return len(queries)

        make_network_goal(level=Level.LONG_TERM)
        record_of(year, topic="bydlení")
        staff.get(MONTH_PAGE)
        few = asked()
        for number in range(60):
            record_of(year, topic=f"téma {number}", indicator=[year.courses, year.clients][number % 2])

        assert asked() == few


class TestAdding:
    def test_quick_form_writes_one_record(self, year, staff):
        answer = staff.post(ADD, quick(year, topic="bydlení", participants="12"), follow=True)

        record = Record.objects.get()
        assert (record.centre, record.title, record.topic, record.participants) == (
            year.centre,
            "Beseda",
            "bydlení",
            12,
        )
        assert "Zapsáno: Sociokulturní kurzy, počet 1, den 14. 9. 2026. Počítá se do: cíl 1." in page(answer)
        assert answer.redirect_chain[0][0] == f"{MONTH_PAGE}?mesic=9"

    def test_page_offers_today_and_what_was_written_last(self, year, staff):
        record_of(year, indicator=year.clients)

        form = staff.get(MONTH_PAGE).context["form"]

        assert (form["indicator"].value(), form["on"].value(), form["amount"].value()) == (
            year.clients.pk,
            date(2026, 9, 20),
            None,
        )
        assert "Prázdné je 1." in page(staff.get(MONTH_PAGE))

    def test_indicators_of_the_centres_goals_come_first(self, year, staff):
        groups = staff.get(MONTH_PAGE).context["form"].fields["indicator"].choices

        assert [(str(name), [label for _pk, label in pairs]) for name, pairs in groups] == [
            ("Z cílů centra", ["Sociokulturní kurzy"]),
            ("Ostatní", ["Noví klienti"]),
        ]

    def test_one_press_writes_one_of_today(self, year, staff):
        record_of(year, indicator=year.clients)
        button = next(one for one in staff.get(MONTH_PAGE).context["buttons"] if one["indicator"] == year.clients)
        sent = {"indicator": year.clients.pk, "amount": 1, "on": "2026-09-20", "key": button["key"], "once-more": "1"}

        for _ in range(2):
            assert staff.post(ADD, sent).status_code == 302
        assert staff.post(ADD, sent | {"key": str(uuid4())}).status_code == 302  # and once more, which asks nothing

        found = Record.objects.filter(on=date(2026, 9, 20)).values_list("indicator", "amount")
        assert list(found) == [(year.clients.pk, 1)] * 2

    def test_pressed_twice_is_written_once(self, year, staff):
        for _ in range(2):
            staff.post(ADD, quick(year))

        assert Record.objects.count() == 1

    def test_form_filled_anew_with_the_old_key_is_not_lost(self, year, staff):
        staff.post(ADD, quick(year))

        answer = staff.post(ADD, quick(year, title="Něco jiného"))

        assert answer.status_code == 409
        assert "Tímto formulářem už jeden záznam vznikl." in page(answer)
        assert fields(answer)["title"] == "Něco jiného"
        assert fields(answer)["key"] != KEY

    def test_form_sent_again_after_its_record_was_taken_back_is_not_said_to_count(self, year, staff):
        staff.post(ADD, quick(year))
        remove(Record.objects.get(), by=year.staff)

        answer = staff.post(ADD, quick(year))
        staff.post(ADD, fields(answer))

        assert answer.status_code == 409
        assert "Tímto formulářem už jeden záznam vznikl." in page(answer)
        assert Record.objects.counted().count() == 1

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"on": "2026-09-21"}, "Den je v budoucnosti; zapisuje se, co už se stalo."),
            ({"on": "2026-02-31"}, "Takový den není. Zadejte datum, například 31. 12. 2027."),
            ({"on": "2025-12-31"}, "Tady se zapisuje rok 2026. Vyberte den z něj."),
            ({"amount": "mnoho"}, "Zadejte číslo, například 12 nebo 3,5."),
            ({"amount": "-3"}, "Zadejte číslo od nuly výš."),
            ({"amount": "1000000000"}, "Zadejte číslo nejvýše 1 000 000."),
            ({"amount": "1e9"}, "Zadejte číslo, například 12 nebo 3,5."),
            ({"indicator": "0"}, "Vyberte platnou možnost"),
            ({"indicator": ""}, "Toto pole je třeba vyplnit."),
            ({"participants": "1,5"}, "Zadejte celé číslo od 0 do 1 000 000."),
            ({"participants": "1000001"}, "Zadejte celé číslo od 0 do 1 000 000."),
            ({"links": "javascript:alert(1)"}, f"Řádek 1: {NO_LINK}"),
            ({"links": "\r\nhttps://a.cz/\r\n\r\nwww.b.cz"}, f"Řádek 4: {NO_LINK}"),
            ({"links": f"https://a.cz/{'x' * 488}"}, "Řádek 1: odkaz má 501 znaků, vejde se jich nejvýše 500."),
            ({"links": "https://a.cz/\r\n" * 11}, "Řádek 11: vejde se nejvýše 10 odkazů."),
            ({"links": "https://a.cz/\r\n" * 200}, "Text má 2 800 znaků, vejde se jich nejvýše 2 000."),
            ({"title": "a\x00b"}, "znak, který nejde uložit"),
            ({"title": "x" * 201}, "Text má 201 znaků"),
            ({"key": "nic"}, "Stránka se nenačetla celá."),
        ],
    )
    def test_wrong_form_comes_back_with_all_its_text(self, year, staff, wrong, sentence):
        answer = staff.post(ADD, quick(year, topic="Psáno dlouho", note="A ještě", **wrong))

        assert answer.status_code == 422
        assert sentence in page(answer)
        assert "<title>Chyba:" in page(answer)
        assert (fields(answer)["topic"], fields(answer)["note"]) == ("Psáno dlouho", "A ještě")
        assert Record.objects.count() == 0

    def test_links_are_kept_one_on_each_line(self, year, staff):
        answer = staff.post(ADD, quick(year, links="\r\n https://a.cz/ \r\n\r\nHTTP://b.cz/x?y=1&z\r\n"))

        assert answer.status_code == 302
        assert Record.objects.get().links == "https://a.cz/\nHTTP://b.cz/x?y=1&z"

    def test_wrong_links_come_back_as_they_were_typed(self, year, staff):
        answer = staff.post(ADD, quick(year, links="https://a.cz/\n\n b.cz"))

        assert fields(answer)["links"] == "https://a.cz/\n\n b.cz"

    def test_share_over_a_hundred_is_refused(self, year, staff):
        share = make_indicator("spokojenost", name="Spokojenost", unit="%", aggregation=Aggregation.LAST)

        answer = staff.post(ADD, quick(year, indicator=share.pk, amount="101"))

        assert answer.status_code == 422
        assert "Podíl nemůže být větší než 100 %." in page(answer)

    def test_per_cent_is_typed_only_of_a_share(self, year, staff):
        share = make_indicator("spokojenost", name="Spokojenost", unit="%", aggregation=Aggregation.LAST)

        refused = staff.post(ADD, quick(year, amount="80 %"))
        staff.post(ADD, quick(year, indicator=share.pk, amount="80 %"))

        assert "V procentech se píše jen podíl. Tady napište jedno číslo." in page(refused)
        assert Record.objects.get().amount == 80

    def test_closed_month_keeps_what_was_typed(self, year, staff):
        close_month(year.centre, YEAR, MONTH, by=year.head, now=datetime(2026, 9, 28, tzinfo=PRAGUE))

        answer = staff.post(ADD, quick(year))

        assert answer.status_code == 409
        assert "Měsíc je uzavřený. Znovu ho může otevřít vedoucí odboru." in page(answer)
        assert fields(answer)["title"] == "Beseda"
        assert Record.objects.count() == 0

    def test_other_centre_cannot_be_forged(self, year, staff):
        make_centre(parent=year.centre)  # so that there is something to choose
        elsewhere = make_centre()

        answer = staff.post(ADD, quick(year, centre=elsewhere.pk))

        assert answer.status_code == 422
        assert Record.objects.count() == 0

    def test_who_works_in_a_branch_is_told_that_there_are_more_records(self, year, staff):
        branch = make_centre(parent=year.centre, name="Pobočka")
        sentence = "Jsou tu jen záznamy vašeho pracoviště."

        shown = browser(make_user(Role.STAFF, centre=branch)).get(MONTH_PAGE)

        assert sentence in page(shown)
        assert sentence not in page(staff.get(MONTH_PAGE))

    def test_record_of_a_branch_is_written_by_its_main_centre(self, year, staff):
        branch = make_centre(parent=year.centre, name="Pobočka")

        staff.post(ADD, quick(year, centre=branch.pk))

        assert (Record.objects.get().centre, Record.objects.get().meeting.centre) == (branch, year.centre)
        assert "Pobočka" in page(staff.get(MONTH_PAGE))

    def test_other_centres_page_is_not_found(self, year):
        stranger = browser(make_user(Role.HEAD, centre=make_centre()))

        assert stranger.get(MONTH_PAGE).status_code == 404
        assert stranger.post(ADD, quick(year)).status_code == 404

    def test_personal_data_are_pointed_out_and_saved(self, year, staff):
        answer = staff.post(ADD, quick(year, note="Volat 602 123 456"), follow=True)

        assert Record.objects.get().note == "Volat 602 123 456"
        assert "Vypadá to jako telefonní číslo." in page(answer)

    def test_what_was_typed_survives_an_expired_sign_in(self, year, client):
        client.force_login(year.staff)
        client.get(MONTH_PAGE)
        Session.objects.all().delete()
        client.post(ADD, quick(year, title="Psáno před přihlášením", note="A poznámka"))
        client.force_login(year.staff)

        shown = client.get(ADD)

        assert fields(shown)["title"] == "Psáno před přihlášením"
        assert re.search(r'<details class="quick__more"\s+open>', page(shown))  # or the note would not be seen

    def test_rest_of_an_empty_form_is_folded(self, staff):
        assert re.search(r'<details class="quick__more"\s*>', page(staff.get(MONTH_PAGE)))


class TestOneRecord:
    def sent(self, record, **changes):
        facts = {"indicator": record.indicator_id, "amount": "1", "on": "2026-09-14", "title": "", "topic": ""}
        return {**facts, "participants": "", "note": "", "links": "", "version": record.version, **changes}

    def test_form_shows_the_record_as_it_is(self, year, staff):
        record = record_of(year, title="Beseda", amount=Decimal("2.50"), note="Poznámka", links="https://example.cz/")

        shown = fields(staff.get(url(record)))

        facts = {name: shown[name] for name in ("title", "amount", "on", "note", "links", "version")}
        assert facts == {
            "title": "Beseda",
            "amount": "2,5",
            "on": "2026-09-14",
            "note": "Poznámka",
            "links": "https://example.cz/",
            "version": "1",
        }

    def test_correction_is_saved(self, year, staff):
        record = record_of(year)

        answer = staff.post(url(record), self.sent(record, amount="2"))

        assert answer["Location"] == f"{MONTH_PAGE}?mesic=9"
        assert Record.objects.get().amount == 2

    def test_wrong_correction_comes_back(self, year, staff):
        record = record_of(year)

        answer = staff.post(url(record), self.sent(record, amount="x", note="Dlouhý text"))

        assert answer.status_code == 422
        assert fields(answer)["note"] == "Dlouhý text"

    def test_conflict_shows_both_and_keeps_the_typing(self, year, staff):
        record = record_of(year)
        correct(record, RecordContent(year.courses, record.on, Decimal(5), title="Jejich název"), by=year.head)

        answer = staff.post(url(record), self.sent(record, title="Můj název"))

        assert answer.status_code == 409
        assert "Jejich název" in page(answer)
        assert (fields(answer)["title"], fields(answer)["version"]) == ("Můj název", "2")

        staff.post(url(record), fields(answer))
        assert Record.objects.get().title == "Můj název"

    def test_correction_of_what_was_taken_back_keeps_the_typing(self, year, staff):
        record = record_of(year)
        remove(record, by=year.head)

        answer = staff.post(url(record), self.sent(record, title="Můj dlouhý název"))

        assert answer.status_code == 409
        assert "Můj dlouhý název" in page(answer)
        assert "vzal tento záznam někdo zpět" in page(answer)

    def test_record_is_taken_back_and_restored(self, year, staff):
        record = record_of(year)

        gone = staff.post(url(record, "record-remove"), {"version": 1}, follow=True)
        assert "Vrátit záznam mezi započítané" in page(gone)

        back = staff.post(url(record, "record-restore"), {"version": 2}, follow=True)
        assert "Záznam se zase počítá." in page(back)
        assert Record.objects.counted().count() == 1

    def test_closed_month_leaves_a_page_to_read(self, year, staff):
        record = record_of(year, title="Beseda")
        close_month(year.centre, YEAR, MONTH, by=year.head, now=datetime(2026, 9, 28, tzinfo=PRAGUE))

        shown = page(staff.get(url(record)))

        assert "Měsíc je uzavřený." in shown
        assert "Uložit opravu" not in shown
        assert "Beseda" in shown

    def test_links_lead_out_of_the_page_to_read(self, year):
        record = record_of(year, links="https://a.cz/?b=1&c\nhttps://d.cz/")

        shown = page(browser(year.above).get(url(record)))

        assert re.findall(r'<a href="([^"]*)" rel="noreferrer noopener nofollow">([^<]*)</a>', shown) == [
            ("https://a.cz/?b=1&c", "https://a.cz/?b=1&c"),
            ("https://d.cz/", "https://d.cz/"),
        ]

    def test_conflict_shows_the_links_of_both_line_by_line(self, year, staff):
        record = record_of(year)
        theirs = "https://a.cz/\nhttps://b.cz/"
        correct(record, RecordContent(year.courses, record.on, links=theirs), by=year.head)

        answer = staff.post(url(record), self.sent(record, links="https://c.cz/"))

        assert "<td>https://a.cz/<br>https://b.cz/</td><td><ins>https://c.cz/</ins></td>" in page(answer)
        assert fields(answer)["links"] == "https://c.cz/"

    def test_closing_meanwhile_keeps_the_typing(self, year, staff):
        record = record_of(year)
        close_month(year.centre, YEAR, MONTH, by=year.head, now=datetime(2026, 9, 28, tzinfo=PRAGUE))

        answer = staff.post(url(record), self.sent(record, note="Dlouhý text"))

        assert answer.status_code == 409
        assert fields(answer)["note"] == "Dlouhý text"

    def test_retired_indicator_stays_in_its_record(self, year, staff):
        record = record_of(year)
        Indicator.objects.filter(pk=year.courses.pk).update(is_active=False)

        answer = staff.post(url(record), self.sent(record, amount="3"))

        assert answer.status_code == 302

    def test_other_centre_finds_nothing(self, year):
        stranger = browser(make_user(Role.HEAD, centre=make_centre()))
        record = record_of(year)

        answers = [stranger.get(url(record)), stranger.post(url(record, "record-remove"), {"version": 1})]

        assert [answer.status_code for answer in answers] == [404, 404]

    def test_who_only_reads_may_not_change(self, year):
        record = record_of(year)

        assert browser(year.above).get(url(record)).status_code == 200
        assert browser(year.above).post(url(record), self.sent(record)).status_code == 403


def test_key_is_new_on_each_page(staff):
    keys = {str(staff.get(MONTH_PAGE).context["form"]["key"].value()) for _ in range(2)}

    assert len(keys) == 2


class TestFilesBesideACorrection:
    """What is being typed stays in the fields whatever happens with files on the same page."""

    def test_typed_correction_stays_when_a_file_is_attached_or_taken_away(self, year, staff):
        record = record_of(year, title="Beseda")
        address = reverse("record", args=[record.pk])
        typed = fields(staff.get(address)) | {"title": "Beseda ve škole"}

        attached = staff.post(
            reverse("record-evidence", args=[record.pk]), typed | {"file": an_evidence("listina.pdf")}
        )

        assert attached.status_code == 200
        assert fields(attached)["title"] == "Beseda ve škole"
        assert "zatím není uložená" in page(attached)
        file = Evidence.objects.get()
        taken = staff.post(reverse("evidence-remove", args=[file.pk]), fields(attached))
        assert fields(taken)["title"] == "Beseda ve škole"
        assert Record.objects.get(pk=record.pk).title == "Beseda"
        assert staff.post(address, fields(taken)).status_code == 302
        assert Record.objects.get(pk=record.pk).title == "Beseda ve škole"

    def test_file_chosen_beside_a_correction_is_attached_with_it(self, year, staff):
        record = record_of(year, title="Beseda")
        address = reverse("record", args=[record.pk])
        sent = fields(staff.get(address)) | {"title": "Jinak", "file": an_evidence("listina.pdf")}

        assert staff.post(address, sent).status_code == 302
        assert (Record.objects.get(pk=record.pk).title, Evidence.objects.get().name) == ("Jinak", "listina.pdf")

    def test_list_shows_note_links_and_files(self, year, staff):
        record = record_of(year, title="Beseda", note="Přišli rodiče.", links="https://example.cz/fotky")
        attach(record, an_evidence("listina.pdf"), by=year.staff)

        text = page(staff.get(MONTH_PAGE))

        assert "Přišli rodiče." in text
        assert 'href="https://example.cz/fotky"' in text
        assert "listina.pdf" in text

    def test_amount_of_what_is_read_off_is_never_guessed(self, year, staff):
        followers = make_indicator("sledujici", name="Sledující", unit="sledujících", aggregation="last", position=3)
        record_of(year, indicator=followers, amount=500)
        assert staff.get(MONTH_PAGE).context["form"]["indicator"].value() is None

        answer = staff.post(ADD, quick(year, indicator=followers.pk, amount=""))

        assert answer.status_code == 422
        assert "Napište, kolik to je" in page(answer)
        assert staff.post(ADD, quick(year, amount="")).status_code == 302
        assert Record.objects.latest("pk").amount == 1
