"""Pages of the closing and of releasing: who may, what is said when it cannot be, and that nothing typed is lost."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centres.models import Event, Role
from evaluations.closings import closing as verbs
from evaluations.closings.closing import begin_closing, closing_of
from evaluations.models import Closing, Meeting, Report
from evaluations.states import ClosingState
from tests import once
from tests.evaluations.closing_cast import (
    COURSES,
    JANUARY,
    PLZEN,
    YEAR,
    accepted,
    evaluated,
    make_larger_year,
    make_lived_year,
    make_year,
    sent,
    written,
)
from tests.factories import make_document, make_user
from tests.world import browser, fields, page

pytestmark = pytest.mark.django_db
CLOSING = f"/prace/{YEAR}/liberec/uzaverka/"
DECIDE = CLOSING + "rozhodnuti/"
ALL = f"/prace/{YEAR}/uzaverka/"
STANDING = f"/prace/{YEAR}/stav/"
EVALUATION = f"/prace/{YEAR}/vyhodnoceni/"


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        yield make_lived_year("on_track", said="Domluven termín se školou.")


@pytest.fixture
def year(built):
    return deepcopy(built)


@pytest.fixture
def head(year):
    return browser(year.head)


@pytest.fixture
def above(year):
    return browser(year.above)


def form_of(client, url=CLOSING, **changes):
    """What the page would send; radios and texts of goals are named goal-<id>-…"""
    return fields(client.get(url)) | changes


def field(goal, name):
    return f"goal-{goal.root_id}-{name}"


# The head's page


def test_page_shows_each_goal_with_its_numbers_and_what_meetings_said(year, head):
    shown = page(head.get(CLOSING))

    for words in (
        "9 z 12 kurzů",
        "Z čísel vychází: splněn částečně.",
        "Domluven termín se školou.",
        "Co řekla 1 porada",
    ):
        assert words in shown
    assert "Splnění nedokládá žádný soubor." in shown


def test_results_are_chosen_as_proposed(year, head):
    form = form_of(head)

    assert [form[field(goal, "result")] for goal in year.goals] == ["partly", "fulfilled"]


def test_saving_keeps_everything_and_stays(year, head):
    sent_form = form_of(head, **{"year-text": "Dobrý rok.", field(year.goals[1], "result"): "partly"})
    sent_form[field(year.goals[1], "reason")] = "Chyběl lektor."

    answer = head.post(CLOSING, sent_form | {"action": "save"})

    assert answer["Location"] == CLOSING
    kept = form_of(head)
    assert kept["year-text"] == "Dobrý rok."
    assert kept[field(year.goals[1], "reason")] == "Chyběl lektor."
    assert closing_of(year.plan).state == ClosingState.OPEN


def test_other_result_without_a_reason_is_said_and_all_is_kept(year, head):
    sent_form = form_of(head, **{"year-text": "Dobrý rok.", field(year.goals[0], "result"): "fulfilled"})

    answer = head.post(CLOSING, sent_form | {"action": "send"})

    assert answer.status_code == 422
    assert "Z čísel vychází „splněn částečně“. Napište, proč je výsledek jiný." in page(answer)
    kept = fields(answer)
    assert (kept["year-text"], kept[field(year.goals[0], "result")]) == ("Dobrý rok.", "fulfilled")
    assert not Closing.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("result", "", "Vyberte, jak cíl skončil."),
        ("result", "vyborne", 'Vyberte platnou možnost, "vyborne" není k dispozici.'),
        ("reason", "x\x00y", "znak, který nejde uložit"),
        ("reason", "x" * 2001, "Zkraťte ho."),
        ("expected", "podvrh", "Stránka se nenačetla celá."),
    ],
)
def test_bad_input_is_named_and_saves_nothing(year, head, name, value, sentence):
    answer = head.post(CLOSING, form_of(head, **{field(year.goals[0], name): value, "action": "save"}))

    assert answer.status_code == 422
    assert sentence in page(answer)
    assert not Closing.objects.exists()


def test_what_was_overtaken_begins_no_closing(year, head):
    goal, other = year.goals
    form = form_of(head, **{field(goal, "result"): "not", field(goal, "reason"): "Nestihli jsme."})
    form[field(goal, "expected")] = form[field(other, "expected")]  # the numbers proposed something else before

    assert head.post(CLOSING, form | {"action": "save"}).status_code == 409
    assert not Closing.objects.exists()


def test_sending_with_an_open_month_says_which_and_keeps_what_was_typed(year, head):
    Meeting.objects.filter(month__in=[3, 12]).update(state="open", closed_at=None)

    answer = head.post(CLOSING, form_of(head, **{"year-text": "Dobrý rok."}) | {"action": "send"})

    shown = page(answer)
    assert answer.status_code == 422
    assert "Uloženo, ale neodesláno" in shown
    assert "chybí březen, prosinec" in shown
    assert fields(answer)["year-text"] == "Dobrý rok."


def test_sending_leads_to_what_happens_next(year, head):
    answer = head.post(CLOSING, form_of(head) | {"action": "send"})

    assert answer["Location"] == CLOSING + "odeslano/"
    assert "Uzávěrka roku 2025 je odeslaná" in page(head.get(CLOSING + "odeslano/"))
    shown = page(head.get(CLOSING))
    assert "čeká na rozhodnutí" in shown
    assert "Vzít zpět" in shown
    assert 'name="year-text"' not in shown


def test_confirmation_of_what_was_not_sent_leads_to_the_closing(year, head):
    assert head.get(CLOSING + "odeslano/")["Location"] == CLOSING


def test_two_heads_on_one_goal_see_both_texts(year, head):
    goal = year.goals[0]
    mine = form_of(head, **{field(goal, "result"): "fulfilled", field(goal, "reason"): "Dvanáctý byl v lednu."})
    theirs = {goal.root_id: written(begin_closing(year.plan), goal, "not", "Devět je málo.")}
    verbs.save(begin_closing(year.plan), None, theirs, by=make_user(Role.HEAD, centre=year.centre), now=JANUARY)

    conflict = head.post(CLOSING, mine | {"action": "save"})

    shown = page(conflict)
    assert conflict.status_code == 409
    assert "Nesplněn: Devět je málo." in shown
    assert fields(conflict)[field(goal, "reason")] == "Dvanáctý byl v lednu."
    assert head.post(CLOSING, fields(conflict) | {"action": "save"})["Location"] == CLOSING
    assert closing_of(year.plan).results.get(goal=goal).reason == "Dvanáctý byl v lednu."


def test_text_typed_while_somebody_else_sent_the_closing_is_shown(year, head):
    mine = form_of(head, **{"year-text": "Můj dlouhý text o roce.", "action": "save"})
    sent(year)

    answer = head.post(CLOSING, mine)

    assert answer.status_code == 409
    assert "Můj dlouhý text o roce." in page(answer)


def test_taking_back_opens_it_again(year, head):
    sent(year)

    answer = head.post(CLOSING, {"action": "recall", "version": closing_of(year.plan).version})

    assert answer["Location"] == CLOSING
    assert 'name="year-text"' in page(head.get(CLOSING))


def test_taking_back_what_was_accepted_meanwhile_is_refused(year, head):
    version = sent(year).version
    verbs.accept(closing_of(year.plan), by=year.above, now=JANUARY)

    assert head.post(CLOSING, {"action": "recall", "version": version}).status_code == 409
    assert closing_of(year.plan).state == ClosingState.ACCEPTED


def test_staff_read_and_are_told_who_may(year):
    staff = browser(year.staff)

    shown = page(staff.get(CLOSING))

    assert "K tomu je oprávněn: vedoucí centra, zástupce" in shown
    assert 'name="action"' not in shown
    assert staff.post(CLOSING, {"action": "save"}).status_code == 403


def test_other_centre_finds_nothing(year):
    other = browser(make_year(COURSES, document=year.document, **PLZEN).head)

    assert [other.get(CLOSING + last).status_code for last in ("", "odeslano/", "rozhodnuti/", "rozhodnuto/")] == [
        404
    ] * 4


def test_centre_without_goals_has_nothing_to_close(year, head):
    next_year = make_document(YEAR + 1)
    next_year.plans.create(centre=year.centre)

    assert "Není co uzavírat" in page(head.get(f"/prace/{YEAR + 1}/liberec/uzaverka/"))


def test_looking_begins_no_closing(year, head):
    head.get(CLOSING)

    assert Closing.objects.count() == 0


def test_personal_data_in_what_will_come_out_is_pointed_at(year, head):
    head.post(CLOSING, form_of(head, **{"year-text": "Volejte 777 123 456.", "action": "save"}))

    assert "Slovní zhodnocení roku: <strong>„777 123 456“</strong>" in page(head.get(CLOSING))


@pytest.mark.engine
@pytest.mark.parametrize("url", [CLOSING, DECIDE, ALL, STANDING, EVALUATION])
def test_pages_ask_as_often_about_many_goals_as_about_few(year, above, url):
    asked = []
    for make in (lambda: year, lambda: make_larger_year(year.document)):
        made = make()
        sent(made)
        url = url.replace("liberec", made.centre.slug)
        above.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert above.get(url).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


# Deciding


def test_returned_closing_shows_why_on_top(year, head, above):
    version = sent(year).version

    answer = above.post(DECIDE, {"verdict": "return", "comment": "Doložte kurzy.", "version": version})

    assert answer["Location"] == CLOSING + "rozhodnuto/"
    assert "Uzávěrka roku 2025 je vrácená" in page(above.get(CLOSING + "rozhodnuto/"))
    shown = page(head.get(CLOSING))
    assert shown.index("Doložte kurzy.") < shown.index("Cíl 1")
    assert 'name="year-text"' in shown


def test_accepted_closing_says_so(year, above):
    answer = above.post(DECIDE, {"verdict": "accept", "comment": "", "version": sent(year).version})

    assert answer["Location"] == CLOSING + "rozhodnuto/"
    assert "Uzávěrka roku 2025 je přijatá" in page(above.get(CLOSING + "rozhodnuto/"))


@pytest.mark.parametrize(
    ("verdict", "comment", "sentence"),
    [
        ("", "Napsal jsem.", "Vyberte, jestli uzávěrku přijímáte, nebo vracíte."),
        ("return", " ", "Napište, co má centrum doplnit a proč."),
        ("accept", "Napsal jsem.", "Napsali jste důvod, ale uzávěrku nevracíte."),
    ],
)
def test_incomplete_decision_is_said_and_kept(year, above, verdict, comment, sentence):
    answer = above.post(DECIDE, {"verdict": verdict, "comment": comment, "version": sent(year).version})

    assert answer.status_code == 422
    assert sentence in page(answer)
    assert fields(answer)["comment"].strip() == comment.strip()
    assert closing_of(year.plan).state == ClosingState.SENT


def test_decision_about_what_was_taken_back_keeps_the_reason(year, above):
    version = sent(year).version
    verbs.recall(closing_of(year.plan), by=year.head, now=JANUARY)

    answer = above.post(DECIDE, {"verdict": "return", "comment": "Doložte kurzy.", "version": version})

    assert answer.status_code == 409
    assert "Doložte kurzy." in page(answer)


def test_decision_about_what_was_sent_anew_has_to_be_taken_again(year, above):
    version = sent(year).version
    verbs.recall(closing_of(year.plan), by=year.head, now=JANUARY)
    sent(year)

    conflict = above.post(DECIDE, {"verdict": "return", "comment": "Doložte kurzy.", "version": version})
    again = above.post(DECIDE, fields(conflict) | {"verdict": "return"})

    assert (conflict.status_code, fields(conflict)["comment"]) == (409, "Doložte kurzy.")
    assert again["Location"] == CLOSING + "rozhodnuto/"


def test_nothing_waits_while_the_centre_has_it(year, above):
    assert "Nic tu nečeká na rozhodnutí" in page(above.get(DECIDE))


def test_decision_about_what_nobody_has_begun_decides_nothing(year, above):
    answer = above.post(DECIDE, {"verdict": "accept", "comment": "", "version": 1})

    assert answer.status_code == 409
    assert "Nic tu nečeká na rozhodnutí" in page(answer)
    assert Closing.objects.count() == 0


def test_table_of_closings_tells_centres_apart(year, above):
    accepted(make_year(COURSES, document=year.document, **PLZEN))
    make_year(COURSES, slug="jihlava", name="CPIC Jihlava", document=year.document)
    sent(year)

    shown = page(above.get(ALL))

    assert "Přijaté uzávěrky: 1 ze 3. Na rozhodnutí čeká 1 uzávěrka." in shown
    assert [word for word in ("čeká na rozhodnutí", "přijatá", "nezačala", "Rozhodnout") if word not in shown] == []


def test_year_without_goals_has_no_closings(above):
    make_document(YEAR - 1)

    assert "Zatím není co uzavírat" in page(above.get(f"/prace/{YEAR - 1}/uzaverka/"))


# Releasing


def test_standing_is_shown_for_the_chosen_month_and_comes_out(year, above):
    shown = above.get(STANDING + "?mesic=9")
    answer = above.post(STANDING + "?mesic=9", {"expected": shown.context["prepared"].fingerprint})

    assert "Stav plnění cílů 2025 k 30. 9. 2025" in page(shown)
    assert answer["Location"] == f"{STANDING}1/"
    assert "Zveřejněno: Stav plnění cílů 2025 k 30. 9. 2025" in page(above.get(f"{STANDING}1/"))


@pytest.mark.parametrize("month", ["13", "0", "zari", "-1", "9999999999"])
def test_month_that_is_none_is_not_found(year, above, month):
    assert above.get(f"{STANDING}?mesic={month}").status_code == 404


def test_gap_needs_its_reason_and_what_was_typed_stays(year, above):
    make_year(COURSES, document=year.document, **PLZEN, is_closed=False)
    seen = above.get(STANDING + "?mesic=9").context["prepared"].fingerprint

    refused = above.post(STANDING + "?mesic=9", {"expected": seen, "reason": ""})
    done = above.post(STANDING + "?mesic=9", {"expected": seen, "reason": "Plzeň se opozdila."})

    assert refused.status_code == 422
    assert "Ne všechno je hotové. Napište, proč se to přesto zveřejňuje." in page(refused)
    assert done["Location"] == f"{STANDING}1/"
    assert Event.objects.get(name="release").comment == "Plzeň se opozdila."


def test_what_has_changed_meanwhile_does_not_come_out_and_the_text_stays(year, above):
    accepted(year)
    form = fields(above.get(EVALUATION)) | {"narrative": "Rok se povedl."}
    verbs.return_to_centre(closing_of(year.plan), reason="Proč.", by=year.above, now=JANUARY)
    again = {year.goals[1].root_id: written(begin_closing(year.plan), year.goals[1], "not", "Nestihli jsme.")}
    verbs.accept(
        verbs.send(closing_of(year.plan), results=again, by=year.head, now=JANUARY), by=year.above, now=JANUARY
    )

    conflict = above.post(EVALUATION, form)

    assert conflict.status_code == 409
    assert "Nic se nezveřejnilo" in page(conflict)
    assert fields(conflict)["narrative"] == "Rok se povedl."
    assert above.post(EVALUATION, fields(conflict))["Location"] == EVALUATION + "zverejneno/"
    assert Report.objects.get().narrative == "Rok se povedl."


def test_evaluation_that_is_not_ready_offers_no_button(year, above):
    shown = page(above.get(EVALUATION))

    assert "Uzávěrku nemá přijatou: CPIC Liberec." in shown
    assert "Zveřejnit vyhodnocení" not in shown


def test_evaluation_posted_all_the_same_is_refused_with_its_text(year, above):
    seen = above.get(EVALUATION).context["prepared"].fingerprint

    answer = above.post(EVALUATION, {"expected": seen, "narrative": "Rok se povedl."})

    assert answer.status_code == 422
    assert "Rok se povedl." in page(answer)
    assert Report.objects.count() == 0


def test_evaluation_comes_out_with_its_narrative(year, above):
    accepted(year)

    answer = above.post(EVALUATION, fields(above.get(EVALUATION)) | {"narrative": "Rok se povedl."})

    assert answer["Location"] == EVALUATION + "zverejneno/"
    assert "Zveřejněno: Vyhodnocení operačních cílů center 2025" in page(above.get(EVALUATION + "zverejneno/"))


def test_year_in_the_future_has_nothing_to_release(above):
    make_document(2090)

    assert "Zatím není co zveřejnit" in page(above.get("/prace/2090/stav/"))


@pytest.mark.parametrize("url", [STANDING, EVALUATION, ALL])
def test_head_of_a_centre_is_told_who_may(year, head, url):
    answer = head.get(url)

    assert answer.status_code == 403
    assert "vedoucí odboru" in page(answer)


# The next year starts from it


def test_plan_of_the_next_year_shows_how_last_years_goals_ended(year, head):
    next_year = make_document(YEAR + 1)
    next_year.plans.create(centre=year.centre)
    plan = f"/prace/{YEAR + 1}/liberec/"

    before = page(head.get(plan))
    accepted(year)
    after = page(head.get(plan))
    one = page(head.get(f"{plan}loni/{year.goals[0].pk}/"))

    assert "Jak v roce 2025 stojí:" in before
    assert "Jak rok 2025 skončil:" in after
    for shown in (after, one):
        assert "splněn částečně" in shown
        assert "9 z 12 kurzů" in shown


def test_evaluated_year_says_why_nothing_can_be_done(year, head):
    accepted(year)
    evaluated(year.document)

    assert "Rok 2025 je vyhodnocený a zveřejněný; v něm už se nic nemění." in page(head.get(CLOSING))


def test_evaluated_year_offers_neither_another_evaluation_nor_to_open_its_months(year, above):
    addresses = {ALL: "Připravit vyhodnocení roku", f"/prace/{YEAR}/liberec/porady/9/": "Znovu otevřít"}
    before = [offer in page(above.get(address)) for address, offer in addresses.items()]
    accepted(year)
    open_year = page(above.get(ALL))
    evaluated(year.document)

    after = [offer in page(above.get(address)) for address, offer in addresses.items()]

    assert "Připravit vyhodnocení roku" in open_year
    assert (before, after) == ([True, True], [False, False])
