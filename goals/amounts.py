"""How amounts are said in Czech: which form a unit takes after a number ("4 kurzy", "5 kurzů", "1,5 kurzu", "z 20
kurzů"), and the number that an increase comes to. Pure: values in, words out.

A unit needs four forms, nominative and genitive of both numbers; sentences are written so that no other case is asked
for. Forms of common nouns of the field are known; those of others are proposed, and people may mend them.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _

from goals.declension import decline, listed, readings, with_diacritics
from goals.noun_patterns import Noun, Number, accusatives, other_cases
from goals.states import Kind

HUNDRED = Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Unit:
    """What is counted, in the four forms that sentences need."""

    one: str  # 1 kurz
    few: str  # 2 kurzy
    part: str  # 1,5 kurzu; z 1 kurzu
    many: str  # 5 kurzů; ze 2 kurzů

    def after(self, number: Decimal | int) -> str:
        """The form after the number as the subject of a sentence: "1 kurz", "2 kurzy", "0,5 kurzu", "21 kurzů"."""
        if number != int(number):
            return self.part
        return self.one if number == 1 else self.few if 2 <= number <= 4 else self.many

    def of(self, number: Decimal | int) -> str:
        """The form after a preposition with the genitive: "z 1 kurzu", "ze 2 kurzů", "z 1,5 kurzu"."""
        return self.part if number == 1 or number != int(number) else self.many

    def __str__(self) -> str:
        return ", ".join((self.one, self.few, self.part, self.many))


# Nouns of the field: 1, 2, 1,5, 5, and the gender that adjectives before it agree with (a: masculine animate).
_NOUNS = """
adresa adresy adresy adres f | akce akce akce akcí f | aktivita aktivity aktivity aktivit f
balíček balíčky balíčku balíčků m | beseda besedy besedy besed f | blok bloky bloku bloků m | bod body bodu bodů m
brožura brožury brožury brožur f | centrum centra centra center n | cizinec cizinci cizince cizinců a
cizinka cizinky cizinky cizinek f | cyklus cykly cyklu cyklů m | den dny dne dnů m | dílna dílny dílny dílen f
dítě děti dítěte dětí n | dobrovolník dobrovolníci dobrovolníka dobrovolníků a
dobrovolnice dobrovolnice dobrovolnice dobrovolnic f | dokument dokumenty dokumentu dokumentů m
domácnost domácnosti domácnosti domácností f | dotazník dotazníky dotazníku dotazníků m
exkurze exkurze exkurze exkurzí f | euro eura eura eur n | firma firmy firmy firem f | film filmy filmu filmů m
fanoušek fanoušci fanouška fanoušků a | follower followeři followera followerů a | hodina hodiny hodiny hodin f
informace informace informace informací f | instituce instituce instituce institucí f
intervence intervence intervence intervencí f | intervize intervize intervize intervizí f
jazyk jazyky jazyka jazyků m | jednání jednání jednání jednání n | kampaň kampaně kampaně kampaní f
kazuistika kazuistiky kazuistiky kazuistik f | klient klienti klienta klientů a
klientka klientky klientky klientek f | klub kluby klubu klubů m | kolo kola kola kol n
komunita komunity komunity komunit f | konference konference konference konferencí f
kontakt kontakty kontaktu kontaktů m | konzultace konzultace konzultace konzultací f
koordinátor koordinátoři koordinátora koordinátorů a | kraj kraje kraje krajů m | kroužek kroužky kroužku kroužků m
kurz kurzy kurzu kurzů m | kus kusy kusu kusů m | lekce lekce lekce lekcí f | lektor lektoři lektora lektorů a
leták letáky letáku letáků m | lékař lékaři lékaře lékařů a | člověk lidé člověka lidí a
materiál materiály materiálu materiálů m | memorandum memoranda memoranda memorand n | měsíc měsíce měsíce měsíců m
metodika metodiky metodiky metodik f | město města města měst n | místo místa místa míst n
návštěva návštěvy návštěvy návštěv f | návštěvník návštěvníci návštěvníka návštěvníků a
nemocnice nemocnice nemocnice nemocnic f | obec obce obce obcí f | oblast oblasti oblasti oblastí f
odběratel odběratelé odběratele odběratelů a | odpoledne odpoledne odpoledne odpolední n
okres okresy okresu okresů m | organizace organizace organizace organizací f | osoba osoby osoby osob f
osvědčení osvědčení osvědčení osvědčení n | partner partneři partnera partnerů a
partnerství partnerství partnerství partnerství n | plán plány plánu plánů m
platforma platformy platformy platforem f | pobočka pobočky pobočky poboček f | podnět podněty podnětu podnětů m
podnik podniky podniku podniků m | pobyt pobyty pobytu pobytů m | podpis podpisy podpisu podpisů m
poradna poradny poradny poraden f | porada porady porady porad f | posluchač posluchači posluchače posluchačů a
pozice pozice pozice pozic f | pracoviště pracoviště pracoviště pracovišť n
pracovnice pracovnice pracovnice pracovnic f | pracovník pracovníci pracovníka pracovníků a
praktikant praktikanti praktikanta praktikantů a | prezentace prezentace prezentace prezentací f
procento procenta procenta procent n | procházka procházky procházky procházek f
program programy programu programů m | prohlídka prohlídky prohlídky prohlídek f
projekt projekty projektu projektů m | přednáška přednášky přednášky přednášek f | příběh příběhy příběhu příběhů m
případ případy případu případů m | příspěvek příspěvky příspěvku příspěvků m
respondent respondenti respondenta respondentů a | rodina rodiny rodiny rodin f | rodič rodiče rodiče rodičů a
rok roky roku let m | rozhovor rozhovory rozhovoru rozhovorů m | samospráva samosprávy samosprávy samospráv f
sbírka sbírky sbírky sbírek f | seminář semináře semináře seminářů m | setkání setkání setkání setkání n
sezení sezení sezení sezení n | schůzka schůzky schůzky schůzek f | skupina skupiny skupiny skupin f
sledující sledující sledujícího sledujících a | sledovatel sledovatelé sledovatele sledovatelů a
služba služby služby služeb f | smlouva smlouvy smlouvy smluv f | sociokurz sociokurzy sociokurzu sociokurzů m
spolek spolky spolku spolků m | stáž stáže stáže stáží f | strana strany strany stran f
stránka stránky stránky stránek f | stížnost stížnosti stížnosti stížností f | student studenti studenta studentů a
stůl stoly stolu stolů m | stánek stánky stánku stánků m | subjekt subjekty subjektu subjektů m
supervize supervize supervize supervizí f | škola školy školy škol f | školka školky školky školek f
školení školení školení školení n | tábor tábory tábora táborů m | téma témata tématu témat n
termín termíny termínu termínů m | text texty textu textů m | tisíc tisíce tisíce tisíc m
tlumočnice tlumočnice tlumočnice tlumočnic f | tlumočník tlumočníci tlumočníka tlumočníků a
tlumočení tlumočení tlumočení tlumočení n | translator translatoři translatora translatorů a
turnaj turnaje turnaje turnajů m | týden týdny týdne týdnů m | ubytovna ubytovny ubytovny ubytoven f
událost události události událostí f | učitel učitelé učitele učitelů a | uchazeč uchazeči uchazeče uchazečů a
univerzita univerzity univerzity univerzit f | uživatel uživatelé uživatele uživatelů a | úřad úřady úřadu úřadů m
účast účasti účasti účastí f | účastník účastníci účastníka účastníků a | účastnice účastnice účastnice účastnic f
úvazek úvazky úvazku úvazků m | večer večery večera večerů m | video videa videa videí n
vydání vydání vydání vydání n | vyšetření vyšetření vyšetření vyšetření n | výjezd výjezdy výjezdu výjezdů m
výlet výlety výletu výletů m | výstava výstavy výstavy výstav f | vada vady vady vad f | chyba chyby chyby chyb f
výstup výstupy výstupu výstupů m
výtisk výtisky výtisku výtisků m | vzdělávání vzdělávání vzdělávání vzdělávání n
webinář webináře webináře webinářů m | workshop workshopy workshopu workshopů m | zájemce zájemci zájemce zájemců a
zakázka zakázky zakázky zakázek f | zaměstnanec zaměstnanci zaměstnance zaměstnanců a
zasedání zasedání zasedání zasedání n | zaměstnavatel zaměstnavatelé zaměstnavatele zaměstnavatelů a
zařízení zařízení zařízení zařízení n | zpráva zprávy zprávy zpráv f | žadatel žadatelé žadatele žadatelů a
žák žáci žáka žáků a | žákyně žákyně žákyně žákyň f | žena ženy ženy žen f | muž muži muže mužů a
článek články článku článků m | číslo čísla čísla čísel n | čtení čtení čtení čtení n | test testy testu testů m
list listy listu listů m | úsek úseky úseku úseků m | kancelář kanceláře kanceláře kanceláří f
řízení řízení řízení řízení n | médium média média médií n | domov domovy domova domovů m
pojišťovna pojišťovny pojišťovny pojišťoven f | nabídka nabídky nabídky nabídek f | dohoda dohody dohody dohod f
podmínka podmínky podmínky podmínek f | žádost žádosti žádosti žádostí f | dotaz dotazy dotazu dotazů m
odpověď odpovědi odpovědi odpovědí f | profil profily profilu profilů m | kanál kanály kanálu kanálů m
člen členové člena členů a | vlna vlny vlny vln f | banka banky banky bank f | karta karty karty karet f
práce práce práce prací f | země země země zemí f | stupeň stupně stupně stupňů m | kmen kmeny kmene kmenů m
noviny noviny novin novin f | dveře dveře dveří dveří f | kalhoty kalhoty kalhot kalhot f | brýle brýle brýlí brýlí f
housle housle houslí houslí f | prázdniny prázdniny prázdnin prázdnin f | narozeniny narozeniny narozenin narozenin f
ruka ruce ruky rukou f | oko oči oka očí n | houba houby houby hub f | lípa lípy lípy lip f | míra míry míry měr f
vrba vrby vrby vrb f | trouba trouby trouby trub f | zrno zrna zrna zrn n | duch duchové ducha duchů a
úroveň úrovně úrovně úrovní f | oheň ohně ohně ohňů m | kořen kořeny kořene kořenů m | kámen kameny kamene kamenů m
název názvy názvu názvů m | kout kouty koutu koutů m | koutek koutky koutku koutků m | stať stati stati statí f |
předpověď předpovědi předpovědi předpovědí f | uchazečka uchazečky uchazečky uchazeček f
studentka studentky studentky studentek f
"""
# What stands at the end of other cases; a word that is nothing else but a noun with one of them is that noun.
_ENDINGS = re.findall(r"\w+", "a e ě i í o u y ou ovi em om ám ům ím am emi ami ími ách ech ích ata atům atech aty")
# Between adjectives or before a noun these change nothing.
BESIDE = frozenset(
    re.findall(
        r"[\w-]+",
        "nově a i či nebo online on-line offline buddy live video audio pop-up open-air retro peer street open hobby "
        "info speed fair pr it ict qr hr eu ai tv pc vip dj fb",
    )
)
_ALL = re.compile(r"^(?:všech|všichni)", re.IGNORECASE)
_EACH = re.compile(r"^každ", re.IGNORECASE)
_HARD = re.compile(r"^(\w[\w-]*?)(ého|ému|ých|ými|ým|ou|ý|á|é)$")
_SOFT = re.compile(r"^(?!\w*(?:i|[áeě]n|[sc]tv)í$)(\w[\w-]*?)(ího|ímu|ích|ími|ím|í)$")
# Of people in the plural these are hard adjectives: vyškolení lektoři, odborní lékaři.
_PASSIVE = re.compile(r"\w{2,}(?:[aáeě]n|[aiuy]t)í")
_ABLE = re.compile(
    r"^(?:ne)?(?:odbor|výchov|šikov|schop|ochot|samostat|úspěš|čest|vděč|zodpověd|výkon|význam|různ|závisl|pomoc|pil|slav|hod"
    r"|váž|přítom|potřeb|dobrovol|opatr|vhod|bezbran|věr|svobod|řád)ní$"
)
_SOFT_STEM = re.compile(
    r"(?:[nšjž]|(?<!z)c|choz|ciz|ryz|třet)$"
)  # further, coming, third: the same behind one and behind two
_SOFTENED = (("zk", "zc"), ("sk", "št"), ("ck", "čt"), ("ch", "š"), ("k", "c"), ("h", "z"), ("r", "ř"))
# babiččin recept, klientova stížnost, Karlovy dny: what is left is a person, whose last letter is softened before -in.
_HIS = re.compile(r"^(\w{2,})(?:ův|ov(?:[aoyiu]|ou|ých|ými?))$")
_HERS = re.compile(r"^(\w+[čř]|[A-ZČŘŠŽ]\w+)in(?:[aoyiu]|ou|ých|ými?)?$")
_ADVERB = re.compile(r"(?:ě|sky|cky|(?<!te)[lřcšž]e|zcela|velmi|trvale)$")
# Never an adjective, whatever they look like: vyučující, přispěvatelé, zkušeností, nostrifikací.
_NO_ADJECTIVE = re.compile(
    r"^(?:vyučující|přednášející|zkoušející|(?:mluv|rozhod|průvod|krej)čí)|(?:telé|ostí|(?:ik|iz)ací)$"
)
_LONG_ENDINGS = {"ych": "ých", "ich": "ích", "a": "á", "e": "é", "y": "ý", "i": "í"}  # of adjectives
_BARE_ENDING = re.compile(r"(?:[yi]ch|[aeyi])$")
_ACTIVE = re.compile(r"(?:oucí|jící|ící|ší)$")
_PREPOSITION = re.compile(
    r"(?:[vksz]e?|[oui]|na|do|za|po|pro|při|ode?|nad|pod|před|mezi|bez|dle|podle|během|kolem|mimo|proti|[0-9]\S*)$"
)
_BY_OR_AT = re.compile(_PREPOSITION.pattern + r"|\w{2,}(?:ou|em|[aeě]mi|ím)$")  # … or what it is done by
# What stands behind a noun and agrees with none: "setkání pozůstalých".
_GROUPS = re.compile(
    r"(?:dospěl|pozůstal|nevidom|neslyšíc|nemocn|zletil|příbuzn|vedouc|pracujíc|postižen|odsouzen|příchoz)"
)
_APPOSED = frozenset({"matka", "maminka", "žena", "dívka", "otec", "tatínek", "muž", "mistr"})


class _Slots(NamedTuple):
    """What stands behind 1, 2, 1,5 and 5, and behind 1 and 2 of what something is done to: "proškolíme 1 lektorku"."""

    one: str
    few: str
    part: str
    many: str
    one_object: str
    few_object: str

    def places(self, word: str, number: Number | None) -> set[int]:
        """The slots in which the words stand so, of those that the number before them admits."""
        of_number = {Number.ONE: (0, 4), Number.FEW: (1, 5), Number.MANY: (3,), None: (0, 1, 2, 3, 4, 5)}[number]
        return {place for place in of_number if self[place].lower() == word.lower()}


def _noun_slots(noun: Noun) -> _Slots:
    return _Slots(*noun[:4], *accusatives(noun))


def _stems(forms: list[str]) -> Iterator[str]:
    one, few, _part, many = forms
    yield from {form.rstrip("aeěiouyíůé") for form in (one, few, many)}
    yield few[:-1]


def _table() -> dict[str, Noun]:
    known: dict[str, Noun] = {}
    nouns = [Noun(*entry.split()) for line in _NOUNS.splitlines() for entry in line.split("|") if entry.strip()]
    for noun in nouns:
        for form in _noun_slots(noun):
            known.setdefault(form, noun)
    for noun in nouns:
        for stem in _stems(list(noun[:4])):
            for ending in _ENDINGS:
                if len(stem) > 2:
                    known.setdefault(stem + ending, noun)
            if len(stem) > 3 and stem.endswith("k"):  # na schůzce, úředníci
                known.setdefault(stem[:-1] + "ce", noun)
                known.setdefault(stem[:-1] + "ci", noun)
    known["dní"] = known["dnů"]
    return known


_KNOWN = _table()


@lru_cache(maxsize=2000)
def unit_of(words: str, forms: str = "") -> Unit | None:
    """The unit that the words name, in whatever case they stand ("sociokulturních kurzů", "schůzkách"); `forms` are
    those that were written down, and win. None where the forms are not known."""
    if forms:
        with suppress(ValueError):  # an erasure can have left fewer than four
            return read_forms(forms)
    said = words.split()
    at = next(
        (index for index, word in enumerate(said) if word.lower() in _KNOWN and not _goes_before(said, index)), None
    )
    if at is None:
        is_short = len(said) == 1 and (_is_abbreviation(words) or words in {"ks", "Kč"})
        return Unit(words, words, words, words) if is_short else None
    if any(_is_noun(word.lower(), None) for word in said[:at]):  # "přátelé centra": what is counted are the friends
        return None
    noun = _KNOWN[said[at].lower()]
    phrase = _phrase(said, at, noun)
    if phrase is None or (_noun_slots(noun).places(said[at], None) and not phrase.places(words, None)):
        return None
    return Unit(*phrase[:4])


def _is_abbreviation(word: str) -> bool:
    return word.isupper() or (sum(map(str.isupper, word)) > 1 and word.isalpha())  # "SKK", "MoU"


def propose_unit(words: str, number: Number | None = None) -> Unit | None:
    """The same, and where the table does not know the noun, what its ending says; to be written down with the target,
    so that nothing shown depends on a guess. `number` is what stands before the words; it tells their case.

    Of the readings that the words admit the first counts in which they stand as they were said behind that number:
    so adjectives decide what the noun's ending leaves open ("jazykový kemp"), and who does something is told from
    what it is done with ("vedoucí oddílu")."""
    words = _mended(words, number) if number else words
    said = words.split()
    known = unit_of(words)
    if not said or is_times(words) or (known and (number is None or len(said) == 1 and _is_abbreviation(words))):
        return known
    first, agrees = None, 0
    for at, noun in _heads(said, number):
        if at < agrees:  # "regionální platformy", of one: an adjective before its own noun stands for no other
            break
        phrase = _phrase(said, at, noun, number)
        if phrase and phrase.places(" ".join(said), number):
            return Unit(*phrase[:4])
        if phrase and phrase.places(" ".join(said), None):
            agrees = at
        first = first or phrase
    return known or (Unit(*first[:4]) if first else None)


def _mended(words: str, number: Number) -> str:
    """The words with the diacritics that were left out in typing, where their noun is known: "novych klientu"."""
    *before, noun = words.split() or [""]
    mended = with_diacritics(noun.lower(), number)
    if mended == noun.lower() or not (words.isascii() or listed(noun.lower()) is None):
        return words
    return " ".join([*(_BARE_ENDING.sub(lambda end: _LONG_ENDINGS[end[0]], word) for word in before), mended])


def _heads(said: list[str], number: Number | None) -> Iterator[tuple[int, Noun]]:
    """Where the noun may stand that is counted, and what noun it is, the likelier first."""
    numbers = (number,) if number else (None, Number.ONE, Number.MANY, Number.FEW)
    passed = []
    for at, word in enumerate(said):
        low = word.lower()
        if (low in BESIDE and at + 1 < len(said)) or _goes_before(said, at):
            continue
        if at and _PREPOSITION.match(low):
            break
        after = said[at + 1].lower() if at + 1 < len(said) else ""
        of_people = number is not Number.ONE and _PASSIVE.fullmatch(low) and _are_people(after)
        if low in _KNOWN and not of_people:
            yield at, _KNOWN[low]
        is_noun = not of_people and (low in _KNOWN or _is_noun(low, number))
        # Behind five an adjective stands in the genitive: "pěti nových kolegií" has one, "kolegií hejtmana" has none.
        agrees = low.endswith(("ých", "ích", "ého", "ího")) or _agrees_obliquely(said, at)
        nominative = number is Number.MANY and not agrees
        is_adjective = of_people or (_adjective(word, "m") is not None and not nominative)
        if not is_noun and is_adjective:
            passed.append(at)
            continue
        yield from ((at, noun) for asked in numbers for noun in readings(word, asked))
        break
    # Adjectives that stand for a noun: "vedoucí oddílu", "dovolená".
    alone = [at for at in reversed(passed) if not _agrees_obliquely(said, at)]
    yield from ((at, noun) for at in alone for asked in numbers if (noun := decline(said[at], asked)))


def _agrees_obliquely(said: list[str], at: int) -> bool:
    """Whether the word at a place stands to, with or in something, with its noun behind it: "pěti novým klientům", "v
    pěti azylových kauzách"."""
    word, after = said[at].lower(), said[at + 1].lower() if at + 1 < len(said) else ""
    if word.endswith(("ých", "ích")) and after.endswith(("ách", "ích", "ech")):
        return True
    is_to = word.endswith(("ým", "ím")) and after.endswith(("ům", "ám", "ím", "em"))
    return is_to or (word.endswith(("ými", "ími")) and after.endswith(("i", "y")))


def _are_people(word: str) -> bool:
    """Whether people do something: "vyškolení lektoři" before them are no noun, as in "školení lektorů"."""
    noun = _KNOWN.get(word) or listed(word, Number.FEW)
    if noun is not None and noun.gender == "a":
        return bool(_noun_slots(noun).places(word, Number.FEW))
    return word.endswith(("i", "é")) and not _PREPOSITION.match(word)


_SOFTENED_AT = re.compile("(?:z|čc|íc)ích$")


def _is_noun(word: str, number: Number | None) -> bool:
    """Whether a listed noun stands so behind the number; "pracovních" is no case of pracovna."""
    noun = listed(word, number)
    adjectival = noun is not None and noun.one.endswith(("ý", "á", "cí", "šní"))
    if noun is None or adjectival:
        return False
    softened = noun.gender in "am" and _SOFTENED_AT.search(word) is not None  # "veletrzích práce"
    return softened or bool(_noun_slots(noun).places(word, number))


def _is_adverb(said: list[str], index: int) -> bool:
    """ "úspěšně složených zkoušek", "školou povinných dětí": stands before an adjective and changes nothing."""
    low = said[index].lower()
    noun = listed(low)
    stands_so = other_cases(noun)[0] == low not in noun if noun else _ADVERB.search(low)
    if index + 1 >= len(said) or not stands_so:
        return False
    return _adjective(said[index + 1], "m") is not None or _is_adverb(said, index + 1)


def _goes_before(said: list[str], index: int) -> bool:
    """Whether a word that could be a noun only stands before one: an adverb, or "příchozích rodin", whose adjective
    stands for people elsewhere."""
    low, after = said[index].lower(), said[index + 1].lower() if index + 1 < len(said) else ""
    person = _KNOWN.get(low) or listed(low)
    of_day = low.endswith(("polední", "poledních"))  # "odpolední lekce", but "odpolední her" of five
    like_one = person is not None and person.one != "vedoucí" and person.one.endswith(("í", "ý"))
    if (of_day or like_one) and _is_noun(after, None) and (noun := listed(after)) is not None:
        many = after == noun.many
        return low.endswith(("ích", "ých")) == many and (like_one or many or after == noun.few)
    return _is_adverb(said, index)


def _phrase(said: list[str], at: int, noun: Noun, number: Number | None = None) -> _Slots | None:
    """The noun at its place with the adjectives before it, which agree, and what follows: adjectives and appositions
    agree ("škol zapojených do projektu", "matek samoživitelek"), everything else stays."""
    parts = [_beside(said, index, noun, number) for index in range(at)]
    if None in parts:
        return None
    own = _noun_slots(noun)
    places = own.places(said[at], number)
    end, after = at + 1, list[_Slots]()
    while end < len(said) and (beside := _beside(said, end, noun, number)):
        agreeing = {place for place in places if beside[place].lower() == said[end].lower()}
        if not agreeing:
            break
        places, end, after = agreeing, end + 1, [*after, beside]
    if not after or not _is_its_own(said, at, end, noun, places):
        places, end, after = own.places(said[at], number), at + 1, []
        # Behind one and two a person in the first case is the same one ("kuchaři amatéři"); behind five it need not be.
        first_case = {0} if number is Number.ONE else {1} if number is Number.FEW else set()
        agreeing = places if noun.one in _APPOSED else places & first_case if noun.gender == "a" else set()
        if end < len(said) and agreeing and not _adjective(said[end], "a") and (apposed := decline(said[end], number)):
            slots = _noun_slots(apposed)
            if apposed.gender == noun.gender and agreeing & slots.places(said[end], number):
                after, end = [slots], end + 1
    whole = [*(part for part in parts if part), own, *after]
    return _Slots(*(" ".join(filter(None, [*(part[place] for part in whole), *said[end:]])) for place in range(6)))


def _is_its_own(said: list[str], at: int, end: int, noun: Noun, places: set[int]) -> bool:
    """Whether adjectives behind a noun, which agree with it in those places, are its own and no genitive ("schůzky
    školské rady", "setkání nevidomých")."""
    last = said[end - 1].lower()
    if noun.one != "osoba" and _GROUPS.match(last) or last in BESIDE:
        return False
    if end < len(said):
        return _BY_OR_AT.match(said[end].lower()) is not None
    is_first_case = bool(places & {0, 4}) and (last.endswith(("ý", "á", "ou")) or _ACTIVE.search(last) is not None)
    is_first_case = is_first_case or (places <= {1, 5} and last.endswith("é"))
    return noun.one == "osoba" or _is_adverb(said, at + 1) or is_first_case


def _beside(said: list[str], index: int, noun: Noun, number: Number | None) -> _Slots | None:
    """What stands beside a noun in the forms that agree with it; None for what does not agree with nouns."""
    word = said[index]
    if _is_adverb(said, index):
        return _Slots(*[word] * 6)
    unit = _adjective(word, noun.gender, number)
    if unit is None:
        return None
    if _ALL.match(word):
        return _Slots("", unit.few, "", unit.many, "", "všechna" if noun.gender == "n" else "všechny")
    several = _adjective(word, "f", number) if noun.few == "děti" else unit  # zapojené dítě, zapojené děti
    if noun.one == noun.few and noun.part == noun.many != noun.one:  # nové nůžky, nových nůžek
        of_many = _adjective(word, "n" if noun.one.endswith("a") else "m", number) or unit
        return _Slots(of_many.few, of_many.few, of_many.many, of_many.many, of_many.few, of_many.few)
    one_object, few_object = unit.one, (several or unit).few
    if noun.gender == "a":
        one_object = unit.part
        few_object = unit.many[:-3] + ("y" if _owner(word) else "é") if unit.many.endswith("ých") else unit.few
    elif noun.gender == "f" and unit.one.endswith(("á", "a")):
        one_object = unit.one[:-1] + ("ou" if unit.one.endswith("á") else "u")
    return _Slots(unit.one, (several or unit).few, unit.part, unit.many, one_object, few_object)


def _adjective(word: str, gender: str, number: Number | None = None) -> Unit | None:
    """An adjective in the forms that agree with a noun of the gender; None for what is no adjective."""
    if word.lower() in BESIDE:
        return Unit(word, word, word, word)
    if _ALL.match(word):
        return Unit("", {"a": "všichni", "n": "všechna"}.get(gender, "všechny"), "", "všech")
    if _NO_ADJECTIVE.search(word.lower()):
        return None
    if owner := _owner(word):
        one, few, part = {"f": ("a", "y", "y"), "n": ("o", "a", "a"), "a": ("", "i", "a")}.get(gender, ("", "y", "a"))
        whole = owner[:-2] + "ův" if owner.endswith("ov") and not one else owner + one
        return Unit(whole, owner + few, owner + part, owner + "ých")
    soft, hard = _SOFT.match(word), _HARD.match(word)
    several = gender == "a" and number is not Number.ONE  # "noví klienti", but "školní klub", "další klienti"
    if several and (_PASSIVE.fullmatch(word) or _ABLE.match(word)):
        return _hard(word[:-1], gender)
    if soft and several and soft[2] == "í" and not _SOFT_STEM.search(soft[1]):
        stem = soft[1]
        for base, softened in _SOFTENED:
            if base in {"zk", "sk", "ck", "r"} and stem.endswith(softened):
                stem = stem.removesuffix(softened) + base
                break
        return _hard(stem, gender)
    if soft:
        stem, feminine = soft[1], gender == "f"
        return Unit(f"{stem}í", f"{stem}í", f"{stem}í" if feminine else f"{stem}ího", f"{stem}ích")
    return _hard(hard[1], gender) if hard else None


def _owner(word: str) -> str:
    """The stem of an adjective that says whose: klientov, babiččin."""
    if his := _HIS.match(word):
        person = listed(f"{his[1]}ů".lower(), Number.MANY)
        return f"{his[1]}ov" if word[0].isupper() or (person is not None and person.gender == "a") else ""
    hers = _HERS.match(word)
    if hers is None:
        return ""
    base = hers[1][:-1].lower() + {"č": "k", "ř": "r"}.get(hers[1][-1], hers[1][-1])
    return f"{hers[1]}in" if word[0].isupper() or listed(f"{base}a", Number.ONE) else ""


def _hard(stem: str, gender: str) -> Unit:
    one = {"f": "á", "n": "é"}.get(gender, "ý")
    few = {"a": "í", "n": "á"}.get(gender, "é")
    plural = stem
    if gender == "a":
        plural = next((stem.removesuffix(base) + soft for base, soft in _SOFTENED if stem.endswith(base)), stem)
    return Unit(f"{stem}{one}", f"{plural}{few}", f"{stem}{'é' if gender == 'f' else 'ého'}", f"{stem}ých")


def read_forms(text: str) -> Unit:
    """The four forms as a person writes them, "kurz, kurzy, kurzu, kurzů"; ValueError for anything else."""
    forms = [" ".join(form.split()) for form in re.split(r"[,;/]", text)]
    if len(forms) != 4 or not all(forms):
        raise ValueError(text)
    return Unit(*forms)


def group_of(words: str) -> str:
    """A group whose members are meant, as the subject of a sentence: "každá pracovní skupina", "všichni pracovníci",
    "každý ze dvou tlumočníků"."""
    each, _space, of = words.partition(" ")
    if _EACH.match(each) and of.startswith(("z ", "ze ")) and (member := _KNOWN.get(of.split()[-1].lower())):
        return f"{ {'f': 'každá', 'n': 'každé'}.get(member.gender, 'každý') } {of}"
    unit = unit_of(words) if _EACH.match(words) or _ALL.match(words) else None
    if unit is None:
        return words
    return unit.few if _ALL.match(words) else unit.one[:1].lower() + unit.one[1:]


def members_of(words: str) -> str:
    """The members of a group, for "u kolika z nich": "pracovníků" of "každý pracovník" and "všichni pracovníci", "dvou
    tlumočníků" of "každým ze dvou tlumočníků"."""
    unit = unit_of(words)
    if not (_EACH.match(words) or _ALL.match(words)):
        return unit.many if unit else words
    of = words.partition(" ")[2]
    if of.startswith(("z ", "ze ")):
        return of.partition(" ")[2]
    return unit.many.partition(" ")[2] if unit else of


def is_times(words: str) -> bool:
    """ "2x", "dvakrát", "jednou": how often, without a thing that is counted."""
    word = words.strip().lower()
    return word in {"x", "×", "jednou"} or word.endswith("krát")


_HOW_OFTEN = re.compile(
    r"(?:každ|vždy|jednou |co |za |do |na |ve? |/|[0-9]|první |druh[ýáé]|posledn)"
    r"|(?:\w*(?:týdně|měsíčně|ročně|letně)|denně)$",
    re.IGNORECASE,
)


def says_how_often(words: str) -> bool:
    """Words that stand for a rhythm without what it counts: "2x", "každou středu", "čtvrtletně"."""
    return is_times(words) or _HOW_OFTEN.match(words.strip()) is not None


def unit_counted(kind: str, unit: str, forms: str) -> Unit | None:
    """What a number of the kind counts; None where nobody says. The words of a group are whose it is: what each of
    them does has only forms."""
    if kind == Kind.EACH:
        return unit_of("", forms) if forms else None
    words = unit.strip().removeprefix("%").strip()
    if not forms and (says_how_often(words) if kind == Kind.FREQUENCY else is_times(words)):
        return None
    return unit_of(words, forms) if words or forms else None


_BEGINS_WITH_SOUND = frozenset({2, 3, 4, 6, 7, 13, 14, 16, 17})  # ze dvou, ze tří, ze čtyř, ze šesti, ze sedmi, …


def preposition(number: Decimal | int) -> str:
    """The preposition before a number as it is read: "z 12", but "ze 4"."""
    first = int(number)
    while first >= 1000:
        first //= 1000
    if first >= 100:
        return _("ze") if first < 200 else preposition(first // 100)
    if first >= 20:
        first //= 10
        return _("ze") if first in {3, 4, 6, 7} else _("z")
    return _("ze") if first in _BEGINS_WITH_SOUND else _("z")


class Increasing(Protocol):
    """What of a target says how much it asks for."""

    @property
    def kind(self) -> str: ...

    @property
    def value(self) -> Decimal | None: ...

    @property
    def baseline(self) -> Decimal | None: ...

    @property
    def is_relative(self) -> bool: ...


def number_to_reach(target: Increasing) -> Decimal | None:
    """The target's number; of an increase what its baseline comes to. None where that is not known."""
    if target.kind != Kind.INCREASE:
        return target.value
    if target.value is None or target.baseline is None:
        return None
    by = target.baseline * target.value / HUNDRED if target.is_relative else target.value
    # Amounts have two decimal places, so rounding away from the baseline decides nothing otherwise.
    return (target.baseline + by).quantize(CENT, ROUND_FLOOR if by < 0 else ROUND_CEILING)


def is_decrease(target: Increasing) -> bool:
    return target.kind == Kind.INCREASE and target.value is not None and target.value < 0
