"""The Czech target reader: measured on labelled wordings, its rules one by one."""

from datetime import date
from decimal import Decimal

import pytest

from goals.reading import ProposedTarget, read_targets
from goals.states import Comparator, Kind
from tests.goals.full_labels import FULL, KINDS, full_labels, measure, read_label
from tests.goals.labels_2026 import LABELS_2026
from tests.goals.reading_cast import BLIND, DOCUMENT, INVENTED, judged, labelled_wordings, real_wordings, triples

ENOUGH = 0.95
FULLY = {"precision": 0.95, "recall": 0.95, "bounds": 0.97, "days": 0.97, "units": 0.95, "no number": 0.97}


class TestMeasured:
    @pytest.mark.skipif(not DOCUMENT.exists(), reason="the real documents are not here")
    def test_published_goals_are_read_as_labelled(self):
        wordings = real_wordings()

        assert len(wordings) == len(LABELS_2026)
        precision, recall, misses = judged([(text, LABELS_2026[n]) for n, text in enumerate(wordings, start=1)])
        assert min(precision, recall) >= ENOUGH, f"precision {precision:.3f}, recall {recall:.3f}\n{misses}"

    @pytest.mark.parametrize("file", [INVENTED, BLIND], ids=["invented", "blind"])
    def test_wordings_are_read_as_labelled(self, file):
        labelled = labelled_wordings(file)

        precision, recall, misses = judged(labelled)

        assert len(labelled) >= 150
        assert min(precision, recall) >= ENOUGH, f"precision {precision:.3f}, recall {recall:.3f}\n{misses}"

    @pytest.mark.parametrize("year", FULL)
    def test_wordings_with_full_labels_are_read_as_labelled(self, year):
        measured = measure(list(full_labels(FULL[year], year)), year)

        assert measured.counts["recall"] >= 25
        for what, enough in FULLY.items():
            assert measured.share(what) >= enough, f"{measured}\n{what}:\n" + "\n".join(measured.misses[what])

    def test_kinds_are_read_wholly(self):
        measured = measure(list(full_labels(KINDS, 2026)), 2026)

        assert not measured.misses

    def test_measure_of_full_labels_sees_each_wrong_part(self):
        label = read_label("count > 4 - 06-30 kurz", 2027)

        measured = measure([("Uspořádat 4 besedy.", [label]), ("Uspořádat 4 besedy.", [])], 2027)

        assert {what: measured.share(what) for what in FULLY} == dict.fromkeys(FULLY, 0) | {
            "recall": 1,
            "precision": 0.5,
        }

    def test_measure_sees_a_wrong_label(self):
        precision, recall, misses = judged([("Uspořádat 3 kurzy.", [("count", 4.0, None)])])

        assert (precision, recall) == (0, 0)
        assert misses.startswith("1: Uspořádat 3 kurzy.")


class TestTarget:
    def test_every_field_is_read(self):
        (target,) = read_targets("Do konce března uspořádat alespoň tři přednášky ve školách.", year=2027)

        assert target == ProposedTarget(
            kind=Kind.COUNT,
            comparator=Comparator.MIN,
            value=Decimal(3),
            unit="přednášky",
            window=None,
            deadline=date(2027, 3, 31),
            span=(26, 47),
            thing="přednášky",
        )

    def test_json_has_the_agreed_keys_in_order(self):
        (target,) = read_targets("Navýšit úvazky týmu na 2,5 do 30. 6.", year=2026)

        assert list(target.as_json().items()) == [
            ("kind", "level"),
            ("comparator", "min"),
            ("value", 2.5),
            ("unit", ""),
            ("window", None),
            ("deadline", "2026-06-30"),
            ("span", [23, 26]),
            ("every", 1),
            ("is_per_cent", False),
            ("baseline", None),
            ("of", ""),
            ("unit_forms", None),
            ("uncertain", "number"),
        ]

    def test_each_says_what_it_counts_and_of_whom(self):
        (target,) = read_targets("S každým ze dvou tlumočníků uzavřít nejméně 1 DPČ.", year=2026)

        said = target.as_json()

        assert (said["kind"], said["comparator"], said["value"]) == ("each", "min", 1)
        assert (said["unit"], said["of"], said["unit_forms"]) == ("DPČ", "každým ze dvou tlumočníků", ["DPČ"] * 4)

    def test_what_is_guessed_is_said_to_be_uncertain(self):
        doubts = {
            "Uspořádat 5 besed.": "",
            "Rozdat 5 pexilů.": "forms",
            "Rozdat 5 jízdenek.": "",
            "Uspořádat 12 besed pro děti a 4 pro rodiče.": "noun",
            "Jednou za tři týdny vyjet do terénu.": "rhythm",
            "Počet (cíl 50)": "number",
        }

        assert {wording: read_targets(wording, year=2026)[-1].doubt for wording in doubts} == doubts

    def test_json_writes_whole_values_as_integers(self):
        (target,) = read_targets("2x měsíčně", year=2026)

        assert (target.as_json()["value"], target.as_json()["window"]) == (2, "month")
        assert isinstance(target.as_json()["value"], int)

    def test_narrative_covers_the_wording_and_measures_nothing(self):
        (target,) = read_targets("  Prohloubit spolupráci. ", year=2026)

        assert target == ProposedTarget(Kind.NARRATIVE, Comparator.EXACT, None, "", None, None, (2, 24))

    def test_span_points_into_the_text_as_given(self):
        text = "Realizovat\u00a0 alespon\u030c 2\u00a0000\u00a0letáků"  # no-break and double spaces, a combining accent

        (target,) = read_targets(text, year=2026)

        assert text[slice(*target.span)] == text[text.index("alespo") :]
        assert target.value == 2000


@pytest.mark.parametrize(
    ("wording", "comparator"),
    [
        ("Uspořádat alespoň 4 besedy.", Comparator.MIN),
        ("Uspořádat ne méně než 4 besedy.", Comparator.MIN),
        ("Uspořádat 4 a více besed.", Comparator.MIN),
        ("Uspořádat 4–6 besed.", Comparator.MIN),
        ("Uspořádat nejvýše 4 besedy.", Comparator.MAX),
        ("Čekací doba nepřesáhne 4 pracovní dny.", Comparator.MAX),
        ("Uspořádat až 4 besedy.", Comparator.MAX),
        ("Uspořádat přesně 4 besedy.", Comparator.EXACT),
        ("Uspořádat 4 besedy.", Comparator.EXACT),
    ],
)
def test_comparator_follows_the_words_around_the_number(wording, comparator):
    (target,) = read_targets(wording, year=2026)

    assert (target.comparator, target.value) == (comparator, 4)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("osm besed", 8),
        ("jedenácti besed", 11),
        ("pětadvacet besed", 25),
        ("čtyřicet pět besed", 45),
        ("sto besed", 100),
        ("dvě stě padesát besed", 250),
        ("tři tisíce letáků", 3000),
        ("1 500 letáků", 1500),
        ("1.500 letáků", 1500),
        ("10 tis. letáků", 10000),
        ("5ti besed", 5),
        ("trojice besed", 3),
        ("2.5 besedy", 2.5),
    ],
)
def test_numbers_are_read_in_words_and_digits(words, value):
    assert triples(f"Připravit nejméně {words}.") == [("count", value, None)]


@pytest.mark.parametrize(
    ("words", "value", "window"),
    [
        ("5x/rok", 5, "year"),
        ("2×–3× ročně", 2, "year"),
        ("jednou za čtvrt roku", 1, "quarter"),
        ("1x za 14 dní", 2, "month"),
        ("1x za dva měsíce", 6, "year"),
        ("jedenkrát za 6 měsíců", 1, "half-year"),
        ("dvakrát do roka", 2, "year"),
        ("každé tři měsíce", 1, "quarter"),
        ("každé první úterý v měsíci", 1, "month"),
        ("každé pondělí a středu", 2, "week"),
        ("pololetně", 1, "half-year"),
        ("v rozsahu 6x za rok", 6, "year"),
        ("v sudých týdnech", 2, "month"),
        ("obměsíc", 6, "year"),
    ],
)
def test_rhythm_is_said_by_the_nearest_window(words, value, window):
    assert triples(f"Setkávat se s partnery {words}.") == [("frequency", value, window)]


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("do 30. 6.", date(2026, 6, 30)),
        ("do 30. června 2027", date(2027, 6, 30)),
        ("do konce března", date(2026, 3, 31)),
        ("nejpozději v září", date(2026, 9, 30)),
        ("v 1. pololetí", date(2026, 6, 30)),
        ("ve druhé polovině roku", date(2026, 12, 31)),
        ("ve 3. čtvrtletí 2027", date(2027, 9, 30)),
        ("do konce roku", date(2026, 12, 31)),
        ("do konce roku 2028", date(2028, 12, 31)),
        ("k 31. 12.", date(2026, 12, 31)),
        ("do 31. 1. následujícího roku", date(2027, 1, 31)),
        ("do poloviny května", date(2026, 5, 15)),
        ("do 31. 2.", None),
        ("do 29. 2. 2027", None),
        ("do 29. 2. 2028", date(2028, 2, 29)),
        ("ve VI/2026", date(2026, 6, 30)),
        ("do 9/2026", date(2026, 9, 30)),
        ("do desátého března", date(2026, 3, 10)),
        ("k třicátému prvnímu lednu", date(2026, 1, 31)),
        ("do posledního června", date(2026, 6, 30)),
        ("do začátku března", date(2026, 3, 1)),
        ("v půlce května", date(2026, 5, 15)),
        ("v druhé polovině května", date(2026, 5, 31)),
        ("v květnu či červnu", date(2026, 6, 30)),
        ("v březnu, červnu a září", date(2026, 9, 30)),
        ("na přelomu května a června", date(2026, 6, 30)),
        ("v první čtvrtině roku", date(2026, 3, 31)),
        ("v 1. pol. 2026", date(2026, 6, 30)),
        ("v závěrečném čtvrtletí", date(2026, 12, 31)),
        ("během prvních tří měsíců roku", date(2026, 3, 31)),
        ("do pololetí školního roku", date(2026, 1, 31)),
        ("do konce druhého pololetí školního roku", date(2026, 6, 30)),
        ("do konce školního roku 2025/26", date(2026, 6, 30)),
        ("před zahájením školního roku", date(2026, 8, 31)),
        ("před letními prázdninami", date(2026, 6, 30)),
        ("před Vánoci", date(2026, 12, 24)),
        ("(červen 2026)", date(2026, 6, 30)),
        ("– červen", date(2026, 6, 30)),
        ("do 2026-06-30", date(2026, 6, 30)),
        ("v termínu 15. 6. – 30. 6.", date(2026, 6, 30)),
        ("do 31. března, kdy končí výzva", date(2026, 3, 31)),
        ("na jaře", None),
        ("přes prázdniny", None),
        ("s platností do 31. 3.", None),
        ("od dubna do října", None),
        ("ke Dni Romů 8. dubna", None),
        ("od 1. 3.", None),
        ("v roce 2026", None),
    ],
)
def test_deadline_is_read_with_the_documents_year_when_none_is_named(words, deadline):
    (target,) = read_targets(f"Zřídit kontaktní místo {words}", year=2026)

    assert (target.kind, target.deadline) == (Kind.MILESTONE, deadline)


@pytest.mark.parametrize(
    "words",
    [
        "firem, které zaměstnávají více než 50 osob",
        "z období, kdy kurzy dokončilo 40 lidí",
        "z obcí (2 ze 3 pracovníků jsou místní)",
        "v tématech kapitol 5 až 9",
        "na jazykové úrovni A2 a B1",
        "ve skupině č. 3",
        "podle standardu 13",
        "podle § 155a",
        "podle zákona č. 326/1999 Sb.",
        "z let 2024/2025",
        "na čísle 777 123 456",
        "v ulici Masarykova 12",
        "ve věku 6–15 let",
        "starším 65 let",
        "generace 60+",
        "s praxí delší než 2 roky",
        "ze ZŠ č. 5 na Praze 3",
        "v projektu Komunita 2000",
        "v Etapě 2",
        "podle ISO 9001",
        "od 9 do 17 hodin",
        "od 8:30",
        "15. ročníku festivalu",
        "z týmu druhého pracovníka",
        "v několika okresech",
        "po Covid-19",
        "ze „3 kroků k bydlení“",
    ],
)
def test_number_that_counts_nothing_is_left_alone(words):
    assert triples(f"Podporovat klienty {words}") == [("narrative", None, None)]


@pytest.mark.parametrize(
    "wording",
    [
        "Pokud přijde více než 30 lidí, otevřít druhou místnost.",
        "Vyrobit rozcestník pro klienty, z nichž 30 % nečte latinku.",
        "Zveřejnit seznam 40 lékařů.",
        "Uspořádat 150 % kurzů.",  # no such share, and arranging is no saving
        "Zpracovat analýzu potřeb 3 nejpočetnějších komunit.",
        "Reagovat na uzavření dvou škol.",
        "Zmírnit dopady zrušení dvou spojů.",
        "Lépe využít dvě učebny.",
        "Zpřístupnit archiv s 1 200 fotografiemi.",
        "Vytipovat lokality s více než 10 % cizinců.",
        "Podepsat memorandum o spolupráci mezi šesti obcemi.",
        "Vyhodnotit provoz pracoviště otevřeného dva dny v týdnu.",
        "Mít pobočku otevřenou 40 hodin týdně.",
        "Zapracovat doporučení auditu (celkem 7 bodů).",
        "Opřít plán o data z dotazníku (návratnost 48 %).",
        "Zjednodušit postup o dva kroky.",
        "Sladit cíle s plánem rozvoje kraje do roku 2050.",
        "Promítnout do praxe rozsudek sp. zn. 4 Azs 128/2047.",
        "Otevírat v 8.30 ráno.",
    ],
)
def test_number_that_only_describes_promises_nothing(wording):
    assert [(target.value, target.deadline) for target in read_targets(wording, year=2026)] == [(None, None)]


@pytest.mark.parametrize(
    ("wording", "value"),
    [
        ("Předat klientům 50 jízdenek.", 50),
        ("Vybavit učebnu 10 tablety.", 10),
        ("Usnadnit vstup na trh práce 15 ženám.", 15),
        ("Natočit sérii šesti videí.", 6),
        ("Bude napsáno 15 medailonů.", 15),
        ("Zajistit provoz 2 míst.", 2),
        ("Vyřezat s dětmi 12 betlémů.", 12),
        ("Počet setkání ..... 24", 24),
        ("Terénní směny: plán 96.", 96),
    ],
)
def test_what_the_verb_brings_about_is_promised(wording, value):
    assert triples(wording) == [("count", value, None)]


@pytest.mark.parametrize(
    ("wording", "units"),
    [
        ("Přihlásit 10 českých a 12 cizineckých rodin.", ["česká rodina", "cizinecká rodina"]),
        ("Do března oslovit 20 a do konce roku 50 domácností.", ["domácnost", "domácnost"]),
        ("Do května tři pexesa, do října dalších šest.", ["pexeso", "pexeso"]),
        ("Do června podpořit 20 klientů a zaměstnat 8 do konce roku.", ["klient", "klient"]),
    ],
)
def test_noun_that_a_number_leaves_out_goes_like_the_one_that_is_there(wording, units):
    assert [target.as_json()["unit_forms"][0] for target in read_targets(wording, year=2026)] == units


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("od září do prosince", date(2026, 12, 31)),
        ("mezi březnem a dubnem", date(2026, 4, 30)),
        ("během letních prázdnin", date(2026, 8, 31)),
    ],
)
def test_stretch_ends_what_is_counted_in_it_and_not_what_goes_on(words, deadline):
    ends = {
        wording: read_targets(wording, year=2026)[0].deadline
        for wording in (f"Uspořádat {words} pět besed.", f"Uspořádat {words} každý týden besedu.")
    }

    assert list(ends.values()) == [deadline, None]


@pytest.mark.parametrize(
    "wording",
    [
        "Metodiku dokončíme v březnu a do konce června s ní seznámíme čtyři pracovníky.",
        "Otevřít 3 kurzy (do 31. 3.) a 2 besedy (do 30. 6.).",
        "Podpořit 20 klientů v I. čtvrtletí a dalších 20 ve II. čtvrtletí.",
        "Projektový záměr: březen. Podání žádosti: červen.",
        "Návrh směrnice do konce března, schválení do konce června.",
    ],
)
def test_several_deadlines_each_end_their_own(wording):
    targets = read_targets(wording, year=2026)

    assert [target.deadline for target in targets] == [date(2026, 3, 31), date(2026, 6, 30)]


@pytest.mark.parametrize(
    ("wording", "unit"),
    [
        ("Nárůst zakázek o 80.", "zakázka"),
        ("Růst návštěvnosti o 10 %.", "návštěvnost"),
        ("Podíl klientů s plánem nepřekročí 30 %.", "klient"),
        ("Indikátor: podpořené rodiny, cílová hodnota: 28", "podpořená rodina"),
        ("Plánujeme: workshopy – 4.", "workshop"),
        ("Oslovit úřady práce, celkem osm.", "úřad"),
        ("Podpořit osoby v počtu alespoň 200.", "osoba"),
        ("Spojit se s pěti krajanskými spolky.", "krajanský spolek"),
        ("Předat zkušenosti čtyřem začínajícím kolegům.", "začínající kolega"),
        ("Spolupráce s třemi hospici.", "hospic"),
        ("Prezentace na 5 veletrzích práce.", "veletrh"),
        ("Třikrát měsíčně, vždy v pondělí, výjezd do Krnova.", "výjezd"),
        ("Rozšíření služby do Bruntálu (poradna 2x měsíčně).", "poradna"),
    ],
)
def test_unit_is_found_where_the_wording_names_it(wording, unit):
    (target,) = read_targets(wording, year=2026)

    assert target.as_json()["unit_forms"][0] == unit


def test_each_clause_has_its_own_deadline():
    targets = read_targets("Do 31. 3. podat žádost o akreditaci, kurz zahájit do 30. 9.", year=2026)

    assert [target.deadline for target in targets] == [date(2026, 3, 31), date(2026, 9, 30)]


def test_numbers_of_last_year_are_no_promise():
    assert triples("V roce 2025 jsme podpořili 150 osob, v roce 2026 podpoříme 200 osob.") == [("count", 200, "year")]


@pytest.mark.parametrize(
    ("wording", "kind", "comparator", "value"),
    [
        ("Udržet počet odběratelů nad 900.", Kind.LEVEL, Comparator.MIN, 900),
        ("Zkrátit dobu čekání pod 7 dnů.", Kind.LEVEL, Comparator.MAX, 7),
        ("Snížit podíl absencí (bez omluvy) pod 10 %.", Kind.SHARE, Comparator.MAX, 10),
        ("Míra naplněnosti neklesne pod 90 %.", Kind.SHARE, Comparator.MIN, 90),
    ],
)
def test_over_and_under_are_bounds_of_what_is_measured(wording, kind, comparator, value):
    (target,) = read_targets(wording, year=2026)

    assert (target.kind, target.comparator, target.value) == (kind, comparator, value)


def test_things_made_for_everybody_are_one_achievement():
    assert triples("Vytvořit adresář lékařů pro všechny pracovníky.") == [("milestone", None, None)]
    assert triples("Proškolit všechny pracovníky.") == [("each", None, None)]


def test_team_as_a_whole_is_no_member():
    found = triples("Každý pracovník absolvuje jednu stáž, tým jako celek dvě školení.")

    assert found == [("each", 1, None), ("count", 2, None)]


def test_parts_of_a_sum_are_not_counted_again():
    assert triples("Uspořádat 5 besed (3 v Chebu, 2 v Aši).") == [("count", 5, None)]


def test_achievement_beside_a_number_is_a_target_of_its_own():
    found = triples("Otevřít klub v Aši a uspořádat v něm 5 akcí.")

    assert found == [("milestone", None, None), ("count", 5, None)]
