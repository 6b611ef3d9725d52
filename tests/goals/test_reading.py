"""The Czech target reader: measured on labelled wordings, its rules one by one, and that no text makes it fail."""

from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goals.reading import ProposedTarget, read_targets
from goals.states import Comparator, Kind, Window
from tests.goals.labels_2026 import LABELS_2026
from tests.goals.reading_cast import DOCUMENT, invented_wordings, judged, real_wordings, triples

ENOUGH = 0.95


class TestMeasured:
    @pytest.mark.skipif(not DOCUMENT.exists(), reason="the real documents are not here")
    def test_published_goals_are_read_as_labelled(self):
        wordings = real_wordings()

        assert len(wordings) == len(LABELS_2026)
        precision, recall, misses = judged([(text, LABELS_2026[n]) for n, text in enumerate(wordings, start=1)])
        assert min(precision, recall) >= ENOUGH, f"precision {precision:.3f}, recall {recall:.3f}\n{misses}"

    def test_invented_goals_are_read_as_labelled(self):
        labelled = invented_wordings()

        precision, recall, misses = judged(labelled)

        assert len(labelled) >= 150
        assert min(precision, recall) >= ENOUGH, f"precision {precision:.3f}, recall {recall:.3f}\n{misses}"

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
        )

    def test_json_has_the_agreed_keys_in_order(self):
        (target,) = read_targets("Navýšit úvazky týmu na 2,5 do 30. 6.", year=2026)

        assert list(target.as_json().items()) == [
            ("kind", "level"),
            ("comparator", "exact"),
            ("value", 2.5),
            ("unit", ""),
            ("window", None),
            ("deadline", "2026-06-30"),
            ("span", [23, 26]),
        ]

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
        ("do 31. 2.", date(2026, 2, 28)),
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


def test_numbers_of_last_year_are_no_promise():
    assert triples("V roce 2025 jsme podpořili 150 osob, v roce 2026 podpoříme 200 osob.") == [("count", 200, "year")]


def test_parts_of_a_sum_are_not_counted_again():
    assert triples("Uspořádat 5 besed (3 v Chebu, 2 v Aši).") == [("count", 5, None)]


def test_achievement_beside_a_number_is_a_target_of_its_own():
    found = triples("Otevřít klub v Aši a uspořádat v něm 5 akcí.")

    assert found == [("milestone", None, None), ("count", 5, None)]


CZECH = st.text(alphabet="aáčdeěéhiíjklmnňoprřsštťuůúvyýzž 0123456789.,;:–-/%()x×„“\n\u00a0\u0301", max_size=200)
WORDS = (
    "alespoň min. 2x 3–5 každý měsíc za tři měsíce do 30. 6. dvě stě roku v roce 2026 ročně / % na z 50 80 všichni "
    "pracovníci uspořádat vytvořit leták ( ) , . – a nebo č. 5 § osm klientů Praha „ “ každé pondělí Q3 II. pololetí"
)
PIECES = st.lists(st.sampled_from(sorted(set(WORDS.split()))), max_size=30).map(" ".join)


class TestAnyText:
    @given(st.one_of(st.text(max_size=300), CZECH, PIECES))
    @example("jednou " * 50)
    @example("²/³ 1/0 0x 000")
    @example("9" * 5000)
    @example("do 99. 99. 9999 a 31. 2. 0000")
    def test_spans_lie_inside_the_text_in_order(self, text):
        spans = [target.span for target in read_targets(text, year=2026)]

        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)

    @given(st.one_of(st.text(max_size=300), CZECH, PIECES))
    def test_every_wording_has_a_target_and_blank_text_has_none(self, text):
        assert bool(read_targets(text, year=2026)) == bool(text.strip())

    @given(st.one_of(CZECH, PIECES), st.text(alphabet=" \n\t\u00a0", max_size=5))
    def test_white_space_at_the_end_changes_nothing(self, text, space):
        assert read_targets(text + space, year=2026) == read_targets(text, year=2026)

    @given(st.one_of(st.text(max_size=300), CZECH, PIECES))
    @example("999 999 999 tisíc klientů a 0,12345 úvazku o " + "n" * 300)
    def test_everything_read_can_be_stored(self, text):
        for target in read_targets(text, year=2026):
            assert len(target.unit) <= 200
            assert target.value is None or 0 <= target.value < 10**10
            assert target.value is None or target.value == round(target.value, 2)

    @given(PIECES)
    def test_narrative_stands_alone(self, text):
        kinds = [target.kind for target in read_targets(text, year=2026)]

        assert Kind.NARRATIVE not in kinds or kinds == [Kind.NARRATIVE]

    @given(PIECES)
    def test_only_what_is_measured_has_a_value(self, text):
        for target in read_targets(text, year=2026):
            measured = target.kind in {Kind.COUNT, Kind.FREQUENCY, Kind.LEVEL, Kind.SHARE}
            assert target.kind == Kind.EACH or (target.value is not None) == measured
            assert target.window in {None, *Window}

    @pytest.mark.parametrize(
        "piece",
        ["ročně 1 kurz ", "2x ", "každý ", "a", "( ", "1/", "12. ", "vytvořit ", "e\u0301", "v roce ", '"', "1 000 "],
    )
    def test_time_grows_no_faster_than_the_text(self, piece):
        def seconds(length):
            text = (piece * length)[:length]
            start = perf_counter()
            read_targets(text, year=2026)
            return perf_counter() - start

        seconds(1000)
        short, long = min(seconds(2500) for _ in range(3)), seconds(20_000)

        assert long < 40 * short + 0.5  # eight times the text; squared it would be 64 times
