"""Czech nouns in the four forms that sentences with numbers need, from whatever form they stand in. Pure.

No dictionary: what a noun is follows from its ending, from the number before it (which says the case) and from lists of
the common nouns that an ending would mislead about. The lists are by kind of exception, so that a new one has its
place. A proposal only: whoever writes a goal sees the forms and may mend them.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from goals.noun_patterns import (
    COMPOUND,
    CONSONANTS,
    IRREGULAR,
    NE,
    Noun,
    Number,
    accusatives,
    adjectival,
    adjectival_feminine,
    feminine_a,
    feminine_bare,
    feminine_e,
    known,
    neuter,
    person,
    thing,
    unfleeting,
)
from goals.nouns import (
    FEMININE,
    FEMININE_ADJECTIVAL,
    FLEETING,
    IUM,
    KEPT_K,
    KOLEGA,
    LATIN,
    LIKE_KOST,
    LIKE_KURE,
    LIKE_MORE,
    LIKE_PISEN,
    MEN_ADJECTIVAL,
    NEUTER_O,
    NOT_MASCULINE_E,
    NOT_NEUTER_STEM,
    PEOPLE,
    PISEN_STEMS,
    PLURAL_ONLY,
    SHORT_E,
    THINGS,
    UM,
    UNCHANGED,
)

_UNFLEETING = {stem: lemma for lemma, stem in FLEETING.items() if lemma != stem}

# průvodce, zástupce, dárce, obhájce, zájemce, správce
_MASCULINE_E = re.compile(r"(?:[dbtz]ce|avce|(?<![eo])pce|[áůý]rce|herce|jce|jemce|ávce|ránce|ážce)$")

_NEUTER_STEM = re.compile(r"(?:dl|sl|stv|ctv|ítk|[eě]níčk|(?:[řnťžšz]|děvč|nouč)átk|(?<!p)isk|ínk|éčk|jabl?k)$")

_FEMININE_END = re.compile(
    rf"(?:(?<![ně])(?<!okamž)ik|and|aun|cht|[{CONSONANTS}]k|[{CONSONANTS}]n|[{CONSONANTS}]b|[rl]m|(?<![áéí])i[tnk]|át?d(?<=ád)|[áa]v|ouv|ěv|áv|[ýóí]z|ur|ot|[oe]d|(?<!á)at|[ůo]v|ativ|ektiv|idiv|[au]mp"
    r"|oh|iz)$"
)
_MASCULINE_STEM = re.compile(
    r"(?:řád|klad|pád|hled|sled|střed|chod|vod|úřad|nápad|západ|odpad|archiv|kov|klub|pohyb|zub|hrob|limit|kredit|profit|audit|tranzit|deficit"
    r"|magazin|trend|obrat|sešit|sloh|batoh|kurz|pohled|přehled|závod|původ|zdrav|[vř]?[ýí]chod|příchod|[oú]b?chod|pochod"
    r"|návod|odvod|úvod|rozvod|převod|důvod|doprovod|svod|kód)$"
)
# Of stems in -k those that end in -ek: kroužky and balíčky, against přednášky and kartičky.
_MASCULINE_EK = re.compile(
    r"(?:oužk|rožk|^list?k|(?<!schr)(?<!omalov)(?:[sčl]|ch)ánk|íčk|[sbhpt]áčk|dárk|ousk|lístk|(?:ří|vý|ná)stavk|(?:ří|ředs|od|íd)avk|spěvk|robk|prvk"
    r"|(?:pl|d|st|ň)atk|jetk|bytk|žitk|koutk|sudk|šátk|ulk|(?<!^č)árk|čátk|svátk|drátk|štítk|kvítk|korálk|^celk|ramk|(?:ml|kom|pram|kam|rů)[ýí]nk|(?:al|il|art|st|zv|amb|tamp)onk|sledk|brázk|vazk|sním[k]|zámk|domk|padk"
    r"|kamínk|ostrůvk|háčk|kopečk|stolk|spolk|řádk|sloupk|šátk|zvonk|hrnk|prášk|oříšk|svazk|ryvk|účink|zámečk|domečk"
    r"|stromk|stromečk|bochánk|pamlsk|výlisk|přívěsk|člunk|klobouk|okamžik|podnětk|zájezdk|víkendk|krámk|potůčk)$"
)
_NEUTER_I = re.compile(
    r"(?:[áéěe]n|ran|bydl|údol|obil|zábradl|[eiuy]t|stv|ctv|esil|let|lož|zem|obdob|prostřed|nádraž|pobřež|náměst|předměst|území|zázem|zákout"
    r"|poschod|d|úskal|souhvězd|křoví|narozen)í$"
)
_ADJECTIVAL = re.compile(
    r"(?:oucí|[bčdlmnprsštvzž]ící|ující|ajíc[ií]|ející|[dčvz]čí|mluvčí|rozhodčí|radní|recepční|strážní|lesní|vrátní|průvodčí|krejčí|dozorčí|účetní|chozí|domácí|blízcí)$"
)
_SURE_PEOPLE_END = re.compile(
    r"(?:ník|ák|rand|[áa]ř|[áa]č|.[ea]č|.ěč|ič|tel|ant|ent|ior|[tsz]or|[bcdhlmnprvřž]ec|log|gog|urg|ér|iatr|onom|eut|[oe]graf"
    r"|\w{2}[oe]ped"
    r"|[čjšžř]an|[čžcbgk]er|nýr|alír|týr|[gkv]an|tlet|(?:metod|histor|opt|techn|mechan|botan|elektron|keram|polit|krit|fyz|chem|matemat|akadem|katol|alkohol|diabet|graf|dram|analyt|romant|fanat)ik)$"
)
_DEVICE = re.compile(  # they do, but nobody is meant: respirátor, generátor, kompostér
    r"(?:[oa]st|lot)ér$|(?:lyz|spir|kub|ner|di|til|ter[n]|umul|kul|form|iliz|hal|bril|gul|par|kond|izol|odor|ultiv|frig|vibr|mul)átor$"
)


def _is_eased(word: str) -> bool:
    """Whether a word with an e before its end has no other ending: přednášek and hesel, not cizinec or festival."""
    if word.endswith("em"):
        return word.endswith(("rem", "lem"))
    neuter = word.endswith("el") and _NEUTER_STEM.search(word[:-2] + "l")
    if unfleeting(word) in FEMININE | NEUTER_O:
        return True
    return (
        word not in FLEETING and word not in THINGS | PEOPLE and (bool(neuter) or not word.endswith(("ec", "el", "er")))
    )


# What the first form is, from another one.


_INN = re.compile(
    r"(?:host|sirotč|chudob|starob|bláz|porod|nalez|špit|zvěř|trest|kurn|klád|pes|kočič|holub|včel)[iíe]nec$"
)


def _is_person(lemma: str) -> bool:
    if lemma in THINGS or (_DEVICE.search(lemma) and lemma not in PEOPLE):
        return False
    if _INN.search(lemma):
        return False
    if lemma in PEOPLE or lemma.endswith(("ista", "tel")):
        return True
    return _SURE_PEOPLE_END.search(lemma) is not None or lemma[0].isupper()


def _masculine(stem: str) -> Noun:
    """From the stem behind which the endings of masculine nouns stand: kroužk, účastník, průvodc, specialist."""
    if stem in _UNFLEETING:
        lemma = _UNFLEETING[stem]
    elif stem + "a" in KOLEGA or (stem.endswith("ist") and len(stem) > 5 and not stem.endswith("plist")):
        return person(stem + "a")
    elif (
        stem.endswith("c")
        and not stem[0].isupper()
        and _MASCULINE_E.search(stem + "e")
        and stem[:-1] + "ec" not in PEOPLE | THINGS
    ):
        return person(stem + "e")
    elif stem.endswith("c") and stem[-2:-1] in set(CONSONANTS):
        lemma = stem[:-1] + "ec"
        return thing(lemma) if lemma in THINGS else person(lemma)
    elif stem.endswith("k") and stem[-2:-1] in set(CONSONANTS) and not _keeps_k(stem):
        lemma = stem[:-1] + "ek"
        return person(lemma) if lemma in PEOPLE else thing(lemma)
    elif stem + "us" in LATIN:
        lemma = stem + "us"
    else:
        lemma = stem
    return person(lemma) if _is_person(lemma) else thing(lemma)


def _keeps_k(stem: str) -> bool:
    """výtisk, potlesk and výprask, against kousek and pásek"""
    return stem in KEPT_K or re.search(r"(?<![ou])[aieou]sk$", stem) is not None


def _hard_gender(stem: str) -> str:
    """f, n or m of a stem behind which a hard ending stands or none."""
    if stem in FEMININE:
        return "f"
    if stem in NEUTER_O or (_NEUTER_STEM.search(stem) and stem not in NOT_NEUTER_STEM):
        return "n"
    if stem in THINGS or _MASCULINE_STEM.search(stem) or (stem.endswith("k") and stem[:-1] + "ek" in THINGS):
        return "m"
    if stem.endswith("k") and stem[-2:-1] in set(CONSONANTS):
        return (
            "m"
            if _MASCULINE_EK.search(stem)
            or (_keeps_k(stem) and not stem.endswith("sk"))
            or stem.endswith(("ask", "esk"))
            else "f"
        )
    return "f" if _FEMININE_END.search(stem) else "m"


def _hard(stem: str, *, masculine: bool = True) -> Noun:
    gender = _hard_gender(stem)
    if gender == "n":
        if stem in UM:
            return neuter(stem + "um")
        return neuter(stem + "o")
    if gender == "f" or not masculine:
        return feminine_a(stem + "a")
    return _masculine(stem)


def _adjectival_plural(stem: str) -> Noun:
    lemma = stem + "á"
    return adjectival_feminine(lemma) if lemma in FEMININE_ADJECTIVAL else adjectival(stem + "ý")


Table = list[tuple[str, Callable[[str], Noun | None]]]


def _by_ending(word: str, table: Table) -> Noun | None:
    """What the first ending of a table that fits makes of the stem before it."""
    return next(
        (back(word.removesuffix(end)) for end, back in table if word.endswith(end) and len(word) > len(end) + 1), None
    )


_YOUNG = ("lat", "čat", "řat", "ňat", "ďat", "ťat", "žat")  # kuřat, batolat, štěňat

_GENITIVES: Table = [
    ("ů", lambda stem: _masculine(stem)),
    ("ých", lambda stem: _adjectival_plural(stem)),
    ("ích", lambda stem: adjectival(stem + "í")),
    ("í", lambda stem: _soft_plural(stem)),
    ("išť", lambda stem: neuter(stem + "iště")),
    ("ic", lambda stem: feminine_e(stem + "ice")),
    ("yň", lambda stem: feminine_e(stem + "yně")),
    ("mat", lambda stem: neuter(stem + "ma")),
    *((end, lambda stem, end=end: _young(stem + end.removesuffix("at"))) for end in _YOUNG),
]


def _from_genitive_plural(word: str) -> Noun | None:
    """From the fifth form: kurzů, besed, přednášek, stáží, hřišť, knihovnic, zvířat"""
    if word in SHORT_E:
        return feminine_e(SHORT_E[word])
    young = next((noun for noun in map(neuter, sorted(LIKE_KURE)) if noun.many == word), None)
    found = young or _by_ending(word, _GENITIVES)
    if found or word[-1] not in CONSONANTS:
        return found
    stem = unfleeting(word)
    if word[0].isupper() and stem.endswith("k"):  # Ukrajinek
        return feminine_a(stem + "a")
    if re.search(r"(?:él|íč|éč)k$", stem) and stem not in FEMININE:  # divadélek, klubíček
        return neuter(stem + "o")
    return neuter(stem + "um") if stem in UM else _hard(stem, masculine=False)


def _bare(stem: str) -> str:
    """The first form of a feminine noun without an ending, from the stem of its other forms: odpověď, píseň."""
    if stem.endswith("pověd"):
        return stem[:-1] + "ď"
    return next((lemma for lemma, own in PISEN_STEMS.items() if own == stem), stem)


def _soft_plural(stem: str) -> Noun | None:
    """From the stem before -í of the fifth form: stáž, akc, část, setkán, muze, stipendi."""
    whole = stem + "í"
    bare = _bare(stem)
    if bare in LIKE_KOST or bare in LIKE_PISEN or COMPOUND.search(bare) or bare.endswith("ost"):
        return feminine_bare(bare)
    if stem.endswith("e"):
        return neuter(stem + "um") if stem not in ("vide",) else neuter("video")
    if stem.endswith("i"):
        if stem[:-1] in IUM:
            return neuter(stem + "um")
        return neuter(stem + "o") if stem == "rádi" else feminine_e(stem + "e")
    if _NEUTER_I.search(whole):
        return neuter(whole)
    if stem.endswith(("áž", "ěž", "ež", "áč", "ář", "eč", "oř")):
        return feminine_bare(stem)
    if stem.endswith("st"):
        return feminine_bare(stem) if stem in LIKE_KOST else neuter(whole)
    if stem in ("moř", "pol", "srdc", "slunc"):
        return neuter(stem + "e")
    if stem.endswith(("n", "t", "d")):
        return feminine_e(stem + "ě")
    return feminine_e(stem + "e")


_FIRST: Table = [
    *((end, lambda stem, end=end: neuter(stem + end)) for end in ("um", "iště", "éma", "o")),
    ("ista", lambda stem: person(stem + "ista")),
    ("a", lambda stem: person(stem + "a") if stem + "a" in KOLEGA else feminine_a(stem + "a")),
    *((end, lambda stem, end=end: _first_e(stem + end)) for end in "eě"),
    ("í", lambda stem: neuter(stem + "í") if _NEUTER_I.search(stem + "í") else adjectival(stem + "í")),
    ("ý", lambda stem: adjectival(stem + "ý")),
    *((end, lambda stem, end=end: feminine_bare(stem + end)) for end in ("áž", "ěž", "éž")),
]


def _first_e(word: str) -> Noun:
    if word in LIKE_KURE or word in LIKE_MORE:
        return neuter(word)
    is_person = _MASCULINE_E.search(word) and word not in NOT_MASCULINE_E
    return person(word) if is_person else feminine_e(word)


def _from_first(word: str) -> Noun | None:
    """From the first form itself."""
    if word.endswith("é"):  # vstupné, cestovné
        return Noun(word, word[:-1] + "á", word[:-1] + "ého", word[:-1] + "ých", "n")
    if word.endswith("á"):  # dovolená, hospodská
        return adjectival_feminine(word)
    if (
        word in LIKE_KOST
        or word in LIKE_PISEN
        or COMPOUND.search(word)
        or (word.endswith("ost") and word not in ("host", "most"))
    ):
        return feminine_bare(word)
    if word in THINGS:
        return thing(word)
    found = _by_ending(word, _FIRST)
    if found is None and word[-1] in CONSONANTS:
        found = person(word) if _is_person(word) else thing(word)
    return found


def _soft_case(stem: str) -> Noun | None:
    """jeviští, kancelářích, stáncích, dotaznících, setkáních"""
    if stem.endswith("išt"):
        return neuter(stem + "ě")
    if stem.endswith("c") and stem[-2:-1] in ("í", "á", "n", "ž", "t", "č", "l", "d"):
        if stem.endswith(("enc", "anc")):
            return _soft_plural(stem)
        return _masculine(stem[:-1] + "k")
    if re.search(r"[áéěe]n$|stv$|ctv$", stem):
        return neuter(stem + "í")
    bare = _bare(stem)
    if bare in LIKE_KOST or bare in LIKE_PISEN:
        return feminine_bare(bare)
    if stem.endswith(("ář", "áč", "aj", "oj", "ej")):
        return _masculine(stem)
    return _soft_plural(stem)


_MASCULINE_SOFT = ("tel", "áč", "ič", "ř", "oj", "aj", "nec", "vec", "lec")


def _nominative_e(stem: str) -> Noun | None:
    """-e and -ě of the second form: stáže, akce, semináře, ředitele, kotle, hřiště, sítě"""
    bare = _bare(stem)
    if bare in LIKE_PISEN or stem.endswith(("áž", "ěž", "ež")):
        return feminine_bare(bare)
    if stem in ("večeř", "bouř", "zář", "pář"):
        return feminine_e(stem + "e")
    if stem[:-1] + "ec" in THINGS or (stem in _UNFLEETING and stem.endswith("tl")):
        return _masculine(stem)
    if stem.endswith("išt"):
        return neuter(stem + "ě")
    agent = stem.endswith("c") and _MASCULINE_E.search(stem + "e") and stem + "e" not in NOT_MASCULINE_E
    cizinec = stem.endswith("nc") and (
        not stem.endswith(("enc", "anc", "minc")) or stem.endswith(("rozenc", "slanc", "stnanc", "hnanc", "stanc"))
    )
    if agent or cizinec or stem.endswith(_MASCULINE_SOFT) or stem in THINGS:
        return _masculine(stem)
    return feminine_e(stem + ("ě" if stem[-1] in "dtnbpvm" else "e"))


def _person_plural(stem: str) -> Noun | None:
    """-i of the second form: studenti, úředníci, lektoři, části, Češi, průvodci"""
    bare = _bare(stem)
    if bare in LIKE_KOST or bare in LIKE_PISEN or COMPOUND.search(bare) or bare.endswith("ost"):
        return feminine_bare(bare)
    if stem.endswith("š"):
        return person(stem[:-1] + "ch")  # Češi, Kazaši, hoši
    if stem.endswith(("íc", "ic", "ác", "uc", "ňác")):
        return person(stem[:-1] + "k")
    if stem.endswith("ř") and not stem.endswith(("ář", "íř")) and stem + "" not in PEOPLE:
        lemma = stem[:-1] + "r"
        known = re.search(r"(?:[oeéáý]r|tr)$", lemma) and not stem.endswith(("ař",))
        return person(lemma) if known else person(stem)
    if stem.endswith("c") and (stem[0].isupper() or stem[:-1] + "ec" in PEOPLE or not _MASCULINE_E.search(stem + "e")):
        return person(stem[:-1] + "ec")
    if stem.endswith("c"):
        return person(stem + "e")
    return person(stem)


def _y_plural(stem: str) -> Noun | None:
    if stem[0].isupper() and stem.endswith("k") and not stem.endswith(("ák", "ík")):  # Ukrajinky
        return feminine_a(stem + "a")
    if _is_person(stem) and stem not in FEMININE:
        return _masculine(stem)
    if stem.endswith("ist") and len(stem) > 5:
        return person(stem + "a")
    if _hard_gender(stem) == "n":  # "městy": with towns; as a second form it is no neuter
        return neuter(stem + "o")
    return _hard(stem)


def _young(stem: str) -> Noun | None:
    """kuřata, štěňata; data and plata are of another pattern"""
    listed = next((noun for noun in map(neuter, sorted(LIKE_KURE)) if noun.few == stem + "ata"), None)
    if listed or stem.endswith("m"):
        return listed or neuter(stem + "a")
    if not f"{stem}at".endswith(_YOUNG) or len(stem) < 3:
        return _neuter_a(stem + "at")
    hooked = stem[-1] in "ďťň"
    one = stem.translate(str.maketrans("ďťň", "dtn")) + ("ě" if hooked else "e")
    return Noun(one, stem + "ata", one + "te", stem + "at", "n")


def _neuter_a(stem: str) -> Noun | None:
    if stem.endswith(("i", "e")) and stem not in ("vide", "rádi", "studi"):
        return neuter(stem + "um")
    return neuter(stem + ("um" if stem in UM else "o"))


_CASES: Table = [
    ("ata", lambda stem: _young(stem)),
    ("ostmi", lambda stem: feminine_bare(stem + "ost")),
    ("ostech", lambda stem: feminine_bare(stem + "ost")),
    ("zích", lambda stem: _masculine(stem + "h")),
    ("ších", lambda stem: _masculine(stem + "ch")),
    ("jích", lambda stem: _masculine(stem + "j")),
    ("atech", lambda stem: _young(stem)),
    ("ové", lambda stem: person(stem + "a") if stem + "a" in KOLEGA else person(stem)),
    ("isté", lambda stem: person(stem + "ista")),
    ("telé", lambda stem: person(stem + "tel")),
    ("ách", lambda stem: _hard(stem, masculine=False)),
    ("ami", lambda stem: _hard(stem, masculine=False)),
    ("ám", lambda stem: _hard(stem, masculine=False)),
    ("emi", _nominative_e),
    ("ěmi", _nominative_e),
    (
        "ech",
        lambda stem: (
            feminine_bare(stem)
            if stem in LIKE_KOST or COMPOUND.search(stem)
            else _hard(stem)
            if _hard_gender(stem) != "f"
            else _masculine(stem)
        ),
    ),
    ("ých", lambda stem: _adjectival_plural(stem)),
    ("ými", lambda stem: _adjectival_plural(stem)),
    ("ím", _soft_case),
    ("ích", lambda stem: adjectival(stem + "í") if _ADJECTIVAL.search(stem + "í") else _soft_case(stem)),
    ("ími", _soft_case),
    ("ům", lambda stem: neuter(stem + "o") if _hard_gender(stem) == "n" else _masculine(stem)),
    ("ů", _masculine),
    ("y", _y_plural),
    ("a", _neuter_a),
    ("i", _person_plural),
    ("é", lambda stem: person(stem) if NE.search(stem) and not stem.endswith("ovan") else _adjectival_plural(stem)),
    ("e", _nominative_e),
    ("ě", _nominative_e),
]


_OF_PEOPLE: Table = [
    ("ého", lambda stem: adjectival(stem + "ý")),
    ("ího", lambda stem: adjectival(stem + "í")),
    *(
        (end + "ce", lambda stem, end=end: person(stem + end + "ec"))
        for end in ("rozen", "slan", "stnan", "hnan", "stan")
    ),
    *((end + "e", lambda stem, end=end: _masculine(stem + end)) for end in ("ář", "ič")),
    ("isty", lambda stem: person(stem + "ista")),
]
_OF_A_NATION: Table = [
    ("ce", lambda stem: person(stem + "ec")),
    *((end, lambda stem: feminine_a(stem + "ka")) for end in ("ka", "ku")),
    ("a", person),
]


def _object(word: str) -> Noun | None:
    """Whom one does something to: jednoho pracujícího, jednu Ukrajinku."""
    return (_by_ending(word, _OF_A_NATION) if word[0].isupper() else None) or _by_ending(word, _OF_PEOPLE)


def _from_one(word: str) -> Noun | None:
    """Behind "jeden" in any case: jednu dohodu, jednoho mentora, jednoho ředitele, jedním kurzem."""
    if word[-1] in CONSONANTS or word[-1] in "oaíý":
        bare = word[:-1]
        if word.endswith("ika") and bare not in PEOPLE and not _SURE_PEOPLE_END.search(bare):
            return feminine_a(word)
        if (
            word.endswith("a")
            and bare not in FEMININE
            and (_SURE_PEOPLE_END.search(bare) or bare in PEOPLE)
            and bare not in THINGS
        ):
            return person(bare)
        if word.endswith("ka") and _is_person(bare[:-1] + "ek"):
            return person(bare[:-1] + "ek")
        if word.endswith("em") and word not in THINGS and word not in FLEETING:
            return _masculine(word[:-2])
        return _from_first(word)
    if word.endswith("ou"):
        lemma = word[:-2] + "á"
        return adjectival_feminine(lemma) if lemma in FEMININE_ADJECTIVAL else _hard(word[:-2], masculine=False)
    if word.endswith("u"):  # "jednu burzu"; "jednoho kurzu" is what hardly anybody writes
        stem = word[:-1]
        is_thing = stem in THINGS or _MASCULINE_STEM.search(stem) or _hard_gender(stem) == "n"
        return _hard(stem) if is_thing else feminine_a(stem + "a")
    if word.endswith("i"):
        return _nominative_e(word[:-1])
    if word.endswith("tele"):
        return person(word[:-1])
    return _from_first(word)


_SEVERAL_STEMS = {form: person(lemma) for lemma, forms in IRREGULAR.items() for form in forms}
_GREEK = ("drama", "klima", "trauma", "panorama", "aroma", "dilema", "paradigma", "stigma", "charisma", "kóma")
_SEVERAL_STEMS |= {form: neuter(lemma) for lemma in _GREEK for form in neuter(lemma)[:4]}
_SEVERAL_STEMS |= {lemma: Noun(lemma, lemma, lemma, lemma, "n") for lemma in UNCHANGED}
_SEVERAL_STEMS |= {
    form: Noun(lemma, lemma, many, many, "n" if lemma.endswith("a") else "f")
    for lemma, many in PLURAL_ONLY.items()
    for form in (lemma, many)
}
_SEVERAL_STEMS = {
    form: person(lemma)
    for lemma in sorted(PEOPLE)
    for form in (*person(lemma)[:4], *accusatives(person(lemma)))
    if known(form) is None
} | _SEVERAL_STEMS
_SEVERAL_STEMS |= {accusatives(person("přítel"))[1]: person("přítel")}
_SEVERAL_STEMS |= {form: adjectival(lemma) for lemma in MEN_ADJECTIVAL for form in adjectival(lemma)[:4]}
_SEVERAL_STEMS |= {
    form: adjectival_feminine(lemma) for lemma in FEMININE_ADJECTIVAL for form in adjectival_feminine(lemma)[:4]
}
_LEG = Noun("noha", "nohy", "nohy", "nohou", "f")
_SEVERAL_STEMS |= dict.fromkeys((*_LEG[:4], "nohu"), _LEG)
_SEVERAL_STEMS |= {"vajec": neuter("vejce"), "dní": thing("den")}
# Behind five these are no genitives: "v šesti bytech", "o pěti školách"; but "pět střech".
_OBLIQUE = re.compile(r"(?:ách|(?<!stř)ech|[cčšžřňtdn]ích|ům|ám|ami|emi|ěmi)$")


# What makes a new noun of another one and leaves its forms alone: videohovor, předporada, e-kniha.
_COMPOUNDED = re.compile(
    r"[\w-]*\w-|(?:video|foto|audio|tele|mini|mikro|makro|multi|eko|bio|info|euro|kyber|elektro|super|rádio|cyklo|socio|psycho)"
)
_PREFIXED = re.compile("auto|mezi|proti|polo|spolu|před|pod|nad|ne|pra|vele")  # many a word only begins like this


def listed(word: str, number: Number | None = None) -> Noun | None:
    """The noun that a list says a word is a form of: those of one pattern and the irregular ones."""
    return _SEVERAL_STEMS.get(word) or (known(word, number) if len(word) >= 3 else None)


@lru_cache(maxsize=2000)
def decline(word: str, number: Number | None = None) -> Noun | None:
    """The noun that a word is a form of; None where nothing can be said. `number` says what number stands before it;
    without one the word is taken as its first form or, where it cannot be that, as a plural."""
    low = word if word[:1].isupper() and word[1:].islower() else word.lower()
    if noun := listed(low, number):
        return noun
    for begins in (_COMPOUNDED, _PREFIXED):
        first = begins.match(low)
        rest = low[first.end() :] if first else ""
        long_enough = len(rest) > (1 if first and first[0].endswith("-") else 3) and not rest.startswith(
            ("log", "graf", "nom")
        )
        if first and long_enough and rest.isalpha():
            noun = (
                _SEVERAL_STEMS.get(rest)
                or known(rest, number)
                or (_by_its_end(rest, number) if begins is _COMPOUNDED else None)
            )
            if noun:
                one, few, part, many = (first[0] + form for form in noun[:4])
                return Noun(one, few, part, many, noun.gender)
    return guess(word, number)


# No first form ends so: sympozia, batolata, sociologové, bohemisté.
_IS_PLURAL = re.compile(r"(?:\w{3}ata|ia|telé|\w{3}isté|[čšžřť]ané|\w[áěe]že|\wáře|i)$|^[A-ZČŘŠŽ]\w+(?:ové|ané)$")


def _is_plural(word: str) -> bool:
    stem = word[:-1]
    return (
        _IS_PLURAL.search(word) is not None
        or (word[-1] == "a" and stem in UM)
        or (word[-1] in "eě" and (_bare(stem) in LIKE_PISEN or _hooked(stem) in LIKE_PISEN))
        or (word.endswith("ové") and _is_person(word[:-3]))
    )


def _hooked(stem: str) -> str:
    return stem.translate(str.maketrans("ntd", "ňťď")) if stem[-1] in "ntd" else stem


def guess(word: str, number: Number | None = None) -> Noun | None:
    """What the ending alone says of a word, without the lists of nouns."""
    low = word if word[:1].isupper() and word[1:].islower() else word.lower()
    return _by_its_end(low, number) if len(low) >= 3 and low.isalpha() else None


def _by_its_end(low: str, number: Number | None) -> Noun | None:
    if number is Number.MANY:
        if _OBLIQUE.search(low):
            return _by_ending(low, _CASES)
        return _from_genitive_plural(low) or _by_ending(low, _CASES)
    if number is Number.ONE:
        return _object(low) or _from_one(low)
    if re.search(r"(?:(?<!hr)(?<!obr)an|at)í$", low):
        return adjectival(low[:-1] + "ý")  # pozvaní, přijatí
    if low[-1] == "í" and low not in LIKE_KOST:
        return adjectival(low) if _ADJECTIVAL.search(low) else _from_genitive_plural(low)
    if number is Number.FEW:
        return _by_ending(low, _CASES) or _from_genitive_plural(low)
    if _is_plural(low):
        return _by_ending(low, _CASES)
    if low.endswith(("ů", "ých", "ích", "ách", "ech", "ami", "emi", "ům", "ám", "y")):
        return _by_ending(low, _CASES) or _from_first(low)
    return _from_genitive_plural(low) if _is_genitive(low) else _from_first(low)


def _is_genitive(word: str) -> bool:
    """Whether a word that nothing stands before has lost its ending: besed, přednášek, knihovnic; not koncert."""
    if word[-1] not in CONSONANTS or word in FLEETING or word in LIKE_PISEN or word in LIKE_KOST:
        return False
    if unfleeting(word) != word and _is_eased(word):
        return not (word.endswith("ek") and (word in THINGS or _MASCULINE_EK.search(word[:-2] + "k")))
    bare = _hard_gender(word) in "fn" or word.endswith(("ic", "yň", "išť", "čat", "řat")) or word in SHORT_E
    return bare and (word in FEMININE or not _is_person(word))
