"""Which indicator a wording names: the two example documents goal by goal, and the same kinds in other words; and what
becomes of the indicators of a database that has the ones of before."""

import json
import re
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings

from evaluations.models import Indicator, Record, TargetSource
from evaluations.records.naming import named_indicator
from evaluations.records.sources import load_indicators
from goals.models import Target
from goals.reading import read_targets
from goals.states import Kind
from tests.factories import make_centre, make_indicator, make_published_goal, make_record

FIXTURES = settings.BASE_DIR / "fixtures"
INDICATORS = [Indicator(**row) for row in json.loads((FIXTURES / "indicators.json").read_text(encoding="utf-8"))]
COURSES, CLIENTS, TRAINING = "sociokulturni-kurzy", "klienti", "vzdelavani"

# Of each goal what its targets count, in order; "" where no indicator counts it. A goal that is not named here has
# nothing to count: it is a milestone, or is evaluated in words.
RIGHT = {
    2026: {
        5: "",  # somebody's work is evaluated
        6: "poradenstvi-v-terenu",
        7: COURSES,
        8: "zamestnavatele",
        9: "",  # a school that cooperates is no meeting
        10: "poradenstvi-v-terenu",
        11: COURSES,
        15: TRAINING,
        18: TRAINING,
        19: "komunitni-planovani pracovni-skupiny",
        20: TRAINING,
        23: CLIENTS,
        24: "zamestnavatele",
        25: "zakazky",
        30: COURSES,
        31: TRAINING,
        32: "urady",  # a department of a ministry, for whatever staff it is held
        34: "skoly",  # "s jejich zástupci": of the schools before
        35: "",  # institutions, organisations and partners of all kinds
        41: "pracovni-skupiny",
        42: "",  # contracts with interpreters
        43: "vzdelavani-klientu",
        44: "setkani-s-komunitami",
        45: "pracovni-skupiny",
        46: "akce-pro-komunity",
        48: "akce-pro-komunity",
        49: TRAINING,
        50: TRAINING,
        51: "oslovene-instituce",
        52: COURSES,
        53: CLIENTS,
        54: COURSES,
        55: "sledujici",
        57: COURSES,
        61: COURSES,
        63: COURSES,
        68: "pracovni-skupiny",
        69: COURSES,
        70: "setkani-s-komunitami",
    },
    2025: {
        1: COURSES,
        2: "poradenstvi-v-terenu",
        4: "",  # addressed, not met
        5: "urady",
        7: CLIENTS,
        8: "akce-pro-verejnost",
        9: "",  # interpreters who were trained, not all there are
        10: f"{COURSES} -",  # "z toho aspoň tři": which, only a topic can tell
        11: "skoly",
        13: "pracovni-skupiny",
        14: "urady",
        15: TRAINING,
    },
}
OTHER_WORDS = """
- :: Uspořádat 4 setkání s klienty a pozvat na ně zástupce města.
- :: Uspořádat tři setkání se zástupci škol i zaměstnavatelů.
- :: Proškolit 10 klientů v jazykových kurzech.
- :: Zapsat 20 klientů do nového kurzu.
- :: Každému účastníkovi sociokulturního kurzu předat osvědčení.
- :: Uzavřít 3 smlouvy s tlumočníky, aby OSP bylo dostupnější.
smlouvy :: Uzavřít nejméně 120 smluv o odborném sociálním poradenství.
zakazky :: Vyřešit s klienty 600 zakázek.
zakazky - :: Poskytnout alespoň 700 zakázek OSP, z toho min. 100 zakázek v terénu.
vsichni-klienti :: Poskytnout OSP v roce 2027 alespoň 450 klientům.
- :: Poskytnout OSP alespoň 90 klientům za měsíc.
regionalni-platformy komunitni-planovani :: Zúčastnit se 3 jednání platformy a 2 jednání komunitního plánování.
regionalni-platformy - :: Účast na jednání krajské platformy (1×) a na setkání koordinátorů (1×).
regionalni-platformy - :: Účast na min. 3 setkáních regionální platformy a 2 jednáních poradní skupiny kraje.
- :: Podat alespoň 2 podněty k přijetí opatření na krajské platformě.
- :: Založit dvě pracovní skupiny.
akce-pro-verejnost akce-pro-komunity :: Uspořádat 2 besedy pro veřejnost a 3 odpoledne pro cizince.
- :: Uspořádat 8 akcí, z toho 3 pro veřejnost.
- :: Rozdat 300 propagačních předmětů na akcích pro veřejnost.
vzdelavani-klientu :: Uspořádat 4 vzdělávací akce pro klienty.
vzdelavani :: Pracovníci absolvují dvě vzdělávací akce o práci s klienty.
- :: Uspořádat 4 vzdělávací akce.
- :: Uspořádat dvě školení pro pracovníky matrik.
- :: Nabídnout třem pracovníkům OSPOD společnou stáž.
pravni-poradenstvi :: Zprostředkovat sto konzultací s právníkem.
- :: Nabízet právní poradenství v rozsahu alespoň 10 hodin za měsíc.
tlumoceni :: Zajistit čtyřicet pět tlumočených jednání na úřadech.
pracovnici :: Rozšířit tým na 4 sociální pracovníky.
- :: Zajistit dva nové tlumočníky.
- :: Setkání s tlumočníky jednou za tři měsíce.
- :: Dvakrát do roka informovat nové klienty o sociokulturních kurzech.
- :: Zapojit do kurzů 20 zaměstnanců firem.
- :: Uskutečnit tři setkání s rodiči žáků ve spolupráci se školami.
- :: Rozdat 500 letáků.
materialy :: Připravit dva nové informační materiály.
spokojenost :: Alespoň 80 % účastníků kurzů uvede spokojenost.
- :: Podpořit 80 % klientů v hledání práce.
sledujici :: Získat alespoň 500 sledujících na Facebooku.
- :: Získat 500 nových sledujících na Facebooku.
urady :: S vedoucím OAMP se budeme setkávat pravidelně, a to 4x ročně.
zamestnavatele :: Pravidelná jednání se zástupci zaměstnavatelů (3x ročně).
- :: Naplánovat a uskutečnit tři preventivní programy.
"""


def named(text, year=2026):
    """Slugs of what the targets of the wording count, "-" for none; what is not counted is left out."""
    found = []
    for position, read in enumerate(read_targets(text, year=year), start=1):
        target = Target(kind=read.kind, unit=read.unit, value=read.value, position=position)
        if read.kind not in {Kind.MILESTONE, Kind.NARRATIVE}:
            indicator = named_indicator(target, text, INDICATORS)
            found.append(indicator.slug if indicator else "-")
        else:
            assert named_indicator(target, text, INDICATORS) is None
    return " ".join(found)


@pytest.mark.parametrize("year", [2026, 2025])
def test_every_goal_of_the_examples(year):
    document = (FIXTURES / f"operacni-cile-{year}.md").read_text(encoding="utf-8")
    goals = re.findall(r"^- (.+\.)$", document.partition("**Znění")[2], re.MULTILINE)

    found = {number: slugs for number, text in enumerate(goals, start=1) if (slugs := named(text, year))}

    assert len(goals) == {2026: 70, 2025: 15}[year]
    assert found == {number: slugs or "-" for number, slugs in RIGHT[year].items()}


@pytest.mark.parametrize("line", OTHER_WORDS.strip().splitlines())
def test_other_words(line):
    right, text = line.split(" :: ")

    assert named(text) == right


def test_event_for_the_public_is_no_course_though_it_is_sociocultural():
    text = "Uspořádat pro širokou veřejnost sociokulturní akci, která představí zvláštnosti menšin a nabídku OSP."
    target = Target(kind=Kind.COUNT, unit="sociokulturní akce", value=1, position=1)

    assert named_indicator(target, text, INDICATORS) in (None, next(i for i in INDICATORS if "verejnost" in i.slug))


def test_two_that_fit_are_none():
    target = Target(kind=Kind.COUNT, unit="firmám", value=4, position=1)
    firms = [Indicator(slug=slug, stems="firm", unit="schůzek", aggregation="sum") for slug in "ab"]

    assert named_indicator(target, "Obejít 4 firmy.", firms[:1]) == firms[0]
    assert named_indicator(target, "Obejít 4 firmy.", firms) is None


@pytest.mark.parametrize("stems", ["+", "& -", "/", "_", ".", "-firm", "firm+", "(((", "firm+-&"])
def test_words_that_say_nothing_break_nothing(stems):
    target = Target(kind=Kind.COUNT, unit="firem", value=4, position=1)
    odd = Indicator(stems=stems, unit="schůzek", aggregation="sum")

    assert named_indicator(target, "Obejít 4 firmy.", [odd]) in (None, odd)


def test_no_two_indicators_of_the_catalogue_are_alike():
    assert len({one.slug for one in INDICATORS}) == len({one.name for one in INDICATORS}) == len(INDICATORS)


@pytest.mark.django_db
class TestDatabaseOfBefore:
    divide = staticmethod(import_module("evaluations.migrations.0015_indicators").divide)

    @pytest.fixture
    def mixed(self):
        """Platforms, working groups and planning in one, as they came before."""
        facts = {"name": "Platformy a pracovní skupiny", "unit": "setkání", "stems": "platform skupin plánován"}
        return make_indicator("platformy", position=8, **facts)

    def facts_of(self, indicator):
        indicator.refresh_from_db()
        return indicator.name, indicator.position, indicator.stems, indicator.is_active

    @pytest.mark.engine
    def test_what_was_counted_stays_where_it_was(self, mixed):
        record = make_record(make_centre(), on=date(2026, 3, 3), indicator=mixed)

        for _ in range(2):  # a second time nothing is added
            self.divide(apps, None)

        assert Record.objects.get().indicator == record.indicator == mixed
        assert self.facts_of(mixed) == ("Platformy a pracovní skupiny", 8, "", False)
        assert Indicator.objects.exclude(pk=mixed.pk).count() == len(INDICATORS)
        assert load_indicators(FIXTURES) == 0

    def test_indicator_of_a_target_goes_on(self, mixed):
        target = make_published_goal(text="Účastnit se 3 platforem.").targets.get()
        TargetSource.objects.create(target=target, indicator=mixed)

        self.divide(apps, None)

        assert self.facts_of(mixed) == ("Platformy a pracovní skupiny", 8, "", True)

    def test_words_of_the_administrator_stay(self, mixed):
        own = make_indicator("klienti", name="Klienti", stems="uživatel", position=1)
        Indicator.objects.filter(pk=mixed.pk).update(stems="kulatý")

        self.divide(apps, None)

        assert self.facts_of(own)[2] == "uživatel"
        assert self.facts_of(mixed)[2:] == ("kulatý", True)

    def test_words_that_nobody_changed_are_taken_anew(self, mixed):
        clients = make_indicator("klienti", name="Noví klienti", stems="klient", position=1)

        self.divide(apps, None)

        assert self.facts_of(clients) == ("Noví klienti", 1, "nov_klient", True)

    def test_empty_database_waits_for_its_reference_data(self):
        self.divide(apps, None)

        assert not Indicator.objects.exists()
