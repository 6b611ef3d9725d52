"""What of the Czech language tells how lines belong together: sentences that go on, words that were cut, how a goal
begins, and the short lines under a goal that say by when, by whom and how it is measured.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from goals.formatting import fold
from goals.importing.lines import CAPITAL, SOFT_HYPHEN

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
RANGE = re.compile(r"\d[–-]$")  # 2027–2031
CUT_WORD = re.compile(r"(?:^|[^\w-])((?:[^\W\d_]+-)*[^\W\d_]+)-$")
LONGEST_WORD = 80
COMMON_WORDS = "commonWords.json"
COMMON = 4_000  # letters of the list of words, which begins with those that are used most
LONGEST_NAME = 9  # words, with titles and what somebody is
SHORT_WORD = re.compile(r"[aikosuvz]|na|do|se|si|po|ve|ze|ke|ku|za|od|je|až|či|že|to|už")
CONJUNCTIONS = {"a", "i", "až", "nebo", "či", "ani"}
# Who somebody is, put behind another noun by a hyphen: dětí-cizinců, matek-samoživitelek.
WHO = re.compile(
    r"(?:cizin|migrant|imigrant|uprchl|azylant|samoživitel|dobrovoln|tlumočni|student|absolvent|senior|začátečn|"
    r"pracovni[kc]|zaměstnan|partner|rodič)",
    re.IGNORECASE,
)
PERSON = re.compile(r"\w{3,}(?:ist(?:y|é|ů|ům|ky)|kyn(?:ě|í|ím)|tel(?:e|é|ů|ům|ky))")  # ends as who somebody is
# Words that are written with a hyphen behind these, and places that are behind a town.
FIRST_OF_FOREIGN = frozenset({"e", "on", "off", "non", "self", "long", "short"})
PART_OF_TOWN = frozenset({"venkov", "město", "střed", "sever", "jih", "západ", "východ", "předměstí"})
# Two adjectives made one, or an adverb and an adjective: česko-ukrajinský, sociálně-právní.
FIRST_OF_TWO = re.compile(r"\w{2,}(?:sko|cko|ně|ově)|anglo|franko|italo|hispano|afro", re.IGNORECASE)
# … but ruskojazyčný, ukrajinskojazyčný, which are of one thing.
ADJECTIVE = re.compile(r"(?!jš|jazyčn|mluvíc)\w{3,}(?:[íýáé]|ého|ému|ém|ím|ým|ou|ích|ých|ími|ými|ího)", re.IGNORECASE)
# "bude-li" is a condition, where "moh-li" is only cut: verbs in the present end so, stems of the past do not.
BEFORE_LI = re.compile(r"\w*(?:[íá]|ou|je|de|ze|že|ce|me|(?<!va)te)", re.IGNORECASE)
FULL_STOP = (".", "!", "?", ".)", "?)", ".“", "!“", "?“")
UNFINISHED = re.compile(
    r"(?:[,;–(-]|\b(?:a|i|o|u|v|k|s|z|ve|ke|se|ze|na|do|po|od|za|pro|při|před|mezi|nebo|či|ani|včetně|min\.|např\.|tj\.|"
    r"tzv\.|resp\.|cca|č\.|nejméně|alespoň|minimálně|který|která|které|kteří|že|aby|jejichž|jehož|jako|než))$",
    re.IGNORECASE,
)
# A name may follow these on the next line, and need not.
LEADS_NAME = re.compile(
    r"\b(?:okres\w{0,2}|kraj\w{0,2}|měst\w{1,2}|městech|obc\w{1,2}|obec|ORP|ulic[ei])$", re.IGNORECASE
)
SENTENCE_INSIDE = re.compile(r"[^\W\d]{2}[.!?] [^\W\d_a-z]")
LEAD_TO_GOAL = frozenset(
    ("v", "ve", "na", "pro", "do", "k", "ke", "s", "se", "pri", "po", "od", "z", "ze", "nad", "mezi", "pred", "podle")
    + ("behem", "pomoci", "prostrednictvim", "vedle", "krome", "diky", "vzhledem", "kazde", "kazdy")
)
FIRST_PERSON = re.compile(  # of what is done, not of what is meant
    r"(?!zamer|soustred|chce|planuj|hodl|klade|stanov|navazu|vychaz|bude|pokrac|prav)\w{4,}(?:ime|eme)"
)
# A goal begins with what is to be done, or with who does it.
VERB = re.compile(r"(?!oblast)\w{2,}(?:t|ct|ci)")
INFINITIVE = re.compile(r"(?!pocet|kabinet|internet)\w{3,}[aei]t")
NOUN_OF_DOING = re.compile(
    r"\w{2,}(?:ani|eni|uti|iti|eti|yti|ace|aci)|spoluprace|podpora|podporu|rozvoj|priprava|ucast|tvorba|obnova|propagace|beseda|besedy|kurz|"
    r"kurzy|setkani|schuzky|pravidelne|pravidelna|pravidelny|vetsi|vyssi|lepsi|novy|nova|nove|dalsi|aktivni|intenzivni"
)
DESCRIBES = re.compile(
    r"(?!pracovni|zamestnan|vedouci|centrum|cpic|tym)\w+(?: \w+){0,2} "
    r"(?:bud(?:e|ou)|je|jsou|ma|maji|probeh(?:ne|nou))\b"
)
WORKERS = re.compile(r"pracovni[ck]\w*|zamestnanc\w*|dobrovolni[ck]\w*|tlumocni[ck]\w*")  # noví pracovníci
WHO_DOES = re.compile(
    r"pracovni\w+|zamestnanc\w+|vedouci|centrum|cpic|tym|socialni|kazdy|kazda|vsichni|bude|budeme|budou|nejmene|alespon|"
    r"minimalne|min|az|dokoncime|zajistime|\w{4,}ime|\w{4,}eme|\d+|jednou|dvakrat|trikrat|pocet|vznik|zmena|snizit"
)


class Aspect(StrEnum):
    """What a short line under a goal, or a column beside it, is about."""

    DEADLINE = "termín"
    RESPONSIBLE = "kdo odpovídá"
    MEASURE = "ukazatel"
    REMARK = "poznámka"


LABELS = {
    Aspect.DEADLINE: (
        r"t(?=:\s*\d)|do(?=:\s*(?:\d|konce)|$)|"
        r"term[ií]n(?: (?:s?pln[eě]n[ií]|dokon[cč]en[ií]|realizace))?|do kdy|splnit do|lh[uů]ta(?: spln[eě]n[ií])?|"
        r"datum (?:s?pln[eě]n[ií]|dokon[cč]en[ií])|dokon[cč]it do"
    ),
    Aspect.RESPONSIBLE: (
        r"z?odpov[ií]d[aá]|z?odpov[eě]dn[aáyý](?: (?:osoba|pracovn[ií]k|pracovnice))?|z?odpov[eě]dnost|z?odp\.?|"
        rf"[zo](?=: ?(?-i:{CAPITAL}))|garant(?:ka)?(?: c[ií]le)?|gestor(?:ka)?|realiz(?:uje|[aá]tor(?:ka)?)|"
        r"[rř]e[sš]itel(?:ka)?|zajist[ií]|zaji[sš][tť]uje|kdo(?: z?odpov[ií]d[aá])?"
    ),
    Aspect.MEASURE: (
        r"(?:m[eě][rř]iteln[yý] )?(?:indik[aá]tor|ukazatel)\w*(?: (?:s?pln[eě]n[ií]|[uú]sp[eě]chu|c[ií]le))?|"
        r"m[eě][rř][ií]tko|m[eě][rř]itelnost|krit[eé]ri(?:um|a)(?: \w+)?|v[yý]stupy?|c[ií]lov[aá] hodnota|"
        r"(?:zp[uů]sob|zdroj) ov[eě][rř]en[ií]|dolo[zž]en[ií]"
    ),
    Aspect.REMARK: (
        r"pozn(?:[aá]mka|\.)?|priorita|rozpo[cč]et|n[aá]klady|"
        r"(?:stav(?: pln[eě]n[ií])?|pln[eě]n[ií]|(?:vy)?hodnocen[ií])(?: c[ií]le)?(?: (?:za|v|k) [\w. ]{0,14}\d\.?)?|"
        r"v[yý]sled(?:ek|ky)|"
        r"zdroj financov[aá]n[ií]|z?d?[uů]vodn[eě]n[ií]|od[uů]vodn[eě]n[ií]|koment[aá][rř]|vysv[eě]tlen[ií]"
    ),
}
LABEL = re.compile(
    "|".join(f"(?P<{aspect.name}>{pattern})" for aspect, pattern in LABELS.items()) + r"(?<!\s)", re.IGNORECASE
)
LABELLED = re.compile(rf"(?:{LABEL.pattern})\s*:\s*(?=\S|$)", re.IGNORECASE)
NOT_FILLED_IN = re.compile(r"[._…–—-]*")
LABELLED_BY_DASH = re.compile(
    rf"^(?:{LABELS[Aspect.DEADLINE]}|{LABELS[Aspect.RESPONSIBLE]}|{LABELS[Aspect.MEASURE]})\s[–—-]\s(?=\S)",
    re.IGNORECASE,
)
TITLES_OF_PEOPLE = r"(?:(?:mgr|bc|ing|phdr|judr|mudr|rndr|paeddr)\.,? )*"
# By when and by whom as it is added behind a goal without a colon: …; do 31. 8.; zodp. Starý
BEHIND_GOAL = re.compile(r"(?:\s*[;|(]\s*|\s*,\s+|\s+[/–—-]\s+)(?P<said>[^;|(,/–—]+?)\s*\)?\.?\s*$")
MOST_BEHIND = 4
BY_WHOM = re.compile(
    r"(?:z?odp(?:\.|ov[ií]d[aá]) ?|garant(?:ka)? )(?P<who>"
    rf"{TITLES_OF_PEOPLE}(?:(?-i:{CAPITAL})[\w.-]+ ?){{1,3}}|"
    r"(?:vedouc|v[sš]ichni|soci[aá]ln|koordin[aá]tor|pracovn)\w*(?: [^\W\d]+){0,2})",
    re.IGNORECASE,
)
ROLE = re.compile(r"(?:vedouc|sociální|koordinátor|pracovn)\w*(?: [^\W\d]+){0,2}", re.IGNORECASE)
DAY = re.compile(
    r"(?:termin )?(?:do )?(?:konce? )?(?:\d{1,2}\. ?(?:\d{1,2}\.?|[a-z]{4,9})(?: ?20\d\d)?|roku|prubezne|celorocne|"
    r"[ivx]{1,4} ?/ ?20\d\d|(?:q[1-4]|[1-4i]{1,3}\.? (?:ctvrtleti|pololeti))(?: 20\d\d)?|20\d\d-\d\d-\d\d|"
    r"\d{1,2}/20\d\d|(?:led|unor|brez|dub|kvet|cerv|srp|zari|rij|listopad|prosin)[a-z]{0,4}(?: 20\d\d)?)"
)
LACKS_YEAR = re.compile(r"\d{1,2}\. ?\d{1,2}\.$")
YEAR_ALONE = re.compile(r"20\d\d\.?")
STOP_BEHIND_NAME = re.compile(r"(?<=[a-zá-ž]{3})\.$")
CONTACT = re.compile(
    r"(?:(?:(?:zastup\w+ )?vedouci(?: (?:centra|pracoviste|pobocky|cpic))?|kontakt\w*(?: osoba)?|adresa|sidlo|telefon|"
    r"tel|mobil|e-?mail|web|www|reditel(?:ka)?|schvalila?|datum|"
    r"oteviraci doba|uredni hodiny|provozni doba|zpracovala?|tym|pracovnici)\b\.? ?(?::|[–-](?!\w)))|"
    r"(?:tel|telefon|mobil|e-?mail)\.? "
)
# I. Horáková, vedoucí · Mgr. Jana Nová, Ph.D. – koordinátorka
SIGNED = re.compile(
    rf"{TITLES_OF_PEOPLE}(?-i:{CAPITAL})(?:\.|\w+)(?: (?-i:{CAPITAL})\w+){{1,2}}(?:, (?:Ph\.? ?D|DiS|MBA)\.?)*"
    r"(?:,| [–—-]) (?:vedouc|koordin[aá]tor|[rř]editel|soci[aá]ln|pracovni)\w*(?: [^\W\d]+){0,3}",
    re.IGNORECASE,
)
TITLED = re.compile(r"(?:^|\s)(?:mgr|bc|ing|phdr|judr|mudr|rndr|paeddr|dis)\.(?: |,|$)")
CLOSING = re.compile(
    r"schval|ve? [^\W\d]+(?: [^\W\d]+){0,2}?,? (?:dne |\d{1,2}\. ?(?:\d|[^\W\d]+ 20\d\d))|dne \d|datum|zpracoval|"
    r"vypracoval|podpis|priloh|poznam|tento dokument|s pozdravem|(?:s pranim|preji|dekuji|hezky|pekny|mejte se)\b|"
    r"(?:tabulka|obrazek|graf|tab\.|obr\.) ?(?:c\. ?)?\d|"
    r"tyto cile|operacni cile|(?:vsechny )?cile (?:bud\w+|jsou|se) |"
    r"platnost|ucinnost|za spravnost|(?:cile|dokument)\w* (?:schval|nabyv)|"
    r"(?:mgr|bc|ing|phdr|judr|mudr|rndr)\.|stran[ay] \d|[._…]{5,}|[._…\s]+$"
)
LETTER = re.compile(
    r"(?:ahoj|cau|dobry den|hezky den|zdravim|mil[aiy]|vazen[aiy]|s pozdravem|s pranim|s uctou|preji|dekuji|diky|hezky|"
    r"pekny|mejte se|zdravi)\b"
)
NO_GOALS = re.compile(  # what stands in the place of goals, or below them as their number
    r"(?:nebyl\w* predlozen|(?:centrum |pobocka )?cile (?:zatim |dosud )?ne(?:predlozil|dodal|stanovil)|"
    r"(?:operacni )?(?:cil\w{0,2}|zneni)(?: centr\w+| pracovist\w+)?(?: zatim| dosud)? "
    r"(?:bud\w+ (?:doplnen|stanoven|upresnen|dodan|urcen)|nebyl|nejsou|nepredlozil|nedodal|nestanovil|v priprave)|"
    r"(?:zatim|dosud) (?:bez|nejsou|nebyl|nestanov|neurc)|bez cil|nema (?:zadn\w+ )?cil|"
    r"viz (?:priloh|samostatn|dokument))|"
    r"(?:bud\w+ (?:doplnen\w?|stanoven\w?|upresnen\w?|dodan\w?)(?: (?:pozdeji|dodatecne|v prubehu roku))?|"
    r"celkem(?: (?:operacnich )?cilu)?:? \d{1,3}|n/a|x|neni|nejsou|bez|zadne|nic|doplnit|tbd)[.)]*$"
)
ADDRESS = re.compile(r"\S+@\S+\.\w+|\bwww\.\S+|\b\d{3} \d{2} [A-ZÁ-Ž]|(?:\+420 ?)?\b\d{3} \d{3} \d{3}\b")

ENDS_PART_OF_ADDRESS = tuple("-/.?=&_")
LONGEST_ADDRESS = 500
ADDRESS_AT_THE_END = re.compile(r"(?:https?://|www\.|\S@)\S*$")
REST_OF_ADDRESS = re.compile(r"[\w-]+[./_?=&-]\w")


@dataclass(frozen=True)
class Detail:
    aspect: Aspect
    label: str
    value: str


def details(text: str) -> tuple[str, list[Detail]]:
    """The text before the first label of a detail, and the details behind it."""
    text = colon_for_dash(with_labels_behind(text))
    labels = [label for label in LABELLED.finditer(text) if _may_begin(text, label)]
    if not labels:
        return text, []
    found = []
    for label, end in zip(labels, [*(it.start() for it in labels[1:]), len(text)], strict=True):
        aspect = next(aspect for aspect in Aspect if label[aspect.name])
        value = text[label.end() : end].strip(" ;,|–-(")
        value = value.removesuffix(".").removesuffix(")") if value.count(")") > value.count("(") else value
        value = STOP_BEHIND_NAME.sub("", value) if aspect is Aspect.RESPONSIBLE else value
        value = "" if NOT_FILLED_IN.fullmatch(value.replace(" ", "")) else value
        found.append(Detail(aspect, label[0].rstrip(": "), value))
    return text[: labels[0].start()].rstrip(" ;,|–-("), found


def _may_begin(text: str, label: re.Match[str]) -> bool:
    """Whether a label stands where one can: at the beginning, after a stop, in brackets, or with a capital."""
    before = text[: label.start()]
    if not before.strip() or before.endswith("("):
        return True
    return before[-1].isspace() and (before.rstrip()[-1] in ".;,)!?|–-" or label[0][0].isupper())


def colon_for_dash(text: str) -> str:
    """ "Termín – 30. 9." at the beginning of a line is a label, too."""
    return LABELLED_BY_DASH.sub(lambda found: f"{found[0].rstrip(' –—-')}: ", text)


def with_labels_behind(text: str) -> str:
    """The text, where it ends with who answers for it, in brackets or behind a stop, with the labels of a detail for
    that and for a day beside it."""
    rest, behind, roles = text, [], ""
    while len(behind) < MOST_BEHIND and (found := BEHIND_GOAL.search(rest)):
        said = found["said"]
        if who := BY_WHOM.fullmatch(said):
            behind.append(f"Zodpovídá: {who['who'].strip()}{roles}")
            roles = ""
        elif DAY.fullmatch(fold(said)):
            day = said[6:].strip() if fold(said).startswith("termin") else said
            behind.append(f"Termín: {day}{'.' * day[-1].isdigit()}")
        elif not roles and ROLE.fullmatch(said):
            roles = f", {said}"
        else:
            break
        rest = rest[: found.start()]
    is_told = any(label.startswith("Zodpovídá") for label in behind) and not roles
    return " ".join([rest, *reversed(behind)]) if is_told else text


def begins_detail(text: str) -> bool:
    return LABELLED.match(colon_for_dash(text)) is not None


def completes_detail(before: str, text: str) -> bool:
    """Whether a line is what the label above it asks for, or the year of the day there."""
    if not begins_detail(before):
        return False
    if before.endswith(":"):
        return DAY.fullmatch(fold(text).rstrip(".")) is not None or (
            len(text) <= LONGEST_WORD and not looks_like_goal(text)
        )
    return LACKS_YEAR.search(before) is not None and YEAR_ALONE.fullmatch(text) is not None


def is_contact(text: str) -> bool:
    """Whether a line says who leads a centre and how to reach it."""
    if len(text) > LONGEST_WORD * 2:
        return False
    folded = fold(text)
    if TITLED.search(folded) and len(folded.split()) <= LONGEST_NAME and not is_finished(text):
        return True
    return begins_contact(text) or (ADDRESS.search(text) is not None and not looks_like_goal(text))


def begins_contact(text: str) -> bool:
    return CONTACT.match(fold(text)) is not None or SIGNED.fullmatch(text) is not None


def closes(text: str) -> bool:
    """Whether a paragraph after the goals belongs to the end of the document: who approved it, where and when."""
    return CLOSING.match(fold(text)) is not None


def is_letter(text: str) -> bool:
    """Whether a text is what is written around goals in a letter: whom it greets, who signs it."""
    return LETTER.match(fold(text)) is not None


def stands_for_none(text: str) -> bool:
    """Whether a few words only say that there are no goals, or not yet."""
    return len(text.split()) <= LONGEST_NAME and NO_GOALS.match(fold(text).strip("(…. –-")) is not None


def looks_like_goal(text: str) -> bool:
    """Whether a text begins as goals do: with a verb, a noun of doing, or who does it. No other answer is certain."""
    words = [fold(word) for word in re.findall(r"\w+", text[:200])]
    if len(words) < 2:
        return False
    if words[0] in LEAD_TO_GOAL:
        if any(INFINITIVE.fullmatch(word) for word in words[2:8]):  # V každém měsíci zveřejnit …
            return True
        if any(FIRST_PERSON.fullmatch(word) for word in words[2:14]):  # S ohledem na změny … připravíme tři semináře
            return True
        words = words[1:3]
    return any(
        VERB.fullmatch(word) or NOUN_OF_DOING.fullmatch(word) or WHO_DOES.fullmatch(word) for word in words[:1]
    ) or (
        len(words) > 1
        and bool(NOUN_OF_DOING.fullmatch(words[1]) or WORKERS.fullmatch(words[1]))
        and not text.endswith(":")
    )


def describes(text: str) -> bool:
    """Whether a sentence says how something is or will be, and not what somebody does."""
    return DESCRIBES.match(fold(text)) is not None


def begins_with_verb(text: str) -> bool:
    """Whether the first word is an infinitive, which is the surest sign of a goal."""
    return INFINITIVE.fullmatch(fold(text).partition(" ")[0]) is not None


def are_enumerated(texts: Sequence[str]) -> bool:
    """Whether goals are written as one sentence, each but the last with a semicolon or a comma. A comma also stands in
    one goal: only where all begin alike, and as goals do, there are several."""
    if len(texts) > 2 and all(text.endswith(";") for text in texts[:-1]):
        return True
    begin_alike = len({text[:1].islower() for text in texts}) == 1 and all(map(looks_like_goal, texts))
    return len(texts) > 1 and begin_alike and all(text.endswith((";", ",")) for text in texts[:-1])


def cut_word(before: str, after: str) -> tuple[str, float]:
    """The word that two lines make where the first may end inside it without a hyphen, and how likely it is, from 0 to
    1; empty where it does not.

    Czech words tell: the whole one is known, or what is cut is none by itself and letters meet as they do inside words.
    """
    first, second = re.search(r"[^\W\d_]+$", before), re.match(r"[^\W\d_]+", after)
    if first is None or second is None or not second[0].islower():
        return "", 0.0
    begin, end, whole = first[0].lower(), second[0], first[0] + second[0]
    words = _czech_words()
    if f"\n{begin}{end}\n" in words or (len(end) == 1 and not SHORT_WORD.fullmatch(end)):
        return whole, 1.0
    is_adjective = ADJECTIVE.fullmatch(begin) is not None
    if len(end) < 3:
        meet = not SHORT_WORD.fullmatch(end) or (len(begin) > 3 and f"{begin[-4:]}{end}\n" in words)
    else:
        meet = not is_adjective and begin[-3:] + end[0] in words and begin[-2:] + end[:2] in words
    ends_known = SHORT_WORD.fullmatch(end) is not None or (len(end) > 2 and f"\n{end}\n" in words)
    is_known = f"\n{begin}\n" in words or (not meet and INFINITIVE.fullmatch(fold(begin)) is not None)
    if is_known or (is_adjective and len(end) > 2):
        return ("", 0.0) if ends_known else (whole, 0.3)
    if ends_known and not meet:
        return ("", 0.0) if len(end) < 3 or f"\n{end}\n" in words[:COMMON] else (whole, 0.3 if len(end) > 4 else 0.6)
    return whole, 0.6 if ends_known or not meet else 1.0


@cache
def _czech_words(*names: str) -> str:
    """The words that passwords are held against, of all lists or of those named, each on a line."""
    words = resources.files("centres") / "words"
    lists = [json.loads((words / name).read_text("utf-8")) for name in names or (COMMON_WORDS, "wikipedia.json")]
    return "\n".join(["", *(word for known in lists for word in known), ""])


def is_common_word(word: str) -> bool:
    """Whether a word is no name, by a list that has no towns or by its ending as a noun of doing."""
    return f"\n{word.lower()}\n" in _czech_words(COMMON_WORDS) or NOUN_OF_DOING.fullmatch(fold(word)) is not None


def is_finished(text: str) -> bool:
    return text.endswith(FULL_STOP)


def is_unfinished(text: str) -> bool:
    # The text of a goal grows line by line; only its end tells.
    return UNFINISHED.search(text[-LONGEST_WORD:]) is not None or text.count("(") > text.count(")")


def leads_name(text: str) -> bool:
    return LEADS_NAME.search(text) is not None


def goes_on(before: str, after: str) -> bool:
    """Whether a new paragraph only carries on the sentence that a page break or an editor has cut."""
    if not before or not after:
        return False
    return is_unfinished(before) or after[0].islower() or after[0] in ",;.)"


def vocabulary(texts: Sequence[str]) -> set[str]:
    """The words of the document, without the two halves of those that are cut at the end of a line."""
    words: set[str] = set()
    is_cut = False
    for text in texts:
        found = [word.lower() for word in WORD.findall(text)]
        starts_cut = is_cut
        is_cut = text.endswith(("-", SOFT_HYPHEN)) and CUT_WORD.search(text[-LONGEST_WORD:]) is not None
        words.update(found[starts_cut : len(found) - is_cut])
    return words


def join(texts: Sequence[str], words: set[str]) -> str:
    """The lines of one paragraph as one text.

    A word cut by a hyphen is joined; the hyphen stays where the document elsewhere writes the word with it
    and not without it, before a capital or a digit, in "je-/-li", in "dvou- a třídenní" and between two nouns.
    """
    pieces = [texts[0]]
    for after in texts[1:]:
        before, glue = pieces[-1], ""
        if before.endswith(ENDS_PART_OF_ADDRESS) and _is_address_cut("".join(pieces)[-LONGEST_ADDRESS:], after):
            pieces.append(after)
            continue
        cut, next_word = CUT_WORD.search(before[-LONGEST_WORD:]), WORD.match(after.removeprefix("-"))
        if before.endswith(SOFT_HYPHEN):
            before = before.removesuffix(SOFT_HYPHEN)
        elif cut is None or next_word is None or next_word[0] in CONJUNCTIONS:
            is_number = after[:1].isdigit() and (cut is not None or RANGE.search(before[-2:]) is not None)
            glue = "" if is_number else " "
        elif after.startswith("-"):
            after = after[1:]
        elif not _keeps_hyphen(cut[1], next_word[0], words):
            before = before[:-1]
        pieces[-1:] = [before, glue + after]
    return "".join(pieces).rstrip(SOFT_HYPHEN)


def _is_address_cut(before: str, after: str) -> bool:
    """Whether the line ends inside an address, which programs break behind a hyphen or a stroke and keep both."""
    start = ADDRESS_AT_THE_END.search(before)
    return start is not None and (before.endswith("-") or REST_OF_ADDRESS.match(after) is not None)


def _keeps_hyphen(first: str, second: str, words: set[str]) -> bool:
    with_hyphen, without = f"{first}-{second}".lower(), f"{first}{second}".lower()
    if second[0].isupper() or (with_hyphen in words and without not in words):
        return True
    if without in words:
        return False
    if second == "li" and BEFORE_LI.fullmatch(first):
        return True
    if first.lower() in FIRST_OF_FOREIGN or (first[0].isupper() and second in PART_OF_TOWN):
        return True
    if first.endswith("ů") and second.endswith("ů") and len(first) > 3:  # tlumočníků-krajanů
        return True
    known = _czech_words()
    first_known, second_known, whole_known = (f"\n{it.lower()}\n" in known for it in (first, second, without))
    if first.endswith("y") and second.endswith("y") and min(len(first), len(second)) > 3:  # policisty-preventisty
        are_nouns = len(first) > 5 < len(second) or first_known or second_known
    else:  # chlapce-fotbalisty, but spolu-práce, partner-skými
        are_nouns = first_known and not whole_known and len(first) > 4 < len(second) and first[-1] in "aeěyů"
        are_nouns = are_nouns and (second_known or PERSON.fullmatch(second) is not None)
    if are_nouns:
        return True
    if WHO.match(first) and first.endswith(("y", "ů", "ům", "ami")) and len(second) > 4:  # dobrovolníky-překladatele
        return True
    are_words = first.lower() in words and second.lower() in words and len(first) > 2 and len(second) > 3
    are_one = FIRST_OF_TWO.fullmatch(first) is not None and ADJECTIVE.fullmatch(second) is not None
    return are_words or are_one or (len(first) > 3 and WHO.match(second) is not None)
