"""Remarks on a wording and on personal data: each code by hand, any text by chance, the example document as a whole."""

from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from hypothesis import assume, example, given
from hypothesis import strategies as st

from goals.reading import RECOMMENDED_LENGTH, check_wording, find_personal_data, read_targets, reading_questions
from goals.states import Kind
from tests.goals.reading_cast import DOCUMENT, real_wordings

EXAMPLE = settings.BASE_DIR / "fixtures" / "operacni-cile-2026.md"


def codes(text, targets=()):
    return [remark.code for remark in check_wording(text, targets, year=2026)]


def marked(text):
    """What the remarks on a wording point at, by code."""
    return {remark.code: remark.span and text[slice(*remark.span)] for remark in check_wording(text, (), year=2026)}


def found(text):
    return [(remark.code, text[slice(*remark.span)]) for remark in find_personal_data(text)]


def target(kind, *, value=None, unit="", window="", deadline=None, comparator="min"):
    return SimpleNamespace(kind=kind, value=value, unit=unit, window=window, deadline=deadline, comparator=comparator)


def test_two_numbers_side_by_side_are_neither_of_them():
    wording = "Uspořádat 10 11 kurzů do konce roku."

    assert marked(wording)["two_numbers"] == "10 11"
    assert [target.value for target in read_targets(wording, year=2026)] == [None]
    assert [target.value for target in read_targets("V Praze 10 11 besed.", year=2026)] == [11]
    assert [target.value for target in read_targets("Rozdat 10 110 letáků.", year=2026)] == [10110]


def test_comma_before_three_digits_is_one_or_a_thousand():
    wording = "Uspořádat 1,000 kurzů."

    assert marked(wording)["thousands"] == "1,000"
    assert [target.value for target in read_targets(wording, year=2026)] == [None]
    assert "thousands" not in marked("Uspořádat 1 000 kurzů a obsadit 1,5 úvazku.")


class TestNoMeasure:
    def test_wording_without_number_or_result_is_remarked(self):
        assert marked("Prohloubit důvěru sousedů v centrum.") == {"no_measure": None}

    @pytest.mark.parametrize(
        ("wording", "word"),
        [
            ("Setkávat se s úřadem práce pravidelně.", "pravidelně"),
            ("Navštěvovat více ubytoven.", "více"),
            ("Častěji mluvit se zaměstnavateli.", "Častěji"),
        ],
    )
    def test_word_that_hides_a_number_is_pointed_at_and_quoted(self, wording, word):
        (remark,) = check_wording(wording, (), year=2026)

        assert (remark.code, wording[slice(*remark.span)]) == ("no_measure", word)
        assert f"Slovo „{word}“ se nedá změřit." in remark.message

    def test_vague_word_of_a_relative_clause_is_not_pointed_at(self):
        assert marked("Podporovat rodiny, které se častěji stěhují.") == {"no_measure": None}

    @pytest.mark.parametrize(
        "wording",
        [
            "Uspořádat 7 besed.",
            "Setkávat se s úřadem práce jednou měsíčně.",
            "Proškolit všechny pracovníky.",
            "Podíl vyřešených zakázek udržet nad 80 %.",
            "Otevřít dílnu do 30. 6.",
            "",
            " \n",
        ],
    )
    def test_measured_wording_and_blank_text_are_left_alone(self, wording):
        assert codes(wording) == []

    def test_targets_of_the_goal_decide_before_the_wording(self):
        assert codes("Prohloubit důvěru sousedů.", [target("count", value=3)]) == []
        assert codes("Uspořádat 7 besed.", [target("narrative")]) == ["no_measure"]

    def test_count_without_its_number_is_no_measure(self):
        assert codes("Prohloubit důvěru sousedů.", [target("count")]) == ["no_measure"]
        assert codes("Prohloubit důvěru sousedů.", [target("each")]) == []


class TestNoDeadline:
    def test_result_without_a_date_is_remarked_with_the_date_that_holds(self):
        (remark,) = check_wording("Zřídit čítárnu v Jeseníku.", (), year=2027)

        assert (remark.code, remark.span) == ("no_deadline", (0, 14))
        assert "platí konec roku 2027" in remark.message

    def test_vague_time_is_pointed_at(self):
        assert marked("Zřídit čítárnu co nejdříve.") == {"no_deadline": "co nejdříve"}

    @pytest.mark.parametrize(
        "when",
        ["do 30. 6.", "do konce května", "od března", "na podzim", "během roku", "do tří měsíců", "ve 3. čtvrtletí"],
    )
    def test_any_time_named_is_enough(self, when):
        assert codes(f"Zřídit čítárnu {when}.") == []

    @pytest.mark.parametrize(
        "wording",
        [
            "Uspořádat 7 besed.",
            "Rozšířit okruh odběratelů na 500.",
            "Uspořádat přehlídku pro veřejnost.",  # an event is a count of one
            "Jednou za čtvrt roku vydat zpravodaj.",
        ],
    )
    def test_what_runs_to_the_end_of_the_year_by_its_nature_is_left_alone(self, wording):
        assert codes(wording) == []

    def test_deadline_of_the_goals_own_target_is_enough(self):
        wording = "Zřídit čítárnu v Jeseníku."

        assert codes(wording, [target("milestone", deadline=date(2026, 9, 30))]) == []
        assert codes(wording, [target("milestone")]) == ["no_deadline"]

    def test_milestone_that_the_wording_does_not_show_has_no_place(self):
        (remark,) = check_wording("Stabilizovat tým.", [target(Kind.MILESTONE)], year=2026)

        assert (remark.code, remark.span) == ("no_deadline", None)


class TestTwoGoals:
    @pytest.mark.parametrize(
        ("wording", "second"),
        [
            ("Uspořádat 6 výletů. Vyškolit 3 lektory.", "Vyškolit 3 lektory"),
            ("Uspořádat 6 výletů a vyškolit 3 lektory.", "a vyškolit 3 lektory"),
            ("Zlepšit orientaci klientů a dále posílit vztahy s obcemi.", "posílit vztahy s obcemi."),
            ("Posílit tým. Kromě toho rozšířit nabídku knihovny.", "rozšířit nabídku knihovny."),
            ("Vyškolit 4 dobrovolníky; vést 9 prohlídek města.", "vést 9 prohlídek"),
            ("Vést 2 kurzy od 8:30 a vyškolit 3 lektory.", "a vyškolit 3 lektory"),
            ("a) posílit tým b) zlepšit web", "zlepšit web"),
            ("1. posílit tým\n2. zlepšit web", "zlepšit web"),
            ("Uspořádat 6 výletů, které vede Jana, a vyškolit 3 lektory.", "a vyškolit 3 lektory"),
        ],
    )
    def test_second_promise_is_pointed_at(self, wording, second):
        assert marked(wording)["two_goals"].strip() == second

    @pytest.mark.parametrize(
        "wording",
        [
            "Uspořádat 6 výletů a 3 besedy.",  # one verb
            "Oslovit 6 škol a uspořádat s nimi 3 besedy.",  # points back
            "Uspořádat 6 výletů. Výlety vést ve 2 jazycích.",  # names the same thing
            "Pečovat o sousedské vztahy. Za rok uspořádat 3 besedy.",  # an aim and its measure
            "Pečovat o sousedské vztahy: uspořádat 3 besedy a vydat 2 letáky.",  # means of one aim
            "Pečovat o sousedské vztahy: uspořádat 3 besedy; vydat 2 letáky.",
            "Za rok 3 výlety:\n- posílit tým\n- zlepšit web",
            "Uspořádat 3 besedy, které ukážou zvyky a zároveň přiblíží centrum.",  # a relative clause
            "Vést 3 kurzy s cílem posílit rodiny a zároveň zlepšit vztahy.",
            "Uspořádat 2 kurzy češtiny a zároveň výstavy.",  # no second verb
            "Do 30. 6. najít lektora a následně vést 5 kurzů.",  # stages
            "Obsadit místo lektora do 30. 6. a zaškolit nového kolegu.",
            "Účast na platformě (1×) a na setkání škol (1×).",
            "Kromě toho uspořádat 3 besedy.",
            "Rozdat 90 dotazníků a dosáhnout 70 % návratnosti.",
            "Uspořádat 5 besed k tématům bydlení; dluhy; vzdělávání.",
        ],
    )
    def test_promises_that_belong_together_are_left_alone(self, wording):
        assert codes(wording) == []


class TestImpossible:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Uspořádat 3 kurzy do 31. 11.", {"impossible_date": "31. 11."}),
            ("Uspořádat 3 kurzy do 29. února.", {"impossible_date": "29. února"}),
            ("Uspořádat setkání partnerů dne 31. 9.", {"impossible_date": "31. 9."}),
            ("Od 31. 6. uspořádat tábor.", {"impossible_date": "31. 6."}),
            ("Proškolit 120 % lektorů.", {"impossible_share": "120"}),
            ("Uspořádat 3 kurzy do 29. 2. 2028.", {}),
            ("Zvýšit počet klientů o 120 %.", {}),
        ],
    )
    def test_what_cannot_be_is_pointed_at(self, text, said):
        assert {code: words for code, words in marked(text).items() if code.startswith("impossible")} == said


class TestBounds:
    def test_lower_and_upper_bound_go_together_only_in_their_order(self):
        def both(least, most):
            bounds = [target(Kind.COUNT, value=least, unit="exkurzí")]
            return codes(
                "Pořádat exkurze.", [*bounds, target(Kind.COUNT, value=most, unit="exkurzí", comparator="max")]
            )

        assert "contradiction" not in both(2, 6)
        assert "contradiction" in both(6, 2)


class TestQuestions:
    def test_guesses_are_asked_about(self):
        def asked(text):
            return [remark.code for remark in reading_questions(text, year=2026)]

        assert asked("Uspořádat 5 besed.") == []
        assert asked("Rozdat 5 jízdenek.") == []
        assert asked("Rozdat 5 pexilů.") == ["uncertain_forms"]
        assert asked("Uspořádat 12 besed pro děti a 4 pro rodiče.") == ["uncertain_noun"]
        assert asked("Jednou za tři týdny vyjet do terénu.") == ["uncertain_rhythm"]


class TestTooLong:
    def test_wording_at_the_limit_is_left_alone_and_one_character_more_is_not(self):
        wording = ("Uspořádat 7 besed " + "pro sousedy " * 40)[: RECOMMENDED_LENGTH - 1] + "."

        assert codes(f"  {wording} \n") == []
        assert codes(f"{wording}!") == ["too_long"]

    def test_what_is_over_the_limit_is_pointed_at(self):
        wording = "Uspořádat 7 besed " + "x" * RECOMMENDED_LENGTH

        (remark,) = check_wording(f" {wording} ", (), year=2026)

        assert remark.span == (RECOMMENDED_LENGTH + 1, len(wording) + 1)
        assert f"{len(wording)} znaků" in remark.message

    @pytest.mark.skipif(not DOCUMENT.exists(), reason="the real documents are not here")
    def test_nineteen_of_twenty_published_goals_are_short_enough(self):
        wordings = real_wordings()

        assert sum(len(wording) > RECOMMENDED_LENGTH for wording in wordings) == 3 < len(wordings) / 20


class TestPhone:
    @pytest.mark.parametrize(
        "number",
        [
            "777 123 456",
            "777123456",
            "777-123-456",
            "777\u00a0123\u00a0456",
            "+420 777 123 456",
            "+420 777123456",
            "+420777123456",
            "00420777123456",
            "00420 377 123 456",
            "+380 67 123 45 67",
            "00380671234567",
            "067 123 45 67",
            "+84 91 234 56 78",
            "0905 123 456",
        ],
    )
    def test_number_is_found_whole(self, number):
        assert found(f"Volat na {number}, prosíme.") == [("phone", number)]

    def test_label_makes_an_unusual_grouping_a_number(self):
        assert found("tel.: 48 515 12 34") == [("phone", "48 515 12 34")]
        assert found("celkem 48 515 12 34") == []

    def test_two_numbers_are_two(self):
        assert found("777 123 456/602 123 456") == [("phone", "777 123 456"), ("phone", "602 123 456")]

    @pytest.mark.parametrize(
        "text",
        [
            "1 000 000",
            "125 000 000",
            "250 000 000 letáků",
            "250 300 400 Kč",
            "234 567 890 obyvatel",
            "1 777 123 456",
            "777 123 456 789",
            "31. 12. 2026",
            "01-02-2026 10:30",
            "2024 2025 2026",
            "2024/2025",
            "326/1999 Sb.",
            "č. j. 777123456",
            "sp. zn. 777 123 456",
            "č. j. SUZ-123456/2026",
            "IČO 12345678",
            "IČO: 60498021",
            "602 00 Brno",
            "účet 777123456/0800",
            "19-2000145399/0800",
            "192.168.100.200",
            "ISBN 978-80-7106-123-4",
            "8594001234567",
            "linka 116 111",
            "112 nebo 158",
            "kurz8777123456",
        ],
    )
    def test_other_numbers_are_left_alone(self, text):
        assert found(f"Podle {text} plnit cíl.") == []


class TestEmail:
    @pytest.mark.parametrize(
        "address",
        ["jana@example.cz", "j.nova-k+x@mail.example.org", "jana (zavináč) example.cz", "jana[at]example.cz"],
    )
    def test_address_is_found_whole(self, address):
        assert found(f"Psát na {address}.") == [("email", address)]

    def test_digits_of_an_address_are_no_phone(self):
        assert found("777123456@example.cz") == [("email", "777123456@example.cz")]

    @pytest.mark.parametrize("text", ["@centrum", "2 @ 3", "jana@pracovna", "www.example.cz", "kavárna (at) 3"])
    def test_other_signs_are_left_alone(self, text):
        assert found(text) == []


class TestBirthNumber:
    @pytest.mark.parametrize(
        "number",
        [
            "850101/1002",
            "8501011002",
            "850101 1002",
            "850101 / 1002",
            "855101/1007",  # a woman
            "042101/1008",  # a day whose numbers were used up
            "047101/1002",
            "855141/1000",  # of a foreign insured person
            "530101/100",
            "530101100",
            "780101/1010",  # remainder ten, written as 0
        ],
    )
    def test_number_is_found_whole(self, number):
        assert found(f"Klient r. č. {number}.") == [("birth_number", number)]

    def test_tax_number_of_a_person_holds_one(self):
        assert found("DIČ CZ8501011002") == [("birth_number", "8501011002")]

    @pytest.mark.parametrize(
        "text",
        [
            "850101/1003",  # not divisible by eleven
            "851301/1001",  # no thirteenth month
            "850231/1004",
            "852101/1004",  # 20 more only since 2004
            "052141/1000",  # and not for foreign insured persons
            "540101/100",  # nine digits only up to 1953
            "530101/000",
            "č. j. 850101/1002",
            "č. j. OAM-850101/1002",
            "19-850101/1002",
            "850101/1002/2026",
            "2026",
            "326/1999 Sb.",
            "IČO 85010110",
        ],
    )
    def test_other_numbers_are_left_alone(self, text):
        assert found(f"Podle {text} plnit cíl.") == []

    def test_nine_digits_behind_a_phone_label_are_a_phone(self):
        assert found("tel. 530101100") == [("phone", "530101100")]


def with_check(birth, order):
    """A ten-digit number with the slash, its last digit chosen so that eleven divides it where one does."""
    assume(int(f"{birth}{order:03}") % 11 != 10)
    return f"{birth}/{order:03}{int(f'{birth}{order:03}') % 11}"


@st.composite
def birth_numbers(draw):
    born = date(1900, 1, 1) + timedelta(days=draw(st.integers(0, (date(2053, 12, 31) - date(1900, 1, 1)).days)))
    more = draw(st.sampled_from([0, 50, 20, 70] if born.year >= 2004 else [0, 50]))
    birth = f"{born.year % 100:02}{born.month + more:02}{born.day:02}"
    order = draw(st.integers(1, 999))
    number = f"{birth}/{order:03}" if born.year < 1954 else with_check(birth, order)
    return draw(st.sampled_from([number, number.replace("/", "")]))


WORDS = (
    "uspořádat 3 kurzy a zároveň vydat leták ; . , : která pravidelně do 30. 6. 777 123 456 +420 850101/1002 "
    "a@b.cz - a) 1. 2x měsíčně \n \x00 😀 \u0301 každý kromě toho zaškolit více než č. j. 00"
)
PIECES = st.lists(st.sampled_from(sorted(set(WORDS.split(" ")))), max_size=40).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=400), PIECES)


class TestAnyText:
    @given(ANY_TEXT)
    @example("a zároveň " * 60)
    @example("\x00\u0301\u200b😀" * 100)
    @example("+4" * 300)
    @example(";" * 300)
    @example("9" * 5000)
    @example("1 " * 300)
    def test_spans_lie_inside_the_text_and_each_code_comes_once(self, text):
        remarks = check_wording(text, (), year=2026)

        assert all(r.span is None or 0 <= r.span[0] < r.span[1] <= len(text) for r in remarks)
        assert len({r.code for r in remarks}) == len(remarks)
        assert all(r.message for r in remarks)

    @given(ANY_TEXT)
    def test_spans_of_personal_data_stand_apart_in_order(self, text):
        spans = [remark.span for remark in find_personal_data(text)]

        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))

    @given(PIECES)
    def test_targets_as_read_give_the_same_as_none(self, text):
        assert check_wording(text, read_targets(text, year=2026), year=2026) == check_wording(text, (), year=2026)

    @given(birth_numbers())
    def test_every_valid_birth_number_is_found(self, number):
        assert found(f"Klientka {number} čeká.") == [("birth_number", number)]

    @given(st.from_regex(r"[0-9]{10}", fullmatch=True))
    def test_ten_digits_that_eleven_does_not_divide_are_no_birth_number(self, digits):
        assume(int(digits) % 11 and not (int(digits[:9]) % 11 == 10 and digits[9] == "0"))

        assert "birth_number" not in [code for code, _ in found(f"Klientka {digits} čeká.")]


def test_example_document_is_remarked_where_it_deserves_it():
    lines = EXAMPLE.read_text(encoding="utf-8").partition("### ")[2].splitlines()
    wordings = [line[2:] for line in lines if line.startswith("- ")]

    by_code = Counter(code for wording in wordings for code in codes(wording))

    assert len(wordings) == 70
    assert by_code == {"no_measure": 15, "no_deadline": 13, "too_long": 1}
    assert sum(bool(codes(wording)) for wording in wordings) == 28
    assert [data for wording in wordings for data in found(wording)] == []


def test_goal_with_a_number_in_the_example_document_has_no_remark():
    lines = EXAMPLE.read_text(encoding="utf-8").partition("### ")[2].splitlines()
    wordings = [line[2:] for line in lines if line.startswith("- ")]
    counted = [text for text in wordings if any(t.value is not None for t in read_targets(text, year=2026))]

    assert len(counted) == 38
    assert [text for text in counted if codes(text)] == []
