"""How a Czech noun goes whose first form and gender are known: the four forms that sentences with numbers need."""

import re
from enum import StrEnum
from typing import NamedTuple

from goals.nouns import (
    FLEETING,
    IN_A,
    KEPT_E,
    KOLEGA,
    LATIN,
    LIKE_KOST,
    LIKE_KURE,
    PISEN_STEMS,
    SHORTENED,
)


class Number(StrEnum):
    """What stands before a noun: it says the case, unless a preposition or a verb asks for another one."""

    ONE = "one"  # 1 kurz, jednu besedu
    FEW = "few"  # 2 kurzy, se dvěma kurzy
    MANY = "many"  # 5 kurzů, 1,5 kurzu, počet kurzů


class Noun(NamedTuple):
    """1, 2, 1,5 and 5 of it, and the gender that adjectives before it agree with (a: masculine animate)."""

    one: str
    few: str
    part: str
    many: str
    gender: str


CONSONANTS = "bcčdďfghjklmnňpqrřsštťvwxzž"
SOFT = "cčďjňřšťž"

COMPOUND = re.compile(r".(?:past|část|oblast|účast|vlast|moc|mast|pověď)$")  # fotopast, spoluúčast, výpověď
LONG = {stem: short for short, stem in SHORTENED.items()}
IRREGULAR = {
    "obyvatel": ("obyvatelé", "obyvatele", "obyvatel"), "vítěz": ("vítězové", "vítěze", "vítězů"),
    "konzul": ("konzulové", "konzula", "konzulů"), "kouč": ("koučové", "kouče", "koučů"),
    "žokej": ("žokejové", "žokeje", "žokejů"), "král": ("králové", "krále", "králů"),
    "přítel": ("přátelé", "přítele", "přátel"), "kněz": ("kněží", "kněze", "kněží"), "otec": ("otcové", "otce", "otců"),
    "rodič": ("rodiče", "rodiče", "rodičů"), "zeť": ("zeti", "zetě", "zeťů"),
    "dědeček": ("dědečkové", "dědečka", "dědečků"), "svědek": ("svědkové", "svědka", "svědků"),
}  # fmt: skip
OVE = re.compile(
    r"(?:log|graf|nom|gog|ped|soch|ged|chirurg|filozof|fotograf|děd|syn|šéf|Rom|ekonom|astronom|agronom|psycholog)$"
)
# Of peoples those that end in -i; the others end in -ové (Mongolové, Irové) unless their end says it (-ec, -an, -ák).
_NATIONS_IN_I = re.compile(r"(?:[ck]|ec|ch|ín|Bulhar|Maďar|Rumun|Turkmen|Francouz|Chorvat|Tatar|Armén|Katalán|Cikán)$")
NE = re.compile(r"(?:[čjšžřťv]an|^[A-ZČŘŠŽ]\w+an|manžel|soused|andel|host|žid|křesťan|Slovan|zeman|anděl|vítěz)$")
HOOKED = {"ňk": "něk", "ďk": "děk", "ťk": "těk"}


def _fleeting(stem: str) -> str:
    """A stem without an ending, with the e that eases what could not be said: přednášk -> přednášek."""
    if stem in LONG:
        return LONG[stem]
    if stem.endswith("cht"):  # plachet, jachet
        return stem[:-1] + "et"
    hard = len(stem) > 1 and stem[-1] in "knlrmvbc" and stem[-2] in CONSONANTS
    eased = hard and not re.search(r"(?:[rlň]v(?<!barv|larv)|mb|ch|st[vk]_)$", stem)
    if eased:
        return (
            stem[:-2] + stem[-2].replace("ň", "n") + "e" + stem[-1]
            if stem[-2:] not in HOOKED
            else stem[:-2] + HOOKED[stem[-2:]]
        )
    return stem


# How each pattern goes, from its first form.


def thing(lemma: str) -> Noun:
    stem = masculine_stem(lemma)
    if (
        stem[-1] in SOFT
        or stem.endswith(("nch", "tch"))
        or lemma in ("kotel", "pytel", "ukazatel", "jmenovatel", "cíl")
    ):
        soft = _softly(stem, "e")
        return Noun(lemma, soft, soft, stem.replace("ď", "d") + "ů", "m")
    part = stem + ("a" if lemma in IN_A else "u")
    return Noun(lemma, stem + "y", part, stem + "ů", "m")


def masculine_stem(lemma: str) -> str:
    if lemma in FLEETING:
        return FLEETING[lemma]
    if re.search(rf"[{CONSONANTS}]e[kc]$", lemma) and lemma not in KEPT_E:
        return lemma[:-2] + lemma[-1]
    if lemma.endswith("něk"):  # doplněk, úplněk
        return lemma[:-3] + "ňk"
    if lemma in LATIN:
        return lemma[:-2]
    return lemma


def _softly(stem: str, ending: str) -> str:
    """A stem before -e: ď, ť, ň give their hook to the ending."""
    hooks = {"ď": "d", "ť": "t", "ň": "n"}
    return stem[:-1] + hooks[stem[-1]] + "ě" if stem[-1] in hooks else stem + ending


_UNHOOKED = str.maketrans("ňďť", "ndt")
SOFTENED = {"k": "c", "h": "z", "r": "ř", "g": "z"}


def person(lemma: str) -> Noun:
    if lemma.endswith("a"):  # specialista, kolega
        stem = lemma[:-1]
        few = KOLEGA.get(lemma) or (stem + "é" if lemma.endswith(("ista", "asta", "ita")) else stem + "ové")
        return Noun(lemma, few, stem + "y", stem + "ů", "a")
    if lemma.endswith("e"):  # průvodce
        return Noun(lemma, lemma[:-1] + "i", lemma, lemma[:-1] + "ů", "a")
    if lemma in IRREGULAR:
        return Noun(lemma, *IRREGULAR[lemma], "a")
    stem = masculine_stem(lemma)
    if lemma.endswith("tel"):
        return Noun(lemma, lemma + "é", lemma + "e", lemma + "ů", "a")
    part = _softly(stem, "e") if stem[-1] in SOFT else stem + "a"
    if OVE.search(lemma) or (lemma[0].isupper() and not NE.search(lemma) and not _NATIONS_IN_I.search(lemma)):
        few = stem + "ové"
    elif NE.search(lemma):
        few = stem + "é"
    elif stem.endswith("ch"):
        few = stem[:-2] + "ši"
    elif stem[-1] in SOFTENED and not lemma.endswith("ř"):
        few = stem[:-1] + SOFTENED[stem[-1]] + "i"
    else:
        few = stem.translate(_UNHOOKED) + "i"
    return Noun(lemma, few, part, stem + "ů", "a")


def feminine_a(lemma: str) -> Noun:
    stem = lemma[:-1]
    return Noun(lemma, stem + "y", stem + "y", _fleeting(stem), "f")


def feminine_e(lemma: str) -> Noun:
    stem = lemma[:-1]
    if lemma.endswith(("ice", "íce")) or lemma in ("neděle", "košile", "chvíle", "míle"):
        many = {"chvíle": "chvil", "míle": "mil", "lžíce": "lžic"}.get(lemma, stem)
    elif lemma.endswith("yně") and lemma not in ("kuchyně", "jeskyně"):
        many = stem[:-1] + "ň"
    else:
        many = stem + "í"
    return Noun(lemma, lemma, lemma, many, "f")


def feminine_bare(lemma: str) -> Noun:
    eased = re.fullmatch(r"(\w+[^aeiouyáéíóúůýě])e([ňv])", lemma)  # sklizeň, broskev
    stem = PISEN_STEMS.get(lemma, eased[1] + eased[2] if eased else lemma)
    stem = stem[:-1] + {"ň": "n", "ď": "d", "ť": "t"}.get(stem[-1], stem[-1])
    if lemma in LIKE_KOST or COMPOUND.search(lemma) or (lemma.endswith("ost") and lemma not in ("host", "most")):
        return Noun(lemma, stem + "i", stem + "i", stem + "í", "f")
    hooked = lemma[-1] in "ďťň"
    few = stem + ("ě" if hooked else "e")
    part = stem + "i" if lemma in ("pouť", "trať", "chuť", "loď", "čtvrť", "labuť", "huť", "suť", "niť", "zeď") else few
    few = stem + "i" if lemma in ("zeď",) else few
    return Noun(lemma, few, part, stem + "í", "f")


def neuter(lemma: str) -> Noun:
    if lemma.endswith("é"):  # vstupné
        return Noun(lemma, lemma[:-1] + "á", lemma + "ho", lemma[:-1] + "ých", "n")
    if lemma.endswith("í"):
        return Noun(lemma, lemma, lemma, lemma, "n")
    if lemma.endswith(("ium", "eum", "io", "eo")):
        stem = lemma[:-2] if lemma.endswith("um") else lemma[:-1]
        return Noun(lemma, stem + "a", stem + "a", stem + "í", "n")
    if lemma.endswith("um"):
        stem = lemma[:-2]  # center and spekter, but alb and memorand
        return Noun(lemma, stem + "a", stem + "a", _fleeting(stem) if stem.endswith("tr") else stem, "n")
    if lemma.endswith("ma"):  # téma
        return Noun(lemma, lemma + "ta", lemma + "tu", lemma + "t", "n")
    if lemma in LIKE_KURE:
        stem = lemma[:-1].replace("ď", "d")
        hooked = lemma.endswith("ě")
        plural = stem[:-1] + {"d": "ď", "t": "ť", "n": "ň"}.get(stem[-1], stem[-1]) if hooked else stem
        return Noun(lemma, plural + "ata", stem + ("ěte" if hooked else "ete"), plural + "at", "n")
    if lemma.endswith("iště"):
        return Noun(lemma, lemma, lemma, lemma[:-2] + "ť", "n")
    if lemma[-1] in "eě":
        return Noun(lemma, lemma, lemma, {"vejce": "vajec"}.get(lemma, lemma[:-1] + "í"), "n")
    stem = lemma[:-1]
    return Noun(lemma, stem + "a", stem + "a", _fleeting(stem), "n")


def adjectival(lemma: str) -> Noun:
    """vedoucí, dospělý: nouns that go like adjectives"""
    if lemma.endswith("í"):
        return Noun(lemma, lemma, lemma + "ho", lemma + "ch", "a")
    stem = lemma[:-1]
    soft = re.sub(r"sk$", "št", re.sub(r"ck$", "čt", re.sub(r"r$", "ř", stem)))
    return Noun(lemma, soft + "í", stem + "ého", stem + "ých", "a")


def adjectival_feminine(lemma: str) -> Noun:
    """dovolená, švagrová: the same for what is feminine"""
    return Noun(lemma, lemma[:-1] + "é", lemma[:-1] + "é", lemma[:-1] + "ých", "f")


def from_first(lemma: str, gender: str) -> Noun:
    """The four forms of a noun by its first form and its gender."""
    if gender == "f" and lemma[-1] not in "aeě":
        return feminine_bare(lemma)
    if gender == "f":
        return feminine_a(lemma) if lemma.endswith("a") else feminine_e(lemma)
    if gender == "n":
        return neuter(lemma)
    if gender == "a" and lemma[-1] in "íý":
        return adjectival(lemma)
    return person(lemma) if gender == "a" else thing(lemma)


_OBJECTS = {"člověk": ("člověka", "lidi"), "přítel": ("přítele", "přátele")}


def accusatives(noun: Noun) -> tuple[str, str]:
    """The forms in which one and two of it are done something to, where they differ: "jednu besedu", "dva pány"."""
    if noun.one in _OBJECTS:
        return _OBJECTS[noun.one]
    if noun.gender == "f" and noun.one[-1] in "aeě":
        return noun.one[:-1] + ("u" if noun.one.endswith("a") else "i"), noun.few
    if noun.gender == "a":
        return noun.part, noun.part[:-1] + "y" if noun.part.endswith("a") else noun.part
    return noun.one, noun.few


_LOCATIVES = {"ch": "š"} | SOFTENED


def other_cases(noun: Noun) -> tuple[str, tuple[str, ...]]:
    """With one ("s jednou besedou"), and to, of and with several ("besedám, besedách, besedami")."""
    one, few, part, many, gender = noun
    stem = few[:-1]
    if many.endswith(("ých", "ích")) and (gender == "a" or one[-1] in "áé"):  # like an adjective
        with_one = one[:-1] + "ou" if one.endswith("á") else many[:-2] + "m"
        return with_one, (many[:-2] + "m", many, many[:-2] + "mi")
    if gender in "am":
        stem = many.removesuffix("ů")
        is_soft = part[-1] in "eě"
        last = next((last for last in _LOCATIVES if stem.endswith(last)), "r")
        softened = [] if last == "r" else [stem.removesuffix(last) + _LOCATIVES[last] + "ích"]
        at = stem + ("ích" if is_soft else "ech")
        return stem + "em", (stem + "ům", at, *softened, stem + ("i" if is_soft else "y"))
    if few.endswith("y"):
        return stem + "ou", (stem + "ám", stem + "ách", stem + "ami")
    if few.endswith("í"):
        return few + "m", (few + "m", few + "ch", few + "mi")
    if few.endswith("i"):
        return one + "í", (stem + "em", stem + "ech", one + "mi")
    if few.endswith("a"):
        with_one = one.removesuffix("um").rstrip("oe") + "em"
        if stem[-1] in "ie":
            return with_one, (stem + "ím", stem + "ích", stem + "i")
        return with_one, (stem + "ům", stem + "ech", *[stem + "ách"] * (stem[-1] == "k"), stem + "y")
    with_one = few[:-1] + "í" if gender == "f" else few + "m"
    return with_one, (stem + "ím", stem + "ích", few + "mi" if gender == "f" else stem + "i")
