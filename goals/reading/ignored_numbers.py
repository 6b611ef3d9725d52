"""Numbers that are no target of the goal.

What is a name was claimed before (`names`); of the numbers that count, those are set aside that only describe a target
or are told of what is (`told`). "2 workshopy pro 15 osob po 3 hodinách" promises two workshops; ages, lengths,
prices, capacities and breakdowns are left out. "Oslovit 10 firem, které zaměstnávají více než 50 cizinců" promises ten
firms, "kdy proběhlo 8 kurzů" nothing.
"""

import re
from decimal import Decimal
from itertools import pairwise

from goals.declension import listed
from goals.reading.elisions import fill_in
from goals.reading.frames import REACH, is_aim, is_circumstance, is_direct, is_governed, sentence_frames
from goals.reading.quantities import GENITIVES, Quantity
from goals.reading.repeated import is_event
from goals.reading.text import (
    AT_MOST,
    CONJUNCTIONS,
    FALL,
    GOALS,
    LEADERS,
    PREPOSITIONS,
    STOPWORDS,
    Doc,
    Token,
    is_adjective,
    is_verb,
    wordset,
)
from goals.reading.told import WIDTH, is_only_mentioned, will_be_of_them
from goals.states import Comparator

_LENGTH = re.compile(
    r"^(?:let(?:a|ech|y|um)?|rok\w{0,2}|mesic\w{0,3}|tyd\w{2,4}|minut\w*|min|sekund\w*|pulrok\w*|km|metr\w*|cm|m|k?m²"
    r"|vterin\w*)$"
)
_LASTS = re.compile(r"^(?:vzdy|trva|potrva|dlouh)")
_DAYS = re.compile(r"^(?:dn[eiyu]|dnech|den|dnem)$")
_HOURS = re.compile(r"^(?:hodin\w{0,3}|hod|h)$")
_OURS = re.compile(r"^(?:pracovni|zamestnan|clen|koleg|nas$|nich$|lektor)")
_REACHES = ("nepresah", "neprekroc", "presah", "prekroc", "dosah", "cini")
_KEPT = re.compile(r"^(?:ne(?:po)?(?:klesn|vzrost|stoup)|u?drz|zustan)")
_GAUGE = re.compile(
    r"^(?:poct|pocet|podil|mir[auy]|dob[auy]|lhut|cekan|ucast|navstevnost|naplnenost|obsazenost|uspesnost|fluktuac|absenc|\w{4,}ost(?:i|ti)?$)"
)
_ATTENDED = re.compile(r"^(?:navstevnost|ucast$|naplnenost|obsazenost|sledovanost)")
_FILL = re.compile(r"^(?:za|na|vy|s)pln|^obsad")
_BOUND_LEFT = 16  # tokens in which the gauge of a bound is looked for
_MEDIA = ("jazyc", "mutac", "verzi", "pismech")
_DESCRIBES = re.compile(r"(?:[aeou]n|[aueiy]t|[ií]c|ajíc|ejíc)(?:ý|á|é|í|ého|ému|ém|ým|ou|ých|ými|ího|ímu|ím|ích|ími)$")
_DONE_AT = re.compile(
    r"^(?:realiz|zrealiz|uskutecn|usporad|konan|poradan|proved|vybran|dals|nov|min|celkov|ostatn|zbyva)"
)
_FORMER = re.compile(r" z(?:e)? (?:(?:minul|lonsk|predchoz|predesl|uplynul)\w{1,3} |lonska\b)")
MONEY = re.compile(r"^(?:kc|korun\w*|eur\w*)$")
_GRANT = re.compile(r"^(?:dotac|grant|prispev|castk|rozpoct)")  # "získat dotaci 250 tis. Kč"
_EARN = re.compile(r"^(?:ziska|vybra|sehna)")
_HOW_LONG = re.compile(r"^(?:dobu$|delc|delk|rozsah|dotac|trvani|trvajic)")
_TOGETHER = re.compile(r"^(?:spoluprac|spolecn|podpor|ucast|soucinnost|pomoc|partnerstv)")
# With whom something is agreed or done is what such a promise is about.
_CONTACT = re.compile(
    r"^(?:kontakt|spolupr|schuz|setk|jedn|smlouv|smluv|dohod|memorand|partner|rozhovor|konzult|navaz|uzavr"
    r"|sejit|sejd|schaz|spoj|propoj|seznam|pohovor|domluv|pracovat|pracuj|udrz|komunik|besed|vystoup|zavod|soutez|podeps|podpis|vytvor|sdil|prohlub|prohloub|dotaz)"
)
_BODY = re.compile(r"^(?:vedenim|sprav|rad(?:ou|ami)|vybor|reditelstv|sbor(?:em|y))")  # "s vedením tří škol"
_CLIENT = re.compile(r"^(?:klient|uchazec|zajemc|zadatel|cizin|uzivatel)")
_SAID_AGAIN = wordset(", - tedy tj . celkove a to")
_ALONG = wordset("spolu spolecne")
_PAGES = re.compile(r"^(?:stran[ay]?$|stranek$|znak|slov$)")
_MEMBERS = re.compile(r"^(?:osob|lidi$)")
_SHIFT = re.compile(r"^(?:uvaz|stabiliz|prodlouz|navys|zvys|rozsir|posil|sniz|zkra[ct]|dopln|zrychl|urychl|omez)")
_OF_YEAR = re.compile(r"^(?:ve?|roce|roku|letos|prubehu|behem|[0-9]{4})$")  # no rhythm: "v roce 2026"
_OF_LEVELS = wordset("o na nad pod do")
_GROUP = re.compile(r"^(?:skupin|trid[auyeo]|tym|kolektiv|druzstv)")
_EACH = re.compile(r"^(?:kazd|oba$|obe$|vsichni$)")
_EACH_LEFT = 5
_ENDS = ("", ".", ",", ";", ")", "(", "|", "-")
_OF_SOME = wordset("z ze po od pred nad pod nez kapacita kapacitou kapacite kapacity")
_MARK = re.compile(r"^(?:hvezd|bod|znamk)")
_CONTRACT = re.compile(r"^(?:dohod|smlouv|smluv|dp[pc]$|uvaz)")
_FIRST_CASE = wordset("dva dvě tři čtyři")
_ONE_AT = wordset("v ve na z ze do o po pri za k ke pro ani jako u ten toto tento tato jen pouze jeste kazde ne")
_ONE_NOT = wordset("den rok mesic tyden druheho druhy druhou druhe druhemu dalsi strane straně misto jedineho")


def select_targets(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities that are targets, in reading order."""
    promised: list[Quantity] = []
    quantities = _without_lengths(doc, _governed(doc, fill_in(doc, quantities)))
    quantities = _without_listeners(doc, _without_partners(doc, quantities))
    for quantity, after in zip(quantities, [*quantities[1:], None], strict=False):
        # "o 4 tlumočníky na celkových 18": what it comes to is promised.
        if after is not None and doc.fold(quantity.number - 1) == "o" and _comes_to(doc, quantity, after):
            after.borrowed, after.elided = quantity.noun or quantity.borrowed, True
            continue
        if after is None or doc.fold(after.first - 1) != "→":  # "18 dobrovolníků → 30": where things stand now
            promised.append(quantity)
    kept: list[Quantity] = []
    for quantity in promised:
        if _is_target(doc, quantity, kept):
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
            if part.borrowed is not None and part.borrowed[1] == part.first - 1:
                break  # "besedy 6, dílny 4, výlety 2"
            if whole.noun is None and whole.borrowed == part.borrowed:
                break  # "výlety: rodiny 4, senioři 3, mládež 1"
            if doc.fold(part.first - 1) == "-" == doc.fold(whole.first - 1):
                break  # "Aš – 5 kurzů, Cheb – 3, Kynšperk – 2"
            between = doc.tokens[whole.last + 1 : part.number]
            if part.noun is not None and any(map(is_verb, between)):
                break  # "získáme tři mentory, uspořádáme dva semináře a povedeme jeden kurz"
            if any(token.role == "deadline" or token.fold.startswith("dals") for token in between):
                break  # "do března pět obcí, do června další tři a do října dvě"
            total += part.value
            if total == whole.value and other > at + 1:
                parts |= set(range(at + 1, other + 1))
    return [quantity for at, quantity in enumerate(kept) if at not in parts]


def _comes_to(doc: Doc, by: Quantity, to: Quantity) -> bool:
    here, there = doc.tokens[by.number], doc.tokens[to.number]
    if doc.fold(to.number - 1) == "o":  # "na Instagramu o 300 a na Facebooku o 120"
        return False
    words = [token.fold for token in doc.tokens[by.last + 1 : there.index]]
    if will_be_of_them(doc, to) and len(words) < REACH:  # "o 5 lektorů, takže jich bude 32"
        return here.sentence == there.sentence
    while words[:1] and words[0] in _SAID_AGAIN:  # "o 6, tedy na 24"
        del words[0]
    onto = words[:1] == ["na"] and (to.noun is None or len(words) == 1 or words[1].startswith("celk"))
    return onto and here.sentence == there.sentence


def _governed(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """Without those that belong to a noun or to an aim that they only describe."""
    kept: list[Quantity] = []
    frames = sentence_frames(doc)
    dropped = -1  # where the last one that only describes ends
    for quantity in quantities:
        if _says_which(doc, quantity):
            continue
        inside = doc.tokens[quantity.number].bracket
        if quantity.percent and inside and not quantity.stated and doc.fold(quantity.first - 1) != "(":
            continue  # "(návratnost 48 %)"
        if inside and quantity.elided and not quantity.stated:
            continue  # "(1 400, resp. 900 cizinců)"
        free = quantity.times or quantity.percent or quantity.change or quantity.elided
        sentence = doc.tokens[quantity.number].sentence
        before = kept[-1] if kept and doc.tokens[kept[-1].number].sentence == sentence else None
        # "zmapovat nabídku 9 jazykových škol a 4 univerzit": with what describes goes what is joined to it
        along = (
            0 <= dropped == quantity.first - 2 and doc.fold(quantity.first - 1) == "a" and not (free or quantity.stated)
        )
        along = along and quantity.noun is not None and not is_direct(doc, quantity)
        governed = free or (is_governed(doc, quantity, before, frames[sentence]) and not along)
        if governed and not is_circumstance(doc, quantity):
            kept.append(quantity)
        else:
            dropped = quantity.last
    return kept


def _says_which(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number says which are meant: "obce nad 3 000 obyvatel", "skupiny do 15 osob", "rodiny s 3 dětmi"."""
    unit, before = unit_stem(doc, quantity), doc.fold(quantity.first - 1)
    return (
        (unit.startswith("obyvatel") and before in ("do", "nad", "pod", "s", "se", "od"))
        or (before in ("do", "(") and _MEMBERS.match(unit) is not None)
        or (
            _PAGES.match(unit) is not None
            and (before in ("do", "(", "rozsahu") or doc.at(quantity.first).low in AT_MOST)
        )
        or (unit.startswith(("det", "dit")) and before in ("s", "se"))
    )


def _without_lengths(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """Without hours and days that only tell how long something is: "kurz (16 hodin) pro 12 účastníků" promises
    participants."""

    def is_length(quantity: Quantity) -> bool:
        inside = doc.tokens[quantity.number].bracket
        if not (is_hours(doc, quantity) or is_days(doc, quantity)):
            return False
        left = doc.tokens[max(0, quantity.first - 3) : quantity.first]
        of_each = any(token.fold.startswith("kazd") and doc.at(token.index - 1).text == "," for token in left)
        of_each = of_each or doc.fold(quantity.last + 1).startswith("kazd")  # "11 večerů: 2 hodiny každý"
        # "kurz češtiny, 60 hodin, pro 14 žen"
        apart = doc.fold(quantity.first - 1) == "," == doc.fold(quantity.last + 1)
        return inside > 0 or of_each or apart or any(_HOW_LONG.match(token.fold) for token in left)

    lengths = [is_length(quantity) for quantity in quantities]
    others = {
        doc.tokens[quantity.number].sentence
        for quantity, is_long in zip(quantities, lengths, strict=True)
        if not is_long and not quantity.percent and not _is_length(doc, quantity)
    }

    def is_dose(quantity: Quantity) -> bool:
        """Whether hours are what is promised: "vzdělávání v rozsahu 24 hodin", but not "kurz v rozsahu 80 hodin"."""
        here = doc.tokens[quantity.number]
        rhythmic = doc.at(quantity.last + 1).role == "period"
        course = is_event(doc.words(max(0, here.index - 8), here.index))
        hired = any(_CONTRACT.match(token.fold) for token in doc.tokens[max(0, here.index - 8) : here.index])
        return here.sentence not in others and (rhythmic or not (here.bracket or course or hired))

    return [one for one, is_long in zip(quantities, lengths, strict=True) if not is_long or is_dose(one)]


def _without_partners(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """Without those with whom something else is promised, and what something has: "schůzka se 3 knihovnami a 2 kluby
    každé pololetí", "ve spolupráci se 2 knihovnami tři dílny", "kancelář se dvěma vchody"."""
    kept: list[Quantity] = []
    partners: list[Quantity] = []
    for quantity in quantities:
        (partners if _is_with(doc, quantity, partners) else kept).append(quantity)
    if not partners:
        return kept
    rhythmic = {token.sentence for token in doc.tokens if token.role == "period" and not _OF_YEAR.match(token.fold)}
    counted = {doc.tokens[quantity.number].clause for quantity in kept if not quantity.times}
    beats = {
        token.clause for token in doc.tokens if token.role == "period" and not _OF_YEAR.match(token.fold)
    } - counted
    begins: dict[int, int] = {}  # where each sentence promises something else
    for quantity in kept:
        if not is_only_mentioned(doc, quantity):
            begins.setdefault(doc.tokens[quantity.number].sentence, quantity.number)
    beside = -1  # where those end that only take part
    for quantity in partners:
        here = doc.tokens[quantity.number]
        joined = doc.fold(quantity.first - 1) in ("a", ",", "i") and _runs_on(doc, beside + 1, quantity.first - 1)
        if joined or doc.fold(quantity.first - 2) in _ALONG:  # "spolu se 6 partnery a 4 redakcemi"
            beside = quantity.last
            continue
        if quantity.stated:  # promised, unless it only tells with whom: "s nejméně třemi spolky uspořádat 5 besed"
            behind = doc.tokens[quantity.last + 1 : begins.get(here.sentence, 0)]
            if not any(map(is_verb, behind[:REACH])) and here.clause not in beats:
                kept.append(quantity)
            continue
        left = [
            token for token in doc.tokens[max(0, here.index - WIDTH) : here.index] if token.sentence == here.sentence
        ]
        around = left if left[1:] else doc.tokens[quantity.last + 1 : quantity.last + 3]  # "s osmi firmami uzavřít"
        contact = any(_CONTACT.match(token.fold) for token in around)
        # "navázat spolupráci s 5 partnery a …" is about the partners, "ve spolupráci s 5 partnery …" is not.
        verb = quantity.first - (3 if doc.fold(quantity.first - 2) in ("se", "si") else 2)  # "spojit se s pěti"
        aim = _CONTACT.match(doc.fold(verb)) and doc.at(verb - 1).low not in PREPOSITIONS
        other = begins.get(here.sentence)
        words = [token.fold for token in doc.tokens[quantity.last + 1 : other]] if other else []
        if is_verb(doc.at(verb)) and words and len(words) <= 3 and not {"a", "i", ","} & {*words}:
            continue  # "dohodnout s 9 ubytovateli nejméně 18 pokojů"
        if _TOGETHER.match(doc.fold(quantity.first - 2)) and doc.at(quantity.first - 3).low in PREPOSITIONS:
            beside = quantity.last  # "ve spolupráci s 3 spolky, dvěma školami a Charitou"
            continue
        meant = (contact or _is_done_with(doc, quantity, left)) if other is None else aim and other > here.index
        if meant and here.sentence not in rhythmic:
            kept.append(quantity)
    return sorted(kept, key=lambda one: one.number)


def _is_done_with(doc: Doc, quantity: Quantity, left: list[Token]) -> bool:
    """Whether something is made with each of so many clients: "zpracovat rozpočet se 14 klienty"."""
    verbs = [token for token in left if is_verb(token)]
    verbs = verbs or [token for token in doc.tokens[quantity.last + 1 : quantity.last + 2] if is_verb(token)]
    return bool(verbs) and not is_aim(doc, verbs[-1]) and _CLIENT.match(unit_stem(doc, quantity)) is not None


def _without_listeners(doc: Doc, quantities: list[Quantity]) -> list[Quantity]:
    """Without those for whom, at whom or where a verb behind them does so many of something: "pro 15 klientů uspořádat
    2 exkurze", "v 5 obcích proběhne 10 besed"."""
    listeners = set()
    for one, after in pairwise(quantities):
        plain = not (one.stated or one.times or one.percent or one.elided)
        lead = doc.at(one.first - 1)
        of_them = doc.fold(lead.index - 1) == "pro"  # "pro pracovníky 5 matrik"
        if not plain or not (of_them or lead.low in PREPOSITIONS - _OF_LEVELS):
            continue
        between = doc.tokens[one.last + 1 : after.first][:REACH]
        same = doc.tokens[one.number].sentence == doc.tokens[after.number].sentence
        taken = any(map(is_verb, between)) and doc.at(after.first - 1).low not in PREPOSITIONS
        if same and taken and not is_only_mentioned(doc, after):
            listeners.add(one.number)
    return [quantity for quantity in quantities if quantity.number not in listeners]


def _is_with(doc: Doc, quantity: Quantity, partners: list[Quantity]) -> bool:
    """Whether a number stands behind "s", in "se zástupci 6 firem" or "s podporou tří obcí", or is joined to one."""
    if quantity.noun is None or (quantity.stated and doc.fold(quantity.first - 1) not in ("s", "se")):
        return False
    first = quantity.first
    before = doc.at(first - 1)
    if before.fold.startswith("dals") and partners:  # "a dalšími třemi spolky"
        first, before = first - 1, doc.at(first - 2)
    instrumental = _is_instrumental(doc, quantity, quantity.noun)
    letters = doc.tokens[quantity.noun[1]].text.isupper()  # "porada se 3 OSPOD"
    instrumental = instrumental or (letters and not is_verb(doc.at(first - 2)))
    if before.fold == "s" or (before.fold == "se" and instrumental):
        return True
    wants = is_verb(doc.at(first - 3)) and not _CONTACT.match(doc.fold(first - 3))  # "vyřezat s dětmi 12 betlémů"
    at = first - 2
    while is_adjective(doc.at(at)) and first - at < REACH:
        at -= 1
    noun = before.is_word and before.low not in CONJUNCTIONS
    whose = doc.fold(first - 3) in ("s", "se") and doc.at(first - 2).low.endswith(("y", "i"))
    if before.low in ("z", "ze") and whose:
        return True  # "s koordinátory z 5 měst"
    if noun and doc.fold(at) in ("s", "se", "za") and not (wants and at == first - 2):  # "se žáky 4 škol"
        plural = before.low.endswith(("y", "i")) or _BODY.match(before.fold) is not None
        return plural or _TOGETHER.match(before.fold) is not None
    end = partners[-1].last + 1 if partners else 0
    end = next((token.index for token in doc.tokens[end : end + 3] if token.text == "("), end)  # "úřady práce (Aš)"
    while doc.at(end).bracket and before.index - REACH < end < before.index:  # "se 3 knihovnami (Aš, Ostrov) a 2 kluby"
        end += 1
    joined = before.fold in ("a", ",", "i") and partners and _runs_on(doc, end, before.index)
    left = doc.tokens[max(0, before.index - 4) : before.index]  # "se všemi starosty a 2 hejtmany"
    at = before.index - 1
    while doc.at(at).text.isupper() or doc.at(at).text == ",":  # "s ČSSZ, ÚP, FÚ a 3 pojišťovnami"
        at -= 1
    left += doc.tokens[max(0, at - 1) : at + 1] if at >= 0 else []
    together = before.fold in ("a", "i") and any(token.fold in ("s", "se") for token in left)
    if joined and not doc.tokens[partners[-1].last].low.endswith(("y", "mi", "em", "ou", "i")):
        return True  # "se zástupci 5 škol a 2 úřadů"
    return bool(joined or together) and instrumental


def _runs_on(doc: Doc, start: int, end: int) -> bool:
    """Whether few words and no verb stand between: "se 6 partnery z platformy a 4 redakcemi"."""
    between = doc.tokens[start:end]
    return 0 < start <= end < start + _EACH_LEFT and all(token.is_word and not is_verb(token) for token in between)


def _is_instrumental(doc: Doc, quantity: Quantity, noun: tuple[int, int]) -> bool:
    """ "se třemi kluby", but not "rozběhnou se tři skupiny", in which "se" belongs to the verb."""
    word = doc.tokens[noun[1]].low
    if doc.tokens[quantity.number].low in _FIRST_CASE:
        return False
    known = listed(word)
    if quantity.value == 1 and word.endswith("í") and known is not None and known.one != word:
        return True  # "se 3 spolky a 1 farností"
    return word.endswith(("mi", "em", "ou", "i")) or (word.endswith("y") and (known is None or known.gender != "f"))


def _is_target(doc: Doc, quantity: Quantity, kept: list[Quantity]) -> bool:
    """Whether a number counts what is promised; `kept` are the targets before it."""
    if quantity.value == 0:  # "nejvýše 6 % reklamací, 0 ztracených dokladů"
        item = doc.begins(quantity.first) or doc.fold(quantity.first - 1) in (",", ";", ":", "a")
        return quantity.in_words or (item and quantity.noun is not None and not quantity.percent)
    if _is_measure(doc, quantity) or _is_fact(doc, quantity):
        return False
    beside = bool(kept) and doc.tokens[kept[-1].number].sentence == doc.tokens[quantity.number].sentence
    signed = doc.at(quantity.number - 1).text in ("+", "-")
    if quantity.change and beside and not (kept[-1].change or signed):
        return False  # "12 kurzů, tedy o 2 více než loni" only compares
    if quantity.in_words and quantity.value == 1 and not _one_counts(doc, quantity):
        return False
    if is_bound(doc, quantity):
        return True
    if _tells_how_large(doc, quantity, beside=beside) or _describes(doc, quantity.first) or _is_some_of(doc, quantity):
        return False
    governs = bool(kept) and doc.tokens[kept[-1].number].clause == doc.tokens[quantity.number].clause
    return _is_said_to_count(doc, quantity) and not (governs and _tells_of(doc, quantity, kept[-1]))


def _is_measure(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number is a mark, a length, a time of day, an age, a price or somebody's part-time, or says into how
    many languages something is put."""
    if _is_mark(doc, quantity) or _is_share_of_shift(doc, quantity) or _is_length(doc, quantity):
        return True
    unit, before = unit_stem(doc, quantity), doc.fold(quantity.first - 1)
    left = [token.fold for token in doc.tokens[max(0, quantity.number - 12) : quantity.number]]
    if before in ("v", "od", "do", "po") and doc.fold(quantity.last) in ("rano", "vecer", "dopoledne", "odpoledne"):
        return True  # "v 8 ráno"
    named = quantity.noun is not None and doc.fold(quantity.number + 2) not in ("z", "ze")
    if doc.fold(quantity.number + 1) == "+" and not named:  # "generace 60+", "muži 50+ ze Sýrie" are of an age
        return True
    translates = any(word.startswith(("prelo", "prekla")) for word in left)
    into = "do" in left and not translates and unit.startswith("jazyk")
    if into or (unit.startswith(_MEDIA) and unit.endswith("ich")):
        return True  # "leták v pěti jazycích", "tlumočení do tří jazyků"
    if MONEY.match(unit) and (before == "vysi" or _GRANT.match(before) or not any(map(_EARN.match, left))):
        return True  # a sum that nobody promises to earn, or that only says how large something is
    if before == "vysi" and not any(map(_GAUGE.match, left)):
        return True  # "sleva ve výši 15 %"
    filled = is_verb(doc.at(quantity.first - 1))  # "obsadit 2,5 úvazku", but not the part-time of somebody hired
    return unit.startswith("uvaz") and not filled and not any(map(_SHIFT.match, left))


def _is_fact(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number tells how many there are or were: "lidí z Nepálu je v kraji asi 400", "z nichž polovina do
    malých obcí", "cyklus 10 přednášek z minulého roku"."""
    words = {token.fold for token in doc.tokens[max(0, quantity.number - 12) : quantity.number]}
    bare = quantity.noun is None and quantity.borrowed is None
    if bare and quantity.stated and quantity.comparator is Comparator.EXACT and {"je", "jsou"} & words:
        return True
    part = doc.fold(quantity.first - 1) == "nichz" and quantity.percent and not quantity.stated
    if part and doc.at(quantity.last + 1).low in PREPOSITIONS:
        return True
    return _FORMER.match(doc.low, doc.tokens[quantity.last].end) is not None


def _tells_how_large(doc: Doc, quantity: Quantity, *, beside: bool) -> bool:
    """Whether a bound says how large something is: "firmy s více než 250 zaměstnanci", "školy s více než 10 % cizinců",
    "setkání jednou měsíčně, nejvýše 15 osob", but not "turnaj s nejméně osmi týmy"; `beside` another number of the
    sentence."""
    before = doc.fold(quantity.first - 1)
    left = doc.tokens[max(0, quantity.first - WIDTH) : quantity.first]
    compared = doc.fold(quantity.first) in ("vice", "vic", "mene", "pres", "nejvyse", "nejmene")
    if before in ("s", "se") and compared and _has(doc.at(quantity.first - 2)):
        of_event = is_event(doc.words(max(0, quantity.first - WIDTH), quantity.first))
        return beside or quantity.percent or not of_event
    sized = before in (",", "(") and quantity.comparator is Comparator.MAX and _MEMBERS.match(unit_stem(doc, quantity))
    return bool(sized) and (beside or any(token.role == "period" for token in left))


def _is_some_of(doc: Doc, quantity: Quantity) -> bool:
    """Whether a preposition makes a number the whole of which some are meant, or so many for each: "z plánovaných 20
    rodin", "po 3 hodinách", but not "po jednom setkání v každém okrese"."""
    before = doc.fold(quantity.first - 1)
    if doc.fold(quantity.first - 2) in ("z", "ze") and doc.at(quantity.first - 1).low.endswith("ých"):
        before = "z"
    if "po" not in (before, doc.fold(quantity.number - 1)) and (before not in _OF_SOME or quantity.stated):
        return False
    left = doc.tokens[max(0, quantity.number - 12) : quantity.number]
    from_share = before == "od" and quantity.percent and quantity.noun is not None  # "ohlas od 85 % klientů"
    from_share = from_share or (quantity.percent and any(_FILL.match(token.fold) for token in left))
    around = doc.tokens[max(0, quantity.first - _EACH_LEFT) : quantity.first]  # "oba absolvují po dvou kurzech"
    around += doc.tokens[quantity.last + 1 : quantity.last + 8]
    dealt = before == "po" and any(_EACH.match(token.fold) for token in around)
    return not (quantity.times or from_share or dealt)  # "zaplnit kurzy z 90 %"


def _is_said_to_count(doc: Doc, quantity: Quantity) -> bool:
    """Whether something says that a number counts: a noun, a sign, a comparator, or where it stands."""
    if quantity.noun is not None or quantity.times or quantity.percent or quantity.stated or quantity.elided:
        return True
    before, after = doc.fold(quantity.first - 1), doc.fold(quantity.last + 1)
    if (before, after) == ("(", ")"):
        return True
    left = doc.tokens[max(0, quantity.number - 6) : quantity.number]
    behind_sign = before in (":", "-", "|", "→", "+", LEADERS, "pocet", "poctu", "hodnota", *GOALS)
    return (
        (behind_sign and after in _ENDS and not _is_joined(doc, quantity))
        or any(token.fold.startswith(("prumer", "znamk")) for token in left)
        or doc.at(quantity.last + 1).role == "period"
        or (quantity.borrowed is not None and doc.at(quantity.last + 1 + (after == "do")).role == "deadline")
        or before in ("na", "o", "bude")
        or (before.startswith("dals") and doc.fold(quantity.first - 2) == "o")
        or before.startswith(_REACHES)
    )


def _tells_of(doc: Doc, quantity: Quantity, other: Quantity) -> bool:
    """Whether a number only describes the one before it in its clause: "2 workshopy pro 15 osob"."""
    if quantity.percent or quantity.times or quantity.elided:
        return False
    if quantity.borrowed is not None and quantity.borrowed[0] > other.last:
        return False  # "počet lektorů na 9 a počet výletů o 4"
    led = doc.at(quantity.first - 1)
    if _GROUP.match(led.fold):  # "pro skupinu nejvýše 25 osob"
        led = doc.at(led.index - 1)
    if led.low not in PREPOSITIONS:
        return False
    if quantity.comparator is Comparator.MAX or doc.fold(quantity.first) in ("vice", "vic", "mene", "pres"):
        return True  # "u firem s více než 50 zaměstnanci", "pro nejvýše 15 osob": how large, or which ones are meant
    joined = doc.fold(led.index - 1) in CONJUNCTIONS or doc.fold(led.index - 1) == ","
    # "kurz pro 16 osob do května, kurz pro 12 osob do prosince", "bydlení pro deset rodin a práci pro 25 lidí"
    parted = any(token.fold in ("a", ",", ";") for token in doc.tokens[other.last + 1 : led.index])
    again = parted and doc.fold(other.first - 1) == led.fold
    return not (quantity.stated or joined or again)


def _is_mark(doc: Doc, quantity: Quantity) -> bool:
    """ "ohodnotí kurz 4 nebo 5 hvězdičkami": by which mark, not how many."""
    unit = unit_stem(doc, quantity)
    left = doc.tokens[max(0, quantity.first - WIDTH) : quantity.first]
    by = unit.endswith(("ami", "y", "em")) and not quantity.stated
    return by and _MARK.match(unit) is not None and any("hodno" in token.fold for token in left)


def _is_share_of_shift(doc: Doc, quantity: Quantity) -> bool:
    """ "zvýšit úvazek z 0,5 na 0,8": the part-time of one, which is no number of anything."""
    left = doc.tokens[max(0, quantity.first - WIDTH) : quantity.first]
    return 0 < quantity.value < 1 and any(token.fold.startswith("uvaz") for token in left)


def _is_joined(doc: Doc, quantity: Quantity) -> bool:
    """Whether a dash belongs to the number as in a code: "65-51-H"."""
    return any(doc.at(at).text == "-" and doc.at(at).glued for at in (quantity.first - 1, quantity.last + 1))


def _has(token: Token) -> bool:
    """Whether what follows with "s" is what a thing has, rather than with whom something is done."""
    return token.is_word and not (is_verb(token) or token.low in STOPWORDS or _CONTACT.match(token.fold))


def _describes(doc: Doc, first: int) -> bool:
    """ "rodinám ubytovaným v 6 bytech": which ones, by the token with which the number begins."""
    led, word = doc.at(first - 1), doc.at(first - 2)
    if led.low in PREPOSITIONS:
        noun = doc.at(word.index - 1)
        attributive = noun.is_word and noun.low not in STOPWORDS and not is_verb(noun) and not is_adjective(noun)
        made = word.fold.startswith("sleduj")  # "růst počtu sledujících na 3 500"
        if (
            attributive
            and not made
            and _DESCRIBES.search(word.low)
            and not _DONE_AT.match(word.fold)
            and is_adjective(word)
        ):
            return True
    return word.fold == "pro" and doc.at(first).low in GENITIVES  # "pro pracovníky tří skladů"


def unit_stem(doc: Doc, quantity: Quantity) -> str:
    """The folded noun that a quantity counts, "" when none follows."""
    return doc.tokens[quantity.noun[1]].fold if quantity.noun is not None else ""


def is_days(doc: Doc, quantity: Quantity) -> bool:
    return _DAYS.match(unit_stem(doc, quantity)) is not None


def is_hours(doc: Doc, quantity: Quantity) -> bool:
    return _HOURS.match(unit_stem(doc, quantity)) is not None


def is_hour(token: Token) -> bool:
    return _HOURS.match(token.fold) is not None


def is_bound(doc: Doc, quantity: Quantity) -> bool:
    """ "počet sledujících nad 3 000", "podíl absencí pod 10 %": a bound of what is measured, not a kind of thing."""
    if doc.fold(quantity.first - 1) not in ("nad", "pod") or quantity.times:
        return False
    if _KEPT.match(doc.fold(quantity.first - 2)):  # "spokojenost neklesne pod 70 %"
        return True
    here = doc.tokens[quantity.number]
    left = doc.tokens[max(0, here.index - _BOUND_LEFT) : here.index]
    unit = unit_stem(doc, quantity)
    plain = quantity.percent or not unit or any(kind.match(unit) for kind in (_DAYS, _HOURS, _LENGTH))
    plain = plain or any(_ATTENDED.match(token.fold) for token in left)
    if doc.fold(quantity.first - 1) == "pod" and plain and any(FALL.match(token.fold) for token in left):
        return True  # "snížit obrat zaměstnanců pod 12 %"
    gauges = [token.index for token in left if token.sentence == here.sentence and _GAUGE.match(token.fold)]
    # "v obcích s podílem cizinců nad 8 %" says which ones are meant.
    which = any(doc.fold(at - 1) in ("s", "se") and _has(doc.at(at - 2)) for at in gauges)
    ends = quantity.percent and not unit and doc.fold(quantity.last + 1) in _ENDS  # "chyby ve výkazech pod 5 %"
    ends = ends and not any(is_verb(token) or token.fold in ("s", "se") for token in left)
    return plain and (bool(gauges) or ends) and not which


def _is_length(doc: Doc, quantity: Quantity) -> bool:
    noun = quantity.noun or quantity.borrowed
    if quantity.times or quantity.percent or noun is None:
        return False
    shifts = doc.fold(quantity.number - 1) == "o" or doc.fold(quantity.first - 1) in ("na", "nad", "pod")
    if shifts and any(_SHIFT.match(token.fold) for token in doc.tokens[max(0, quantity.first - 12) : quantity.first]):
        return False  # "zkrátit čekání o 5 minut", "na 30 minut"
    if doc.fold(quantity.first - 1).startswith(("nepresah", "neprekroc")):
        return False
    if is_hours(doc, quantity) and doc.fold(quantity.first - 1) == "na":
        return True  # "posunout výdej na 15 hodin"
    if is_hours(doc, quantity) and any(_LASTS.match(doc.fold(quantity.first - back)) for back in (1, 2)):
        return True
    return any(_LENGTH.match(doc.fold(at)) for at in noun)


def _one_counts(doc: Doc, quantity: Quantity) -> bool:
    """Whether "jeden" counts rather than points: "jedno setkání" does, "jedním z cílů" and "na jedné straně" do not."""
    if quantity.stated or quantity.elided or (quantity.borrowed and doc.fold(quantity.first - 1) == ":"):
        return True
    word, before, after = doc.tokens[quantity.number], doc.fold(quantity.number - 1), doc.fold(quantity.number + 1)
    by = word.low in ("jedním", "jednou") and before not in PREPOSITIONS | {"a", "i", ","} and not quantity.times
    if by and quantity.noun is not None and _is_instrumental(doc, quantity, quantity.noun):
        return False  # "4 výjezdy jedním autem"
    if after in ("z", "ze"):
        return (
            _OURS.match(unit_stem(doc, quantity)) is not None and word.low in ("jeden", "jedna") and not quantity.times
        )
    if quantity.times:
        return before not in ("jeste", "uz")
    around = doc.tokens[max(0, word.index - _EACH_LEFT) : quantity.last + 4]
    each = any(token.fold.startswith("kazd") for token in around)
    if before == "po" and each:  # "po jedné besedě v každém okrese"
        return True
    if before == "o":
        left = doc.tokens[max(0, word.index - 12) : word.index]
        return quantity.change != 0 or any(_SHIFT.match(token.fold) for token in left)
    return quantity.noun is not None and before not in _ONE_AT and after not in _ONE_NOT and after != "se"
