"""Pages of the meeting: what they show to whom, what a wrong form gives back, and that nobody's typing is lost."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from centres.models import Role
from evaluations.meetings import writing
from evaluations.meetings.contents import Heading
from evaluations.meetings.writing import close, reopen, write
from evaluations.models import Entry, Meeting, Minutes, Reading
from evaluations.records.sources import set_source
from evaluations.standings import standings
from evaluations.states import MeetingKind, Rating
from evaluations.teams import network_meeting
from goals.states import GoalState, Kind, Level
from goals.writing import TargetContent
from tests.evaluations.meetings_cast import (
    END_OF_MARCH,
    YEAR,
    all_written,
    headed,
    make_scene,
    march,
    written,
)
from tests.factories import (
    PRAGUE,
    approve,
    close_month,
    make_amendment,
    make_goal,
    make_indicator,
    make_network_goal,
    make_record,
    make_user,
)
from tests.world import PASSWORD, browser, choice_in, fields, goal_in, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Sets the time; it is the end of March until something else is said."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(END_OF_MARCH)
    return set_to


@pytest.fixture
def client(scene):
    return browser(scene.head)


def url(scene, month=3, tail=""):
    return reverse(f"meeting{tail}", args=[YEAR, scene.centre.slug, month])


def form_of(client, address, **changes):
    """What the page sends when just this is changed."""
    sent = fields(client.get(address))
    unknown = set(changes) - set(sent) - {name for name in changes if name.endswith("-rating")}
    assert unknown == set()
    return sent | changes


def part(goal, name):
    return f"cil-{goal.pk}-{name}"


def stands(scene, rating=Rating.ON_TRACK):
    return {part(goal, "rating"): rating for goal in scene.goals}


# The page


def test_page_shows_what_the_records_say_and_what_was_said_last(scene, client):
    first = scene.goals[0]
    set_source(first.targets.get(), make_indicator(), by=scene.head)
    make_record(scene.centre, on=date(2026, 3, 14), by=scene.staff)
    february = Meeting.objects.create(kind=MeetingKind.TEAM, centre=scene.centre, year=YEAR, month=2)
    said = written(february, first, rating=Rating.AT_RISK, said="Domluven termín.")
    close(february, entries=all_written(february, scene.goals[1:]) | said, by=scene.head)

    text = page(client.get(url(scene)))

    assert "Ze záznamů za březen: 1" in text
    assert "14. 3." in text
    assert "1 z 12 kurzů" in text
    assert "Domluven termín." in text
    assert "Za březen je zapsaný 1 záznam." in text


def test_each_group_of_answers_is_named_by_its_goal(scene, client):
    """Who only hears the page is not asked the same of nobody knows what."""
    legends = re.findall(r"<legend[^>]*>(.*?)</legend>", page(client.get(url(scene))))

    assert len(legends) == len({*legends}) == len(scene.goals)
    for legend, goal in zip(legends, scene.goals, strict=True):
        assert legend.strip().startswith("Jak stojí")
        assert goal.text[:20] in legend


def test_numbers_are_asked_where_no_record_feeds_the_target(scene, client):
    set_source(scene.goals[0].targets.get(), make_indicator(), by=scene.head)

    text = page(client.get(url(scene)))

    assert "Kolik přibylo za březen" not in text
    assert "Kolik procent je teď (klientů)" in text


def test_sheet_asks_as_the_form_does_and_names_the_day_of_its_numbers(scene, clock):
    each = {"kind": Kind.EACH, "unit": "Každý pracovník"}
    fourth = make_goal(scene.plan.document, centre=scene.centre, text="Cíl centra číslo 4.", targets=[each])
    approve(fourth, now=datetime(YEAR, 1, 5, 9, 0, tzinfo=PRAGUE))
    clock(datetime(2026, 6, 15, 9, 0, tzinfo=PRAGUE))

    text = page(browser(scene.head).get(url(scene, tail="-sheet")))

    assert "Ke dni 31. 3. 2026:" in text
    assert "15. 6." not in text
    assert "Kolik přibylo za březen (kurzů) – " in text
    assert "U kolika je to teď splněné (pracovníků)" in text


def test_last_choice_is_ticked_and_today_is_offered(scene, client):
    close_month(scene.centre, YEAR, 2, ratings={scene.goals[0].pk: Rating.OFF_TRACK})

    sent = fields(client.get(url(scene)))

    assert [sent[part(goal, "rating")] for goal in scene.goals] == ["off_track", "on_track", "on_track"]
    assert sent["porada-held_on"] == "2026-03-31"


def test_today_is_not_offered_long_after_the_month(scene, clock):
    clock(datetime(2026, 5, 2, 9, 0, tzinfo=PRAGUE))

    assert fields(browser(scene.head).get(url(scene)))["porada-held_on"] == ""


def test_looking_at_a_month_makes_no_row(scene, client):
    client.get(url(scene))
    client.get(url(scene, tail="-sheet"))
    client.get(reverse("meetings", args=[YEAR, scene.centre.slug]))

    assert Meeting.objects.count() == 0


def test_draft_is_saved_with_what_was_typed(scene, client):
    first = scene.goals[0]
    sent = form_of(client, url(scene), **{"porada-attendance": "5", part(first, "said"): "Kurz proběhl."})

    response = client.post(url(scene), sent | {"action": "save"})

    assert response["Location"] == url(scene)
    assert Entry.objects.get().said == "Kurz proběhl."
    assert Meeting.objects.get().attendance == 5


def test_month_is_closed_by_one_press_where_the_last_choices_hold(scene, client):
    close_month(scene.centre, YEAR, 2)
    sent = form_of(client, url(scene))

    asked = client.post(url(scene), sent | {"action": "close"}, follow=True)
    response = client.post(url(scene, tail="-close"), fields(asked))

    closed = Meeting.objects.get(month=3)
    assert "U žádného cíle není napsané, co je nového, ani žádné číslo a za měsíc není žádný záznam." in page(asked)
    assert response["Location"] == url(scene, tail="-closed")
    assert (closed.is_closed, closed.held_on) == (True, date(2026, 3, 31))
    assert closed.minutes.count() == 1


def test_press_repeated_leads_to_the_same_closed_month(scene, client):
    sent = form_of(client, url(scene), **stands(scene), **{"porada-note": "Zaznělo."}) | {"action": "close"}

    answers = [client.post(url(scene), sent) for _turn in range(2)]

    assert [answer["Location"] for answer in answers] == [url(scene, tail="-closed")] * 2
    assert Minutes.objects.count() == 1


def test_closing_with_a_goal_left_out_saves_and_says_which(scene, client):
    sent = form_of(client, url(scene), **{part(scene.goals[0], "rating"): "done"}) | {"action": "close"}

    response = client.post(url(scene), sent)

    assert response.status_code == 422
    assert "Uložené to je, uzavřít to ještě nejde" in page(response)
    assert f'href="#id_{part(scene.goals[1], "rating")}_0"' in response.content.decode()
    assert Entry.objects.get(goal=scene.goals[0]).rating == "done"
    assert fields(response)[part(scene.goals[0], "rating")] == "done"


def test_confirmation_says_what_is_next(scene, client, clock):
    close_month(scene.centre, YEAR, 3)

    text = page(client.get(url(scene, tail="-closed")))

    assert "Porada za březen je uzavřená" in text
    assert "Další na řadě bude duben" in text
    assert f"/prace/zapisy/{Minutes.objects.get().pk}.pdf" in text


def test_confirmation_of_an_open_month_leads_to_the_month(scene, client):
    assert client.get(url(scene, tail="-closed"))["Location"] == url(scene)


def test_closed_month_is_shown_as_it_was_frozen(scene, client):
    closed = close_month(scene.centre, YEAR, 3, ratings={scene.goals[0].pk: Rating.AT_RISK})
    set_source(scene.goals[0].targets.get(), make_indicator(), by=scene.head)  # another source later on changes nothing

    text = page(client.get(url(scene)))

    assert "Měsíc je uzavřený. Znovu ho může otevřít vedoucí odboru." in text
    assert closed.entries.get(goal=scene.goals[0]).reason.replace("\xa0", " ") in text
    assert '<form method="post" class="meeting"' not in text


def test_month_to_come_is_locked_with_the_reason(scene, client):
    text = page(client.get(url(scene, month=4)))

    assert "Tento měsíc ještě nezačal." in text
    assert "Uložit rozepsané" not in text


def test_writing_into_a_month_to_come_gives_the_typing_back(scene, client):
    sent = form_of(client, url(scene), **{part(scene.goals[0], "said"): "Napsáno předem."})

    response = client.post(url(scene, month=4), sent | {"action": "save"})

    assert response.status_code == 409
    assert "Napsáno předem." in page(response)
    assert Meeting.objects.count() == 0


def test_writing_into_a_month_closed_meanwhile_gives_the_typing_back(scene, client):
    first = scene.goals[0]
    sent = form_of(client, url(scene), **{part(first, "said"): "Nestihla jsem.", part(first, "rating"): "at_risk"})
    close_month(scene.centre, YEAR, 3)

    response = client.post(url(scene), sent | {"action": "save"})

    assert response.status_code == 409
    assert "Co je nového: Nestihla jsem." in page(response)
    assert "Jak stojí: ohroženo" in page(response)
    assert Entry.objects.get(goal=first).said == ""


@pytest.mark.parametrize(("name", "value"), [("attendance", "0"), ("held_on", "2026-02-31")])
def test_wrong_value_typed_into_a_month_closed_meanwhile_loses_nothing(scene, client, name, value):
    typed = {part(scene.goals[0], "said"): "Nestihla jsem.", f"porada-{name}": value}
    sent = form_of(client, url(scene), **typed)
    close_month(scene.centre, YEAR, 3)

    response = client.post(url(scene), sent | {"action": "save"})

    assert response.status_code == 409
    assert "Co je nového: Nestihla jsem." in page(response)
    assert f": {value}" in page(response)


def test_wrong_value_typed_after_the_day_of_reopening_loses_nothing(scene, client, clock):
    meeting = close_month(scene.centre, YEAR, 3)
    reopen(meeting, reason="Chybí číslo.", until=date(2026, 4, 7), by=scene.above)
    sent = form_of(client, url(scene), **{part(scene.goals[0], "said"): "Pozdě.", "porada-attendance": "0"})
    clock(datetime(2026, 4, 8, 9, 0, tzinfo=PRAGUE))
    client.force_login(scene.head)  # a sign-in does not last so long

    response = client.post(url(scene), sent | {"action": "save"})

    assert response.status_code == 409
    assert "Co je nového: Pozdě." in page(response)


def test_day_typed_into_a_month_closed_meanwhile_is_given_back(scene, client):
    sent = form_of(client, url(scene), **{"porada-held_on": "2026-03-17"})
    close_month(scene.centre, YEAR, 3)

    response = client.post(url(scene), sent | {"action": "save"})

    assert "Datum porady: 17. 3. 2026" in page(response)


def test_closing_asks_about_what_looks_like_personal_data_and_lets_it_go_by_choice(scene, client):
    """Named with its words and place, also where it is typed just now; what is typed later is asked about anew."""
    typed = {part(scene.goals[0], "said"): "Volat 602 123 456.", "porada-note": "Psát na jana@example.cz."}
    sent = form_of(client, url(scene), **stands(scene), **typed)

    asked = client.post(url(scene), sent | {"action": "close"})
    chosen = choice_in(asked)
    later = {"porada-note": "Psát na eva@example.cz."}
    again = client.post(url(scene), fields(asked) | chosen | later | {"action": "close"})

    assert (asked.status_code, again.status_code, Meeting.objects.filter(state="closed").count()) == (422, 422, 0)
    assert "„602 123 456“ vypadá jako osobní údaj" in page(asked)
    assert "Co dalšího zaznělo: „jana@example.cz“" in page(asked)
    assert "Volat 602 123 456." in page(asked)
    assert "Co dalšího zaznělo: „eva@example.cz“" in page(again)

    client.post(url(scene), fields(again) | choice_in(again) | {"action": "close"})
    assert Meeting.objects.get().is_closed


# Two people


def test_both_texts_are_there_and_the_next_save_wins_knowingly(scene, client):
    first = scene.goals[0]
    sent = form_of(client, url(scene), **{part(first, "said"): "Moje znění."}) | {"action": "save"}
    write(march(scene), None, written(march(scene), first, said="Jejich znění."), by=scene.staff)

    conflict = client.post(url(scene), sent)
    client.post(url(scene), fields(conflict) | {"action": "save"})

    assert conflict.status_code == 409
    assert "Jejich" in page(conflict)
    assert fields(conflict)[part(first, "said")] == "Moje znění."
    assert Entry.objects.get().said == "Moje znění."


def test_number_typed_for_a_target_that_is_fed_meanwhile_is_given_back(scene, client):
    first = scene.goals[0]
    target = first.targets.get()
    typed = {part(first, f"cislo-{target.pk}"): "4", part(first, "said"): "Čtyři kurzy."}
    sent = form_of(client, url(scene), **typed) | {"action": "save"}
    set_source(target, make_indicator(), by=scene.head)

    response = client.post(url(scene), sent)
    again = client.post(url(scene), fields(response) | {"action": "save"})

    assert response.status_code == 409
    assert "Některé číslo se sem už nepíše" in page(response)
    assert "Číslo: 4" in page(response)
    assert again.status_code == 302
    assert list(Entry.objects.values_list("said", "readings")) == [("Čtyři kurzy.", None)]


def test_number_typed_for_a_target_that_an_amendment_replaced_is_given_back(scene, client):
    first = scene.goals[0]
    sent = form_of(client, url(scene), **{part(first, f"cislo-{first.targets.get().pk}"): "4"}) | {"action": "save"}
    approve(make_amendment(first, targets=(TargetContent(Kind.COUNT, value=Decimal(6), unit="kurzů"),)))

    response = client.post(url(scene), sent)

    assert response.status_code == 409
    assert "Číslo: 4" in page(response)
    assert Entry.objects.count() == 0


def test_amendment_approved_between_reading_and_writing_loses_nothing(scene, client, monkeypatch):
    first = scene.goals[0]
    typed = {part(first, f"cislo-{first.targets.get().pk}"): "4", part(first, "said"): "Čtyři kurzy."}
    sent = form_of(client, url(scene), **typed) | {"action": "save"}
    write_then = writing.write

    def amended_first(*args, **facts):
        approve(make_amendment(first, targets=(TargetContent(Kind.COUNT, value=Decimal(6), unit="kurzů"),)))
        return write_then(*args, **facts)

    monkeypatch.setattr(writing, "write", amended_first)
    response = client.post(url(scene), sent)

    assert response.status_code == 409
    assert "na tuto poradu nepatří. Načtěte ji znovu." in page(response)
    assert "Uložené to je" not in page(response)
    assert "Čtyři kurzy." in page(response)
    assert Entry.objects.count() == 0


def test_number_saved_before_an_amendment_is_no_news_after_it_and_counts_once(scene, client):
    first = scene.goals[0]
    client.post(url(scene), form_of(client, url(scene), **{part(first, f"cislo-{first.targets.get().pk}"): "4"}))
    sent = form_of(client, url(scene))
    target = TargetContent(Kind.COUNT, value=Decimal(6), unit="kurzů")
    amended = approve(make_amendment(first, targets=(target,)), now=END_OF_MARCH)

    left = client.post(url(scene), sent | {"action": "save"})
    typed = form_of(client, url(scene), **{part(first, f"cislo-{amended.targets.get().pk}"): "4"})
    client.post(url(scene), typed | {"action": "save"})

    standing = standings([amended], year=YEAR, today=date(2026, 3, 31))[0]
    assert left.status_code == 302
    assert Reading.objects.filter(amount=4).count() == 2
    assert standing.targets[0].progress.achieved == 4


def test_conflict_with_ones_own_other_window_names_nobody_else(scene, client):
    first = scene.goals[0]
    write(march(scene), None, written(march(scene), first, said="Napsal pracovník."), by=scene.staff)
    sent = form_of(client, url(scene), **{part(first, "said"): "První okno."}) | {"action": "save"}
    write(march(scene), None, written(march(scene), first, said="Druhé okno."), by=scene.head)

    conflict = client.post(url(scene), sent)

    assert conflict.status_code == 409
    assert f"uložil/a {scene.head}" in page(conflict)
    assert conflict.context["conflicts"][first.pk]["by"] == str(scene.head)


def test_conflict_of_the_heading_is_shown_in_its_place(scene, client):
    sent = form_of(client, url(scene), **{"porada-attendance": "7"}) | {"action": "save"}
    write(march(scene), headed(march(scene), attendance=4), {}, by=scene.staff)

    conflict = client.post(url(scene), sent)

    assert conflict.status_code == 409
    assert 'id="spor-porada"' in conflict.content.decode()
    assert Heading.of(Meeting.objects.get()).attendance == 4


def test_other_goals_written_meanwhile_stay_and_are_not_asked_about(scene, client):
    first, second = scene.goals[:2]
    sent = form_of(client, url(scene), **{part(first, "said"): "Moje."}) | {"action": "save"}
    write(march(scene), None, written(march(scene), second, said="Jejich."), by=scene.staff)

    response = client.post(url(scene), sent)

    assert response.status_code == 302
    assert dict(Entry.objects.values_list("goal", "said")) == {first.pk: "Moje.", second.pk: "Jejich."}


def test_closing_over_what_another_added_saves_and_shows_what_is_new(scene, client):
    first = scene.goals[0]
    sent = form_of(client, url(scene), **stands(scene)) | {"action": "close"}
    del sent[part(first, "rating")]
    write(march(scene), None, written(march(scene), first, rating=Rating.OFF_TRACK), by=scene.staff)

    response = client.post(url(scene), sent, follow=True)

    assert "Mezitím přibylo něco od někoho jiného" in page(response)
    assert f"zapsal/a {scene.staff}" in page(response)
    assert not Meeting.objects.get().is_closed
    assert Entry.objects.exclude(rating="").count() == 3


# Bad input


BAD = {
    "text for a number": ("number", "hodně", "Zadejte číslo"),
    "negative": ("number", "-3", "od nuly výš"),
    "scientific": ("number", "1e9", "Zadejte číslo"),
    "too large": ("number", "1000001", "nejvýše 1 000 000"),
    "three decimals": ("number", "1,234", "dvě desetinná místa"),
    "over 100 per cent": ("share", "100,5", "větší než 100 %"),
    "31 February": ("held_on", "2026-02-31", "Takový den není"),
    "future": ("held_on", "2026-04-01", "v budoucnosti"),
    "before the month": ("held_on", "2026-02-28", "dřív, než začalo období"),
    "nobody": ("attendance", "0", "celé číslo od 1"),
    "half a person": ("attendance", "2,5", "celé číslo od 1"),
    "crowd": ("attendance", "501", "celé číslo od 1"),
    "long text": ("said", "á" * 2001, "vejde se jich nejvýše 2 000"),
    "unprintable": ("note", "text\x00", "nejde uložit"),
    "unknown stand": ("rating", "nevím", 'Vyberte platnou možnost, "nevím" není k dispozici.'),
}


@pytest.mark.parametrize(("field", "value", "sentence"), BAD.values(), ids=BAD)
def test_wrong_value_comes_back_with_everything_else(scene, client, field, value, sentence):
    first, second = scene.goals[:2]
    names = {
        "number": part(first, f"cislo-{first.targets.get().pk}"),
        "share": part(second, f"cislo-{second.targets.get().pk}"),
        "said": part(first, "said"),
        "rating": part(first, "rating"),
    }
    name = names.get(field, f"porada-{field}")
    sent = form_of(client, url(scene), **{f"novy-{first.pk}-what": "Zavolat.", name: value}) | {"action": "close"}

    response = client.post(url(scene), sent)

    assert response.status_code == 422
    assert sentence in page(response)
    assert re.search(r"<title>Chyba:", page(response))
    assert 'class="error-summary" role="alert" tabindex="-1" autofocus' in response.content.decode()
    assert fields(response)[f"novy-{first.pk}-what"] == "Zavolat."
    if field not in {"rating", "note"}:
        assert fields(response)[name] == value
    assert Entry.objects.count() == 0


def test_form_without_its_marks_says_so(scene, client):
    sent = form_of(client, url(scene)) | {"porada-expected": "x", "action": "save"}

    response = client.post(url(scene), sent)

    assert response.status_code == 422
    assert "Stránka se nenačetla celá" in page(response)


@pytest.fixture
def signed_in(scene):
    return make_user(Role.HEAD, centre=scene.centre, password=PASSWORD)


def types_while_the_sign_in_expires(scene, person):
    """A browser whose person has typed, sent it too late, and has signed in again."""
    client = browser(person)
    sent = form_of(client, url(scene), **{part(scene.goals[0], "said"): "Psáno před vypršením."})
    client.session.flush()
    del client.cookies["sessionid"]
    client.post(url(scene), sent | {"action": "save"})
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


def test_typing_survives_an_expired_sign_in(scene, signed_in):
    client = types_while_the_sign_in_expires(scene, signed_in)

    assert fields(client.get(url(scene)))[part(scene.goals[0], "said")] == "Psáno před vypršením."


def test_typing_survives_an_expired_sign_in_and_the_closing_by_somebody_else(scene, signed_in):
    client = types_while_the_sign_in_expires(scene, signed_in)
    close_month(scene.centre, YEAR, 3)

    assert "Co je nového: Psáno před vypršením." in page(client.get(url(scene)))


# Who sees what


def test_those_above_read_an_open_meeting_and_cannot_write(scene):
    client = browser(scene.above)

    text = page(client.get(url(scene)))

    assert "Tady se jen čte. Poradu vyplňuje: pracovník centra, vedoucí centra, zástupce vedoucího centra." in text
    assert client.post(url(scene), {"action": "save"}).status_code == 403


def test_staff_is_told_who_closes(scene):
    text = page(browser(scene.staff).get(url(scene)))

    assert "uzavřít a vytvořit zápis může vedoucí centra, zástupce vedoucího centra" in text
    assert 'value="close"' not in text


def test_meeting_of_another_centre_is_not_there(scene):
    other = make_user(Role.HEAD, centre=make_scene(2027).centre)

    answers = [browser(other).get(url(scene, tail=tail)).status_code for tail in ("", "-sheet", "-closed", "-reopen")]

    assert answers == [404] * 4


@pytest.mark.parametrize("month", [0, 13, 99])
def test_month_that_is_none_is_not_there(scene, client, month):
    assert client.get(url(scene, month=month)).status_code == 404


def test_head_reopens_nothing_and_learns_who_does(scene, client):
    close_month(scene.centre, YEAR, 3)

    response = client.get(url(scene, tail="-reopen"))

    assert response.status_code == 403
    assert "vedoucí odboru" in page(response)


def test_department_head_opens_the_month_again(scene):
    close_month(scene.centre, YEAR, 3)
    client = browser(scene.above)
    sent = fields(client.get(url(scene, tail="-reopen"))) | {"reason": "Chybí kurz ze 14. 3."}

    response = client.post(url(scene, tail="-reopen"), sent, follow=True)

    assert "Znovu otevřeno do 7. 4. 2026: březen." in page(response)
    assert Meeting.objects.get().reopened_until == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Toto pole"),
        ({"until": "2026-03-30"}, "Tento den už byl"),
        ({"until": "2126-03-30"}, "nejdéle na tři měsíce"),
        ({"until": "2026-02-30"}, "Takový den není"),
    ],
)
def test_wrong_reopening_comes_back_with_its_text(scene, changes, sentence):
    close_month(scene.centre, YEAR, 3)
    client = browser(scene.above)
    sent = fields(client.get(url(scene, tail="-reopen"))) | {"reason": "Chybí kurz."} | changes

    response = client.post(url(scene, tail="-reopen"), sent)

    assert response.status_code == 422
    assert sentence in page(response)
    assert fields(response)["reason"] == sent["reason"]


def test_reopening_pressed_on_an_older_page_is_a_conflict_that_keeps_the_reason(scene):
    closed = close_month(scene.centre, YEAR, 3)
    client = browser(scene.above)
    sent = fields(client.get(url(scene, tail="-reopen"))) | {"reason": "Chybí kurz."}
    reopen(closed, reason="Něco jiného.", until=date(2026, 4, 2), by=make_user(Role.DEPARTMENT_HEAD))

    response = client.post(url(scene, tail="-reopen"), sent)

    assert response.status_code == 409
    assert fields(response)["reason"] == "Chybí kurz."
    assert "Mezitím se tu něco změnilo" in page(response)
    assert client.post(url(scene, tail="-reopen"), fields(response)).status_code == 302  # now it is about what there is
    assert Meeting.objects.get().reopened_until == date(2026, 4, 7)


# The list


@pytest.fixture
def late(scene, clock):
    """The head's browser, after the day until which the month was open again."""
    reopen(close_month(scene.centre, YEAR, 3), reason="Chybí číslo.", until=date(2026, 4, 7), by=scene.above)
    clock(datetime(2026, 4, 8, 9, 0, tzinfo=PRAGUE))
    return browser(scene.head)


def test_month_left_open_past_its_day_is_closed_from_its_page(scene, late):
    shown = late.get(url(scene))

    for _ in range(2):
        answer = late.post(url(scene), fields(shown) | {"action": "close-only"})

    assert "Znovu otevřeno bylo jen do 7. 4. 2026. Uzavřít to teď může vedoucí centra" in page(shown)
    assert "Uzavřít březen a vytvořit zápis" in page(shown)
    assert answer.headers["Location"] == url(scene, tail="-closed")
    assert Meeting.objects.get().is_closed
    assert Minutes.objects.count() == 2


def test_month_left_open_past_its_day_is_closed_by_its_head_only(scene, late):
    staff = browser(scene.staff)

    assert "a vytvořit zápis" not in page(staff.get(url(scene)))
    assert staff.post(url(scene), {"action": "close-only", "version": "1"}).status_code == 403


def test_month_that_cannot_be_closed_past_its_day_says_why(scene, late):
    Entry.objects.filter(goal=scene.goals[0]).update(rating="")

    answer = late.post(url(scene), fields(late.get(url(scene))) | {"action": "close-only"})

    assert answer.status_code == 409
    assert "Cíl 1: vyberte, jak stojí." in page(answer)
    assert not Meeting.objects.get().is_closed


def test_day_of_a_month_opened_again_is_put_off_from_its_page(scene, late):
    above = browser(scene.above)
    assert "Posunout den, do kterého je znovu otevřeno" in page(above.get(url(scene)))
    assert "Posunout den" not in page(late.get(url(scene)))
    sent = fields(above.get(url(scene, tail="-reopen"))) | {"reason": "Nestihli to.", "until": "2026-04-20"}

    answer = above.post(url(scene, tail="-reopen"), sent, follow=True)

    assert "Znovu otevřeno do 20. 4. 2026" in page(answer)
    assert Meeting.objects.get().reopened_until == date(2026, 4, 20)


def test_list_says_of_every_month_where_it_is(scene, client, clock):
    close_month(scene.centre, YEAR, 1)
    write(march(scene), None, written(march(scene), scene.goals[0], rating=Rating.DONE), by=scene.head)

    text = page(client.get(reverse("meetings", args=[YEAR, scene.centre.slug])))
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", text, re.DOTALL)
    words = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]

    assert [words[at].split()[0] for at in (0, 11)] == ["Leden", "Prosinec"]
    assert "uzavřená" in words[0]
    assert "3 ze 3" in words[0]
    assert "po termínu" in words[1]
    assert "rozepsaná" in words[2]
    assert "1 ze 3" in words[2]
    assert "Tento měsíc ještě nezačal." in words[3]
    assert "Na řadě je únor." in text


# Above the teams


@pytest.fixture
def long_term(scene):
    goal = make_network_goal(level=Level.LONG_TERM)
    goal.targets.create(position=1, kind=Kind.COUNT, value=200, unit="kurzů")
    goal = goal_in(GoalState.APPROVED, lambda: goal)
    set_source(goal.targets.get(), make_indicator(), by=scene.above)
    return goal


def heads(month=3, tail=""):
    return reverse(f"heads-meeting{tail}", args=[YEAR, month])


def test_heads_meeting_shows_what_each_centre_brought(scene, long_term):
    make_record(scene.centre, on=date(2026, 2, 14), by=scene.staff)
    make_record(scene.centre, on=date(2026, 3, 14), by=scene.staff)

    text = page(browser(scene.above).get(heads()))
    row = re.search(rf"<th scope=\"row\">{scene.centre.name}</th>(.*?)</tr>", text, re.DOTALL)

    assert re.findall(r">([\d–]+)<", row[1]) == ["1", "2"]


def test_heads_meeting_is_closed_with_its_minutes_and_then_read_by_the_centres(scene, long_term):
    client = browser(scene.above)
    before = browser(scene.staff).get(heads())
    said = {f"cil-{long_term.pk}-rating": "on_track", "porada-note": "Zaznělo."}

    response = client.post(heads(), form_of(client, heads(), **said) | {"action": "close"})

    assert before.status_code == 403
    assert response["Location"] == heads(tail="-closed")
    assert browser(scene.staff).get(heads()).status_code == 200
    assert browser(scene.staff).get(reverse("minutes", args=[Minutes.objects.get().pk])).status_code == 200


def test_list_of_heads_meetings_names_those_that_are_open_only_to_those_above(scene, long_term):
    addresses = reverse("heads-meetings", args=[YEAR])

    assert heads() in page(browser(scene.above).get(addresses))
    assert heads() not in page(browser(scene.staff).get(addresses))


def test_annual_meeting_has_the_pack_of_every_centre(scene, long_term):
    text = page(browser(scene.above).get(reverse("annual-meeting", args=[YEAR])))

    assert "Jak rok dopadl v centrech" in text
    assert scene.centre.name in text
    assert "Uzavřít půjde od 1. 12. 2026" in text


def test_director_evaluates_strategic_goals_at_the_end_of_the_year(scene, clock):
    goal = goal_in(GoalState.APPROVED, make_network_goal, level=Level.STRATEGIC)
    clock(datetime(2026, 12, 10, 9, 0, tzinfo=PRAGUE))
    client, address = browser(make_user(Role.DIRECTOR)), reverse("director-meeting", args=[YEAR])
    sent = form_of(client, address, **{f"cil-{goal.pk}-rating": "at_risk"}) | {"action": "close"}

    client.post(address, sent)

    assert network_meeting(MeetingKind.DIRECTOR, YEAR).entries.get().rating == "at_risk"


def test_department_head_reads_the_directors_evaluation_and_does_not_write_it(scene):
    goal_in(GoalState.APPROVED, make_network_goal, level=Level.STRATEGIC)
    client, address = browser(scene.above), reverse("director-meeting", args=[YEAR])

    assert client.get(address).status_code == 200
    assert client.post(address, {"action": "save"}).status_code == 403


# Minutes


def test_minutes_of_another_centre_are_not_there(scene):
    close_month(scene.centre, YEAR, 3)
    other = make_user(Role.HEAD, centre=make_scene(2027).centre)

    assert browser(other).get(reverse("minutes", args=[Minutes.objects.get().pk])).status_code == 404


def test_minutes_come_as_they_were_made(scene, client):
    close_month(scene.centre, YEAR, 3)
    minutes = Minutes.objects.get()

    response = client.get(reverse("minutes", args=[minutes.pk]))

    assert response["Content-Type"] == "application/pdf"
    assert f'filename="zapis-{scene.centre.slug}-2026-3-1.pdf"' in response["Content-Disposition"]
    assert response.content == bytes(minutes.pdf.content)


# A constant number of queries


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def grow(scene):
    """Three more goals that records feed, with records, and one more month behind."""
    for _turn in range(3):
        goal = approve(make_goal(scene.plan.document, centre=scene.centre), now=datetime(2026, 1, 4, tzinfo=PRAGUE))
        set_source(goal.targets.get(), make_indicator(), by=scene.head)
        make_record(scene.centre, on=date(2026, 3, 9), by=scene.staff)


@pytest.mark.engine
@pytest.mark.parametrize("name", ["meeting", "meeting-sheet", "meetings"])
def test_pages_ask_no_more_of_many_goals_and_months(scene, client, name):
    grow(scene)
    close_month(scene.centre, YEAR, 1)
    address = reverse(name, args=[YEAR, scene.centre.slug, 3] if name != "meetings" else [YEAR, scene.centre.slug])

    few = queries(client, address)
    grow(scene)
    close_month(scene.centre, YEAR, 2)
    write(march(scene), None, written(march(scene), scene.goals[0], rating=Rating.DONE), by=scene.head)
    many = queries(client, address)

    assert many <= few + 2  # the month has a row now, whose entries and records are looked up
    grow(scene)
    assert queries(client, address) == many


@pytest.mark.engine
def test_annual_page_asks_no_more_of_many_centres(scene, long_term):
    client, address = browser(scene.above), reverse("annual-meeting", args=[YEAR])
    grow(scene)
    few = queries(client, address)
    for _turn in range(3):
        grow(scene)

    assert queries(client, address) == few


@pytest.mark.engine
def test_frozen_page_asks_no_more_of_many_goals(scene, client):
    close_month(scene.centre, YEAR, 2)
    grow(scene)
    grow(scene)
    close_month(scene.centre, YEAR, 3)

    assert queries(client, url(scene, month=2)) == queries(client, url(scene, month=3))
