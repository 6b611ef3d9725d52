"""What two languages of one text do not say alike, as far as rules can see: numbers, dates, links, structure, words
said twice. A changed meaning they cannot see. Pure."""

import re
from statistics import median

from django.utils.translation import gettext as _

from goals.blocks import days_in

NUMBER_WORDS = {
    "cs": "dva:2 dvě:2 dvou:2 dvakrát:2 tři:3 tří:3 třikrát:3 čtyři:4 čtyřikrát:4 pět:5 šest:6 deset:10 deseti:10",
    "en": "two:2 twice:2 three:3 four:4 five:5 six:6 ten:10",
    "ru": "два:2 две:2 двух:2 дважды:2 три:3 трёх:3 трижды:3 четыре:4 четырёх:4 пять:5 шести:6 десять:10 десяти:10",
    "uk": "два:2 дві:2 двох:2 двічі:2 три:3 трьох:3 тричі:3 чотири:4 чотирьох:4 шість:6 шести:6 десять:10 десяти:10",
    "vi": "hai:2 ba:3 bốn:4 sáu:6 mười:10",  # that for five means a year as well
}
AS_NUMBER = {language: dict(pair.split(":") for pair in pairs.split()) for language, pairs in NUMBER_WORDS.items()}
WORD = re.compile(r"[^\W_]+")
DIGITS = re.compile(r"\d+")
LINK = re.compile(r"https?://\S+")
TWICE = re.compile(r"\b([^\W\d_]{3,})\s+\1\b", re.IGNORECASE)
SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?](?=\s|$)")  # not the end of an abbreviation
PARTS = re.compile(r"\s[–—-]\s|-\s")
SYLLABLES = {"vi"}  # written apart, the same one may follow itself
SHORT, FEWEST_LETTERS = 0.7, 30


def numbers_in(text: str, language: str) -> list[str]:
    """All numbers but one, which words say in too many ways: in digits and in the commonest words."""
    words = (word.lower() for word in WORD.findall(text))
    found = [AS_NUMBER[language].get(word) for word in words]
    digits = [number.lstrip("0") or "0" for number in DIGITS.findall(text)]
    return sorted({*digits, *filter(None, found)} - {"1"})


def differences(czech: str, text: str, language: str) -> list[str]:
    """What the text says otherwise than the Czech, each as a sentence."""
    found = []
    here, there = set(numbers_in(czech, "cs")), set(numbers_in(text, language))
    if here != there:
        facts = {"czech": ", ".join(sorted(here - there)) or "–", "text": ", ".join(sorted(there - here)) or "–"}
        found.append(_("Liší se čísla: jen česky %(czech)s, jen v překladu %(text)s.") % facts)
    elif sorted(days_in(czech)) != sorted(days_in(text)):
        found.append(_("Liší se data."))
    if set(LINK.findall(czech)) != set(LINK.findall(text)):
        found.append(_("Liší se odkazy."))
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
    if language not in SYLLABLES:
        found += [_("Slovo „%(word)s“ je tu dvakrát po sobě.") % {"word": word} for word in TWICE.findall(text)]
    return found


def too_short(pairs: dict) -> list:
    """Keys of pairs of texts whose translation is much shorter than others of the same language are."""
    ratios = {
        key: len(text) / len(czech) for key, (czech, text) in pairs.items() if len(czech) >= FEWEST_LETTERS and text
    }
    usual = median(ratios.values()) if ratios else 1
    return [key for key, ratio in ratios.items() if ratio < SHORT * usual]
