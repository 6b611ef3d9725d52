"""Achievements without a number: a position filled, premises found, something made, opened or held once.

Taken is the promise itself, never a purpose ("za účelem vytvoření sítě"), an example ("např. otevřením") or what
clients shall learn to do. Verbs that make things take any singular object that is a thing; others people, premises,
papers or events. The object's case follows from the form of the verb (accusative behind a verb, genitive behind a
verbal noun, nominative behind a participle), its number from the ending: there is no dictionary to ask.
"""

import re
from dataclasses import dataclass

from goals.reading.quantities import small
from goals.reading.text import (
    PASSIVE,
    PREPOSITIONS,
    SHORT_PASSIVE,
    STOPWORDS,
    Doc,
    Token,
    is_adjective,
    is_verb,
    is_verbal_noun,
    wordset,
)

_ACTIONS = {
    "make": re.compile(
        r"^(?:vytvor|vypracov|dopracov|zpracov|sestav|zridi|zrizen|zrizo|otevr|spust|zaved|zavest|dokonc"
        r"|vyda[tnm]|vyda$|zaloz|zprovozn|porid|poriz|zakoup|nakoup|natoc|zverejn|publikov|aktualizov|aktualizac"
        r"|podeps|inovov|preloz|vyvin|predloz|zahaj|zrekonstru|rekonstruk|zpristupn|ustanov|ustav|jmenov|vznik"
        r"|tvorb|nainstalov|instalac|digitalizov|rozjet|rozjed|napsa|napis|zavad|vybav|zhotov|vyrob|prejmenov|revidov"
        r"|reviz|zpracuj|schval|vyhotov|pronaj|vytisk|dotvor|postav|vybudov|navrh|sepsa|sepis|nahra"
        r"|nafot|umist|vyves|instalov|podat|podan|registrov|zaregistrov|obnov|vyhlasi|vyhlasen|vypsa|vypis|zkomplet"
        r"|zmoderniz|moderniz|vymal|oprav|prevzi|prevez|ukonc|preklad(?:u|em)?$)"
    ),
    "start": re.compile(r"^(?:zahaj|obnov|ukonc)"),
    "get": re.compile(r"^(?:zajist|ziska|naj[idemt]|naleze|nalezn|nalezt|vyhleda|obdrz|vybra|vyber|zabezpec|sehna)"),
    "hire": re.compile(
        r"^(?:prijm|prijet|prija|obsad|obsaz|zaskol|zapracov|proskol|vyskol|zamestna|naber|nabra|najm"
        r"|angaz|dopln|dosad)"
    ),
    "complete": re.compile(r"^dopln"),
    "hold": re.compile(r"^(?:usporad|zorganizov|zrealizov|realizov|realizac|uskutecn|probeh|priprav|organizov|konani)"),
    "arrange": re.compile(r"^(?:usporad|zorganizov|uskutecn)"),
    "carry": re.compile(r"^(?:prove[ds]|priprav)"),
    "sign": re.compile(r"^(?:uzavr|uzavir|podeps|podpis|sjedna|prodlouz|dojedna)"),
}
_MOVE = re.compile(r"^(?:prestehov|stehov|nastehov|premist|presun)")
_STATE = re.compile(
    r"\bstat se (?:\w+ ){0,2}clenem\b|\bvstoupit do\b|\bvstup do (?:asociac|unie|sit|platform)|\bpripojit se k\b"
    r"|\bpln(?:y|eho|em|ym)? (?:pocet|poctu|poctem|stav|stavu|obsazeni)|\bpln\w{1,3} (?:personalni\w* )?obsazen"
    r"|\bpersonalni naplneni\b"
)
_IMPERFECTIVE = re.compile(
    r"^(?:vytvar|zavad|otvir|otevir|vydava|zpracovav|zajistov|ziskav|realizuj[ie]$|zaklad|prijim|obsazov|uzavir"
    r"|dopln(?:uj|ov)|posilov|rozsirov|hleda|aktualizovav)"
)
_WIDEN = re.compile(r"^(?:rozsir|posil|dopln)")  # "o tlumočníka"
_ACTION_NOUN = re.compile(
    r"^(?:(?:realizac|aktualizac|tvorb|rekonstrukc|instalac|reviz|modernizac|digitalizac)\w{1,2}"
    r"|(?:priprav|oprav|obnov)(?:a|y|u|ou)|(?:podpis|vyber|vznik|navrh|preklad)(?:u|em)?)$"
)
# Right before an action these make it a purpose, an occasion or an example.
_NO_PROMISE = wordset(
    "k ke pro pri pred po o na s se do od z ze bez v ve u nad mezi podle dle moznost moznosti snaha potreba "
    "ucelem cilem aby za"
)
_TALK = ("disku", "sdilen", "vyjadren", "dialog", "otazk", "reflex", "setkavan", "vymen", "zpetn")
_HAPPENED = wordset("byl byla bylo byly")  # "byla spuštěna infolinka" reports
_BY = wordset("prostrednictvim pomoci formou cestou skrze diky")
_EXAMPLE = re.compile(
    r"^(?:napr|aby|ucelem|cilem|zamerem|ktery|ktera|ktere|kteri|jenz|jez|jehoz|jejiz|jejichz"
    r"|pripadne|kdy|pokud|umozn|pomah|pomoc|pomoz|motivov|nauci|schopn|dokaz|zvaz|usilov|iniciov|projedn)"
)

_ACCUSATIVE, _GENITIVE, _NOMINATIVE, _PLURAL = "accusative", "genitive", "nominative", "plural"

_PERSON = re.compile(
    r"^(?:pracovni[kc]|tlumocni(?:k|c(?!k)|cka$)|lektor|asistent|koleg|psycholog(?!i)|koordinator|pravni[kc]|vedouc"
    r"|mediator|poradc|poradky|sp$|ksp$|ikp$|terapeut(?!ic)|supervizor|administrator|ucetni|recepc|garant"
    r"|odborni[kc]|peer|mentor(?!i)|spolupracovni[kc]|zastup(?:ce|c$|ci|u?$|em$)|spravc|prekladatel|logoped"
    r"|partner(?!s)|sponzor|dobrovolni(?:k|c(?!t|k))|lekar(?!n|s)|ucitel|pedagog(?!i)|stazist|praktikant|brigadni"
    r"|grafik|fotograf|zamestnan(?:e?c|kyn)|posil[auyo])"
)
_PREMISES = re.compile(r"^(?:prostor|kancelar|budov|sidl|pobock|pracovist|mist|poradn|ucebn|adres)")
EVENT = re.compile(
    r"^(?:akc|rocnik|setkan|zasedan|den$|dne$|workshop|vystav|festival|konferenc|kurz|seminar|predna|besed|kulat"
    r"|stol|stul|vylet|slavnost|schuz|vecer|odpoledn|tyden|kampan|klub|exkurz|koncert|turnaj|soutez|tabor|vernisaz"
    r"|promitan|projekc|skolen|debat|diskus|jarmark|trh|veletrh|piknik|snidan|oslav|cyklus|pobyt|hostin"
    r"|ples|prohlidk|vychazk|prochazk|panel|staz|supervi|platform|dotaznik|pruzkum|setren|anket|bali?ck|balicek|sbirk"
    r"|brigad|hra$|hru$|hry$|kavarn|ctvrt|skk)"
)
_PRODUCT = re.compile(
    r"^(?:material|letak|brozur|metodik|manual|prirucka|prirucku|prirucky|plan|prezentac|video|web|databaz|adresar"
    r"|seznam|map[auy]$|prehled|navrh|dotaznik|kampan|vystav|analyz|pruzkum|setren|reviz|audit|evaluac|rekonstrukc"
    r"|inventur|aktualizac|zprav|studi|katalog|film|spot)"
)
_FORMAL = re.compile(
    r"^(?:akreditac|registrac|certifi|licenc|povolen|povereni|vozid|automobil|auto$|dotac|grant|financ|osvedcen"
    r"|zadost|pronaj|najem|najm|vypujc|uvaz|pozic|statut|status|ocenen|souhlas|schvalen)"
)
_CONTRACT = re.compile(r"^(?:memorand|smlouv|smluv|dohod|dpp|dpc|partnerst|deklarac|protokol)")
ABSTRACT = re.compile(
    r"^(?:spoluprac|povedom|informovanost|prostred|podmin|vztah|duver|dostupnost|kvalit|podpor|prilezitost|moznost"
    r"|atmosfer|komunikac|zajem|kontakt|znalost|kompetenc|dialog|pocit|motivac|dojem|potreb|rozvoj|orientac"
    r"|integrac|sobestacnost|navaznost|viditelnost|vedomost|dovednost|schopnost|samostatnost|zakazk|poradenstv"
    r"|pomoc|provoz|postup|pristup|cinnost|praci|prace|praxe|pece|peci|rozhovor|proces|bezpec|stabilit|klima|ucast|informac|jednan|situac"
    r"|zpetn|vazb|vybaven|dukaz|prevenc|zmen|pripad|klient|cizin|osob|rodin|vyuk)"
)
_SINGULAR_LIKE = re.compile(
    r"^(?:stranky|prostory|prostor|stranek|internetove|webove|webovych|noviny|novin|dvere|provoz|zazemi)$"
)
_PRONOUNS = wordset("ho jej ji")  # what was named before: "natočit video a zveřejnit ho"
_ANIMATE_A = re.compile(r"(?:ka|ra|ta|ga|da|na|ce|tele|tka)$")


@dataclass(frozen=True)
class Milestone:
    first: int  # token indices, inclusive
    last: int
    strong: bool  # something made, opened, filled: an achievement even beside a number


def find_milestones(doc: Doc) -> list[Milestone]:
    """All achievements without a number, in reading order."""
    found: list[Milestone] = []
    for token in doc.tokens:
        if not token.is_word or token.role or len(token.fold) < 4:
            continue
        if _MOVE.match(token.fold):  # of the centre itself: of a branch, an office, to new premises
            near = [t for t in doc.tokens[max(0, token.index - 3) : token.index + 9] if t.sentence == token.sentence]
            if any(_PREMISES.match(t.fold) or t.fold.startswith(("centr", "cpic")) for t in near):
                found.append(Milestone(token.index, token.index, strong=True))
            continue
        if _WIDEN.match(token.fold):  # "rozšířit tým o tlumočníka"
            by = [t for t in doc.tokens[token.index + 1 : token.index + 6] if t.low == "o" and t.clause == token.clause]
            added = (_object_of(doc, preposition, _ACCUSATIVE) for preposition in by)
            person = next((at for at in added if at is not None and _PERSON.match(doc.fold(at))), None)
            if person is not None:
                found.append(Milestone(token.index, person, strong=True))
                continue
        kinds = {kind for kind, rule in _ACTIONS.items() if rule.match(token.fold)}
        if not kinds or _IMPERFECTIVE.match(token.fold):
            continue
        # The case that an action gives to its object; an adjective or a person promises nothing.
        low, verb = token.low, is_verb(token)
        if _ACTION_NOUN.match(token.fold) or (low.endswith(("ní", "ním", "tí", "tím")) and not low.endswith("stní")):
            case = _GENITIVE
        elif token.fold.startswith("vznikn") or (SHORT_PASSIVE.search(low) and not verb):
            case = _PLURAL if low.endswith("y") else _NOMINATIVE
        elif verb or (low.endswith(("í", "e", "á", "ou")) and not PASSIVE.search(low)):
            case = _ACCUSATIVE
        else:
            continue
        thing = _object_of(doc, token, case) if _is_promise(doc, token, case) else None
        if thing is None:
            continue
        noun = doc.fold(thing)
        suits = {
            "make": not ABSTRACT.match(noun),
            "start": noun.startswith(("cinnost", "provoz", "vyuk")),
            "get": any(rule.match(noun) for rule in (_PERSON, _PREMISES, _FORMAL)),
            "hire": any(rule.match(noun) for rule in (_PERSON, _FORMAL)) or noun.startswith(("mist", "pozic")),
            "complete": noun.startswith("tym"),
            "hold": EVENT.match(noun) is not None,
            "arrange": not ABSTRACT.match(noun),
            "carry": _PRODUCT.match(noun) is not None,
            "sign": _CONTRACT.match(noun) is not None,
        }
        # "prostor pro diskuzi" is no room.
        no_room = noun.startswith("prostor") and token.fold.startswith(("vytvor", "poskyt"))
        talk = doc.fold(thing + 1) in ("pro", "k", "ke") and doc.fold(thing + 2).startswith(_TALK)
        if any(suits[kind] for kind in kinds) and not no_room and not (noun == "prostor" and talk):
            found.append(Milestone(token.index, thing, strong=not kinds <= {"hold", "arrange"}))
    named = _STATE.search(doc.low) if not found else None
    inside = doc.inside(*named.span()) if named is not None else []
    return [Milestone(inside[0].index, inside[-1].index, strong=False)] if inside else found


def _is_promise(doc: Doc, token: Token, case: str) -> bool:
    """Whether an action is promised, rather than being a purpose, an occasion, an example or somebody else's."""
    if case == _GENITIVE:  # named by a noun, it may be a part of a phrase: "před otevřením", "k vytvoření"
        at = token.index - 1
        while at > 0 and is_adjective(doc.tokens[at]):
            at -= 1
        word = doc.at(at)
        if word.fold in ("k", "ke"):
            free = doc.fold(at - 1).startswith(("dojde", "doslo", "dojit", "dosp"))
        elif word.fold in _BY or word.fold in _NO_PROMISE:
            free = word.fold in _BY
        else:  # right behind a noun it is the noun's attribute: "obnova vybavení", "možnost otevření"
            is_noun = word.is_word and word.low not in STOPWORDS and not is_verb(word)
            is_noun = is_noun and not word.low.endswith(("no", "na", "ny", "to"))
            free = not is_noun or at != token.index - 1
        if not free:
            return False
    clause = [t for t in doc.tokens[max(0, token.index - 15) : token.index] if t.clause == token.clause]
    if case in (_NOMINATIVE, _PLURAL) and any(t.low in _HAPPENED for t in clause):
        return False
    for before in clause:
        # "cílem je otevřít" promises, "s cílem otevřít" does not.
        is_our_aim = before.fold in ("cilem", "zamerem") and doc.fold(before.index - 1) not in ("s", "se")
        if _EXAMPLE.match(before.fold) and not is_our_aim:
            return False
    return True


def _object_of(doc: Doc, verb: Token, case: str) -> int | None:
    """The noun that an achievement is about: the first behind its verb that stands in no prepositional phrase.

    None when it is counted, named before or in the plural: that is no single achievement.
    """
    adjectives: list[Token] = []
    index = verb.index + 1
    while index < len(doc.tokens) and index <= verb.index + 12:
        token = doc.tokens[index]
        counts = not token.role and (token.is_digits or small(token) is not None)
        if counts or token.sentence != verb.sentence or token.text in ";:" or token.low in _PRONOUNS:
            return None
        # "nalezení a zaškolení pracovníka": the second of two actions.
        joined = doc.fold(index - 1) in ("a", ",", "ci") and index <= verb.index + 3 and is_verbal_noun(token)
        # Without agreeing: "VNM pracovníka", "arabsky hovořícího tlumočníka", or for whom.
        after = doc.at(index + 1)
        qualifies = token.text.isupper() or (token.low.endswith(("sky", "cky", "ně", "vě")) and is_adjective(after))
        leads = after.is_word and after.low not in STOPWORDS and not after.is_capital
        apart = token.low.endswith("ům") or (qualifies and leads)
        if token.low in PREPOSITIONS:
            index = _behind_phrase(doc, index)
            adjectives = []
        elif joined or apart or not token.is_word or token.low in STOPWORDS or is_verb(token):
            index += 1
        elif is_adjective(token) and _adjective_goes_on(doc, index):
            adjectives.append(token)
            index += 1
        else:
            return index if _is_singular(token, adjectives, case) else None
    return None


def _adjective_goes_on(doc: Doc, index: int) -> bool:
    after = doc.at(index + 1)
    if after.sentence != doc.tokens[index].sentence:
        return False
    if after.low in (",", "/", "-", "a", "či", "nebo"):
        return is_adjective(doc.at(index + 2))
    return (after.is_word and after.low not in STOPWORDS) or after.text == '"'


def _behind_phrase(doc: Doc, index: int) -> int:
    """The index behind a prepositional phrase: the preposition, its adjectives and its noun ("v regionu CPIC Zlín")."""
    index += 1
    while index < len(doc.tokens):
        token = doc.tokens[index]
        index += 1
        if not (is_adjective(token) and _adjective_goes_on(doc, index - 1)):
            while not token.is_capital and doc.at(index).is_word and doc.at(index).is_capital:
                index += 1
            return index
    return index


def _is_singular(token: Token, adjectives: list[Token], case: str) -> bool:
    low, agreeing = token.low, [adjective.low for adjective in adjectives]
    if any(_SINGULAR_LIKE.match(word.fold) for word in (token, *adjectives)):
        return True
    if token.text.isupper() and not adjectives:
        return case != _ACCUSATIVE  # of an abbreviation, after a verb, there may be many
    if case in (_NOMINATIVE, _PLURAL):
        return case == _NOMINATIVE  # the participle has told the number
    if case == _GENITIVE:
        if any(word.endswith(("ých", "ích")) for word in agreeing):
            return False
        return low.endswith(("ní", "tí", "ší")) if low.endswith("í") else low[-1] in "aeiouyě"
    if low.endswith(("iště", "poledne")) or any(word.endswith(("ého", "ího", "ou", "ý")) for word in agreeing):
        return True
    if low.endswith(("a", "e")):
        return _PERSON.match(token.fold) is not None and _ANIMATE_A.search(low) is not None
    if low.endswith("i"):
        return not low.endswith("sti")
    return low[-1] not in "yě"
