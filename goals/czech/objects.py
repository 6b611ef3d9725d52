"""The object of an achievement, "vytvořit přehlednou *brožuru*": found behind its verb, in the singular or not.

The case follows from the form of the verb (accusative behind a verb, genitive behind a verbal noun, nominative behind a
participle), the number from the ending: there is no dictionary to ask.
"""

import re
from dataclasses import dataclass

from goals.czech.numerals import small
from goals.czech.text import Doc, Token, wordset
from goals.czech.words import CONJUNCTIONS, PREPOSITIONS, STOPWORDS, is_adjective, is_verb, is_verbal_noun

ACCUSATIVE, GENITIVE, NOMINATIVE, PLURAL = "accusative", "genitive", "nominative", "plural"

PERSON = re.compile(
    r"^(?:pracovni[kc]|tlumocni(?:k|c(?!k)|cka$)|lektor|asistent|koleg|psycholog(?!i)|koordinator|pravni[kc]|vedouc"
    r"|mediator|poradc|poradky|sp$|ksp$|ikp$|terapeut(?!ic)|supervizor|administrator|ucetni|recepc|garant"
    r"|odborni[kc]|peer|mentor(?!i)|spolupracovni[kc]|zastup(?:ce|c$|ci|u?$|em$)|spravc|prekladatel|logoped"
    r"|partner(?!s)|sponzor|dobrovolni(?:k|c(?!t|k))|lekar(?!n|s)|ucitel|pedagog(?!i)|stazist|praktikant|brigadni"
    r"|grafik|fotograf|zamestnan(?:e?c|kyn)|posil[auyo])"
)
PREMISES = re.compile(r"^(?:prostor|mistnost|kancelar|budov|sidl|pobock|pracovist|mist|poradn|ucebn|adres)")
EVENT = re.compile(
    r"^(?:akc|rocnik|setkan|zasedan|den$|dne$|workshop|vystav|festival|konferenc|kurz|seminar|predna|besed|kulat"
    r"|stol|stul|vylet|slavnost|schuz|vecer|odpoledn|tyden|kampan|klub|exkurz|koncert|turnaj|soutez|tabor|vernisaz"
    r"|promitan|projekc|workshop|skolen|debat|diskus|jarmark|trh|veletrh|piknik|snidan|oslav|cyklus|pobyt|hostin"
    r"|ples|prohlidk|vychazk|prochazk|panel|staz|supervi|platform|dotaznik|pruzkum|setren|anket|bali?ck|balicek|sbirk"
    r"|brigad|hra$|hru$|hry$|kavarn|ctvrt|skk)"
)
PRODUCT = re.compile(
    r"^(?:material|letak|brozur|metodik|manual|prirucka|prirucku|prirucky|plan|prezentac|video|web|databaz|adresar"
    r"|seznam|map[auy]$|prehled|navrh|dotaznik|kampan|vystav|analyz|pruzkum|setren|reviz|audit|evaluac|rekonstrukc"
    r"|inventur|aktualizac|zprav|studi|katalog|film|spot)"
)
FORMAL = re.compile(
    r"^(?:akreditac|registrac|certifi|licenc|povolen|povereni|vozid|automobil|auto$|dotac|grant|financ|osvedcen"
    r"|zadost|pronaj|najem|najm|vypujc|uvaz|pozic|statut|status|ocenen|souhlas|schvalen)"
)
CONTRACT = re.compile(r"^(?:memorand|smlouv|smluv|dohod|dpp|dpc|partnerst|deklarac|protokol)")
ABSTRACT = re.compile(
    r"^(?:spoluprac|povedom|informovanost|prostred|podmin|vztah|duver|dostupnost|kvalit|podpor|prilezitost|moznost"
    r"|atmosfer|komunikac|zajem|kontakt|znalost|kompetenc|dialog|pocit|motivac|dojem|potreb|rozvoj|orientac"
    r"|integrac|sobestacnost|navaznost|viditelnost|vedomost|dovednost|schopnost|samostatnost|zakazk|poradenstv"
    r"|pomoc|postup|pristup|cinnost|praci|prace|praxe|pece|peci|rozhovor|proces|bezpec|stabilit|klima|ucast|informac|jednan|situac"
    r"|zpetn|vazb|vybaven|dukaz|prevenc|zmen|pripad|klient|cizin|osob|rodin|vyuk)"
)
_SINGULAR_LIKE = re.compile(
    r"^(?:stranky|prostory|prostor|stranek|internetove|webove|webovych|noviny|novin|dvere|provoz|zazemi)$"
)
_PRONOUNS = wordset("ho jej ji")  # what was named before: "natočit video a zveřejnit ho"
_ANIMATE_A = re.compile(r"(?:ka|ra|ta|ga|da|na|ce|tele|tka)$")


@dataclass(frozen=True)
class Object:
    index: int
    singular: bool
    adjectives: tuple[int, ...]


def object_of(doc: Doc, verb: Token, case: str) -> Object | None:
    """The noun that a verb's achievement is about: the first noun behind it that stands in no prepositional phrase."""
    adjectives: list[int] = []
    index = verb.index + 1
    while index < len(doc.tokens) and index <= verb.index + 12:
        token = doc.tokens[index]
        if token.sentence != verb.sentence or _counts(token) or token.text in ";:" or token.low in _PRONOUNS:
            return None
        if token.low in PREPOSITIONS:
            index = _behind_phrase(doc, index)
            adjectives = []
        elif (
            not token.is_word
            or token.low in STOPWORDS
            or is_verb(token)
            or _second_verb(doc, token, verb)
            or _is_attribute(doc, token)
            or token.low.endswith("ům")  # for whom
        ):
            index += 1
        elif is_adjective(token) and _adjective_goes_on(doc, index):
            adjectives.append(index)
            index += 1
        else:
            return Object(index, _is_singular(doc, token, adjectives, case), tuple(adjectives))
    return None


def _counts(token: Token) -> bool:
    """Whether a number begins: what is counted is no single achievement."""
    return not token.role and (token.is_digits or small(token) is not None)


def _second_verb(doc: Doc, token: Token, verb: Token) -> bool:
    """The second of two coordinated actions: "nalezení a zaškolení pracovníka"."""
    return (
        doc.fold(token.index - 1) in ("a", ",", "ci")
        and token.index <= verb.index + 3
        and (is_verb(token) or is_verbal_noun(token))
    )


def _is_attribute(doc: Doc, token: Token) -> bool:
    """What stands before a noun without agreeing: "VNM pracovníka", "arabsky hovořícího tlumočníka"."""
    after = doc.at(token.index + 1)
    if after is None or not after.is_word or after.low in STOPWORDS or after.is_capital:
        return False
    return token.text.isupper() or (token.low.endswith(("sky", "cky", "ně", "vě")) and is_adjective(after))


def _adjective_goes_on(doc: Doc, index: int) -> bool:
    after = doc.at(index + 1)
    if after is None or after.sentence != doc.tokens[index].sentence:
        return False
    if after.text in ",/-" or after.low in ("a", "či", "nebo"):
        beyond = doc.at(index + 2)
        return beyond is not None and is_adjective(beyond)
    return after.is_word and after.low not in STOPWORDS or after.text == '"'


def _behind_phrase(doc: Doc, index: int) -> int:
    """The index behind a prepositional phrase: the preposition, its adjectives and its noun ("v regionu CPIC Zlín")."""
    index += 1
    while index < len(doc.tokens):
        token = doc.tokens[index]
        if token.low in CONJUNCTIONS or not token.is_word:
            return index
        index += 1
        if not (is_adjective(token) and _adjective_goes_on(doc, index - 1)):
            return index if token.is_capital else _behind_name(doc, index)
    return index


def _behind_name(doc: Doc, index: int) -> int:
    while index < len(doc.tokens) and doc.tokens[index].is_word and doc.tokens[index].is_capital:
        index += 1
    return index


def _is_singular(doc: Doc, token: Token, adjectives: list[int], case: str) -> bool:
    if _SINGULAR_LIKE.match(token.fold) or any(_SINGULAR_LIKE.match(doc.fold(at)) for at in adjectives):
        return True
    if token.text.isupper() and not adjectives:
        return case != ACCUSATIVE  # of an abbreviation, after a verb, there may be many
    endings = [doc.tokens[at].low for at in adjectives]
    if case == GENITIVE:
        return _genitive_singular(token.low, endings)
    if case in (NOMINATIVE, PLURAL):
        return case == NOMINATIVE  # the participle has told the number
    return _accusative_singular(token, endings)


def _genitive_singular(low: str, adjectives: list[str]) -> bool:
    if any(word.endswith(("ých", "ích")) for word in adjectives):
        return False
    if any(word.endswith(("ého", "ího", "é")) for word in adjectives):
        return True
    if low.endswith("í"):
        return low.endswith(("ní", "tí", "ší"))
    return low[-1:] in "aeiouyě"


def _accusative_singular(token: Token, adjectives: list[str]) -> bool:
    low = token.low
    if low.endswith(("iště", "poledne")) or any(word.endswith(("ého", "ího", "ou", "ý")) for word in adjectives):
        return True
    if any(word.endswith(("é", "á")) for word in adjectives):
        return (
            low[-1:] in "oíě"
            or low.endswith(("iště", "dne", "poledne"))
            or low[-1:] not in "aeiouyáéíóúůýě"
            and low[-1:] != ""
        )
    if low[-1:] in "uoí":
        return True
    if low.endswith(("a", "e")):
        return PERSON.match(token.fold) is not None and _ANIMATE_A.search(low) is not None
    if low.endswith("i"):
        return not low.endswith("sti")
    return low[-1:] not in "yě"
