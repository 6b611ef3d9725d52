"""The example document says what the real one says, in other words.

The facts of all 70 goals stand here by hand; both documents are held against them, the real one where it is at hand.
"""

import re

import pytest
from django.conf import settings

EXAMPLE = settings.BASE_DIR / "fixtures" / "operacni-cile-2026.md"

# Of each goal in document order: its numbers in ascending order, behind ">=" when it asks for at least so many,
# with the periods it names; then patterns of the places, partners, languages and topics that it must not lose.
FACTS = {
    "CPIC Benešov": [
        ("", "stát sociální.podpo pobyt"),
        ("", "metodiky.sociální.práce poradenství klientem skupin"),
        ("", "měst obc matrik polici mas.podblanicko"),
        ("", "středními.školami učilišti"),
        (">= 1 3 month", "tlumoč"),
    ],
    "CPIC České Budějovice": [
        (">= 2 month", "poradenství jihočesk táboře"),
        (">= 12", "sociokulturních.kurzů aktuální zvy tradic česk"),
        (">= 4", "firm cizince"),
        (">= 1", "školským.zařízením jihočeském"),
    ],
    "CPIC Písek": [
        (">= 6 year", "poradenství okrese.strakonice"),
        (">= 6", "kurzů akc česk zvy tradic aktuální"),
    ],
    "CPIC Jihlava": [
        ("", "terénní měst obcí organizací třebíčsku platform cizinc centru poradenství"),
        ("", "oamp.jihlava pravideln konzult výměn|vyměň poradenství"),
        ("", "arménsk centr poradenství"),
        (">= 2", "sociální.pracovnice vzdělávací.akc interven akutní krizov poradenství"),
    ],
    "CPIC Pelhřimov": [
        ("", "důchodov čes ukraj přehledný.materiál poradenství"),
        ("", "kamenice žirovnice pacov humpolec místní akční.*skupin odůvodněných terénu ambulantní"),
    ],
    "CPIC Karlovy Vary": [
        ("1 1 year", "déle stáž zařízení.suz organizac cizinci poradenství"),
        ("1 1", "návazn služb karlovarsk komunitní plánování pracovní skupin"),
        (">= 2", "sociální.pracovníci povinn vzdělává rodinn práv"),
        ("", "sociálních.pracovníků pobytov.+problemati"),
        ("", "vietnamsk komunitního.pracovníka okres.cheb"),
    ],
    "CPIC Kladno": [
        (">= 300 year", "nových.klientů terénní"),
        (">= 20", "místními.zaměstnavateli schůz zástupci.cpic zaměstnance"),
        (">= 1000 year", "zakázek poradenství"),
    ],
    "CPIC Kutná Hora": [
        ("", "jazykov mongolskou.komunitu další tlumoč komunitního.tlumoč poradenství"),
        ("", "traum krizov interven váleč sekundární stres migrac"),
        ("", "bydlení zmapov region aktér instituc"),
        ("", "sídelní kontaktní.*míst pravideln terénní vybraných poradenství"),
    ],
    "CPIC Liberec": [
        (">= 1", "nekal pracovní agentur informační.materiály jazy terén pracovních.skupin sociokulturní.kurz"),
        (">= 2", "integrac kontakty zkušeností stáže integrační suz.mv"),
        (">= 1", "azylové.a.migrační.politiky setkání oddělení.pobytu.cizinců.liberecký.kraj pobytové"),
        ("13", "stěhování prostor standardy.kvality sociální.služb soukromí prostředí.a.podmínky"),
    ],
    "CPIC Česká Lípa": [
        (">= 8 year", "mateřsk základní škol českolips mezikulturní cizinců setkání zástupci"),
        (">= 6 2026 year", "instituc organizac partner česk líp cílov skupin setkání návaznost"),
        ("", "sociokulturní.akc menšin|minorit líp veřejnost rozmanitost porozumění soužití cpic poradenství"),
    ],
    "CPIC Mladá Boleslav": [
        ("", "bangladéš indi poradenství"),
        ("", "klub ženy japonsko hong.?kong čín indi tureck africké.země usa cpic bezplatn poradenství"),
        ("", "lidmi chudobou rozpozn poradenství"),
        ("", "personáln stabiliz pln sociální"),
    ],
    "CPIC Olomouc": [
        (">= 2 year", "n.v.z region cpic komunitní střednědobé plánování pracovní.skupin"),
        (">= 1", "interkulturními.tlumoč mongolské vietnamské dpč dpp každým"),
        ("2", "vzdělávací.aktivity klientů.cpic kybernetické.bezpečnosti bytové"),
        ("3", "jednorázová.setkání komunitou kontaktních.místech odlehlých olomouckého.kraje poradenství"),
    ],
    "CPIC Ostrava": [
        ("5 year", "setkání pracovní.skupiny.komunitního.plánování.města.ostravy"),
        ("3", "kvízov odpoledne cizince čr|česk"),
        ("", "tým dalšího.sociálního.pracovníka"),
    ],
    "CPIC Pardubice": [
        (">= 5", "aktivit slovansky poradenství"),
        ("3", "setkání odborník aktuální poradenství"),
        ("1", "každý sociální.pracovník seber akc konferenc kulatý.stůl"),
    ],
    "CPIC Plzeň": [
        ("", "všechny.ospod cpic spoluprác"),
        (">= 1", "španělsky.mluvící práv povinnost držitel zaměstnaneck kart vykořisťování terén sociokulturní"),
        (">= 15 year", "filipín terén sociokulturní sociální sít do.konce.roku nových.klientů"),
        (">= 1", "vietnamsk důchod čr terénní individuální sociokulturní"),
        (">= 2000", "dosah sociálních.sítích sledujících"),
    ],
    "CPIC Domažlice": [
        ("", "prostor klient partner adres"),
        (">= 1", "cizinc těhotenství|těhotenstvím mateřství|mateřstvím čr terén sociokulturní"),
        ("year", "vzdělávací instituc samosprávou domažlicku úřady cpic"),
        ("", "zaškol druhého.sociálního.pracovníka"),
    ],
    "CPIC Tachov": [
        ("", "zaškol sociálního.pracovníka"),
        (">= 1", "pracovní vztah|vztaz vykořisťování filipínsk terén sociokulturní"),
        ("", "vzdělávací instituc tachovsku terénní cpic"),
    ],
    "CPIC Příbram": [
        (">= 3", "sociokulturní firmách"),
        ("", "intenzi terén rad|porad"),
        ("", "klientů.„neslovanského“.původu sociokulturní akc centra"),
    ],
    "CPIC Zlín": [
        ("", "akreditovan zabezpečení dluhov poraden pobyt interkulturní vzdělává"),
        ("", "cpic.zlín nový.klub dospělé starší pravideln vzděláv|eduka volnočasov poraden"),
        (">= 2 year", "komunitním.plánování zlínsku sociálním.vyloučením děti,?.mládež,.rodina setkání"),
        (">= 2", "sociokulturní školsk pobytové.legislativ"),
        (">= 1", "setkání novými spolky.cizinců integrac"),
    ],
}

NUMBER_WORDS = {
    1: "jeden jedna jedno jednu jednoho jedné jednom jednomu jedním jednou",
    2: "dva dvě dvou dvěma dvakrát",
    3: "tři tří třem třech třikrát",
    4: "čtyři čtyř čtyřem čtyřech čtyřikrát",
    5: "pět pěti pětkrát",
    6: "šest šesti šestkrát",
    8: "osm osmi osmkrát",
    12: "dvanáct dvanácti",
}
VALUES = {word: value for value, words in NUMBER_WORDS.items() for word in words.split()}
AT_LEAST = re.compile(r"\b(alespoň|aspoň|nejméně|minimálně|min)\b")
PERIODS = {"month": re.compile(r"\b(měsíce?|měsíčně)\b"), "year": re.compile(r"\b(rok|roku|roce|ročně)\b")}

# The network's own abbreviations, which one document writes where the other spells the words out.
ABBREVIATIONS = {
    "OSP": "odborné sociální poradenství",
    "SKK": "sociokulturní kurz",
    "RSS": "registrované sociální služby",
    "SP": "sociální pracovník",
    "PS": "pracovní skupina",
    "VNM": "vietnamský",
    "ZK": "zaměstnanecká karta",
    "KV": "Karlovarský",
    "MŠ": "mateřská škola",
    "ZŠ": "základní škola",
}

# Names and terms that no wording can put otherwise; each counts as one word. The last four are the labels
# by which the importer knows the parts of such a document.
FIXED = (
    "odborné(?:ho|mu|m)? sociální(?:ho|mu|m)? poradenství",
    "odbor(?:em|u)? azylové a migrační politiky",
    "oddělení pobytu cizinců liberecký kraj",
    "pracovní skupiny komunitního plánování města ostravy",
    "osoby ohrožené sociálním vyloučením",
    "prostředí a podmínky",
    "center na podporu integrace cizinců",
    "zodpovědná osoba za realizaci operačních cílů",
    "hodnocení plnění operačních cílů",
    "termín plnění operačních cílů",
    "znění operačních cílů jednotlivých center",
)
LONGEST_COMMON_RUN = 5


@pytest.fixture
def example() -> str:
    return EXAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def real(real_documents) -> str:
    return (real_documents / "operacni-cile-2026.txt").read_text(encoding="utf-8")


def wordings(document: str) -> dict[str, list[str]]:
    """Centre names to goals; a line without a bullet goes on with the goal above it."""
    centres: dict[str, list[str]] = {}
    goals = None
    for line in filter(None, map(str.strip, document.splitlines())):
        if line.startswith("### "):
            goals = centres.setdefault(line.strip("#* "), [])
        elif goals is not None and line.startswith("- "):
            goals.append(line[2:])
        elif goals is not None:
            goals[-1] += f" {line}"
    return centres


def figures(wording: str) -> str:
    """A wording's numbers and periods, written as in FACTS."""
    text = re.sub(r"(\d) (?=\d{3}\b)", r"\1", wording.lower()).replace("čtvrtletí", "tři měsíce")
    tokens = re.findall(r"\d+|[^\W\d]+", text)
    numbers = sorted(int(token) if token.isdigit() else VALUES[token] for token in tokens if is_number(token))
    periods = [period for period, pattern in PERIODS.items() if pattern.search(text)]
    return " ".join([">="] * bool(AT_LEAST.search(text)) + [str(number) for number in numbers] + periods)


def is_number(token: str) -> bool:
    return token.isdigit() or token in VALUES


def lost(patterns: str, wording: str) -> list[str]:
    """The patterns that the wording, its abbreviations spelt out, does not match."""
    spelt_out = re.sub(r"\w+", lambda match: ABBREVIATIONS.get(match[0], match[0]), wording).lower()
    return [pattern for pattern in patterns.split() if not re.search(pattern, spelt_out)]


def runs(document: str) -> set[tuple[str, ...]]:
    """All runs of words one longer than the two documents may share."""
    text = " ".join(re.findall(r"\w+", document.lower()))
    for number, term in enumerate(FIXED):
        text = re.sub(rf"\b{term}\b", f"fixed{number}", text)
    words = text.split()
    length = LONGEST_COMMON_RUN + 1
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_facts_cover_the_network():
    assert (len(FACTS), sum(map(len, FACTS.values()))) == (19, 70)


@pytest.mark.parametrize("document", ["example", "real"])
def test_document_has_the_centres_and_goals_in_order(document, request):
    centres = wordings(request.getfixturevalue(document))

    assert [(name, len(goals)) for name, goals in centres.items()] == [(name, len(f)) for name, f in FACTS.items()]


@pytest.mark.parametrize("document", ["example", "real"])
def test_goal_keeps_its_numbers_and_periods(document, request):
    centres = wordings(request.getfixturevalue(document))

    found = {name: [figures(wording) for wording in goals] for name, goals in centres.items()}

    assert found == {name: [numbers for numbers, _patterns in facts] for name, facts in FACTS.items()}


@pytest.mark.parametrize("document", ["example", "real"])
def test_goal_keeps_its_places_partners_and_topics(document, request):
    centres = wordings(request.getfixturevalue(document))

    missing = [
        (name, wording, missed)
        for name, goals in centres.items()
        for wording, (_numbers, expected) in zip(goals, FACTS[name], strict=True)
        if (missed := lost(expected, wording))
    ]

    assert missing == []


def test_example_has_one_line_for_each_goal(example):
    goals_part = example[example.index("### ") :]

    assert [line for line in goals_part.splitlines() if line and not line.startswith(("### ", "- "))] == []


def test_example_shares_no_long_run_of_words_with_the_real_document(example, real):
    assert runs(example) & runs(real) == set()


def test_example_is_shorter_than_the_real_document(example, real):
    assert len(example) < 0.9 * len(real)
