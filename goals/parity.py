"""What two languages of one text do not say alike, as far as rules can see: numbers, dates, links, structure, words
said twice. A changed meaning they cannot see. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from math import log
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.languages import CZECH, Language
from goals.blocks import MONTHS
from goals.formatting import format_date, shortened

NUMBER_WORDS = {
    "cs": "dva:2 dvě:2 dvou:2 dvěma:2 dvakrát:2 tři:3 tří:3 třech:3 třem:3 třemi:3 třikrát:3 čtyři:4 čtyř:4 čtyřech:4 "
    "čtyřem:4 čtyřmi:4 čtyřikrát:4 pět:5 pěti:5 pětkrát:5 šest:6 šesti:6 šestkrát:6 sedm:7 sedmi:7 osm:8 osmi:8 "
    "devět:9 devíti:9 deset:10 deseti:10 desetkrát:10 dvanáct:12 dvanácti:12 patnáct:15 patnácti:15 dvacet:20 "
    "dvaceti:20",
    "en": "two:2 twice:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 twelve:12 fifteen:15 twenty:20",
    "ru": "два:2 две:2 двух:2 двум:2 двумя:2 дважды:2 три:3 трех:3 трем:3 тремя:3 трижды:3 четыре:4 четырех:4 "
    "четырем:4 четырьмя:4 пять:5 пяти:5 пятью:5 шесть:6 шести:6 шестью:6 семь:7 семи:7 семью:7 восемь:8 восьми:8 "
    "девять:9 девяти:9 десять:10 десяти:10 десятью:10 двенадцать:12 двенадцати:12 пятнадцать:15 пятнадцати:15 "
    "двадцать:20 двадцати:20",
    "uk": "два:2 дві:2 двох:2 двом:2 двома:2 двічі:2 три:3 трьох:3 трьом:3 трьома:3 тричі:3 чотири:4 чотирьох:4 "
    "чотирьом:4 чотирма:4 пять:5 пяти:5 пятьма:5 шість:6 шести:6 шістьма:6 сім:7 семи:7 вісім:8 восьми:8 девять:9 "
    "девяти:9 десять:10 десяти:10 десятьма:10 дванадцять:12 дванадцяти:12 пятнадцять:15 пятнадцяти:15 двадцять:20 "
    "двадцяти:20",
    "vi": "hai:2 ba:3 bốn:4 sáu:6 bảy:7 tám:8 mười:10 mười_hai:12 mười_lăm:15 hai_mươi:20",
}
MONTHS_OF = {
    "cs": MONTHS,
    "en": (
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    ),
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    "uk": (
        *("січня", "лютого", "березня", "квітня", "травня", "червня"),
        *("липня", "серпня", "вересня", "жовтня", "листопада", "грудня"),
    ),
    "vi": (),
}
AS_NUMBER = {
    language: dict(pair.replace("_", " ").split(":") for pair in pairs.split())
    for language, pairs in NUMBER_WORDS.items()
}
NUMBER_WORD = {
    language: re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b", re.IGNORECASE)
    for language, words in AS_NUMBER.items()
}
# What may be a number and may be none: the year or five, the name of a month, both sides.
MAYBE = {"vi": {"5": r"\bnăm\b", "2": r"\b(?:hai bên|cả hai)\b"}}
MONTH_IN_DIGITS = re.compile(r"\btháng\s+(\d{1,2})\b", re.IGNORECASE)
LETTERS_ALIKE = str.maketrans({"ё": "е", "Ё": "Е", "’": "", "ʼ": "", "'": ""})
DIGITS = re.compile(r"\d+")
THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f.,](?=\d{3}\b)")
# An address of mail begins where its signs do: looked for at each letter of a long word, it costs the square.
LINK = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
DAY_FIRST = r"\b(?P<d>\d{1,2})\s*[./-]\s*(?P<m>\d{1,2})\s*[./-]\s*(?P<y>\d{4})\b"
YEAR_FIRST = r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"
IN_WORDS = r"\bngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})\b"
SHORT_DAY = r"\b(?P<d>\d{1,2})\.\s*(?P<m>\d{1,2})\.(?!\s*\d)"
SHORT_IN_WORDS = r"\bngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\b"
TWICE = re.compile(r"\b([^\W\d_]{2,}(?:\s[^\W\d_]+){0,2})\s+\1\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[^\W\d_]{2})[.!?](?=\s|$)")  # not the end of an abbreviation
PARTS = re.compile(r"\s[–—-]\s|-\s")
WORDS = re.compile(r"[^\W\d_]{2,}")
SCRIPT_OF, FEWEST_OF_SCRIPT = {"uk": "CYRILLIC", "ru": "CYRILLIC"}, 4
SYLLABLES = {"vi"}  # written apart, the same one may follow itself, but not a whole word
# How much shorter than usual a translation may be, by the letters of the Czech: in a few words languages differ more.
SHORT = {40: 0.7, 20: 0.5}
FEWEST_LETTERS = 40  # that say how long translations into a language usually are
FEWEST_OF_ITEM, MISFIT, FIT = 15, 0.45, 0.25  # logarithms of lengths; faithful lists come to 0.31


def day_patterns(language: str) -> list[re.Pattern]:
    """Full dates first, then those without a year."""
    months = "|".join(MONTHS_OF[language])
    found = [YEAR_FIRST, DAY_FIRST, IN_WORDS]
    short = [SHORT_DAY, SHORT_IN_WORDS]
    if months:
        day, name = r"(?P<d>\d{1,2})", rf"\b(?P<name>{months})"
        found.append(rf"\b{day}(?:\.|st|nd|rd|th)?\s+{name}\s+(?P<y>\d{{4}})\b")
        found.append(rf"{name}\s+{day}(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b")
        short.append(rf"\b{day}(?:\.|st|nd|rd|th)?\s+{name}\b")
        short.append(rf"{name}\s+{day}(?:st|nd|rd|th)?\b")
    return [re.compile(pattern, re.IGNORECASE) for pattern in [*found, *short]]


DAYS = {language: day_patterns(language) for language in MONTHS_OF}
ANY_YEAR = 4  # a leap year


def dates_in(text: str, language: str) -> tuple[set[str], str]:
    """The dates that a text names, however the language writes them, as Czech does; and the text without them."""
    found = set()
    for pattern in DAYS[language]:
        for match in pattern.finditer(text):
            facts = match.groupdict()
            name = facts.get("name")
            month = MONTHS_OF[language].index(name.lower()) + 1 if name else int(facts["m"])
            try:
                day = date(int(facts.get("y") or ANY_YEAR), month, int(facts["d"]))
            except ValueError:  # no day at all
                continue
            found.add(format_date(day) if facts.get("y") else f"{day.day}.\xa0{day.month}.")
        text = pattern.sub(" ", text)
    return found, text


def numbers_in(text: str, language: str) -> set[str]:
    """All numbers but one, which words say in too many ways: in digits and in the commonest words."""
    words = NUMBER_WORD[language].findall(text.translate(LETTERS_ALIKE))
    digits = [number.lstrip("0") or "0" for number in DIGITS.findall(THOUSANDS.sub("", text))]
    return {*digits, *(AS_NUMBER[language][word.lower()] for word in words)} - {"1"}


def numbers_maybe_in(text: str, language: str) -> set[str]:
    """Numbers that a text may name or not: nobody is asked about those alone."""
    found = {number for number, pattern in MAYBE.get(language, {}).items() if re.search(pattern, text, re.IGNORECASE)}
    return found | set(MONTH_IN_DIGITS.findall(text)) if language in MAYBE else found


def links_in(text: str) -> set[str]:
    return {link.rstrip(".,;:)") for link in LINK.findall(text)}


def facts_of(text: str, language: str) -> tuple[set[str], set[str], set[str]]:
    """Dates, numbers and links of a text."""
    links = links_in(text)
    days, rest = dates_in(LINK.sub(" ", text), language)
    return days, numbers_in(rest, language), links


def differences(czech: str, text: str, language: str) -> list[str]:
    """What the text says otherwise than the Czech, each as a sentence. Simple Czech leaves things out; of it only what
    is new counts."""
    if language == Language.SIMPLE:
        days, numbers, links = (
            new - old for old, new in zip(facts_of(czech, CZECH), facts_of(text, CZECH), strict=True)
        )
        return [*_apart(set(), days, set(), numbers, set(), links), *said_twice(text, language)]
    (days, numbers, links), others = facts_of(czech, CZECH), facts_of(text, language)
    maybe = numbers_maybe_in(text, language)
    numbers_there = (others[1] - (maybe - numbers)) | (maybe & numbers)
    found = [*_apart(days, others[0], numbers, numbers_there, links, others[2])]
    sentences = len(SENTENCE.findall(czech)), len(SENTENCE.findall(text))
    if sentences[0] > sentences[1] > 0:
        facts = {"czech": sentences[0], "text": sentences[1]}
        found.append(_("Liší se počet vět: česky %(czech)s, v překladu %(text)s.") % facts)
    parts = len(PARTS.split(czech)), len(PARTS.split(text))
    if parts[0] > parts[1]:
        found.append(
            _("Česky má text %(czech)s části oddělené pomlčkou, překlad jen %(text)s.")
            % dict(zip(("czech", "text"), parts, strict=True))
        )
    return [*found, *_in_other_words(czech, text, language), *said_twice(text, language)]


def _in_other_words(czech: str, text: str, language: str) -> Iterator[str]:
    """What tells that the text is no translation: letters of another script, or just the Czech words."""
    scripts = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in LINK.sub("", text) if letter.isalpha())
    if scripts.total() >= FEWEST_OF_SCRIPT and scripts.most_common(1)[0][0] != SCRIPT_OF.get(language, "LATIN"):
        yield _("Překlad je psaný jiným písmem, než má tento jazyk.")
    elif language != CZECH and text == czech and len(WORDS.findall(text)) > 1:
        yield _("Překlad je stejný jako česky.")


def _apart(days: set, other_days: set, numbers: set, other_numbers: set, links: set, other_links: set) -> Iterator[str]:
    for here, there, sentence in (
        (numbers, other_numbers, _("Liší se čísla: jen česky %(czech)s, jen v překladu %(text)s.")),
        (days, other_days, _("Liší se data: jen česky %(czech)s, jen v překladu %(text)s.")),
        (links, other_links, _("Liší se odkazy: jen česky %(czech)s, jen v překladu %(text)s.")),
    ):
        if here != there:
            facts = {"czech": ", ".join(sorted(here - there)) or "–", "text": ", ".join(sorted(there - here)) or "–"}
            yield (sentence % facts).replace("..", ".")  # a day without its year ends in a full stop


def said_twice(text: str, language: str) -> list[str]:
    words = TWICE.findall(text)
    if language in SYLLABLES:
        words = [word for word in words if " " in word]
    return [_("Slovo „%(word)s“ je tu dvakrát po sobě.") % {"word": word} for word in words]


def _usual_ratio(pairs: Mapping) -> float:
    """How much longer texts of a language are than the Czech."""
    return median([len(text) / len(czech) for czech, text in pairs.values() if len(czech) >= FEWEST_LETTERS] or [1])


def too_short(pairs: Mapping, usual: float) -> list:
    """Keys of pairs of texts whose translation is much shorter than others of the same language are."""
    return [
        key
        for key, (czech, text) in pairs.items()
        for share in [next((share for letters, share in SHORT.items() if len(czech) >= letters), 0)]
        if len(text) < share * usual * len(czech)
    ]


def out_of_order(pairs: Mapping, items: Sequence, language: str, usual: float) -> dict:
    """Of the items of one list those that seem to say what another one says in Czech, with that one: by numbers, dates
    and links, or by lengths that fit only the other way round."""
    czech = {key: facts_of(pairs[key][0], CZECH) for key in items}
    texts = {key: facts_of(pairs[key][1], language) for key in items}
    found = {}
    for key in items:
        same = [other for other in items if czech[other] == texts[key]]
        if any(texts[key]) and texts[key] != czech[key] and len(same) == 1:
            found[key] = same[0]
    for key, other in combinations([key for key in items if len(pairs[key][0]) >= FEWEST_OF_ITEM], 2):
        now = _misfit(pairs, key, key, usual) + _misfit(pairs, other, other, usual)
        swapped = _misfit(pairs, key, other, usual), _misfit(pairs, other, key, usual)
        says_it = (czech[key], czech[other]) == (texts[other], texts[key])
        if says_it and max(swapped) < FIT and now - sum(swapped) > MISFIT:
            found.setdefault(key, other)
            found.setdefault(other, key)
    return found


def _misfit(pairs: Mapping, key: object, other: object, usual: float) -> float:
    """How far the text of the other is from the length that a translation of this Czech usually has."""
    return abs(log(max(len(pairs[other][1]), 1) / (usual * len(pairs[key][0]))))


TOO_SHORT = gettext_lazy("Překlad je o hodně kratší než česky.")


def all_differences(
    pairs: Mapping, language: str, *, headings: Collection = (), lists: Iterable[Sequence] = ()
) -> dict:
    """By key what the guard sees in pairs of a Czech text and its translation: in each, and beside the others; of
    `headings` no two different ones may be called alike, the items of each of `lists` stand in one order."""
    found = {key: differences(czech, text, language) for key, (czech, text) in pairs.items()}
    usual = _usual_ratio(pairs)
    texts = {key: pair for key, pair in pairs.items() if key not in headings}
    for key in too_short(texts, usual) if language != Language.SIMPLE else ():
        found[key].append(str(TOO_SHORT))
    for items in lists if language != Language.SIMPLE else ():
        for key, other in out_of_order(pairs, items, language, usual).items():
            facts = {"other": shortened(pairs[other][0]).rstrip(".")}
            found[key].append(_("Pořadí je asi jiné: tohle česky odpovídá spíš textu „%(other)s“.") % facts)
    first: dict[str, str] = {}
    for key in headings:
        czech, text = pairs[key]
        if first.setdefault(text.casefold(), czech) != czech:
            facts = {"other": first[text.casefold()]}
            found[key].append(_("Stejně se jmenuje jiný nadpis, česky „%(other)s“.") % facts)
    return {key: sentences for key, sentences in found.items() if sentences}
