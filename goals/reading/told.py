"""What is told of what is, was or is meant, and promises nothing: subordinate clauses, reports, facts.

The clause in which a number stands reaches to the nearest comma, bracket, dash or colon on either side.
"""

import re

from goals.declension import listed
from goals.reading.quantities import PERCENT, Quantity
from goals.reading.text import AT_LEAST, AT_MOST, PREPOSITIONS, STOPWORDS, Doc, Token, is_verb, wordset

# Clauses that these words open never promise: conditions, reasons, concessions, questions, places and times.
_CONDITION = wordset(
    "když pokud jestliže jestli zda zdali kdyby zatímco dokud protože neboť jelikož poněvadž ačkoli ačkoliv přestože "
    "jak kolik proč kde kdy kam odkud kudy"
)
# Clauses of these only say which ones are meant, unless what they tell is still to come.
_RELATIVE = re.compile(
    r"^(?:(?:kter|jak)[yaeiou]\w{0,2}|jenz|jez|jimz|nimz|niz|nichz|jehoz|jemuz|jejiz|jejichz|nehoz|nemuz|nemz|nimiz|jimiz)$"
)
_CIRCUMSTANCE = wordset("podle dle při kvůli díky vůči během")  # "při níž se projde 14 místností"
_WILL = re.compile(
    r"(?:^(?:bude|budou|sejd|vyjd|vzejd|vystrid|zapoj|poved|natoc|probeh|usporad|zorganiz|uskutecn|zrealiz|absolv|vznikn|projd|zucastn|navstiv|oslov|sestav).*|me)$"
)
_HAS = re.compile(r"^(?:mit|obsahovat|citat|zahrnovat)$")
_ONCE = re.compile(r"^(?:sejd|setkaji|usporad|uskutecn|probehn)")
_LASTS = re.compile(  # by its meaning, or by its ending: zaměstnávají, navštěvuje, dojíždí, but not zrealizují
    r"^(?:(?:je|jsou|má|mají|činí|trvá|trvají|nabízí|nabízejí|probíhá|probíhají|koná|konají)$|(?!zrea|zorg|absolv)"
    r"\w*(?:[áíý]v(?:á|ají)|uj[eí]|(?:ch[áa]z|jížd|jižď)(?:í|ejí))$)"
)
_DENIED = re.compile(r"ne\w+(?:e|í|á|ou|ají|ují)$")
_HABIT = re.compile(r"^(?:rocne|mesicne|tydne|denne|kazd\w{1,3}|vzdy|obvykle|bezne|zpravidla)$")
# Verbs of what is, in main clauses as well.
_IS = re.compile(
    r"^(?:zij[ei]|ziji|pobyva(?:ji)?|bydli|eviduje?m?e?|pochazi|tvori|pracuj[ei]|patri|existuj[ei]|pusobi|sidli|rodi|chybi"
    r"|trva(?:ji)?|zna(?:ji)?|prevazuj[ei]|prevlad\w{1,4}|znamena(?:ji)?|obsahuj[ei]|vychaz(?:i|eji)|lezi|cita(?:ji)?"
    r"|dekuj\w+|nemus\w+|obsluhuj[ei]|pokryva(?:ji)?)$"
)
_DID = re.compile(r"(?:(?<!t)[eě]|[aiyu]|h|š|es|st|ik|oup|pad|řek|tek)l[aoiy]?$")
_NOT_DID = re.compile(r"^(?:hotel|model|panel|level|cisel|festival|mail|email|profil)|(?:(?<!^mu)sel|del)$")
_BY_THIS = wordset("tak tim")
_ENSURE = re.compile(r"^(?:zajist|zabezpec|postar|docil|dosahn)")  # "centrum zajistí, že se seznámí 55 lidí"
_MAKE_UP = wordset("tvori")  # "nejméně 60 % účastníků tvoří ženy"
_ONE_IN = re.compile(r"^(?:druh|tret|ctvrt|pat|sest|sedm|osm|devat|desat)[yaei]\w*$")
NOT_THERE = re.compile(r"^ne(?:bylo$|bude$)")  # before "víc než", an upper bound
_MEANT = re.compile(r"^(?:cil|zamer|plan|ukol|vystup|ambic|vysledk|termin|uzaverk|lhut|datum)")
_WISH = re.compile(r"^(?:aby|by$|bych|kdyby)")
_BEFORE_NOUNS = PREPOSITIONS - {"se"}
_OF_THEM = 6  # tokens in which "jich" is looked for
WIDTH = 15  # tokens looked at on either side of a number for what is told of it


def is_only_mentioned(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number is told of what is, was or is meant, and not of what shall be done."""
    if _gives_reason(doc, quantity.number):
        return True
    plain = not (quantity.stated or quantity.times or quantity.percent)
    if plain and is_so(doc, quantity.first):
        return True
    if will_be_of_them(doc, quantity) and doc.fold(_around(doc, quantity.number)[0]) == "aby":
        return False
    return (plain and _is_purpose(doc, quantity.number)) or is_told_at(doc, quantity.number, quantity.noun)


def _gives_reason(doc: Doc, here: int) -> bool:
    """ "poradce vede v průměru 45 případů, proto zavedeme třídění": what stands before is why."""
    ahead = [token for token in doc.tokens[here : here + 2 * WIDTH] if token.sentence == doc.tokens[here].sentence]
    why = any(token.fold == "proto" and doc.fold(token.index - 1) == "," for token in ahead)
    return why and not any(is_verb(token) for token in doc.tokens[_around(doc, here)[0] : here])


def will_be_of_them(doc: Doc, quantity: Quantity) -> bool:
    """ "(takže) jich bude 32", "aby jich bylo dvacet": how many there will be."""
    near = {token.fold for token in doc.tokens[max(0, quantity.first - _OF_THEM) : quantity.first]}
    comes = "bude" in near or {"aby", "bylo"} <= near
    return quantity.noun is None and "jich" in near and comes


def is_so(doc: Doc, first: int) -> bool:
    """Whether what begins at a token is told to be so: "z osmi kolegů jsou dva na rodičovské", "smlouva je do 31. 5.",
    but not "cílem je pět besed"."""
    left = doc.tokens[max(0, first - WIDTH) : first]
    own = [token for token in left if token.sentence == doc.tokens[first].sentence]
    them = is_verb(doc.at(first - 2))  # "vyhodnotit je do 31. 7."
    return doc.at(first - 1).low in ("je", "jsou") and not them and not any(_MEANT.match(token.fold) for token in own)


def _is_purpose(doc: Doc, here: int) -> bool:
    """ "upravit web tak, aby stačila tři kliknutí"; in "zajistit, aby" and "cílem je, aby" it is what is promised."""
    first, _ = _around(doc, here)
    if doc.fold(first) != "aby":
        return False
    before = doc.at(first - 2)
    verb = doc.at(first - 3) if before.low in ("se", "si") else before
    return not (is_verb(verb) or before.low in ("je", "toho", "to", "tom"))


def is_told_at(doc: Doc, here: int, noun: tuple[int, int] | None = None) -> bool:
    """The same of whatever stands at a token, a year for example; what is counted is no verb ("tři novely")."""
    first, last = _around(doc, here)
    around = doc.tokens[first : last + 1]
    must = [token.index for token in around if token.low in ("má", "mají")]  # "počet má do léta činit 150"
    has = any(not any(map(is_verb, doc.tokens[at + 1 : max(here, at + 2)])) for at in must)
    made_up = doc.fold(here + 1) in PERCENT and doc.tokens[first].low in AT_LEAST | AT_MOST
    # "každý pracovník má 4 supervize", but "každý pátý má tři exekuce".
    each = (doc.at(token.index + 1).fold for token in around if token.fold.startswith("kazd"))
    has = has and all(map(_ONE_IN.match, each))
    own = [token for token in around if token.clause == doc.tokens[here].clause]  # "trvá hodinu a letos jich bude 30"
    if has or any(_IS.match(token.fold) and not (made_up and token.fold in _MAKE_UP) for token in own):
        return True
    if is_which(doc, here):
        return True
    if doc.tokens[here].bracket and any(_LASTS.match(token.low) for token in around):
        return True  # "(přihlášky se podávají do 20. února)"
    # Something was done: a participle in -l that no "aby" or "by" makes a wish.
    sentence = (token for token in doc.tokens[max(0, first - WIDTH) : last + 1] if token.sentence == around[0].sentence)
    if any(_WISH.match(token.fold) for token in sentence):
        return False
    of_which = around[0].low in ("z", "ze")  # "z nichž dvě nastoupily" counts no such thing
    counted = range(noun[0], noun[1] + 1) if noun is not None and not of_which else ()
    return any(was_done(doc, token) for token in around if token.index not in counted)


def was_done(doc: Doc, token: Token) -> bool:
    """ "oslovilo", "proběhly"; but not "o azyl", "Karel", "jeden karneval"."""
    plain = token.is_word and len(token.low) > 3 and not token.is_capital and listed(token.low) is None
    plain = plain and doc.at(token.index - 1).low not in _BEFORE_NOUNS
    return plain and _DID.search(token.low) is not None and not _NOT_DID.search(token.fold)


def is_which(doc: Doc, here: int) -> bool:
    """Whether a token stands in a subordinate clause that promises nothing: "děti, které do 31. 8. dovrší šest let",
    "pokud přijde více než 30 lidí"."""
    first, last = _around(doc, here)
    around = doc.tokens[first : last + 1]
    opens = next((token for token in around[:2] if token.low not in PREPOSITIONS), around[0])
    if opens.low in _CONDITION:
        return True
    if doc.fold(first - 1) != ",":
        return False
    # "připravit se na to, aby …", but not "dbát na to, aby stížností nebylo víc než dvě"
    of_that = doc.at(first - 2).low in ("to", "tomu", "tom")
    of_that = of_that and not any(NOT_THERE.match(token.fold) for token in around)
    by_this = doc.fold(first - 2) in _BY_THIS or _ENSURE.match(doc.fold(first - 2)) is not None
    if opens.low == "že" and any(token.low in ("bychom", "chceme") for token in around):
        return False  # "doplňujeme, že bychom chtěli do konce dubna vyměnit nábytek"
    if opens.low == "že" and by_this:
        return False  # "přispět tím, že proškolíme 13 mentorů"
    if around[0].low in ("z", "ze") and all(token.low in STOPWORDS for token in doc.tokens[first + 2 : here]):
        # "z nichž 10 nečte", "z nichž tři už skončily", but "z nichž nejméně 10".
        due = any(token.role == "deadline" for token in around)  # "z nich 2 již do konce února"
        return any(_DENIED.match(token.low) or (token.low in ("už", "již") and not due) for token in around)
    if opens.low != "že" and not _RELATIVE.match(opens.fold) and not (opens.low == "aby" and of_that):
        return False
    comes = any(_WILL.search(token.fold) for token in around) and around[0].low not in _CIRCUMSTANCE
    visits = opens.low != "že" and any(token.fold.startswith("prijd") for token in around)
    visits = visits and any(token.low in AT_LEAST for token in around)  # "besedy, na které přijde nejméně 45 žen"
    comes = comes or (visits and not any(_HABIT.match(token.fold) for token in around))
    comes = comes and not any(_HAS.match(token.fold) for token in around)  # "byt, který bude mít tři pokoje"
    if comes and any(_ONCE.match(token.fold) for token in around):
        return False  # "sbor, který se sejde třikrát ročně"
    does = any(_WILL.search(token.fold) and not token.fold.startswith("bud") for token in around)
    bounded = does and any(token.low in AT_LEAST | AT_MOST for token in around)  # "jímž projde nejméně 150 rodin ročně"
    return not comes or any(_LASTS.match(token.low) or (_HABIT.match(token.fold) and not bounded) for token in around)


def _around(doc: Doc, here: int) -> tuple[int, int]:
    """The first and the last token of the clause of one, as far as it is looked at."""
    first = last = here
    while first > max(0, here - WIDTH) and not _parts(doc, first - 1, here):
        first -= 1
    while last + 1 < min(len(doc.tokens), here + WIDTH) and not _parts(doc, last + 1, here):
        last += 1
    return first, last


def _parts(doc: Doc, index: int, here: int) -> bool:
    token = doc.tokens[index]
    dash = token.text == "-" and not token.glued
    return dash or token.text in ",;:()" or token.sentence != doc.tokens[here].sentence
