"""What kind of word a Czech word looks like, decided by closed lists and endings: no dictionary is needed for goals.

A rule may be wrong about a rare word; what is decided here only steers which number belongs to what.
"""

import re

from goals.reading.text import Doc, Token, wordset

PREPOSITIONS = wordset(
    "v ve na z ze do od ode o po pro při před přede s se k ke ku u za mezi nad pod bez kolem okolo během "
    "vedle podle dle mimo kromě proti oproti skrz skrze díky kvůli vůči formou pomocí prostřednictvím včetně "
    "vč"
)
CONJUNCTIONS = wordset(
    "a i nebo či ani ale anebo aby že zda jak jako než tak však tedy ať když kdy pokud resp případně"
)
_OTHER = wordset(
    "si se je jsou byl byla bylo byly bude budou budeme by který která které kteří kterých kterým kterými "
    "kterém kterou jenž jež jehož jejíž jejichž kde což to ten ta ty tím tom toho tomu jejich jeho její svůj "
    "své naše našich ne také též dále zejména především zároveň např například apod atd aj cca více méně krát "
    "x"
)
AT_LEAST = wordset(
    "alespoň alespon aspoň aspon min minimálně minimalne nejméně nejmene přinejmenším minimum minima minimu "
    "přes minimální minimálním minimálního"
)
AT_MOST = wordset("max maximálně maximalne nejvýše nejvyse nejvíce nanejvýš maximum maximální maximálním až")
JUST = wordset(
    "přesně právě celkem celkově cca circa zhruba přibližně asi kolem okolo dohromady souhrnně orientačně plánovaně"
)
STOPWORDS = PREPOSITIONS | CONJUNCTIONS | AT_LEAST | AT_MOST | JUST | _OTHER

# Nouns and numerals that end like an infinitive ("5 aktivit", "přijme na byt").
_NOT_VERBS = wordset(
    "aktivit komunit lokalit minorit kapacit univerzit priorit kvalit entit identit teplot hodnot plakat "
    "internat format referat senat magistrat certifikat inzerat ucet pocet rozpocet vylet kabinet internet "
    "limit audit kredit predmet svet pocit zivot pilot institut statut minut pobyt byt konsulat sekretariat "
    "mandat salat deset devet dvacet tricet ctyricet padesat sedesat sedmdesat osmdesat devadesat pamet "
    "portret bilet leaflet desetilet let kvet plat stat chat duplikat doktorat"
)
_INFINITIVE = re.compile(r"(out|[aiíýě]t|(?:j|ž|š|sl|ř)et|ést|ézt|íst|éct|ůst)$")
_FINITE_ENDING = re.compile(r"(íme|áme|eme|ují|uje|ejí|ají)$")
_FINITE = wordset(
    "je jsou jsme má mají bude budou byl byla bylo byly byli proběhne proběhnou vznikne vzniknou dojde projde "
    "projdou získá získají osloví navštíví uspořádá podpoří představí vytvoří zajistí poskytne poskytnou "
    "připraví vyškolí proškolí předá naváže zahájí dokončí zúčastní otevře složí vydá nabídne nabídnou vyjede "
    "rozšíří zvýší povede povedou splní dosáhne dosáhnou zapojí provede provedou ohodnotí vyplní odevzdá "
    "uvede uvedou naváží stane stanou setká zváží nastaví zavede zavedou obdrží proškolí kontaktuje seznámí "
    "zpracuje zpracují přispěje nepřesáhne nepřekročí klesne vzroste naučí domluví sejde sejdou umožní "
    "zveřejní doplní absolvuje absolvují uskuteční zorganizuje zrealizuje"
)
_VERBAL_NOUN = re.compile(r"(án|en|ěn|it|et|yt|ut|ét|nut|at)í(m|ho|mu|ch|mi)?$")
_ADJECTIVE = re.compile(r"(ý|á|é|í|ého|ému|ém|ým|ou|ých|ými|ího|ímu|ím|ích|ími|ův|ova|ovy|ových|čtí|ští)$")
_ACTION_NOUN = re.compile(r"(realizac|organizov|usporad|ucast|navstev|tvorb|priprav|aktualizac|distribuc)")
_NOUN_ENDING = re.compile(r"(?:(?<!v)ac|enc|anc|kc|pc|st|nic)í$|^(?:tým|systém|problém|rým)$")
# Nouns in -ní/-cí/-tí with no adjective reading, met behind numbers.
_SOFT_NOUNS = re.compile(
    r"^(setkan|skolen|vzdelavan|jednan|utkan|vydan|podan|misto|zari|oddelen|zarizen|predstaven|obc|akc|dn|lid)"
)
_CLAUSE_JOINTS = frozenset(["a", "i", ",", "-", "(", ":", "ale", "nebo", "pricemz"])


def is_verb(token: Token, *, counted: bool = False) -> bool:
    """Whether a word looks like an infinitive or a finite verb of an achievement; behind a number only the latter."""
    low = token.low
    if not token.is_word or len(low) < 2 or low in PREPOSITIONS or low in CONJUNCTIONS:
        return False
    if low in _FINITE:
        return True
    if len(low) < 4 or low in _OTHER:
        return False
    if _FINITE_ENDING.search(low):
        return True
    return not counted and _INFINITIVE.search(low) is not None and token.fold not in _NOT_VERBS


def is_verbal_noun(token: Token) -> bool:
    """Whether a word looks like an action named by a noun (uspořádání, navázání, realizace)."""
    if not token.is_word or len(token.low) < 5:
        return False
    named = _VERBAL_NOUN.search(token.low) is not None and not token.fold.startswith("tret")
    return named or _ACTION_NOUN.match(token.fold) is not None


def is_adjective(token: Token) -> bool:
    """Whether a word looks like an adjective: its ending is long and it is not a noun in -ání/-ení."""
    if not token.is_word or len(token.low) < 3 or token.low in STOPWORDS or _SOFT_NOUNS.match(token.fold):
        return False
    if _NOUN_ENDING.search(token.low):
        return False
    return _ADJECTIVE.search(token.low) is not None and not is_verbal_noun(token)


def noun_phrase(doc: Doc, start: int, *, counted: bool = False) -> tuple[int, int] | None:
    """The noun phrase that begins at a token: adjectives and their noun, first and last index; None when none does.

    `counted` says that a number goes before, where an infinitive is unlikely ("5 anket", "3 debat").
    """
    index = start
    while index < len(doc.tokens) and index - start < 6:
        token = doc.tokens[index]
        if not token.is_word or token.role or token.low in STOPWORDS or is_verb(token, counted=counted):
            return None
        if _is_adverb(doc, index):
            index += 2 if doc.fold(index + 1) == "-" else 1
        elif is_adjective(token) and _goes_on(doc, index):
            index += 2 if doc.fold(index + 1) in ("a", ",", "-", "ci", "/") else 1
        else:
            return start, index
    return None


def _is_adverb(doc: Doc, index: int) -> bool:
    """What only qualifies an adjective: "tematicky zaměřené", "adaptačně-integračních"."""
    token, after = doc.tokens[index], doc.at(index + 1)
    if after is not None and after.text == "-" and after.glued:
        after = doc.at(index + 2)
        return after is not None and after.glued and is_adjective(after)
    return token.low.endswith(("sky", "cky", "ně", "vě", "le", "ře")) and after is not None and is_adjective(after)


def _goes_on(doc: Doc, index: int) -> bool:
    """Whether an adjective is followed by the rest of its phrase, rather than being a noun itself."""
    after = doc.at(index + 1)
    if after is None or after.sentence != doc.tokens[index].sentence or after.role:
        return False
    if after.fold in ("a", ",", "ci", "-", "/"):
        beyond, behind = doc.at(index + 2), doc.at(index + 3)
        joined = beyond is not None and is_adjective(beyond) and beyond.low[-2:] == doc.tokens[index].low[-2:]
        return joined and behind is not None and behind.is_word and behind.low not in STOPWORDS
    return after.is_word and after.low not in STOPWORDS and not is_verb(after)


def number_clauses(doc: Doc) -> None:
    """Number the clauses of a text: a new one begins where, after a verb, a joint leads to another verb."""
    clause = sentence = 0
    acts = False
    for token in doc.tokens:
        joint = token.fold in _CLAUSE_JOINTS and not (token.text == "-" and token.glued)
        if token.sentence != sentence or (acts and joint and _verb_follows(doc, token.index)):
            clause, acts = clause + 1, False
        token.clause, sentence = clause, token.sentence
        acts = acts or is_verb(token) or is_verbal_noun(token)


def _verb_follows(doc: Doc, joint: int) -> bool:
    """Whether a verb stands close behind a joint, with no number before it."""
    for token in doc.tokens[joint + 1 : joint + 6]:
        counted = token.is_digits and not token.role
        if counted or token.sentence != doc.tokens[joint].sentence or token.fold in ("a", ",", "("):
            return False
        if is_verb(token) or (is_verbal_noun(token) and token.index <= joint + 2):
            return True
    return False
