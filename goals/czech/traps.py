"""Numbers that count nothing: laws, standards, versions, ordinals, phones, addresses, times of day, names.

Everything here only claims tokens, so that no later rule takes them for a target.
"""

import re

from goals.czech import numerals
from goals.czech.text import Doc, Token, wordset
from goals.czech.words import STOPWORDS, is_adjective, is_verb, is_verbal_noun, noun_phrase

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
_SUFFIXES = wordset("x ti i mi ma tis krat")  # "5ti škol", "3x"
# What happened before, or what there is now, is no promise.
_PAST = re.compile(
    r"\b(?:loni|vloni|lonsk\w{1,3}|minul\w{1,3}|predchoz\w{1,3}|predesl\w{1,3}|dosavadni\w{0,2}|stavajici\w{0,2}"
    r"|soucasn\w{1,3}|uplynul\w{1,3}|puvodni\w{0,2}|oproti|z toho|posledni(?:ch|m)?|v soucasnosti"
    r"|(?:nyni|aktualne|dnes|dosud) ma(?:me)?)\b"
)


def claim_traps(doc: Doc) -> None:
    """Claim every token whose number is a name, a reference, an ordinal or a report of the past."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(doc.low):
            _claim_digits(doc, match.start(), match.end())
    for match in _PAST.finditer(doc.low):
        _claim_report(doc, match.end())
    _claim_addresses(doc)
    for token in doc.tokens:
        if token.is_digits and not token.role and _is_name(doc, token):
            token.role = "trap"
            _claim_range(doc, token)


def _claim_range(doc: Doc, token: Token) -> None:
    """ "standardů 1 až 15": the other end is a name as well."""
    other = doc.at(token.index + 2)
    if other is not None and other.is_digits and doc.fold(token.index + 1) in ("-", "az"):
        other.role = other.role or "trap"


def _claim_digits(doc: Doc, start: int, end: int) -> None:
    """Claim the numbers among characters, words as well as digits; the rest stays readable."""
    for token in doc.inside(start, end):
        if not token.role and (token.is_digits or numerals.small(token) is not None):
            token.role = "trap"


def _claim_report(doc: Doc, start: int) -> None:
    """Claim the first of the next three tokens that is a number, unless a comparator makes it a promise again."""
    for token in doc.inside(start, start + 40)[:3]:
        if token.is_digits or numerals.small(token) is not None or numerals.fraction(token.fold) is not None:
            token.role = token.role or "trap"
            return
        if token.fold in ("min", "minimalne", "alespon", "aspon", "nejmene"):
            return


def _claim_addresses(doc: Doc) -> None:
    for match in re.finditer(r"[^ ]+", doc.low):
        if "@" in match.group() or "://" in match.group() or match.group().startswith("www."):
            for token in doc.inside(*match.span()):
                token.role = token.role or "trap"


def _is_name(doc: Doc, token: Token) -> bool:
    return (
        _is_code(doc, token)
        or _is_ordinal(doc, token)
        or _is_year(doc, token)
        or _follows_label(doc, token)
        or _follows_name(doc, token)
    )


def _is_code(doc: Doc, token: Token) -> bool:
    """A2, KA3, 155a, 3denní: letters and digits in one."""
    before, after = doc.at(token.index - 1), doc.at(token.index + 1)
    if token.glued and before is not None and (before.is_word or before.text in "+#§_"):
        return before.fold not in _SUFFIXES and not (is_verb(before) or is_verbal_noun(before))  # "Realizace12 kurzů"
    if (
        token.glued
        and before is not None
        and before.text == "-"
        and before.glued
        and (named := doc.at(before.index - 1)) is not None
    ):
        return named.is_word and named.fold not in _SUFFIXES  # Covid-19
    hyphened = after is not None and after.glued and after.text == "-"
    tail = doc.at(token.index + 2) if hyphened else after
    if tail is None or not tail.glued or not tail.is_word:
        return False
    return tail.fold not in _SUFFIXES


def _is_ordinal(doc: Doc, token: Token) -> bool:
    """ "3. ročník": a full stop and a small letter, or a list of such."""
    dot, after = doc.at(token.index + 1), doc.at(token.index + 2)
    if dot is None or after is None or dot.text != "." or not dot.glued:
        return False
    if after.is_word:
        return not after.glued and (not after.is_capital or after.text in _SCHOOLS)
    return after.text in "-,/" and doc.at(token.index + 3) is not None and doc.tokens[token.index + 3].is_digits


def _is_year(doc: Doc, token: Token) -> bool:
    """A bare four-digit year, unless a noun in the plural or a comparator makes it a number."""
    if len(token.text) != 4 or not token.text.startswith(("19", "20")):
        return False
    before = doc.fold(token.index - 1)
    counted = (
        before in ("min", "minimalne", "alespon", "aspon", "nejmene", "na", "pres", "celkem", "az")
        or doc.fold(token.index - 2) == "min"
    )
    return not counted and not _counts_noun(doc, token)


def _follows_label(doc: Doc, token: Token) -> bool:
    before = doc.at(token.index - 1)
    if _is_range_of_names(doc, token):
        return True
    if (
        before is not None
        and before.text == "."
        and doc.fold(token.index - 2) in ("c", "cis", "odst", "cl", "pism", "tel", "str", "ul", "obr")
    ):
        return True
    if (
        before is not None
        and before.fold == "cil"
        and doc.fold(before.index - 1) == "("
        and doc.fold(token.index + 1) == ")"
    ):
        return False  # "počet klientů (cíl 50)"
    if before is None or not before.is_word or before.sentence != token.sentence or _LABELS.match(before.fold) is None:
        return False
    return not _counts_noun(doc, token) and not _is_times(doc, token)


def _is_range_of_names(doc: Doc, token: Token) -> bool:
    """ "standardy kvality 1 až 15": no noun behind, a label at most two words before."""
    after = doc.at(token.index + 2)
    if doc.fold(token.index + 1) not in ("-", "az") or after is None or not after.is_digits:
        return False
    labelled = any(_LABELS.match(doc.fold(at)) for at in (token.index - 1, token.index - 2))
    return labelled and not _counts_noun(doc, token) and not _is_times(doc, token)


def _follows_name(doc: Doc, token: Token) -> bool:
    """ "Praha 3", "Komunita 2000", "Masarykova 12": a name goes right before, no counted noun behind."""
    before = doc.at(token.index - 1)
    if before is None or not before.is_word or not before.is_capital or before.sentence != token.sentence:
        return False
    after = doc.at(token.index + 1)
    if before.low in STOPWORDS or is_verb(before) or is_verbal_noun(before) or (after and after.role == "period"):
        return False
    return not _counts_noun(doc, token) and not _is_times(doc, token)


def _is_times(doc: Doc, token: Token) -> bool:
    return doc.fold(_behind_range(doc, token)) in ("x", "krat", "%", "procent") or _more_follows(doc, token)


def _more_follows(doc: Doc, token: Token) -> bool:
    """ "10 a více"."""
    return doc.fold(token.index + 1) in ("a", "ci", "nebo") and doc.fold(token.index + 2) in ("vice", "vic")


def _behind_range(doc: Doc, token: Token) -> int:
    """The index behind "3-5", or behind the single number."""
    index = token.index + 1
    if doc.fold(index) == "x" and doc.fold(index + 1) in ("-", "az"):
        index += 1
    joint, other = doc.fold(index), doc.at(index + 1)
    return index + 2 if joint in ("-", "az") and other is not None and other.is_digits else index


def _counts_noun(doc: Doc, token: Token) -> bool:
    """Whether a noun in a form that a number can have follows: not a singular in -u, -ovi, -em."""
    behind = _behind_range(doc, token)
    after = doc.at(behind)
    if after is None or not after.is_word or after.sentence != token.sentence or is_verb(after):
        return False
    phrase = noun_phrase(doc, behind)
    if phrase is None:
        return False
    noun = doc.tokens[phrase[1]]
    if noun.is_capital and not noun.text.isupper():
        return False
    singular = noun.low.endswith(("u", "ovi", "em", "o", "ě", "á", "é", "ý")) and token.text != "1"
    return not singular and not (
        is_adjective(noun) and phrase[0] == phrase[1] and not noun.low.endswith(("ých", "ích", "í"))
    )
