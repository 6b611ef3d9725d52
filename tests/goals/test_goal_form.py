"""The page on which goals are written: targets proposed, added and taken away, saved once, overtaken by others."""

import re
import unicodedata
from decimal import Decimal

import pytest

from centres.models import Event, Role
from goals.formatting import describe
from goals.importing import import_document
from goals.models import Goal, Plan, Target
from goals.states import GoalState, Kind
from goals.workflow import perform
from tests.factories import make_amendment, make_centre, make_document, make_goal, make_user
from tests.world import browser, fields, goal_form, goal_in, page, target_rows

pytestmark = pytest.mark.django_db
NEW = "/prace/2026/liberec/novy-cil/"
TEXT = "Uspořádat 12 kurzů češtiny a 3 setkání se školami."


@pytest.fixture
def centre():
    return make_centre(slug="liberec", name="CPIC Liberec")


@pytest.fixture
def goal(centre):
    goal = make_goal(make_document(), centre=centre, text="Zajistit tlumočníka.")
    Plan.objects.create(document=goal.document, centre=centre)
    return goal


@pytest.fixture
def staff(centre):
    return browser(make_user(Role.STAFF, centre=centre, first_name="Jana", last_name="Malá"))


@pytest.fixture
def head(centre):
    return browser(make_user(Role.HEAD, centre=centre))


def edit(goal):
    return f"/prace/cil/{goal.pk}/upravit/"


def rows(response):
    """The targets in the form, as kind, value and unit."""
    sent = fields(response)
    count = int(sent["targets-TOTAL_FORMS"])
    return [tuple(sent[f"targets-{at}-{name}"] for name in ("kind", "value", "unit")) for at in range(count)]


# Targets, without a script


def test_targets_are_proposed_from_the_wording(staff, goal):
    response = staff.post(NEW, goal_form(text=TEXT, action="propose", **target_rows([])))

    assert response.status_code == 200
    assert rows(response) == [("count", "12", "kurzů"), ("count", "3", "setkání")]
    assert fields(response)["text"] == TEXT


def test_proposal_keeps_what_was_typed_and_saves_nothing(staff, goal):
    typed = target_rows([{"kind": "share", "value": "80", "unit": "klientů", "window": "", "deadline": ""}])

    response = staff.post(NEW, goal_form(text=TEXT, responsible="koordinátorka", action="propose", **typed))

    assert rows(response)[-1] == ("share", "80", "klientů")
    assert fields(response)["responsible"] == "koordinátorka"
    assert Goal.objects.count() == 1


def test_proposal_twice_proposes_once(staff, goal):
    first = staff.post(NEW, goal_form(text=TEXT, action="propose", **target_rows([])))

    second = staff.post(NEW, {**fields(first), "action": "propose"})

    assert rows(second) == rows(first)


def test_target_is_added_below_the_others(staff, goal):
    response = staff.post(edit(goal), goal_form(goal, action="add", text="Rozepsané znění."))

    assert rows(response) == [("count", "3", "setkání"), ("count", "", "")]
    assert fields(response)["text"] == "Rozepsané znění."


def test_target_is_removed_by_its_place(staff, goal):
    typed = [{"kind": "count", "value": str(number), "unit": f"věc {number}"} for number in (1, 2, 3)]

    response = staff.post(edit(goal), goal_form(goal, action="remove-1", **target_rows(typed)))

    assert rows(response) == [("count", "1", "věc 1"), ("count", "3", "věc 3")]
    assert goal.targets.count() == 1


def test_twenty_targets_are_the_most(staff, goal):
    typed = [{"kind": "count", "value": str(number), "unit": "věc"} for number in range(20)]

    response = staff.post(edit(goal), goal_form(goal, action="add", **target_rows(typed)))

    assert len(rows(response)) == 20


def test_value_that_is_no_number_is_kept_while_rows_change(staff, goal):
    typed = target_rows([{"kind": "count", "value": "asi tři", "unit": "věc"}])

    response = staff.post(edit(goal), goal_form(goal, action="add", **typed))

    assert rows(response)[0] == ("count", "asi tři", "věc")
    assert response.status_code == 200


def test_page_of_a_goal_shows_its_targets_as_they_are_written_here(staff, goal):
    goal.targets.update(value="3.50", kind=Kind.SHARE)

    assert rows(staff.get(edit(goal))) == [("share", "3,5", "setkání")]


# Saving


def test_new_goal_is_saved_and_the_plan_is_shown(staff, goal):
    response = staff.post(NEW, goal_form(text=TEXT))

    saved = Goal.objects.get(text=TEXT)
    assert response["Location"] == f"/prace/2026/liberec/#cil-{saved.pk}"
    assert (saved.state, saved.centre.slug, saved.position) == (GoalState.DRAFT, "liberec", 2)
    assert list(saved.targets.values_list("kind", "value", "unit")) == [("count", 3, "setkání")]


@pytest.mark.parametrize(
    "written",
    [
        "Uspořádat  3 kurzy\tpro děti.",
        " Uspořádat\u00a03 kurzy\u202fpro děti. ",
        "Uspo\u00adřádat 3 kur\u200bzy pro děti.\ufeff",
        unicodedata.normalize("NFD", "Uspořádat 3 kurzy pro děti."),
    ],
    ids=["runs", "hard spaces", "no width", "NFD"],
)
def test_same_text_is_kept_the_same_way_by_form_and_file(staff, goal, saved, written):
    staff.post(NEW, goal_form(text=written))
    path = saved(f"# Operační cíle center 2026\n\n## {goal.centre.name}\n\n- {written}\n")

    (read,) = import_document(path, year=2026).goals
    assert Goal.objects.latest("pk").text == read.text == "Uspořádat 3 kurzy pro děti."


def test_new_goal_sent_twice_is_there_once(staff, goal):
    for _ in range(2):
        response = staff.post(NEW, goal_form(text=TEXT))

    assert response.status_code == 302
    assert Goal.objects.filter(text=TEXT).count() == 1
    assert Event.objects.filter(name="create").count() == 1


def test_form_used_again_for_another_goal_loses_neither(staff, goal):
    """Back in the browser, another wording, saved: the form is the one that made the first goal."""
    staff.post(NEW, goal_form(text="První cíl."))

    answer = staff.post(NEW, goal_form(text="Druhý cíl."))
    saved = staff.post(NEW, {**fields(answer), "action": "save"})

    assert answer.status_code == 409
    assert "Tímto formulářem už jeden cíl vznikl." in page(answer)
    assert fields(answer)["text"] == "Druhý cíl."
    assert saved.status_code == 302
    assert set(Goal.objects.values_list("text", flat=True)) >= {"První cíl.", "Druhý cíl."}


def test_key_of_somebody_elses_form_makes_nothing_and_loses_nothing(staff, head, goal):
    staff.post(NEW, goal_form(text="První cíl."))

    answer = head.post(NEW, goal_form(text="Druhý cíl."))

    assert answer.status_code == 409
    assert "Tento formulář už někdo odeslal." in page(answer)
    assert fields(answer)["text"] == "Druhý cíl."
    assert not Goal.objects.filter(text="Druhý cíl.").exists()


def test_draft_saved_twice_is_one_event(staff, goal):
    for _ in range(2):
        response = staff.post(edit(goal), goal_form(goal, text="Jinak."))

    assert response.status_code == 302
    assert Event.objects.filter(name="write").count() == 1


def test_remarks_are_shown_and_stop_nothing(staff, goal):
    personal = "Zavolat panu Novákovi na 604 123 456."

    shown = staff.post(edit(goal), goal_form(goal, text=personal, action="add"))
    saved = staff.post(edit(goal), goal_form(goal, text=personal))

    assert "Na co se ještě podívat" in page(shown)
    assert saved.status_code == 302
    assert "Na co se ještě podívat" in page(staff.get("/prace/2026/liberec/"))


def test_reason_of_a_return_stands_above_the_form(staff, goal, centre):
    perform(goal, "submit", by=make_user(Role.HEAD, centre=centre))
    goal.refresh_from_db()
    perform(goal, "return", by=make_user(Role.DEPARTMENT_HEAD), comment="Doplňte, kolik hodin.", part="targets")

    assert "Doplňte, kolik hodin." in page(staff.get(edit(goal)))


@pytest.mark.parametrize("state", [GoalState.SUBMITTED, GoalState.APPROVED, GoalState.DROPPED, GoalState.SUPERSEDED])
def test_form_of_a_goal_that_is_not_at_hand_leads_to_its_page(staff, goal, state):
    goal_in(state, lambda: goal)

    assert staff.get(edit(goal))["Location"] == f"/prace/cil/{goal.pk}/"


# Overtaken


def test_stale_edit_shows_both_texts_and_can_be_saved_again(staff, head, goal):
    head.post(edit(goal), goal_form(goal, text="Zajistit tlumočnici z vietnamštiny."))

    conflict = staff.post(edit(goal), goal_form(goal, text="Zajistit dva tlumočníky.", evidence="Smlouvy"))
    saved = staff.post(edit(goal), {**fields(conflict), "action": "save"})

    assert conflict.status_code == 409
    assert fields(conflict)["text"] == "Zajistit dva tlumočníky."
    assert fields(conflict)["evidence"] == "Smlouvy"
    assert "tlumočnici z vietnamštiny" in page(conflict)
    assert saved.status_code == 302
    assert Goal.objects.get(pk=goal.pk).text == "Zajistit dva tlumočníky."


def test_stale_edit_writes_nothing(staff, head, goal):
    head.post(edit(goal), goal_form(goal, text="Znění vedoucí."))

    staff.post(edit(goal), goal_form(goal, text="Znění pracovnice.", **target_rows([])))

    assert Goal.objects.get(pk=goal.pk).text == "Znění vedoucí."
    assert goal.targets.count() == 1


def test_goal_that_was_sent_meanwhile_cannot_be_saved_and_every_text_is_shown(staff, goal, centre):
    perform(goal, "submit", by=make_user(Role.HEAD, centre=centre))

    typed = {"text": "Mé nové znění.", "evidence": "Výkazy.", "responsible": "sociální pracovnice"}
    conflict = staff.post(edit(goal), goal_form(goal, **typed))

    assert conflict.status_code == 409
    assert all(text in page(conflict) for text in typed.values())
    assert "odeslaný ke schválení" in page(conflict)
    assert Goal.objects.get(pk=goal.pk).text == "Zajistit tlumočníka."


def test_goal_that_was_sent_cannot_be_saved_in_its_own_version_either(staff, goal):
    goal = goal_in(GoalState.SUBMITTED, lambda: goal)

    answer = staff.post(edit(goal), goal_form(goal, text="Mé nové znění."))

    assert answer.status_code == 409
    assert fields(answer)["text"] == "Mé nové znění."
    assert "upravit ho teď nejde" in page(answer)


def test_right_that_was_lost_while_writing_loses_no_text(goal, centre):
    deputy = make_user(Role.DEPUTY, centre=centre, valid_until="2999-01-01")
    client = browser(deputy)
    deputy.memberships.update(valid_until="2020-12-31")

    answer = client.post(edit(goal), goal_form(goal, text="Mé nové znění."))

    assert answer.status_code == 404
    assert "Mé nové znění." in page(answer)


# Changes of approved goals


@pytest.fixture
def approved(goal):
    return goal_in(GoalState.APPROVED, lambda: goal)


def amend(goal):
    return f"/prace/cil/{goal.pk}/zmenit/"


def test_change_is_proposed_beside_what_holds(head, approved):
    form = head.get(amend(approved))
    saved = head.post(amend(approved), goal_form(approved, text="Zajistit dva.", reason="Přibylo klientů."))

    assert "Co platí teď a platit bude, dokud změnu někdo neschválí" in page(form)
    change = Goal.objects.get(amends=approved)
    assert saved["Location"] == f"/prace/cil/{change.pk}/"
    assert (change.text, change.reason, change.state) == ("Zajistit dva.", "Přibylo klientů.", GoalState.DRAFT)
    assert Goal.objects.get(pk=approved.pk).text == "Zajistit tlumočníka."


def test_change_sent_twice_is_there_once(head, approved):
    for _ in range(2):
        response = head.post(amend(approved), goal_form(approved, text="Zajistit dva.", reason="Přibylo klientů."))

    assert response.status_code == 302
    assert Goal.objects.filter(amends=approved).count() == 1


def test_change_needs_its_reason(head, approved):
    answer = head.post(amend(approved), goal_form(approved, text="Zajistit dva.", reason=" "))

    assert answer.status_code == 422
    assert "Proč se cíl mění: Toto pole je třeba vyplnit." in page(answer)
    assert fields(answer)["text"] == "Zajistit dva."


def test_change_beside_somebody_elses_change_is_refused_and_kept_in_the_form(head, approved):
    make_amendment(approved, text="Zajistit tři.")

    answer = head.post(amend(approved), goal_form(approved, text="Zajistit dva.", reason="Přibylo klientů."))

    assert answer.status_code == 409
    assert "Jedna změna tohoto cíle už je rozepsaná" in page(answer)
    assert (fields(answer)["text"], fields(answer)["reason"]) == ("Zajistit dva.", "Přibylo klientů.")
    assert rows(answer) == [("count", "3", "setkání")]


def test_change_that_cannot_be_proposed_leads_to_the_goal(head, approved):
    make_amendment(approved)

    assert head.get(amend(approved))["Location"] == f"/prace/cil/{approved.pk}/"


# Dropping and taking back


def test_dropped_goal_is_taken_back(staff, goal):
    dropped = staff.post(f"/prace/cil/{goal.pk}/vyradit/", {"version": goal.version})
    goal.refresh_from_db()
    assert goal.state == GoalState.DROPPED
    assert "1 vyřazený cíl" in page(staff.get("/prace/2026/liberec/"))

    staff.post(f"/prace/cil/{goal.pk}/obnovit/", {"version": goal.version})

    goal.refresh_from_db()
    assert dropped["Location"] == f"/prace/2026/liberec/#cil-{goal.pk}"
    assert goal.state == GoalState.DRAFT


def test_button_about_an_older_version_says_so_and_leads_back(staff, goal):
    before = f"http://testserver{edit(goal)}"

    answer = staff.post(f"/prace/cil/{goal.pk}/vyradit/", {"version": goal.version - 1}, headers={"referer": before})

    assert answer.status_code == 409
    assert "Cíl se mezitím změnil." in page(answer)
    assert f'<a href="{edit(goal)}">' in answer.content.decode()


def test_button_page_leads_to_no_other_host(staff, goal):
    answer = staff.post(
        f"/prace/cil/{goal.pk}/vyradit/", {"version": 99}, headers={"referer": "https://elsewhere.example/past/"}
    )

    assert "elsewhere.example" not in answer.content.decode()
    assert '<a href="/prace/">Načíst stránku znovu' in answer.content.decode()


# Units, increases, targets for each


def targets_of(**row):
    return target_rows([{"kind": "count", "comparator": "min", "value": "3", "unit": "obchůzek"} | row])


def test_forms_of_a_unit_are_proposed_and_can_be_mended(staff, goal):
    staff.post(edit(goal), goal_form(goal, **targets_of(unit="jízdenek")))

    assert goal.targets.get().unit_forms == "jízdenka, jízdenky, jízdenky, jízdenek"
    assert fields(staff.get(edit(goal)))["targets-0-unit_forms"] == "jízdenka, jízdenky, jízdenky, jízdenek"


def test_what_the_reader_is_not_sure_of_is_asked(staff, goal):
    text = "Uspořádat 12 besed pro děti a 4 pro rodiče."

    response = staff.post(NEW, goal_form(text=text, action="propose", **target_rows([])))

    assert "„4“ čteme jako počet besed. Je to tak?" in page(response)


@pytest.mark.parametrize(("typed", "value"), [("1 000", 1000), ("dvanáct", 12), ("3,5", Decimal("3.5"))])
def test_numbers_are_understood_as_in_a_wording(staff, goal, typed, value):
    staff.post(edit(goal), goal_form(goal, **targets_of(value=typed, unit="kurzů")))

    assert goal.targets.get().value == value


@pytest.mark.parametrize("typed", ["10 11", "1 0000", "12 kurzů"])
def test_two_numbers_are_none(staff, goal, typed):
    refused = staff.post(edit(goal), goal_form(goal, **targets_of(value=typed, unit="kurzů")))

    assert refused.status_code == 422
    assert "Zadejte číslo, například 12 nebo 3,5." in page(refused)


def test_unit_that_nobody_can_inflect_is_asked_for_at_its_field(staff, goal):
    refused = staff.post(edit(goal), goal_form(goal, **targets_of(unit="ks/m2")))

    assert refused.status_code == 422
    assert "Slovo „ks/m2“ neumíme skloňovat." in page(refused)
    assert "targets-0-unit_forms" in fields(refused)

    staff.post(edit(goal), goal_form(goal, **targets_of(unit_forms="obchůzka, obchůzky / obchůzky;obchůzek")))
    assert describe(goal.targets.get()).replace("\u00a0", " ") == "nejméně 3 obchůzky"


def test_known_unit_is_not_asked_for(staff, goal):
    assert "targets-0-unit_forms" not in fields(staff.get(edit(goal)))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"unit_forms": "obchůzka, obchůzky"}, "Napište čtyři tvary oddělené čárkou"),
        ({"kind": "increase", "unit": "klientů"}, "z jakého stavu se vychází"),
        ({"kind": "increase", "unit": "klientů", "baseline": "0", "is_relative": "on"}, "Z nuly se procenty"),
        ({"kind": "increase", "unit": "klientů", "baseline": "2", "value": "-3"}, "Pod nulu to klesnout nemůže"),
        ({"kind": "increase", "unit": "klientů", "baseline": "2", "value": "0"}, "Nula není změna"),
        ({"kind": "count", "unit": "klientů", "value": "-3"}, "Zadejte číslo od nuly výš"),
    ],
)
def test_target_that_cannot_be_is_refused_at_its_field(staff, goal, facts, said):
    response = staff.post(edit(goal), goal_form(goal, **targets_of(**facts)))

    assert response.status_code == 422
    assert said in page(response)
    assert goal.targets.get().kind == Kind.COUNT


def test_decrease_is_saved_with_its_baseline(staff, goal):
    facts = {"kind": "increase", "unit": "stížností", "baseline": "20", "value": "−5", "window": "month"}
    staff.post(edit(goal), goal_form(goal, **targets_of(**facts)))

    target = goal.targets.get()
    assert (target.value, target.baseline, target.is_relative, target.window) == (-5, 20, False, "")


def test_what_each_does_is_asked_beside_who_and_its_forms_are_filled_in(staff, goal):
    facts = {"kind": "each", "unit": "každý pracovník", "value": "2", "unit_forms": "seminář"}
    staff.post(edit(goal), goal_form(goal, **targets_of(**facts)))

    assert describe(goal.targets.get()).replace("\u00a0", " ") == "každý pracovník: 2 semináře"
    labels = dict(re.findall(r'<label[^>]*for="id_targets-0-(\w+)"[^>]*>\s*([^<]+?)\s*<', page(staff.get(edit(goal)))))
    assert (labels["unit"], labels["unit_forms"]) == ("Kdo", "Co každý splní")


def test_whom_each_means_is_chosen_for_the_network_only(staff, goal):
    above = browser(make_user(Role.DEPARTMENT_HEAD))
    form = goal_form(None, text="Uspořádat kurzy.", **targets_of(unit="kurzů", scope="region"))

    above.post("/prace/zavazek/novy/long_term/", form)
    staff.post(edit(goal), goal_form(goal, **targets_of(unit="kurzů", scope="region")))

    assert list(Target.objects.order_by("-goal__level").values_list("goal__level", "scope")) == [
        ("operational", ""),
        ("long_term", "region"),
    ]


def test_goal_saved_without_a_target_gets_what_its_wording_promises(staff, goal):
    response = staff.post(NEW, goal_form(text="Dojednat 20 schůzek a obejít firmy.", **target_rows([])), follow=True)

    [saved] = Goal.objects.exclude(pk=goal.pk)
    assert list(saved.targets.values_list("kind", "value", "unit")) == [("count", 20, "schůzek")]
    assert "Cílové hodnoty jsou navržené ze znění" in page(response)


def test_target_that_was_taken_away_stays_away(staff, goal):
    staff.post(edit(goal), goal_form(goal, text="Uspořádat 12 kurzů.", **target_rows([])))

    assert not goal.targets.exists()


# The difference of an amendment


@pytest.fixture
def twice(centre):
    targets = [{"kind": Kind.FREQUENCY, "comparator": "exact", "value": 2, "unit": "2x", "window": "month"}]
    goal = make_goal(make_document(), centre=centre, text="Setkat se 2x měsíčně.", targets=targets)
    Plan.objects.create(document=goal.document, centre=centre)
    return goal_in(GoalState.APPROVED, lambda: goal)


TWICE = {"kind": "frequency", "comparator": "exact", "value": "2", "unit": "2x", "window": "month"}


def test_difference_is_proposed_target_by_target(head, twice):
    response = head.post(
        amend(twice),
        goal_form(twice, text="Setkat se 1x měsíčně.", reason="Málo lidí.", action="propose", **target_rows([TWICE])),
    )

    assert [row[:2] for row in rows(response)] == [("frequency", "1")]
    assert "2× měsíčně → 1 setkání měsíčně" in page(response).replace("\u00a0", " ")


def test_targets_that_contradict_each_other_are_a_remark(head, twice):
    once_more = TWICE | {"value": "1"}
    form = goal_form(twice, text="Setkat se 1x měsíčně.", reason="", **target_rows([TWICE, once_more]))

    assert "Dvě cílové hodnoty měří totéž různým číslem: 2 a 1." in page(head.post(amend(twice), form)).replace(
        "\u00a0", " "
    )


def test_proposal_keeps_whose_target_it_is_and_what_was_written_by_hand(staff, goal):
    typed = [
        {"kind": "count", "comparator": "min", "value": "10", "unit": "kurzů", "deadline": "2026-06-30"},
        {"kind": "count", "comparator": "min", "value": "4", "unit": "firem"},
    ]

    response = staff.post(NEW, goal_form(text=TEXT, action="propose", **target_rows(typed)))

    assert rows(response) == [("count", "12", "kurzů"), ("count", "3", "setkání"), ("count", "4", "firem")]
    assert fields(response)["targets-0-deadline"] == "2026-06-30"
