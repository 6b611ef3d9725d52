"""Nouns that a number leaves out because they were said: "12 besed pro děti a 4 pro rodiče", "z 15 firem navštívíme 9",
"do května osm obcí, do října dalších šest", "počet setkání: 24"; and numbers that are said twice, "tři tucty, tj. 36".
"""

import re
from decimal import Decimal
from itertools import groupby, pairwise, takewhile

from goals.declension import listed
from goals.reading.milestones import ABSTRACT
from goals.reading.quantities import PIECES, Quantity, small
from goals.reading.repeated import is_event
from goals.reading.text import (
    COUNTER,
    GOALS,
    LEADERS,
    PREPOSITIONS,
    RISE,
    STOPWORDS,
    Doc,
    Token,
    is_adjective,
    is_verb,
    noun_phrase,
    wordset,
)
from goals.reading.told import NOT_THERE, is_only_mentioned

_JOINTS = wordset(
    "a i , ; + dale dalsi dalsich dalsim dalsimi zbyvajici zbyvajicich zbyle zbyla zbylych posledni poslednich ostatni "
    "ostatnich take pak"
)
_BEHIND = wordset("pro o v ve z ze na mimo s se u k ke do po pri za . , ; / )") | {""}
_OF_WHICH = wordset("z ze")
_OF_THEM = wordset("nichz toho nich niz")
_IN = wordset("v ve na pro u o")
_OURS = wordset("nasich svych jejich jeho jeji")
_WITH = _IN | {"s", "se", "pri"}
_BESIDES = {("k", "tomu"), ("krome", "toho"), ("vedle", "toho")}
_AGAIN = wordset("tj tedy tzn neboli cili")
_SEPARATORS = wordset(f": | = - {LEADERS}")
_RELATIONAL = re.compile(r"(?:sk|ck)y$|(?:sk|ck|ov)(?:ých|é|ými)$|[^ae][nv][ýá]$|(?<!et)n(?:ích|í|ími)$")
_SUMMED = wordset(", - to pocet poctu")
_ITEMS = wordset(", ; | : / )")  # between the items of a list
_TITLE = re.compile(r"^(?:indikator|ukazatel|hodnot|cilov|vychoz|stav$|skutecnost|plan(?:u|em)?$|cil$)")
_TIME = re.compile(r"^(?:let(?:a|ech)?$|rok|mesic|tydn|dn[iue]|hodin|minut)")
_DOING = re.compile(r"^(?:realizac|usporadan|zorganizovan|organizac|zajisten|tvorb|priprav|vytvoren|poradan|konani)")
_WHEN = wordset("letos poprve nove opet znovu rovnez nadale dale prubezne celkem postupne")
_SHARE = re.compile(r"^(?:podil|mir[auy]$|procent[oau]$)")
# By us, to them, or what they come to: not "dvě z nich povede odborník".
_DOES = re.compile(
    r"(?:[ai]t|pomoci|me|[ae]no|uto)$|^(?:nastoup|zisk|uspej|najd|projd|absolvuj|zucast|dostan|obdrz|dosahn|prijd)"
)
_ACTS = re.compile(r"(?:[pbvčžřslj]í|ou|ne|de)$")  # "tam vystoupí", "povedou"
_NEAR = 3  # tokens between "jich" and its number
_SHARED = 6  # tokens from a number to the next, whose noun it shares
_LEFT = 16  # tokens in which the noun of a counter ("počet …") is looked for


def fill_in(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with the nouns that they leave out; what is only said again is gone."""
    kept = [
        one for one, after in zip(quantities, [*quantities[1:], None], strict=False) if not _repeats(doc, one, after)
    ]
    for at, quantity in enumerate(kept):
        if at and _goes_on(doc, quantity):
            quantity.sort, quantity.noun, quantity.elided = quantity.noun, None, True
            quantity.borrowed, quantity.beside = kept[at - 1].noun, kept[at - 1].value
        elif quantity.noun is not None:
            _look_behind(doc, quantity, quantity.noun, kept[at - 1] if at else None)
        elif _is_denied(doc, quantity):
            quantity.borrowed, quantity.elided = (quantity.number - 1,) * 2, True
            quantity.beside = None if doc.fold(quantity.number) == "nula" else Decimal(0)
        elif quantity.percent and not quantity.times:
            _borrow_whole(doc, quantity, kept[:at])
        elif not quantity.times:
            _borrow(doc, quantity, kept[:at])
    _borrow_title(doc, kept)
    for one, after in reversed([*pairwise(kept)]):
        noun = after.noun or (after.borrowed if after.sort is not None else None)
        if noun is not None and not (one.times or one.percent):
            _borrow_behind(doc, one, after, noun)
    return kept


def _goes_on(doc: Doc, quantity: Quantity) -> bool:
    """ "dva kurzy a v listopadu navázat třemi dalšími"."""
    lead = quantity.first - (2 if doc.fold(quantity.first - 1) in ("s", "se") else 1)
    alone = quantity.noun is None or _is_mere_adjective(doc.tokens[quantity.noun[1]])
    return alone and doc.fold(lead).startswith("navaz")


def _look_behind(doc: Doc, quantity: Quantity, noun: tuple[int, int], before: Quantity | None) -> None:
    """Change a noun that is not what its number counts, but where those come from, a counter, pieces or a sort."""
    counter = doc.fold(noun[1])
    of_one = quantity.percent or quantity.change or counter.startswith("poc")  # but not "dva týmy cizinců"
    if before is not None and _is_from(doc, quantity):  # "z toho alespoň 30 z neslovanských zemí"
        quantity.last, quantity.noun = noun[0] - 2, None
        quantity.borrowed, quantity.elided, quantity.beside = before.noun or before.borrowed, True, before.value
    elif before is not None and quantity.percent and before.percent and not _is_of(doc, noun):
        quantity.noun, quantity.borrowed = None, before.noun or before.borrowed
    elif of_one and COUNTER.match(counter):  # "zdvojnásobit počet dětí"
        quantity.borrowed, quantity.noun = noun_phrase(doc, noun[1] + 1), None
    elif counter in PIECES:  # "brožury – 600 ks", "brožury 600 ks"
        quantity.borrowed = _counted(doc, quantity) or _right_before(doc, quantity)
        quantity.borrowed = quantity.borrowed or (before.borrowed if before is not None else None)
        quantity.noun = noun if quantity.borrowed is None else None
    elif before is not None and _is_kind_of(doc, quantity, before):
        quantity.sort, quantity.noun, quantity.elided = noun, None, True
        quantity.borrowed = _without_sort(doc, before.noun or before.borrowed)
        quantity.beside = before.beside or before.value


def _right_before(doc: Doc, quantity: Quantity) -> tuple[int, int] | None:
    """ "barevné letáčky 800 ks": several things that are named right before their number."""
    begins = range(max(0, quantity.first - 4), quantity.first)
    phrases = (noun_phrase(doc, at) for at in begins if not doc.at(at - 1).is_word)
    found = next((one for one in phrases if one and one[1] == quantity.first - 1 and _is_several(doc, one)), None)
    quantity.elided, quantity.beside = found is not None, _beside_title(doc, found)
    return found


def _is_denied(doc: Doc, quantity: Quantity) -> bool:
    """ "stížnost žádná", "úrazů nula"."""
    nothing = quantity.value == 0 and quantity.in_words
    return nothing and quantity.number > 0 and noun_phrase(doc, quantity.number - 1) is not None


def _borrow_whole(doc: Doc, quantity: Quantity, before: list[Quantity]) -> None:
    """Of what so many per cent are: "snížit počet stížností o 10 %", "podíl zrušených lekcí nepřesáhne 6 %"."""
    if doc.fold(quantity.number - 1) == "o" or quantity.change != 0:
        quantity.borrowed = _counted(doc, quantity) or _ahead(doc, quantity)
    else:
        quantity.borrowed = _headed(doc, quantity, _SHARE)
        if quantity.borrowed is None and quantity.in_words:
            quantity.borrowed = _headed(doc, quantity, COUNTER)
    if doc.fold(quantity.last + 1) in _OF_WHICH and doc.fold(quantity.last + 2) in _OF_THEM:  # "80 % z nich"
        quantity.borrowed = _them(doc, quantity, before)
    if before and doc.fold(quantity.first - 1) in _OF_THEM:  # "z toho aspoň třetinu"
        quantity.borrowed = before[-1].noun or before[-1].borrowed
    if quantity.borrowed is None:
        _borrow_subject(doc, quantity, before)


def _borrow(doc: Doc, quantity: Quantity, before: list[Quantity]) -> None:
    """Find what a bare number counts: what it is said of, a heading, a subject, or what those before it count."""
    one = before[-1] if before else None
    if doc.fold(quantity.last + 1) in _OF_WHICH and doc.fold(quantity.last + 2) in _OF_THEM:  # "oslovíme 12 z nich"
        part = one is not None and not quantity.stated and not is_only_mentioned(doc, one)
        part = part and not _does_something(doc, quantity.last + 3)
        quantity.borrowed, quantity.elided = _them(doc, quantity, before), not part
        return
    acts = doc.fold(quantity.first - 1) in (",", "a") and is_verb(doc.at(quantity.last + 1))
    # "dva lektoři dokončí výcvik, nejméně jeden složí zkoušku"
    if _is_of_them(doc, quantity) or (one is not None and one.noun and acts):
        quantity.borrowed, quantity.beside = _spoken_of(doc, quantity, before)
        quantity.elided = True
        return
    quantity.elided = _is_with_others(doc, quantity)
    quantity.borrowed = _counted(doc, quantity)
    if one is not None and doc.tokens[one.number].sentence == doc.tokens[quantity.number].sentence:
        _borrow_in_row(doc, quantity, one)
    if quantity.borrowed is None:
        _borrow_subject(doc, quantity, before)
    if quantity.borrowed is None and doc.fold(quantity.number - 1) in ("na", "o"):
        now = one.noun if one is not None and one.last == quantity.first - 2 else None  # "ze tří klubů na pět"
        quantity.borrowed = now or _ahead(doc, quantity) or _of_now(doc, quantity)
    if quantity.borrowed is None and before:
        _borrow_before(doc, quantity, before)


def _borrow_in_row(doc: Doc, quantity: Quantity, before: Quantity) -> None:
    """The noun of the number before behind the same sign: "Cheb: 6 kurzů, Aš: 2", "Cheb – 6 kurzů, Aš – 2"."""
    signs = {doc.at(one.first - 1).text for one in (before, quantity)}
    if signs == {":"} and (before.noun or before.elided):
        quantity.borrowed, quantity.elided = before.noun or before.borrowed, True
        quantity.beside = before.value if before.noun else before.beside
    if signs == {"-"} and not (doc.at(quantity.first - 1).glued or _is_counted_title(doc, quantity)):
        quantity.borrowed, quantity.elided = before.noun or before.borrowed, True
        quantity.beside = before.value if before.noun is not None else before.beside


def _is_of(doc: Doc, phrase: tuple[int, int] | None) -> bool:
    """Whether a phrase can stand in the genitive: a tenth of them, not "nejvýše desetina kurz ukončí"."""
    noun = listed(doc.tokens[phrase[1]].low) if phrase is not None else None
    return noun is None or phrase is None or doc.tokens[phrase[1]].low in (noun.part, noun.many)


def _is_kind_of(doc: Doc, quantity: Quantity, before: Quantity) -> bool:
    """ "patnáct ordinací praktických lékařů a dalších deset zubních": an adjective alone, of what was just counted."""
    noun = before.noun or before.borrowed
    if quantity.noun is None or noun is None or before.percent or before.times or _is_sort(doc, noun):
        return False
    joint = doc.at(quantity.first - 1).fold
    ends = doc.fold(quantity.noun[1] + 1) in _BEHIND
    joint = "a" if joint in _OF_THEM else joint  # "z toho nejméně tři bezbariérové"
    return _is_sort(doc, quantity.noun) and ends and (joint in _JOINTS or doc.fold(quantity.number - 1) in _JOINTS)


def _without_sort(doc: Doc, noun: tuple[int, int] | None) -> tuple[int, int] | None:
    """The noun alone, where its adjective makes a sort of it: of "skupinových sezení" others are not of a group."""
    if noun is not None and noun[0] < noun[1] and _RELATIONAL.search(doc.tokens[noun[0]].low):
        return noun[1], noun[1]
    return noun


def _is_sort(doc: Doc, noun: tuple[int, int]) -> bool:
    """Whether a phrase is one adjective that makes a sort of something: "zubních", "dopolední"."""
    word = doc.tokens[noun[1]].low
    return noun[0] == noun[1] and _RELATIONAL.search(word) is not None and listed(word) is None


def _repeats(doc: Doc, one: Quantity, after: Quantity | None) -> bool:
    """ "tři tucty, tj. 36 dobrovolníků": the second says the first again."""
    if after is None or after.value != one.value or after.percent != one.percent:
        return False
    between = doc.tokens[one.last + 1 : after.first]
    return len(between) <= 12 and any(token.fold in _AGAIN for token in between)


def _counted(doc: Doc, quantity: Quantity) -> tuple[int, int] | None:
    """The noun of "počet setkání: 24", "rozšířit tým dobrovolníků o 6", "proškolených tlumočníků: 12"."""
    here = doc.tokens[quantity.number]
    left = doc.tokens[max(0, here.index - _LEFT) : here.index]
    if (headed := _headed(doc, quantity, COUNTER)) is not None:
        return headed
    if doc.fold(quantity.number - 1) == "o" and (risen := _headed(doc, quantity, RISE)) is not None:
        return risen  # "nárůst zakázek o 80"
    sign = doc.at(quantity.first - (2 if doc.fold(quantity.first - 1) in GOALS else 1))
    each = next((token for token in left[-_LEFT // 4 :] if token.fold.startswith("kazd")), None)
    if each is not None and doc.at(each.index - 1).text in (":", "-"):  # "školení řidičů – každý řidič 1"
        sign, quantity.elided = doc.at(each.index - 1), True
    if sign.text in (":", "(") or (sign.text in _SEPARATORS and not sign.glued):
        since = here.sentence - any(token.text == ";" for token in left)  # "ukazatel: proškolení vrátní; plán: 13"
        title = _of_item(doc, [token for token in left if token.sentence >= since and token.index < sign.index])
        quantity.beside = _beside_title(doc, title)
        return title
    own = [token for token in left if token.sentence == here.sentence]
    summed = doc.fold(quantity.first - 1) in _SUMMED
    ends = doc.fold(quantity.first - 1) == "to" and doc.fold(quantity.last + 1) in _BEHIND
    if summed and (quantity.stated or quantity.total or ends):
        # "oslovit úřady, celkem osm", "podpořit osoby v počtu min. 200"
        colon = next((at for at, token in enumerate(own, 1) if token.text == ":"), 0)  # "Terén: výjezdů 40, nejvýš 60"
        item = own[colon:] if own[colon:] and own[colon].is_word else own
        verbs = [token.index for token in item if is_verb(token)]
        phrase = _first_noun(doc, verbs[-1] + 1 if verbs else item[0].index, quantity.first) if item else None
        if phrase is not None:
            done = _DOING.match(doc.fold(phrase[0] - 1)) is not None  # in the genitive behind it, else as behind two
            quantity.elided, quantity.beside = True, None if done else Decimal(2)
            return phrase
    if quantity.stated:  # "kurzů minimálně 10", "aby stížností nebylo víc než dvě"
        opens = [token.index + 1 for token in own if token.text in ":;,"]  # "OSP: zakázek min. 9"
        begins = opens[-1] if opens else next(token.index for token in doc.tokens if token.sentence == here.sentence)
        wish = next((token.index + 1 for token in reversed(left) if token.low == "aby"), begins)
        is_place = opens and doc.at(quantity.first - 1).text.isupper()  # "ZŠ 8 workshopů, MŠ min. 2"
        phrase = noun_phrase(doc, wish) if not is_place else None
        between = doc.tokens[phrase[1] + 1 : quantity.first] if phrase is not None else []
        where = phrase is not None and _is_several(doc, phrase) and between[:1] and between[0].low in PREPOSITIONS
        where = where and all(token.is_word and not is_verb(token) for token in between)  # "dílny pro děti max. 2"
        if where:
            quantity.elided, quantity.beside = True, _beside_title(doc, phrase)
        return phrase if not between or where or any(NOT_THERE.match(token.fold) for token in between) else None
    return None


def _is_several(doc: Doc, phrase: tuple[int, int]) -> bool:
    """Whether a phrase names several of what can be counted: "metodické dny", not "spolupráce"."""
    word = doc.tokens[phrase[1]]
    noun = listed(word.low)
    if noun is None:
        return word.low.endswith(("y", "i", "e", "a")) and not is_adjective(word)
    return word.low in (noun.few, noun.many) and (word.low != noun.one or is_event(word.low))


def _beside_title(doc: Doc, title: tuple[int, int] | None) -> Decimal | None:
    """A number behind which a title stands in the same case: "podcastové díly – 10" as behind two, "nových klientů: 40"
    as behind its own."""
    if title is None:
        return None
    word = doc.tokens[title[1]].low
    noun = listed(word)
    is_few = word.endswith(("y", "i", "e", "a", "é")) if noun is None else word == noun.few
    return Decimal(2) if is_few else None


def _is_from(doc: Doc, quantity: Quantity) -> bool:
    """Whether what stands behind "z" tells where those come from who were counted: "z toho 30 z jiných zemí"."""
    return (
        quantity.noun is not None
        and doc.fold(quantity.first - 1) in _OF_THEM
        and doc.fold(quantity.first - 2) in _OF_WHICH
        and doc.fold(quantity.noun[0] - 1) in _OF_WHICH
    )


def _is_counted_title(doc: Doc, quantity: Quantity) -> bool:
    """Whether what a number borrowed can be counted itself: "klub – 10 setkání, besedy – 3", not "mongolská – 3"."""
    if quantity.borrowed is None:
        return False
    word = doc.tokens[quantity.borrowed[1]].low
    noun = listed(word)
    return noun is not None and noun.gender != "a" and word in (noun.few, noun.many)


def _does_something(doc: Doc, index: int) -> bool:
    """Whether what stands behind "z nich" does or is done something: "150 z nich rozdat", but not "3 z nich v Aši"."""
    words = takewhile(lambda token: token.is_word, doc.tokens[index : index + _SHARED])
    return any(
        _DOES.search(token.fold) and (is_verb(token) or token.fold.endswith(("o", "pi", "pomoci"))) for token in words
    )


def _is_of_them(doc: Doc, quantity: Quantity) -> bool:
    """ "přepíšeme jich dvanáct", "celkem jich proběhne 19"."""
    around = (doc.at(quantity.last + 1), *doc.tokens[max(0, quantity.first - _NEAR) : quantity.first])
    them = any(token.fold == "jich" and token.clause == doc.tokens[quantity.number].clause for token in around)
    return them and doc.fold(quantity.first - 1) != "je"  # "dnes jich je 17"


def _is_with_others(doc: Doc, quantity: Quantity) -> bool:
    """ "podepsat dohodu s dalšími pěti", "přibereme další tři": of whom everybody knows."""
    word, lead = doc.fold(quantity.number - 1), doc.at(quantity.number - 2)
    others = (word == "dalsimi" and lead.fold in ("s", "se")) or (word in ("dalsi", "dalsich") and is_verb(lead))
    return others and doc.fold(quantity.last + 1) in _BEHIND


def _spoken_of(doc: Doc, quantity: Quantity, before: list[Quantity]) -> tuple[tuple[int, int] | None, Decimal | None]:
    """Of what "jich" speaks, and a number that it stands behind in the same case: what was counted before in the
    sentence, else the first things that the wording names."""
    here = doc.tokens[quantity.number]
    counted = [one for one in before if one.noun and not _TIME.match(doc.fold(one.noun[1]))]
    near = [one for one in counted if doc.tokens[one.number].sentence == here.sentence] or [
        one for one in counted if doc.tokens[one.number].sentence == here.sentence - 1
    ]
    if near:
        return near[-1].noun, near[-1].value
    at, named = max(0, here.index - 2 * _LEFT), None
    while (phrase := _first_noun(doc, at, quantity.first)) is not None:
        word = doc.tokens[phrase[1]].low
        noun = listed(word)
        lasts = _TIME.match(doc.fold(phrase[1])) is not None
        if (noun is not None or word.endswith("ů")) and word != (noun and noun.one) and not lasts:
            return phrase, Decimal(2) if noun is not None and word != noun.many else None
        named = named or (phrase if noun is not None and not lasts else None)
        at = phrase[1] + 1
    return named, Decimal(1)  # "kurz má 40 hodin; ročně jich proběhne šest"


def _first_noun(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """What is spoken of between two tokens, behind words of time and of doing and outside of phrases: "letos poprvé
    besedy, a to tři", "zavedeme v herně čajovny, a to devět", "realizace seminářů v počtu sedmi"."""
    at = start
    while at < end:
        token = doc.tokens[at]
        if small(token) is not None:
            at += 1
            continue
        leads = token.low in PREPOSITIONS and not token.role
        phrase = noun_phrase(doc, at + leads)
        if leads and phrase is not None:
            at = phrase[1]
        elif phrase is not None and phrase[1] < end and not (_DOING.match(token.fold) or token.fold in _WHEN):
            return phrase
        at += 1
    return None


def _ahead(doc: Doc, quantity: Quantity) -> tuple[int, int] | None:
    """ "o třetinu zvýšit počet návštěv": the noun of a number of something that stands behind."""
    sentence = doc.tokens[quantity.number].sentence
    ahead = doc.tokens[quantity.last + 1 : quantity.last + 1 + _SHARED]
    at = next((token.index for token in ahead if token.sentence == sentence and COUNTER.match(token.fold)), None)
    return noun_phrase(doc, at + 1) if at is not None else None


def _of_now(doc: Doc, quantity: Quantity) -> tuple[int, int] | None:
    """ "ze současných sedmi míst se dostat na deset": the noun of a number that says where things stand now."""
    here = doc.tokens[quantity.number]
    for token in reversed(doc.tokens[max(0, here.index - _LEFT) : here.index]):
        number = token.is_digits or small(token) is not None
        of_now = {doc.fold(token.index - 1), doc.fold(token.index - 2)} & _OF_WHICH
        if token.sentence == here.sentence and token.role == "ignored" and number and of_now:
            return noun_phrase(doc, token.index + 1, counted=True)
    return None


def _of_item(doc: Doc, words: list[Token]) -> tuple[int, int] | None:
    """The noun that heads the last item of a list to the left: "exkurze: 4; besedy: 6", "dílny (4) a exkurze (2)"."""
    heads: list[int] = []
    parted, behind = True, -1
    for token in words:
        if COUNTER.match(token.fold) or token.index < behind:
            continue
        phrase = noun_phrase(doc, token.index + 1) if parted and heads and token.low in PREPOSITIONS else None
        behind = phrase[1] + 1 if phrase is not None else -1  # "doprovody k lékaři: 60, na úřady: 45"
        if token.text in _ITEMS or _TITLE.match(token.fold) or (token.text == "-" and not token.glued):
            parted = True
        elif token.is_word and token.low not in STOPWORDS and not (is_verb(token) or token.bracket or token.role):
            heads += [token.index] if parted else []
            parted = False
    return noun_phrase(doc, heads[-1]) if heads else None


def _them(doc: Doc, quantity: Quantity, before: list[Quantity]) -> tuple[int, int] | None:
    """Of whom "z nich" speaks: of those counted before in the sentence, or whom its verb is about."""
    here = doc.tokens[quantity.number]
    left = doc.tokens[max(0, here.index - _LEFT) : here.index]
    each = [token.index for token in left if token.sentence == here.sentence and token.fold.startswith("kazd")]
    if each and any(
        _ACTS.search(token.low) or is_verb(token) for token in doc.tokens[quantity.last + 3 : quantity.last + 6]
    ):
        return noun_phrase(doc, each[-1] + 1)  # "každý mentor povede kurz, nejméně dva z nich složí zkoušku"
    others = [one for one in before if one.noun and not _TIME.match(doc.fold(one.noun[1]))]
    counted = [one.noun for one in others if here.sentence - doc.tokens[one.number].sentence <= 1]
    if counted:
        return counted[-1]
    verb = next((token.index for token in left if token.sentence == here.sentence and is_verb(token)), None)
    phrase = noun_phrase(doc, verb + 1) if verb is not None else None
    if phrase is not None and (doc.tokens[phrase[1]].low.endswith("ost") or ABSTRACT.match(doc.fold(phrase[1]))):
        return noun_phrase(doc, phrase[1] + 1) or phrase  # "zlepšit postavení matek"
    return phrase


def _headed(doc: Doc, quantity: Quantity, head: re.Pattern[str]) -> tuple[int, int] | None:
    """The noun behind one of those that head it, to the left of a number: "počet setkání", "podíl klientů"."""
    here = doc.tokens[quantity.number]
    for token in reversed(doc.tokens[max(0, here.index - _LEFT) : here.index]):
        if (token.sentence, token.clause) == (here.sentence, here.clause) and head.match(token.fold):
            return noun_phrase(doc, token.index + (2 if doc.fold(token.index + 1) in _OURS else 1))
    return None


def _borrow_title(doc: Doc, quantities: list[Quantity]) -> None:
    """The noun that heads a row of numbers: "besedy: zdraví 6, bydlení 5", "návštěvy: duben 3, srpen 4"."""
    for sentence, row in groupby(quantities, key=lambda one: doc.tokens[one.number].sentence):
        mates = list(row)
        left = doc.tokens[max(0, mates[0].first - _LEFT) : mates[0].first]
        own = [token for token in left if token.sentence == sentence and token.role != "lead-in"]
        colon = next((token.index for token in own if _heads_row(doc, token, mates)), None)
        if len(mates) < 2 or colon is None:
            continue
        if _TITLE.match(own[0].fold):  # "plán: doprovody 130, překlady dokumentů 75"
            for start, quantity in zip((colon, *(one.last + 1 for one in mates)), mates, strict=False):
                if quantity.noun is None and (item := noun_phrase(doc, start + 1)) is not None:
                    quantity.borrowed, quantity.elided, quantity.beside = item, True, _beside_title(doc, item)
            continue
        title = noun_phrase(doc, own[0].index + is_verb(own[0]))  # "podpořit rodiny: 20 ukrajinských"
        for quantity in mates if title is not None else ():
            quantity.noun, quantity.borrowed = None, title
            quantity.elided, quantity.beside = True, Decimal(2)


def _borrow_subject(doc: Doc, quantity: Quantity, before: list[Quantity]) -> None:
    """What a sentence or an item of it begins with: "besed pro rodiče uspořádáme deset, přednášek pro učitele pět"; or,
    not in the genitive, where a verb is done to a bare number: "přednášky – stav loni: 35, letos uskutečníme 40"."""
    here = doc.tokens[quantity.number]
    if doc.fold(quantity.last + 1) not in (*_BEHIND, "a") and not (quantity.percent or quantity.change):
        return
    begins = end = here.index
    heads = []
    while begins > max(0, here.index - 2 * _LEFT) and doc.tokens[begins - 1].sentence == here.sentence:
        begins -= 1
        if doc.fold(begins - 1) in (",", "a", "/", ":"):
            heads.append(begins)
    each = doc.fold(quantity.first - 1) == "po"  # "uspořádat besedy, po dvou v každé škole"
    while doc.tokens[begins].role == "lead-in" or (each and is_verb(doc.tokens[begins])):
        begins += 1
    near = quantity.first - 1  # "uspořádáme letos besed devět"
    while is_adjective(doc.at(near - 1)):
        near -= 1
    has = any(token.low in ("je", "jsou", "má", "mají", "máme") for token in doc.tokens[begins:end])
    if has and not quantity.change:
        return  # "klientů ze Sýrie je v kraji 40"
    by = doc.fold(quantity.number - 1) == "o"
    holds = any(token.fold.startswith(("udrz", "drzet", "sniz")) for token in doc.tokens[begins:end])
    taken = max((one.last for one in before if not (one.noun and _TIME.match(doc.fold(one.noun[1])))), default=-1)
    for head in (*([near] if near > begins and _leads_on(doc.at(near - 1)) else []), *heads, begins):
        of_which = quantity.percent and doc.fold(head) in _OF_WHICH  # "z došlých dotazů zodpovíme 90 %"
        phrase = noun_phrase(doc, head + of_which) if head > taken else None
        if phrase is None or phrase[1] >= end:
            continue
        word = doc.tokens[phrase[1]].low
        noun = listed(word)
        many = word == noun.many and word != noun.few if noun is not None else word.endswith("ů")
        in_row = bool(before) and before[-1].elided  # "garanti 2, koordinátorka 1"
        one = quantity.value == 1 and (word == noun.one if noun is not None else in_row)
        few = one or (noun is not None and word in (noun.few, noun.many))
        few = few and not (quantity.percent and not holds)
        verb = is_verb(doc.at(quantity.first - (2 if holds else 1)))  # "absence udržet do 8 %"
        title = head == begins and few and (each or _leads_on(doc.at(quantity.first - 1)) or (holds and verb))
        row = (
            few and phrase[1] == quantity.first - 1 and (quantity.stated or not quantity.in_words or head == near)
        )  # "letáky 3, videa 2"
        if many or title or row:
            quantity.borrowed, quantity.elided, quantity.beside = (
                phrase,
                not quantity.percent,
                Decimal(1) if one else _beside_title(doc, phrase),
            )
            if by and before and before[-1].change:  # "tlumočníků o dva víc, dobrovolníků o pět"
                quantity.change = before[-1].change
            return


def _leads_on(token: Token) -> bool:
    """A verb, or what can stand between it and what it is about."""
    return is_verb(token) or token.fold in _WHEN | {"se", "jich"} or token.role in ("period", "deadline")


def _heads_row(doc: Doc, colon: Token, quantities: list[Quantity]) -> bool:
    """Whether behind a colon, or a dash behind what is counted, each item of a list is words and a bare number, or a
    number of a sort: "3 dopolední"."""
    if colon.text != ":":
        noun = listed(doc.at(colon.index - 1).low)
        plural = noun is not None and doc.at(colon.index - 1).low == noun.few != noun.one
        if colon.text != "-" or colon.glued or not plural:  # "přednášky – státní policie 4, městská policie 3"
            return False
    ends = [colon.index, *(one.last + 1 for one in quantities)]
    before = {doc.fold(one.first - 1) for one in quantities}
    behind = {doc.at(one.last + 1).low for one in quantities if one.noun is None}
    bare = all(one.noun is None and not one.times for one in quantities)
    if before <= {colon.text, ",", ";", "a"} and behind <= PREPOSITIONS and bare:
        return True  # "krátké pořady – 4 o bydlení, 2 o práci"
    signs = before == {":"} != {colon.text} and is_event(doc.fold(colon.index - 1))  # "besedy – základní školy: 5"
    return all(
        (_is_sort(doc, one.noun) if one.noun is not None else one.first > start + 1)
        and not (one.times or one.percent or one.stated or doc.fold(one.last) in PIECES)
        and doc.fold(one.last + 1) in (*_ITEMS, ".", "")
        and all(
            (token.is_word or token.role) and not is_verb(token) for token in doc.tokens[start + 1 : one.first - signs]
        )
        for start, one in zip(ends, quantities, strict=False)
    )


def _borrow_behind(doc: Doc, one: Quantity, after: Quantity, noun: tuple[int, int]) -> None:
    between = doc.tokens[one.last + 1 : after.first]
    if not between or between[0].fold not in _JOINTS or after.value == 0:
        return
    # "sloučit dvě skupiny do jedné"
    merges = one.in_words and one.value == 1 and doc.fold(one.number - 1) in ("do", "na", "z")
    if one.noun is None and one.borrowed is None and not (one.elided or merges):
        apart = [token for token in between if token.bracket == 0 and not token.role]
        if between[0].fold in ("a", ",") and len(apart) < _SHARED:  # "v Písku 2 a v Táboře 4 kurzy"
            one.borrowed, one.elided, one.beside = noun, True, after.value
    elif one.noun is not None and _is_mere_adjective(doc.tokens[one.noun[1]]) and (noun[0] < noun[1] or after.sort):
        one.noun, one.borrowed, one.sort = None, (noun[1], noun[1]), one.noun
        one.elided, one.beside = True, after.beside or after.value  # "10 českých a 12 cizineckých rodin"


def has_own_subject(doc: Doc, quantity: Quantity, behind: int) -> bool:
    """Whether somebody else is named between a comma behind a token and a number: "každá pobočka uspořádá jednu akci,
    krajské centrum navíc tři"."""
    lead = quantity.first - 1
    while doc.fold(lead) in _JOINTS - {",", "a", "i"} | {"navic"}:
        lead -= 1
    comma = next((at for at in range(lead, max(behind, lead - _SHARED), -1) if doc.fold(at) in (",", "a")), None)
    phrase = noun_phrase(doc, comma + 1) if comma is not None and comma != lead else None
    if phrase is None:
        return False
    noun = listed(doc.tokens[phrase[1]].low)  # "…, celý tým se zúčastní tří setkání"
    acts = noun is not None and noun.one == doc.tokens[phrase[1]].low
    of = noun_phrase(doc, phrase[1] + 1) if acts else None  # "a vedení centra jednu poradu"
    return (of or phrase)[1] >= lead or (acts and any(map(is_verb, doc.tokens[phrase[1] + 1 : quantity.first])))


def _before_whom(doc: Doc, index: int) -> int:
    """The joint before where, with or for whom, which end at a token: "v Písku deset kurzů, v Táboře osm", "se zápisem
    do školky 120 rodin, se zápisem do první třídy devadesát", "MŠ Sluníčko dvě dílny, MŠ Pastelka tři"."""
    at = index
    while index - at < _SHARED and doc.fold(at) not in _JOINTS and doc.at(at).is_word and not is_verb(doc.at(at)):
        at -= 1
    led = doc.fold(at + 1) in _WITH or doc.at(at + 1).text.isupper()
    return at if led and at < index and doc.fold(at) in _JOINTS else index


def _is_mere_adjective(token: Token) -> bool:
    """An adjective that is no noun that only ends like one: "komunitních večeří", but "odpoledních lekcí"."""
    return is_adjective(token) and (listed(token.low) is None or token.low.endswith(("ední", "edních")))


def _borrow_before(doc: Doc, quantity: Quantity, before: list[Quantity]) -> None:
    here = doc.tokens[quantity.number]
    behind = doc.at(quantity.last + 1)
    beyond = doc.at(behind.index + 1)
    more = doc.fold(quantity.number - 1).startswith("dals")  # "dalších 16 a tři vyšetřovatele"
    leads_on = behind.fold in ("a", "i") and (more or beyond.role == "deadline" or beyond.fold in _IN)
    leads_on = leads_on or behind.role == "period"  # "noční směny: 3 měsíčně, 2 týdně"
    does = doc.at(behind.index + (behind.fold in ("si", "se")))
    lead = doc.at(quantity.first - 1 - doc.fold(quantity.first - 1).startswith("dals"))
    done = is_verb(does) and lead.fold in ("a", ",")  # "deset videí a čtyři nabídneme rozhlasu"
    is_code = behind.is_capital and doc.at(behind.index + 1).is_digits and doc.at(behind.index + 1).glued  # "jeden A2"
    sort = behind.fold in _OF_WHICH and beyond.low.endswith(("ého", "ího"))  # "a 3 z letního"
    ends = sort or leads_on or done or is_code or behind.fold in _BEHIND or behind.sentence != here.sentence
    one = next((one for one in reversed(before) if doc.tokens[one.number].bracket in (0, here.bracket)), before[-1])
    of_them = quantity.stated and doc.fold(quantity.first - 1) in _OF_THEM  # "10 rodin, z nichž alespoň 7 si poradí"
    due = any(doc.at(behind.index + further).role == "deadline" for further in (1, 2))  # "a dalších 11 (do 15. 9.)"
    if not (ends or of_them or (due and behind.text == "(")) or (behind.text == "(" and not due):
        return
    there = doc.tokens[one.number]
    noun, beside = one.noun or one.borrowed, one.value if one.noun is not None else one.beside
    if noun is None or one.percent or one.times or there.sentence != here.sentence:
        return
    # "zaniklo 6 kurzů, na podzim jich otevřeme 12", "z 15 firem navštívíme 9"
    if of_them or is_verb(doc.at(quantity.first - 1)) or doc.fold(one.first - 1) in _OF_WHICH:
        quantity.borrowed, quantity.elided, quantity.beside = noun, True, beside
        return
    lead = doc.at(quantity.first - 1)
    alone = lead.fold in ("navic", "jeste")
    if alone or (doc.fold(lead.index - 1), lead.fold) in _BESIDES:
        lead = doc.at(lead.index - (1 if alone else 2))
    lead = doc.at(lead.index - (lead.is_digits and lead.role == "ignored"))  # "v Husově 15 pět"
    lead = doc.at(_before_whom(doc, lead.index))
    each = (
        token.index
        for token in doc.tokens[max(0, there.index - 2 * _LEFT) : there.index]
        if token.fold.startswith("kazd")
    )
    apart = any(has_own_subject(doc, quantity, at) for at in each if doc.tokens[at].sentence == here.sentence)
    span = doc.tokens[max(0, lead.index - 2) : lead.index]
    over = lead.role == "period" and any(token.fold == "za" for token in span)  # "za celý rok 70"
    if apart or lead.fold in _JOINTS or lead.role == "deadline" or over:
        quantity.borrowed, quantity.elided, quantity.beside = noun, True, beside
