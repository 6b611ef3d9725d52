"""In what frame a number stands: what its clause does, and which word of it the number belongs to.

A number promises where something counted is done or delivered, and so stands where its verb, or a noun of action,
takes it: "předat klientům 50 jízdenek". Four rules of the language say that it only describes. It may belong to a noun
that stands apart from the verb ("zapojit se do výzkumu na vzorku 800 domácností"), or in the genitive to the object
that the verb has ("zveřejnit seznam 40 lékařů"). The clause may aim at something without an end or an outcome
("pečovat o archiv", "zlepšit", "vysvětlovat"): what such a verb reaches by the way is described by numbers, and only
its own object is counted. Or it faces what is there or happens anyhow ("reagovat na uzavření dvou škol"): then nothing
is counted.
"""

import re
from dataclasses import dataclass

from goals.declension import listed
from goals.reading.milestones import ABSTRACT
from goals.reading.quantities import GENITIVES, Quantity, small
from goals.reading.repeated import is_event
from goals.reading.text import (
    AT_LEAST,
    AT_MOST,
    COUNTER,
    JUST,
    LOCATIVE,
    PASSIVE,
    PREPOSITIONS,
    RISE,
    SHORT_PASSIVE,
    STOPWORDS,
    Doc,
    Token,
    is_adjective,
    is_verb,
    is_verbal_noun,
    wordset,
)
from goals.states import Comparator

# Imperfective by its ending; and verbs that are so by their stem, or that change how something is.
_IMPERFECTIVE = re.compile(r"(?:[áí]v|[šřžčňťďj]ov)(?:at|á|ají|uje|ují)$|á[řzšč]et$")
_AIMS = re.compile(
    r"^(?:ne)?(?:byt|vest|dba|drzet|stat|pec|hled|sdil|res|psat|cist|zit|chod|jezd|pomah|napomah|pomoc|haj|chran"
    r"|vracet|ridit|zvat|mluv|brat|klast|cerp|jedn|sled|usil|snaz|vita|dat|naslouch|vnim|vsim|star|zajima|verit|vazit"
    r"|pokrac|rozvi|rozvoj|podporov|spoluprac|prac|respekt|koordin|budov|populariz|propag|komunik|reag|vychaz"
    r"|vyjit|promit|ucastnit|podil|prihl|dohl|vzdel|zasaz|pripomen|pripomin|zleps|vyleps|zvys|posil|prohl|zkvalit"
    r"|usnad|ulehc|zjednod|zprijem|zprehl|zefekt|zmirn|zabran|zamez|upevn|udrz|zachov|ponech|prizpus|zohled|uprav"
    r"|slad|sjednot|nastav|vyuz|zamer|soustred|venov|prisp|priblizi|zvladn|zustat|oprit|opir|dodrz|rozsirov|budit"
    r"|prosad|obhaj|ochran|cel(?:it|i$)|prede[jh]|vyhn|ohlid|zvaz|promysl|over|prover|zjis|porovn|poznat|ujist|presvedc|chap|rozum|rozlis|trvat|pochop"
    r"|porozum|osvoj|vysvetl|objasn|upozorn|zdurazn|poukaz|podek|uct|pripoj|prevz|prevest|prejit|presun|prestehov|rozdel"
    r"|vyporad|dokonc|dores|odstran|pripust|zabyd|vyzna|orient|zorient|zvyk|pocit|apel|vyzyv|vybiz|hlid)"
)
_BY_MEANS_OF = wordset("formou prostřednictvím pomocí při u")
_ALSO = AT_LEAST | AT_MOST | JUST | wordset("také též i vždy jen zde pak dále se si jim mu nám vám")
_NEVER = wordset("mezi od před podle dle mimo kromě proti oproti vůči bez kvůli díky vedle místo")
_GIVEN = wordset("díky kvůli vzhledem navzdory kromě místo vlivem")
_MEANWHILE = wordset("z ze podle dle po před při přes kvůli díky bez vzhledem navzdory během")
_FACES = re.compile(r"^(?:reag|zohled|prihl[ei][dz]|pocit|vyrovna|celi|predch|predej|zabran|zamez|vychaz)")
_STRIVES = re.compile(r"^(?:zamer|soustred|usil|snaz|cili)")  # "usilovat o zvýšení účasti o 10 %"
_BETTER = re.compile(r"^(?:lépe|líp|více|\w+[eě]ji)$")
_GIVEN_NOUN = re.compile(r"^(?:ohled|navaznost|souvislost|zaklade$|reakc|dusledk|prihlednut|porovnan|srovnan|rozdil)")
_HOLDS_SO_MANY = re.compile(  # rooms, vehicles, furniture: "sál pro 60 lidí" says how many it holds
    r"^(?:sal(?:u|em|e|y)?$|ucebn|mistnost|zasedac|klubovn|kancelar|prostor|budov|hal[auye]$|cekar|jideln|trid[auy]$|byt(?:u|em)?$|dum$"
    r"|dom(?:u|em)$|stredisk|ubytovn|pokoj|loznic|stan(?:u|em|y)?$|vozid|vuz|voz(?:u|em)$|aut(?:o|a|em|obus\w*)$|mikrobus"
    r"|dodavk|vytah|nabyt|parkovist|stul|stol(?:u|em|y)?$|lavic|satn)"
)
_MEASURE = re.compile(  # what a number tells of a thing
    r"^(?:rozsah|delk|delc|vys(?:k[auy]|kou|ce)$|sirk|sirc|hloubk|ploch|plos|rozlo|vymer|kapacit|nosnost|objem|naklad|hodnot"
    r"|cen(?:ou|e)$|velikost|uhlopri|prumer|teplot|rychlost|vzdalenost|hmotnost|vah(?:ou|e)$|vaze$|rozpoct|sklon|vykon)"
)
_PERSON = re.compile(r"^(?:osob|klient|rodin|pracovni|ucastni|zak|dite$|domacnost)")
_MONEY = re.compile(r"^(?:grant|dotac|prispev|financ|sponzor|penez|peniz|prostredk|dar(?:u|y|em)?$|kc$|korun)")
_USES = re.compile(r"^(?:vyuz|pouz|uplat)")
_FOR = ("na", "k", "ke", "pro")
_GETS = re.compile(r"^(?:nakup|porizen|zakoup|vyrob|tisk|usporad|poradan|vydan|vytvoren|proskol)")
_RANGE = re.compile(r"^(?:(?:uzemni)?pusobnost|spadov|slozeni)")
_GONE = re.compile(r"^(?:odchod|ztrat|vypad|zanik)")
_CARES = re.compile(r"^(?:pecov|pecuj|star(?:at|a|aji)$|zajim)")  # "pečovat o čtyři kluby"
_TEAM = re.compile(r"^(?:tymu|kolektivu|komisi)$")
_DOING = re.compile(r"[uaeě]jíc(?:í|ího|ímu|ím|ích|ími)$")
_INDIRECT = ("ům", "ím", "ám", "em", "ách", "ích", "ech", "ovi", "ou", "ě", "e", "i", "y")  # no object, no genitive
_OF_LEVELS = ("o", "na", "nad", "pod")
_HOLDERS = re.compile(
    r"^(?:pocet|poct[ue]|rozsahu?|urovn?i|stav|tym|sit|ramci|hranic[ei]|dispozici)$|^ne(?:presah|prekroc)"
)
_SERIES = re.compile(r"^(?:seri[ie]$|cykl(?:us|u)$|sad[auy]$|soubor|kolekc|blok)")  # of which each is made
_GAUGE = re.compile(r"^(?:ucast|poc[et]|navstevn|kapacit|prumer)")
_OBLIQUE = re.compile(r"(?:i|dvou|dvěma|tří|tře(?:ch|m)|čtyř(?:ech|em)?|stu|jedno(?:ho|mu|m)|jedné|jedním)$")


REACH = 40  # words back; what stands further belongs to something else, and no text can be endless
_PHRASE = 12  # words that one participle can govern


@dataclass
class SentenceFrame:
    """What a whole sentence says of the numbers in it."""

    has_rhythm: bool = False
    has_verb: bool = False
    first: Token | None = None  # noun

    @property
    def head(self) -> Token | None:
        """The noun that heads a sentence without a verb, where it names an aim: "udržení kvality"."""
        if self.first is None or self.has_verb:
            return None
        return self.first if self.first.low.endswith("ost") or _AIMS.match(self.first.fold) else None


def sentence_frames(doc: Doc) -> dict[int, SentenceFrame]:
    """Of each sentence by its number."""
    frames: dict[int, SentenceFrame] = {}
    for token in doc.tokens:
        frame = frames.setdefault(token.sentence, SentenceFrame())
        frame.has_rhythm = frame.has_rhythm or token.role == "period"
        frame.has_verb = frame.has_verb or is_verb(token)
        if frame.first is None and token.is_word and not token.role and not is_adjective(token):
            frame.first = token
    return frames


def is_governed(doc: Doc, quantity: Quantity, before: Quantity | None, frame: SentenceFrame) -> bool:
    """Whether a number stands where what its clause does can take it; `before` is the number before it, which is, and
    `frame` that of its sentence.

    Levels, changes and bounds are told by their prepositions, and left to who reads those.
    """
    lead = _lead(doc, quantity.first)
    if _is_of_each(doc, quantity, before) or _is_aside(doc, quantity):
        return False
    if _is_paid_for(doc, quantity):
        return False
    if lead is None:
        return True
    if lead.low in ("tým", "kolektiv") and is_verb(doc.at(quantity.last + 1)):
        return False  # "tým tří pracovníků vyjede"
    if _is_led_off(doc, quantity, lead) or _is_of_which(doc, lead, quantity.first):
        return False
    verb, head = _verb_of(doc, quantity.number), frame.head
    if doc.fold(quantity.number - 1) in _OF_LEVELS or lead.low in _OF_LEVELS:
        return verb is None or not _CARES.match(verb.fold)
    aims = head is not None or (verb is not None and is_aim(doc, verb))
    said = quantity.first < quantity.number  # "alespoň", no mere "5–8"
    if aims and not said and COUNTER.match(lead.fold) and doc.fold(lead.index - 1) == "v":
        return False  # "usilovat o udržení týmu v počtu šesti lidí"
    if verb is not None and _USES.match(verb.fold) and doc.fold(lead.index - 1) in _FOR and _GETS.match(lead.fold):
        return True  # "využít grant k nákupu 9 notebooků"
    if aims and lead.low.endswith(("ní", "tí")) and is_verbal_noun(lead) and _is_noun(doc.at(lead.index - 1)):
        return False  # "zmírnit dopady zrušení dvou spojů"
    if aims and not said and lead.text == "(":
        return False  # "přiblížit úřední jazyk lidem se základním vzděláním (9 tříd)"
    if not lead.is_word or is_verb(lead) or is_verbal_noun(lead) or _HOLDERS.match(lead.fold) or lead is head:
        return True
    if not aims and _SERIES.match(lead.fold):
        return True
    noun = doc.tokens[quantity.noun[1]].low if quantity.noun is not None else ""
    if (
        verb is not None
        and (noun.endswith(("ům", "ám")) or noun in ("lidem", "dětem"))
        and lead.low not in PREPOSITIONS
    ):
        return True  # "usnadnit vstup na trh práce 15 ženám"
    verb = verb or head
    if lead.low in PREPOSITIONS:
        if lead.low == "pro" and _HOLDS_SO_MANY.match(doc.fold(lead.index - 1)):
            return False
        return lead.low != "za" and (not aims or lead.low in _BY_MEANS_OF or _follows(doc, verb, lead.index))
    if lead.low in STOPWORDS:
        return not aims or before is not None
    if is_direct(doc, quantity) or _is_means(doc, quantity):
        return True
    # "podpora dvou žen" is theirs, "každé čtvrtletí obchůzka šesti provozoven" is one.
    if (lead is not frame.first or frame.has_rhythm) and _is_attribute(doc, quantity, lead):
        return False
    apart = _is_apart(doc, lead, verb)
    return said and not apart if aims else said or not (apart or _is_of_object(doc, quantity, lead, verb))


def _is_of_which(doc: Doc, lead: Token, first: int) -> bool:
    """Whether a noun before a number stands in the phrase of a participle that says which one is meant: "mapa sdílející
    kontakty na 60 spolků", "zátěž spojená s vykazováním 12 údajů"."""
    behind = doc.at(lead.index + 1)  # "pracoviště otevřeného dva dny v týdnu"
    at, found = lead.index, behind.index < first and PASSIVE.search(behind.low) is not None and _is_noun(lead)
    while at >= max(0, lead.index - _PHRASE) and _is_of_phrase(doc.tokens[at], lead):
        if COUNTER.match(doc.fold(at)):
            return False  # "počet klientů využívajících terén na 900"
        before, noun = doc.at(at - 1), doc.at(at - 2)
        participle = doc.tokens[at].low in PREPOSITIONS and PASSIVE.search(before.low) is not None
        found = found or (participle and at < lead.index and noun.is_word and not is_verb(noun))
        found = found or (_is_doing(doc.tokens[at]) and at < lead.index)
        at -= 1
    return found


def _is_aside(doc: Doc, quantity: Quantity) -> bool:
    """Whether brackets say more of something: "(kapacita 10 kol)", "(2 v Chebu, 2 v Aši)", but "(min. 5 akcí)"."""
    alone = (doc.fold(quantity.first - 1), doc.fold(quantity.last + 1)) in {("(", ")"), ("cil", ")")}
    if not doc.tokens[quantity.number].bracket:
        return _is_made_up(doc, quantity)
    if doc.fold(quantity.first) in ("vice", "vic", "mene", "pres"):
        return True  # "(více než 6 000 pracovníků)"
    if quantity.total and quantity.noun is not None and not is_event(doc.words(*quantity.noun)):
        return True  # "(celkem 7 bodů)"
    return quantity.first == quantity.number and (not alone or _goes_on(doc, quantity) or _is_stock(doc, quantity))


def _is_paid_for(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number tells what money is asked for: "podat žádost o dotaci na pořízení 6 tabletů"."""
    led = False
    for token in reversed(doc.tokens[max(0, quantity.first - _PHRASE) : quantity.first]):
        if _MONEY.match(token.fold):
            verb = _verb_of(doc, token.index)
            return led and doc.fold(token.index - 1) != "z" and not (verb is not None and _USES.match(verb.fold))
        if not _is_of_phrase(token, doc.tokens[quantity.number]):
            return False
        led = led or token.fold in _FOR
    return False


def _is_stock(doc: Doc, quantity: Quantity) -> bool:
    """Whether brackets say how many something is that the verb does: "provést inventuru knihovny (1 200 svazků)", but
    not "rozvíjet komunitu (5 setkání)", "podpořit rodiny (12 matek)"."""
    noun = doc.tokens[quantity.noun[1]] if quantity.noun is not None else None
    known = listed(noun.low) if noun is not None else None
    opens = quantity.first - 1
    verb = _verb_of(doc, opens)
    itself = verb is not None and {"se", "si"} & {doc.fold(verb.index - 1), doc.fold(verb.index + 1)}
    plain = not itself and known is not None and known.gender != "a" and not is_event(known.one) and not quantity.times
    return plain and verb is not None and opens - verb.index > 2 and not is_aim(doc, verb)


def _is_made_up(doc: Doc, quantity: Quantity) -> bool:
    """Whether a dash or colon behind a group tells of whom it is: "role v týmu – dvě koordinátorky, jeden metodik"."""
    here = doc.tokens[quantity.number]
    left = doc.tokens[max(0, quantity.first - REACH) : quantity.first]
    left = [token for token in left if token.sentence == here.sentence]
    dash = next((token for token in left if token.text == ":" or (token.text == "-" and not token.glued)), None)
    if dash is not None and _RANGE.match(left[0].fold):
        return True  # "působnost centra: 3 okresy, 15 obcí"
    if dash is None or not _TEAM.match(doc.fold(dash.index - 1)):
        return False
    if doc.fold(dash.index - 2) != "v" and not doc.fold(dash.index - 2).startswith(("obsazen", "slozen")):
        return False
    return not any(map(is_verb, doc.tokens[dash.index : quantity.first]))


def _goes_on(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number for whom it is follows the bracket: "kurz vaření (3 odpoledne) pro 16 maminek"."""
    behind = quantity.last + 2
    return doc.fold(behind) == "pro" and (doc.at(behind + 1).is_digits or small(doc.at(behind + 1)) is not None)


def _is_led_off(doc: Doc, quantity: Quantity, lead: Token) -> bool:
    """Whether the word before a number makes it a place, a size or a rate, whatever the clause does."""
    noun = doc.tokens[quantity.noun[1]] if quantity.noun is not None else None
    if _MEASURE.match(lead.fold) and doc.fold(lead.index - 1) in ("o", "s", "se"):
        return True  # "metodika o rozsahu 30 stran", "tabule s úhlopříčkou 75 palců"
    if _MEASURE.match(lead.fold) and quantity.in_words and quantity.value == 1 and not quantity.stated:
        return True  # "délka jednoho setkání"
    if lead.low == "o" and noun is not None and noun.low.endswith(LOCATIVE):
        return True  # "sborník o 60 stranách", but "zvýšit o 60 stran"
    per_each = _PERSON.match(lead.fold) is not None and doc.fold(lead.index - 1) == "na"  # "na osobu nejvýše dva kusy"
    return lead.low in _NEVER or _is_doing(lead) or per_each


def is_circumstance(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number belongs to something that happens meanwhile: "po snížení dotace o 9 %", "při stěhování ze tří
    adres na jednu"."""
    here, acts = doc.tokens[quantity.number], False
    if _GONE.match(doc.fold(quantity.first - 1)) and doc.at(quantity.first - 2).low in _MEANWHILE:
        return True  # "po odchodu dvou kolegyň"
    for token in reversed(doc.tokens[max(0, quantity.first - REACH) : quantity.first]):
        before = doc.at(token.index - 1)
        led = before.low in PREPOSITIONS
        if led:
            reflexive = doc.fold(before.index - 1) in ("se", "si")
            led = not _STRIVES.match(doc.fold(before.index - 1 - reflexive))
        if (token.low in _GIVEN and doc.fold(token.index + 1) not in ("toho", "tomu")) or (
            led and _GIVEN_NOUN.match(token.fold)
        ):
            return True  # "díky podpoře 4 dárců", "v návaznosti na 8 setkání"
        if is_verb(token) and (_FACES.match(token.fold) or _BETTER.match(before.low)):
            return True  # "reagovat na uzavření dvou škol", "lépe využít dvě učebny"
        by = doc.fold(token.index + 1) == "o" and PASSIVE.search(token.low) is not None
        if RISE.match(token.fold) and (by or led):
            return True  # "rozpočet snížený o 8 %", "při nárůstu o 30 %"
        if _HOLDERS.match(token.fold) and RISE.match(before.fold):  # "v reakci na nárůst počtu klientů o 12 %"
            facing = doc.at(before.index - 1)
            given = facing.low in _MEANWHILE or doc.at(facing.index - 1).low in _GIVEN
            given = given or (doc.fold(facing.index - 2), facing.low) == ("pripravit", "na")
            return given or _GIVEN_NOUN.match(doc.fold(facing.index - 1)) is not None
        if _HOLDERS.match(token.fold) and before.low in _MEANWHILE:
            return True  # "při počtu 60 příchozích denně"
        stops = token.text in ",;:()-" or is_verb(token) or _HOLDERS.match(token.fold)
        if token.sentence != here.sentence or stops:
            return False
        if is_verbal_noun(token) and not acts:
            lead, acts = _lead(doc, token.index), True
            if lead is not None and lead.low in _MEANWHILE:
                return True
    return False


def _is_of_each(doc: Doc, quantity: Quantity, before: Quantity | None) -> bool:
    """ "devět vycházek, každá pro nejvýše 15 lidí": what each of those counted before has."""
    if before is None:
        return False
    at_least = quantity.comparator is Comparator.MIN and doc.at(quantity.number - 1).low not in PREPOSITIONS
    if at_least and doc.fold(quantity.first - 1).startswith("kazd"):
        return False  # "pět lokalit, v každé nejméně dva výjezdy"
    between = doc.tokens[max(before.last + 1, quantity.first - REACH) : quantity.first]
    comma = next((token.index for token in reversed(between) if token.text == ","), None)
    inside = doc.tokens[comma + 1 : quantity.first] if comma is not None else []
    does = any(is_verb(token) and token.low not in ("má", "mají") for token in inside)
    return not does and any(token.fold.startswith("kazd") for token in inside[:2])


def _is_doing(token: Token) -> bool:
    """ "sdružující", "dojíždějícím": what they are about only tells which ones are meant."""
    return _DOING.search(token.low) is not None and not token.fold.startswith("zbyva")


def _is_noun(token: Token) -> bool:
    words = token.is_word and token.low not in STOPWORDS and not token.role
    return words and not (is_verb(token) or is_adjective(token) or ABSTRACT.match(token.fold))


def is_aim(doc: Doc, token: Token) -> bool:
    """Whether a verb aims at something without an end, or changes how something is; "navázat na" does, "navázat
    kontakt" does not."""
    if token.fold.startswith("navaz"):
        return doc.fold(token.index + 1) == "na"
    return _AIMS.match(token.fold) is not None or (is_verb(token) and _IMPERFECTIVE.search(token.low) is not None)


def _lead(doc: Doc, first: int) -> Token | None:
    """The word to the left to which a number can belong, over what only tells more of it; None at a sentence's head."""
    for token in reversed(doc.tokens[max(0, first - REACH) : first]):
        if token.sentence != doc.tokens[first].sentence:
            return None
        is_time = doc.at(token.index + 1).role == "deadline" and token.low in PREPOSITIONS  # "z 3. 10. 2024"
        skipped = token.role in ("period", "deadline") or is_time or token.low in _ALSO
        skipped = skipped or "prumeru" in (token.fold, doc.fold(token.index + 1))  # "v průměru"
        attribute = is_adjective(token) and not token.low.endswith("ou")  # "do rukou dvou zástupkyň"
        if not skipped and (is_verb(token) or _is_doing(token) or not attribute):
            return token
    return None


def _verb_of(doc: Doc, index: int) -> Token | None:
    """The nearest verb before a token in its clause; what follows a colon or a dash has a frame of its own."""
    here = doc.tokens[index]
    for token in reversed(doc.tokens[max(0, index - REACH) : index]):
        if token.clause != here.clause or token.text in (":", ";") or (token.text == "-" and not token.glued):
            return None
        if is_verb(token):
            return token
    return None


def is_direct(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number stands in the nominative or accusative, where it is no attribute of the noun before it: "tři",
    "osm seniorek", "4 besedy", but not "tří" and "4 besed"; of 5 and more in digits nobody can tell."""
    number = doc.tokens[quantity.number]
    noun = doc.tokens[quantity.noun[1]].low if quantity.noun is not None else ""
    if quantity.in_words:
        return number.low in ("tři", "čtyři", "jedni") or not _OBLIQUE.search(number.low)
    return 2 <= quantity.value <= 4 and noun.endswith(("y", "e", "i", "í", "é", "a"))


def _is_means(doc: Doc, quantity: Quantity) -> bool:
    """ "připomenout výročí třemi prohlídkami", "navázat dvěma odbornými články": what an aim is reached by."""
    number, led = doc.tokens[quantity.number].low, doc.at(quantity.first - 1).low in ("s", "se")
    agreeing = doc.tokens[quantity.noun[0] : quantity.noun[1] + 1] if quantity.noun is not None else []
    told = number in ("třemi", "čtyřmi") or (number == "dvěma" and any(token.low.endswith("mi") for token in agreeing))
    return told and not led


def _is_attribute(doc: Doc, quantity: Quantity, lead: Token) -> bool:
    """Whether a number in the genitive belongs to the noun before: "systém dvou směn", but not "podpora dvou žen"."""
    number = doc.tokens[quantity.number].low
    noun = doc.tokens[quantity.noun[1]].low if quantity.noun is not None else ""
    genitive = number in GENITIVES and quantity.first == quantity.number and not noun.endswith(("m", "i"))
    known = listed(noun)  # "ozdobit dvůr sedmi lampiony"
    genitive = genitive and (known is None or known.gender not in "am" or not noun.endswith("y"))
    return genitive and doc.at(lead.index - 1).low not in ("s", "se") and not ABSTRACT.match(lead.fold)


def _is_apart(doc: Doc, noun: Token, verb: Token | None) -> bool:
    """Whether a noun stands in a phrase with a preposition, other than right behind a verb that still wants its object:
    "pořídit do čekárny 9 křesel" takes the chairs."""
    at, led = noun.index, False
    while at >= max(0, noun.index - REACH) and _is_of_phrase(doc.tokens[at], noun):
        led = led or doc.tokens[at].low in PREPOSITIONS - {"s", "se"}  # of those with whom, others decide
        at -= 1
    wants = doc.at(at + 1).low in PREPOSITIONS and doc.at(at + 2).low not in PREPOSITIONS  # but not "zapojit se do"
    if verb is None:  # "v Chebu 5 besed", but "odpovědnost za správu 12 počítačů"
        heads = not wants and not _GAUGE.match(doc.fold(at + 1))
        return led and heads and doc.at(noun.index - 1).low in PREPOSITIONS
    return led and not (wants and at == verb.index)


def _is_of_object(doc: Doc, quantity: Quantity, noun: Token, verb: Token | None) -> bool:
    """Whether the verb has its object, and a number in the genitive behind it only tells of that: "zveřejnit seznam 40
    lékařů", but "předat klientům 50 jízdenek", "vybavit učebnu 10 tablety"."""
    at = noun.index
    while (
        at > max(0, noun.index - REACH)
        and _is_of_phrase(doc.tokens[at], noun)
        and doc.tokens[at].low not in PREPOSITIONS
    ):
        at -= 1
    taken = verb is not None and at == verb.index and not noun.low.endswith(_INDIRECT)
    done = SHORT_PASSIVE.search(noun.low) is not None  # "bude uspořádáno 5 besed"
    counted = doc.tokens[quantity.noun[1]].low if quantity.noun is not None else ""
    own = ABSTRACT.match(noun.fold) and verb is not None and noun.index - 1 == verb.index  # "zajistit provoz 2 míst"
    return taken and not (own or done or counted.endswith(_INDIRECT))


def _is_of_phrase(token: Token, noun: Token) -> bool:
    inside = token.low in PREPOSITIONS or token.low not in STOPWORDS
    return token.is_word and inside and token.sentence == noun.sentence and not is_verb(token) and not token.role


def _follows(doc: Doc, verb: Token | None, index: int) -> bool:
    """Whether a phrase begins right behind the verb: "spolupracovat s patnácti školami", "zapojit se do tří akcí"."""
    at = index - 2 if doc.fold(index - 1) in ("se", "si") else index - 1
    return verb is not None and at == verb.index
