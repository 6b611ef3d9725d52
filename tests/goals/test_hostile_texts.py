"""Whatever somebody writes, looking at it costs about as much as its length: no text holds up a page."""

import random
from contextlib import suppress
from time import process_time

import pytest

from centres.czech import czech_order
from evaluations.links import WrongLink, read_links
from goals.diff import likeness, word_pieces
from goals.formatting import breakable, fold, shortened, typeset
from goals.importing import language_of
from goals.models.documents import LONGEST_WORDING
from goals.parity import differences
from goals.reading import check_wording, find_personal_data, read_targets
from goals.tables import guarded
from tests.pace import is_within

# What the rules look for, and what repeats, nests, or is many characters in one.
PARTS = [
    *("a ", "1 ", "1. ", "10 000 ", "12 ", "a", "0", " ", ".", "1.1.", "(", ")", "-", "–", ",", ";", ": ", "\n", "\t"),
    *("a) ", "- x\n", "1) uspořádat kurz\n", "každý měsíc ", "2x ročně ", "nejméně 12 kurzů a ", "do 31. 12. 2026 "),
    *("tři čtvrtiny ", "sto ", "dva a ", "každé z ", "všech okresech ", "zřídit pobočku ", "pracovník, ", "50 % "),
    *("3/4 ", "v lednu, únoru, březnu ", "jednou za ", "§ ", "Ing. ", "č. ", "x", "a@b.cz ", "+420 777 ", "7 7 7 "),
    *("900101/1234 ", "http://a", "https://a.cz/\n", "\u0301", "á", "\u200b", "ﷺ", "İ", "🙂", "<b>", "{{", "=", "'"),
]


def turned(compare):
    def both(text):
        words = text.split(" ")
        compare(text, text[::-1])
        compare(text, " ".join(sorted(words)))

    return both


def links(text):
    with suppress(WrongLink):
        read_links(text)


LOOKING = {
    "typeset": typeset,
    "breakable": breakable,
    "fold": fold,
    "shortened": shortened,
    "guarded": guarded,
    "czech_order": czech_order,
    "read_links": links,
    "read_targets": lambda text: read_targets(text, year=2026),
    "check_wording": lambda text: check_wording(text, (), year=2026),
    "find_personal_data": find_personal_data,
    "word_pieces": turned(word_pieces),
    "likeness": turned(likeness),
    "language_of": language_of,
    "differences": lambda text: differences(text, text[::-1], "en"),
}


def texts(length):
    draw = random.Random(11)  # noqa: S311 - the same texts in each run
    for part in PARTS:
        yield (part * length)[:length]
    for _ in range(15):
        few = draw.sample(PARTS, draw.choice([2, 2, 3, 4, 8]))
        yield "".join(draw.choices(few, k=length))[:length]


def cost(look, text):
    """Seconds of the processor."""
    start = process_time()
    look(text)
    return process_time() - start


def slowest(look, length):
    """What the dearest of the texts costs, at the best of three: what else the machine did then is none of it."""
    dear = sorted(texts(length), key=lambda text: cost(look, text))[-9:]
    return max(min(cost(look, text) for _turn in range(3)) for text in dear)


@pytest.mark.parametrize("name", LOOKING)
def test_eight_times_the_text_takes_no_more_than_its_share(name):
    """Eight times for what is linear, 64 for what is quadratic. What takes no time is not measured."""
    short, long = (slowest(LOOKING[name], length) for length in (LONGEST_WORDING // 8, LONGEST_WORDING))

    assert long < 24 * short or is_within(0.02, long)
    assert is_within(1, long)  # a third of that on a quiet machine
