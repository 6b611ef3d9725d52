"""Numbers that count nothing: laws, standards, versions, ordinals, phones, addresses, times of day, names.

Everything here only claims tokens, so that no later rule takes them for a target.
"""

import re

from goals.reading import numerals
from goals.reading.text import Doc, Token, wordset
from goals.reading.words import STOPWORDS, is_adjective, is_verb, is_verbal_noun, noun_phrase

# Nouns whose number is a name ("standard 13", "etapa 2"), when it stands right behind them.
_LABELS = re.compile(
    r"^(standard|skupin|cislo|cisl[aeu]|clanek|clank|odst|odstav|pism|bod[uye]?$|priloh|etap|faz[ei]|modul|verz"
    r"|kapitol|kategori|urov[en]|stup[en]|mistnost|kancelar|dver|link[aouy]|tel|telefon|psc|iso|csn|zakon|vyhlask"
    r"|narizen|smernic|usnesen|oblast|priorit|opatren|cil[e]?$|aktivit[aouy]|variant|typ[u]?$|trid[aeuy]|okruh"
    r"|pavilon|patr|budov|sal[u]?$|ucebn[aeuy]|projekt|program|ukol|indikator|ukazatel|str$|stran[aeuy]|rocnik"
    r"|odbor|oddelen|autobus|tramvaj|vychod|rok[u]?$|roce|leta$|let$|letech|c$|cis$|cp$|cj$|kodex|agend|milnik"
    r"|vyzv[aeuy]|osa$|os[eyu]$|klic[oe]|plan[u]?$|strategi|formular|vzor|tabulk|graf|obraz|obr|dil[u]?$|vydan"
    r"|vek[u]?$|rocni[k]|stanic|rozsud|schod|parcel|objekt|vchod|apartm|pokoj|ordinac|kod[u]?$|eu$|ec$|en$|kapitan"
    r"|formul|windows|office|web$)"
)
_PATTERNS = [
    re.compile(source)
    for source in (
        r"§ ?[0-9]{1,6} ?[a-z]?\b(?: ?(?:az|-|a|,) ?[0-9]+ ?[a-z]?\b)?",
        r"\b(?:c|cis|cj|cp|c\. ?j|c\. ?p)\. ?[0-9]+(?: ?[/.-] ?[0-9]+)*",
        r"(?<![0-9])(?![1-9] ?/ ?[2-9] [a-z])[0-9]+(?: ?/ ?[0-9]+)+",
        r"(?<![0-9])[0-9]+:[0-9]+(?: ?(?:h|hod|hodin\w*)\b)?",
        r"\b[0-9]{1,2}\.[0-9]{2} ?(?:h|hod|hodin\w*)\b",
        r"(?<![0-9.])(?![0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.]))[0-9]+(?:\.[0-9]+)+",
        r"(?:\+ ?[0-9]{3} ?)?\b[0-9]{3} [0-9]{3} [0-9]{3}\b",
        r"\b[0-9]{3} [0-9]{2}\b(?= [a-z])",
        r"\b1 na 1\b",
        r"\b(?:v|ve|od|do|mezi|kolem|po|a|az) (?:1?[0-9]|2[0-3])(?: ?(?:-|az|a|do) ?[0-9]{1,2})? (?:h|hod\w{0,5})\b",
        r"\b(?:od|mezi) [0-9]{1,2} ?(?:-|az|a|do) ?[0-9]{1,2} ?(?:h|hod|hodin\w*)\b",
        r"\b[0-9]{1,2} ?- ?[0-9]{1,2} (?:h|hod|hodin)\b\.?",
        r"(?:\bve veku|\bstari|\bvek) (?:od )?[0-9]{1,2}(?: ?(?:-|az|do) ?[0-9]{1,2})?(?: let)?",
        r"\bletech (?:19|20)[0-9]{2}(?: ?(?:-|az|a) ?(?:19|20)[0-9]{2})?",
        r"\b(?:19|20)[0-9]{2} ?(?:-|az) ?(?:19|20)[0-9]{2}\b",
        r'"[^"]{1,80}"',
    )
]
_SCHOOLS = wordset("ZŠ MŠ SŠ LF ZUŠ SOŠ SOU")  # "2. ZŠ"
_NUMBERED = wordset("c cis odst cl pism tel str ul obr")  # "č. 5"
_COUNTING = wordset("min minimalne alespon aspon nejmene na pres celkem az")
_SUFFIXES = wordset("x ti i mi ma tis krat")  # "5ti škol", "3x"
# What happened before, or what there is now, is no promise.
_PAST = re.compile(
    r"\b(?:loni|vloni|lonsk\w{1,3}|minul\w{1,3}|predchoz\w{1,3}|predesl\w{1,3}|dosavadni\w{0,2}|stavajici\w{0,2}"
    r"|soucasn\w{1,3}|uplynul\w{1,3}|puvodni\w{0,2}|oproti|z toho|posledni(?:ch|m)?|v soucasnosti"
    r"|(?:nyni|aktualne|dnes|dosud) ma(?:me)?)\b"
)


def claim_ignored(doc: Doc) -> None:
    """Claim every token whose number is a name, a reference, an ordinal or a report of the past."""
    for match in (match for pattern in _PATTERNS for match in pattern.finditer(doc.low)):
        for token in doc.inside(*match.span()):  # the words between stay readable
            if not token.role and (token.is_digits or numerals.small(token) is not None):
                token.role = "ignored"
    for match in _PAST.finditer(doc.low):
        for token in doc.inside(match.end(), match.end() + 40)[:3]:
            if token.is_digits or numerals.small(token) is not None or numerals.fraction(token.fold) is not None:
                token.role = token.role or "ignored"
                break
            if token.fold in ("min", "minimalne", "alespon", "aspon", "nejmene"):
                break  # a comparator makes it a promise again
    for match in re.finditer(r"[^ ]+", doc.low):
        if "@" in match.group() or "://" in match.group() or match.group().startswith("www."):
            for token in doc.inside(*match.span()):
                token.role = token.role or "ignored"
    for token in doc.tokens:
        if token.is_digits and not token.role and _is_name(doc, token):
            token.role = "ignored"
            other = doc.at(token.index + 2)  # "standardů 1 až 15": the other end is a name as well
            if other is not None and other.is_digits and doc.fold(token.index + 1) in ("-", "az"):
                other.role = other.role or "ignored"


def _is_name(doc: Doc, token: Token) -> bool:
    """Whether a number in digits is a code, an ordinal or a year, or belongs to the label or name before it."""
    if _is_code(doc, token) or _is_ordinal(doc, token):
        return True
    index, before = token.index, doc.at(token.index - 1)
    if before is not None and before.text == "." and doc.fold(index - 2) in _NUMBERED:
        return True
    behind = index + 1  # behind the number, or behind the whole of "3-5"
    if doc.fold(behind) == "x" and doc.fold(behind + 1) in ("-", "az"):
        behind += 1
    other = doc.at(behind + 1)
    if doc.fold(behind) in ("-", "az") and other is not None and other.is_digits:
        behind += 2
    if _counts_noun(doc, token, behind):
        return False
    # A bare year, unless a comparator makes it a number.
    is_year = len(token.text) == 4 and token.text.startswith(("19", "20"))
    if is_year and doc.fold(index - 1) not in _COUNTING and doc.fold(index - 2) != "min":
        return True
    more = doc.fold(index + 1) in ("a", "ci", "nebo") and doc.fold(index + 2) in ("vice", "vic")  # "10 a více"
    if more or doc.fold(behind) in ("x", "krat", "%", "procent"):
        return False
    # "standardy kvality 1 až 15": a label at most two words before.
    ranged = doc.fold(index + 1) in ("-", "az") and behind == index + 3
    if ranged and (_LABELS.match(doc.fold(index - 1)) or _LABELS.match(doc.fold(index - 2))):
        return True
    if before is None or not before.is_word or before.sentence != token.sentence:
        return False
    is_goal = before.fold == "cil" and doc.fold(index - 2) == "(" and doc.fold(index + 1) == ")"  # "počet (cíl 50)"
    if _LABELS.match(before.fold) and not is_goal:
        return True
    # "Praha 3", "Komunita 2000", "Masarykova 12"
    after = doc.at(index + 1)
    named = before.is_capital and before.low not in STOPWORDS and not is_verb(before) and not is_verbal_noun(before)
    return named and (after is None or after.role != "period")


def _is_code(doc: Doc, token: Token) -> bool:
    """A2, KA3, 155a, 3denní: letters and digits in one."""
    before, after = doc.at(token.index - 1), doc.at(token.index + 1)
    if token.glued and before is not None and (before.is_word or before.text in "+#§_"):
        return before.fold not in _SUFFIXES and not (is_verb(before) or is_verbal_noun(before))  # "Realizace12 kurzů"
    if token.glued and before is not None and before.text == "-" and before.glued:
        named = doc.at(before.index - 1)
        if named is not None:
            return named.is_word and named.fold not in _SUFFIXES  # Covid-19
    hyphened = after is not None and after.glued and after.text == "-"
    tail = doc.at(token.index + 2) if hyphened else after
    return tail is not None and tail.glued and tail.is_word and tail.fold not in _SUFFIXES


def _is_ordinal(doc: Doc, token: Token) -> bool:
    """ "3. ročník": a full stop and a small letter, or a list of such."""
    dot, after = doc.at(token.index + 1), doc.at(token.index + 2)
    if dot is None or after is None or dot.text != "." or not dot.glued:
        return False
    if after.is_word:
        return not after.glued and (not after.is_capital or after.text in _SCHOOLS)
    beyond = doc.at(token.index + 3)
    return after.text in "-,/" and beyond is not None and beyond.is_digits


def _counts_noun(doc: Doc, token: Token, behind: int) -> bool:
    """Whether a noun in a form that a number can have stands behind: not a singular in -u, -ovi, -em."""
    after = doc.at(behind)
    if after is None or not after.is_word or after.sentence != token.sentence or is_verb(after):
        return False
    phrase = noun_phrase(doc, behind)
    if phrase is None:
        return False
    noun = doc.tokens[phrase[1]]
    if noun.is_capital and not noun.text.isupper():
        return False
    if noun.low.endswith(("u", "ovi", "em", "o", "ě", "á", "é", "ý")) and token.text != "1":
        return False
    lone_adjective = is_adjective(noun) and phrase[0] == phrase[1]
    return not lone_adjective or noun.low.endswith(("ých", "ích", "í"))
