"""What is found where: one table of cases for both engines, in public and inside; what is out, withdrawn or secret."""

from datetime import date
from urllib.parse import urlencode

import lxml.html
import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centres.erasing import Words
from centres.languages import address_in
from centres.models import Centre, Contact, PlaceKind, Role
from cpic.erasing import verb as erasing
from evaluations.states import Status
from goals.models import Goal, Section
from goals.public.issuing import publish_issue, ready_issue
from goals.search.published import EXPLAINING, published
from goals.search.words import terms_of
from goals.states import Level
from goals.translating import Wording, translate, units_of
from tests import once
from tests.evaluations.closing_cast import make_lived_year, stood
from tests.factories import (
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_network_goal,
    make_region,
    make_user,
)
from tests.world import NETWORK, OURS, THEIRS, add_months, browser, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.fixture
def site():
    """Two years, two centres, five goals, an introduction, and a commitment of which the goal is in English."""
    south, north = make_region(nuts3="CZ031", name="Jihočeský kraj"), make_region(nuts3="CZ051", name="Liberecký kraj")
    liberec = make_centre(slug="liberec", name="CPIC Liberec", region=north, position=1, address="Voroněžská 144")
    pisek = make_centre(slug="pisek", name="CPIC Písek", region=south, position=2)
    old, new = make_document(2025), make_document(2026)
    Section.objects.create(document=new, key="introduction", title="", text="Úvodní slovo o nástěnkách.", position=1)
    make_edition(old, make_goal(old, centre=liberec, text="Uspořádat pět kurzů českého jazyka."))
    texts = [
        (liberec, "Zajistit tlumočníka z vietnamštiny pro děti ve školách."),
        (liberec, "Uspořádat kurz <b>Řidičák & práce</b> s 100% účastí."),
        (pisek, "Navštívit zaměstnavatele v Táboře, vysvětlit jim zaměstnanecké karty."),
        (pisek, "Ve čtyřech firmách nabídnout sociokulturní kurzy."),
    ]
    make_edition(new, *(make_goal(new, centre=centre, text=text) for centre, text in texts))
    goal = make_network_goal(level=Level.LONG_TERM, text="Šířit povědomí o službách mezi cizinci.")
    make_edition(goal.document, goal)
    head = department_head()
    unit = next(unit for unit in units_of(goal.document) if unit.czech == goal.text)
    english = Wording("Make our services known among foreigners.", is_read=True)
    translate(goal.document, "en", unit.name, english, seen=unit.source_hash, version=0, by=head)
    expected = ready_issue(goal.document, "en").fingerprint
    publish_issue(goal.document, "en", expected=expected, by=head)
    return new


def ask(client, query="", path="/hledat/", **chosen):
    return client.get(f"{path}?{urlencode({'q': query, **chosen})}")


def found(answer):
    return [result["row"].text for result in answer.context["page"].object_list]


def begin_as(texts, beginnings):
    return len(texts) == len(beginnings) and all(map(str.startswith, texts, beginnings))


INTERPRETER, DRIVING, EMPLOYERS = "Zajistit tlumočníka", "Uspořádat kurz <b>", "Navštívit zaměstnavatele"
FIRMS, LANGUAGE = "Ve čtyřech firmách", "Uspořádat pět kurzů"
CASES = {
    "tlumocnici": [INTERPRETER],
    "TLUMOČNÍKŮ": [INTERPRETER],
    "vietnamština škole": [INTERPRETER],
    "dítě": [INTERPRETER],
    # Help comes last.
    "kurzech": [DRIVING, FIRMS, LANGUAGE, "Centra na podporu", "radí v\u00a0sociálních", "Nástěnky: JSON-LD"],
    "kurz 2025": [LANGUAGE],
    "kurzy v Libereckém kraji": [DRIVING, LANGUAGE],
    "firma": [FIRMS],
    "Tábor": [EMPLOYERS],
    "nástěnka": ["Úvodní slovo", "Nástěnky: JSON-LD"],
    "povědomí": ["Šířit povědomí"],
    "Voroněžské": ["CPIC Liberec, Voroněžská"],
    "Písku": ["CPIC Písek", EMPLOYERS, FIRMS],
    "řidičák b": [DRIVING],
    "100%": [DRIVING],
    "ku\u200brz\u00ady \u202eřidičák\u202c": [DRIVING],
    "kur_": [],
    "kurz NOT firma": [],
    "<script>alert(1)</script>": [],
    "مرحبا": [],
    "services": [],
}
NO_WORDS = ["%", "***", "\u200b", "\u202e \u202c", '"', "--", "('')"]


def test_the_public_finds_what_is_out(client, site):
    answers = {query: found(ask(client, query)) for query in CASES}

    assert {query: texts for query, texts in answers.items() if not begin_as(texts, CASES[query])} == {}


def test_other_languages_find_what_is_translated_and_what_stays_czech(client, site):
    service = ask(client, "service", "/en/hledat/", kind="commitment")

    assert found(service) == ["Make our services known among foreigners."]
    assert service.context["page"].object_list[0]["url"].startswith("/en/zavazek/2020/#goal-1")
    assert found(ask(client, "tlumočníci", "/en/hledat/")) == [site.editions.get().goals.get(number=1).text]
    assert 'lang="cs"' in ask(client, "tlumočníci", "/en/hledat/").content.decode()
    titles = {row["row"].title for row in ask(client, "regions", "/en/hledat/").context["page"].object_list}
    centres = "Centres for the Support of the Integration of Foreigners"
    about = {"About the centres: What they do", "About the centres: Who runs them"}
    assert titles > {centres, "Cooperation in the regions", "About the centres", *about}
    for town in ("Пісек", "у Писку", "Писек"):
        assert begin_as(found(ask(client, town, "/uk/hledat/")), ["CPIC Písek", EMPLOYERS, FIRMS])


def test_vietnamese_words_are_found_as_they_were_typed(client, site):
    def titles(query):
        rows = [result["row"] for result in ask(client, query, "/vi/hledat/").context["page"].object_list]
        return {row.title for row in rows if row.language == "vi"}

    assert titles("du lieu ca nhan") >= {"Dữ liệu cá nhân"}
    missing = "Tuyên bố về khả năng tiếp cận: Những gì chúng tôi biết là còn thiếu"
    assert titles("tai ve") == {"Dữ liệu mở", missing}  # not where "tải" and "về" stand apart


def test_help_is_found_by_what_it_explains_in_each_language(client, site):
    for code, _name in settings.LANGUAGES:
        prefix = "" if code == "cs" else f"/{code}"
        [signpost] = ask(client, "112", f"{prefix}/hledat/").context["page"].object_list
        assert (signpost["url"], signpost["row"].language) == (f"{prefix}/v-nouzi-a-v-pochybnosti/", code)
        [law] = ask(client, "326/1999 155a", f"{prefix}/hledat/", kind="help").context["page"].object_list
        assert law["url"] == f"{prefix}/o-centrech/#zakon"
        assert ask(client, "CSVW", f"{prefix}/hledat/").context["page"].object_list[0]["url"] == f"{prefix}/data/"


def test_whatever_a_page_of_help_says_is_found_there(client, site):
    """Paragraphs, points and cells as a reader sees them; but not Czech names on pages of other languages."""
    asked, lost = 0, []
    for code, _name in settings.LANGUAGES:
        corpus = published(code)
        for name in EXPLAINING:
            path = address_in(code, reverse(name))
            [main] = lxml.html.fromstring(client.get(path).content.decode()).xpath("//main")
            said = main.xpath(".//h2 | .//p | .//li | .//td | .//dd | .//th[@scope='row']")
            is_elsewhere = "ancestor::details or ancestor::*[@itemscope] or contains(@class, 'czech-note')"
            is_elsewhere += "" if code == "cs" else " or descendant-or-self::*[@lang='cs']"
            for text in (one.text_content() for one in said if not one.xpath(f"boolean({is_elsewhere})")):
                terms = {language: terms_of(" ".join(text.split()[:8]), language) for language in {code, "cs"}}
                rows = [row for rows in corpus.having(terms) for row in rows]
                asked += bool(terms[code])
                lost += [] if path in {address_in(code, row.url).partition("#")[0] for row in rows} else [(path, text)]
    assert lost == []
    assert asked > 500


FILTERS = [
    ({"year": "2025"}, [LANGUAGE]),
    ({"centre": "pisek"}, [FIRMS]),
    ({"kind": "goal"}, [DRIVING, FIRMS, LANGUAGE]),
    ({"kind": "centre"}, []),
    ({"year": "2026", "centre": "liberec", "kind": "goal"}, [DRIVING]),
]


def test_a_goal_is_found_by_its_number_in_each_language(client, site):
    for code, query in (("cs", "cíl 2"), ("en", "Goal 2"), ("uk", "ціль 2"), ("ru", "цель 2"), ("vi", "mục tiêu 2")):
        prefix = "" if code == "cs" else f"/{code}"
        first = ask(client, query, f"{prefix}/hledat/").context["page"].object_list[0]
        assert first["url"] == f"{prefix}/cile/2026/2/"
    assert found(ask(client, "2"))[0].startswith(DRIVING)


def test_filters_narrow_what_is_found(client, site):
    answers = [(chosen, found(ask(client, "kurzy", **chosen)), texts) for chosen, texts in FILTERS]

    assert [(chosen, texts) for chosen, texts, beginnings in answers if not begin_as(texts, beginnings)] == []


def test_without_words_the_filters_list_everything(client, site):
    assert begin_as(found(ask(client, centre="pisek")), ["CPIC Písek", EMPLOYERS, FIRMS])


def test_signs_alone_are_answered_by_a_sentence(client, site):
    answers = {query: ask(client, query) for query in NO_WORDS}

    assert {query: answer.status_code for query, answer in answers.items()} == dict.fromkeys(NO_WORDS, 400)
    silent = [query for query, each in answers.items() if "Napište aspoň jedno slovo" not in each.content.decode()]
    assert silent == []


def test_too_long_and_broken_queries_are_refused_in_words_and_stay_in_the_field(client, site):
    for query in ("a" * 4000, "kurz " * 400, "%" * 201, "kurz\0"):
        answer = ask(client, query)

        assert answer.status_code == 400, query[:9]
        assert answer.context["search"].form.errors["q"], query[:9]
        assert query[:100].strip("\0") in answer.content.decode()


def test_unknown_choices_are_refused_in_words(client, site):
    answer = ask(client, "kurz", year="1999", kind="nic", centre="' OR 1=1")

    assert answer.status_code == 400
    assert set(answer.context["search"].form.errors) == {"year", "kind", "centre"}


def test_words_are_marked_and_markup_of_a_goal_is_text(client, site):
    page = ask(client, "kurz řidičák").content.decode()

    assert "<mark>kurz</mark> &lt;b&gt;<mark>Řidičák</mark> &amp;" in page


def test_what_was_typed_is_text(client, site):
    page = ask(client, '"><b>kurz</b>').content.decode()

    assert 'value="&quot;&gt;&lt;b&gt;kurz&lt;/b&gt;"' in page


def test_nothing_found_offers_the_nearest_word(client, site):
    assert ask(client, "tlumočnýk").context["search"].nearest == "tlumočníka"
    assert "?q=tlumo%C4%8Dn%C3%ADka" in ask(client, "tlumočnýk").content.decode()
    assert ask(client, "zaměsnavatelé").context["search"].nearest == "zaměstnavatele"
    assert ask(client, "xxxxxxxxx").context["search"].nearest == ""
    assert ask(client, "intergation", "/en/hledat/").context["search"].nearest.lower() == "integration"


def test_words_that_do_not_meet_are_offered_one_by_one(client, site):
    assert ask(client, "tlumočník kurz").context["search"].words == [("tlumočník", 1), ("kurz", 6)]


def test_of_a_paragraph_no_word_is_looked_for_alone(client, site):
    answer = ask(client, " ".join(f"a{number}" for number in range(40)))

    assert (answer.status_code, answer.context["search"].words) == (200, [])
    assert "Zkuste jiné slovo" in answer.content.decode()


def test_what_was_chosen_can_be_left_out(client, site):
    answer = ask(client, "tlumočník", year="2025")

    assert answer.context["search"].count_of_all == 1
    assert "1 výsledek bez výběru" in answer.content.decode()


def test_results_come_by_pages(client):
    document, centre = make_document(), make_centre()
    goals = [make_goal(document, centre=centre, text=f"Kurz číslo {number}.") for number in range(1, 24)]
    make_edition(document, *goals)

    first, second = (ask(client, "kurz", kind="goal", page=page) for page in ("", "2"))

    assert len(found(first)) == 20
    assert found(second) == ["Kurz číslo 21.", "Kurz číslo 22.", "Kurz číslo 23."]
    assert found(ask(client, "kurz", kind="goal", page="nic")) == found(first)
    assert '<ol class="rows rows--open search-results" start="21">' in second.content.decode()


def test_a_new_edition_is_found_at_once_and_the_old_one_no_more(client, site):
    assert found(ask(client, "tlumočník"))
    goal = site.goals.get(number=1)
    make_edition(site, make_amendment(goal, text="Zajistit vysvětlení z vietnamštiny."))

    assert found(ask(client, "tlumočník")) == []
    assert found(ask(client, "vysvětlením vietnamštiny")) == ["Zajistit vysvětlení z vietnamštiny."]


def test_what_is_new_of_a_centre_is_found_at_once(client, site):
    assert found(ask(client, "Strakonice")) == []
    Centre.objects.get(slug="pisek").places.create(
        name="Knihovna ve Strakonicích", kind=PlaceKind.CONTACT_POINT, as_of=date(2026, 1, 5)
    )
    Centre.objects.get(slug="pisek").save()

    assert begin_as(found(ask(client, "Strakonice")), ["CPIC Písek"])
    told = {"hours": "po 8–16", "interpreters": "ukrajinština každé úterý", "as_of": date(2026, 1, 5)}
    Contact.objects.update_or_create(centre=Centre.objects.get(slug="pisek"), defaults=told)
    Centre.objects.get(slug="pisek").save()
    for path, query in (
        ("/hledat/", "otevírací doby"),
        ("/hledat/", "tlumočníkům úterý"),
        ("/en/hledat/", "opening hours"),
    ):
        assert begin_as(found(ask(client, query, path, kind="centre")), ["CPIC Písek"])


def test_standings_and_statuses_are_found(client):
    year, goal = make_lived_year("at_risk", months=[3]), make_network_goal(level=Level.LONG_TERM)
    make_edition(goal.document, goal)
    stood(year.document, 3)

    rows = [
        one["row"] for one in ask(client, year=str(year.document.year), kind="standing").context["page"].object_list
    ]
    states = {row.status for row in rows if row.number}

    assert states
    assert [row.url.partition("#")[2] for row in rows] == ["", "sit", *[f"centrum-{year.centre.slug}"] * 2]
    whole, *_goals = ask(client, "ohrožených", kind="standing").context["page"].object_list
    assert whole["row"].url == rows[0].url
    [at_risk] = ask(client, str(Status.AT_RISK.tag), kind="goal").context["page"].object_list  # what its tag says
    assert at_risk["row"].number == year.goals[1].number
    of_goals = ask(client, kind="goal", status=next(iter(states)).value).context["page"].object_list
    assert {result["row"].kind.value for result in of_goals} == {"goal"}


# Inside


@pytest.fixture(scope="class")
def world(django_db_setup, django_db_blocker):
    """Made once: these tests only search in it."""
    with once.kept(django_db_blocker):
        world = make_world(is_published=False)
        add_months(world)
        yield world


WORDS = (OURS, THEIRS, NETWORK)


class TestSecrets:
    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("staff", {OURS}),
            ("head", {OURS}),
            ("other head", {THEIRS}),
            ("department head", {OURS, THEIRS, NETWORK}),
            ("administrator", set()),
        ],
    )
    def test_inside_everybody_finds_what_they_may_see_and_no_more(self, world, name, words):
        client = browser(world.people[name])
        answers = {word: ask(client, word, "/prace/hledat/") for word in WORDS}

        assert {word for word in WORDS if found(answers[word])} == words
        # Nor does the word that is offered instead, or what can be chosen, give away a secret one.
        for word in set(WORDS) - words:
            page = ask(client, f"{word[:-1]}x", "/prace/hledat/").content.decode()
            assert word not in page.replace(f"{word[:-1]}x", "")

    def test_the_public_finds_nothing_of_it(self, client, world):
        assert {word: found(ask(client, word)) for word in WORDS} == dict.fromkeys(WORDS, [])


def test_a_goal_that_is_out_is_found_inside_once_and_leads_inside(site):
    client = browser(department_head())

    results = ask(client, "tlumočník", "/prace/hledat/").context["page"].object_list

    assert [result["url"] for result in results] == [f"/prace/cil/{site.goals.get(number=1).pk}/"]


def test_a_draft_is_found_by_its_newest_words_and_says_whose_it_is(site):
    client = browser(department_head())
    draft = make_goal(site, centre=Centre.objects.get(slug="pisek"), number=None, text="Koupit loutky.")
    assert "CPIC Písek" in ask(client, "loutka", "/prace/hledat/").content.decode().partition("Návrh cíle")[2]

    Goal.objects.filter(pk=draft.pk).update(text="Koupit bubny.", version=F("version") + 1)

    assert found(ask(client, "loutka", "/prace/hledat/")) == []
    assert found(ask(client, "buben", "/prace/hledat/")) == ["Koupit bubny."]


@pytest.mark.parametrize("column", ["text", "evidence"])
def test_what_was_erased_of_a_draft_is_found_no_more(site, column):
    client = browser(department_head())
    wording = {"text": "Koupit loutky.", column: "Koupit loutky Janě."}
    draft = make_goal(site, centre=Centre.objects.get(slug="pisek"), number=None, **wording)
    assert found(ask(client, "Jana", "/prace/hledat/")) != []

    cells = {place.cell for place in erasing.places_of(Words(["Janě"]))}
    erasing.erase(["Janě"], cells, seen=cells, reason="Jméno.", by=make_user(Role.ADMINISTRATOR))

    assert found(ask(client, "Jana", "/prace/hledat/")) == []
    assert Goal.objects.get(pk=draft.pk).version == draft.version


def test_a_draft_without_a_number_comes_before_the_goal_in_its_place(site):
    """The two engines would put it on different sides."""
    visit = Goal.objects.get(text__startswith="Navštívit")
    make_goal(site, centre=visit.centre, number=None, position=visit.position, text="Navštívit školu.")

    drafts = ask(browser(department_head()), "navštívit", "/prace/hledat/").context["page"].object_list

    assert [result["row"].number for result in drafts] == [None, visit.number]


def test_what_a_meeting_said_is_found_with_the_goal_that_it_was_said_of():
    year = make_lived_year("at_risk", months=[3], said="Zatím to drhne.")
    goal = year.goals[1].text

    answer = ask(browser(department_head()), goal.split()[-1].strip("."), "/prace/hledat/", kind="meeting")

    assert found(answer) == [f"{goal} Zatím to drhne."]
    assert "<mark>" in answer.content.decode()


def test_searching_inside_asks_as_often_however_much_there_is(site):
    client = browser(department_head())

    def queries():
        with CaptureQueriesContext(connection) as asked:
            ask(client, "kurz", "/prace/hledat/")
        return len(asked)

    queries()
    centre = Centre.objects.get(slug="pisek")
    make_goal(site, centre=centre, text="Kurz.")
    changed, unchanged = queries(), queries()
    for number in range(5):
        make_goal(site, centre=centre, text=f"Kurz {number}.")

    assert [queries(), queries()] == [changed, unchanged]
    assert changed > unchanged


def test_browsers_learn_of_the_search(client, site):
    answer = client.get("/en/opensearch.xml")

    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    assert 'template="http://testserver/en/hledat/?q={searchTerms}"' in answer.content.decode()
    assert 'href="/en/opensearch.xml"' in client.get("/en/").content.decode()


def test_every_public_page_can_be_searched_from(client, site):
    page = client.get("/uk/centra/").content.decode()

    assert 'action="/uk/hledat/"' in page
