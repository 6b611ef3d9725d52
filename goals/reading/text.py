"""A wording as the rules see it: normalised characters, tokens, sentences and clauses, with the way back to the text as
given; and what kind of word a token looks like.

Two parallel strings carry the rules: `text` keeps case and diacritics for names and endings, `low` is folded for stems.
Closed lists and endings decide what a word is, no dictionary: they may be wrong about a rare one, which only steers
what number belongs to what.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from goals.amounts import BESIDE
from goals.declension import listed


def wordset(words: str) -> frozenset[str]:
    """A closed list of words, written as they are read."""
    return frozenset(words.split())


_SPECIAL = dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("„“”‟«»", '"') | {"×": "x", "✕": "x", "✖": "x", "⨯": "x"}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
# "60hodinový" is a word, an adjective of a length or a size.
_SIZED = r"[0-9]+[^\W\d_]{3,}(?:[ýáéí]|ou|ého|ému|ího|ímu|[ýí]ch|[ýí]mi?|ém)(?![^\W\d_])"
# "3.5 kurzů", "2.5 %"; but not "30.6." and "verze 3.5.1".
DECIMAL_POINT = r"(?<![0-9.])[0-9]+\.[0-9]{1,2}(?= ?(?:%|[^\W\d_]{3}))"
_TOKEN = re.compile(
    rf"{_SIZED}|[0-9]{{1,3}}(?:[ .][0-9]{{3}})+(?![0-9])(?:,[0-9]+)?|{DECIMAL_POINT}|[0-9]+(?:,[0-9]+)?|[^\W\d_]+"
    r"|\.{3,}|\S"
)
# What is read for a word that is cut short.
_WHOLE = {"úv": "úvazku", "hod": "hodin", "nejm": "nejméně", "nejv": "nejvýše", "alesp": "alespoň"}
# The same behind a number in digits.
_COUNTED = {"min": "minut", "os": "osob", "kl": "klientů", "úč": "účastníků", "exk": "exkurzí", "předn": "přednášek"}
_ABBREVIATIONS = wordset(
    "min max tj např napr tzv vč vc cca resp apod atd aj tis hod odst čl cl sb mj popř popr příp prip ul nám nam sv "
    "st tř tr tel mil mld str obr písm pism kč kc vyhl zák zak roč roc čtvrtl pol týd tyd měs mes proc zejm ev mgr bc "
    "ing úv prac soc zodp pozn"
)


@dataclass(frozen=True)
class Remark:
    """One thing noticed in a text.

    `code` is for programs, `message` for the person who writes; `span` are offsets into the text as given, end
    exclusive, None where what is missing has no place.
    """

    code: str  # no_measure, impossible_date, uncertain_noun, phone, …
    message: str
    span: tuple[int, int] | None


@dataclass(slots=True)
class Token:
    """One word, number or sign; `start` and `end` are offsets into `Doc.text`."""

    index: int
    start: int
    end: int
    text: str
    low: str  # lower case, diacritics kept: for endings
    fold: str  # lower case, diacritics removed: for stems
    glued: bool  # no white space before it
    sentence: int = 0
    clause: int = 0
    bracket: int = 0  # which pair of brackets it stands in, 0 outside
    role: str = ""  # set by the first rule that has explained the token: deadline, period, ignored, lead-in
    is_word: bool = field(init=False)
    is_digits: bool = field(init=False)
    is_capital: bool = field(init=False)

    def __post_init__(self) -> None:
        first, last = self.text[:1], self.text[-1:]
        self.is_word = first.isalpha() or last.isalpha()  # "m²", "60hodinový"
        self.is_digits = "0" <= last <= "9"
        self.is_capital = first.isupper()


NO_TOKEN = Token(-1, 0, 0, "", "", "", glued=False, sentence=-1)


@dataclass(slots=True)
class Doc:
    text: str
    low: str
    tokens: list[Token]
    _starts: list[int] = field(repr=False)
    _ends: list[int] = field(repr=False)

    def original(self, first: int, last: int) -> tuple[int, int]:
        """The span of tokens `first`..`last` (inclusive) as offsets into the text that was read."""
        return self._starts[self.tokens[first].start], self._ends[self.tokens[last].end - 1]

    def words(self, first: int, last: int) -> str:
        """The wording's own words from token `first` to `last` (inclusive), white space made single."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def named(self, first: int, last: int) -> str:
        """The words of what is counted; the capital letter with which a sentence begins is none of theirs."""
        words, end = self.words(first, last), self.tokens[last]
        if end.low in _COUNTED.values():  # "60 kl."
            words = words.removesuffix(end.text) + end.low
        return words[:1].lower() + words[1:] if self.begins(first) and not self.tokens[first].text.isupper() else words

    def at(self, index: int) -> Token:
        """The token at an index; outside the text an empty one, which is no word, sign or number of any sentence."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else NO_TOKEN

    def fold(self, index: int) -> str:
        return self.at(index).fold

    def begins(self, index: int) -> bool:
        """Whether a sentence begins with the token at an index."""
        return self.at(index - 1).sentence != self.tokens[index].sentence

    def claim(self, start: int, end: int, role: str) -> tuple[int, int] | None:
        """Give tokens inside characters start..end a role; None when a rule before has explained one of them."""
        inside = self.inside(start, end)
        if not inside or any(token.role for token in inside):
            return None
        for token in inside:
            token.role = role
        return inside[0].index, inside[-1].index

    def inside(self, start: int, end: int) -> list[Token]:
        """Tokens that begin inside characters start..end."""
        low, high = (bisect_left(self.tokens, offset, key=lambda token: token.start) for offset in (start, end))
        return self.tokens[low:high]


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """One character in lower case without its diacritics; always one character, so that offsets hold."""
    return unicodedata.normalize("NFD", char.lower())[:1] or char


def fold(text: str) -> str:
    """Folded letter by letter: unlike the fold of the search, the length never changes."""
    return "".join(map(fold_char, text))


def tokenize(text: str) -> Doc:
    """Normalise a text (composed letters, single spaces, one kind of dash and quote) and cut it into tokens."""
    chars: list[str] = []
    starts: list[int] = []
    ends_at: list[int] = []
    for i, char in enumerate(text):
        char = " " if char.isspace() else _SPECIAL.get(char, char)
        if chars and (char in _DROPPED or (char == " " == chars[-1])):
            ends_at[-1] = i + 1
        elif chars and unicodedata.combining(char):
            composed = unicodedata.normalize("NFC", chars[-1] + char)
            chars[-1] = composed if len(composed) == 1 else chars[-1]
            ends_at[-1] = i + 1
        elif char not in _DROPPED:
            chars.append(char)
            starts.append(i)
            ends_at.append(i + 1)
    if not any(char.islower() for char in chars):  # all in capitals: no capital tells a name
        chars = [char.lower() if len(char.lower()) == 1 else char for char in chars]
    clean = "".join(chars)
    low = fold(clean)

    tokens: list[Token] = []
    behind = -1
    for match in _TOKEN.finditer(clean):
        start, end = match.span()
        word, folded = match.group(), low[start:end]
        if word.startswith((LEADERS, "…")):
            word = folded = LEADERS
        whole = _WHOLE.get(word.lower(), word.lower())
        folded = folded if whole == word.lower() else fold(whole)
        tokens.append(Token(len(tokens), start, end, word, whole, folded, glued=start == behind))
        behind = end
    inside = opened = 0
    for token in tokens:
        if token.text == "(":
            inside = opened = opened + 1
        token.bracket = inside
        if token.text == ")":
            inside = 0
    for token, after in pairwise(tokens):
        if token.is_digits and after.low in _COUNTED:  # "45 min. na téma", but not "10 běhů 2026 min. 40"
            ahead = tokens[after.index + 1 : after.index + 3]
            if not (ahead and ahead[-1].is_digits):
                after.low, after.fold = _COUNTED[after.low], fold(_COUNTED[after.low])
        ends = token.text in "!?;•"
        if token.text == "." and not after.glued and (after.is_capital or after.text in ('"', "-")):
            before = tokens[token.index - 1] if token.index else token
            ends = not (before.low in _ABBREVIATIONS or (before.is_word and len(before.text) == 1))
        beyond = tokens[after.index + 1 : after.index + 2]
        item = (after.is_digits or len(after.text) == 1) and not after.bracket  # "1) 6 kurzů, 2) dva výlety"
        item = item and bool(beyond) and beyond[0].text == ")" and beyond[0].glued
        after.sentence = token.sentence + (ends or item)
    return Doc(clean, low, tokens, starts, ends_at)


GOALS = ("cil", "plan")  # "směny: plán 96"
LEADERS = "..."  # a row of dots, of whatever length, as tables of contents have them


PREPOSITIONS = wordset(
    "v ve na z ze do od ode o po pro při před přede s se k ke ku u za mezi nad pod bez kolem okolo během "
    "vedle podle dle mimo kromě proti oproti skrz skrze díky kvůli vůči formou pomocí prostřednictvím včetně "
    "vč"
)
CONJUNCTIONS = wordset(
    "a i nebo či ani ale anebo aby že zda jak jako než tak však tedy ať když kdy pokud resp případně protože neboť "
    "jelikož poněvadž"
)
_OTHER = wordset(
    "si se je jsou byl byla bylo byly bude budou budeme by který která které kteří kterých kterým kterými "
    "kterém kterou jenž jež jehož jejíž jejichž kde což to ten ta ty tím tom toho tomu jejich jeho její svůj "
    "své naše našich ne také též dále zejména především zároveň např například apod atd aj cca více méně krát "
    "x jinak navíc jej poté již už nás vás nám vám ho ji mu jim dál jich"
)
AT_LEAST = wordset(
    "alespoň alespon aspoň aspon min minimálně minimalne nejméně nejmene nejmíň nejmin přinejmenším minimum minima "
    "minimu přes minimální minimálním minimálního ≥ >"
)
AT_MOST = wordset(
    "max maximálně maximalne nejvýše nejvyse nejvýš nejvys nejvíc nejvíce nanejvýš nanejvýše maximum maximální "
    "maximálním až ≤ <"
)
JUST = wordset(
    "přesně právě celkem celkově cca circa zhruba přibližně asi kolem okolo dohromady souhrnně orientačně plánovaně"
)
STOPWORDS = PREPOSITIONS | CONJUNCTIONS | AT_LEAST | AT_MOST | JUST | _OTHER

# Nouns and numerals that end like an infinitive ("5 aktivit", "přijme na byt").
_NOT_VERBS = wordset(
    "aktivit komunit lokalit minorit kapacit univerzit priorit kvalit entit identit plakat internat exit format "
    "referat senat magistrat certifikat inzerat ucet pocet rozpocet vylet kabinet internet limit audit kredit predmet "
    "svet pocit pobyt konsulat sekretariat mandat salat deset devet dvacet tricet ctyricet padesat sedesat sedmdesat "
    "osmdesat devadesat pamet podnet portret bilet leaflet desetilet kvet plat stat chat duplikat doktorat narust "
    "mist"
)
_INFINITIVE = re.compile(r"(out|[aiíýě]t|hrát|(?:j|ž|š|sl|íl|ř|[aá]c|[áí]z)et|ést|ézt|íst|éct|ůst)$")
_PREFIXED = re.compile(r"^(?:roz|vy|za|na|po|při|pře|do|od|ode|ne|se|z)[^\W\d_]{2,}at$")
_FINITE_ENDING = re.compile(r"(íme|áme|eme|ují|uje|ejí|ají|[áíý]vá|írá|(?<!^)(?<!tý)(?<!pole)[bdhkpt]ne)$")
_FINITE = wordset(
    "být mít dát je jsou jsme má trvá potrvá bude budou byl byla bylo byly byli proběhne proběhnou vznikne vzniknou "
    "dojde projde projdou koná pořádá získá osloví navštíví uspořádá podpoří představí vytvoří zajistí poskytne "
    "poskytnou připraví vyškolí předá naváže zahájí dokončí zúčastní otevře složí vydá nabídne nabídnou vyjede "
    "rozšíří zvýší povede povedou splní dosáhne dosáhnou zapojí provede provedou ohodnotí vyplní odevzdá uvede uvedou "
    "naváží stane stanou setká zváží nastaví zavede zavedou obdrží proškolí seznámí přispěje nepřesáhne nepřekročí "
    "klesne vzroste naučí domluví sejde sejdou umožní vyjde vyjdou vzejde vzejdou vystřídá přijde přijdou dostane "
    "dostanou najde najdou začne začnou poběží rozběhne rozběhnou odjede pojede pojedou ujme ujmou postará vypraví "
    "zavítá zapíše přihlásí dostaví zaplní zhlédne umí umějí zvládne zvládnou ví vědí dokáže dokážou využije využijí "
    "přijme přijmou pomůže pomohou zveřejní doplní uskuteční přinese natočí sepíše vyrazí zajde zajdou objede objedou "
    "obejde obejdou rozdá rozdají obvolá nakoupí pořídí opraví upraví zřídí zaměří rozešle rozešlou zašle zašlou "
    "přeloží dodá sestaví vybere vyberou podepíše uzavře uzavřou napíše spustí navrhne obnoví dohodne dohodnou vyřídí "
    "založí zařídí nastoupí"
)
_VERBAL_NOUN = re.compile(r"(án|en|ěn|it|et|yt|ut|ét|nut|at)í(m|ho|mu|ch|mi)?$")
_ADJECTIVE = re.compile(r"(ý|á|é|í|ého|ému|ém|ým|ou|ých|ými|ího|ímu|ím|ích|ími|ův|ova|ovy|ových|čtí|ští)$")
PASSIVE = re.compile(r"(?:[ae]n|[aeu]t)(?:ý|á|é|ého|ému|ém|ým|ou|ých|ými)$")  # as an adjective: "otevřená"
SHORT_PASSIVE = re.compile(r"(?:[aáeě]n|[aeu]t)[aoy]?$")  # with "být": "otevřena"
LOCATIVE = ("ách", "ích", "ech")
RISE = re.compile(  # what becomes of a number, as a noun
    r"^(?:narust|vzrust|rust(?:u|em)?$|prirust|ubytek|pokles|(?:nav|zv)ysen|snizen|rozsiren|zkracen|prodlouzen|krac)"
)
FALL = re.compile(r"^(?:ubud|ubyd|sraz|sniz|zredukov|omez|zkra[ct]|pokles|klesn|zmensit)")
_ACTION_NOUN = re.compile(
    r"(?!\w+[ae]n(?:y|e|a|ou|eho|emu|em|ych|ymi?)$)(realizac|organizov|usporad|ucast|navstev|tvorb|priprav|aktualizac|distribuc)(?!n)"
)
_NOUN_ENDING = re.compile(r"(?:(?<!v)ac|enc|anc|kc|pc|st|nic)í$|^(?:tým|systém|problém|rým)$")
# Nouns in -ní/-cí/-tí with no adjective reading, met behind numbers.
_SOFT_NOUNS = re.compile(
    r"^((?:noc|(?:ne)?moc|pomoc)(?!n)|(?:si|pi|my|zi)ti$|setkan|skolen|vzdelavan|jednan|utkan|vydan|podan|misto|zari|oddelen|zarizen|predstaven|obc|akc(?!n)|dn(?!es)|lid(?!ov|sk))"
)
_CLAUSE_JOINTS = frozenset(["a", "i", ",", "-", "(", ":", "ale", "nebo", "pricemz"])


def is_verb(token: Token, *, counted: bool = False) -> bool:
    """Whether a word looks like an infinitive or a finite verb of an achievement; behind a number only the latter."""
    return token.is_word and _is_verb(token.text, token.low, token.fold, counted=counted)


@lru_cache(maxsize=4096)
def _is_verb(text: str, low: str, folded: str, *, counted: bool) -> bool:
    if len(low) < 2 or low in PREPOSITIONS or low in CONJUNCTIONS:
        return False
    if low in _FINITE or text == "Pomoci":  # a noun ("první pomoci") begins no sentence in this case
        return True
    if len(low) < 4 or low in _OTHER or low.startswith("vý"):  # "včasných výplat": no infinitive begins so
        return False
    if _FINITE_ENDING.search(low):
        return True
    if low.endswith("ovat"):  # no noun ends so
        return True
    counts = low.endswith(("at", "et", "ot")) or listed(low) is not None  # "5 debat", "1 kout": like infinitives
    counts = counted and counts
    counts = counts and not (_PREFIXED.match(low) and listed(low) is None)  # "500 nechat u lékařů"
    return not counts and _INFINITIVE.search(low) is not None and folded not in _NOT_VERBS


def is_verbal_noun(token: Token) -> bool:
    """Whether a word looks like an action named by a noun (uspořádání, navázání, realizace)."""
    if not token.is_word or len(token.low) < 5:
        return False
    named = _VERBAL_NOUN.search(token.low) is not None and not token.fold.startswith("tret")
    return named or _ACTION_NOUN.match(token.fold) is not None


def is_adjective(token: Token) -> bool:
    """Whether a word looks like an adjective: its ending is long and it is not a noun in -ání/-ení."""
    if not token.is_word or len(token.low) < 3 or token.low in STOPWORDS:
        return False
    if _SOFT_NOUNS.match(token.fold) and not token.low.endswith(
        ("ných", "nými", "ného", "nému", "né", "ná")
    ):  # "vydání", "vydané"
        return False
    if token.low.endswith(("ych", "nich", "kich")):  # typed without diacritics
        return listed(token.low) is None
    if _NOUN_ENDING.search(token.low) and not (token.low.endswith("ací") and listed(token.low) is None):  # "uvítací"
        return False
    noun = listed(token.low) if re.search(r"(?<!ic)(?<!edn)ích$", token.low) else None
    if noun is not None and noun.one[-1] not in "ýáí":  # "ve 3 komisích", but not "šicích"
        return False
    noun = listed(token.low) if token.low.endswith("í") and not token.low.endswith("ední") else None
    if noun is not None and noun.many == token.low != noun.one:  # "dětí", "večeří"
        return False
    return _ADJECTIVE.search(token.low) is not None and not is_verbal_noun(token)


_ADVERBS_BESIDE = wordset("online on-line offline live")
_COMPARED = wordset("vice vic mene")  # "o 200 sledujících více"


def noun_phrase(doc: Doc, start: int, *, counted: bool = False) -> tuple[int, int] | None:
    """The noun phrase that begins at a token: adjectives and their noun, first and last index; None when none does.

    `counted` says that a number goes before, where an infinitive is unlikely ("5 anket", "3 debat").
    """
    index = start
    while index < len(doc.tokens) and index - start < 6:
        token, after = doc.tokens[index], doc.at(index + 1)
        if not token.is_word or token.role or token.low in STOPWORDS or is_verb(token, counted=counted):
            return None
        hyphened = after.text == "-" and after.glued
        if hyphened and f"{token.low}-{doc.at(index + 2).low}" in BESIDE and doc.at(index + 3).is_word:
            index += 3  # "on-line objednávek"
            continue
        qualified = doc.at(index + 2) if hyphened else after
        qualifies = qualified.glued if hyphened else token.low.endswith(("sky", "cky", "ně", "vě", "le", "ře"))
        cut = token.low == token.text.lower() and after.text == "." and after.glued
        if index == start and cut and doc.at(index + 2).text.islower() and doc.at(index - 1).text != ".":
            return noun_phrase(doc, index + 2, counted=counted)  # "prac. dní"
        in_place = listed(token.low[:-1] + "a") is not None  # "v herně dopolední čajovny"
        in_place = in_place or is_verb(qualified)  # "poradkyně představí"
        if qualifies and is_adjective(qualified) and not in_place:  # "tematicky zaměřené", "adaptačně-integračních"
            index += 2 if hyphened else 1
            continue
        if (
            hyphened
            and qualified.glued
            and qualified.text.islower()
            and len(qualified.text) > 1
            and not is_verb(qualified)
        ):
            index += 2  # "roll-upy", "check-listů"
            continue
        beside = f"{token.low}-{doc.at(index + 2).low}" if hyphened else token.low
        noun = doc.at(index + 3) if hyphened else after
        if beside in _ADVERBS_BESIDE and not noun.is_word:
            return (start, index - 1) if index > start else None  # "15 % online"
        if beside in BESIDE and noun.is_word and not noun.role and noun.low not in STOPWORDS:  # "5 peer pracovníků"
            index = noun.index
            continue
        if token.fold in ("den", "dny", "dnu", "dni", "dnech") and after.fold == "otevrenych":
            return start, min(index + 2, len(doc.tokens) - 1)  # "den otevřených dveří" is no day
        # An adjective is followed by the rest of its phrase, or else it is a noun itself.
        if not is_adjective(token) or after.sentence != token.sentence or after.role or after.fold in _COMPARED:
            return start, index
        if after.fold in ("a", ",", "ci", "-", "/"):
            other, noun = doc.at(index + 2), doc.at(index + 3)
            joined = is_adjective(other) and other.low[-2:] == token.low[-2:]
            joined = joined and doc.fold(index + 4) not in ("bude", "budou")  # "80 % zapsaných, zmeškaných hodin bude"
            if not (joined and noun.is_word and noun.low not in STOPWORDS):
                return start, index
            index += 2
        elif after.is_word and after.low not in STOPWORDS and not is_verb(after):
            index += 1
        else:
            return start, index
    return None


# Nouns of a number of something, which name it behind: "počet setkání", "tým dobrovolníků".
COUNTER = re.compile(
    r"^(?:poc(?:et|tu|tem)|okruh\w{0,2}|zakladn\w|sit[ei]?|tym\w{0,3}|databaz\w{1,2}|nabidk\w|seznam\w{0,2}|mnozstvi)$"
)


def number_clauses(doc: Doc) -> None:
    """Number the clauses of a text: a new one begins where, after a verb, a joint leads to another verb."""
    clause = sentence = 0
    acts = False
    named = -1  # the sentence in which something was named
    for token in doc.tokens:
        joint = token.fold in _CLAUSE_JOINTS and not (token.text == "-" and token.glued)
        # "zavést do 31. května, za rok min. 150 hovorů"
        since = token.text == "," and doc.at(token.index - 1).role == "deadline"
        since = since and (doc.at(token.index + 1).role == "period" or doc.fold(token.index + 1) == "pak")
        if token.sentence != sentence or (acts and joint and (since or _verb_follows(doc, token.index))):
            clause, acts = clause + 1, False
        token.clause, sentence = clause, token.sentence
        due = token.role == "deadline" and named == sentence  # "návrh do konce března, schválení do konce června"
        acts = acts or due or is_verb(token) or is_verbal_noun(token)
        if token.is_word and not token.role and token.low not in STOPWORDS:
            named = sentence


def _verb_follows(doc: Doc, joint: int) -> bool:
    """Whether a verb stands close behind a joint, with no number before it."""
    within = [t for t in doc.tokens[joint + 1 : joint + 12] if t.role not in ("deadline", "period")]
    for token in within[:5]:
        counted = token.is_digits and not token.role and doc.fold(token.index + 1) not in ("x", "krat")
        if counted or token.sentence != doc.tokens[joint].sentence or token.fold in ("a", ",", "("):
            return False
        if is_verb(token) or (is_verbal_noun(token) and token.index <= joint + 2):
            return True
    return False
