"""Every page of the workspace, as those who come to it see it: accessible and within its width, in error included.

The people sign in once for the whole module. What the example lacks is made with the verbs that the pages use.
"""

import re
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from centres.models import User
from cpic.example.people import ADMINISTRATOR, DEPARTMENT_HEAD, DIRECTOR, head_of
from goals.approval import APPROVE, Verdict, decide, submit, submit_plan, to_submit
from goals.models import Goal, Plan
from goals.states import Decision, GoalState
from goals.workflow import perform
from goals.writing import Content, amend, create, write
from goals.years import continue_goal, previous_goals
from tests.browser.conftest import EXAMPLE_PASSWORD
from tests.browser.people import Keyboard, Pointer, goal_at

HEAD = "vedouci.ceske-budejovice@example.cz"
STAFF = "pracovnik.ceske-budejovice@example.cz"
NOBODY = "nikdo@example.cz"
LONG_TEXT = "Každý měsíc navštívit alespoň dvě obce, ve kterých centrum nemá pracoviště, a nabídnout tam poradenství."


def head(slug):
    return f"vedouci.{slug}@example.cz"


@pytest.fixture(autouse=True)
def _database(live, world, django_db_blocker):
    cache.clear()  # attempts of one test do not count in another
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def world(example, django_db_blocker):
    """The states that the example lacks, one centre for each."""
    with django_db_blocker.unblock():
        User.objects.create_user(NOBODY, EXAMPLE_PASSWORD)
        _finish_writing("karlovy-vary")
        _change_a_goal("pisek", 2026)
        _begin_a_change("kladno", 2026)
        liberec = _plan("liberec")
        perform(_new_goal(liberec, "Uspořádat 5 setkání se školami."), "drop", by=head_of("liberec"))


def _plan(slug, year=2027):
    return Plan.objects.select_related("document", "centre").get(document__year=year, centre__slug=slug)


def _new_goal(plan, text=LONG_TEXT):
    return create(plan.document, Content(text), by=head_of(plan.centre.slug), centre=plan.centre)


def _goal(slug, state, year=2027, **condition):
    goals = Goal.objects.filter(document__year=year, centre__slug=slug, state=state, **condition)
    return goals.in_document_order().first()


def _finish_writing(slug):
    """Everything decided and ready to be sent."""
    plan = _plan(slug)
    for goal in previous_goals(plan):
        continue_goal(plan, goal, Decision.CARRY, by=head_of(slug))


def _begin_a_change(slug, year):
    goal = _goal(slug, GoalState.APPROVED, year)
    content = Content(
        f"{goal.text} Nově i ve večerních hodinách.", Content.of(goal).targets, reason="Přes den nemohou."
    )
    return amend(goal, content, by=head_of(slug))


def _change_a_goal(slug, year):
    change = submit([_begin_a_change(slug, year)], by=head_of(slug))
    decide([Verdict(change[0], APPROVE)], by=User.objects.get(email=DEPARTMENT_HEAD))


@pytest.fixture(scope="module")
def signed_in(chromium, live_url, world, django_db_blocker):
    """Gives the cookies of a person who has signed in; each signs in once."""
    states = {}

    def state_of(email):
        if email not in states:
            with django_db_blocker.unblock():
                _give_password(email)
            context = chromium.new_context(base_url=live_url, locale="cs-CZ")
            Pointer(context.new_page()).signs_in(email)
            states[email] = context.storage_state()
            context.close()
        return states[email]

    return state_of


def _give_password(email):
    person = User.objects.get(email=email)
    if not person.has_usable_password():
        person.set_password(EXAMPLE_PASSWORD)
        person.save()


@pytest.fixture
def visit(browse, signed_in):
    """Opens an address as a person."""

    def open_page(email, address, hands=Pointer):
        person = hands(browse(storage_state=signed_in(email)))
        person.opens(address() if callable(address) else address)
        return person

    return open_page


def hold_error(page, hold):
    """What every form in error promises besides."""
    expect(page).to_have_title(re.compile("^Chyba: "))
    expect(page.locator(".error-summary")).to_be_focused()
    hold(page)


def page_of(slug, state, tail="", year=2027, **condition):
    """Address of a page about the centre's first goal in the state."""
    return lambda: f"/prace/cil/{_goal(slug, state, year, **condition).pk}/{tail}"


def continuing(slug):
    return lambda: f"/prace/2027/{slug}/loni/{previous_goals(_plan(slug)).last().root_id}/"


DRAFT, SUBMITTED, RETURNED = GoalState.DRAFT, GoalState.SUBMITTED, GoalState.RETURNED
APPROVED, SUPERSEDED, DROPPED = GoalState.APPROVED, GoalState.SUPERSEDED, GoalState.DROPPED
PAGES = {
    "home of the department head": (DEPARTMENT_HEAD, "/prace/"),
    "home of the director": (DIRECTOR, "/prace/"),
    "home with a returned goal": (head("jihlava"), "/prace/"),
    "home where nothing waits": (head("pelhrimov"), "/prace/"),
    "home without a role": (NOBODY, "/prace/"),
    "plan not begun": (head("tachov"), "/prace/2027/tachov/"),
    "plan in preparation": (head("liberec"), "/prace/2027/liberec/"),
    "plan submitted": (head("pardubice"), "/prace/2027/pardubice/"),
    "plan submitted, for its decision": (DEPARTMENT_HEAD, "/prace/2027/pardubice/"),
    "plan submitted, for staff": (STAFF, "/prace/2027/ceske-budejovice/"),
    "plan returned": (head("jihlava"), "/prace/2027/jihlava/"),
    "plan approved": (head("pelhrimov"), "/prace/2027/pelhrimov/"),
    "plan with changes": (head("kladno"), "/prace/2026/kladno/"),
    "goal form, new": (head("liberec"), "/prace/2027/liberec/novy-cil/"),
    "goal form with targets": (head("liberec"), page_of("liberec", DRAFT, "upravit/", targets__value=40)),
    "goal form of a returned goal": (head("jihlava"), page_of("jihlava", RETURNED, "upravit/")),
    "continue": (head("liberec"), continuing("liberec")),
    "check, something missing": (head("liberec"), "/prace/2027/liberec/kontrola/"),
    "check, complete": (head("karlovy-vary"), "/prace/2027/karlovy-vary/kontrola/"),
    "submitted": (head("pardubice"), "/prace/2027/pardubice/odeslano/"),
    "recall": (head("pardubice"), "/prace/2027/pardubice/vzit-zpet/"),
    "recall refused": (head("jihlava"), "/prace/2027/jihlava/vzit-zpet/"),
    "decide": (DEPARTMENT_HEAD, "/prace/2027/pardubice/rozhodnuti/"),
    "decide, nothing waits": (DEPARTMENT_HEAD, "/prace/2027/liberec/rozhodnuti/"),
    "decide about a change": (DEPARTMENT_HEAD, page_of("zlin", SUBMITTED, "rozhodnuti/", 2026)),
    "decided": (DEPARTMENT_HEAD, "/prace/2027/jihlava/rozhodnuto/"),
    "goal, draft": (head("liberec"), page_of("liberec", DRAFT)),
    "goal, dropped": (head("liberec"), page_of("liberec", DROPPED)),
    "goal, submitted": (head("pardubice"), page_of("pardubice", SUBMITTED)),
    "goal, submitted, for its decision": (DEPARTMENT_HEAD, page_of("pardubice", SUBMITTED)),
    "goal, returned": (head("jihlava"), page_of("jihlava", RETURNED)),
    "goal, approved": (head("pelhrimov"), page_of("pelhrimov", APPROVED)),
    "goal, superseded": (head("pisek"), page_of("pisek", SUPERSEDED, year=2026)),
    "goal, approved change": (head("pisek"), page_of("pisek", APPROVED, year=2026, amends__isnull=False)),
    "change, draft": (head("kladno"), page_of("kladno", DRAFT, year=2026)),
    "change, submitted": (head("zlin"), page_of("zlin", SUBMITTED, year=2026)),
    "amend form": (head("pelhrimov"), page_of("pelhrimov", APPROVED, "zmenit/")),
    "end form": (head("pelhrimov"), page_of("pelhrimov", APPROVED, "ukoncit/")),
    "typo form": (DEPARTMENT_HEAD, page_of("pelhrimov", APPROVED, "preklep/")),
    "year": (DEPARTMENT_HEAD, "/prace/2027/"),
    "year, for the director": (DIRECTOR, "/prace/2027/"),
    "year, filtered": (DEPARTMENT_HEAD, "/prace/2027/?progress=submitted"),
    "year, nothing found": (DEPARTMENT_HEAD, "/prace/2027/?progress=returned&region=CZ031"),
    "open year": (DEPARTMENT_HEAD, "/prace/otevrit-rok/"),
    "dates": (DEPARTMENT_HEAD, "/prace/2027/terminy/"),
    "publish": (DEPARTMENT_HEAD, "/prace/2027/vydat/"),
    "publish again": (DEPARTMENT_HEAD, "/prace/2026/vydat/"),
    "published": (DEPARTMENT_HEAD, "/prace/2026/vydano/1/"),
    "commitment": (STAFF, "/prace/zavazek/"),
    "commitment, for who writes it": (DEPARTMENT_HEAD, "/prace/zavazek/"),
    "commitment, new goal": (DEPARTMENT_HEAD, "/prace/zavazek/novy/long_term/"),
    "log": (ADMINISTRATOR, "/prace/zaznam/"),
    "log, filtered": (ADMINISTRATOR, "/prace/zaznam/?name=return&centre=jihlava"),
    "log, nothing found": (ADMINISTRATOR, "/prace/zaznam/?name=recall"),
    "rights": (STAFF, "/prace/kdo-co-smi/"),
    "people": (ADMINISTRATOR, "/prace/lide/"),
    "invite": (DEPARTMENT_HEAD, "/prace/lide/pozvat/"),
    "403": (HEAD, "/prace/2027/ceske-budejovice/rozhodnuti/"),
    "404, another centre": (HEAD, "/prace/2027/liberec/"),
}


@pytest.mark.parametrize(("person", "address"), PAGES.values(), ids=PAGES)
def test_page_is_accessible_and_fits_its_width(visit, hold, person, address):
    hold(visit(person, address).page)


def bare_form(person):
    """Let the browser send what it would otherwise stop."""
    person.page.evaluate("for (const form of document.forms) form.noValidate = true")
    return person


def no_wording(person):
    person.writes("Znění cíle", "")
    person.presses_in_place("Přidat cílovou hodnotu")
    person.presses("Uložit rozepsané")


def no_reason_to_retire(person):
    person.marks("Končí")
    person.presses("Uložit rozhodnutí")


def no_reason_to_return(person):
    person.marks("Vrátit k přepracování", group=("region", str(_goal("pardubice", SUBMITTED))))
    person.presses("Potvrdit rozhodnutí")


def no_year(person):
    bare_form(person).page.get_by_label("Rok").fill("")
    person.page.get_by_label("Vydání").fill("2020-01-01")
    person.presses("Otevřít rok")


def dates_out_of_order(person):
    person.page.get_by_label("Vydání").fill("2020-01-01")
    person.presses("Uložit termíny")


FORMS = {
    "goal form": (head("liberec"), "/prace/2027/liberec/novy-cil/", no_wording),
    "amend form": (head("pelhrimov"), page_of("pelhrimov", APPROVED, "zmenit/"), no_wording),
    "continue": (head("liberec"), continuing("liberec"), no_reason_to_retire),
    "decide": (DEPARTMENT_HEAD, "/prace/2027/pardubice/rozhodnuti/", no_reason_to_return),
    "decide nothing": (DEPARTMENT_HEAD, "/prace/2027/pardubice/rozhodnuti/", lambda it: it.presses("Potvrdit")),
    "open year": (DEPARTMENT_HEAD, "/prace/otevrit-rok/", no_year),
    "dates": (DEPARTMENT_HEAD, "/prace/2027/terminy/", dates_out_of_order),
    "publish": (DEPARTMENT_HEAD, "/prace/2027/vydat/", lambda it: it.presses("Prohlédnout vydání")),
    "commitment": (DEPARTMENT_HEAD, "/prace/zavazek/novy/strategic/", no_wording),
    "invite": (DEPARTMENT_HEAD, "/prace/lide/pozvat/", lambda it: bare_form(it).presses("Dát roli")),
    "year, invalid filter": (DEPARTMENT_HEAD, "/prace/2027/?progress=nikde", lambda it: None),
    "log, invalid filter": (ADMINISTRATOR, "/prace/zaznam/?centre=nikde", lambda it: None),
}


@pytest.mark.parametrize(("person", "address", "act"), FORMS.values(), ids=FORMS)
def test_form_in_error_leads_to_its_summary(visit, hold, person, address, act):
    visitor = visit(person, address)

    act(visitor)

    hold_error(visitor.page, hold)


# Nobody's typing is lost


def test_two_windows_of_one_person_end_in_a_choice_of_two_texts(visit, hold):
    goal = _new_goal(_plan("liberec"))
    first, second = (visit(head("liberec"), f"/prace/cil/{goal.pk}/upravit/") for _ in range(2))
    first.writes("Znění cíle", LONG_TEXT.replace("dvě", "tři"))
    first.presses("Uložit rozepsané")
    second.writes("Znění cíle", LONG_TEXT.replace("dvě", "čtyři"))
    second.presses("Uložit rozepsané")

    second.sees_title("Mezitím došlo ke změně")
    second.sees("Uložené znění", "Vaše znění")
    second.sees_marked("deletion", "tři")
    second.sees_marked("insertion", "čtyři")
    hold(second.page)
    second.presses("Uložit mé znění přes uložené")
    second.sees(LONG_TEXT.replace("dvě", "čtyři"))


def test_goal_submitted_meanwhile_shows_the_text_to_take_away(visit, hold):
    slug = "plzen"
    _finish_writing(slug)
    writer = visit(head(slug), page_of(slug, DRAFT, "upravit/"))
    writer.writes("Znění cíle", LONG_TEXT)
    submit_plan(_plan(slug), list(to_submit(_plan(slug))), by=head_of(slug))
    writer.presses("Uložit rozepsané")

    writer.sees_title("Mezitím došlo ke změně")
    writer.sees("odeslaný ke schválení")
    expect(writer.page.locator(".typed").first).to_have_text(LONG_TEXT)
    hold(writer.page)


def test_sign_in_that_expired_while_typing_gives_the_text_back(browse, hold, live):
    writer = Pointer(browse()).signs_in(HEAD)
    writer.opens("/prace/2027/ceske-budejovice/novy-cil/")
    writer.writes("Znění cíle", LONG_TEXT)
    writer.page.context.clear_cookies(name="sessionid")
    writer.presses("Uložit rozepsané")
    writer.sees_title("Přihlášení")
    writer.writes("E-mail", HEAD)
    writer.writes("Heslo", EXAMPLE_PASSWORD)
    writer.presses("Přihlásit se")

    writer.sees("Přihlášení mezitím vypršelo. Co jste psali, je tady; ještě to uložte.")
    expect(writer.page.get_by_label("Znění cíle")).to_have_value(LONG_TEXT)
    hold(writer.page)


def test_going_away_from_a_form_and_back_loses_nothing(browse, live):
    """Although the page is kept nowhere (Cache-Control: no-store)."""
    writer = Pointer(browse()).signs_in(HEAD)
    writer.opens("/prace/2027/ceske-budejovice/novy-cil/")
    writer.writes("Znění cíle", LONG_TEXT)
    writer.opens("/prace/")
    writer.page.go_back()

    expect(writer.page.get_by_label("Znění cíle")).to_have_value(LONG_TEXT)


def test_goal_saved_before_the_proposal_came_is_saved(browse, live):
    """The answer to the first press fails while the second is on its way."""
    writer, held = Pointer(browse()).signs_in(HEAD), []

    def fail_late(route):
        if route.request.resource_type == "fetch":
            held.append(route)
            return
        if held:
            held.pop().fulfill(status=500)
        route.continue_()

    writer.opens("/prace/2027/ceske-budejovice/novy-cil/")
    writer.page.route("**/novy-cil/", fail_late)
    writer.writes("Znění cíle", LONG_TEXT)
    with writer.page.expect_request(lambda request: request.resource_type == "fetch"):
        writer.presses_in_place("Navrhnout ze znění")
    writer.presses("Uložit rozepsané")

    expect(writer.page.get_by_label("Znění cíle")).to_have_count(0)
    writer.sees(LONG_TEXT)


def test_decision_overtaken_by_the_centre_comes_again_with_what_was_typed(visit, hold):
    slug = "kladno"
    _finish_writing(slug)
    submit_plan(_plan(slug), list(to_submit(_plan(slug))), by=head_of(slug))
    above = visit(DEPARTMENT_HEAD, f"/prace/2027/{slug}/rozhodnuti/")
    first, second = (("region", str(goal_at(place, slug, 2027))) for place in (1, 2))
    above.marks("Vrátit k přepracování", group=first)
    above.writes("Důvod vrácení", LONG_TEXT, group=first)
    above.marks("Schválit", group=second)
    _rewrite(_goal(slug, SUBMITTED, position=2))
    above.presses("Potvrdit rozhodnutí")

    above.sees(f"{goal_at(2, slug, 2027)} se mezitím změnil, o ničem se nerozhodlo")
    expect(above.find("textbox", "Důvod vrácení", first)).to_have_value(LONG_TEXT)
    expect(above.page.locator(".conflict")).to_be_focused()
    hold(above.page)


def _rewrite(goal):
    """Taken back, written anew and sent again."""
    by = head_of(goal.centre.slug)
    goal = write(perform(goal, "recall", by=by), Content(LONG_TEXT, Content.of(goal).targets), by=by)
    submit([goal], by=by)


def test_edition_overtaken_by_an_approval_comes_again_with_what_was_typed(visit, hold):
    above = visit(DEPARTMENT_HEAD, "/prace/2027/vydat/")
    above.writes("Proč se vydává", LONG_TEXT)
    waiting = list(Goal.objects.filter(document__year=2027, centre__slug="pardubice", state=SUBMITTED))
    decide([Verdict(waiting[0], APPROVE)], by=User.objects.get(email=DEPARTMENT_HEAD))
    above.presses("Prohlédnout vydání 1")

    above.sees("Nic se nevydalo", "Mezitím se změnilo, co by se vydalo.")
    expect(above.find("textbox", "Proč se vydává")).to_have_value(LONG_TEXT)
    hold(above.page)
    above.presses("Prohlédnout vydání 1")
    above.sees("Nic zatím nevyšlo.")
    hold(above.page)


def test_order_changed_meanwhile_says_so(visit, hold):
    first, second = (visit(head("karlovy-vary"), "/prace/2027/karlovy-vary/") for _ in range(2))
    name = goal_at(1, "karlovy-vary", 2027).name
    first.presses(f"Posunout {name} níž")
    second.presses(f"Posunout {name} níž")

    second.sees("Pořadí mezitím změnil někdo jiný.")
    second.sees_title("CPIC Karlovy Vary: cíle na rok 2027")
    hold(second.page)


# On paper, and how many steps a year takes


def test_print_of_a_plan_leaves_navigation_and_actions_out(visit):
    reader = visit(head("liberec"), "/prace/2027/liberec/")
    reader.page.emulate_media(media="print")

    for left_out in (".nav", ".header__person", ".breadcrumbs", ".buttons", ".plan-goal__actions", ".skip-link"):
        expect(reader.page.locator(left_out).first).to_be_hidden()
    expect(reader.page.locator(".plan-goal__wording").first).to_be_visible()


@pytest.mark.parametrize(("hands", "slug", "most"), [(Pointer, "olomouc", 8), (Keyboard, "domazlice", 100)])
def test_head_with_four_unchanged_goals_is_done_in_so_many_acts(browse, hands, slug, most):
    """From the sign-in page to the confirmation; what is typed does not count."""
    _give_password(head(slug))
    person = hands(browse())
    loads = SimpleNamespace(count=0)
    person.page.on("domcontentloaded", lambda _page: setattr(loads, "count", loads.count + 1))
    person.signs_in(head(slug))
    person.follows("Začít – Cíle na rok 2027")
    for name in [goal_at(place, slug, 2026).name for place in range(1, 5)]:
        person.presses(f"Pokračuje loňský {name} beze změny")
    person.follows("Zkontrolovat a odeslat")
    person.presses("Odeslat 4 cíle ke schválení")
    person.sees_title("Odeslány 4 cíle ke schválení")

    assert person.acts <= most
    assert loads.count <= 9
