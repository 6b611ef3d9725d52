"""What the product itself said of a goal and froze in Czech, said again in the language of the page. A sentence that is
known here is told anew with its dates, numbers and names; words of people, and what nobody knows, stay Czech. Pure."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext_lazy

from centres.languages import is_czech, left_czech
from evaluations.states import Rating
from goals.formatting import format_date, format_number, percent

# As evaluations/progress/judging.py and evaluations/reports/content.py make them; a test holds them to be all.
SENTENCES = (
    gettext_noop("Zatím není žádný údaj."),
    gettext_noop("Naposledy to hodnotila porada k %(date)s: %(rating)s, novější hodnocení není."),
    gettext_noop("Porada k %(date)s uvedla: %(rating)s."),
    gettext_noop("Stav k %(day)s je %(achieved)s, kolik má být, cíl neurčuje."),
    gettext_noop("Splněno: stav k %(day)s je %(achieved)s, cíl je %(aim)s."),
    gettext_noop("Splněno až po termínu %(due)s: stav k %(day)s je %(achieved)s, cíl je %(aim)s."),
    gettext_noop("Termín %(due)s uplynul a stav je %(achieved)s, cíl je %(aim)s."),
    gettext_noop("Termín %(due)s byl dřív, než se rok převzal; jestli je splněno, řekne porada."),
    gettext_noop("Stav k %(day)s je %(achieved)s, cíl je %(aim)s. Rok se převzal v průběhu, splnění zhodnotí porada."),
    gettext_noop("Období teprve začalo, stav k %(day)s je %(achieved)s, cíl je %(aim)s."),
    gettext_noop("Stav k %(day)s je %(achieved)s, cíl je %(aim)s, rovnoměrnému postupu odpovídá %(expected)s."),
    gettext_noop("Stav k %(day)s je %(achieved)s a překračuje nejvyšší hodnotu %(aim)s."),
    gettext_noop("Splněno: do %(due)s je stav %(achieved)s a nepřekročil nejvyšší hodnotu %(aim)s."),
    gettext_noop("Období teprve začalo, stav k %(day)s je %(achieved)s z nejvýše %(aim)s."),
    gettext_noop("Stav k %(day)s je %(achieved)s z nejvýše %(aim)s, rovnoměrnému postupu odpovídá %(expected)s."),
    gettext_noop("Období je tak krátké, že se v něm nic pravidelného nežádá."),
    gettext_noop("Splněno: počet splněných %(windows)s je %(full)s, cíl je %(demanded)s."),
    gettext_noop("Termín %(due)s uplynul a počet splněných %(windows)s je %(full)s, cíl je %(demanded)s."),
    gettext_noop(
        "Počet splněných %(windows)s k %(day)s je %(full)s, cíl je %(demanded)s, zmeškáno jich je %(missed)s."
    ),
    gettext_noop(
        "Počet splněných %(windows)s k %(day)s je %(full)s, cíl je %(demanded)s, překročeno jich je %(missed)s."
    ),
    gettext_noop("Zatím je jediný údaj, k %(day)s je to %(achieved)s, má být %(bound)s."),
    gettext_noop("Období teprve začalo, hodnota k %(day)s je %(achieved)s, má být %(bound)s."),
    gettext_noop("Hodnota k %(day)s je %(achieved)s, má být %(bound)s, rovnoměrnému postupu odpovídá %(expected)s."),
    gettext_noop("Cíl neříká, z jakého stavu se vychází."),
    gettext_noop("Hodnota k %(day)s je %(achieved)s, má být %(bound)s."),
    gettext_noop("Poslední hodnota k %(day)s je %(achieved)s, kolik má být, cíl neurčuje."),
    gettext_noop("Splněno: hodnota k %(day)s je %(achieved)s, má být %(bound)s."),
    gettext_noop("Termín %(due)s uplynul a hodnota k %(day)s je %(achieved)s, má být %(bound)s."),
    gettext_noop("Zatím to žádná porada nehodnotila."),
    gettext_noop("Podle záznamů to může mít všech %(size)s z okruhu; jestli opravdu každý, řekne porada."),
    gettext_noop("Stav k %(day)s je %(achieved)s, splnění u každého z okruhu zhodnotí porada."),
    gettext_noop("Splněno u každého z okruhu, je jich %(size)s."),
    gettext_noop("Splněno je to u %(done)s %(of)s\u00a0%(size)s z okruhu."),
    gettext_noop("Splněno %(day)s."),
    gettext_noop("Termín %(due)s uplynul a splnění není doloženo."),
    gettext_noop("Zatím to žádná porada nehodnotila, termín je %(due)s."),
    gettext_noop("Termín %(due)s se blíží a žádná porada to zatím nehodnotila."),
    gettext_noop("Období ještě nezačalo, začíná %(day)s."),
    gettext_noop("Letos není nikdo, koho by se to týkalo."),
    gettext_noop("Splněno mají všichni: %(who)s je %(size)s"),
    gettext_noop("Splněno: %(who)s je %(done)s, cíl je %(size)s, chybí %(missing)s"),
    gettext_noop("; mimo zůstávají kraje jiných provozovatelů: %(beyond)s"),
    gettext_noop("Podle poslední porady to má %(done)s, cíl je %(size)s."),
    gettext_noop("Do termínu %(day)s splněno nebylo."),
    gettext_noop("Cíl skončil %(day)s."),
)
WINDOWS = {
    "let": pgettext_lazy("of which so many are done", "let"),
    "pololetí": pgettext_lazy("of which so many are done", "pololetí"),
    "čtvrtletí": pgettext_lazy("of which so many are done", "čtvrtletí"),
    "měsíců": pgettext_lazy("of which so many are done", "měsíců"),
    "týdnů": pgettext_lazy("of which so many are done", "týdnů"),
}
WHO = {"počet krajů": gettext_noop("počet krajů"), "počet center": gettext_noop("počet center")}
# One that says nothing new is never a reason.
RATINGS = {str(rating.label): rating for rating in Rating if rating != Rating.NOTHING_NEW}
DAY, NUMBER = r"\d{1,2}\.\s\d{1,2}\.\s\d{4}", r"-?\d[\d\u00a0]*(?:,\d+)?(?:\u00a0%)?"
BOUNDS = {"nejméně": gettext_noop("nejméně %(number)s"), "nejvýše": gettext_noop("nejvýše %(number)s")}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


FACTS = {
    **dict.fromkeys(("date", "day", "due"), DAY),
    "rating": _any_of(RATINGS),
    "windows": _any_of(WINDOWS),
    "who": _any_of(WHO),
    "of": "ze?",
    "bound": rf"(?:(?:{_any_of(BOUNDS)})\s)?{NUMBER}",
    **dict.fromkeys(("missing", "beyond"), r".+?"),
}
FACT = re.compile(r"%\\\((\w+)\\\)s")


def _pattern(sentence: str) -> re.Pattern[str]:
    """The sentence as it was frozen; one of two pieces may end where the other goes on."""
    escaped = re.escape(sentence)
    whole = FACT.sub(lambda match: f"(?P<{match[1]}>{FACTS.get(match[1], NUMBER)})", escaped)
    end = "" if sentence.endswith(".") else r"(?:\.(?=\s|$)|(?=;))"
    return re.compile(whole.replace(r"\ ", r"\s") + end + r"\s*")


PATTERNS = [(sentence, _pattern(sentence)) for sentence in SENTENCES]


def retold(czech: str) -> str:
    """The frozen sentences in the language of the page, all or none: what is not ours is left Czech, set apart."""
    if is_czech():
        return czech
    said, rest = "", czech
    while rest:
        found = next(((one, match) for one, pattern in PATTERNS if (match := pattern.match(rest))), None)
        if found is None:
            return left_czech(czech)
        sentence, match = found
        facts = {name: _told(name, value) for name, value in match.groupdict().items()}
        told = _(sentence) % facts
        said += told if sentence.startswith(";") else f" {told}"
        said += "." if not sentence.endswith(".") and match[0].rstrip().endswith(".") else ""
        rest = rest[match.end() :]
    return said.strip()


def _told(name: str, value: str) -> str:
    pattern = FACTS.get(name, NUMBER)
    if pattern == DAY:
        day, month, year = (int(part) for part in re.findall(r"\d+", value))
        return format_date(date(year, month, day))
    if name == "rating":
        return str(RATINGS[value].label)
    if name == "windows":
        return str(WINDOWS[value])
    if name == "who":
        return _(WHO[value])
    if name == "bound":
        word, _space, number = value.rpartition(" ")
        return _(BOUNDS[word]) % {"number": _number(number)} if word else _number(value)
    return _number(value) if pattern == NUMBER else left_czech(value)


def _number(value: str) -> str:
    digits = value.removesuffix("\u00a0%").replace("\u00a0", "").replace(",", ".")
    number = format_number(Decimal(digits))
    return percent(number) if value.endswith("%") else number
