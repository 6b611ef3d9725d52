"""What people of a simulated year write: what happened, what meetings say, why something changed. Never names."""

from dataclasses import dataclass

from evaluations.states import Rating


@dataclass(frozen=True)
class ExampleTopic:
    """How records of one indicator are named: the thing itself and what it was about."""

    thing: str
    subjects: tuple[str, ...]
    participants: tuple[int, int] | None = None
    often: float = 0.0  # times a month in a centre that has no target of it
    stays: bool = False  # the same subject again and again is the rule


TOPICS = {
    "klienti": ExampleTopic("Noví klienti", ("měsíční statistika",)),
    "vsichni-klienti": ExampleTopic("Klienti", ("měsíční statistika",)),
    "smlouvy": ExampleTopic("Uzavřené smlouvy", ("měsíční statistika",)),
    "zakazky": ExampleTopic("Zakázky", ("měsíční statistika",)),
    "tlumoceni": ExampleTopic("Tlumočená jednání", ("za čtvrtletí",)),
    "pravni-poradenstvi": ExampleTopic("Konzultace s právníkem", ("za čtvrtletí",)),
    "poradenstvi-v-terenu": ExampleTopic(
        "Výjezd",
        ("ubytovna u průmyslové zóny", "kontaktní místo na radnici", "komunitní centrum", "knihovna v sousedním městě"),
        (2, 9),
        0.6,
    ),
    "sociokulturni-kurzy": ExampleTopic(
        "Sociokulturní kurz",
        (
            "bydlení a nájemní smlouva",
            "jak funguje škola",
            "třídění odpadu",
            "zdravotní pojištění",
            "jízdní řád a jízdenky",
            "svátky a zvyky",
            "první kroky na úřadě",
            "domácí rozpočet",
        ),
        (6, 18),
        1.1,
    ),
    "jazykove-kurzy": ExampleTopic("Kurz češtiny", ("úroveň A1", "úroveň A2", "pro rodiče s dětmi"), (7, 14), 0.5),
    "akce-pro-verejnost": ExampleTopic(
        "Odpoledne pro veřejnost",
        ("den sousedů", "ochutnávka kuchyní", "čtení v knihovně", "kvíz o České republice"),
        (15, 60),
        0.2,
    ),
    "setkani-s-komunitami": ExampleTopic(
        "Setkání s komunitou",
        ("rodiče malých dětí", "lidé ze zimního provozu", "klub seniorů", "studenti"),
        (5, 16),
        0.4,
    ),
    "akce-pro-komunity": ExampleTopic(
        "Akce pro komunity", ("odpoledne her", "společné vaření", "oslava nového roku", "výlet"), (8, 30), 0.1
    ),
    "regionalni-platformy": ExampleTopic("Platforma", ("integrace v kraji", "zaměstnávání cizinců"), (8, 20), 0.1),
    "pracovni-skupiny": ExampleTopic("Pracovní skupina", ("bydlení", "děti a rodina", "menšiny"), (8, 20), 0.1),
    "komunitni-planovani": ExampleTopic("Komunitní plánování", ("plán města", "plán kraje"), (8, 20), 0.1),
    "zamestnavatele": ExampleTopic(
        "Schůzka se zaměstnavatelem",
        ("strojírenský závod", "pekárna", "sklad u dálnice", "nemocnice", "stavební firma", "zahradnictví"),
        None,
        0.3,
    ),
    "skoly": ExampleTopic(
        "Schůzka se školou", ("mateřská škola", "základní škola", "střední odborná škola", "jazyková škola"), None, 0.3
    ),
    "urady": ExampleTopic(
        "Schůzka s úřadem",
        ("sociální odbor", "matrika", "úřad práce", "odbor školství", "pobytové oddělení"),
        None,
        0.4,
    ),
    "oslovene-instituce": ExampleTopic(
        "Oslovená instituce",
        ("městská knihovna", "dům dětí", "poliklinika", "farnost", "spolek sousedů", "bytové družstvo", "muzeum"),
        None,
        0.3,
    ),
    "vzdelavani": ExampleTopic(
        "Školení",
        ("pobytová problematika", "dluhy a exekuce", "práce s traumatem", "důchody", "vedení rozhovoru"),
        (1, 4),
        0.4,
    ),
    "vzdelavani-klientu": ExampleTopic(
        "Vzdělávací akce", ("bezpečnost na internetu", "práva nájemníka", "dluhy"), (5, 15), 0.1
    ),
    "tlumocnici": ExampleTopic("Tlumočníci", ("stav ke konci čtvrtletí",), stays=True),
    "pracovnici": ExampleTopic("Obsazená místa", ("stav ke konci čtvrtletí",), stays=True),
    "monitorovaci-zpravy": ExampleTopic("Monitorovací zpráva", ("za čtvrtletí",), None, 0.0, stays=True),
    "materialy": ExampleTopic(
        "Leták", ("o nájmu", "o zápisu do školy", "o pojištění", "o kontaktech v kraji"), None, 0.2
    ),
    "sledujici": ExampleTopic("Sledující", ("stav ke konci měsíce",), stays=True),
    "spokojenost": ExampleTopic("Dotazník spokojenosti", ("po kurzech",), (12, 40), stays=True),
}

# What sets apart two targets of one centre that count the same thing: the beginning of a word of the goal, the topic.
SET_APART = {
    "zaměstnaneck": "zaměstnanecká karta",
    "důchod": "důchody",
    "mateřstv": "mateřství",
    "vykořisť": "pracovní vykořisťování",
    "agentur": "pracovní agentury",
    "rodinn": "rodinné právo",
    "stáž": "stáže",
    "komunitní": "komunitní plánování",
    "azylov": "pobytová problematika",
    "mateřsk": "mateřské a základní školy",
    "instituc": "partneři v okolí",
    "kybernet": "bezpečnost na internetu",
    "neslovansky": "neslovansky mluvící",
    "odborník": "setkání s odborníky",
    "filipín": "filipínská komunita",
    "vietnam": "vietnamská komunita",
}

SAID = {
    Rating.ON_TRACK: (
        "Jde to podle plánu.",
        "Termíny do konce čtvrtletí jsou domluvené.",
        "Zájem je dobrý, pokračujeme stejně.",
        "Kolegyně převzala přípravu a drží tempo.",
        "Partneři se ozývají sami, daří se navazovat.",
        "Stíháme, co jsme si dali.",
        "Ohlasy účastníků jsou dobré.",
        "Zatím není co měnit.",
    ),
    Rating.AT_RISK: (
        "Jsme o kus pozadu, chybí volné termíny.",
        "Dva lidé byli nemocní a termín jsme museli přesunout.",
        "Přihlásilo se málo zájemců, termín jsme zrušili.",
        "Čekáme na vyjádření partnera.",
        "Prostor, se kterým jsme počítali, není volný.",
        "Tlumočník měl v měsíci jiné závazky.",
        "Daří se jen část, druhou jsme odložili.",
    ),
    Rating.OFF_TRACK: (
        "Letos se to nejspíš nestihne celé.",
        "Partner ze spolupráce odstoupil a náhradu nemáme.",
        "Místo se nepodařilo obsadit ani ve druhém kole.",
        "Bez dalšího člověka to nezvládneme.",
        "Několik měsíců se nic nepohnulo.",
        "Zájem opadl, hledáme jinou formu.",
    ),
    Rating.DONE: (
        "Splněno, dál už jen udržujeme.",
        "Dosáhli jsme toho, co jsme si dali.",
        "Hotovo dřív, než jsme čekali.",
        "Cíl je splněný, zbývá doložit podklady.",
    ),
    Rating.NOTHING_NEW: ("",),
}
NEXT_STEP = {
    Rating.ON_TRACK: (
        "Potvrdit termín na příští měsíc.",
        "Pozvat i zástupce obce.",
        "Připravit pozvánku ve dvou jazycích.",
        "Doplnit prezenční listiny.",
    ),
    Rating.AT_RISK: (
        "Vedoucí centra obvolá partnery do příští porady.",
        "Najít náhradní termín a jinou místnost.",
        "Rozdělit přípravu mezi dva pracovníky.",
        "Oslovit další tlumočníky.",
    ),
    Rating.OFF_TRACK: (
        "Probrat s vedoucím odboru, zda cíl upravit.",
        "Navrhnout změnu cílové hodnoty.",
        "Do příští porady připravit, co z cíle je ještě možné.",
    ),
    Rating.DONE: ("Shromáždit podklady k uzávěrce.", "Předat zkušenost ostatním centrům."),
    Rating.NOTHING_NEW: ("",),
}
NOTES = (
    "",
    "",
    "",
    "Probraly se dovolené a zástupy.",
    "Nový kolega nastoupí od příštího měsíce.",
    "Tiskárna je v opravě, letáky tiskne sousední pracoviště.",
    "Příští porada bude kvůli školení o týden později.",
    "Připravuje se stěhování do většího prostoru.",
)
NOTES_ABOVE = (
    "",
    "Centra si vyměnila zkušenosti s náborem tlumočníků.",
    "Domluven společný postup při hlášení statistik.",
    "Připomenut termín pro podklady k pololetí.",
)
RECORD_NOTES = (
    "",
    "",
    "",
    "",
    "Spolu s partnerskou organizací.",
    "Prezenční listina je ve spisu.",
    "Opakování na přání.",
)

AMENDMENT_REASONS = (
    "Partner od jara nemá kapacitu; menší počet zvládneme bez ztráty kvality.",
    "Půl roku chyběl jeden pracovník a zameškané už nelze dohnat.",
    "O tuto formu je menší zájem, než jsme čekali; úsilí přesouváme do terénu.",
    "Prostory byly tři měsíce v rekonstrukci.",
)
REOPEN_REASONS = (
    "Centrum dodatečně našlo záznam o akci z tohoto měsíce.",
    "V zápisu chybí schůzka, která se konala poslední den měsíce.",
    "Při kontrole statistik se ukázalo, že jeden záznam chybí.",
)
EDITION_NOTE = "Zapracovány schválené změny cílů."
EDITION_REASON = "Ostatní navržené změny se teprve posuzují."
LATE_MONTH_REASON = "Porada za poslední měsíc tu ještě není uzavřená; doplní ji příští stav."
RELEASE_REASON = "Některá centra poradu ještě neuzavřela; jejich čísla se doplní v příštím stavu."

CLOSING_NARRATIVES = (
    "Rok se povedl hlavně v práci s veřejností. Slabší bylo vzdělávání týmu, na které zbývalo málo času.",
    "Většinu cílů jsme splnili. Nejvíc pomohla stálá spolupráce s obcemi v okolí.",
    "Rok poznamenala změna v týmu. Od podzimu se tempo vrátilo a příští rok na ně navážeme.",
)
OTHER_RESULT = "Zbývající část proběhla mimo porady a doklady k ní jsou ve spisu."
RETURN_REASON = "Doplňte, čím je splnění doložené; z čísel se to nepozná."
EVALUATION_REASON = "Cíle celé sítě se hodnotí až na jednání vedení, na které se vyhodnocení předkládá."
OMISSION_REASON = "Centrum uzávěrku ještě neposlalo; jeho výsledky doplní opravné vydání."
YEAR_NARRATIVE = "Centra většinu svých cílů splnila. Nejlépe se dařilo pravidelné práci s partnery v regionech."
