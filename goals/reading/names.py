"""Numbers that are names, references, ordinals, years or reports of the past: claimed first, so that no later rule
takes them ("standard 13", "Praha 9", "§ 7", "12. ročník", "loni 35")."""

import re
from itertools import pairwise

from goals.declension import listed
from goals.reading.quantities import cardinal, fraction, says_times, small
from goals.reading.repeated import is_event
from goals.reading.text import (
    AT_LEAST,
    CONJUNCTIONS,
    DECIMAL_POINT,
    GOALS,
    STOPWORDS,
    Doc,
    Token,
    is_adjective,
    is_verb,
    is_verbal_noun,
    noun_phrase,
    wordset,
)

UNCLEAR = "unclear"  # the role of numbers of which nobody knows which is meant
_ONE_OR_THOUSAND = re.compile(r"[0-9]{1,3},[0-9]{3}")

# Nouns whose number is a name ("standard 13", "etapa 2"), when it stands right behind them.
_LABELS = re.compile(
    r"^(standard|skupin|cislo|cisl[aeu]|clanek|clank|odst|pism|bod[uye]?$|priloh|etap|faz[ei]|modul|verz"
    r"|kapitol|kategori|urov[en]|stup[en]|mistnost|kancelar|dver|link[aouy]|tel|psc|iso|csn|zakon|vyhlask"
    r"|narizen|smernic|usnesen|oblast|priorit|opatren|cil[e]?$|aktivit[aouy]|variant|typ[u]?$|trid[aeuy]|okruh"
    r"|pavilon|patr|budov|sal[u]?$|ucebn[aeuy]|projekt|program|ukol|indikator|ukazatel|str$|stran[aeuy]"
    r"|odbor|oddelen|autobus|tramvaj|vychod|rok[u]?$|roce|leta$|let$|letech|c$|cis$|cp$|cj$|kodex|agend|milnik"
    r"|vyzv[aeuy]|osa$|os[eyu]$|klic[oe]|plan[u]?$|strategi|vzor|tabulk|graf|obr|dil[u]?$|vydan"
    r"|vek[u]?$|rocni[k]|stanic|rozsud|schod|parcel|objekt|vchod|apartm|pokoj|ordinac|kod[u]?$|eu$|ec$|en$|kapitan"
    r"|formul|windows|office|prepaz|okenk|okenek|web$|znamk(?:ou|u)$)"
)
_PATTERNS = [
    re.compile(source)
    for source in (
        r"§ ?[0-9]{1,6} ?[a-z]?\b(?: ?(?:az|-|a|,) ?[0-9]+ ?[a-z]?\b)?",
        r"\b(?:c|cis|cj|cp|c\. ?j|c\. ?p|sp\. ?zn|zn)\. ?[0-9]+(?:(?: ?[/.,-] ?| a | az )[0-9]+)*",
        r"(?<![0-9])(?![1-9] ?/ ?[2-9] [a-z])[0-9]+(?: ?/ ?[0-9]+)+",
        r"(?<![0-9])[0-9]+:[0-9]+(?: ?(?:h|hod|hodin\w*)\b)?",
        r"(?<![0-9])(?:[0-9]+ : [0-9]|[0-9]{2,} x [0-9]{2})[0-9 ]*(?![0-9])",
        r"(?<![0-9])[0-9]+ x [0-9]+ (?=(?:m|cm|mm|metr\w*)\b)",
        r"(?<![0-9])[0-9]+ ?x ?[0-9]+(?:,[0-9]+)?",
        r"\b(?:ve?|od|do|po|pred) [0-9]{1,2}\.[0-9]{2}\b(?! ?%)",
        r"\b(?:s|str|kap)\. [0-9]+(?: ?- ?[0-9]+)?",
        r"\b(?:pondeli|utery|stred[auy]|ctvrtek|patek|sobot[auy]|nedel[ei]|ut|st|ct|pa|so|ne) [0-9]{1,2} ?- ?[0-9]{1,2}"
        r"(?! [a-z])",
        r"\b(?:ctvrt|tri ctvrte) na \w+",
        r"\btri ctvrte (?:uvazk|hodin|roku)\w*",
        r"\b(?:denne|vsedni(?:ch)? d\w{2}|pondeli|utery|stred[auy]|ctvrtek|patek) od [0-9]{1,2} do [0-9]{1,2}(?![0-9])",
        r"\b[0-9]{1,2}\.[0-9]{2} ?(?:h|hod|hodin\w*)\b",
        rf"(?!{DECIMAL_POINT})(?<![0-9.])(?![0-9]{{1,3}}(?:\.[0-9]{{3}})+(?![0-9.]))[0-9]+(?:\.[0-9]+)+",
        r"(?:\+ ?[0-9]{3} ?)?\b[0-9]{3} [0-9]{3} [0-9]{3}\b",
        r"\b[0-9]{3} [0-9]{2}\b(?= [a-z])",
        r"\b1 na 1\b",
        r"\b(?:v|ve|od|do|mezi|kolem|po|a|az) (?:1?[0-9]|2[0-3])(?: ?(?:-|az|a|do) ?[0-9]{1,2})? (?:h|hod\w{0,5})\b",
        r"\b(?:od|mezi) [0-9]{1,2} ?(?:-|az|a|do) ?[0-9]{1,2} ?(?:h|hod|hodin\w*)\b",
        r"\b[0-9]{1,2} ?- ?[0-9]{1,2} (?:h|hod|hodin)\b\.?",
        r"(?:\bve veku|\bstari|\bvek) (?:od )?[0-9]{1,2}(?: ?(?:-|az|do) ?[0-9]{1,2})?(?: let)?",
        r"\bletech (?:19|20)[0-9]{2}(?: ?(?:-|az|a) ?(?:19|20)[0-9]{2})?",
        r"\b(?:19|20)[0-9]{2} ?(?:-|az) ?(?:19|20)[0-9]{2}\b",
        r'(?!^"[^"]*"\W*$)"[^"]{1,80}"',
    )
]
_SCHOOLS = wordset("ZŠ MŠ SŠ LF ZUŠ SOŠ SOU")  # "2. ZŠ"
_NUMBERED = wordset("c cis odst cl pism tel str ul obr nam nabr tr sidl")  # "č. 5"
_COUNTING = wordset("min minimalne alespon aspon nejmene na pres celkem az")
_SUFFIXES = wordset("x ti i mi ma tis krat")  # "5ti škol", "3x"
# What happened before, or what there is now, is no promise.
_PAST = re.compile(
    r"\b(?:loni|vloni|lonsk\w{1,3}|minul\w{1,3}|predchoz\w{1,3}|predesl\w{1,3}|dosavadni\w{0,2}|stavajici\w{0,2}"
    r"|(?:soucasn|nynejs|dnesn)\w{1,3}|uplynul\w{1,3}|puvodni\w{0,2}|vychozi\w{0,2}|oproti|odhadem|z toho"
    r"|(?:za|ve?|behem|z) posledni(?:ch|m)?|v soucasnosti|stav k[^:()]{1,25}(?=:)"
    r"|(?:nyni|aktualne|dnes|dosud|momentalne|v soucasne dobe|v tuto chvili)"
    r" (?:(?:jich|s nami) )?(?:ma(?:me)?|je|jsou|evidujeme|vedeme|spolupracuj[ei])"
    r"|skutecnost(?:i|em)?(?: (?:roku )?20[0-9]{2})?)\b"
)
_NAMED = re.compile(
    r"^(?:kapitol|priloh|clanek|clank|odstav|standard|verz|faz[ei]|kategori|tabulk|(?:vybor|odbor)(?:u|em)?$"
    r"|oddeleni\w?$|komis[ei]$|sekc[ei]$|(?:autobus|trolejbus|vlak)em$|tramvaji$)"
)
# "Pokud jde o besedy, proběhne jich pět", "Kolik besed: 5", "Ahoj Jano, za Cheb posílám: besedy 6"
_LEAD_IN = re.compile(
    r"(?:^|(?<=[.;] ))(?:pokud jde o|co se ty(?:ce|ka)|co do|kolik(?= [^:?]{1,60}:)"
    r"|(?:ahoj|cau|dobry den|hezky den|zdravim|mil[aiy]|vazen[aiy])\b[^,:.0-9]{0,20},"
    r"(?:[^:.0-9]{0,20} (?:\w+(?:l|am|im|uji)e?|nas plan):)?)"
)
_CAPITAL = "[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]"
_IN_ROW = re.compile(rf"\b{_CAPITAL}{{2,5}} [0-9]+ [a-zá-ž]{{3}}")
_AT = ("v", "ve", "na")
_RHYTHM_OF_ITS_OWN = ("kazd", "vzdy")


def claim_ignored(doc: Doc) -> None:
    """Claim every token whose number is a name, a reference, an ordinal or a report of the past, and what leads in."""
    for match in _LEAD_IN.finditer(doc.low):
        doc.claim(*match.span(), "lead-in")
    for match in (match for pattern in _PATTERNS for match in pattern.finditer(doc.low)):
        within = doc.inside(*match.span())
        if "/" in match.group() and any(token.role == "period" for token in within):  # "porada 1/14 dní"
            continue
        for token in within:  # the words between stay readable
            if not token.role and (token.is_digits or small(token) is not None):
                token.role = "ignored"
    for match in _PAST.finditer(doc.low):
        for token in doc.inside(match.end(), match.end() + 40)[:3]:
            if token.is_digits or small(token) is not None or fraction(token.fold) is not None:
                token.role = token.role or "ignored"
                _claim_others(doc, token)
                break
            now = match.group().startswith(("stavaj", "soucasn", "nynejs", "dnesn")) and is_verb(token)
            now = now and not (token.low.endswith("t") or match.group().endswith(doc.fold(token.index - 1)))
            if now or token.fold in ("min", "minimalne", "alespon", "aspon", "nejmene", "o"):
                break  # a comparator makes it a promise again
    for match in re.finditer(r"[^ ]+", doc.low):
        if "@" in match.group() or "://" in match.group() or match.group().startswith("www."):
            for token in doc.inside(*match.span()):
                token.role = token.role or "ignored"
    for token in doc.tokens:
        if token.is_digits and not token.role and _is_name(doc, token):
            token.role = "ignored"
            other = doc.at(token.index + 2)  # "standardů 1 až 15": the other end is a name as well
            joints = (
                ("-", "az", "nebo", "ci", "a", ",")
                if _are_labels(doc.at(token.index - 1))
                else ("-", "az", "nebo", "ci")
            )
            while other.is_digits and doc.fold(other.index - 1) in joints:
                other.role = other.role or "ignored"
                other = doc.at(other.index + 2)
    for before, token in pairwise(doc.tokens):
        inside = before.sentence == token.sentence and (before.is_word or before.text == ",")
        if inside and token.is_word and token.is_capital and not token.text.isupper() and cardinal(doc, token.index):
            token.role = token.role or "ignored"  # "v cyklu Osm tváří migrace"
    for token in doc.tokens:
        after = doc.at(token.index + 1)
        if token.is_digits and after.is_digits and not (token.role or after.role or after.glued):
            token.role = after.role = UNCLEAR  # "10 11 kurzů": nobody knows which of them is meant
        elif _ONE_OR_THOUSAND.fullmatch(token.text) and not token.role:
            token.role = UNCLEAR  # "1,000 kurzů"


def _is_parallel(doc: Doc, place: Token, after: Token) -> bool:
    """ "v Písku 2 a v Táboře 4 kurzy": a number behind a place that another place with its number follows."""
    led = next((place.index - back for back in (1, 2) if doc.fold(place.index - back) in _AT), -1)
    row = _ROW.match(doc.text, 0, 500)
    if row and place.start < row.end() and (row[1].startswith("Poč") or is_event(row[1])):
        return True  # "besedy: Rakovník 5, Kladno 3"
    one, left = doc.at(led - 2), doc.tokens[max(0, led - 12) : led]
    again = (
        (one.is_capital or one.is_digits) and not one.role and doc.at(led - 1).text in (",", "a")
    )  # "14 škol v Plzni, v Aši 3"
    again = again and any(
        token.is_digits or small(token) is not None for token in left if token.sentence == one.sentence
    )
    closes = after.text in (".", "", ";")  # "v Aši 9 dílen, v Chebu 4"
    again = again or (closes and _AGAIN_AT.search(doc.text, max(0, place.start - 160), place.start) is not None)
    if led >= 0 and again and not _DISTRICTS.match(place.fold) and not (after.is_word and after.text != "a"):
        return True
    if led < 0 or is_adjective(place) or after.text not in ("a", ",") or doc.fold(after.index + 1) not in _AT:
        return False
    ahead = doc.tokens[after.index + 2 : after.index + 5]
    number = next((token for token in ahead if token.is_digits or small(token) is not None), None)
    return number is not None and ahead[0].is_capital and noun_phrase(doc, number.index + 1, counted=True) is not None


_ROW = re.compile(r"([^\W\d_]+)[^:.,]{0,60}: (?:[^:;,.0-9]+ [0-9]+(?:[,;] | a |\.?$)){2,}")
_AGAIN_AT = re.compile(
    rf"\b[VNvn][ea]? {_CAPITAL}[^.;]{{,60}} [0-9]+ [^.;0-9]{{,60}}(?:,| a) [vn][ea]? (?:{_CAPITAL}\w+ )?$"
)
_DISTRICTS = re.compile(r"^(?:praz|brn|plzn|ostrav|pardubic|liberc|usti)")  # cities whose parts have numbers


def _claim_others(doc: Doc, number: Token) -> None:
    """Claim the numbers of a list that a number of the past begins: "loni 3 kontroly, 2 stížnosti a 9 výpadků"."""
    at = number.index + 1
    while (phrase := noun_phrase(doc, at, counted=True)) is not None and doc.fold(phrase[1] + 1) in (",", "a"):
        after = doc.at(phrase[1] + 2)
        if after.role or not (after.is_digits or small(after) is not None):
            return
        after.role, at = "ignored", after.index + 1


def _is_item(doc: Doc, number: Token) -> bool:
    """Whether a number belongs to the noun before it in a row of such: "letáky 3, videa 2"."""
    if doc.fold(number.index + 1) not in (",", ";", "a") or not doc.at(number.index + 2).text:
        return False
    phrase = noun_phrase(doc, number.index + 2)
    head = doc.tokens[phrase[1]] if phrase is not None else number
    noun, other = listed(doc.at(number.index - 1).low), listed(head.low)
    plural = noun is not None and doc.at(number.index - 1).low in (noun.few, noun.many)
    again = other is not None and head.low in (other.few, other.many)
    return plural and again and doc.at(head.index + 1).is_digits


def _are_labels(token: Token) -> bool:
    """Whether several are named by the numbers behind them: "standardů 4 a 6 kvality", "kapitoly 2, 5 a 7"."""
    noun = listed(token.low) if _LABELS.match(token.fold) else None
    return (
        noun is not None
        and token.low != noun.one
        and token.low.endswith(("y", "ů", "ům", "ách", "ech", "ích", "e", noun.many))
    )


def _is_one(doc: Doc, number: Token, phrase: tuple[int, int]) -> bool:
    """Whether what stands behind a number is one thing, which no more than one is counted of: "na adrese Nádražní 48
    dětský koutek", "Lipová 9 poradna"."""
    first, noun = doc.tokens[phrase[0]], doc.tokens[phrase[1]]
    few = number.text in ("2", "3", "4")
    if number.text == "1" or not (doc.at(number.index - 1).is_capital or _are_labels(doc.at(number.index - 1))):
        return False
    known = listed(noun.low)
    one = known is not None and noun.low == known.one and noun.low not in (known.many, known.few if few else "")
    agrees = phrase[0] < phrase[1] and is_adjective(first)
    return one or (
        agrees
        and first.low.endswith(("ý", "ou", "ého", "ému", "ém") if few else ("ý", "á", "é", "ou", "ého", "ému", "ém"))
    )


def _begins(doc: Doc, token: Token) -> bool:
    """Whether a sentence, or what stands behind a sign in one, begins with a token."""
    return doc.begins(token.index) or not doc.at(token.index - 1).is_word


def _is_name(doc: Doc, token: Token) -> bool:
    """Whether a number in digits is a code, an ordinal or a year, or belongs to the label or name before it."""
    index = token.index
    before, after = doc.at(index - 1), doc.at(index + 1)
    if before.text == "+" and not before.glued:
        return False  # "FB +300 sledujících", "+15 %"
    if _is_code(doc, token) or _is_ordinal(doc, token) or _ends_name(doc, token) or _NAMED.match(before.fold):
        return True
    if before.text == "." and doc.fold(index - 2) in _NUMBERED:
        return True
    if before.fold.startswith("uvaz") and token.text.startswith("0,"):  # "s úvazkem 0,5 vyřídí"
        return True
    behind = index + 1  # behind the number, or behind the whole of "3-5"
    if doc.fold(behind) in ("-", "az") and doc.at(behind + 1).is_digits:
        behind += 2
    if _counts_noun(doc, token, behind):
        return False
    # A bare year, unless a comparator makes it a number.
    is_year = len(token.text) == 4 and token.text.startswith(("19", "20"))
    if is_year and before.fold not in _COUNTING and doc.fold(index - 2) != "min":
        return True
    more = after.fold in ("a", "ci", "nebo") and doc.fold(index + 2) in ("vice", "vic")  # "10 a více"
    if more or doc.fold(behind) in ("x", "krat", "%", "procent"):
        return False
    if not before.is_word or before.sentence != token.sentence or before.role == "deadline":
        return False  # "do konce roku 15"
    return _is_labelled(doc, token, behind) or _is_named(doc, token)


def _is_code(doc: Doc, token: Token) -> bool:
    """Letters and digits in one: A2, KA3, Covid-19, 155a, 3denní, but not "Realizace12 kurzů"."""
    before, after = doc.at(token.index - 1), doc.at(token.index + 1)
    if token.glued and (before.is_word or before.text in ("+", "#", "§", "_")):
        return before.fold not in _SUFFIXES and not (is_verb(before) or is_verbal_noun(before))
    if token.glued and before.text == "-" and before.glued and before.index:
        return doc.at(token.index - 2).is_word and doc.fold(token.index - 2) not in _SUFFIXES
    tail = doc.at(token.index + 2) if after.glued and after.text == "-" else after
    return tail.glued and tail.is_word and tail.fold not in _SUFFIXES


def _ends_name(doc: Doc, token: Token) -> bool:
    """ "Praha 9 dvě akce", "Krok 2 přinese tři": a second number follows, and the first is the end of a name."""
    at = token.index + 1
    while (doc.at(at).low in AT_LEAST or doc.fold(at) == "dalsich" or is_verb(doc.at(at))) and at <= token.index + 2:
        at += 1
    before, again = doc.at(token.index - 1), doc.at(at)
    if again.glued or again.role or again.sentence != token.sentence:
        return False
    name = before.is_capital and not _begins(doc, before)  # "na ubytovně Zenit 3 každý týden"
    named = before.is_word and (name or not (is_verb(before) or is_verbal_noun(before)))
    return small(again) is not None or says_times(again) or (again.is_digits and named)


def _is_ordinal(doc: Doc, token: Token) -> bool:
    """ "3. ročník", a full stop and a small letter or a list of such; "1) šest kurzů, 2) dva výlety"."""
    after, beyond = doc.at(token.index + 1), doc.at(token.index + 2)
    if after.text == ")" and after.glued and not token.bracket:
        return True
    ordered = beyond.is_word and not beyond.glued and (not beyond.is_capital or beyond.text in _SCHOOLS)
    listed = beyond.text in ("-", ",", "/") and doc.at(token.index + 3).is_digits
    return after.text == "." and after.glued and (ordered or listed)


def _counts_noun(doc: Doc, token: Token, behind: int) -> bool:
    """Whether a noun that a number can count stands behind: no name, lone adjective or singular in -u, -ovi, -em."""
    phrase = noun_phrase(doc, behind) if doc.at(behind).sentence == token.sentence else None
    if phrase is None:
        return False
    noun = doc.tokens[phrase[1]]
    proper = noun.is_capital and not noun.text.isupper()
    singular = noun.low.endswith(("u", "ovi", "em", "o", "ě", "á", "é", "ý")) and token.text != "1"
    lone_adjective = is_adjective(noun) and phrase[0] == phrase[1] and not noun.low.endswith(("ých", "ích", "í"))
    uncounted = noun.low.endswith(("ství", "ctví"))  # "Okružní 31 poradenství"
    return not (proper or singular or lone_adjective or uncounted or _is_one(doc, token, phrase))


def _is_labelled(doc: Doc, token: Token, behind: int) -> bool:
    """Whether a label stands before a number: "etapa 2", "v projektu Soused sousedovi 2", but not "směny: plán 96"."""
    before, index = doc.at(token.index - 1), token.index
    parts = doc.fold(index - 2) in ("(", ":", "-", "|", ",") and not doc.at(index + 1).is_word
    is_goal = before.fold in GOALS and parts  # "počet (cíl 50)"
    is_goal = is_goal or _is_item(doc, token)  # "pracovní skupiny 4, veřejné akce 3"
    if _LABELS.match(before.fold) and not is_goal and before.role != "period":  # "za celý rok 70"
        return True
    ends = not doc.at(behind).is_word or doc.fold(behind) in CONJUNCTIONS
    return ends and any(_LABELS.match(doc.fold(at)) and doc.at(at + 1).is_capital for at in (index - 3, index - 4))


def _is_named(doc: Doc, token: Token) -> bool:
    """ "Praha 3", "Komunita 2000", "Masarykova 12"."""
    before, after = doc.at(token.index - 1), doc.at(token.index + 1)
    begins = _begins(doc, before)
    named = before.is_capital and before.low not in STOPWORDS and not (begins and is_verb(before))
    named = named and not (begins and (is_verbal_noun(before) or _is_item(doc, token)))
    row = before.text.isupper() and doc.at(token.index - 2).text in (",", ";") and not after.is_word
    named = named and not (row and _IN_ROW.search(doc.text, 0, before.start))  # "ZŠ 8 workshopů, SŠ 4, MŠ 2"
    named = named and not _is_parallel(doc, before, after)
    return named and (after.role != "period" or after.fold.startswith(_RHYTHM_OF_ITS_OWN))
