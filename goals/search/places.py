"""Words that are of one place: who looks for Bulharsko means bulharská menšina and Bulhaři, too, who looks for Písek
means písecká radnice and Písecko, and who looks for Пісек means Písek. Data for `goals/search/words.py`: states and
continents that people come from, towns of districts and of centres. Adjectives are made by rules; those that are not
stand behind the name here, as do people.
"""

import re
from collections.abc import Iterator

from centres.languages import CZECH

STATES = """
Afghánistán|Afghánec/Albánie|Albánec/Alžírsko|Alžířan/Angola|Angolan/Argentina|Argentinec/Arménie|Armén/
Austrálie|Australan/Ázerbájdžán|Ázerbájdžánec/Bangladéš|Bangladéšan/Belgie|Belgičan/Bělorusko|Bělorus/
Bosna|Bosňan|bosenský/Brazílie|Brazilec/Bulharsko|Bulhar/Čína|Číňan/Dánsko/Egypt|Egypťan/Estonsko|Estonec/Etiopie|Etiopan/
Filipíny|Filipínec/Finsko/Francie|Francouz/Ghana|Ghaňan/Gruzie|Gruzín/Chorvatsko|Chorvat/Indie|Ind|indický/
Indonésie|Indonésan/Irák|Iráčan/Írán|Íránec/Irsko/Itálie|Ital/Izrael|Izraelec/Japonsko|Japonec/Jemen|Jemenec/
Jordánsko|Jordánec/Kamerun|Kamerunec/Kanada|Kanaďan/Kazachstán|Kazach/Kolumbie|Kolumbijec/Kongo|Konžan|konžský/
Korea|Korejec/Kosovo|Kosovan/Kuba|Kubánec/Kuvajt|Kuvajťan/Kyrgyzstán|Kyrgyz/Libanon|Libanonec/Libye|Libyjec/
Litva|Litevec/Lotyšsko|Lotyš/Maďarsko|Maďar/Makedonie|Makedonec/Maroko|Maročan/Mexiko|Mexičan/
Moldavsko|Moldavan/Mongolsko|Mongol/Myanmar|Barma|Barmánec/Německo|Němec/Nepál|Nepálec/Nigérie|Nigerijec/
Nizozemsko|Nizozemec/Norsko/Pákistán|Pákistánec/Palestina|Palestinec/Peru|Peruánec/Polsko|Polák/Portugalsko|Portugalec/
Rakousko|Rakušan/Rumunsko|Rumun/Rusko|Rus/Řecko|Řek/Senegal|Senegalec/Slovensko|Slovák/Slovinsko|Slovinec/
Somálsko|Somálec/Srbsko|Srb/Súdán|Súdánec/Sýrie|Syřan/Španělsko|Španěl/Švédsko|Švéd/
Švýcarsko|Švýcar/Tádžikistán|Tádžik/Thajsko|Thajec/Tunisko|Tunisan/Turecko|Turek/Turkmenistán|Turkmen/Uganda|Uganďan/
Ukrajina|Ukrajinec/Uzbekistán|Uzbek/Venezuela|Venezuelan/Vietnam|Vietnamec/
Afrika|Afričan/Amerika|Američan/Asie|asijský/Evropa|Evropan
"""
TOWNS = """
Benešov/Beroun/Blansko|blanenský/Brno|brněnský/Bruntál/Břeclav/Česká Lípa/České Budějovice|budějovický/Český Krumlov/
Děčín/Domažlice/Frýdek/Havířov/Havlíčkův Brod|havlíčkobrodský/Hodonín/Hradec Králové|královéhradecký|hradecký/Humpolec/
Cheb/Chomutov/Chrudim/Jablonec/Jeseník/Jičín/Jihlava/Jindřichův Hradec|jindřichohradecký/Karlovy Vary|karlovarský/
Karviná/Kladno/Klatovy/Kolín/Kroměříž/Kutná Hora/Liberec/Litoměřice/Louny/Mělník/Mladá Boleslav/Most|mostecký/Náchod/
Nový Jičín/Nymburk|nymburský/Olomouc/Opava/Ostrava/Pardubice/Pelhřimov/Písek/Plzeň/Praha/Prachatice/Prostějov/
Přerov/Příbram/Rakovník/Rokycany/Rychnov/Semily/Sokolov/Strakonice/Svitavy/Šumperk|šumperský/Tábor/Tachov/
Teplice/Trutnov/Třebíč/Uherské Hradiště/Ústí|ústecký/Vsetín/Vyškov/Zlín/Znojmo/Žďár
"""
# People who are not called as their state is; other adjectives fall to it by the rules of the stem.
ELSEWHERE = {
    "en": """
Afghanistan Afghan/Azerbaijan Azerbaijani/Bangladesh Bangladeshi/Belgium Belgian/Congo Congolese/Cuba Cuban/
Denmark Danish/Finland Finnish/France French/Germany German/Ghana Ghanaian/Greece Greek/Hungary Hungarian/Iraq Iraqi/
Ireland Irish/Israel Israeli/Italy Italian/Jordan Jordanian/Kazakhstan Kazakh/Kosovo Kosovan/Kuwait Kuwaiti/
Kyrgyzstan Kyrgyz/Lebanon Lebanese/Mexico Mexican/Morocco Moroccan/Nepal Nepali/Netherlands Dutch/Norway Norwegian/
Pakistan Pakistani/Peru Peruvian/Philippines Filipino/Poland Polish/Portugal Portuguese/Slovakia Slovak/Somalia Somali/
Spain Spanish/Sweden Swedish/Switzerland Swiss/Tajikistan Tajik/Thailand Thai/Turkey Turkish/Turkmenistan Turkmen/
Uzbekistan Uzbek/Yemen Yemeni
""",
    "uk": """
Австрія Австрієць/Азербайджан Азербайджанець/Албанія Албанець/Афганістан Афганський Афганець/Бангладеш Бангладеський/
Білорусь Білоруський/Болгарія Болгарин/Бразилія Бразилець/Вірменія Вірменин/Вєтнам Вєтнамець/Греція Грецький/
Грузія Грузин/Єгипет Єгиптянин/Індія Індієць/Іран Іранець/Іспанія Іспанець/Італія Італієць/Казахстан Казахський/
Киргизстан Киргизький/Китай Китаєць/Корея Кореєць/Литва Литовський Литовець/Марокко Марокканський/
Мексика Мексиканський/Молдова Молдаванин/Німеччина Німецький Німець/Польща Польський Поляк/Росія Росіянин/Сирія Сирієць/
Словаччина Словацький Словак/Таджикистан Таджицький Таджик/Таїланд Тайський/Туніс Туніський/Туреччина Турецький Турок/
Туркменістан Туркменський/Угорщина Угорський Угорець/Узбекистан Узбецький Узбек/Україна Українець/
Філіппіни Філіппінець/Фінляндія Фінський/Франція Французький/Швеція Шведський/Японія Японець
""",
    "ru": """
Австрия Австриец/Азербайджан Азербайджанец/Албания Албанец/Армения Армянский Армянин/Афганистан Афганский Афганец/
Беларусь Белорусский/Болгария Болгарин/Бразилия Бразилец/Вьетнам Вьетнамец/Германия Немецкий Немец/Греция Греческий/
Грузия Грузин/Египет Египтянин/Индия Индиец/Иран Иранец/Испания Испанец/Италия Итальянский Итальянец/
Казахстан Казахский/Киргизия Кыргызстан/Китай Китаец/Корея Кореец/Литва Литовский Литовец/Марокко Марокканский/
Мексика Мексиканский/Молдова Молдавский Молдаванин/Польша Польский Поляк/Россия Россиянин Русский/Сирия Сириец/
Словакия Словацкий/Таджикистан Таджикский/Таиланд Тайский/Туркмения Туркменистан/Турция Турецкий/
Узбекистан Узбекский/Украина Украинец/Филиппины Филиппинец/Финляндия Финский/Франция Французский/Швеция Шведский/
Япония Японец
""",
}
_ENDS = re.compile(r"(?:ie|[aáeěiíoyý])$")
_SHIFTS = (("ch", "šsk"), ("h", "žsk"), ("k", "ck"), ("c", "ck"))  # Kazach, Praha, Písek, Olomouc
_R_WITH_HACEK = re.compile("р[жш]")
_A_AFTER_SOFT = re.compile(r"(?<=\w)я")  # Пардубицях, but Яблонец
_ADJECTIVAL = re.compile("[оиіы]й$")  # Кутной Горе
_CZECH_LETTERS = str.maketrans(
    dict(zip("абвгґдезиійклмнопрстуфцыэ", "abvhgdeziijklmnoprstufcye", strict=True))
    | {"ж": "z", "х": "ch", "ч": "c", "ш": "s", "щ": "st", "ё": "jo", "є": "je", "ї": "ji", "ю": "ju", "я": "ja"}
    | dict.fromkeys("ьъ", "")
)
_VOWELLESS = re.compile(r"(?<=[^aáeěéiíoóuůúyý])(?=[nm]$)")  # Kladno, kladenský; Znojmo, znojemský


def families(language: str) -> Iterator[tuple[str, ...]]:
    """Words that are of one place, the name first, which may be of two words."""
    if language != CZECH:
        yield from (tuple(entry.split()) for entry in ELSEWHERE.get(language, "").replace("\n", "").split("/"))
        return
    for name, people, adjectives in map(_read, STATES.replace("\n", "").split("/")):
        roots = [one.removesuffix("ec") for one in people]
        yield (name, *people, *(f"{root}ka" for root in roots), *adjectives, *map(_adjective, [name, *roots]))
    for name, _people, adjectives in map(_read, TOWNS.replace("\n", "").split("/")):
        *first, last = name.split()
        joint = "".join(f"{_ENDS.sub('', word)}o" for word in first).casefold()  # českolipský
        yield (name, *adjectives, joint + _adjective(last))


def words_of_towns() -> Iterator[str]:
    for name, _people, _adjectives in map(_read, TOWNS.replace("\n", "").split("/")):
        yield from name.split()
    yield "Labem"  # Ústí nad Labem


def in_czech_letters(token: str) -> str:
    """A Cyrillic word as Czech would write it, by how names of Czech towns are written in Cyrillic: Пршибрам."""
    word = _A_AFTER_SOFT.sub("а", _ADJECTIVAL.sub("ы", _R_WITH_HACEK.sub("r", token.casefold())))
    return word.translate(_CZECH_LETTERS)


def _read(entry: str) -> tuple[str, list[str], list[str]]:
    """The name, its people, and adjectives that the rules would not make."""
    name, *others = entry.split("|")
    return name, [one for one in others if one[0].isupper()], [one for one in others if one[0].islower()]


def _adjective(name: str) -> str:
    if name.endswith(("sko", "cko")):
        return f"{name[:-1]}ý"
    root = _VOWELLESS.sub("e", _ENDS.sub("", name.casefold()))
    shifted = next((root.removesuffix(end) + shift for end, shift in _SHIFTS if root.endswith(end)), f"{root}sk")
    return f"{shifted}ý"
