"""What a rhythm counts: "jednou měsíčně porada" a meeting, "2x ročně uspořádat besedu" a talk, "týdně vyjet do terénu"
a trip. The wording names it by a noun beside the rhythm, by the object of its verb, or by the verb alone.
"""

import re

from goals.amounts import Unit, propose_unit
from goals.declension import listed
from goals.noun_patterns import Number
from goals.reading.text import PREPOSITIONS, STOPWORDS, Doc, Token, fold, is_adjective, is_verb, noun_phrase, wordset

# Deeds that are counted under a name that their verb does not end in.
_DEEDS = {
    re.compile(r"^(?:vyj(?!adr|imk|asn)|vyraz|zaj(?:it$|[de]|izd)|(?:po|vy)?jed(?:eme?|ou|u)$|jet$|jezd)"): "výjezd",
    re.compile(r"^(?:navstiv|navstev)"): "návštěva",
    re.compile(r"^(?:setk|sej[idt]|schaz|potk)"): "setkání",
    re.compile(r"^(?:jedna|projedna)"): "jednání",
    re.compile(r"^besed"): "beseda",
    re.compile(r"^(?:skol|proskol)"): "školení",
    re.compile(r"^konzult"): "konzultace",
    re.compile(r"^dopro[vd]"): "doprovod",
    re.compile(r"^hlas"): "hlášení",
    re.compile(r"^(?:za|z)?aktualiz"): "aktualizace",
    re.compile(r"^vyhodno[ct]"): "vyhodnocení",
    re.compile(r"^(?:z)?revid"): "revize",
    re.compile(r"^(?:z)?kontrol"): "kontrola",
    re.compile(r"^(?:u|po)kli[dz]"): "úklid",
}
# What a rhythm itself brings about; of anything else ("každé úterý hlídat děti") it only says how often.
_EVENTS = re.compile(
    r"^(?:akc|setkan|zasedan|workshop|festival|konferenc|kurz|seminar|predna|besed|stol|stul|vylet|slavnost|schuz|snidan"
    r"|klub|exkurz|koncert|turnaj|promitan|skolen|debat|diskus|porad(?!ens)|jednan|vyjezd|navstev|obchuz|supervi|intervi"
    r"|konzultac|doucovan|hlidk|staz|platform|prochazk|zpravodaj|newsletter|prispevk|prispevek|clan(?:ek|k)|hlasen"
    r"|monitoring|doprovod|kavarn|hern|diln|jarmark|burz|inspekc|kontrol|lekc)"
)
_TAKES_PLACE = re.compile(r"^(?:probih|probeh|bude|budou|kona|uskutecn)")
_IS_HELD = re.compile(r"^(?:probih|probeh|kona|uskutecn)")
_AGAIN = re.compile(r"^(?:jeste|znovu|opet|tam|zde|spolu)$")
_ENDS_ITEM = ("a", ",", ";", ".", "")
_PART_OF_DAY = wordset("rano vecer dopoledne odpoledne")
_LONG = re.compile(r"^(?:delk|rozsah|trvan|dob[au]$)")
_POINTS_AT = {"ta": "f", "ten": "ma", "to": "n"}
_DEED = re.compile(r"ovat$")
_TELLS_MORE = wordset("krome mimo vyjma tj tedy tzn a to zpravidla obvykle vzdy pokazde x krat")
_ADVERB = re.compile(r"(?:[eoá]ně|[sc]ky|ivě|tě)$|^(?:vždy|nejméně|zhruba|ještě|znovu|opět)$")
_TO_WHOM = ("ům", "ovi", "teli")
_HOURS = wordset("hodin hod h")
_THEIRS = wordset("jeho její jejich")
_JOINTS = wordset("( : - , ; |")
_ITEM_OPENS = wordset("a i nebo")
_WHERE = wordset("v ve na u pri")
_LEFT = 40  # tokens before a rhythm in which its sentence may begin
_NEAR = 8  # tokens on either side in which what is done is named


def is_event(words: str) -> bool:
    """Whether words name what a rhythm brings about, so that the rhythm counts it: "2 porady měsíčně"."""
    return any(_EVENTS.match(fold(word)) for word in words.split())


def repeated(doc: Doc, first: int, last: int) -> Unit | None:
    """The unit of a rhythm that stands at tokens first..last; None where the wording does not name it."""
    sentence = doc.tokens[first].sentence
    left = [token for token in doc.tokens[max(0, first - _NEAR) : first] if token.sentence == sentence]
    place = doc.at(last + 1) if doc.at(last + 1).is_word else doc.at(first - 1)
    opens = next((token.index for token in reversed(doc.tokens[:first][-_LEFT:]) if token.sentence != sentence), -1) + 1
    parted = any(token.text == ":" and token.sentence == sentence for token in doc.tokens[opens:first])
    parted = parted and place.is_capital and not (place.text.isupper() or listed(place.low))
    if parted and (phrase := noun_phrase(doc, opens)):  # "poradna s tlumočnicí: 2× měsíčně Cheb, 1× měsíčně Aš"
        return propose_unit(doc.named(*phrase), Number.ONE)
    found = (
        _named(doc, last + 1)
        or _sort(doc, first)
        or _done_again(doc, first)
        or _right_before(doc, first)
        or _heads_item(doc, first)
        or (None if is_verb(doc.at(first - 1)) else _named(doc, _behind_details(doc, last + 1)))
    )
    found = found or next((_pointed_at(doc, token) for token in left if token.low in _POINTS_AT), None)
    if found:
        return found
    ahead = [token for token in doc.tokens[last + 1 : last + 1 + _NEAR] if token.sentence == sentence]
    if any(is_verb(token) and token.clause == doc.tokens[first].clause for token in left):
        ahead = [token for token in ahead if token.clause == doc.tokens[first].clause]
    for token in (*ahead, *reversed(left)):
        if is_verb(token) and _TAKES_PLACE.match(token.fold):
            held = _held(doc, token) if token.index > last else _fronted(doc, token)  # "tréninky budou třikrát týdně"
            at = max(last, token.index) + 1
            at += doc.at(at).low.endswith(("ána", "ena", "áno", "eno")) and not listed(doc.at(at).low)  # "svolána"
            # "jednou týdně se koná v klubu šachové odpoledne"
            if held := held or _named(doc, _behind_places(doc, at, at + 2 * _NEAR)):
                return held
            continue
        if not is_verb(token):
            continue
        if deed := _deed(token):
            return propose_unit(deed)
        goes_on = token.fold.startswith("pokrac") and doc.fold(token.index + 1) in _WHERE  # "pokračovat v klubu"
        found = _named(doc, token.index + 1 + goes_on) or (_fronted(doc, token) if token.index < first else None)
        if found:
            return found
        if _DEED.search(token.low) or (token.low.endswith("at") and doc.fold(token.index + 1) in ("ho", "ji", "jej")):
            return propose_unit(token.low.removesuffix("at") + "ání")
        return _heading(doc, first, last)
    if (found := _heading(doc, first, last)) is not None:
        return found
    if any(map(is_verb, left)):
        return None
    whole = bool(left) and doc.begins(left[0].index)
    begins = next((token.index for token in left if whole and token.is_word and not token.role), None)
    begins = _behind_places(doc, begins, first) if begins is not None else None
    return _named(doc, begins) if begins is not None and begins < first else None


def _pointed_at(doc: Doc, token: Token) -> Unit | None:
    """What "ta" means in "otevřeme šicí dílnu; ta se koná jednou týdně": the noun of its gender right before it."""
    first = last = token.index - 2
    while is_adjective(doc.at(first - 1)):
        first -= 1
    noun = listed(doc.at(last).low, Number.ONE) if doc.fold(token.index - 1) in (";", ",", ".") else None
    agrees = noun is not None and noun.gender in _POINTS_AT[token.low]
    return propose_unit(doc.words(first, last), Number.ONE) if agrees else None


def _held(doc: Doc, verb: Token) -> Unit | None:
    """ "jednou týdně se koná šachové odpoledne", "každé úterý bude od 14 do 17 hodin poradna"."""
    at = verb.index + 1
    while doc.at(at).role == "ignored" or doc.fold(at) in ("od", "do", "hodin", "se") or doc.fold(at) in _WHERE:
        at = _behind_places(doc, at, at + 2 * _NEAR) if doc.fold(at) in _WHERE else at + 1
    phrase = noun_phrase(doc, at) if _IS_HELD.match(verb.fold) is None else None
    is_passive = phrase is not None and listed(doc.tokens[phrase[1]].low) is None  # "bude otevřena"
    return None if is_passive else _named(doc, at)


def _deed(verb: Token) -> str | None:
    return next((noun for pattern, noun in _DEEDS.items() if pattern.match(verb.fold)), None)


def _done_again(doc: Doc, first: int) -> Unit | None:
    """ "klub navštívíme dvakrát ročně, centrum jednou za čtvrtletí": what the verb before the comma says is done so
    often."""
    left = doc.tokens[max(0, first - 3 * _NEAR) : first]
    own = [token for token in left if token.sentence == doc.tokens[first].sentence]
    comma = next((token.index for token in reversed(own) if token.text == ","), -1)
    verbs = [token for token in own if is_verb(token)]
    if not verbs or verbs[-1].index > comma or not any(token.role == "period" for token in own if token.index < comma):
        return None
    deed = _deed(verbs[-1])
    return propose_unit(deed) if deed else None


def _heading(doc: Doc, first: int, last: int) -> Unit | None:
    """The event that heads the sentence of a rhythm: "setkání se zástupci 4 škol proběhne čtvrtletně"; and of a rhythm
    with others the event of the one before: "čtvrtletně porada s obcemi, pololetně s krajem"."""
    sentence = doc.tokens[first].sentence
    own = [token for token in doc.tokens[max(0, first - _LEFT) : first] if token.sentence == sentence]
    heads = [token.index for token in own[:1] if doc.begins(token.index)]
    if doc.at(last + 1).low in PREPOSITIONS or doc.at(last + 1).text in ("", ".", ",", ";"):
        heads += [
            token.index + 1 for token in own if token.role == "period" and doc.at(token.index + 1).role != "period"
        ]
    phrases = (noun_phrase(doc, at) for at in heads if at < first)
    phrase = next((phrase for phrase in phrases if phrase is not None and is_event(doc.words(*phrase))), None)
    return propose_unit(doc.named(*phrase), Number.ONE) if phrase is not None else None


def _behind_details(doc: Doc, index: int) -> int:
    """The index behind what only tells more of a rhythm: "třikrát měsíčně, vždy v pondělí, výjezd", "čtvrtletně, tj. 4x
    za rok, setkání"."""
    at, parted = index, False
    if doc.fold(at) == "," and doc.fold(at + 1) in _TELLS_MORE:  # "čtyřikrát měsíčně, vždy ráno, obchůzka"
        aside = doc.tokens[at + 1 : at + 1 + _NEAR]
        at = next((token.index for token in aside if token.text in (",", "-")), at)
    while at < index + _NEAR and (token := doc.at(at)).text:
        times = token.is_digits and doc.fold(at + 1) in ("x", "krat")
        # "dvakrát týdně od 9 do 12 hodin poradna"
        hours = "ignored" in (token.role, doc.at(at + 1).role) or token.fold in _HOURS
        if not (token.role == "period" or token.text in ",.-" or token.fold in _TELLS_MORE or times or hours):
            break
        parted = token.text in (",", "-") or token.fold.startswith("hod")
        at += 2 if times else 1
    return at if parted else index


def _fronted(doc: Doc, verb: Token) -> Unit | None:
    """ "výroční setkání absolventů pořádat každoročně": the object before its verb, at the head of the sentence."""
    begins = verb.index
    while begins > 0 and doc.tokens[begins - 1].sentence == verb.sentence and verb.index - begins < _NEAR:
        begins -= 1
    plain = begins < verb.index and all(token.is_word and not token.role for token in doc.tokens[begins : verb.index])
    return _named(doc, begins) if plain and not _ADVERB.search(doc.tokens[begins].low) else None


def _sort(doc: Doc, first: int) -> Unit | None:
    """ "supervize (individuální 3× ročně)", "platforma krajská čtvrtletně": an adjective alone right before a rhythm is
    a sort of what the sentence begins with."""
    sort, before = doc.at(first - 1), doc.at(first - 2)
    if (
        not is_adjective(sort)
        or sort.fold.startswith("kazd")
        or listed(sort.low)
        or not (before.is_word or before.text in _JOINTS)
    ):
        return None
    left = doc.tokens[max(0, first - 2 * _NEAR) : first - 1]
    nouns = (
        token for token in left if token.sentence == sort.sentence and token.low not in STOPWORDS and token.is_word
    )
    heads = [token for token in nouns if not (token.role or is_adjective(token) or is_verb(token))]
    done = bool(heads[1:]) and heads[0].fold.endswith(("ni", "ace")) and is_event(heads[1].low)  # "realizace supervizí"
    head = heads[done] if heads else None
    if head is None or (before.is_word and before is not head) or doc.at(head.index - 1).low in PREPOSITIONS:
        return None
    noun = listed(head.low)
    word = noun.one if noun is not None and head.low == noun.many != noun.few else head.low
    return propose_unit(f"{sort.low} {word}", Number.FEW if sort.low.endswith("é") else Number.ONE)


def _right_before(doc: Doc, first: int) -> Unit | None:
    """The noun phrase between a joint and a rhythm: "(poradna 2x měsíčně)"."""
    at = first
    while (
        at > max(0, first - _NEAR)
        and doc.at(at - 1).is_word
        and doc.fold(at - 1) != "a"
        and doc.at(at - 1).sentence == doc.tokens[first].sentence
    ):
        at -= 1
    phrase = noun_phrase(doc, at) if at < first and (doc.begins(at) or doc.fold(at - 1) in _JOINTS) else None
    if phrase is None and doc.fold(at - 1) == "a" and at < first:  # "a účast na pracovní skupině 1x za pololetí"
        phrase = noun_phrase(doc, at)
        placed = phrase is not None and doc.fold(phrase[1] + 1) in _WHERE
        return propose_unit(doc.named(*phrase), Number.ONE) if phrase is not None and placed else None
    if phrase is None or phrase[1] != first - 1 or _ADVERB.search(doc.tokens[phrase[1]].low):
        return None
    return propose_unit(doc.named(*phrase), Number.ONE)


def _heads_item(doc: Doc, first: int) -> Unit | None:
    """What an item without a verb begins with, or what stands before the bracket of a rhythm: "setkání dobrovolníků
    každé dva měsíce, poděkování jednou v roce", "obnovit klub (1x za 14 dní)", "terén v zóně (měsíčně)"."""
    end = first - (doc.fold(first - 1) == "(")
    begins, acts = end, False
    while begins > max(0, end - _NEAR) and doc.at(begins - 1).sentence == doc.tokens[first].sentence:
        before = doc.tokens[begins - 1]
        acts = is_verb(before)
        if not before.is_word or before.role or acts or before.fold in _ITEM_OPENS:
            break
        begins -= 1
    own = listed(doc.at(begins).low, Number.ONE) is not None and is_event(doc.fold(begins))
    own = own or any(token.role == "period" for token in doc.tokens[max(0, begins - _NEAR) : begins])
    opens = doc.begins(begins) or doc.fold(begins - 1) in (",", ";", ":", "-")
    opens = opens or (doc.fold(begins - 1) == "a" and own)  # "12 konzultací a přednáška pro rodiče každý měsíc"
    begins += doc.fold(begins) in ("dale", "navic", "take", "jeho", "jeji", "jejich")
    phrase = noun_phrase(doc, begins) if begins < end and (opens or (acts and end < first)) else None
    if phrase is None or phrase[1] >= end or _ADVERB.search(doc.tokens[phrase[1]].low):
        return None
    return propose_unit(doc.named(*phrase), Number.ONE)


def _behind_places(doc: Doc, index: int, until: int) -> int:
    """The index behind "v domě Okružní 31"."""
    at = index
    while at < until and doc.fold(at) in _WHERE:
        phrase = noun_phrase(doc, at + 1)
        at = phrase[1] + 1 if phrase is not None else until
        while at < until and (doc.at(at).is_capital or doc.at(at).role or doc.at(at).text in (",", ":", "-")):
            at += 1
    return at


def _named(doc: Doc, index: int) -> Unit | None:
    """The noun phrase at a token, one of it, behind to whom it is given: "zaslat zřizovateli přehled"."""
    index += doc.at(index).low in _THEIRS  # "jednou za půl roku její vyhodnocení"
    when = doc.fold(index) in _PART_OF_DAY or _AGAIN.match(doc.fold(index)) is not None  # "každou středu večer klub"
    phrase = noun_phrase(doc, index + 1) if when else None
    word = doc.tokens[phrase[1]].low if phrase is not None else ""
    if when and doc.at(index + 1).text in _ENDS_ITEM:  # "herní klub každou sobotu dopoledne a tři výlety"
        return None
    if phrase is None or (listed(word) and not listed(word, Number.ONE)):  # but "večer deskových her"
        phrase = noun_phrase(doc, index) if index < len(doc.tokens) else None
    if phrase is not None and doc.tokens[phrase[1]].low.endswith(_TO_WHOM):
        phrase = noun_phrase(doc, phrase[1] + 1) or phrase
    if (
        phrase is None or _LONG.match(doc.fold(phrase[1])) or _AGAIN.match(doc.fold(phrase[1]))
    ):  # "2x za pololetí, délka 120 minut"
        return None
    return propose_unit(doc.named(*phrase), Number.ONE)
