"""Another commitment than the example, in three languages of our own wording, with ten drifts: the guard finds each by
rules, and leaves the faithful translations in peace."""

import re
from datetime import date
from io import BytesIO
from itertools import count, cycle

import pytest
from docx import Document as Docx

from goals.commitment import Term
from goals.importing import ImportProblem, lines_of, parse_commitment, plan_commitment, read_lines
from tests.conftest import DOCUMENTS, NO_DOCUMENTS
from tests.goals.test_importing_commitment import rendered

CZECH = """\
# Veřejný závazek poraden pro nově příchozí

Posláním poraden je pomáhat lidem, kteří přišli do kraje nedávno, a radit i úřadům.

Cílovou skupinou poraden jsou:

- lidé, kteří v kraji žijí méně než 24 měsíců
- rodiny s dětmi ve škole
- zaměstnavatelé, kteří hledají radu

**Integrační potřeby**

Potřeby zjišťuje pracovník při prvním setkání. Zapíše je do plánu. Plán se mění podle toho, co se podařilo.

**Odmítnutí služby**

- zájemce žádá službu, kterou poradna nemá
- kapacita je plná; seznam jiných poraden je na https://poradny.example/jine

Strategickým cílem poraden je otevřít do 30. 6. 2029 poradnu v každém ze 7 okresů.

Zodpovědnost za strategické cíle:

- ředitelka organizace

Hodnocení strategických cílů:

- jednou ročně na poradě vedení, s výkazem pro zřizovatele

Termín strategických cílů:

- 30. 6. 2029

**Dlouhodobé cíle**

- Pořádat kurzy češtiny pro začátečníky – 8 x za rok
- Zvát obce ke společnému stolu – 3 x za rok
- Vydávat přehled služeb v kraji

Hodnocení dlouhodobých cílů:

- čtvrtletně na poradě poraden

Termín dlouhodobých cílů:

- konec roku

**Zásady práce s lidmi**

- služby jsou zdarma
- mlčíme o tom, co se dozvíme
- každému dáme čas
"""
ENGLISH = """\
# Public commitment of the advice offices for newcomers

The mission of the offices is to help people who have come to the region lately, and to advise authorities too.

The target groups of the offices are:

- people who have lived in the region for less than 24 months
- families with children at school
- employers who look for advice

**Integration needs**

A worker finds out the needs at the first meeting. They are written into a plan. The plan changes with what has worked.

**Refusal of service**

- the person asks for a service that the office does not have
- the capacity is full; a list of other offices is at https://poradny.example/jine

The strategic goal of the offices is to open by 30 June 2029 an office in each of the 7 districts.

Responsibility for strategic goals:

- director of the organisation

Evaluation of strategic goals:

- once a year at the meeting of the leadership, with a report for the founder

Deadline of strategic goals:

- 30 June 2029

**Long-term goals**

- Hold courses of Czech for beginners – 8 times a year
- Invite municipalities to a common table – 3 times a year
- Publish an overview of services in the region

Evaluation of long-term goals:

- quarterly at the meeting of the offices

Deadline of long-term goals:

- the end of the year

**Principles of work with people**

- the services are free
- we keep to ourselves what we learn
- everybody is given time
"""
RUSSIAN = """\
# Публичное обязательство консультаций для новоприбывших

Миссия консультаций состоит в том, чтобы помогать людям, недавно приехавшим в край, и советовать ведомствам.

Целевые группы консультаций:

- люди, которые живут в крае менее 24 месяцев
- семьи с детьми в школе
- работодатели, которые ищут совета

**Интеграционные потребности**

Потребности выясняет сотрудник при первой встрече. Он записывает их в план. План меняется по тому, что удалось.

**Отказ в услуге**

- человек просит услугу, которой в консультации нет
- мест нет; список других консультаций есть на https://poradny.example/jine

Стратегическая цель консультаций: открыть до 30 июня 2029 года консультацию в каждом из 7 районов.

Ответственность за стратегические цели:

- директор организации

Оценка стратегических целей:

- раз в год на совещании руководства, с отчётом для учредителя

Срок стратегических целей:

- 30 июня 2029 года

**Долгосрочные цели**

- Проводить курсы чешского языка для начинающих – 8 раз в год
- Приглашать муниципалитеты за общий стол – 3 раза в год
- Издавать обзор услуг в крае

Оценка долгосрочных целей:

- ежеквартально на совещании консультаций

Срок долгосрочных целей:

- конец года

**Принципы работы с людьми**

- услуги бесплатны
- мы молчим о том, что узнаём
- каждому мы уделяем время
"""
ALL = {"cs": CZECH, "en": ENGLISH, "ru": RUSSIAN}
DRIFTS = [  # what was planted, and what the guard says
    ("ru", "- каждому мы уделяем время\n", "", "Ruština, Zásady práce s klienty: jsou tu 2 texty, česky 3."),
    ("en", "8 times a year", "6 times a year", "Liší se čísla: jen česky 8, jen v překladu 6."),
    ("ru", "до 30 июня 2029", "до 30 июля 2029", "Liší se data: jen česky 30. 6. 2029, jen v překladu 30. 7. 2029."),
    (
        "en",
        "once a year at the meeting of the leadership, with a report for the founder",
        "once a year, leadership",
        "Překlad je o hodně kratší než česky.",
    ),
    (
        "ru",
        "Срок долгосрочных целей:",
        "Срок стратегических целей:",
        "stojí v oddíle „Dlouhodobé cíle“, mluví o jiném.",
    ),
    ("ru", "мы молчим о том", "мы мы молчим молчим о том", "Slovo „молчим“ je tu dvakrát po sobě."),
    ("en", "https://poradny.example/jine", "https://poradny.example/other", "Liší se odkazy: jen česky https://"),
    ("en", " They are written into a plan.", "", "Liší se počet vět: česky 3, v překladu 2."),
    ("ru", "- Издавать обзор услуг в крае\n", "", "Ruština, Dlouhodobé cíle: jsou tu 2 texty, česky 3."),
    (
        "ru",
        "муниципалитеты за общий стол – 3 раза в год",
        "муниципалитеты за общий стол 3 раза в год",
        "Česky má text 2 části oddělené pomlčkou, překlad jen 1.",
    ),
]
SWAPPED = [  # two items of a list stand the other way round: told by their numbers, or by their lengths alone
    (
        "en",
        ("courses of Czech for beginners – 8 times a year", "municipalities to a common table – 3 times a year"),
        "Pořadí je asi jiné: tohle česky odpovídá spíš textu „Zvát obce ke společnému stolu – 3 x za rok“.",
    ),
    (
        "ru",
        ("люди, которые живут в крае менее 24 месяцев", "семьи с детьми в школе"),
        "Pořadí je asi jiné: tohle česky odpovídá spíš textu „lidé, kteří v kraji žijí méně než 24 měsíců“.",
    ),
    (
        "en",
        ("we keep to ourselves what we learn", "everybody is given time"),
        "Pořadí je asi jiné: tohle česky odpovídá spíš textu „každému dáme čas“.",
    ),
]


def said_of(*texts):
    parsed = parse_commitment([lines_of(text.encode(), ".md") for text in texts], chosen={})
    problems = plan_commitment(parsed, Term("Závazek", date(2027, 1, 1), date(2029, 12, 31))).problems
    return [f"{one.where}: {one.message}".replace("\xa0", " ") for one in problems]


def drifted(drifts):
    texts = dict(ALL)
    for language, old, new, _said in drifts:
        assert old in texts[language], old
        texts[language] = texts[language].replace(old, new, 1)
    return texts.values()


def beside_the_usual(said):
    """But for what is always said: which languages and sections are not there."""
    usual = ("v souboru není.", "se česky nenašel.")
    return [one for one in said if not any(words in one for words in usual)]


def test_faithful_translations_are_left_in_peace():
    assert beside_the_usual(said_of(*ALL.values())) == []


@pytest.mark.parametrize("drift", DRIFTS, ids=[said for *_drift, said in DRIFTS])
def test_each_drift_is_found(drift):
    assert any(drift[-1] in one for one in said_of(*drifted([drift])))


def test_ten_at_once_are_found_too():
    said = "\n".join(said_of("\n".join(drifted(DRIFTS))))

    assert [sentence for *_drift, sentence in DRIFTS if sentence not in said] == []


@pytest.mark.parametrize(
    ("language", "items", "said"), SWAPPED, ids=["both by numbers", "one by numbers", "by lengths"]
)
def test_items_out_of_order_are_found(language, items, said):
    first, second = items
    text = ALL[language].replace(first, "…").replace(second, first).replace("…", second)
    assert text != ALL[language]

    assert any(said in one for one in said_of(*(ALL | {language: text}).values()))


def test_word_said_twice_and_a_day_that_has_passed_are_found_in_czech():
    czech = CZECH.replace("a radit i úřadům", "a radit radit i úřadům").replace("6. 2029\n", "6. 2019\n")
    said = "\n".join(said_of(czech))

    assert "Česky: Slovo „radit“ je tu dvakrát po sobě." in said
    assert "Strategické cíle: termín 30. 6. 2019 už uplynul." in said


# As others lay it out


def numbered(text):
    """Sections with numbers, items with letters, what is said of the goals in one line with its label."""
    text = re.sub(r"(?m)^([^-\n*#].*:)\n\n- (.*)\n(?=\n)", r"\1 \2", text).replace("**\n\n", "**\n")
    numbers, letters = count(1), cycle("абв" if "Публичное" in text else "abc")
    text = re.sub(r"\*\*(.+)\*\*", lambda found: f"\n{next(numbers)}. {found[1]}\n", text)
    return re.sub(r"(?m)^- ", lambda _found: f"{next(letters)}) ", text)


def table(texts):
    """A language in each column, a paragraph in each row."""
    document, file = Docx(), BytesIO()
    grid = document.add_table(0, len(texts))
    for row in zip(*(text.split("\n\n") for text in texts), strict=True):
        for cell, part in zip(grid.add_row().cells, row, strict=True):
            first, *others = part.strip().splitlines()
            cell.text = first.strip("#* ")
            for line in others:
                cell.add_paragraph(line.strip("*"))
    document.save(file)
    return file.getvalue()


def found_in(*files):
    parsed = parse_commitment(files, chosen={})
    result = plan_commitment(parsed, Term("Závazek", date(2027, 1, 1), date(2029, 12, 31)))
    return [(unit.kind, unit.of, unit.czech.text.rstrip(":"), unit.texts) for unit in result.units], parsed.problems


def test_numbered_sections_with_facts_in_one_line_are_the_same():
    plain, usual = found_in(*(lines_of(text.encode(), ".md") for text in ALL.values()))
    other, problems = found_in(lines_of("\n\n".join(map(numbered, ALL.values())).encode(), ".txt"))

    assert "\n2. Odmítnutí služby\n" in numbered(CZECH)
    assert "\nб) семьи" in numbered(RUSSIAN)
    assert "Termín strategických cílů: 30. 6. 2029\n" in numbered(CZECH)
    assert (other, len(problems)) == (plain, len(usual))


def test_sections_are_known_by_plain_words_too():
    czech = CZECH.replace("Odmítnutí služby", "Kdy službu neposkytneme").replace("Zásady práce s lidmi", "Naše zásady")
    czech = czech.replace("Cílovou skupinou poraden jsou:", "**Komu pomáháme**")
    english = ENGLISH.replace("The target groups of the offices are:", "**Who we help**")
    english = english.replace(
        "The mission of the offices is to help people", "The mission is to help people who can stay"
    )

    units, problems = found_in(lines_of(czech.encode(), ".md"), lines_of(english.encode(), ".md"))

    named = {unit[2] for unit in units if unit[0] == "heading"}
    assert {"Kdy službu neposkytneme", "Naše zásady", "Komu pomáháme"} <= named
    assert [len(texts) for kind, key, _czech, texts in units if (kind, key) == ("block", "target_groups")] == [1] * 3
    assert not [one for one in problems if "se česky nenašel" in one.message and "perační" not in one.message]


def test_languages_in_columns_of_a_table_are_read_one_after_another():
    plain, _usual = found_in(*(lines_of(text.encode(), ".md") for text in ALL.values()))

    assert found_in(lines_of(table(ALL.values()), ".docx"))[0] == plain


def test_languages_that_take_turns_are_refused_with_what_to_do():
    rows = zip(*(text.split("\n\n") for text in ALL.values()), strict=True)
    turns = "\n\n".join("\n\n".join(row) for row in rows)

    with pytest.raises(ImportProblem, match="Jazyky se v souboru střídají po odstavcích"):
        found_in(lines_of(turns.encode(), ".txt"))


# The real one in other renderings, where it is there


REAL = DOCUMENTS / "verejny-zavazek.txt"
FOUND = (
    "Ruština, Zásady práce s klienty: je tu 6 textů, česky 7.",
    "„Mỗi tháng/bàn bạc cả nhóm làm việc“: Překlad je o hodně kratší",
    "stojí v oddíle „Operační cíle odborného sociálního poradenství“, mluví o jiném.",
    "Slovo „доступны“ je tu dvakrát po sobě.",
    "Strategické cíle: termín 31. 12. 2022 už uplynul.",
    "„Mục tiêu chiến lược của trung tâm là cùng có phần trong chín“",
)


def real_parts():
    text = REAL.read_text("utf-8")
    titles = ("Public Commitment", "Публичное обязательство", "Nghĩa vụ công cộng")
    places = [0, *(text.index(title) for title in titles), len(text)]
    return [text[first:last] for first, last in zip(places, places[1:], strict=False)]


def docx_of(text):
    """Paragraphs and lists as Word has them."""
    document, file = Docx(), BytesIO()
    for line in filter(None, map(str.strip, text.splitlines())):
        style = "List Bullet" if line.startswith("- ") else None
        document.add_paragraph(line.removeprefix("- ").strip("*"), style=style)
    document.save(file)
    return file.getvalue()


RENDERINGS = {
    "docx": lambda parts: [lines_of(docx_of("".join(parts)), ".docx")],
    "pdf": lambda parts: [lines_of(rendered("".join(parts), ".pdf"), ".pdf")],
    "another order": lambda parts: [lines_of("\n\n".join(parts[at] for at in (3, 2, 0, 1)).encode(), ".txt")],
    "a file a language": lambda parts: [lines_of(part.encode(), ".txt") for part in (parts[2], parts[0], *parts[1::2])],
}


@pytest.mark.skipif(not REAL.exists(), reason=NO_DOCUMENTS)
@pytest.mark.parametrize("rendering", RENDERINGS)
def test_real_file_says_the_same_however_it_comes(rendering):
    plain = plan_commitment(parse_commitment([read_lines(REAL)], chosen={}))
    parsed = parse_commitment(RENDERINGS[rendering](real_parts()), chosen={})
    result = plan_commitment(parsed)

    assert set(parsed.languages) == {"cs", "en", "ru", "vi"}
    assert [goal.text for goal in result.goals] == [goal.text for goal in plain.goals]
    assert result.sections == tuple(
        {name: section[name] for name in one} for section, one in zip(plain.sections, result.sections, strict=True)
    )
    said = "\n".join(f"{one.where}: {one.message}".replace("\xa0", " ") for one in result.problems)
    assert [one for one in FOUND if one not in said] == []
