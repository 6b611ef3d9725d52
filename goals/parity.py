"""What two languages of one text do not say alike, as far as rules can see: numbers, dates, links, structure, words
said twice. A changed meaning they cannot see. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.languages import CZECH, Language
from goals.blocks import MONTHS
from goals.formatting import format_date

NUMBER_WORDS = {
    "cs": "dva:2 dvě:2 dvou:2 dvakrát:2 tři:3 tří:3 třikrát:3 čtyři:4 čtyřikrát:4 pět:5 šest:6 deset:10 deseti:10",
    "en": "two:2 twice:2 three:3 four:4 five:5 six:6 ten:10",
    "ru": "два:2 две:2 двух:2 дважды:2 три:3 трёх:3 трижды:3 четыре:4 четырёх:4 пять:5 шести:6 десять:10 десяти:10",
    "uk": "два:2 дві:2 двох:2 двічі:2 три:3 трьох:3 тричі:3 чотири:4 чотирьох:4 шість:6 шести:6 десять:10 десяти:10",
    "vi": "hai:2 ba:3 bốn:4 sáu:6 mười:10",  # that for five means a year as well
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
AS_NUMBER = {language: dict(pair.split(":") for pair in pairs.split()) for language, pairs in NUMBER_WORDS.items()}
WORD = re.compile(r"[^\W_]+")
DIGITS = re.compile(r"\d+")
LINK = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+")
DAY_FIRST = r"\b(?P<d>\d{1,2})\s*[./-]\s*(?P<m>\d{1,2})\s*[./-]\s*(?P<y>\d{4})\b"
YEAR_FIRST = r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b"
IN_WORDS = r"\bngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})\b"
TWICE = re.compile(r"\b([^\W\d_]{3,})\s+\1\b", re.IGNORECASE)
SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?](?=\s|$)")  # not the end of an abbreviation
PARTS = re.compile(r"\s[–—-]\s|-\s")
SYLLABLES = {"vi"}  # written apart, the same one may follow itself
SHORT, FEWEST_LETTERS = 0.7, 40  # in a few words languages differ more


def day_patterns(language: str) -> list[re.Pattern]:
    months = "|".join(MONTHS_OF[language])
    found = [YEAR_FIRST, DAY_FIRST, IN_WORDS]
    if months:
        found.append(rf"\b(?P<d>\d{{1,2}})\.?\s+(?P<name>{months})\s+(?P<y>\d{{4}})\b")
        found.append(rf"\b(?P<name>{months})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b")
    return [re.compile(pattern, re.IGNORECASE) for pattern in found]


DAYS = {language: day_patterns(language) for language in MONTHS_OF}


def dates_in(text: str, language: str) -> tuple[set[date], str]:
    """The full dates that a text names, however the language writes them, and the text without them."""
    found = set()
    for pattern in DAYS[language]:
        for match in pattern.finditer(text):
            facts = match.groupdict()
            name = facts.get("name")
            month = MONTHS_OF[language].index(name.lower()) + 1 if name else int(facts["m"])
            try:
                found.add(date(int(facts["y"]), month, int(facts["d"])))
            except ValueError:  # no day at all
                continue
        text = pattern.sub(" ", text)
    return found, text


def numbers_in(text: str, language: str) -> set[str]:
    """All numbers but one, which words say in too many ways: in digits and in the commonest words."""
    words = (word.lower() for word in WORD.findall(text))
    found = [AS_NUMBER[language].get(word) for word in words]
    digits = [number.lstrip("0") or "0" for number in DIGITS.findall(text)]
    return {*digits, *filter(None, found)} - {"1"}


def links_in(text: str) -> set[str]:
    return {link.rstrip(".,;:)") for link in LINK.findall(text)}


def facts_of(text: str, language: str) -> tuple[set[date], set[str], set[str]]:
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
        return [*_apart(set(), days, set(), numbers, set(), links), *_twice(text, language)]
    (days, numbers, links), others = facts_of(czech, CZECH), facts_of(text, language)
    found = [*_apart(days, others[0], numbers, others[1], links, others[2])]
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
    return [*found, *_twice(text, language)]


def _apart(days: set, other_days: set, numbers: set, other_numbers: set, links: set, other_links: set) -> Iterator[str]:
    for here, there, sentence in (
        (numbers, other_numbers, _("Liší se čísla: jen česky %(czech)s, jen v překladu %(text)s.")),
        (_shown(days), _shown(other_days), _("Liší se data: jen česky %(czech)s, jen v překladu %(text)s.")),
        (links, other_links, _("Liší se odkazy: jen česky %(czech)s, jen v překladu %(text)s.")),
    ):
        if here != there:
            facts = {"czech": ", ".join(sorted(here - there)) or "–", "text": ", ".join(sorted(there - here)) or "–"}
            yield sentence % facts


def _shown(days: set[date]) -> set[str]:
    return {format_date(day) for day in days}


def _twice(text: str, language: str) -> list[str]:
    words = () if language in SYLLABLES else TWICE.findall(text)
    return [_("Slovo „%(word)s“ je tu dvakrát po sobě.") % {"word": word} for word in words]


def too_short(pairs: Mapping) -> list:
    """Keys of pairs of texts whose translation is much shorter than others of the same language are."""
    ratios = {
        key: len(text) / len(czech) for key, (czech, text) in pairs.items() if len(czech) >= FEWEST_LETTERS and text
    }
    usual = median(ratios.values()) if ratios else 1
    return [key for key, ratio in ratios.items() if ratio < SHORT * usual]


TOO_SHORT = gettext_lazy("Překlad je o hodně kratší než česky.")


def all_differences(pairs: Mapping, language: str, *, headings: Collection = ()) -> dict:
    """By key what the guard sees in pairs of a Czech text and its translation: in each, and beside the others; of
    `headings` no two different ones may be called alike."""
    found = {key: differences(czech, text, language) for key, (czech, text) in pairs.items()}
    for key in too_short(pairs) if language != Language.SIMPLE else ():
        found[key].append(str(TOO_SHORT))
    first: dict[str, str] = {}
    for key in headings:
        czech, text = pairs[key]
        if first.setdefault(text.casefold(), czech) != czech:
            facts = {"other": first[text.casefold()]}
            found[key].append(_("Stejně se jmenuje jiný nadpis, česky „%(other)s“.") % facts)
    return {key: sentences for key, sentences in found.items() if sentences}
