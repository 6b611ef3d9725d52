"""When two words are the same one: without case, diacritics and endings. Pure.

The rules for Czech, and those for Ukrainian and Russian, strip endings off a folded word until none is left and then
even out what declension changes inside. They need no dictionary, and what they make is no word: it is equal for all
cases of one ("školy", "školách", "skol"), and seldom for two different ones. They overdo it on purpose where that
brings cases together. Tables of kin then bring together what one word makes of another, because who types "důchod"
means "důchodový systém", too, and who types "удалить" means "удаление".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import pairwise

from centres.languages import CZECH
from goals.formatting import INVISIBLE, fold, visible
from goals.search.places import families, in_czech_letters, words_of_towns

# Letters and digits, with marks and signs that show nothing in between: a soft hyphen does not divide a word, nor a
# space the thousands of a number, nor an apostrophe a Ukrainian word.
TOKEN = re.compile(
    rf"(?<!\d)\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)"
    rf"|(?:[^\W_]|[\u0300-\u036f{INVISIBLE}]|(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff]))+"
)
_INSIDE = re.compile(r"[\s'’ʼ]")
_UNDECOMPOSED = str.maketrans("đĐłŁøØ", "dDlLoO")

EXCERPT = 320  # letters of a long text that a result shows
BEFORE = 80  # of them before the first word that was found
LONG_STEM = 5  # letters that two words seldom begin with by chance

_VOWELS = ("a", "e", "i", "o", "u", "y")
_CZECH = (
    *("ami", "emi", "imi", "ymi", "ach", "ech", "ich", "ych", "eho", "iho", "emu", "imu"),
    *("ovi", "em", "im", "ym", "am", "um", "us", "ou", "mi"),
)
# Stems that change inside, by what is left of them.
_IRREGULAR = {
    "ces": "cech",
    "clovek": "lid",
    "dit": "det",
    "ditet": "det",
    "dnech": "dn",
    "dnem": "dn",
    "dnum": "dn",
    "dramat": "dram",
    "dum": "dom",
    "dvem": "dv",
    "dvo": "dv",
    "dvur": "dvor",
    "hul": "hol",
    "klimat": "klim",
    "kun": "kon",
    "mer": "mir",
    "penez": "peniz",
    "pilsen": "plzen",
    "pomohl": "pomah",
    "pomuz": "pomah",
    "pratel": "pritel",
    "skolen": "skolin",  # no škola
    "smluv": "smlouv",
    "staz": "stazn",  # no stažení
    "stazist": "stazn",
    "stul": "stol",
    "sul": "sol",
    "temat": "tem",
    "traumat": "tra",
    **dict.fromkeys(["tre", "trech", "trem"], "tr"),  # tři
    "uze": "uzem",  # území, whose ending looks like "mi"
    "vuz": "voz",
    "zvirat": "zvir",
    "zviret": "zvir",
}
_FLEETING = re.compile(r"(?<=[^aeiouy])e(?=[^aeiouy]$)|(?<=\w\w[^aeiouy])e(?=nn$)")  # poboček, pobočka; terén, terénní
_FLEETING_VOWEL = re.compile(r"[eio](?=[^aeiouy]$)")
_OF_OM = re.compile(r"(?<=om)i$")  # soukromí, povědomí, whose ending is no "mi"
_CONSONANT_M = re.compile(r"(?<=[^aeiouy])m$")  # platforem, which loses its ending "em", and platforma
_ADJECTIVE_OF_PLACE = re.compile(r"(?:[cs]k|stin).{1,3}$")  # and languages: no capital, unlike names
# Psychologové, no adjective.
_PEOPLE = re.compile(r"(?<=log|gog|leg|nom|gol|rom|rus|rab|urk|srb|urd|syn|pan|ost|otc|sed|din|ind)ov$")
_SOFTENED = {"st": "sk", "ct": "ck", "ch": "s", "uv": "ov"}  # čeští, němečtí, Češi, Havlíčkův
_SOFTENED_LETTER = str.maketrans("czg", "khh")  # pracovníci, Praze, psycholozi
# What one word makes of another, in turn: patterns of what a stem ends in, and what is left of it. Of short stems
# nothing is taken, because too many different ones would be left.
_KIN = (
    (r"^stez(?:ov.*|uj)$", "stiznost"),  # no stěhování
    (r"^nabi(?:z.*|dk)$", "nabid"),  # nabízet, nabídka
    (r"(?<=tel|ent|ant|sed|tor|ner)k$", ""),  # sousedka, soused
    (r"(?<=\w{4}[dvm])c$", ""),  # důchodce, důchod
    (r"(?<=\w{4})(?:[ei]jn|ist)$", ""),  # policejní, policista, policie
    (r"(?<=str)ukc$", "u"),  # rekonstrukce, rekonstruovat
    (r"(?<=\w{4})ob$", ""),  # chudoba, chudý
    (r"(?<=\w{4})([sc])tin$", r"\1k"),  # ukrajinština, ukrajinský
    (r"(?<=[nl])ic[kt]$", "ik"),  # uprchlický, uprchlík
    (r"(?<=\w{3}[ltj])s[kt]$", ""),  # školský, škola
    (r"(?<=\w{7})atel$", ""),  # překladatel, překlad
    (r"(?<=\w{4})enstv$", "n"),  # těhotenství, těhotná
    (r"(?<=\w{5})stv$", ""),  # partnerství, partner
    (r"(?<=\w{3})nn$", "n"),  # rodinný, rodina
    (r"(?<=\w\w(?:ur|ol|nc))n$|(?<=alit)n$", ""),  # kulturní, kultura
    (r"(?<=\w{4})(?:acn?|ant)$", ""),  # migrace, migrační, migrant
    (r"(?<=\w{4})(?:ov(?:n|k|a[ltn])?|uj)$", ""),  # krizový, krize; pracovní, práce; plánovat, plánování, plán
    (r"(?<=\w{4})(?:[ei]t|en|il|nout|nut)$", ""),  # zaškolit, zaškolení
    (r"(?<=\w{5})a[ltnj]$", ""),  # pomáhat, pomáhají
)
_ENGLISH = ("ings", "ing", "es", "is", "ed", "s", "e")
_IRREGULAR_ENGLISH = {
    "children": "child",
    "feet": "foot",
    "men": "man",
    "paid": "pay",
    "people": "person",
    "phenomena": "phenomenon",
    "teeth": "tooth",
    "women": "woman",
}
_OF_COUNTRY = re.compile(r"(?<=\w{4})(?:i?ans?|ese|i?a)$")  # Bulgaria, Bulgarians; China, Chinese
_ENGLISH_KIN = (
    (r"our$", "or"),  # neighbour, neighbor
    (r"(?<=\w{3}w)n$", ""),  # withdrawn, withdraw
    (r"(?<=\w{5}i)c$", ""),  # strategic, strategy
    (r"bilit[iy]$", "bl"),  # accessibility, accessible
    (r"(?<=^\w{3}i)onal$", "on"),  # regional, region
    (r"(?<=\w{3})ety$", ""),  # safety, safe
    (r"(?<=\w{3}ain)t$", ""),  # complaint, complain
    (r"(?<=\w{5})(?:(?<!at)er|or|ion|ison|[ae]nc|ag|ment|it[iy])$", ""),  # interpreter, comparison, insurance, marriage
    (r"(?<=\w{5})at$", ""),  # integrate, integration
    # Center and centre, licence and license; wives and wife; plan and planning, counseling, too.
    *((r"ter$", "tr"), (r"enc$", "ens"), (r"v$", "f"), (r"([^aeiou])\1$", r"\1")),
)
_CYRILLIC = (
    *("ами", "ями", "ими", "ыми", "іми", "ьми", "иях", "ого", "его", "ому", "ему"),
    *("ах", "ях", "их", "ых", "ам", "ям", "ом", "ем", "им", "ым", "ов", "ев", "ів", "ью", "ою", "ею"),
    *("ои", "еи", "ии", "ыи", "ую", "юю", "ая", "яя", "ое", "ее", "ые", "ие", "ия", "ию", "ія", "ію"),
    *("а", "у", "о", "ы", "и", "е", "я", "ю", "і", "ь", "є"),
)
# Forms and stems of words that have two, or change inside.
_IRREGULAR_CYRILLIC = {
    "время": "времени",
    "денег": "деньги",
    "детьм": "дет",
    "дитин": "дот",
    "долго": "довго",  # no долг
    "допомаг": "допомг",
    "допомогт": "допомг",
    "дочр": "доч",
    "имя": "имени",
    "лет": "год",
    "любовь": "любви",
    "людин": "люд",
    "матр": "мат",
    "писем": "письма",
    "помк": "помг",
    "помщ": "помг",
    "пожал": "жалб",  # пожаловаться, жалоба
    "поскарг": "скарг",
    "реб": "дет",
    "річ": "речі",
    "тиждень": "тижня",
    "церков": "церкви",
    "церковь": "церкви",
    "человк": "люд",
    "чесь": "чех",
    "чешх": "чех",
    **dict.fromkeys(["сімя", "сімі", "сімеи", "сімю", "сімєю", "сімям", "сімях", "сімями"], "сімй"),  # not seven, сім
    **dict.fromkeys(["две", "двум", "двумя", "двух", "дві", "двом", "двома", "двох"], "два"),
    **dict.fromkeys(["трем", "тремя", "трех", "трьом", "трьома", "трьох"], "три"),
    **dict.fromkeys(["дни", "дня", "дню", "днем", "дням", "днях", "днями", "дней", "дні", "днів"], "ден"),
}
_OF_PLACE = re.compile(r"(?<=\w{4})(?<!^поль)сь?к$|(?<=\w{3}[жз])(?<!вяз)ь?к$")  # болгарский, Болгария; празький, Прага
_DOUBLED = re.compile(r"([^аеєиіоуюяыэ])\1$")  # оголошення, оголошень
_REFLEXIVE = re.compile(r"(?<=\w{4})(?<!пи)с[ья]$")
# As _KIN.
_CYRILLIC_KIN = (
    (r"(?<=\w{5})(?:[чщ]ик|ач)$", ""),  # переводчик, перевод; перекладач, переклад
    (r"(?<=\w{5})е?ств$", ""),  # сотрудничество, сотрудничать
    (r"(?<=\w{3}[^аеєиіоуюяыэ])(?:о?к|ц)$", ""),  # поддержка, підтримці, поддержать; иностранцы
    (r"(?<=\w{3}[жчш])ек$|(?<=\w{3}[нмлвб])ец$|(?<=стовп)ец$", ""),  # поддержек; иностранец
    (r"(?<=\w{4})[оі]ст$", ""),  # доступность, доступный
    (r"(?<=\w\w[чшщ])(?:[аи]т|а?[ею]т|[ае]н)$", ""),  # решать, решает, решение
    (r"(?<=\w{4})(?:[аяую]?(?:[еєю]т|єм)|[аяиіу]т|[ая][лв])$|(?<=\w{5})ил$", ""),  # удалить, удалял; публикует
    (r"(?<=\w{4})[аяе]н$(?<!^\w\w[^аеєиіоуюяыэ]жен)", ""),  # удаление, вивчення, but должен
    (r"(?<=\w\w[^аеєиіоуюяыэ])ен$", "н"),  # рівень, рівня
    (r"(?<=\w{4})в?(?:ир)?[уоюеиы]в$", ""),  # консультировать; участвовать; языковой, язык
    (r"(?<=\w{4})ац(?:ион|іин)?н?$", ""),  # интеграция, інтеграційний, интегрировать
    (r"(?<=\w{3})ь?н$(?<![аеєиіоуюяыэ]н)(?<!^\w\wжн)(?<!^\w\w[^аеєиіоуюяыэ]жн)", ""),  # школьный, школа; мовний, мова
    (r"(?<=\w{3})(?:жд|дж)$", "д"),  # утверждать, утвердить
    (r"(?<=\w{3}[бвгмпф])л$", ""),  # заявление, заява; помогли
    (r"(?<=\w{3})ч$", "к"),  # безпечний, безпека
)
_SOFTENED_CYRILLIC = str.maketrans("цзсж", "кгхг")  # безпеці, безпека
_FLEETING_CYRILLIC = re.compile(r"(?<=[^аеєиіоуюяыэ])[оеі](?=[^аеєиіоуюяыэ]$)")  # притулок, притулку; договір, договору
_CLOSED = re.compile(r"і(?=[^аеєиіоуюяыэ]+$)")  # діяльність, діяльності
# Words that tell nothing of what is looked for, those of asking among them. Not in Vietnamese, where most syllables
# that look like one of these are parts of words.
LITTLE = (
    "a i o u v k s z ve ke se ze na do od po za pro při nad pod mezi bez či nebo ani ale je jsou by aby "
    "co kde kdo kdy kam jak proč kolik si mi mě můj moje "
    "the an of in to and or for is are on at with by from how what where who when why can get my me we you your "
    "в у на и к о об с з по от из за до для не над "
    "что как где кто куда когда почему зачем сколько можно ли мне мой моя мои получить "
    "і й та із від про що як де хто куди коли чому навіщо скільки можна чи мені мій моя мої отримати"
)
_LITTLE = frozenset(fold(word) for word in LITTLE.split())
# Vietnamese sets the mark of a syllable on either of two letters, and writes i or y: khoá and khóa, bác sỹ and bác sĩ.
_MARKED_LATE = re.compile(r"(o(?=[ae])|(?<!q)u(?=y))([aey])([\u0300\u0301\u0303\u0309\u0323])$")
# Marks that Czech does not have: "nhà" is no form of "než", which without marks and endings looks like it.
_FOREIGN_MARK = re.compile("[\u0300\u0302\u0303\u0306\u0309\u031b\u0323đĐ]")
_LONE_Y = re.compile(r"(?<=[bcdhklmnqrstv])y(?=[\u0300-\u036f]?$)")


def normal(token: str) -> str:
    """The word as it is compared: without case, diacritics and what shows nothing."""
    return fold(_INSIDE.sub("", visible(token)).translate(_UNDECOMPOSED))


@lru_cache(maxsize=100_000)
def stem(token: str, language: str) -> str:
    """What all cases of the word have in common; empty for what is no word."""
    word = normal(token)
    if not word or word[0].isdigit():
        return word
    if language == "vi":
        return _LONE_Y.sub("i", word)
    if word[0] >= "\u0400":
        return _cyrillic(word)
    return _english(word) if language == "en" else _czech(word)


def _english(word: str) -> str:
    left = _OF_COUNTRY.sub("", _IRREGULAR_ENGLISH.get(word, word))
    left = _without(left, _ENGLISH, least=3).replace("z", "s")
    left = _without_kin(left, _ENGLISH_KIN)
    return left[:-1] + "i" if left.endswith("y") else left


def _czech(word: str) -> str:
    left = _OF_OM.sub("", word)
    while True:
        shorter = _without(left, _CZECH, least=3)
        if shorter == left and left.endswith(_VOWELS) and (len(left) > 3 or len(left) == len(word) == 3):
            shorter = left[:-1]
        if shorter == left:
            break
        left = shorter
    left = _IRREGULAR.get(left, _PEOPLE.sub("", left))
    left = _CONSONANT_M.sub("", left) if len(left) > 3 else left
    left = _FLEETING.sub("", _without_kin(left, _KIN))
    left = left[:-2] + _SOFTENED.get(left[-2:], left[-2:]) if len(left) > 3 else left
    return left[:-1] + left[-1:].translate(_SOFTENED_LETTER)


def _cyrillic(word: str) -> str:
    """Ukrainian and Russian alike: the same rules harm neither."""
    left = _IRREGULAR_CYRILLIC.get(word, _REFLEXIVE.sub("", word))
    while (shorter := _OF_PLACE.sub("", _without(left, _CYRILLIC, least=3))) != left:
        left = shorter
    left = _without_kin(_DOUBLED.sub(r"\1", left), _CYRILLIC_KIN)
    left = left[:-1] + left[-1:].translate(_SOFTENED_CYRILLIC)
    left = _CLOSED.sub("о", _FLEETING_CYRILLIC.sub("", left) if len(left) > 3 else left)
    return _IRREGULAR_CYRILLIC.get(left, left)


def _without_kin(word: str, kin: Iterable[tuple[str, str]]) -> str:
    for made, even in kin:
        word = re.sub(made, even, word)
    return word


def _without(word: str, endings: Iterable[str], *, least: int) -> str:
    return next((word[: -len(one)] for one in endings if word.endswith(one) and len(word) - len(one) >= least), word)


@cache
def _of_places(language: str) -> dict[str, frozenset[str]]:
    """For each stem that is of a place all that are."""
    found: dict[str, frozenset[str]] = {}
    for words in families(language):
        stems = frozenset(stem(one, language) for word in words for one in word.split())
        found |= {stem(word, language): stems for word in words if " " not in word}
    return found


@cache
def _of_towns() -> dict[str, str]:
    """The stems of towns by what is left of them in any letters: табір has another vowel than Tábor."""
    return {_FLEETING_VOWEL.sub("", one): one for word in words_of_towns() if (one := stem(word, CZECH))}


@lru_cache(maxsize=50_000)
def words_of(text: str, language: str, *, with_places: bool = True) -> str:
    """The stems of a text between spaces, to look for a stem between spaces in. What it says of a place it says by all
    words of that place; without them where it is only the name of something."""
    stems = [one for token in TOKEN.findall(text) for one in _found_by(token, language, with_places)]
    return f" {' '.join(stems)} "


def _found_by(token: str, language: str, with_places: bool) -> Iterator[str]:
    """Vietnamese, whose words differ by nothing but their marks, keeps each also as it is written; Czech does so with
    words of such marks."""
    yield stem(token, language)
    if language == "vi" or _is_foreign(token, language):
        yield _as_written(token)
    elif town := _town(token):
        yield town
    elif with_places and (others := _of_places(language).get(stem(token, language))) and _may_be_place(token, language):
        yield from others


def _may_be_place(token: str, language: str) -> bool:
    """In Czech names and people have a capital: the stem of růst is that of Rusko."""
    return language != CZECH or token[0].isupper() or bool(_ADJECTIVE_OF_PLACE.search(normal(token)))


def terms_of(query: str, language: str) -> tuple[str, ...]:
    """The stems that somebody looks for, each once; little words only where there is no other."""
    tokens = [token for token in TOKEN.findall(query) if normal(token)]
    telling = [token for token in tokens if language == "vi" or normal(token) not in _LITTLE] or tokens
    return tuple(dict.fromkeys(_term(token, language) for token in telling))


def _term(token: str, language: str) -> str:
    if town := _town(token):
        return town
    written = _as_written(token)
    is_as_written = (language == "vi" and written != normal(token)) or _is_foreign(token, language)
    return written if is_as_written else stem(token, language)


def _town(token: str) -> str:
    """The stem of the Czech town that a Cyrillic word is of; empty where it is of none."""
    if token[0] < "\u0400":
        return ""
    stems = (stem(in_czech_letters(one), CZECH) for one in (token, stem(token, CZECH)))  # празьких, too
    towns = (_of_towns().get(_FLEETING_VOWEL.sub("", one)) for one in stems)
    return next(filter(None, towns), "")


def _is_foreign(token: str, language: str) -> bool:
    """Whether no Czech word is written so."""
    return (
        language == CZECH
        and not token.isascii()
        and bool(_FOREIGN_MARK.search(unicodedata.normalize("NFD", visible(token))))
    )


def _as_written(token: str) -> str:
    word = unicodedata.normalize("NFD", visible(token).casefold())
    return unicodedata.normalize("NFC", _LONE_Y.sub("i", _MARKED_LATE.sub(r"\1\3\2", word)))


def stand_together(words: str, terms: Iterable[str]) -> bool:
    """Whether each Vietnamese syllable stands beside one that it was typed beside: without their marks "tự do" and "tư
    vấn do" have the same ones. Of each syllable there are two words, as `_found_by` makes them."""
    terms, written = list(terms), words.split()
    places = [{at // 2 for at, word in enumerate(written) if word == term} for term in terms]
    are_beside = [any(place + 1 in second for place in first) for first, second in pairwise(places)]
    return all(before or after for before, after in pairwise([len(terms) == 1, *are_beside, False]))


def excerpt(text: str, terms: Iterable[str], language: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it was looked for; of a long one the part around the first such word."""
    spans = [
        match.span() for match in TOKEN.finditer(text) if not {*_found_by(match[0], language, True)}.isdisjoint(terms)
    ]
    start, end = 0, len(text)
    if end > EXCERPT:
        start = max(0, (spans[0][0] if spans else 0) - BEFORE)
        start = text.rfind(" ", 0, start) + 1
        end = text.find(" ", start + EXCERPT)
        end = len(text) if end == -1 else end
    pieces, at = [("… ", False)] if start else [], start
    for first, last in spans:
        if first >= start and last <= end:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece[0]]


def nearest(term: str, vocabulary: Iterable[str]) -> list[str]:
    """Stems that are most like one that nobody wrote, or else those that it begins with, because a mistyped ending is
    part of it."""
    words = [word for word in vocabulary if len(word) <= len(term) + 2 and not word.isdigit()]
    alike = get_close_matches(term, [word for word in words if len(word) >= len(term) - 2], n=3, cutoff=0.7)
    return alike or [word for word in words if len(word) >= LONG_STEM and term.startswith(word)]
