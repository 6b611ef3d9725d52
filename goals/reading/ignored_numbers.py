"""Numbers that are no target of the goal.

Before anything is read, numbers that count nothing are claimed, so that no later rule takes them: laws, standards,
versions, ordinals, phones, addresses, times of day, names. Of the numbers that count, those are set aside that only
describe a target or are told of what is. "2 workshopy pro 15 osob po 3 hodinách" promises two workshops; ages, lengths,
prices, capacities and breakdowns are left out. "Oslovit 10 firem, které zaměstnávají více než 50 cizinců" promises ten
firms, "kdy proběhlo 8 kurzů" nothing.
"""

import re
from decimal import Decimal

from goals.reading.elisions import fill_in
from goals.reading.quantities import Quantity, fraction, small
from goals.reading.text import (
    AT_LEAST,
    CONJUNCTIONS,
    PREPOSITIONS,
    STOPWORDS,
    Doc,
    Token,
    is_adjective,
    is_verb,
    is_verbal_noun,
    noun_phrase,
    wordset,
)
from goals.states import Comparator

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
    r"|soucasn\w{1,3}|uplynul\w{1,3}|puvodni\w{0,2}|vychozi\w{0,2}|oproti|z toho|posledni(?:ch|m)?|v soucasnosti"
    r"|stav k[^:()]{1,25}(?=:)"
    r"|(?:nyni|aktualne|dnes|dosud) ma(?:me)?)\b"
)

_LENGTH = re.compile(
    r"^(?:let|leta|letech|lety|rok\w{0,2}|mesic\w{0,3}|tyd\w{2,4}|minut\w*|min|sekund\w*|pulrok\w*|km|metr\w*|cm|m"
    r"|vterin\w*)$"
)
_LASTS = re.compile(r"^(?:vzdy|trva|potrva|dlouh)")
_DAYS = re.compile(r"^(?:dn[iyu]|dnech|den|dnem)$")
_HOURS = re.compile(r"^(?:hodin\w{0,3}|hod)$")
_OURS = re.compile(r"^(?:pracovni|zamestnan|clen|koleg|nas$|nich$|lektor)")
_REACHES = ("nepresah", "neprekroc", "presah", "prekroc", "dosah", "cini")
_KEPT = re.compile(r"^ne(?:po)?(?:klesn|vzrost|stoup)")
_GAUGE = re.compile(
    r"^(?:poct|pocet|podil|mir[auy]|dob[auy]|lhut|ucast|navstevnost|naplnenost|obsazenost|uspesnost|fluktuac|absenc|\w{4,}ost(?:i|ti)?$)"
)
_BOUND_LEFT = 16  # tokens in which the gauge of a bound is looked for
_MEDIA = ("jazyc", "mutac", "verzi", "pismech")
_OPENING_LEFT = 30  # characters
_OPENING = re.compile(r"(?:oteviraci|provozni|pracovni|uredni) (?:dob|hodin)\w{1,2} $")
_DESCRIBES = re.compile(r"(?:[aeou]n|[aueiy]t|[ií]c|ajíc|ejíc)(?:ý|á|é|í|ého|ému|ém|ým|ou|ých|ými|ího|ímu|ím|ích|ími)$")
_DONE_AT = re.compile(
    r"^(?:realiz|zrealiz|uskutecn|usporad|konan|poradan|proved|vybran|dals|nov|min|celkov|ostatn|zbyva)"
)
_TITLED = re.compile(
    r"^(?:(?:system|kampan|iniciativ|film|podcast|serial|tym|okruh|pripad)\w{0,3}|knih[uy]|knize|siti?|slozeni)$"
)
_OF_THEM = re.compile(
    r"^(?:potreb|odchod|nastup|situac|soukrom|obtiz|problem|prani|pozadavk|zkusenost|zivot|zajem|zajm|ostatni|zbyvajici)"
)
_FORMER = re.compile(r" z(?:e)? (?:(?:minul|lonsk|predchoz|predesl|uplynul)\w{1,3} |lonska\b)")
_MONEY = re.compile(r"^(?:kc|korun\w*|eur\w*)$")
_EARN = re.compile(r"^(?:ziska|vybra|sehna)")
_HOW_LONG = re.compile(r"^(?:delc|delk|rozsah|dotac|trvani|trvajic)")
_TOGETHER = re.compile(r"^(?:spoluprac|spolecn|podpor|ucast|soucinnost|pomoc|partnerstv)")
# With whom something is agreed or done is what such a promise is about.
_CONTACT = re.compile(
    r"^(?:kontakt|spoluprac|spolupr|schuz|setk|jedn|smlouv|smluv|dohod|memorand|partner|rozhovor|konzult|navaz|navaz|uzavr"
    r"|sejit|sejd|spoj|propoj|seznam|pohovor|domluv|prac|udrz|komunik|besed|podeps|podpis|vytvor|sdil|prohlub|prohloub)"
)
_SAID_AGAIN = wordset(", - tedy tj . celkove")
_LOCATIVE = re.compile(r"(?:ách|ích|ech)$")
_FEW = 4  # of what a thing has: doors, floors, children
_PART_OF_IT = re.compile(
    r"^(?:luz|mist[ya]|zidl|stol[ey]|stolk|pokoj|vchod|patr|okn|dver|byt[yu]|mistnost|schod|sedadl|pocitac)"
)
_HOLDS_PEOPLE = re.compile(
    r"^(?:aut[aou]?(?:mobil|bus)?\w{0,2}|vuz|voz\w{1,2}|dodavk|minibus|sal\w{0,3}|mistnost|ucebn|prostor|stul|stol|byt\w{0,2}$"
    r"|ubytovn|pokoj|stan\w{0,2}$|lavic|zasedac|kancelar|jideln|tribun)"
)
_BECAUSE = re.compile(r"^(?:protoze|nebot|jelikoz|ackoli\w?|prestoze|ponevadz)$")
_ACCORDING = wordset("podle dle kvuli diky vuci")
_NAMED = re.compile(
    r"^(?:kapitol|priloh|clanek|clank|odstav|standard|verz|faz[ei]|kategori|tabulk|(?:vybor|odbor)(?:u|em)?$"
    r"|oddeleni\w?$|komis[ei]$|sekc[ei]$)"
)
_RHYTHM_OF_ITS_OWN = ("kazd", "vzdy")
_SHIFT = re.compile(r"^(?:uvaz|navys|zvys|rozsir|posil|sniz|zkrat|prodlouz|dopln|zrychl|urychl|omez)")
_OF_SOME = wordset("z ze po od pred nad pod nez kapacita kapacitou kapacite kapacity")
_ONE_AT = wordset("v ve na z ze do o po pri za k ke pro ani jako u ten toto tento tato jen pouze jeste kazde ne")
_ONE_NOT = wordset("den rok mesic tyden druheho druhy druhou druhe druhemu dalsi strane straně misto jedineho")

_FACT = re.compile(
    r"^(?:zij[ei]|ziji|pobyva(?:ji)?|bydli|evidujem|eviduj[ei]|pochazi|tvori|pracuj[ei]|patri|existuj[ei]|pusobi|sidli|rodi|chybi|prevazuj[ei]|prevlad\w{1,4})$"
)
_HOLDS = re.compile(r"^(?:je|jsou|ma|maji|cini|trva|trvaji|nabizi|nabizeji|dojizdi|dojizdeji)$")
# zaměstnávají, navštěvuje: no end is in view, as it is in "zrealizují"
_LASTING = re.compile(r"^(?!zrea|zorg|absolv)\w*(?:[áíý]v(?:á|ají)|uj[eí]|(?:ch[áa]z|jížd|jižď)(?:í|ejí))$")
_WILL = re.compile(
    r"^(?:bude|budou|budeme|probeh|usporad|zorganiz|uskutecn|zrealiz|absolv|vznikn|projd|zucastn|navstiv|oslov)"
)
_RELATIVE = re.compile(
    r"^(?:kter[yaeiou]\w{0,2}|jenz|jez|jimz|nimz|niz|nichz|jehoz|jemuz|jejiz|jejichz|nehoz|nemuz|nemz|nimiz|jimiz|kde|kdy|kam|odkud|kudy)$"
)
_DID = re.compile(r"(?:(?<!t)[eě]|[aiyu]|h|š|es|st|ik)l[aoiy]?$")
_BEFORE_NOUNS = PREPOSITIONS - {"se"}
_NOT_DID = re.compile(r"^(?:hotel|model|panel|level|cisel|festival|mail|email|profil)")
_WISH = re.compile(r"^(?:aby|by$|bych|kdyby)")
_WIDTH = 15  # tokens looked at on either side of a number for what is told of it


def claim_ignored(doc: Doc) -> None:
    """Claim every token whose number is a name, a reference, an ordinal or a report of the past."""
    for match in (match for pattern in _PATTERNS for match in pattern.finditer(doc.low)):
        for token in doc.inside(*match.span()):  # the words between stay readable
            if not token.role and (token.is_digits or small(token) is not None):
                token.role = "ignored"
    for match in _PAST.finditer(doc.low):
        for token in doc.inside(match.end(), match.end() + 40)[:3]:
            if token.is_digits or small(token) is not None or fraction(token.fold) is not None:
                token.role = token.role or "ignored"
                break
            if token.fold in ("min", "minimalne", "alespon", "aspon", "nejmene", "o"):
                break  # a comparator makes it a promise again
    for match in re.finditer(r"[^ ]+", doc.low):
        if "@" in match.group() or "://" in match.group() or match.group().startswith("www."):
            for token in doc.inside(*match.span()):
                token.role = token.role or "ignored"
    for token in doc.tokens:
        if token.is_digits and not token.role and _is_name(doc, token):
            token.role = "ignored"
            other = doc.at(token.index + 2)  # "standardů 1 až 15": the other end is a name as well
            if other.is_digits and doc.fold(token.index + 1) in ("-", "az"):
                other.role = other.role or "ignored"


def _is_name(doc: Doc, token: Token) -> bool:
    """Whether a number in digits is a code, an ordinal or a year, or belongs to the label or name before it."""
    index = token.index
    before, after, beyond = doc.at(index - 1), doc.at(index + 1), doc.at(index + 2)
    # A2, KA3, Covid-19, 155a, 3denní: letters and digits in one.
    if token.glued and (before.is_word or before.text in ("+", "#", "§", "_")):  # but not "Realizace12 kurzů"
        code = before.fold not in _SUFFIXES and not (is_verb(before) or is_verbal_noun(before))
    elif token.glued and before.text == "-" and before.glued and before.index:
        code = doc.at(index - 2).is_word and doc.fold(index - 2) not in _SUFFIXES
    else:
        tail = beyond if after.glued and after.text == "-" else after
        code = tail.glued and tail.is_word and tail.fold not in _SUFFIXES
    # "Praha 9 dvě akce": a second number follows, and the first is the end of a name.
    at = index + 1
    while doc.at(at).low in AT_LEAST and at <= index + 2:
        at += 1
    again = doc.at(at)
    if not again.glued and not again.role and again.sentence == token.sentence and not code:
        code = small(again) is not None or (again.is_digits and before.is_word)
    # "3. ročník": a full stop and a small letter, or a list of such.
    dotted = after.text == "." and after.glued
    ordered = beyond.is_word and not beyond.glued and (not beyond.is_capital or beyond.text in _SCHOOLS)
    listed = beyond.text in ("-", ",", "/") and doc.at(index + 3).is_digits
    if code or (dotted and (ordered or listed)):
        return True
    if before.text == "." and doc.fold(index - 2) in _NUMBERED:
        return True
    behind = index + 1  # behind the number, or behind the whole of "3-5"
    if doc.fold(behind) == "x" and doc.fold(behind + 1) in ("-", "az"):
        behind += 1
    if doc.fold(behind) in ("-", "az") and doc.at(behind + 1).is_digits:
        behind += 2
    if _NAMED.match(before.fold):
        return True
    # A noun that a number can count stands behind: no name, no lone adjective, no singular in -u, -ovi, -em.
    phrase = noun_phrase(doc, behind) if doc.at(behind).sentence == token.sentence else None
    if phrase is not None:
        noun = doc.tokens[phrase[1]]
        proper = noun.is_capital and not noun.text.isupper()
        singular = noun.low.endswith(("u", "ovi", "em", "o", "ě", "á", "é", "ý")) and token.text != "1"
        lone_adjective = is_adjective(noun) and phrase[0] == phrase[1] and not noun.low.endswith(("ých", "ích", "í"))
        if not (proper or singular or lone_adjective):
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
    if not before.is_word or before.sentence != token.sentence or before.role == "deadline":
        return False  # "do konce roku 15"
    is_goal = before.fold == "cil" and doc.fold(index - 2) == "(" and doc.fold(index + 1) == ")"  # "počet (cíl 50)"
    if _LABELS.match(before.fold) and not is_goal:
        return True
    ends = not doc.at(behind).is_word or doc.fold(behind) in CONJUNCTIONS
    if ends and any(_LABELS.match(doc.fold(at)) and doc.at(at + 1).is_capital for at in (index - 3, index - 4)):
        return True  # "v projektu Soused sousedovi 2"
    # "Praha 3", "Komunita 2000", "Masarykova 12"
    if before.glued and doc.fold(before.index - 1) == "-" and doc.at(before.index - 2).is_capital:
        return True  # "Brno-střed 1"
    begins = before.index == 0 or doc.tokens[before.index - 1].sentence != before.sentence
    named = before.is_capital and before.low not in STOPWORDS and not is_verb(before)
    named = named and not (begins and is_verbal_noun(before))
    return named and (after.role != "period" or after.fold.startswith(_RHYTHM_OF_ITS_OWN))


def select_targets(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities that are targets, in reading order."""
    promised: list[Quantity] = []
    quantities = _without_partners(doc, _without_lengths(doc, fill_in(doc, quantities)))
    for quantity, after in zip(quantities, [*quantities[1:], None], strict=False):
        # "o 4 tlumočníky na celkových 18": what it comes to is promised.
        if after is not None and doc.fold(quantity.number - 1) == "o" and _comes_to(doc, quantity, after):
            after.borrowed, after.elided = after.noun or quantity.noun or quantity.borrowed, True
            continue
        # "z 50 na 80": the first number is where things stand now.
        raised = after is not None and doc.fold(after.first - 1) == "na"
        if not (raised and doc.fold(quantity.first - 1) in ("z", "ze")):
            promised.append(quantity)
    kept: list[Quantity] = []
    for quantity, after in zip(promised, [*promised[1:], None], strict=False):
        # "v Písku 2 a v Táboře 4 kurzy": the noun stands behind the second number only.
        plain = quantity.noun is None and not quantity.percent and not quantity.times
        joined = doc.fold(quantity.last + 1) in ("a", ",") and doc.fold(quantity.number - 1) not in _OF_SOME
        named = after is not None and after.noun is not None and not _is_length(doc, after)
        shares_noun = plain and joined and named and after is not None and after.number - quantity.number <= 6
        if shares_noun or _is_target(doc, quantity, kept):
            kept.append(quantity)
    # The parts of a sum are not counted again: "4 besedy (2 v Chebu, 2 v Sokolově)".
    parts: set[int] = set()
    for at, whole in enumerate(kept):
        if at in parts or whole.percent or doc.fold(whole.last + 1) not in ("(", "-", ":", ","):
            continue
        total = Decimal(0)
        for other in range(at + 1, min(at + 6, len(kept))):
            part = kept[other]
            if doc.tokens[part.number].sentence != doc.tokens[whole.number].sentence or part.percent or part.times:
                break
            between = doc.tokens[whole.last + 1 : part.number]
            if any(token.role == "deadline" or token.fold.startswith("dals") for token in between):
                break  # "do března pět obcí, do června další tři a do října dvě"
            total += part.value
            if total == whole.value and other > at + 1:
                parts |= set(range(at + 1, other + 1))
    return [quantity for at, quantity in enumerate(kept) if at not in parts]


def _comes_to(doc: Doc, by: Quantity, to: Quantity) -> bool:
    here, there = doc.tokens[by.number], doc.tokens[to.number]
    words = [token.fold for token in doc.tokens[by.last + 1 : there.index]]
    while words[:1] and words[0] in _SAID_AGAIN:  # "o 6, tedy na 24"
        del words[0]
    same = to.noun is None or to.noun == by.noun or len(words) == 1 or words[1].startswith("celk")
    onto = words[:1] == ["na"] and len(words) <= 4 and same
    return onto and here.sentence == there.sentence and not to.percent and not to.times


def _without_lengths(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """Without hours and days that only tell how long something is: "kurz (16 hodin) pro 12 účastníků" promises
    participants."""

    def is_length(quantity: Quantity) -> bool:
        inside = doc.tokens[quantity.number].bracket
        if inside and doc.fold(quantity.last + 1) == "po" and doc.at(quantity.last + 2).bracket == inside:
            return True  # "(12 lekcí po 60 minutách)"
        if not (is_hours(doc, quantity) or is_days(doc, quantity)) or quantity.times:
            return False
        left = doc.tokens[max(0, quantity.first - 3) : quantity.first]
        of_each = any(token.fold.startswith("kazd") and doc.at(token.index - 1).text == "," for token in left)
        return inside > 0 or of_each or any(_HOW_LONG.match(token.fold) for token in left)

    lengths = [is_length(quantity) for quantity in quantities]
    others = {
        doc.tokens[quantity.number].sentence
        for quantity, is_long in zip(quantities, lengths, strict=True)
        if not is_long and not quantity.percent and not _is_length(doc, quantity)
    }
    return [
        one
        for one, is_long in zip(quantities, lengths, strict=True)
        if not is_long or doc.tokens[one.number].sentence not in others
    ]


def _without_partners(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """Without those with whom something else is promised, and what something has: "schůzka se 3 knihovnami a 2 kluby
    každé pololetí", "ve spolupráci se 2 knihovnami tři dílny", "kancelář se dvěma vchody"."""
    kept: list[Quantity] = []
    partners: list[Quantity] = []
    for quantity in quantities:
        (partners if _is_with(doc, quantity, partners) else kept).append(quantity)
    if not partners:
        return kept
    rhythmic = {token.sentence for token in doc.tokens if token.role == "period"}
    begins: dict[int, int] = {}  # where each sentence promises something else
    for quantity in kept:
        if not is_only_mentioned(doc, quantity):
            begins.setdefault(doc.tokens[quantity.number].sentence, quantity.number)
    for quantity in partners:
        here = doc.tokens[quantity.number]
        left = [
            token for token in doc.tokens[max(0, here.index - _WIDTH) : here.index] if token.sentence == here.sentence
        ]
        contact = any(_CONTACT.match(token.fold) for token in left)
        # "navázat spolupráci s 5 partnery a …" is about the partners, "ve spolupráci s 5 partnery …" is not.
        aim = _CONTACT.match(doc.fold(quantity.first - 2)) and doc.at(quantity.first - 3).low not in PREPOSITIONS
        other = begins.get(here.sentence)
        place, led = doc.at(quantity.first - 2), doc.at(quantity.first - 3)
        if led.fold in ("v", "ve", "do", "z") and place.is_word and not contact:  # "v čekárně se 6 židlemi"
            continue
        has = _PART_OF_IT.match(unit_stem(doc, quantity)) is not None  # "ubytovna s 80 lůžky"
        meant = not has and (contact or quantity.value > _FEW) if other is None else aim and other > here.index
        if meant and here.sentence not in rhythmic:
            kept.append(quantity)
    return sorted(kept, key=lambda one: one.number)


def _is_with(doc: Doc, quantity: Quantity, partners: list[Quantity]) -> bool:
    """Whether a number stands behind "s", in "se zástupci 6 firem" or "s podporou tří obcí", or is joined to one."""
    if quantity.times or quantity.percent or quantity.noun is None or quantity.stated:
        return False
    first = quantity.first
    before = doc.at(first - 1)
    instrumental = doc.tokens[quantity.noun[1]].low.endswith(("y", "mi", "em", "ou", "i"))
    if before.fold == "s" or (before.fold == "se" and instrumental):
        return True
    if doc.fold(first - 2) in ("s", "se", "za") and before.is_word:  # "se žáky 4 škol", "s podporou tří obcí"
        plural = before.low.endswith(("y", "i"))
        return plural or _TOGETHER.match(before.fold) is not None
    joined = before.fold in ("a", ",", "i") and partners and partners[-1].last + 1 == before.index
    left = doc.tokens[max(0, before.index - 4) : before.index]  # "se všemi starosty a 2 hejtmany"
    together = before.fold in ("a", "i") and any(token.fold in ("s", "se") for token in left)
    return bool(joined or together) and instrumental


def _is_target(doc: Doc, quantity: Quantity, kept: list[Quantity]) -> bool:
    unit = unit_stem(doc, quantity)
    before, after = doc.fold(quantity.first - 1), doc.fold(quantity.last + 1)
    left = [token.fold for token in doc.tokens[max(0, quantity.number - 12) : quantity.number]]
    if quantity.value == 0 and quantity.in_words and quantity.comparator is Comparator.MAX:
        return True
    if quantity.value <= 0 or _is_length(doc, quantity):
        return False
    if quantity.noun is None and doc.fold(quantity.last) == "+":  # "generace 60+" is an age
        return False
    # "obce nad 3 000 obyvatel", "rodiny s 3 dětmi": the number says which ones are meant.
    if unit.startswith("obyvatel") and before in ("do", "nad", "pod", "s", "se", "od"):
        return False
    if unit.startswith(("det", "dit")) and before in ("s", "se"):
        return False
    if "=" in (after, doc.fold(quantity.last + 2)):
        return False
    if unit.startswith(_MEDIA) and unit.endswith("ich"):  # "leták v pěti jazycích"
        return False
    start = doc.tokens[quantity.number].start
    if _OPENING.search(doc.low[max(0, start - _OPENING_LEFT) : start]):
        return False
    if before == "o" and not quantity.percent and _LOCATIVE.search(doc.tokens[quantity.last].low):
        return False  # "program o 120 hodinách", "dům o třech patrech"
    if before == "pro" and _HOLDS_PEOPLE.match(doc.fold(quantity.first - 2)):  # "auto pro 9 osob"
        return False
    sized = quantity.comparator is Comparator.MAX
    if sized and before.startswith("kazd") and doc.fold(quantity.first - 3) == ",":
        return False  # "čtyři setkání, na každém nejvýše 20 lidí"
    if sized and "aby" in left and any(word.startswith("kazd") for word in left[-5:]):
        return False  # "aby každá skupina měla nejvýše 12 účastníků"
    if _FORMER.match(doc.low, doc.tokens[quantity.last].end):  # "cyklus 10 přednášek z minulého roku"
        return False
    if quantity.change and kept and doc.tokens[kept[-1].number].sentence == doc.tokens[quantity.number].sentence:
        return False  # "12 kurzů, tedy o 2 více než loni" only compares
    if _MONEY.match(unit) and (before == "vysi" or not any(_EARN.match(word) for word in left)):
        return False  # a sum that nobody promises to earn, or that only says how large something is
    if unit.startswith("uvaz") and not any(_SHIFT.match(word) for word in left):  # the part-time of somebody hired
        return False
    if quantity.in_words and quantity.value == 1 and not _one_counts(doc, quantity):
        return False
    if is_bound(doc, quantity):
        return True
    plain = not (quantity.stated or quantity.times or quantity.percent or quantity.elided)
    if plain and _describes(doc, quantity.first, kept):
        return False
    if before in _OF_SOME and not quantity.stated and not quantity.times:
        # "po jednom setkání v každém okrese" deals out so many for each.
        behind = doc.tokens[quantity.last + 1 : quantity.last + 8]
        if before != "po" or not any(token.fold.startswith("kazd") for token in behind):
            return False
    # Something must say that the number counts: a noun, a sign, a comparator, or where it stands.
    counts = quantity.noun is not None or quantity.times or quantity.percent or quantity.stated or quantity.elided
    if not counts and (before, after) != ("(", ")"):
        if before == "-" and doc.at(quantity.first - 1).glued:
            return False
        counts = (
            (before in (":", "-", "|", "pocet", "poctu", "cil") and after in ("", ".", ",", ";", ")", "(", "|"))
            or any(word.startswith(("prumer", "znamk")) for word in left[-6:])
            or doc.at(quantity.last + 1).role == "period"
            or after == "/"
            or before in ("na", "o", "bude")
            or before.startswith(_REACHES)
        )
        if not counts:
            return False
    # Behind another number of the same clause it may only describe that one: "2 workshopy pro 15 osob".
    governs = bool(kept) and doc.tokens[kept[-1].number].clause == doc.tokens[quantity.number].clause
    if quantity.percent and before in ("s", "se") and doc.fold(quantity.first) in ("vice", "vic", "mene", "pres"):
        return False  # "školy s více než 10 % cizinců": which ones are meant
    if not governs or quantity.percent or quantity.times or quantity.elided:
        return True
    if is_hours(doc, quantity) and before in ("rozsahu", "delce", "dotaci", "x"):
        return False
    if quantity.first - 1 == kept[-1].last and kept[-1].times:
        return quantity.stated
    led = doc.at(quantity.first - 1).low in PREPOSITIONS
    if led and doc.fold(quantity.first) in ("vice", "vic", "mene", "pres"):
        return False  # "u firem s více než 50 zaměstnanci": which ones are meant
    joined = doc.fold(quantity.first - 2) in CONJUNCTIONS or doc.fold(quantity.first - 2) == ","
    return quantity.stated or not led or joined


def _describes(doc: Doc, first: int, kept: list[Quantity], joints: int = 2) -> bool:
    """ "rodinám ubytovaným v 6 bytech", "tým složený ze 4 pracovnic a 1 lektora", "v systému 5 pojišťoven": which ones
    or of what, by the token with which the number begins."""
    led, word = doc.at(first - 1), doc.at(first - 2)
    if led.fold in ("a", ",") and joints:
        others = (at for at in range(first - 2, max(0, first - 7), -1) if doc.at(at).is_digits or small(doc.at(at)))
        before = next(others, None)
        return before is not None and _describes(doc, before, kept, joints - 1)
    if led.low in PREPOSITIONS and led.low not in ("s", "se") and word.index > 0 and not kept:
        noun = doc.at(word.index - 1)
        attributive = noun.is_word and noun.low not in STOPWORDS and not is_verb(noun) and not is_adjective(noun)
        if attributive and _DESCRIBES.search(word.low) and not _DONE_AT.match(word.fold) and is_adjective(word):
            return True
    if _OF_THEM.match(led.fold):  # "reagovat na potřeby 300 zaměstnanců", "po odchodu dvou pracovnic"
        return True
    return _TITLED.match(led.fold) is not None and word.low in ("v", "ve", "o", "do") and word.index > 1


def unit_stem(doc: Doc, quantity: Quantity) -> str:
    """The folded noun that a quantity counts, "" when none follows."""
    return doc.tokens[quantity.noun[1]].fold if quantity.noun is not None else ""


def is_days(doc: Doc, quantity: Quantity) -> bool:
    return _DAYS.match(unit_stem(doc, quantity)) is not None


def is_hours(doc: Doc, quantity: Quantity) -> bool:
    return _HOURS.match(unit_stem(doc, quantity)) is not None


def is_bound(doc: Doc, quantity: Quantity) -> bool:
    """ "počet sledujících nad 3 000", "podíl absencí pod 10 %": a bound of what is measured, not a kind of thing."""
    if doc.fold(quantity.first - 1) not in ("nad", "pod") or quantity.times:
        return False
    if _KEPT.match(doc.fold(quantity.first - 2)):  # "spokojenost neklesne pod 70 %"
        return True
    here = doc.tokens[quantity.number]
    left = doc.tokens[max(0, here.index - _BOUND_LEFT) : here.index]
    plain = quantity.percent or quantity.noun is None or is_days(doc, quantity)
    return plain and any(_GAUGE.match(token.fold) for token in left if token.sentence == here.sentence)


def _is_length(doc: Doc, quantity: Quantity) -> bool:
    if quantity.times or quantity.percent or quantity.noun is None:
        return False
    shifts = doc.fold(quantity.number - 1) == "o" or doc.fold(quantity.first - 1) == "na"
    if shifts and any(_SHIFT.match(token.fold) for token in doc.tokens[max(0, quantity.first - 12) : quantity.first]):
        return False  # "zkrátit čekání o 5 minut", "na 30 minut"
    if doc.fold(quantity.first - 1).startswith(("nepresah", "neprekroc")):
        return False
    if is_hours(doc, quantity) and any(_LASTS.match(doc.fold(quantity.first - back)) for back in (1, 2)):
        return True
    return any(_LENGTH.match(doc.fold(at)) for at in quantity.noun)


def _one_counts(doc: Doc, quantity: Quantity) -> bool:
    """Whether "jeden" counts rather than points: "jedno setkání" does, "jedním z cílů" and "na jedné straně" do not."""
    if quantity.stated or quantity.elided:
        return True
    left = doc.tokens[max(0, quantity.number - 5) : quantity.number]
    if any(token.fold == "aby" for token in left) and not quantity.times:  # a purpose: "aby se jeden pracovník …"
        return False
    word, before, after = doc.tokens[quantity.number], doc.fold(quantity.number - 1), doc.fold(quantity.number + 1)
    if after in ("z", "ze"):
        return (
            _OURS.match(unit_stem(doc, quantity)) is not None and word.low in ("jeden", "jedna") and not quantity.times
        )
    if quantity.times:
        return before not in ("jeste", "uz")
    if before == "o":
        return any(_SHIFT.match(token.fold) for token in doc.tokens[max(0, word.index - 12) : word.index])
    if after in ("den", "dne"):
        return doc.at(quantity.number + 2).role == "period"
    if before == "po":
        return True
    if before == "kazdy":
        return word.low != "jeden"
    return quantity.noun is not None and before not in _ONE_AT and after not in _ONE_NOT and after != "se"


def is_only_mentioned(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number is told of what is, was or is meant, and not of what shall be done.

    The words around it decide, up to the nearest comma, bracket, dash or end of the sentence on either side.
    """
    return is_told_at(doc, quantity.number, quantity.noun)


def is_told_at(doc: Doc, here: int, noun: tuple[int, int] | None = None) -> bool:
    """The same of whatever stands at a token, a year for example; what is counted is no verb ("tři novely")."""
    first = last = here
    while first > max(0, here - _WIDTH) and not _parts(doc, first - 1, here):
        first -= 1
    while last + 1 < min(len(doc.tokens), here + _WIDTH) and not _parts(doc, last + 1, here):
        last += 1
    around, before = doc.tokens[first : last + 1], doc.tokens[max(0, first - _WIDTH) : first]
    words = [token.fold for token in around]
    if any(_FACT.match(word) for word in words) or any(_BECAUSE.match(word) for word in words[:2]):
        return True
    if doc.fold(first - 1) == "," and words[0] in _ACCORDING and any(map(_RELATIVE.match, words[1:2])):
        return True  # "podle níž bude jeden úřad …"
    # Something was done: a participle in -l that no "aby" or "by" makes a wish.
    if not any(_WISH.match(t.fold) for t in (*before, *around) if t.sentence == around[0].sentence):
        for token in around:
            lower = token.is_word and len(token.low) > 3 and not token.is_capital
            lower = lower and doc.at(token.index - 1).low not in _BEFORE_NOUNS  # "žadatelek o azyl"
            thing = noun is not None and noun[0] <= token.index <= noun[1]
            thing = thing or (token.low.endswith(("del", "sel")) and token.low != "musel")  # "jídel", "hesel"
            if lower and not thing and _DID.search(token.low) and not _NOT_DID.match(token.fold):
                return True
    if "jsou" in words and [token.text for token in before if token.text in "()"][-1:] == ["("]:
        return True
    # A relative clause; "z nichž" takes a part of what was counted, and so may promise.
    relative = doc.fold(first - 1) == "," and words[0] not in ("z", "ze") and any(map(_RELATIVE.match, words[:2]))
    if relative and not any(_WILL.match(word) or word.endswith("me") for word in words):
        return True
    return relative and any(_HOLDS.match(token.fold) or _LASTING.search(token.low) for token in around)


def _parts(doc: Doc, index: int, here: int) -> bool:
    token = doc.tokens[index]
    dash = token.text == "-" and not token.glued
    return dash or token.text in ",;:()" or token.sentence != doc.tokens[here].sentence
