"""Which words are found by which: declension, diacritics, other languages, bad input; and how well, over goals."""

import re
import time
from pathlib import Path

import pytest
from django.conf import settings

from goals.search.words import excerpt, nearest, stand_together, stem, terms_of, words_of
from tests.pace import is_within

FOLDER = Path(__file__).parent
ONE_WORD = [
    "škola školy škole školu školou škol školám školách školami skolach",
    "kurz kurzu kurzem kurzy kurzů kurzům kurzech kurzu",
    "pobočka pobočky pobočce pobočku pobočkou poboček pobočkám pobočkách pobockach",
    "pracovník pracovníka pracovníkovi pracovníkem pracovníci pracovníků pracovníkům pracovnících pracovniky",
    "centrum centra centru centrem center centrům centrech",
    "cizinec cizince cizinci cizincem cizinců cizincům cizincích cizincu",
    "dítě dítěte dítěti děti dětí dětem dětech dětmi detmi",
    "člověk člověka lidé lidi lidí lidem lidech lidmi",
    "město města městu městě městem měst městům městech městy",
    "Praha Prahy Praze Prahu Prahou praze",
    "Brno Brna Brnu Brně Brnem",
    "Plzeň Plzně Plzni Plzní",
    "Písek Písku Pískem",
    "Pelhřimov Pelhřimova Pelhřimovu Pelhřimově Pelhřimovem",
    "Budějovice Budějovic Budějovicím Budějovicích Budějovicemi budejovicich",
    "Liberec Liberce Liberci Libercem",
    "český českého českému českém českým čeští české českých českými česká českou cesti",
    "sociální sociálního sociálnímu sociálním sociálních sociálními",
    "setkání setkáním setkáních setkáními",
    "tlumočník tlumočníka tlumočníci tlumočníků tlumočníkům tlumočnících tlumočníky",
    "společnost společnosti společností společnostem společnostech společnostmi",
    "ulice ulici ulicí ulic ulicím ulicích ulicemi",
    "firma firmy firmě firmu firmou firem firmám firmách firmami",
    "platforma platformy platformě platformu platformou platforem platformám platformách",
    "soukromí soukromím soukromi",
    "povědomí povědomím",
    "území územím územích",
    "zájem zájmu zájmem zájmy zájmů zájmech",
    "úřad úřadu úřadem úřady úřadů úřadům úřadech",
    "program programu programem programy programů programech",
    "rodič rodiče rodiči rodičem rodičů rodičům rodičích",
    "žena ženy ženě ženu ženou žen ženám ženách ženami",
    "obec obce obci obcí obcím obcích obcemi",
    "služba služby službě službu službou služeb službám službách službami",
    "kniha knihy knize knihu knihou knih knihám knihách knihami",
    "psycholog psychologa psychologovi psychologem psychologové psychologů psycholozích psychology",
    "problém problému problémem problémy problémů problémech",
    "stipendium stipendia stipendiu stipendiem stipendií stipendiích",
    "zaměstnavatel zaměstnavatele zaměstnavateli zaměstnavatelé zaměstnavatelů zaměstnavatelům zaměstnavatelích",
    "den dne dni dnem dny dnů dnech dnům",
    "týden týdne týdnu týdny týdnů týdnech",
    "dům domu domě domem domy domů domech",
    "integrace integraci integrací",
    "Vietnam Vietnamu Vietnamem",
    "Ukrajina Ukrajiny Ukrajině Ukrajinu Ukrajinou",
    "smlouva smlouvy smlouvě smluv",
    "informace informaci informací informacím informacích informacemi",
]


def has_all(words, terms):
    """Whether the stems of a text hold all that is looked for, as `Texts.having` finds them."""
    return all(f" {term} " in words for term in terms)


@pytest.mark.parametrize("forms", ONE_WORD, ids=lambda forms: forms.split()[0])
def test_all_cases_of_a_word_are_one(forms):
    assert len({stem(form, "cs") for form in forms.split()}) == 1, {form: stem(form, "cs") for form in forms.split()}


APART = """
kurz kraj kniha klub komunita matka město místo mládež práce prostor právo škola sídlo setkání rodina rok soud tlumočník
tlumočení tábor tým úřad učitel učebna vzdělávání vzdělání bydlení byt žena žák zájem zákon země integrace informace
stěhování stěžovat cizinec čeština český češtinář školení dítě stáž stažení děda den dům duch lékař pobyt pomoc
pracovník centrum
"""


def test_different_words_stay_apart():
    stems = {}
    for word in APART.split():
        stems.setdefault(stem(word, "cs"), []).append(word)

    assert [same for same in stems.values() if len(same) > 1] == []


OTHERS = [
    ("en", "course courses"),
    ("en", "service services"),
    ("en", "policy policies"),
    ("en", "refuse refused refusing"),
    ("en", "counselling counseling"),
    ("en", "licence license licences"),
    ("uk", "день дні днів днем"),
    ("uk", "рішення рішень рішенням"),
    ("ru", "время времени времен"),
    ("uk", "послуга послуги послузі послугу послугою послуг послугам послугах"),
    ("uk", "центр центру центрі центром центри центрів центрах"),
    ("uk", "договір договору договором договори договорів"),
    ("uk", "притулок притулку притулком"),
    ("uk", "діяльність діяльності діяльністю"),
    ("uk", "іноземець іноземця іноземцем іноземці іноземців іноземцям"),
    ("uk", "жінка жінки жінці жінкою жінок жінкам"),
    ("uk", "консультація консультації консультацію консультацій консультаціями"),
    ("uk", "сім'я сім’ї сімʼю сім’єю сімей сімями"),
    ("uk", "зв'язок зв’язку зв’язки зв’язків"),
    ("ru", "курс курса курсу курсом курсы курсов курсам курсах курсами"),
    ("ru", "услуга услуги услуге услугу услугами услугах"),
    ("ru", "социальный социального социальному социальная социальные социальных"),
    ("ru", "иностранец иностранца иностранцем иностранцы иностранцев"),
    ("ru", "безопасность безопасности безопасностью"),
    ("ru", "семья семьи семью семей семьям"),
    ("vi", "Trung trung TRUNG"),
]
# A row a rule: what is made of one word.
KIN = [
    ("cs", "ukrajinština ukrajinštině ukrajinský ukrajinstina"),
    ("cs", "uprchlík uprchlíci uprchlický uprchličtí"),
    ("cs", "škola školský školští školní"),
    ("cs", "zaměstnavatel zaměstnavatelský"),
    ("cs", "těhotná těhotenství"),
    ("cs", "partner partnerství"),
    ("cs", "rodina rodinný rodinného"),
    ("cs", "terén terénu terénní"),
    ("cs", "kultura kulturní kulturních"),
    ("cs", "migrace migrační migrant"),
    ("cs", "důchod důchodech důchodový důchodovému"),
    ("cs", "práce práci pracovní pracovat pracuje"),
    ("cs", "zaškolit zaškolí zaškolení zaškolen"),
    ("cs", "odmítnout odmítnutí"),
    ("cs", "seznámit seznamovat"),
    ("cs", "pomáhat pomáhají pomáhal pomůže pomohla"),
    ("cs", "bydlet bydlí bydlení"),
    ("cs", "nabízet nabídnout nabídka"),
    ("cs", "překladatel překlad překládat"),
    ("cs", "ředitelka ředitel"),
    ("cs", "důchodce důchodci důchod"),
    ("cs", "policejní policista policie"),
    ("cs", "rekonstrukce rekonstruovat"),
    ("cs", "chudoba chudý chudých"),
    ("cs", "kvalita kvalitní"),
    ("cs", "dva dvě dvou dvěma"),
    ("cs", "tři tří třem třech třemi"),
    ("en", "neighbour neighbors"),
    ("en", "withdraw withdrawn withdrawing"),
    ("en", "strategy strategic"),
    ("en", "phenomenon phenomena"),
    ("en", "accessible accessibility"),
    ("en", "region regional regions"),
    ("en", "safe safety"),
    ("en", "complain complaint complaints"),
    ("en", "interpret interpreter interpreters interpreting"),
    ("en", "translate translator translation"),
    ("en", "insured insurance"),
    ("en", "married marriage marry"),
    ("en", "compare comparison"),
    ("en", "activity activities"),
    ("en", "meet meeting meetings"),
    ("ru", "переводчик переводчики перевод переводить"),
    ("ru", "сотрудничать сотрудничает сотрудничество"),
    ("ru", "поддержка поддержке поддержать поддерживать"),
    ("ru", "доступный доступность доступно"),
    ("ru", "интеграция интеграционный интегрировать интегрироваться"),
    ("ru", "удалить удаление удаляет"),
    ("ru", "публиковать публикует публикация"),
    ("ru", "решать решает решение решить"),
    ("ru", "нарушил нарушала нарушение"),
    ("ru", "утвердить утверждает утверждён утверждение"),
    ("ru", "язык языковые"),
    ("ru", "школа школьный"),
    ("ru", "столбец столбцы"),
    ("ru", "два две двух двумя"),
    ("ru", "жалоба пожаловаться"),
    ("uk", "стовпець стовпці"),
    ("uk", "скарга поскаржитися"),
    ("ru", "помочь помощь помогает поможет помогли"),
    ("ru", "дети детьми детей ребёнок ребёнком"),
    ("uk", "перекладач перекладачі переклад перекладу"),
    ("uk", "сторінка сторінці сторінок"),
    ("uk", "безпека безпеці безпечний"),
    ("uk", "іноземець іноземці іноземцям"),
    ("uk", "консультація консультування консультувати"),
    ("uk", "допомагати допомогти допоможе допомагаємо"),
    ("uk", "підтримка підтримці підтримати"),
    ("uk", "мова мовний мовні"),
    ("uk", "працевлаштуватися працевлаштування"),
    ("uk", "заява заявлено"),
    ("uk", "рівень рівня рівні"),
    ("uk", "кожен кожна кожного"),
    ("ru", "должен должна должны"),
    ("ru", "уважать уважаем уважение"),
]


@pytest.mark.parametrize(("language", "forms"), [*OTHERS, *KIN], ids=lambda value: value.split()[0])
def test_words_of_other_languages_are_found_too(language, forms):
    assert len({stem(form, language) for form in forms.split()}) == 1


def test_different_words_of_other_languages_stay_apart():
    words = "рік рука робота родина право праця послуга послання школа шкода центр ціна мова місто місце день дім діти"
    words += " сім сім'я довго долг"
    stems = {}
    for word in words.split():
        stems.setdefault(stem(word, "uk"), []).append(word)

    assert [same for same in stems.values() if len(same) > 1] == []


def test_vietnamese_with_marks_finds_the_word_and_without_them_all_that_look_so():
    found = {word for word in ("bạn", "bán", "bản") if has_all(words_of(word, "vi"), terms_of("bạn", "vi"))}
    loosely = {word for word in ("bạn", "bán", "bản") if has_all(words_of(word, "vi"), terms_of("ban", "vi"))}

    assert (found, loosely) == ({"bạn"}, {"bạn", "bán", "bản"})


def test_vietnamese_syllables_stand_beside_those_that_they_were_typed_beside():
    texts = ["quyết định tự do", "tư vấn do cơ quan", "hợp đồng và nợ", "từ chối cung cấp dịch vụ"]

    def found(query):
        terms, words = terms_of(query, "vi"), {text: words_of(text, "vi") for text in texts}
        return [text for text in texts if has_all(words[text], terms) and stand_together(words[text], terms)]

    assert [found(query) for query in ("tu do", "tư vấn", "nợ", "tu choi dich vu", "dich choi")] == [
        texts[:1],
        texts[1:2],
        texts[2:3],
        texts[3:],
        [],
    ]


def test_words_with_marks_that_czech_lacks_find_no_czech_word_that_looks_so():
    assert terms_of("než", "cs") != terms_of("nhà", "cs")
    assert not has_all(words_of("Nejméně než rok", "cs"), terms_of("nhà ở", "cs"))
    name = words_of("Kurz povede Nguyễn Văn Đông.", "cs")
    assert all(has_all(name, terms_of(typed, "cs")) for typed in ("Nguyễn", "nguyen", "VĂN đông", "dong"))


# Written down before anything was searched: what somebody types, and which words a goal has to have for it, as patterns
# of the words themselves, with their diacritics. Over the goals of the example.
S, E = r"(?i)\b", r"\b"
LABELLED = {
    "tlumočníci": [S + "tlumočn[íi][kc]"],
    "vietnamska komunita": [S + "vietnamsk", S + "komunit(?:a|y|u|ě|ou|ami|ám|ách)?" + E],
    "sociokulturní kurz": [S + "sociokulturní", S + "kurz"],
    "skolam": [S + "škol(?:a|y|e|u|ou|ám|ách|ami)?" + E],
    "zaměstnavatelé": [S + "zaměstnavatel"],
    "pracovní vykořisťování": [S + "pracovní(?:m|ho|mu|ch|mi)?" + E, S + "vykořisťování"],
    "důchody": [S + "důchod(?:u|y|ů|ech|em)?" + E],
    "terenni prace": [S + "terénní", S + "prác(?:e|i|í)" + E],
    "firmám": [S + "fir(?:em|m[auyěoá])"],
    "klub": [S + "klub"],
    "bydleni": [S + "bydlení"],
    "Tábor": [S + "Tábo[rř](?:a|u|em|e)?" + E],
    "okres Cheb": [S + "okres", S + "Cheb"],
    "mongolští tlumočníci": [S + "mongolsk", S + "tlumočn[íi][kc]"],
    "krizova intervence": [S + "krizov", S + "intervenc"],
    "stáže": [S + "stáž(?:e|í|i|ím|ích|emi)?" + E],
    "sociální sítě": [S + "sociální", S + "sít(?:ě|í|ím|ích|ěmi)" + E],
    "pobytová problematika": [S + "pobytov", S + "problemati[kc]"],
    "školským zařízením": [S + "školsk", S + "zařízení"],
    "prostory": [S + "prostor(?:y|u|ů|ech|ám|ách|ami|a)?" + E],
    "děti": [S + "(?:dět(?:i|í|em|ech|mi)|dít[eě]\\w{0,2})" + E],
    "ženy": [S + "žen(?:a|y|ě|u|ou|ám|ách|ami)?" + E],
    "obcí": [S + "ob(?:ec|c(?:e|i|í|ím|ích|emi))" + E],
    "noví klienti": [S + "nov(?:[ýéáou]|ého|ém|ých|ým|ými|í)" + E, S + "klient"],
    "materstvi": [S + "mateřství"],
    "neslovansky mluvici": [S + "neslovansky", S + "mluvíc"],
    "kybernetická bezpečnost": [S + "kybernetick", S + "bezpečnost"],
    "komunitní plánování": [S + "komunitní", S + "plánování"],
    "Filipíny": [S + "Filipín(?:y|ách|ám)?" + E],
    "standardy kvality": [S + "standard", S + "kvalit"],
    "pracovních agentur": [S + "pracovní", S + "agentu[rř](?:a|y|ám|ách|ami|ou|u|e)?" + E],
    "dobrovolnice": [S + "dobrovoln[íi](?:k|c[eií])"],
    "kulate stoly": [S + "kulat", S + "st[ůo]l"],
    "Třebíčsko": [S + "Třebíčsk"],
    "městská policie": [S + "městsk", S + "polici"],
    "zaměstnanecké karty": [S + "zaměstnaneck", S + "kar(?:t|et)"],
    "trauma": [S + "trauma(?:tem|tu|ta|tům)?" + E],
    "spolky": [S + "spol(?:ek|[kc])(?:y|ů|ů?m|u|em|í)?" + E],
    "lidmi": [S + "(?:lid(?:é|i|í|em|ech|mi)|člověk\\w*)" + E],
    "aktivitám": [S + "aktivit"],
}


def example_goals():
    files = (settings.BASE_DIR / "fixtures" / f"operacni-cile-{year}.md" for year in (2025, 2026))
    lines = "\n".join(file.read_text("utf-8").split("### ", 1)[1] for file in files)
    return re.findall(r"^- (.+)$", lines, re.MULTILINE)


def test_queries_find_what_they_are_about_and_little_else():
    goals, faults, right, wanted, shown = example_goals(), [], 0, 0, 0

    for query, patterns in LABELLED.items():
        about = {goal for goal in goals if all(re.search(pattern, goal) for pattern in patterns)}
        found = {goal for goal in goals if has_all(words_of(goal, "cs"), terms_of(query, "cs"))}
        right, wanted, shown = right + len(about & found), wanted + len(about), shown + len(found)
        faults += [(query, goal[:60]) for goal in about ^ found]

    assert len(goals) > 80
    assert wanted > 80
    assert right / wanted >= 0.95, faults
    assert right / shown >= 0.9, faults


def labelled(path):
    """Each language of the file with its texts by number, and its queries with the numbers that they should find."""
    found = {}
    lines = path.read_text("utf-8").splitlines()
    for line in (line for line in lines if line and not line.startswith("#")):
        if line.startswith("["):
            texts, queries = found[line[1:3]] = {}, {}
        elif " | " in line:
            number, texts[number] = line.split(" | ", 1)
        else:
            query, _sign, numbers = line.rpartition(" =")
            queries[query] = {*numbers.split()}
    return found


SETS = [
    pytest.param(texts, language, queries, id=f"{path.stem}-{language}")
    for path in sorted(FOLDER.glob("search_queries*.txt"))
    for language, (texts, queries) in labelled(path).items()
]


@pytest.mark.parametrize(("texts", "language", "queries"), SETS)
def test_queries_nobody_saw_results_of_find_what_they_are_about(texts, language, queries):
    """Each file says what was found when it was first looked for."""
    stems, faults, right, wanted, shown = {n: words_of(text, language) for n, text in texts.items()}, [], 0, 0, 0

    for query, about in queries.items():
        found = {n for n in texts if has_all(stems[n], terms_of(query, language))}
        right, wanted, shown = right + len(about & found), wanted + len(about), shown + len(found)
        faults += [(query, n, texts[n]) for n in about ^ found]

    assert right / wanted >= 0.95, faults
    assert right / shown >= 0.9, faults


def test_there_are_queries_of_each_language():
    wanted = {one.id: sum(map(len, one.values[2].values())) for one in SETS}

    assert sum(wanted.values()) == 137 + 142 + 47 + 66 + 65 + 51 + 61 + 15 + 14 + 13 + 8 + 104 + 38 + 41 + 38 + 39


def test_a_word_that_only_looks_like_a_place_is_none():
    looks = words_of("O řeči a růstu: svědek pustil k řece úsek hráze.", "cs")

    assert [name for name in ("Řecko", "Švédsko", "Ústí") if has_all(looks, terms_of(name, "cs"))] == []


def test_a_name_beside_a_text_stands_for_itself_alone():
    region = words_of("Plzeňský kraj", "cs", with_places=False)

    assert has_all(region, terms_of("plzeňský kraj", "cs"))
    assert not has_all(region, terms_of("Plzeň", "cs"))
    assert has_all(words_of("Plzeňský kraj", "cs"), terms_of("Plzeň", "cs"))


def test_a_town_in_a_text_of_its_own_letters_is_found_in_them():
    assert has_all(words_of("Летній табір у празькому парку.", "uk"), terms_of("табори Прага", "uk"))


def test_little_words_are_left_out_unless_there_is_nothing_else():
    assert terms_of("kurzy pro děti a ženy", "cs") == terms_of("kurzy děti ženy", "cs")
    assert terms_of("do", "cs") == ("do",)
    assert terms_of("как получить жильё", "ru") == terms_of("жильё", "ru")
    assert len(terms_of("nhà ở", "vi")) == 2


@pytest.mark.parametrize(
    "names",
    [
        "Praha Прага Праге Празі",
        "Plzeň Пльзень Пльзені Pilsen",
        "Příbram Пршибрам Пржибрам",
        "Jihlava Йиглава Їглава",
        "Tachov Тахов Тахові",
        "Kutná|Hora Кутна|Гора Кутной|Горе Кутній|Горі",
        "České|Budějovice Ческе|Будеёвице Чеські|Будейовиці",
        "Ústí|nad|Labem Усти|над|Лабем",
    ],
)
def test_towns_are_found_as_others_write_them(names):
    own, *others = (name.replace("|", " ") for name in names.split())

    assert {name: has_all(words_of(own, "cs"), terms_of(name, "cs")) for name in others} == dict.fromkeys(others, True)
    # The name of a centre stays Czech beside what is said in another language.
    beside = words_of(own, "uk", with_places=False)
    assert {name: has_all(beside, terms_of(name, "uk")) for name in others} == dict.fromkeys(others, True)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("***", ()),
        ("%_%", ()),
        ("\u200b\u202e\ufeff", ()),
        ("", ()),
        ("kurz*", ("kurh",)),
        ("-kurz NOT %kurz%", ("kurh", "not")),
        ("ku\u00adr\u200bz", ("kurh",)),
        ("\u202ekurz\u202c", ("kurh",)),
        ("<b>kurz</b>", ("b", "kurh")),
        ("ďábel", ("dabl",)),
        ("2\u00a0000 kurz", ("2000", "kurh")),
        ("مرحبا", ("مرحبا",)),
    ],
)
def test_operators_wildcards_and_what_shows_nothing_are_no_words(query, terms):
    assert terms_of(query, "cs") == terms


@pytest.mark.parametrize("query", ["a" * 4000, "em" * 2000, "slovo " * 700, "e\u0301" * 2000, "aé" * 2000])
def test_long_queries_are_read_at_once(query):
    begun = time.process_time()

    terms_of(query, "cs")

    assert is_within(0.5, time.process_time() - begun)


def test_what_was_looked_for_is_marked_in_the_text_as_it_stands():
    pieces = excerpt("Uspořádat <3> kurzy ve školách, ne\u00adkurzovat.", terms_of("kurz škola", "cs"), "cs")

    assert pieces == [
        ("Uspořádat <3> ", False),
        ("kurzy", True),
        (" ve ", False),
        ("školách", True),
        (", ne\u00adkurzovat.", False),
    ]


def test_of_a_long_text_the_part_around_the_word_is_shown():
    text = "slovo " * 200 + "tlumočník " + "konec " * 200

    pieces = excerpt(text, terms_of("tlumočníci", "cs"), "cs")

    assert ("tlumočník", True) in pieces
    assert pieces[0] == ("… ", False)
    assert len("".join(piece for piece, _is_found in pieces)) < 420


def test_the_nearest_word_is_offered():
    vocabulary = words_of("Kurz a klub, tlumočník, vietnamský, komunita, poradenství 2026", "cs").split()

    for typed, meant in {"tlumocnic": "tlumočník", "vietnanský": "vietnamský", "krz": "kurz"}.items():
        assert nearest(stem(typed, "cs"), vocabulary)[0] == stem(meant, "cs")
    assert nearest("qqqqqqq", vocabulary) == []
    assert nearest(stem("консультироваине", "ru"), [stem("консультация", "ru")]) == [stem("консультация", "ru")]
