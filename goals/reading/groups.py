"""Who is meant by "každý" and "všichni": the group of which each member is promised something.

A group is a target when it is made of people, bodies or places and something is done to or by each of them; "ve všech
ohledech" or "zlepšit spolupráci se všemi partnery" is none.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from goals.declension import decline, listed
from goals.reading.frames import is_aim
from goals.reading.milestones import ABSTRACT
from goals.reading.quantities import cardinal, small
from goals.reading.text import (
    AT_LEAST,
    AT_MOST,
    PREPOSITIONS,
    STOPWORDS,
    Doc,
    Token,
    is_adjective,
    is_verb,
    is_verbal_noun,
    noun_phrase,
    tokenize,
    wordset,
)

_WORD = re.compile(
    r"^(?:kazd(?:y|a|e|eho|emu|em|ym|ou|ych)|vsichni|vsechny|vsech|vsem|vsemi|veskere|veskerych|veskerym|oba|obe"
    r"|obou|obema)$"
)
_WHOLE = re.compile(r"^cel(?:y|eho|emu|em|ym)$")
_TEAM = re.compile(r"^(?:tym|kolektiv|personal)")
_FRACTION = re.compile(r"^(?:druh|tret|ctvrt|pat|sest|sedm|osm|devat|desat|dvacat|st)(?:y|a|e|i|ou|eho|emu|em|ym)$")
_PAIR = wordset("oba obe obou obema")
_PEOPLE = re.compile(r"^(?:pracovni|zamestnan|koleg|clen|sp$|lektor|tlumocni|poradc|vedouc|asistent)")
_SUBJECT = wordset("každý každá každé všichni všechny oba obě")
_MEMBER = re.compile(
    r"^(?:pracovni[ckc]|zamestnan|koleg|clen|tym|sp$|ksp|ikp|klient|cizin|ucastni|uchazec|zajem"
    r"|zadatel|osob|rodin|rodic|zak|student|dit|det|dobrovolni|tlumocni|lektor|poradc|vedouc|partner|organizac"
    r"|spol[ek]|neziskov|institu|urad|ospod|oamp|obc|obec|mest|kraj|okres|region|lokalit|skol|zs|ms|ss|zarizen"
    r"|trid[eyau]|knihov|fir[em]m?|zamestnavatel|podni|centr|poboc|pracovist|ubytov|lekar|ordinac|nemocnic|sluzebn|posluchac"
    r"|absolvent|drzitel|prichoz|nastup|kontaktni|komunit|orp|mas|obyvatel|zen[aeyu]?|zenam|matek|matk|muz|uzivatel"
    r"|navstevni|dom[uyo]|domech|domov|sidlis|vesnic|internat|hotel|velvyslan|soud|policist|farnost|cirkv|univerzit"
    r"|fakult|restaurac|obchod|prodejn|poradn|poraden$|domacnost|mist|gymnazi|ucilis|sluzb|provozov|azyl|stacionar|spolk"
    r"|prijem|osad|byt[uyo]|poskytovatel|aktivit|kurz|setkan|akc|besed|workshop|ps|skupin|platform|jednan|materi"
    r"|letak|standard|nich|matri|magistrat|oddelen|odbor|agentur|pedagog|ucitel|asistent"
    r"|koordinator|spoluprac|recepcn|vratn|sestr|zdravotn|spravc|mediator|mentor|patron|garant|dodavatel|soused"
    r"|vychovatel|trener|prekladatel|pruvodc|stazist|brigadni|praktikant|supervizor|referent|uredni|starost|zastupitel"
    r"|straznik|hasic|hern|jideln|dilen|dilny|uceb|druzin|krouz|koutk|cekar)"
)
_ALL_WHO = wordset("vsichni vsechny")
_ALL = wordset("vsechny vsechna vsem")
_IS_MET = re.compile(r"^(?:navstiv|obejit|obejd|objet|objed|oslov|obesl|kontaktov|seznam|proskol|vyskol|predsta|pozv)")
_NEAR = 6  # tokens before a group in which its verb is looked for
_REACH = 25  # tokens before "každý" in which what was counted is looked for
_EACH_BY_GENDER = {"f": "každá", "n": "každé"}
_STATES = wordset("jsou je mají měli")
_SERVES = re.compile(r"^(?:dispozic|pristupn|dostupn|sdilen|potreb|urcen)")
_IDIOMS = wordset("pripad pripade ohled ohledech smer smerech dob dobu stran ostatni kdo rok mesic")
_LEADING_ON = wordset("z ze nas nase nasi nasich svych a")  # "každý z našich pracovníků"


@dataclass(frozen=True)
class Group:
    first: int  # token indices, inclusive
    last: int
    subject: bool  # they act: what follows is promised of each
    joint: bool = False  # all at once ("celý tým"): numbers beside it are not dealt out
    listens: bool = (
        False  # what is made is for them ("pro všechny", "kluby ze všech"): they are no members to be counted
    )
    met: bool = False  # "s každým pracovníkem": what is done is done with each
    served: bool = False  # what is done is only for them: no target beside an achievement
    name: str = ""  # of those that were counted before: "tři kluby, v každém nejméně dvě besedy"

    def named(self, doc: Doc) -> str:
        """Of whom or what each is meant."""
        return self.name or doc.words(self.first, self.last)


def find_groups(doc: Doc) -> list[Group]:
    """All groups of a text in reading order."""
    found = []
    for token in doc.tokens:
        name = _of_those_counted(doc, token)
        if name:
            found.append(Group(token.index, token.index, subject=False, name=name))
            continue
        joint = _WHOLE.match(token.fold) is not None and _TEAM.match(doc.fold(token.index + 1)) is not None
        last: int | None = None
        if joint:
            last = token.index + 1
        elif token.is_word and not token.role and _WORD.match(token.fold):
            last = _last_of_group(doc, token)
        if last is None:
            continue
        # The verb that governs the group names an aim without an end; or "postup všech pracovníků".
        before = doc.at(token.index - 1)
        if joint and before.fold.startswith(("porad", "schuz")):
            continue  # "výjezdní poradu celého týmu"
        if is_endless(doc, token) or before.fold == "vuci" or (ABSTRACT.match(before.fold) and not is_verb(before)):
            continue
        # "všechny služby jsou zdarma" only describes, "každý, kdo je ..." does not.
        behind = takewhile(lambda after: after.is_word, doc.tokens[last + 1 : last + 4])
        if not joint and any(after.low in _STATES and after.clause == token.clause for after in behind):
            continue
        # They act: a nominative before which nothing governs it and behind which a verb comes.
        clause = [t for t in doc.tokens[max(0, token.index - 8) : token.index] if t.clause == token.clause]
        governed = clause and (before.fold in ("na", "pro", "o", "ve", "v") or any(is_verb(t) for t in clause))
        acts = token.fold != "vsechny" or any(is_verb(after) for after in doc.tokens[last + 1 : last + 5])
        subject = token.low in _SUBJECT and not governed and acts
        if doc.at(token.index - 2).low == "pro" and token.fold.startswith("vs"):  # "pro žáky všech tří škol"
            continue
        # "pro všechny pracovníky", "k dispozici celému týmu"
        left = doc.tokens[max(0, token.index - 3) : token.index]
        served = before.fold == "pro" or any(_SERVES.match(t.fold) for t in left)
        met = before.fold in ("s", "se", "u") and token.fold.startswith("kazd") and token.low not in _SUBJECT
        listens = not subject and before.fold in ("pro", "z", "ze") and not token.fold.startswith("kazd")
        found.append(Group(token.index, last, subject, joint, listens, met, served))
    return found


def _of_those_counted(doc: Doc, token: Token) -> str:
    """Each of what was counted before, where "každý" stands alone: "uspořádat dva festivaly, přičemž na každý přijde
    nejméně 50 lidí"; empty where it is another "každý"."""
    after = doc.at(token.index + (2 if doc.fold(token.index + 1) in ("se", "si") else 1))
    alone = after.is_digits or after.low in AT_LEAST | AT_MOST or is_verb(after) or small(after) is not None
    before = doc.fold(token.index - (2 if doc.at(token.index - 1).low in PREPOSITIONS else 1))
    begins = before in (",", "a", "pricemz", ";", "-", "(")
    if not (token.fold.startswith("kazd") and alone and begins) or token.role:
        return ""
    for number in reversed(doc.tokens[max(0, token.index - _REACH) : token.index]):
        phrase = noun_phrase(doc, number.index + 1) if number.is_digits or small(number) is not None else None
        beside = (number.sentence, number.bracket) == (token.sentence, token.bracket)
        of_all = _last_of_group(doc, number) if number.fold in _ALL_WHO and beside else None
        last = of_all or (phrase[1] if phrase is not None else None)
        if beside and last and not number.role and doc.fold(number.index - 1) not in ("po", "pro"):
            noun = decline(doc.tokens[last].low)
            return f"{_EACH_BY_GENDER.get(noun.gender, 'každý')} {noun.one}" if noun is not None else ""
    return ""


def is_endless(doc: Doc, token: Token) -> bool:
    """Whether what governs a token names an aim without an end: "udržovat kontakty se všemi školami"."""
    around = [t for t in doc.tokens[max(0, token.index - 10) : token.index] if t.clause == token.clause]
    around = around[max((at for at, t in enumerate(around, 1) if t.text == ":"), default=0) :]  # "vzdělávání: každý …"
    actions = [t for t in around if is_verb(t) or is_verbal_noun(t)]
    return bool(actions) and is_aim(doc, actions[-1])


def group_size(text: str) -> int | None:
    """How many each of a wording's group are, where it says so: "každý ze dvou tlumočníků", "oba tlumočníci"; None
    where it does not, or speaks of several groups."""
    doc, sizes = tokenize(text), set()
    for group in find_groups(doc):
        if doc.fold(group.first) in _PAIR:
            sizes.add(2)
        elif doc.fold(group.first + 1) in ("z", "ze") and (number := cardinal(doc, group.first + 2)):
            sizes.add(int(number[0]))
    return sizes.pop() if len(sizes) == 1 else None


def _without_number(doc: Doc, phrase: tuple[int, int] | None) -> tuple[int, int] | None:
    """A noun phrase without a numeral that only ends like its noun: "s každým starostou jedna schůzka"."""
    if phrase is None:
        return None
    first, last = phrase
    numbers = [at for at in range(first + 1, last + 1) if small(doc.tokens[at]) is not None]
    return (first, numbers[0] - 1) if numbers else phrase


def _is_person(token: Token) -> bool:
    """Whether a noun that the list knows names somebody alive: "všem pediatrům"."""
    noun = listed(token.low)
    return noun is not None and noun.gender == "a" and not is_adjective(token)


def _last_of_group(doc: Doc, token: Token) -> int | None:
    """The token that names the members, at most five words behind "každý"; itself in "pracovníci absolvují každý 2"."""
    after = doc.at(token.index + 1)
    if _FRACTION.match(after.fold):  # "každý desátý obyvatel" is a share of them
        return None
    counts = after.is_digits or small(after) is not None
    if token.low == "každý" and counts and after.low != "jeden":
        return token.index
    # Whoever they are, they act or are met: "každý mentor povede", "s každým dodavatelem", "každý z pěti dodavatelů".
    second = doc.at(token.index + 2)
    numbered = after.fold in ("z", "ze") and (small(second) is not None or second.is_digits)
    phrase = _without_number(doc, noun_phrase(doc, token.index + (3 if numbered else 1)))
    left = doc.tokens[max(0, token.index - _NEAR) : token.index]
    if (
        phrase is not None
        and token.fold in _ALL
        and any(_IS_MET.match(t.fold) for t in left if t.clause == token.clause)
    ):
        return phrase[1]  # whom or what one goes to: "obejít všechny kliniky"
    if phrase is not None and after.fold not in _IDIOMS:
        behind, opens = doc.at(phrase[1] + 1), doc.begins(token.index) or doc.fold(token.index - 1) in (":", "-")
        gets = behind.low in AT_LEAST or behind.is_digits or small(behind) is not None  # "každá školka min. 2"
        acts = opens and token.low in _SUBJECT and (is_verb(behind) or gets)
        met = token.fold.startswith("kazd") and doc.fold(token.index - 1) in ("s", "se", "pro", "z", "ze", "u")
        met = met and (token.low not in _SUBJECT or doc.fold(token.index - 1) != "se")  # "se každá absence projeví"
        if acts or met or numbered:
            return phrase[1]
    for after in doc.tokens[token.index + 1 : token.index + 7]:
        if after.sentence != token.sentence or after.text in ",.;:()" or after.fold in _IDIOMS:
            return None
        # An adjective only begins like a member: "pracovní tým", "městský úřad".
        only_begins = is_adjective(after) and _MEMBER.match(doc.fold(after.index + 1))
        letters = after.text.isupper() and len(after.text) > 1  # "každý IP", "všechny SVP"
        if (_MEMBER.match(after.fold) or _is_person(after) or letters) and not only_begins:
            return after.index if token.fold not in _PAIR or _PEOPLE.match(after.fold) else None
        if after.low in STOPWORDS and after.fold not in _LEADING_ON:
            return None
    return None
