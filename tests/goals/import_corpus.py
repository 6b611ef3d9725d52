# ruff: noqa: E501 - documents are easier to compare when each stays on its line
"""Documents as people make them, one for each kind and format, with what is right about them: the goals of each centre,
or, where no rule can know, the words at which somebody has to be asked."""

from dataclasses import dataclass, field
from itertools import zip_longest

import weasyprint

from tests.goals.import_builders import (
    Pdf,
    bullet,
    cell,
    filled,
    heading,
    odt,
    odt_heading,
    odt_list,
    odt_par,
    odt_table,
    par,
    run,
    width,
    word,
    word_table,
    wrapped,
)

TITLE = "Operační cíle center na rok 2026"
NEW_LINE = "\n"
LONG = (
    "Rozšířit nabídku poradenství pro klienty z okrajových částí regionu prostřednictvím terénní práce a letáků "
    "v osmi jazycích."
)
WIDE = "Zajistit komunitního pracovníka a nabídnout jeho služby ve všech obcích pro okres"
CHEB = f"{WIDE} Cheb."
COURSES = "Uspořádat nejméně 12 kurzů češtiny."
FIRMS = "Oslovit 20 zaměstnavatelů v okrese."
SCHOOL = "Setkat se se zástupci škol dvakrát ročně."
TALKS = "Realizace 4 besed pro veřejnost"
POST = "Obsazení místa sociálního pracovníka"
PARTNERS = "Spolupráce s místními samosprávami"


@dataclass(frozen=True)
class Case:
    """`goals` by the slug of the centre; `asks` is a piece of the sentence that must be asked instead, where it is given,
    `refused` one of the sentence that refuses the whole; `remarks` are pieces of remarks that must be there; `facts` what was read beside a wording."""

    name: str
    extension: str
    data: bytes
    goals: dict[str, list[str]] = field(default_factory=dict)
    asks: str = ""
    refused: str = ""
    remarks: tuple[str, ...] = ()
    facts: dict[str, tuple[str, str]] = field(default_factory=dict)


def plain(name, text, goals=None, *, extension=".txt", encoding="utf-8", **more):
    return Case(name, extension, text.encode(encoding), goals or {}, **more)


BOTH = {"benesov": [LONG, COURSES], "plzen": [FIRMS, SCHOOL]}


def text_of(centres, mark="- ", between="\n", title=TITLE):
    rows = [title, ""]
    for name, goals in centres.items():
        rows += [name, *(f"{mark}{goal}" for goal in goals)]
        if between == "\n\n":
            rows.append("")
    return "\n".join(rows) + "\n"


NAMES = {"CPIC Benešov": [COURSES, LONG], "CPIC Plzeň": [FIRMS, SCHOOL]}
WIDEST_LAST = {"benesov": [COURSES, LONG], "plzen": [FIRMS, SCHOOL]}


def headings_after_wide_lines():
    for name in ("CPIC Plzeň", "CPIC PLZEŇ", "CPIC Plzen", "Plzeň", "Centrum na podporu integrace cizinců Plzeň"):
        centres = {"CPIC Benešov": [COURSES, LONG], name: [FIRMS, SCHOOL]}
        yield plain(f"widest line, then {name}", text_of(centres), WIDEST_LAST)
        yield plain(f"widest line, then {name}, in Markdown", text_of(centres, "* "), WIDEST_LAST, extension=".md")
        page = Pdf()
        page.write(TITLE)
        for centre, goals in centres.items():
            page.write(centre)
            for goal in goals:
                page.write(f"• {goal}", room=455 if goal != LONG else 475)
        yield Case(f"widest line, then {name}", ".pdf", page.data(), WIDEST_LAST)
    # The line before fills the column to its end, so that nothing but the name tells.
    room = len(WIDE)
    text = f"{TITLE}\n\nCPIC Benešov\n{filled(CHEB.replace(' Cheb.', '.'), room)}\nCPIC Plzeň\n{FIRMS}\n{SCHOOL}\n"
    yield plain("full line without bullet, then a name", text, {"benesov": [f"{WIDE}."], "plzen": [FIRMS, SCHOOL]})


def drawn_bullets():
    for shape in ("dot", "square"):
        page = Pdf()
        page.write(TITLE, size=16, bold=True)
        for centre, goals in NAMES.items():
            page.write(centre, size=13, bold=True, gap=10)
            for goal in goals:
                at = page.write(goal, left=80, room=300)
                getattr(page, shape)(66, at - 4 if shape == "dot" else at - 2)
        yield Case(f"bullets drawn as a {shape}", ".pdf", page.data(), WIDEST_LAST)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    for goal in (POST, TALKS, PARTNERS):
        at = page.write(goal, left=80)
        page.dot(66, at - 4)
    yield Case("drawn bullets of short goals", ".pdf", page.data(), {"benesov": [POST, TALKS, PARTNERS]})


def without_bullets():
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    for goal in (LONG, COURSES, CHEB, FIRMS):
        page.write(goal, room=380)
    yield Case("neither bullets nor gaps, sentences", ".pdf", page.data(), {"benesov": [LONG, COURSES, CHEB, FIRMS]})
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    for goal in (LONG, CHEB, FIRMS):
        page.write(goal, room=330, hanging=14)
    yield Case("hanging lines alone", ".pdf", page.data(), {"benesov": [LONG, CHEB, FIRMS]})
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    for goal in (LONG, CHEB, FIRMS):
        page.write(goal, left=74, room=330, hanging=-14)
    yield Case("first lines set deeper", ".pdf", page.data(), {"benesov": [LONG, CHEB, FIRMS]})
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    for goal in (LONG, CHEB, FIRMS):
        page.write(goal, room=330, gap=7)
    yield Case("gaps alone", ".pdf", page.data(), {"benesov": [LONG, CHEB, FIRMS]})
    body = "\n".join(filled(goal, 60) for goal in (LONG, CHEB, FIRMS))
    yield plain("wrapped goals without bullets", f"{TITLE}\n\nCPIC Benešov\n{body}\n", {"benesov": [LONG, CHEB, FIRMS]})
    tail = WIDE + "\nCheb.\n"
    yield plain("okres Cheb", f"{TITLE}\n\nCPIC Benešov\n{tail}{FIRMS}\n", {"benesov": [CHEB, FIRMS]})
    text = f"{TITLE}\n\nCPIC Benešov\n{POST}\n{TALKS}\n{PARTNERS}\n"
    three = {"benesov": [POST, TALKS, PARTNERS]}
    yield plain("one goal a line", text, three)
    yield plain("one goal a line, in Markdown", text, three, extension=".md")
    yield plain(
        "one sentence a line",
        f"{TITLE}\n\nCPIC Benešov\n{COURSES}\n{FIRMS}\n{SCHOOL}\n",
        {"benesov": [COURSES, FIRMS, SCHOOL]},
    )
    yield plain(
        "one long goal a line", f"{TITLE}\n\nCPIC Benešov\n{LONG}\n{CHEB}\n{FIRMS}\n", {"benesov": [LONG, CHEB, FIRMS]}
    )
    unclear = "Podpora klientů v oblasti bydlení a zaměstnání ve všech obcích regionu"
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    page.write(unclear, room=380)
    page.write("Kladenska se týká i práce s mládeží", room=380)
    yield Case("full line, no mark, a capital", ".pdf", page.data(), asks="Kladenska se týká")


def bullets():
    for mark in (
        "→",
        "•",
        "‣",
        "–",
        "—",
        "▪",
        "◦",
        "✓",
        "➔",
        "»",
        "☐",
        "🔹",
        "⁃",
        "►",
        "·",
        "[ ]",
        "[x]",
        "()",
        "*)",
        ">",
    ):
        text = text_of(NAMES, f"{mark} ")
        yield plain(f"bullet {mark}", text, WIDEST_LAST, extension=".txt")
        goals = "".join(par(f"{mark} {goal}") for goal in (COURSES, FIRMS))
        yield Case(
            f"typed bullet {mark}",
            ".docx",
            word(heading(TITLE, 1), heading("CPIC Benešov"), goals),
            {"benesov": [COURSES, FIRMS]},
        )
    for marks in (
        ["I.", "II.", "III.", "IV."],
        ["i.", "ii.", "iii.", "iv."],
        ["i)", "ii)", "iii)", "iv)"],
        ["I)", "II)", "III)", "IV)"],
        ["A.", "B.", "C.", "D."],
        ["1/", "2/", "3/", "4/"],
        ["1.", "2.", "3.", "4."],
        ["Ad 1)", "Ad 2)", "Ad 3)", "Ad 4)"],
        ["1 -", "2 -", "3 -", "4 -"],
    ):
        goals = (COURSES, FIRMS, SCHOOL, LONG)
        rows = "\n".join(f"{mark} {goal}" for mark, goal in zip(marks, goals, strict=True))
        yield plain(f"numbers {marks[0]}", f"{TITLE}\n\nCPIC Benešov\n{rows}\n", {"benesov": list(goals)})
    goals = [COURSES, FIRMS, SCHOOL, LONG, TALKS]
    rows = "\n".join(f"{mark} {goal}" for mark, goal in zip(["→", "•", "‣", "–", "*"], goals, strict=True))
    yield plain("mixed bullets", f"{TITLE}\n\nCPIC Benešov\n{rows}\n", {"benesov": goals})
    yield Case(
        "mixed bullets",
        ".docx",
        word(heading(TITLE, 1), heading("CPIC Benešov"), *(par(row) for row in rows.split("\n"))),
        {"benesov": goals},
    )
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    for row in rows.replace("‣", "□").split("\n"):
        page.write(row)
    yield Case("mixed bullets", ".pdf", page.data(), {"benesov": goals})
    rows = f"• {COURSES}\n1. {FIRMS}\n[ ] {SCHOOL}\n"
    yield plain("bullets, numbers and boxes", f"{TITLE}\n\nCPIC Benešov\n{rows}", {"benesov": [COURSES, FIRMS, SCHOOL]})


HEADS = ["Centrum", "Cíl", "Termín", "Zodpovídá"]
ROWS = [
    ["CPIC Benešov", COURSES, "30. 6. 2026", "Nováková"],
    ["CPIC Benešov", FIRMS, "31. 12. 2026", "Dvořák"],
    ["CPIC Plzeň", SCHOOL, "do konce roku", "vedoucí centra"],
]
IN_TABLE = {"benesov": [COURSES, FIRMS], "plzen": [SCHOOL]}
FACTS = {COURSES: ("2026-06-30", "Nováková"), FIRMS: ("2026-12-31", "Dvořák")}
NUMBERED = ["Č.", "Operační cíl", "Termín splnění", "Odpovědná osoba"]
BENESOV = [["1.", COURSES, "30. 6. 2026", "Nováková"], ["2.", FIRMS, "31. 12. 2026", "Dvořák"]]
PLZEN = [["1.", SCHOOL, "průběžně", "vedoucí centra"]]


def pipes(*rows):
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def drawn_table(page, rows, columns, *, lines=True, right=550):
    """A table with wrapped cells; `columns` are left edges."""
    ends = [*columns[1:], right]
    top = page.y
    for row in rows:
        cells = [wrapped_cell(text, end - left - 8) for text, left, end in zip(row, columns, ends, strict=True)]
        for text, left in zip(cells, columns, strict=True):
            for number, line in enumerate(text):
                page.put(left + 4, page.y + 13 * number, line, 10)
        height = 13 * max(map(len, cells)) + 6
        if lines:
            page.draw(f"{columns[0]} {842 - page.y + 11:.1f} {ends[-1] - columns[0]} 0.5 re f")
        page.y += height
    if lines:
        page.draw(f"{columns[0]} {842 - page.y + 11:.1f} {ends[-1] - columns[0]} 0.5 re f")
        for left in [*columns, ends[-1]]:
            page.draw(f"{left} {842 - page.y + 11:.1f} 0.5 {page.y - top:.1f} re f")


def wrapped_cell(text, room):
    from tests.goals.import_builders import wrapped

    return wrapped(text, room, 10)


def tables():
    yield Case(
        "table with the centre in each row",
        ".docx",
        word(heading(TITLE, 1), word_table(HEADS, *ROWS)),
        IN_TABLE,
        facts=FACTS,
    )
    yield Case(
        "table with the centre in each row",
        ".odt",
        odt(odt_heading(TITLE, 1), odt_table(HEADS, *ROWS)),
        IN_TABLE,
        facts=FACTS,
    )
    yield plain(
        "table with the centre in each row",
        f"# {TITLE}\n\n{pipes(HEADS, *ROWS)}\n",
        IN_TABLE,
        extension=".md",
        facts=FACTS,
    )
    for lines in (True, False):
        page = Pdf()
        page.write(TITLE, size=16, bold=True)
        page.y += 20
        drawn_table(page, [HEADS, *ROWS], [50, 140, 370, 450], lines=lines)
        yield Case(f"table with the centre in each row, lines {lines}", ".pdf", page.data(), IN_TABLE, facts=FACTS)
    yield Case(
        "table under each heading",
        ".docx",
        word(
            heading(TITLE, 1),
            heading("CPIC Benešov"),
            word_table(NUMBERED, *BENESOV),
            heading("CPIC Plzeň"),
            word_table(NUMBERED, *PLZEN),
        ),
        IN_TABLE,
        facts=FACTS,
    )
    yield Case(
        "table under each heading",
        ".odt",
        odt(
            odt_heading(TITLE, 1),
            odt_heading("CPIC Benešov"),
            odt_table(NUMBERED, *BENESOV),
            odt_heading("CPIC Plzeň"),
            odt_table(NUMBERED, *PLZEN),
        ),
        IN_TABLE,
        facts=FACTS,
    )
    yield plain(
        "table under each heading",
        f"# {TITLE}\n\n## CPIC Benešov\n\n{pipes(NUMBERED, *BENESOV)}\n\n## CPIC Plzeň\n\n{pipes(NUMBERED, *PLZEN)}\n",
        IN_TABLE,
        extension=".md",
        facts=FACTS,
    )
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    for name, rows in (("CPIC Benešov", BENESOV), ("CPIC Plzeň", PLZEN)):
        page.write(name, size=13, bold=True, gap=15)
        page.y += 10
        drawn_table(page, [NUMBERED, *rows], [50, 90, 350, 440])
    yield Case("table under each heading", ".pdf", page.data(), IN_TABLE, facts=FACTS)
    merged = [
        HEADS,
        [cell("CPIC Benešov", properties='<w:vMerge w:val="restart"/>'), *ROWS[0][1:]],
        [cell(properties="<w:vMerge/>"), *ROWS[1][1:]],
        ROWS[2],
    ]
    yield Case(
        "centre merged over its rows", ".docx", word(heading(TITLE, 1), word_table(*merged)), IN_TABLE, facts=FACTS
    )
    wide = '<w:gridSpan w:val="3"/>'
    rows = [
        ["Cíl", "Termín", "Zodpovídá"],
        [cell("CPIC Benešov", properties=wide)],
        ROWS[0][1:],
        ROWS[1][1:],
        [cell("CPIC Plzeň", properties=wide)],
        ROWS[2][1:],
    ]
    yield Case("centre in a row of its own", ".docx", word(heading(TITLE, 1), word_table(*rows)), IN_TABLE, facts=FACTS)
    again = [HEADS, *ROWS[:2], HEADS, ROWS[2]]
    yield Case("heads repeated", ".docx", word(heading(TITLE, 1), word_table(*again)), IN_TABLE, facts=FACTS)
    rows = [["CPIC Benešov", "", "", ""], *([row[0], row[1], row[2], row[3]] for row in BENESOV)]
    yield Case(
        "table without heads",
        ".docx",
        word(heading(TITLE, 1), heading("CPIC Benešov"), word_table(*BENESOV)),
        {"benesov": [COURSES, FIRMS]},
        facts=FACTS,
    )
    other = [
        ["Pracoviště", "Poř. č.", "Znění cíle", "Splnit do", "Garant", "Poznámka"],
        ["Benešov", "1", COURSES, "30. 6. 2026", "Nováková", ""],
        ["", "2", FIRMS, "31. 12. 2026", "Dvořák", "přes léto ne"],
        ["Plzeň", "1", SCHOOL, "XII/2026", "vedoucí", ""],
    ]
    yield Case("other heads, centre once", ".docx", word(heading(TITLE, 1), word_table(*other)), IN_TABLE, facts=FACTS)
    two = [
        ["Centrum", "Cíle"],
        [cell("CPIC Benešov"), cell(bullet(COURSES), bullet(FIRMS))],
        [cell("CPIC Plzeň"), cell(bullet(SCHOOL))],
    ]
    yield Case("all goals of a centre in one cell", ".docx", word(heading(TITLE, 1), word_table(*two)), IN_TABLE)
    two = [
        ["Centrum", "Cíle"],
        [cell("CPIC Benešov"), cell(par(f"1. {COURSES}"), par(f"2. {FIRMS}"))],
        [cell("CPIC Plzeň"), cell(SCHOOL)],
    ]
    yield Case("numbered goals in one cell", ".docx", word(heading(TITLE, 1), word_table(*two)), IN_TABLE)
    frame = [[cell(par(TITLE)), cell(par("SUZ"))]]
    yield Case(
        "table as a letterhead",
        ".docx",
        word(word_table(*frame), heading("CPIC Benešov"), bullet(COURSES)),
        {"benesov": [COURSES]},
    )


def names():
    def two(first, second, **more):
        return plain(
            f"{first} and {second}",
            f"# {TITLE}\n\n## {first}\n\n- {COURSES}\n\n## {second}\n\n- {FIRMS}\n",
            extension=".md",
            **more,
        )

    yield plain(
        "same centre twice",
        text_of({"CPIC Benešov": [COURSES], "CPIC Plzeň": [SCHOOL], "Benešov": [FIRMS]}, between="\n\n"),
        {"benesov": [COURSES, FIRMS], "plzen": [SCHOOL]},
        remarks=("už jednou",),
    )
    yield Case(
        "same centre twice",
        ".docx",
        word(heading(TITLE, 1), heading("CPIC Benešov"), bullet(COURSES), heading("CPIC Benešov"), bullet(FIRMS)),
        {"benesov": [COURSES, FIRMS]},
        remarks=("už jednou",),
    )
    sub = f"# {TITLE}\n\n## CPIC Benešov\n\n### Vzdělávání\n\n- {COURSES}\n\n### Spolupráce\n\n- {FIRMS}\n\n## CPIC Plzeň\n\n- {SCHOOL}\n"
    yield plain("sub-headings under a centre", sub, IN_TABLE, extension=".md", remarks=("Vzdělávání",))
    yield Case(
        "sub-headings under a centre",
        ".docx",
        word(
            heading(TITLE, 1),
            heading("CPIC Benešov"),
            heading("Vzdělávání", 3),
            bullet(COURSES),
            heading("Spolupráce", 3),
            bullet(FIRMS),
            heading("CPIC Plzeň"),
            bullet(SCHOOL),
        ),
        IN_TABLE,
    )
    yield Case(
        "bold sub-headings",
        ".docx",
        word(
            heading(TITLE, 1),
            heading("CPIC Benešov"),
            par(run("Vzdělávání:", "<w:b/>")),
            bullet(COURSES),
            par(run("Spolupráce", "<w:b/>")),
            bullet(FIRMS),
            heading("CPIC Plzeň"),
            bullet(SCHOOL),
        ),
        IN_TABLE,
    )
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True, gap=10)
    page.write("Vzdělávání", bold=True, gap=8)
    page.write(f"• {COURSES}", left=70)
    page.write("Spolupráce", bold=True, gap=8)
    page.write(f"• {FIRMS}", left=70)
    page.write("CPIC Plzeň", size=13, bold=True, gap=10)
    page.write(f"• {SCHOOL}", left=70)
    yield Case("sub-headings under a centre", ".pdf", page.data(), IN_TABLE)
    for head in (
        "Vedoucí: Mgr. Jana Nováková, tel. 777 123 456",
        "Vedoucí centra: Jan Dvořák, e-mail jan@example.cz",
        "Kontakt: tel. 777 123 456",
        "Adresa: Dlouhá 5, Benešov",
    ):
        yield plain(
            head,
            f"{TITLE}\n\nCPIC Benešov\n{head}\n- {COURSES}\n- {FIRMS}\n",
            {"benesov": [COURSES, FIRMS]},
            remarks=(head[:8],),
        )
        yield plain(
            f"{head}, no bullets",
            f"{TITLE}\n\nCPIC Benešov\n{head}\n{COURSES}\n{FIRMS}\n",
            {"benesov": [COURSES, FIRMS]},
            remarks=(head[:8],),
        )
    yield Case(
        "head of the centre",
        ".docx",
        word(
            heading(TITLE, 1),
            heading("CPIC Benešov"),
            par("Vedoucí: Mgr. Jana Nováková, tel. 777 123 456"),
            par(COURSES),
            par(FIRMS),
        ),
        {"benesov": [COURSES, FIRMS]},
        remarks=("Vedoucí",),
    )
    for first, second, slugs in (
        ("Operační cíle CPIC Kladno pro rok 2026", "Operační cíle CPIC Písek na rok 2026", ("kladno", "pisek")),
        ("CPIC KV", "CPIC ČB", ("karlovy-vary", "ceske-budejovice")),
        ("CPIC K. Vary", "CPIC Č. Budějovice", ("karlovy-vary", "ceske-budejovice")),
        ("KARLOVY VARY", "ceske budejovice", ("karlovy-vary", "ceske-budejovice")),
        ("Cíle CPIC Mladá Boleslav", "CPIC MB – cíle 2026", None),
        ("CPIC KH", "CPIC ČL", ("kutna-hora", "ceska-lipa")),
        ("CPIC Liberec (Liberecký kraj), vedoucí centra", "Centrum Zlín", ("liberec", "zlin")),
        ("Pobočka Domažlice", "Pracoviště Tachov", ("domazlice", "tachov")),
        ("CPIC v Pardubicích", "CPIC v Olomouci", ("pardubice", "olomouc")),
        ("CPIC – Příbram", "CPIC: Zlín", ("pribram", "zlin")),
    ):
        if slugs is None:
            yield two(first, second, goals={"mlada-boleslav": [COURSES, FIRMS]})
        else:
            yield two(first, second, goals={slugs[0]: [COURSES], slugs[1]: [FIRMS]})
    yield plain(
        "Budejovice",
        f"# {TITLE}\n\n## CPIC Budejovice\n\n- {COURSES}\n",
        {"ceske-budejovice": [COURSES]},
        extension=".md",
        asks="České Budějovice",
    )
    yield plain(
        "a slip",
        f"# {TITLE}\n\n## CPIC Pelřimov\n\n- {COURSES}\n",
        {"pelhrimov": [COURSES]},
        extension=".md",
        asks="Pelhřimov",
    )
    yield plain("unknown town", f"# {TITLE}\n\n## CPIC Trutnov\n\n- {COURSES}\n", extension=".md", asks="Trutnov")


def marked():
    raised = '<w:vertAlign w:val="superscript"/>'
    start = (heading(TITLE, 1), heading("CPIC Benešov"))
    one = {"benesov": ["Uspořádat 12 kurzů."]}
    yield Case(
        "raised footnote mark",
        ".docx",
        word(*start, bullet("Uspořádat 12", run("1", raised), " kurzů.")),
        one,
        remarks=("Značka",),
    )
    note = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    yield Case("real footnote", ".docx", word(*start, bullet("Uspořádat 12", note, " kurzů.")), one)
    yield plain("raised sign", f"{TITLE}\n\nCPIC Benešov\n- Uspořádat 12¹ kurzů.\n", one, remarks=("Značka",))
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    page.y += 6
    page.put(60, page.y, "• Uspořádat 12")
    page.put(60 + 75.3, page.y - 4, "1", 6.5)
    page.put(60 + 79.5, page.y, " kurzů.")
    yield Case("raised footnote mark", ".pdf", page.data(), one, remarks=("Značka",))
    struck = {"benesov": ["Uspořádat 15 kurzů."]}
    for name, mark in (("struck", "<w:strike/>"), ("struck twice", "<w:dstrike/>"), ("hidden", "<w:vanish/>")):
        yield Case(
            name, ".docx", word(*start, bullet("Uspořádat ", run("12 ", mark), "15 kurzů.")), struck, remarks=("12",)
        )
    hidden_paragraph = par(run("Tajná poznámka pro vedení.", "<w:vanish/>"))
    yield Case(
        "hidden paragraph",
        ".docx",
        word(*start, bullet("Uspořádat 15 kurzů."), hidden_paragraph),
        struck,
        remarks=("Tajná",),
    )
    gone = '<w:rPr><w:del w:id="1" w:author="a" w:date="2025-01-01T00:00:00Z"/></w:rPr>'
    yield Case(
        "deleted paragraph mark",
        ".docx",
        word(
            *start,
            par("Uspořádat 12 kurzů", style="ListBullet", properties=gone),
            par(" pro rodiče.", style="ListBullet"),
        ),
        {"benesov": ["Uspořádat 12 kurzů pro rodiče."]},
        remarks=("změn",),
    )
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>12</w:delText></w:r></w:del>'
    added = '<w:ins w:id="2" w:author="a"><w:r><w:t>15</w:t></w:r></w:ins>'
    yield Case(
        "tracked change",
        ".docx",
        word(*start, bullet("Uspořádat ", deleted, added, " kurzů.")),
        struck,
        remarks=("změn",),
    )
    styles = (
        '<style:style style:name="S" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="U" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    )
    top = (odt_heading(TITLE, 1), odt_heading("CPIC Benešov"))
    for name, style in (("struck", "S"), ("hidden", "H")):
        item = f'<text:p>Uspořádat <text:span text:style-name="{style}">12 </text:span>15 kurzů.</text:p>'
        yield Case(name, ".odt", odt(*top, odt_list(item), styles=styles), struck, remarks=("12",))
    item = '<text:p>Uspořádat 12<text:span text:style-name="U">1</text:span> kurzů.</text:p>'
    yield Case("raised footnote mark", ".odt", odt(*top, odt_list(item), styles=styles), one, remarks=("Značka",))
    item = '<text:p>Uspořádat 12<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Viz příloha.</text:p></text:note-body></text:note> kurzů.</text:p>'
    yield Case("footnote", ".odt", odt(*top, odt_list(item)), one, remarks=("Viz příloha",))
    yield Case("plain list", ".odt", odt(*top, odt_list(COURSES, FIRMS)), {"benesov": [COURSES, FIRMS]})
    inner = odt_par("Oslovit:") + odt_list("školy", "firmy")
    yield Case(
        "nested list", ".odt", odt(*top, odt_list(inner, FIRMS)), {"benesov": ["Oslovit: – školy – firmy", FIRMS]}
    )
    yield Case(
        "paragraphs",
        ".odt",
        odt(odt_par(TITLE), odt_par("CPIC Benešov"), odt_par(COURSES), odt_par(FIRMS)),
        {"benesov": [COURSES, FIRMS]},
    )
    change = '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info/><text:p>12 </text:p></text:deletion></text:changed-region></text:tracked-changes>'
    item = '<text:p>Uspořádat <text:change text:change-id="c1"/>15 kurzů.</text:p>'
    yield Case("tracked change", ".odt", odt(change, *top, odt_list(item)), struck, remarks=("změn",))
    item = "<text:p>Uspořádat<text:s/>15<text:tab/>kurzů.</text:p>"
    yield Case("spaces", ".odt", odt(*top, odt_list(item)), struck)


def beside():
    start = (heading(TITLE, 1), heading("CPIC Benešov"))
    pair = {"benesov": [COURSES, FIRMS]}
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    for goal in (COURSES.replace("kurzů", "kurzů¹"), FIRMS):
        page.write(f"• {goal}")
    page.draw("60 92 140 0.5 re f")
    page.put(60, 765, "1", 5.5)
    page.put(64, 768, "Kurzy se konají v sídle centra i v obcích regionu.", 8)
    yield Case("footnote text", ".pdf", page.data(), pair, remarks=("Kurzy se konají",))
    page = Pdf()
    for number in range(1, 4):
        page.put(60, 30, "Správa zařízení, odbor center", 9)
        page.put(480, 820, f"Strana {number} z 3", 9)
        page.y = 70
        if number == 1:
            page.write(TITLE, size=16, bold=True)
            page.write("CPIC Benešov", size=13, bold=True)
        for goal in {1: [COURSES], 2: [LONG], 3: [FIRMS]}[number]:
            page.write(f"• {goal}")
        if number < 3:
            page.page()
    whole = {"benesov": [COURSES, LONG, FIRMS]}
    yield Case("running headers", ".pdf", page.data(), whole, remarks=("Záhlaví nebo zápatí stran se nepřebírá",))
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
        "<w:txbxContent><w:p><w:r><w:t>Pozor, nové vedení!</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
    yield Case(
        "text box beside a goal", ".docx", word(*start, bullet(COURSES, box), bullet(FIRMS)), pair, remarks=("Pozor",)
    )
    lines = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n  Indikátor: počet kurzů\n  Termín: 30. 6. 2026\n  Zodpovídá: Nováková\n- {FIRMS}\n  Termín: 31. 12. 2026\n  Odpovědná osoba: Dvořák\n"
    yield plain("lines about a goal", lines, pair, remarks=("Indikátor",), facts=FACTS)
    yield plain("lines about a goal, not set in", lines.replace("  ", ""), pair, facts=FACTS)
    yield plain("lines about a goal, in Markdown", lines.replace("  ", "  - "), pair, extension=".md", facts=FACTS)
    yield Case(
        "lines about a goal",
        ".docx",
        word(
            *start,
            bullet(COURSES),
            par("Indikátor: počet kurzů"),
            par("Termín: 30. 6. 2026"),
            par("Zodpovídá: Nováková"),
            bullet(FIRMS),
            par("Termín plnění: 31. 12. 2026; Zodpovídá: Dvořák"),
        ),
        pair,
        facts=FACTS,
    )
    yield Case(
        "lines about goals in paragraphs",
        ".docx",
        word(
            *start,
            par(COURSES),
            par("Ukazatel: počet kurzů"),
            par("Termín: 30. 6. 2026"),
            par("Garant: Nováková"),
            par(FIRMS),
            par("Termín: 31. 12. 2026"),
            par("Garant: Dvořák"),
        ),
        pair,
        facts=FACTS,
    )
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    for goal in (COURSES, FIRMS):
        page.write(f"• {goal}")
        page.write("Indikátor: počet", left=72)
        page.write(f"Termín: {'30. 6.' if goal is COURSES else '31. 12.'} 2026", left=72)
        page.write(f"Zodpovídá: {FACTS[goal][1]}", left=72)
    yield Case("lines about a goal", ".pdf", page.data(), pair, facts=FACTS)


def letters():  # noqa: C901 - a list of cases
    kept = "Zapojit do výuky dvacet dětí-cizinců z obcí."
    yield plain(
        "hyphen at the end of a line",
        f"{TITLE}\n\nCPIC Benešov\n- Zapojit do výuky dvacet dětí-\n  cizinců z obcí.\n- {FIRMS}\n",
        {"benesov": [kept, FIRMS]},
    )
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    page.write("• Zapojit do výuky dvacet dětí-")
    page.write("cizinců z obcí.", left=66)
    yield Case("hyphen at the end of a line", ".pdf", page.data(), {"benesov": [kept]})
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    page.write("• Rozšířit nabídku poraden-")
    page.write("ství pro klienty.", left=66)
    yield Case(
        "word cut by the program", ".pdf", page.data(), {"benesov": ["Rozšířit nabídku poradenství pro klienty."]}
    )
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    top = page.y + 10
    for name, goals, left in (("CPIC Benešov", [LONG, COURSES], 50), ("CPIC Plzeň", [FIRMS, SCHOOL], 310)):
        page.y = top
        page.write(name, left=left, size=13, bold=True)
        for goal in goals:
            page.write(f"• {goal}", left=left, room=220, gap=3, hanging=6)
    yield Case("two columns", ".pdf", page.data(), BOTH)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    top, left = page.y + 10, 50
    page.y = top
    for name, goals in (("CPIC Benešov", [LONG, COURSES, CHEB]), ("CPIC Plzeň", [FIRMS, SCHOOL, LONG])):
        page.y = top
        page.write(name, left=left, size=13, bold=True)
        for goal in goals:
            page.write(goal, left=left, room=230, gap=5)
        left += 260
    yield Case(
        "two columns of paragraphs",
        ".pdf",
        page.data(),
        {"benesov": [LONG, COURSES, CHEB], "plzen": [FIRMS, SCHOOL, LONG]},
    )
    for turn in (90, 270):
        page = Pdf(rotate=turn)
        page.write(TITLE, size=16, bold=True)
        for name, goals in NAMES.items():
            page.write(name, size=13, bold=True, gap=10)
            for goal in goals:
                page.write(f"• {goal}", hanging=6)
        yield Case(f"page turned by {turn}", ".pdf", page.data(), WIDEST_LAST)
    page = Pdf()
    for text, size in ((TITLE, 16.0), ("CPIC Benešov", 13.0), (f"• {COURSES}", 11.0), (f"• {FIRMS}", 11.0)):
        for shift in (0, 0.3):
            page.put(60 + shift, page.y, text, size)
        page.y += size * 1.3
    yield Case("letters printed twice", ".pdf", page.data(), {"benesov": [COURSES, FIRMS]})
    each = "Každý pracovník absolvuje školení, žádný kurz nebude zrušen, část šetření, Žďár, Štětí, ťuk."
    text = f"{TITLE}\n\nCPIC Benešov\n- {each}\n- {COURSES}\n"
    for encoding in ("iso-8859-2", "cp1250", "utf-8", "utf-16"):
        yield plain(f"encoding {encoding}", text, {"benesov": [each, COURSES]}, encoding=encoding)


def variants():
    """Found by trying what else people write, after the rules for the others were there."""

    def of(name, body, goals=None, extension=".txt", **more):
        return plain(name, f"{TITLE}\n\n{body}", goals, extension=extension, **more)

    pair = {"benesov": [COURSES, FIRMS]}
    yield of("bare names with colons", f"Benešov:\n- {COURSES}\n- {FIRMS}\nPlzeň:\n- {SCHOOL}\n", IN_TABLE)
    yield of(
        "names in roman numbers", f"I. CPIC Benešov\n- {COURSES}\n- {FIRMS}\nII. CPIC Plzeň\n- {SCHOOL}\n", IN_TABLE
    )
    yield of("letters set apart", f"C P I C  B E N E Š O V\n- {COURSES}\n- {FIRMS}\n", pair)
    yield of("goals for a centre", f"Operační cíle pro CPIC Benešov (rok 2026)\n- {COURSES}\n- {FIRMS}\n", pair)
    yield of("head behind the name", f"CPIC Benešov, vedoucí: Mgr. Jana Nováková\n{COURSES}\n{FIRMS}\n", pair)
    yield of(
        "small letters",
        "CPIC Benešov\nuspořádat 12 kurzů\noslovit firmy v kraji\n",
        {"benesov": ["uspořádat 12 kurzů", "oslovit firmy v kraji"]},
    )
    yield of(
        "place at the end of a goal",
        f"CPIC Benešov\n- {COURSES}\n- Oslovit firmy v okrese\n\nV Praze dne 1. 12. 2025\nSchválil: ředitel\n",
        {"benesov": [COURSES, "Oslovit firmy v okrese"]},
    )
    yield of(
        "details in one line",
        f"CPIC Benešov\n- {COURSES} Termín: 30. 6. 2026. Zodpovídá: Nováková\n- {FIRMS} (termín: 31. 12. 2026, odpovídá: Dvořák)\n",
        pair,
        facts=FACTS,
    )
    yield of(
        "contents",
        f"CPIC Benešov ....... 2\nCPIC Plzeň ....... 3\n\nCPIC Benešov\n- {COURSES}\n- {FIRMS}\nCPIC Plzeň\n- {SCHOOL}\n",
        IN_TABLE,
    )
    yield of("typed footnote", f"CPIC Benešov\n- {COURSES}[1]\n- {FIRMS}\n\n[1] Kurzy jsou zdarma.\n", pair)
    yield of(
        "two adjectives in one",
        "CPIC Benešov\n- Rozšířit sociálně-\n  právní ochranu matek-\n  samoživitelek v česko-\n  ukrajinském klubu.\n",
        {"benesov": ["Rozšířit sociálně-právní ochranu matek-samoživitelek v česko-ukrajinském klubu."]},
    )
    yield of(
        "parts with another bullet",
        f"CPIC Benešov\n• Oslovit partnery:\n– Školy\n– Firmy\n• {COURSES}\n",
        {"benesov": ["Oslovit partnery: – Školy – Firmy", COURSES]},
    )
    yield of("task list", f"CPIC Benešov\n- [ ] {COURSES}\n- [x] {FIRMS}\n", pair, extension=".md")
    yield of(
        "struck out",
        "CPIC Benešov\n- Uspořádat ~~10~~ 12 kurzů.\n",
        {"benesov": ["Uspořádat 12 kurzů."]},
        extension=".md",
        remarks=("10",),
    )
    yield of(
        "table without a frame",
        f"Centrum | Cíl | Termín\n--- | --- | ---\nCPIC Benešov | {COURSES} | 30. 6.\n | {FIRMS} | 31. 12.\n",
        pair,
        extension=".md",
    )
    yield of(
        "centres in rows of their own",
        f"| Cíl | Termín |\n|--|--|\n| **CPIC Benešov** | |\n| {COURSES} | 30. 6. |\n| {FIRMS} | |\n| **CPIC Plzeň** | |\n| {SCHOOL} | |\n",
        IN_TABLE,
        extension=".md",
    )
    yield of("unknown name without a list", f"CPIC Benešov\n{COURSES}\nCPIC Trutnov\n{FIRMS}\n", asks="Trutnov")
    yield of("goal without its bullet", f"CPIC Benešov\n- {COURSES}\n\n{FIRMS}\n\n- {LONG}\n", asks="Oslovit 20")
    start = (heading(TITLE, 1), heading("CPIC Benešov"))
    form = [
        ["Cíl", COURSES],
        ["Termín", "30. 6. 2026"],
        ["Zodpovídá", "Nováková"],
        ["Cíl", FIRMS],
        ["Termín", "31. 12. 2026"],
        ["Zodpovídá", "Dvořák"],
    ]
    yield Case("form", ".docx", word(*start, word_table(*form)), pair, facts=FACTS)
    yield Case(
        "centres side by side",
        ".docx",
        word(heading(TITLE, 1), word_table(["CPIC Benešov", "CPIC Plzeň"], [cell(par(COURSES), par(FIRMS)), SCHOOL])),
        IN_TABLE,
    )
    yield Case(
        "centre not known in a table",
        ".docx",
        word(heading(TITLE, 1), word_table(["Centrum", "Cíl"], ["Benešov", COURSES], ["Trutnov", FIRMS])),
        asks="Trutnov",
    )
    yield Case(
        "counted headings", ".docx", word(*start, par("Cíl č. 1"), par(COURSES), par("Cíl č. 2"), par(FIRMS)), pair
    )
    yield Case(
        "numbered headings over bullets",
        ".docx",
        word(*start, par("1. Vzdělávání"), bullet(COURSES), par("2. Firmy"), bullet(FIRMS)),
        pair,
    )
    yield Case(
        "struck goal",
        ".docx",
        word(*start, bullet(COURSES), bullet(run(SCHOOL, "<w:strike/>")), bullet(FIRMS)),
        pair,
        remarks=("Setkat",),
    )
    yield Case(
        "power of a unit",
        ".docx",
        word(*start, bullet("Získat prostor o 60 m", run("2", '<w:vertAlign w:val="superscript"/>'), " pro kurzy.")),
        {"benesov": ["Získat prostor o 60 m² pro kurzy."]},
    )


def drawn():
    """Laid out by a program, as a browser or an office program would."""

    def page(body, style=""):
        return weasyprint.HTML(
            string=f'<html lang="cs"><style>body{{font:11pt serif}} {style}</style>{body}'
        ).write_pdf()

    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS)
    heads = f"<thead><tr>{''.join(f'<th>{text}</th>' for text in HEADS)}</tr></thead>"
    spans = rows.replace("<td>CPIC Benešov</td>", "<td rowspan=2>CPIC Benešov</td>", 1).replace(
        "<td>CPIC Benešov</td>", ""
    )
    cells = "td,th{padding:4pt;text-align:left;vertical-align:top} table{border-collapse:collapse}"
    for name, body, style in (
        ("framed", rows, f"{cells} td,th{{border:1px solid}}"),
        ("ruled", rows, f"{cells} tr{{border-bottom:1px solid}}"),
        ("shaded", rows, f"{cells} tr:nth-child(even){{background:#eee}}"),
        ("merged", spans, f"{cells} td,th{{border:1px solid;vertical-align:middle}}"),
        ("over pages", rows, f"{cells} td,th{{border:1px solid}} @page{{size:A6 landscape}} tr{{break-inside:avoid}}"),
    ):
        yield Case(
            f"table {name}", ".pdf", page(f"<h1>{TITLE}</h1><table>{heads}{body}</table>", style), IN_TABLE, facts=FACTS
        )
    items = "".join(
        f"<h2>{name}</h2><ul>{''.join(f'<li>{goal}</li>' for goal in goals)}</ul>" for name, goals in NAMES.items()
    )
    yield Case("columns", ".pdf", page(f"<h1>{TITLE}</h1><div style='columns:2'>{items}</div>"), WIDEST_LAST)
    marks = items.replace("12 kurzů", "12<sup>1</sup> kurzů")
    yield Case("raised by a style", ".pdf", page(f"<h1>{TITLE}</h1>{marks}"), WIDEST_LAST, remarks=("Značka",))
    box = items.replace("<ul>", "<div style='float:right;width:3cm;border:1px solid'>Nové vedení</div><ul>", 1)
    yield Case("box beside the text", ".pdf", page(f"<h1>{TITLE}</h1>{box}"), WIDEST_LAST, remarks=("Nové vedení",))


def marked_by(first, second):
    return f"{TITLE}\n\nCPIC Benešov\n{first}{COURSES}\n{second}{FIRMS}\n"


def marks_on_second_sight():
    """Kinds that a second pass over every row of the requirements found, after the first corpus was read right."""
    pair = {"benesov": [COURSES, FIRMS]}
    for mark in ("[]", ">> ", "Ø ", "q ", "n\t", "_ ", "# "):
        goals = (par(f"{mark}{COURSES}"), par(f"{mark}{FIRMS}"))
        if mark != "# ":
            yield plain(f"bullet {mark.strip()}", marked_by(mark, mark), pair)
        yield Case(f"bullet {mark.strip()}", ".docx", word(heading(TITLE, 1), heading("CPIC Benešov"), *goals), pair)
    for first, second in (
        ("1 ", "2 "),
        ("1° ", "2° "),
        ("(i) ", "(ii) "),
        ("I/ ", "II/ "),
        ("Cíl č. 1 ", "Cíl č. 2 "),
        ("1. cíl: ", "2. cíl: "),
        ("C1: ", "C2: "),
        ("OC1 ", "OC2 "),
    ):
        yield plain(f"counted {first.strip()}", marked_by(first, second), pair)
    yield plain(
        "a number that counts",
        marked_by("", "").replace(FIRMS, "12 SKK ve firmách."),
        {"benesov": [COURSES, "12 SKK ve firmách."]},
    )


def third_sight():
    """What files of LibreOffice, WeasyPrint and Chromium showed."""
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True, gap=10)
    for mark, goal in (("II.", COURSES), ("III.", FIRMS)):
        page.put(62, page.y, mark)
        page.put(62 + width(mark) + 0.5, page.y, goal)
        page.y += 15
    yield Case("numerals without a space", ".pdf", page.data(), {"benesov": [COURSES, FIRMS]})
    raised = run("1", '<w:vertAlign w:val="superscript"/>')
    goals = [bullet("Uspořádat 12", raised, " kurzů."), bullet(FIRMS)]
    yield Case(
        "footnote as a paragraph",
        ".docx",
        word(heading(TITLE, 1), heading("CPIC Benešov"), *goals, par(raised, " Včetně letních kurzů.")),
        {"benesov": ["Uspořádat 12 kurzů.", FIRMS]},
        remarks=("Poznámka pod čarou se nepřebírá: „Včetně letních kurzů.“",),
    )
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    left, right = page.y + 20, page.y + 6
    for at, text in enumerate(["CPIC Benešov", f"• {COURSES}", f"• {SCHOOL}", "• Vydat čtyři letáky."]):
        page.put(60, left + 18 * at, text, 13 if at == 0 else 11, bold=at == 0)
    for at, text in enumerate(
        [f"• {FIRMS}", "CPIC Plzeň", "• Navštívit 14 škol.", "• Uzavřít 5 dohod.", f"• {COURSES}"]
    ):
        page.put(
            310,
            right + (22 if at else 0) + 18 * max(at - 1, 0) - 4 * (at > 0),
            text,
            13 if at == 1 else 11,
            bold=at == 1,
        )
    yield Case(
        "columns whose first lines alternate",
        ".pdf",
        page.data(),
        {
            "benesov": [COURSES, SCHOOL, "Vydat čtyři letáky.", FIRMS],
            "plzen": ["Navštívit 14 škol.", "Uzavřít 5 dohod.", COURSES],
        },
    )
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    for name, rows in (
        ("CPIC Benešov", [(COURSES, "30. 6.", "Malá"), (FIRMS, "30. 9.", "Velký")]),
        ("CPIC Plzeň", [(SCHOOL, "31. 12.", "tým")]),
    ):
        page.write(name, size=13, bold=True, gap=12)
        page.y += 8
        for x, text in ((60, "Poř."), (95, "Cíl"), (400, "Splnit"), (441, "Odpovídá")):
            page.put(x, page.y, text)
        page.put(400, page.y + 13, "do")
        page.y += 32
        for number, (goal, day, person) in enumerate(rows, 1):
            for x, text in ((60, str(number)), (95, goal), (400, day), (441, person)):
                page.put(x, page.y, text)
            page.put(400, page.y + 13, "2026")
            page.y += 32
    facts = {COURSES: ("2026-06-30", "Malá"), FIRMS: ("2026-09-30", "Velký"), SCHOOL: ("2026-12-31", "tým")}
    yield Case("heads close together, one of them wrapped", ".pdf", page.data(), IN_TABLE, facts=facts)
    text = f"# {TITLE}\n\n| Centrum | Cíl | Do kdy | Kdo |\n|:--|---|:-:|--|\n| CPIC Benešov | {COURSES} | 30. 6. 2026 | Malá |\n|  | {FIRMS} | září 2026 | Velký |\n| CPIC Plzeň | {SCHOOL} | 31. 12. 2026 | tým |\n"
    yield plain("short rules under the heads", text, IN_TABLE, extension=".md", facts=facts)


def second_sight():
    """What else that pass found."""
    pair = {"benesov": [COURSES, FIRMS]}
    parts = "Obsadit místo vedoucího;\nUspořádat besedu pro školy;\nZavést pravidelné porady.\n"
    yield plain("goals that end with semicolons", f"{TITLE}\n\nCPIC Benešov\n{parts}", {"benesov": parts.splitlines()})
    long_name = "Centrum na podporu integrace cizinců Jihočeský kraj – České Budějovice"
    yield plain(
        "widest line is the name",
        f"{TITLE}\n\n{long_name}\n- {COURSES}\n- {FIRMS}\n",
        {"ceske-budejovice": [COURSES, FIRMS]},
    )
    yield plain(
        "one goal under the widest name",
        f"# {TITLE}\n\n## {long_name}\n- {COURSES}\n",
        {"ceske-budejovice": [COURSES]},
        extension=".md",
    )
    rows = [HEADS, *ROWS]
    for name, sign in (("tabs", "\t"), ("semicolons", ";")):
        text = "\n".join(sign.join(row) for row in rows)
        yield plain(f"table parted by {name}", f"{TITLE}\n\n{text}\n", IN_TABLE, facts=FACTS)
    start = (heading(TITLE, 1), heading("CPIC Benešov"))
    one = {"benesov": ["Uspořádat 12 kurzů.", FIRMS]}
    higher = '<w:position w:val="6"/><w:sz w:val="14"/>'
    lifted = bullet("Uspořádat 12", run("1", higher), " kurzů.")
    yield Case("mark set higher", ".docx", word(*start, lifted, bullet(FIRMS)), one, remarks=("Značka",))
    raised = '<w:vertAlign w:val="superscript"/>'
    lettered = bullet("Uspořádat 12", run("a)", raised), " kurzů.")
    yield Case("raised letter", ".docx", word(*start, lettered, bullet(FIRMS)), one, remarks=("Značka",))
    for mark in ("*", "1)"):
        text = f"{TITLE}\n\nCPIC Benešov\n- Uspořádat 12 kurzů.{mark}\n- {FIRMS}\n\n{mark} Kurzy platí obec.\n"
        yield plain(f"typed note {mark}", text, one, remarks=("Kurzy platí obec", "Značka"))
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    at = 842 - page.write("• Uspořádat 10 12 kurzů.") + 3.5
    left = 60 + width("• Uspořádat ")
    page.draw(f"0.8 w {left:.1f} {at:.1f} m {left + width('10'):.1f} {at:.1f} l S")
    page.write(f"• {FIRMS}")
    yield Case("struck out by a line", ".pdf", page.data(), one, remarks=("Škrtnutý",))
    page = Pdf()
    page.write(TITLE.replace("Operační cíle", "Cíle"), size=16, bold=True, room=230)
    page.write("CPIC Benešov", size=13, bold=True)
    page.write(f"• {COURSES}", left=70, room=200, hanging=7)
    page.y = 52.0
    page.write(f"• {FIRMS} {LONG}", left=330, room=200, hanging=7)
    page.write("CPIC Plzeň", left=320, size=13, bold=True)
    page.write(f"• {SCHOOL}", left=330, room=200, hanging=7)
    goals = {"benesov": [COURSES, f"{FIRMS} {LONG}"], "plzen": [SCHOOL]}
    yield Case("right column begins higher", ".pdf", page.data(), goals)
    for label in ("T: 30. 6. 2026", "Do: 30. 6. 2026", "Termín plnění – do 30. června"):
        text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n  {label}\n- {FIRMS}\n"
        yield plain(label, text, pair, facts={COURSES: ("2026-06-30", "")})
    for first, second in (("e-", "learning"), ("tlumočníků-", "krajanů"), ("Brno-", "venkov")):
        text = f"{TITLE}\n\nCPIC Benešov\n- Podpořit letos skupinu {first}\n  {second} z celého kraje.\n- {FIRMS}\n"
        yield plain(
            f"hyphen of {first}{second}",
            text,
            {"benesov": [f"Podpořit letos skupinu {first}{second} z celého kraje.", FIRMS]},
        )
    for sentence in ("Mgr. Jan Novák, vedoucí odboru", "Cíle schválil vedoucí odboru dne 5. 1. 2026.", "………………………"):
        yield plain(f"end: {sentence}", f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n- {FIRMS}\n\n{sentence}\n", pair)
    yield plain(
        "head with a title",
        f"{TITLE}\n\nCPIC Benešov\nVedoucí centra Mgr. Eva Malá\n\n{COURSES}\n\n{FIRMS}\n",
        pair,
        remarks=("Mgr",),
    )
    for encoding in ("cp852", "mac_latin2"):
        yield plain(f"encoding {encoding}", marked_by("- ", "- "), pair, encoding=encoding)
    yield plain(
        "a region for its town",
        f"# {TITLE}\n\n## CPIC pro Zlínský kraj\n\n- {COURSES}\n",
        extension=".md",
        asks="CPIC Zlín",
    )


def fourth_sight():
    """Of 1,121 documents in every format, 22 were wrong without a word; these are their kinds."""
    top = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n- {SCHOOL}\n\n"
    for name in ("Centrum v Plzni", "CPIC_Plzeň", "3) Plzeň", "CPIC Č e s k á  L í p a", "JRCPIC Brno", "ICP Praha"):
        slug = {"CPIC Č e s k á  L í p a": "ceska-lipa", "JRCPIC Brno": "brno", "ICP Praha": "praha"}.get(name, "plzen")
        yield plain(f"heading {name}", f"{top}{name}\n- {FIRMS}\n", {"benesov": [COURSES, SCHOOL], slug: [FIRMS]})
    yield plain("heading of names", f"{top}Plzeňské centrum CPIC\n- {FIRMS}\n", asks="Plzeňské centrum")
    for name in ("Centrum na podporu integrace cizinců Šumperk", "CPIC v Chebu"):
        paragraphs = f"{TITLE}\n\nCPIC Benešov\n{COURSES}\n{SCHOOL}\n\n{name}\n{FIRMS}\n{CHEB}\n"
        yield plain(f"unknown name above paragraphs: {name}", paragraphs, asks=name)
    region = f"{TITLE}\n\nCentrum na podporu integrace cizinců pro Pardubický kraj\n- {FIRMS}\n"
    yield plain("region in another case", region, {"pardubice": [FIRMS]})
    yield plain("town whose end is softened", f"{TITLE}\n\nCPIC v Praze\n- {FIRMS}\n", {"praha": [FIRMS]})
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n- {WIDE}\nVzdělávání:\n- {FIRMS}\n"
    yield plain("label after a full line", text, {"benesov": [COURSES, WIDE, FIRMS]}, remarks=("Mezititulek",))
    text = f"{TITLE}\n\nCPIC Benešov\n- {LONG}\n- {PARTNERS}\nV Praze dne 12. ledna 2026\n"
    yield plain("end of the document after a phrase", text, {"benesov": [LONG, PARTNERS]})
    text = f"# {TITLE}\n\n## CPIC Benešov\n\n{COURSES}\n\n  - Odpovídá: Malá\n{FIRMS}\n"
    facts = {COURSES: ("None", "Malá")}
    yield plain("goal after a detail", text, {"benesov": [COURSES, FIRMS]}, extension=".md", facts=facts)
    text = f"{TITLE}\n\nCPIC Benešov\n- Oslovit nové partnery:\n- mateřské školy\n- zdravotní pojišťovny\n- {FIRMS}\n"
    goals = {"benesov": ["Oslovit nové partnery: – mateřské školy – zdravotní pojišťovny", FIRMS]}
    yield plain("list at the indent of its goal", text, goals, remarks=("dvojtečkou",))
    text = f"{TITLE}\n\nCPIC Benešov\n{TALKS}\n{POST}\n\nCPIC Plzeň\nPilotní provoz linky\n{TALKS}\n{POST}\n"
    goals = {"benesov": [TALKS, POST], "plzen": ["Pilotní provoz linky", TALKS, POST]}
    yield plain("phrases without full stops", text, goals)
    other = f"{TITLE}\n\nCPIC Benešov – cíle 2025\n- {COURSES}\n\nCPIC Plzeň – cíle 2026\n- {FIRMS}\n"
    yield plain("another year above one centre", other, asks="jiném roce")
    style = (
        '<text:list-style style:name="Inner"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
        '<style:list-level-properties><style:list-level-label-alignment fo:margin-left="36pt"/>'
        "</style:list-level-properties></text:list-level-style-bullet></text:list-style>"
    )
    inner = odt_list("Mateřské školy", "Zdravotní pojišťovny").replace(
        "<text:list>", '<text:list text:style-name="Inner">'
    )
    body = (odt_heading(TITLE, 1), odt_heading("CPIC Benešov"), odt_list("Oslovit nové partnery:"), inner)
    goals = {"benesov": ["Oslovit nové partnery: – Mateřské školy – Zdravotní pojišťovny", FIRMS]}
    yield Case("inner list that is another one", ".odt", odt(*body, odt_list(FIRMS), styles=style), goals)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    for left, name, goal in ((40, "CPIC Benešov", COURSES), (310, "CPIC Plzeň", FIRMS)):
        page.y = 110
        page.write(name, left=left, size=13, bold=True)
        page.y += 8
        drawn_table(
            page, [["Č.", "Cíl", "Termín"], ["1", goal, "30. 6."]], [left, left + 25, left + 170], right=left + 240
        )
    yield Case("two tables beside each other", ".pdf", page.data(), {"benesov": [COURSES], "plzen": [FIRMS]})
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    page.write(f"• {COURSES}")
    page.put(60, 800, "Interní dokument")
    yield Case("footer of the only page", ".pdf", page.data(), {"benesov": [COURSES]}, remarks=("Interní",))
    yield plain(
        "two nouns at the end of a line",
        f"{TITLE}\n\nCPIC Benešov\n- Setkání s policisty-\n  preventisty v okrese.\n- {FIRMS}\n",
        {"benesov": ["Setkání s policisty-preventisty v okrese.", FIRMS]},
    )


def over_pages(rows, *, repeated=False, header=False, footer=True, torn=False):
    """A table without lines, in columns by their places alone, that goes on over the end of its page."""
    places, rooms = (60, 95, 330, 430), (30, 225, 90, 100)
    heads = ("Č.", "Cíl", "Termín", "Zodpovídá")
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)

    def put(texts, *, bold=False):
        for place, text in zip(places, texts, strict=True):
            page.put(place, page.y, text, bold=bold)
        page.y += 13

    def turn():
        page.put(290, 812, str(len(page.pages)) if footer else "")
        page.page()
        page.put(60, 22, TITLE if header else "", 8)
        if repeated:
            put(heads, bold=True)

    put(heads, bold=True)
    for row in rows:
        lines = list(zip_longest(*(wrapped(text, room) for text, room in zip(row, rooms, strict=True)), fillvalue=""))
        page.y += 3
        for line in lines:
            if page.y + (0 if torn else 13 * (len(lines) - 1)) > 772:
                turn()
            put(line)
    return page.data()


def tables_over_pages():
    texts = [f"Uspořádat {at + 5} besed pro rodiče žáků na základních školách v okrese." for at in range(50)]
    texts[1::2] = [f"Oslovit {at + 5} firem v okrese." for at in range(1, 50, 2)]
    rows = [(f"{at}.", text, f"{at % 28 + 1}. 6. 2026", "Jan Novák") for at, text in enumerate(texts, 1)]
    facts = {text: (f"2026-06-{at % 28 + 1:02}", "Jan Novák") for at, text in enumerate(texts, 1)}
    for name, how in {
        "plain": {},
        "headings again": {"repeated": True},
        "running header": {"header": True, "footer": False},
        "rows torn": {"torn": True},
        "rows torn under a header": {"torn": True, "header": True},
    }.items():
        yield Case(f"over pages, {name}", ".pdf", over_pages(rows, **how), {"benesov": texts}, facts=facts)


def torn_table(above, rest, *, is_closed, has_heads_again=False):
    """A drawn table of which a page break cuts a row; lines stand along the cut, or none do."""
    edges = (60, 170, 430, 535)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)

    def draw(top, rows, *, first, last):
        levels, y = [top] if first else [], top
        for row in rows:
            cells = [wrapped(text, 240) if text else [] for text in row]
            for left, lines in zip(edges, cells, strict=False):
                for at, line in enumerate(lines):
                    page.put(left + 4, y + 13 + 13 * at, line)
            y += 13 * max(map(len, cells)) + 6
            levels.append(y)
        for level in levels if last else levels[:-1]:
            page.draw(f"{edges[0]} {842 - level} m {edges[-1]} {842 - level} l S")
        for edge in edges:
            page.draw(f"{edge} {842 - top} m {edge} {842 - y} l S")

    heads = ("Centrum", "Cíl", "Termín")
    draw(90, [heads, ("CPIC Benešov", COURSES, "30. 6. 2026"), above], first=True, last=is_closed)
    page.page()
    again = [heads] if has_heads_again else []
    draw(60, [*again, rest, ("CPIC Plzeň", SCHOOL, "31. 12. 2026")], first=is_closed, last=True)
    return page.data()


def fifth_sight():
    first, second = "Oslovit 20 zaměstnavatelů a jejich", "odbory v okrese."
    goals = {"benesov": [COURSES], "plzen": [f"{first} {second}", SCHOOL]}
    facts = {COURSES: ("2026-06-30", ""), f"{first} {second}": ("2026-09-30", ""), SCHOOL: ("2026-12-31", "")}
    whole = ("CPIC Plzeň", first, "30. 9. 2026")
    for name, data in {
        "a rest under a line": torn_table(whole, ("", second, ""), is_closed=True),
        "a rest under the headings": torn_table(whole, ("", second, ""), is_closed=True, has_heads_again=True),
        "only the centre above": torn_table(
            ("CPIC Plzeň", "", ""), ("", f"{first} {second}", "30. 9. 2026"), is_closed=False
        ),
    }.items():
        yield Case(f"torn row, {name}", ".pdf", data, goals, facts=facts)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    full = "Zajistit komunitního pracovníka a nabídnout jeho služby ve všech obcích bez centra"
    for centre, marks in {"CPIC Benešov": "•–", "CPIC Plzeň": "→–"}.items():
        page.write(centre, size=13, bold=True)
        for mark, goal in zip(marks, (full, POST), strict=True):
            page.write(f"{mark} {goal}")
    mixed = {"benesov": [full, POST], "plzen": [full, POST]}
    yield Case("another bullet after a full line", ".pdf", page.data(), mixed)
    yield plain(
        "unknown region before all others",
        f"{TITLE}\n\nCentrum na podporu integrace cizinců – Severní kraj\n{COURSES}\nCPIC Plzeň\n{FIRMS}\n{SCHOOL}\n",
        asks="Severní kraj",
    )
    yield plain("a condition at the end of a line", text_of({"CPIC Plzeň": ["Bude-\n  li zájem, otevřít kurz."]}),
                {"plzen": ["Bude-li zájem, otevřít kurz."]})  # fmt: skip
    for encoding in ("utf-16-le", "utf-16-be"):
        yield plain(f"{encoding} without a mark", text_of(NAMES), WIDEST_LAST, encoding=encoding)


def hidden_in_tables():
    heads, kept = ["Centrum", "Cíl", "Termín"], ["CPIC Plzeň", SCHOOL, "31. 12. 2026"]
    goals = {"plzen": [SCHOOL]}
    vanished = [cell(par(run(text, "<w:vanish/>"))) for text in ("CPIC Plzeň", FIRMS, "30. 6. 2026")]
    rows = word_table(heads, ["CPIC Plzeň", FIRMS, "30. 6. 2026"], kept)
    hidden = rows.replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", 2).replace(
        "<w:trPr><w:hidden/></w:trPr>", "", 1
    )
    yield Case("hidden row", ".docx", word(heading(TITLE, 1), hidden), goals, remarks=("Skrytý řádek", FIRMS[:20]))
    yield Case("hidden cells", ".docx", word(heading(TITLE, 1), word_table(heads, vanished, kept)), goals,
               remarks=("Skrytý text", FIRMS[:20]))  # fmt: skip
    rows = odt_table(heads, ["CPIC Plzeň", FIRMS, "30. 6. 2026"], kept)
    before, _, after = rows.partition("</table:table-row><table:table-row>")
    hidden = f'{before}</table:table-row><table:table-row table:visibility="collapse">{after}'
    yield Case("hidden row", ".odt", odt(odt_heading(TITLE, 1), hidden), goals, remarks=("Skrytý řádek", FIRMS[:20]))
    shown = '<table:table-column table:number-columns-repeated="2"/>'
    hidden = rows.replace("<table:table-column/>", f'{shown}<table:table-column table:visibility="collapse"/>')
    facts = {FIRMS: ("None", ""), SCHOOL: ("None", "")}
    both = {"plzen": [FIRMS, SCHOOL]}
    yield Case(
        "hidden column", ".odt", odt(odt_heading(TITLE, 1), hidden), both, facts=facts, remarks=("Skrytý sloupec",)
    )


def printed(body, style=""):
    """As WeasyPrint prints it."""
    return weasyprint.HTML(string=f'<html lang="cs"><style>body{{font:11pt serif}} {style}</style>{body}').write_pdf()


MIDDLE = "td,th{padding:4pt;text-align:left;vertical-align:middle} table{border-collapse:collapse}"
MANY = [
    (
        f"{text[:-1]} ({number})",
        f"{number}. {1 + number % 12}. 2026",
        ("Jana Malá", "Mgr. Eva Nováková Dlouhá")[number % 2],
    )
    for number, text in enumerate((LONG, COURSES, CHEB, FIRMS, SCHOOL) * 5, 1)
]


def rows_of_cells(rows):
    return "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)


def by_another_hand():
    """What documents of a person who had not seen the rules were read wrong without a word, in small."""
    heads = "<thead><tr><th>Č.</th><th>Cíl</th><th>Termín splnění</th><th>Odpovědná osoba</th></tr></thead>"
    goals = {"benesov": [text for text, *_rest in MANY]}
    facts = {
        text: (f"2026-{1 + number % 12:02}-{number:02}", person) for number, (text, _, person) in enumerate(MANY, 1)
    }
    numbered = rows_of_cells((f"{number}.", *row) for number, row in enumerate(MANY, 1))
    title = f"<h1>{TITLE}</h1><h2>CPIC Benešov</h2>"
    for name, height in (("", "297mm"), (", cut elsewhere", "163mm"), (", cut elsewhere again", "151mm")):
        style = f"{MIDDLE} th{{max-width:40pt}} @page{{size:150mm {height};@bottom-center{{content:counter(page)}}}}"
        data = printed(f"{title}<table>{heads}{numbered}</table>", style)
        yield Case(f"set in the middle, heads of two lines{name}", ".pdf", data, goals, facts=facts)
    over = rows_of_cells([(COURSES, "30. 6. 2026")]).replace("<td>30", "<td rowspan=2>30")
    data = printed(
        f"{title}<table><tr><th>Cíl</th><th>Termín</th></tr>{over}<tr><td>{FIRMS}</td></tr>"
        f"{rows_of_cells([(LONG, '1. 9. 2026'), (CHEB, '1. 10. 2026')])}</table>",
        MIDDLE,
    )
    yield Case("one deadline beside two goals, no lines", ".pdf", data, refused="nemá čáry")
    banner = "".join(
        f"<tr><td colspan=3><b>{name}</b></td></tr>{rows_of_cells((text, '30. 6. 2026', 'Jana Malá') for text in texts)}"
        for name, texts in NAMES.items()
    )
    data = printed(
        f"<h1>{TITLE}</h1><table><tr><th>Cíl</th><th>Termín</th><th>Zodpovídá</th></tr>{banner}</table>", MIDDLE
    )
    told = {text: ("2026-06-30", "Jana Malá") for texts in WIDEST_LAST.values() for text in texts}
    yield Case("centre in a row of its own, no lines", ".pdf", data, WIDEST_LAST, facts=told)
    card = rows_of_cells([("Cíl č. 1", COURSES), ("Odpovídá", "Jana Malá"), ("Termín", "30. 6. 2026")])
    data = printed(f"{title}<table border=1>{card}</table>", "td{border:1px solid;padding:3pt}")
    yield Case("card", ".pdf", data, {"benesov": [COURSES]}, facts={COURSES: ("2026-06-30", "Jana Malá")})
    spaced = "h2{letter-spacing:4pt;text-transform:uppercase}"
    town = f"<h1>{TITLE}</h1><h2>CPIC Benešov</h2><p>• {COURSES}</p><h2>CPIC Ústí nad Labem</h2><p>• {FIRMS}</p>"
    yield Case(
        "town of three words, spaced", ".pdf", printed(town, spaced), {"benesov": [COURSES], "usti-nad-labem": [FIRMS]}
    )
    both = {"ceske-budejovice": [COURSES], "pisek": [FIRMS]}
    cases = f"{TITLE}\n\nCíle centra v Českých Budějovicích\n- {COURSES}\n\nPracoviště v Písku\n- {FIRMS}\n"
    yield plain("names in another case", cases, both)
    pages = f"{TITLE}\n\nCPIC České Budějovice\n    → {COURSES}\n\fCPIC Písek\n    → {FIRMS}\n"
    yield plain("page breaks of a text", pages, both)
    text = f"{TITLE}\n\nCPIC Tachov – pobočka CPIC Plzeň\n- {COURSES}\n"
    yield plain("a branch of either", text, asks="Tachov – pobočka")
    text = f"{TITLE}\n\nCPIC Plzeň\n- {COURSES}\n- {POST}\n\n%s\nJana Malá\nvedoucí CPIC Plzeň\n"
    for closing in ("S pozdravem", "V Plzni 10. 1. 2026"):
        yield plain(f"closed by {closing}", text % closing, {"plzen": [COURSES, POST]})
    starred = f"# {TITLE}\n\n## CPIC Plzeň\n\n- Uspořádat *nejméně* 12 kurzů češtiny.\n"
    yield plain("stressed by one star", starred, {"plzen": [COURSES]}, extension=".md")
    table = f"# {TITLE}\n\n## CPIC Plzeň\n\n| č. | cíl | do |\n|--|--|--|\n| 1. | {COURSES} | 30. 6. 2026 |\n"
    yield plain(
        "head of one short word", table, {"plzen": [COURSES]}, extension=".md", facts={COURSES: ("2026-06-30", "")}
    )
    counted = [f"Oslovit {number} firem v okrese." for number in range(1, 9)] + ["30 nových kontaktů u zaměstnavatelů"]
    body = "".join(f"<p>{number}. {text}</p>" for number, text in enumerate(counted, 1))
    yield Case("number after a number", ".pdf", printed(f"{title}{body}"), {"benesov": counted})
    mention = "Vyměnit si zkušenosti s kolegy, zejména s týmem"
    lines = f"# {TITLE}\n\n## CPIC Benešov\n\n- {mention}\nCPIC Plzeň\n- {COURSES}\n\n## CPIC Plzeň\n\n- {FIRMS}\n"
    yield plain("a name that may end a sentence", lines, asks="název centra", extension=".md")


def sixth_sight():
    """What the programs that people print with do to long words and to cells without marks."""
    long_word = "poradenskovzdělávacíinformačnípodpůrnýkomunitníkulturněosvětovýslužebníavolnočasovýprogram"
    goal = f"Připravit {long_word} pro rodiče."
    fits = max(at for at in range(len(long_word)) if width(long_word[:at]) <= 380)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    for line in ("Připravit", long_word[:fits], f"{long_word[fits:]} pro rodiče."):
        page.write(line)
    page.write(COURSES, gap=7)
    yield Case("a word longer than its line", ".pdf", page.data(), {"benesov": [goal, COURSES]})
    address = ("Doplnit https://www.example.cz/", "kontakty-na-", "poradce.html do konce února.")
    text = f"{TITLE}\n\nCPIC Benešov\n- {address[0]}\n  {address[1]}\n  {address[2]}\n- {COURSES}\n"
    yield plain("an address over its lines", text, {"benesov": ["".join(address), COURSES]})
    phrases = ("Noví dobrovolníci pro doučování", "Síť tlumočníků mongolštiny", "Letní tábor pro děti klientů")
    heads = ["Centrum", "Operační cíle na rok", "Do kdy"]
    cells = word_table(
        heads, ["Benešov", cell(*phrases), "30. 6. 2026"], ["Plzeň", cell(COURSES, FIRMS), "30. 9. 2026"]
    )
    yield Case("phrases in one cell", ".docx", word(heading(TITLE, 1), cells), asks="Síť tlumočníků")
    cells = word_table(heads, ["Plzeň", cell(COURSES, FIRMS), "30. 9. 2026"], ["Celkem", "2 cíle", ""])
    facts = {COURSES: ("2026-09-30", ""), FIRMS: ("2026-09-30", "")}
    both = {"plzen": [COURSES, FIRMS]}
    yield Case("one deadline for two goals in one cell", ".docx", word(heading(TITLE, 1), cells), both, facts=facts)
    for name, rows, spaced in (
        ("full line before", (("Uspořádat 12 kurzů češtiny.", 0), ("Oslovit 20 firem v okrese.", 0)), False),
        ("space between", (("Uspořádat 12 kurzů češtiny.", 0), ("Oslovit 20 firem v okrese.", 8)), True),
    ):
        page = Pdf()
        page.write(TITLE, size=16, bold=True)
        page.y += 20
        top = page.y
        drawn_table(page, [["Centrum", "Cíl", "Termín"]], [50, 140, 300], right=420)
        page.put(54, page.y, "CPIC Benešov", 10)
        page.put(304, page.y, "30. 6. 2026", 10)
        for text, apart in rows:
            page.put(144, page.y + apart, text, 10)
            page.y += 13 + apart
        page.draw(f"50 {842 - page.y} 370 0.5 re f")
        for left in (50, 140, 300, 420):
            page.draw(f"{left} {842 - page.y:.1f} 0.5 {page.y - top + 11:.1f} re f")
        goals = {} if not spaced else {"benesov": [text for text, _apart in rows]}
        asks = "" if spaced else "Oslovit 20 firem"
        yield Case(f"two goals in one cell, {name}", ".pdf", page.data(), goals, asks=asks)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    for left, text in {60: "Centrum", 180: "Cíl", 420: "Termín"}.items():
        page.put(left, page.y, text)
    for left, text in {60: "Benešov", 180: COURSES, 420: "30. 6. 2026"}.items():
        page.put(left, page.y + 25, text)
    page.put(180, page.y + 54, FIRMS)
    below = {"benesov": [COURSES, FIRMS]}
    yield Case("another goal below a table without lines", ".pdf", page.data(), below)


def heads_and_columns():
    """Heads in two rows, columns that are not level, and pages of contents."""
    restart, rest = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    over = [cell("Č.", properties=restart), cell("Cíl", properties=restart)]
    under = [cell(properties=rest), cell(properties=rest), "Termín", "Odpovídá"]
    heads = [[*over, cell("Plnění", properties='<w:gridSpan w:val="2"/>')], under]
    table = word_table(*heads, ["1", COURSES, "30. 6. 2026", "Jana Malá"])
    facts = {COURSES: ("2026-06-30", "Jana Malá")}
    body = word(heading(TITLE, 1), heading("CPIC Benešov"), table)
    yield Case("heads in two rows", ".docx", body, {"benesov": [COURSES]}, facts=facts)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    for texts in (
        {50: "Č.", 90: "Cíl", 330: "Plnění"},
        {330: "Termín", 430: "Odpovídá"},
        {50: "1", 90: COURSES, 330: "30. 6. 2026", 430: "Jana Malá"},
    ):
        page.y += 26
        for left, text in texts.items():
            page.put(left, page.y, text)
    yield Case("heads in two rows, no lines", ".pdf", page.data(), {"benesov": [COURSES]}, facts=facts)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    goals = {}
    for left, name, slug, down in ((50, "CPIC Benešov", "benesov", 0), (320, "CPIC Plzeň", "plzen", 7)):
        page.y = 110 + down
        page.write(name, left=left, size=13, bold=True)
        goals[slug] = [f"Navštívit {at + down} zaměstnavatelů v okrese a předat jim letáky." for at in range(3, 9)]
        for text in goals[slug]:
            page.put(left, page.y, "□")
            page.write(text, left=left + 18, room=200)
    yield Case("columns whose lines are not level", ".pdf", page.data(), goals)
    one_each = {"benesov": [COURSES], "plzen": [FIRMS]}
    names = f"CPIC Benešov %s 3\nCPIC Plzeň %s 5\n\nCPIC Benešov\n- {COURSES}\n\nCPIC Plzeň\n- {FIRMS}\n"
    yield plain("contents without dots", f"{TITLE}\n\n{names.replace(' %s', '')}", one_each, remarks=("Řádek obsahu",))
    dotted = f"{TITLE}\n\nÚvodní slovo ........ 2\n{names.replace('%s', '........')}"
    yield plain("contents with dots", dotted, one_each, remarks=("Úvodní slovo",))
    counted = f"{TITLE}\n\nCPIC Benešov\n\nCíl č. 1: do června otevřít poradnu.\n\nCíl č. 2: do září najít lektory.\n"
    goals = {"benesov": ["do června otevřít poradnu.", "do září najít lektory."]}
    yield plain("counted goals in small letters", counted, goals)


def places_of_bullets_and_heads():
    """What stands alone on its line, at the edge of a page of text, or in the place of goals."""
    two = {"benesov": [COURSES, FIRMS]}
    yield plain("bullets on lines of their own", f"{TITLE}\n\nCPIC Benešov\n•\n{COURSES}\n•\n{FIRMS}\n", two)
    yield plain("numbers on lines of their own", f"{TITLE}\n\nCPIC Benešov\n\n1.\n\n{COURSES}\n\n2.\n\n{FIRMS}\n", two)
    head = "SUZ MV\n" + "Operační cíle 2026" + " " * 30 + "list %d/3\n\n"
    text = f"{head % 1}CPIC Benešov\n- Otevřít poradnu pro\n\n\f{head % 2}  rodiče.\n- {COURSES}\n\f{head % 3}CPIC Plzeň\n- {FIRMS}\n"
    whole = {"benesov": ["Otevřít poradnu pro rodiče.", COURSES], "plzen": [FIRMS]}
    yield plain("running heads of a text", text, whole)
    talks = ["Realizace 4 besed", "Realizace 5 besed", "Realizace 6 besed"]
    text = f"{TITLE}\n\nCPIC Benešov\n- {talks[0]}\n\fCPIC Plzeň\n- {talks[1]}\n\fCPIC Zlín\n- {talks[2]}\n"
    yield plain(
        "goals alike at the edges of pages",
        text,
        dict(zip(("benesov", "plzen", "zlin"), ([it] for it in talks), strict=True)),
    )
    for words in (
        "(cíle budou doplněny)",
        "- bude doplněno",
        "Zatím bez cílů.",
        "viz příloha č. 2",
        "(centrum cíle nepředložilo)",
    ):
        text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n\nCPIC Plzeň\n{words}\n"
        yield plain(f"no goals yet: {words}", text, {"benesov": [COURSES], "plzen": []}, remarks=("Není to cíl",))
    filled_up = ["Doplnit tým o 2 pracovníky.", "Bude doplněn tým o 3 dobrovolníky."]
    yield plain(
        "goals that fill up", f"{TITLE}\n\nCPIC Benešov\n- {filled_up[0]}\n- {filled_up[1]}\n", {"benesov": filled_up}
    )
    below = ("Hodnocení za rok 2025: splněno", "Plnění k 30. 6.: 5 lekcí", "Výsledek: nesplněno")
    text = "".join(f"- {goal}\n{line}\n" for goal, line in zip((COURSES, FIRMS, SCHOOL), below, strict=True))
    yield plain(
        "evaluation below a goal",
        f"{TITLE}\n\nCPIC Benešov\n{text}",
        {"benesov": [COURSES, FIRMS, SCHOOL]},
        remarks=below,
    )
    text = f"{TITLE}\n\nCPIC Benešov\n1. {COURSES}\n\n2. {FIRMS}\n\nCíle budou průběžně hodnoceny na poradách.\n"
    yield plain("a sentence about the goals at the end", text, two)
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n\nOperační cíle %d\n\nCPIC Plzeň\n- {FIRMS}\n"
    yield plain(
        "title again", text % 2026, {"benesov": [COURSES], "plzen": [FIRMS]}, remarks=("Název dokumentu se opakuje",)
    )
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n\n%s\n- {FIRMS}\n"
    yield plain("part of the name of a town", text % "Budejovice", asks="nejbližší je „CPIC České Budějovice“")
    yield plain("part of a name with a slip", text % "Pelhrimow", asks="nejbližší je „CPIC Pelhřimov“")
    yield plain("a town without a centre", text % "CPIC Kolín", asks="Které centrum je „CPIC Kolín“? Takové neznám.")
    yield plain("a heading that is no town", text % "Oblast sociálního poradenství", two, remarks=("Mezititulek",))
    yield plain(
        "deadline of another year",
        f"{TITLE}\n\nCPIC Benešov\n- {COURSES} Termín: 30. 4. 2025\n",
        {"benesov": [COURSES]},
        remarks=("není v roce 2026",),
    )
    parts = "• Uspořádat kurzy češtiny.\no Vést lekce ve dvou skupinách.\no Zajistit učebnice.\n"
    yield plain("circles below bullets", f"{TITLE}\n\nCPIC Benešov\n{parts}", asks="Vést lekce")
    mixed = "".join(f"{mark} {goal}\n" for mark, goal in zip("•‣✓◦", (COURSES, FIRMS, SCHOOL, CHEB), strict=True))
    yield plain(
        "a circle among all bullets", f"{TITLE}\n\nCPIC Benešov\n{mixed}", {"benesov": [COURSES, FIRMS, SCHOOL, CHEB]}
    )
    pieces = ["Uspořádat 6 přednášek;", "navštívit 4 ubytovny;", "vydat zpravodaj ve dvou jazycích."]
    yield plain(
        "one sentence, a goal on each line", f"{TITLE}\n\nCPIC Benešov\n" + "\n".join(pieces), {"benesov": pieces}
    )
    broken = f"{TITLE}\n\nCPIC Benešov\n- Spolupracovat s obcí Brandýs-\n  -Stará Boleslav.\n- {COURSES}\n"
    yield plain(
        "a hyphen on both lines", broken, {"benesov": ["Spolupracovat s obcí Brandýs-Stará Boleslav.", COURSES]}
    )
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n-- 1 of 2 --\n- {FIRMS}\n-- 2 of 2 --\n"
    yield plain("numbers of pages that a program put in", text, two)
    text = f"# {TITLE}\n\n## CPIC Benešov\n\n- Uspořádat nejméně 12<sup>1</sup> kurzů češtiny.\n- {FIRMS}<!-- zrušit? -->\n"
    yield plain("marks and comments of Markdown", text, two, extension=".md", remarks=("Značka poznámky „1“",))
    later = "Pro rodiče prvňáčků z ciziny uspořádat dvě odpoledne ve škole."
    yield plain(
        "verb far behind",
        f"{TITLE}\n\nCPIC Benešov\n\n{later}\n\n{COURSES}\n\n{FIRMS}\n",
        {"benesov": [later, COURSES, FIRMS]},
    )
    table = f"# {TITLE}\n\n| Centrum | Cíl | Kdo zajistí | Kdy |\n|--|--|--|--|\n| Plzeň | {COURSES} | Malá | 30. 6. 2026 |\n"
    yield plain("who and when", table, {"plzen": [COURSES]}, extension=".md", facts={COURSES: ("2026-06-30", "Malá")})


def letters_that_programs_place():  # noqa: C901 - a list of cases
    """PDF whose letters stand where they mislead: half a line apart, struck in part, cut, spread, over each other."""

    def begun(*, name="CPIC Benešov"):
        page = Pdf()
        page.write(TITLE, size=16, bold=True)
        page.write(name, size=13, bold=True)
        page.y += 10
        return page

    def boxed(page, rows, columns, right):
        """A table whose cells hold lines of text, each with its place: from the left edge, from the top of the row."""
        top = page.y
        for height, *cells in rows:
            page.draw(f"{columns[0]} {842 - page.y:.1f} {right - columns[0]} 0.5 re f")
            for left, lines in zip(columns, cells, strict=True):
                for at, (text, indent, down) in enumerate(lines):
                    page.put(left + 3 + indent, page.y + 11 + (down or 12 * at), text, 10)
            page.y += height
        page.draw(f"{columns[0]} {842 - page.y:.1f} {right - columns[0]} 0.5 re f")
        for left in (*columns, right):
            page.draw(f"{left} {842 - page.y:.1f} 0.5 {page.y - top:.1f} re f")

    def head(*texts):
        return (16, *([(text, 0, 0)] for text in texts))

    page = begun()
    goal = [
        ("Uspořádat 14 lekcí češtiny pro", 0, 0),
        ("zdravotní sestry.", width("Uspořádat ", 10) - width("zdravotní", 10), 10),
    ]
    boxed(page, [head("Č.", "Cíl", "Termín"), (32, [("1", 0, 5)], goal, [("30. 6. 2026", 0, 5)])], (60, 110, 300), 400)
    whole = "Uspořádat 14 lekcí češtiny pro zdravotní sestry."
    yield Case(
        "a number above the words beside it",
        ".pdf",
        page.data(),
        {"benesov": [whole]},
        facts={whole: ("2026-06-30", "")},
    )
    page = begun()
    page.put(60, page.y, "• Oslovit")
    page.put(120, page.y, "3045 rodin.")
    page.draw(f"120 {842 - page.y + 3.6:.1f} {width('30'):.1f} 0.6 re f")
    yield Case(
        "struck before what was put in its place",
        ".pdf",
        page.data(),
        {"benesov": ["Oslovit 45 rodin."]},
        remarks=("Škrtnutý text se nepřebírá: „30“",),
    )
    page = begun()
    cut = [("Proškolit", 0, 0), ("pracovník", 0, 0), ("a v okrese.", 0, 0)]
    who = [("Zodpoví", 0, 0), ("dá", 0, 0)]
    edge = 60 + 30 + 3 + width("pracovník", 10)
    boxed(
        page,
        [(28, [("Č.", 0, 0)], [("Cíl", 0, 0)], who), (40, [("1", 0, 0)], cut, [("Malá", 0, 0)])],
        (60, 90, edge + 3),
        edge + 50,
    )
    one = "Proškolit pracovníka v okrese."
    yield Case(
        "a word that a cell cuts",
        ".pdf",
        page.data(),
        {"benesov": [one]},
        facts={one: ("None", "Malá")},
        remarks=("Slovo „pracovníka“",),
    )
    page = begun()
    cut = [("Prohloubit", 0, 0), ("dovednos", 0, 0), ("tech.", 0, 0)]
    boxed(page, [head("Č.", "Cíl"), (40, [("1", 0, 0)], cut)], (60, 90), 90 + 6 + width("dovednost", 10))
    yield Case("a word that a cell may cut", ".pdf", page.data(), asks="„dovednos tech“")
    page = begun()
    for texts, down in (
        ({60: "Č.", 90: "Cíl", 330: "Termín", 430: "Zodpoví"}, 13),
        ({430: "dá"}, 24),
        ({60: "1", 90: COURSES, 330: "30. 6. 2026", 430: "Malá"}, 24),
        ({60: "2", 90: FIRMS, 330: "30. 9. 2026", 430: "Nová"}, 24),
    ):
        for left, text in texts.items():
            page.put(left, page.y, text)
        page.y += down
    facts = {COURSES: ("2026-06-30", "Malá"), FIRMS: ("2026-09-30", "Nová")}
    yield Case("a heading that is cut", ".pdf", page.data(), {"benesov": [COURSES, FIRMS]}, facts=facts)
    page = begun()
    ended = [("Proškolit", 0, 0), ("pracovníka", 0, 0), (".", 0, 0)]
    boxed(page, [head("Č.", "Cíl"), (40, [("1", 0, 0)], ended)], (60, 90), 90 + 6 + width("pracovníka", 10))
    yield Case("a stop that a cell cuts", ".pdf", page.data(), {"benesov": ["Proškolit pracovníka."]})
    page = begun()
    noted = [("Navštívit 12", 0, 0)]
    boxed(page, [head("Č.", "Cíl", "Termín"), (20, [("1", 0, 0)], noted, [("30. 6. 2026", 0, 0)])], (60, 110, 300), 400)
    page.put(113 + width("Navštívit 12", 10), page.y - 20 + 7, "1", 6)
    page.put(113 + width("Navštívit 12", 10) + 7, page.y - 20 + 11, "obcí", 10)
    visits = {"benesov": ["Navštívit 12 obcí"]}
    yield Case("a mark in a cell", ".pdf", page.data(), visits, remarks=("Značka poznámky „1“",))
    page = begun()
    items = [("‣ Vydat leták.", 0, 0), ("‣ Navštívit obce", 0, 0), ("v okrese.", 8, 0)]
    boxed(page, [head("Centrum", "Operační cíle"), (40, [("CPIC Plzeň", 0, 0)], items)], (60, 150), 300)
    yield Case(
        "bullets of another kind in a cell",
        ".pdf",
        page.data(),
        {"benesov": [], "plzen": ["Vydat leták.", "Navštívit obce v okrese."]},
    )
    page = begun()
    pairs = (
        ("Zprovoznit", "organizace"),
        ("kontaktem", "partnery"),
        ("sousedka", "sousedkami"),
        ("podporou", "rodinami"),
    )
    page.put(60, page.y, "•")
    for left, right in pairs:
        page.put(72, page.y, left)
        page.put(205 - width(right), page.y, right)
        page.y += 13.75
    page.put(72, page.y, "semestrem.")
    river = f"{' '.join(word for pair in pairs for word in pair)} semestrem."
    yield Case("rivers of text set to both edges", ".pdf", page.data(), {"benesov": [river]})
    page = begun()
    left = 60.0
    for letter in "• Oslovit 20 firem v okrese.":
        if letter != " ":
            page.put(left, page.y, letter)
        left += width(letter) + 3
    yield Case("letters set apart", ".pdf", page.data(), {"benesov": ["Oslovit 20 firem v okrese."]})
    page = begun()
    page.put(60, page.y, f"• {COURSES}")
    page.put(90, page.y + 5, "Pozor: projednat")
    both = f"{COURSES} Pozor: projednat"
    yield Case("a line over another", ".pdf", page.data(), {"benesov": [both]}, remarks=("vytištěn přes jiný",))
    page = begun()
    page.put(60, page.y, "• Založit pr ")
    page.put(60 + width("• Založit pr"), page.y, "ofil centra.")
    yield Case("a space without room", ".pdf", page.data(), {"benesov": ["Založit profil centra."]})
    page = begun()
    for texts in (
        {60: "•", 72: "Rozšířit", 140: "okruh", 200: "partnerů"},
        {72: "o", 100: "6", 130: "spolků", 190: "z okresu."},
    ):
        for left, text in texts.items():
            page.put(left, page.y, text)
        page.y += 13.75
    yield Case(
        "a preposition like a bullet",
        ".pdf",
        page.data(),
        {"benesov": ["Rozšířit okruh partnerů o 6 spolků z okresu."]},
    )
    page = begun()
    for texts in (
        {60: "Č.", 90: "Cíl", 330: "Termín"},
        {60: "1", 90: COURSES, 330: "30. 6. 2026"},
        {60: "2", 90: FIRMS, 330: "30. 9. 2026"},
        {60: "Celkem cílů", 330: "2"},
    ):
        for left, text in texts.items():
            page.put(left, page.y, text)
        page.y += 20
    yield Case(
        "a total below a table without lines",
        ".pdf",
        page.data(),
        {"benesov": [COURSES, FIRMS]},
        remarks=("Není to cíl",),
    )


def names_by_an_eighth_hand():
    """Headings of several centres, names on two lines and in the margin, what stands below and between the goals."""
    for name in ("CPIC Plzeň / CPIC Tachov", "CPIC Plzeň (a Tachov)", "Plzeň + Tachov", "CPIC Plzeň a pobočka Tachov"):
        text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n{name}\n- {FIRMS}\n"
        yield plain(f"several centres: {name}", text, asks=f"„{name}“")
        body = word(heading(TITLE, 1), heading("CPIC Benešov"), bullet(COURSES), heading(name), bullet(FIRMS))
        yield Case(f"several centres: {name}", ".docx", body, asks=f"„{name}“")
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n\nJihlava / Pelhřimov:\n- {FIRMS}\n"
    yield plain("several centres with a colon", text, asks="„Jihlava / Pelhřimov“")
    text = f"{TITLE}\n\nCPIC Benešov\n{COURSES}\nSpolečné cíle všech center\n{FIRMS}\n"
    yield plain("goals of all centres", text, asks="„Společné cíle všech center“")
    called = "Centrum na podporu integrace cizinců"
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n{called}\nStředočeský kraj – Příbram\n- {FIRMS}\n"
    both = {"benesov": [COURSES], "pribram": [FIRMS]}
    yield plain("a name on two lines", text, both)
    broken = par(run(called), "<w:r><w:br/></w:r>", run("Středočeský kraj – Příbram"), style="Heading2")
    body = word(heading(TITLE, 1), heading("CPIC Benešov"), bullet(COURSES), broken, bullet(FIRMS))
    yield Case("a name on two lines", ".docx", body, both)
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n- {LONG}\nKontakt: Jana Malá, tel. 601 222 333\n\nCPIC Plzeň\n- {FIRMS}\n"
    goals = {"benesov": [COURSES, LONG], "plzen": [FIRMS]}
    yield plain("contacts below the goals", text, goals, remarks=("Údaj o centru se nepřebírá: „Kontakt",))
    rows = f"| {COURSES} | Benešov | 30. 6. 2026 |\n| {FIRMS} | Plzeň | 30. 9. 2026 |\n"
    text = f"{TITLE}\n\n| Úkol | Kde (CPIC) | Splnit do |\n|---|---|---|\n{rows}"
    facts = {COURSES: ("2026-06-30", ""), FIRMS: ("2026-09-30", "")}
    goals = {"benesov": [COURSES], "plzen": [FIRMS]}
    yield plain("a column of centres with a heading of its own", text, goals, extension=".md", facts=facts)
    centres = {**NAMES, "CPIC Zlín": [SCHOOL, POST]}
    for down, name in ((0, "names in the margin"), (14, "names in the margin, further down")):
        page = Pdf()
        page.write(TITLE, size=16, bold=True)
        for centre, goals in centres.items():
            page.y += 12
            page.put(60, page.y + down, centre)
            for goal in goals:
                page.write(f"• {goal}", left=180, room=330)
        goals = {} if down else {**WIDEST_LAST, "zlin": [SCHOOL, POST]}
        yield Case(name, ".pdf", page.data(), goals, refused="nemá čáry" if down else "")
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    filling = [f"Navštívit {at} firem a předat jim letáky." for at in range(2, 20)]
    for left, goals in ((60, filling[:9]), (320, filling[9:])):
        page.y = 100
        if left == 60:
            page.write("CPIC Benešov", left=left, size=13, bold=True)
        for goal in goals:
            page.write(f"• {goal}", left=left, room=200)
    page.page()
    page.write("CPIC Plzeň", left=60, size=13, bold=True)
    page.put(320, 60, "• Najít prostory")
    page.put(327, 74, "v okrese.")
    page.write(f"• {FIRMS}", left=60, room=200)
    goals = {"benesov": filling, "plzen": [FIRMS, "Najít prostory v okrese."]}
    yield Case("few lines in columns that go on", ".pdf", page.data(), goals)
    below = "Je určena rodičům."
    text = f"# {TITLE}\n\n## CPIC Benešov\n\n### Cíl 1: {POST}\n\n{below}\n\n### Cíl 2: {TALKS}\n\n{below}\n"
    goals = {"benesov": [f"{POST} {below}", f"{TALKS} {below}"]}
    yield plain("goals as headings", text, goals, extension=".md", remarks=("Odstavec bez odrážky se připojuje",))
    text = f"# {TITLE}\n\n## CPIC Benešov\n\n### Rozšířit poradnu\n\n{below}\n"
    yield plain("a goal as a heading that is not counted", text, extension=".md", asks="„Rozšířit poradnu“")
    sections = (heading("Zodpovědná osoba"), par("vedoucí centra"), heading("Znění cílů"))
    body = [
        word_part
        for name, goal in (("CPIC Benešov", COURSES), ("CPIC Plzeň", FIRMS))
        for word_part in (heading(f"Operační cíle {name} na rok 2026", 1), *sections, bullet(goal), bullet(SCHOOL))
    ]
    yield Case("documents put together", ".docx", word(*body), {"benesov": [COURSES, SCHOOL], "plzen": [FIRMS, SCHOOL]})


def tables_by_an_eighth_hand():
    """Headings and rows that are only shaded, headings in three lines."""
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    facts = {goal: (f"2026-0{month}-30", "Malá") for month, goal in enumerate((COURSES, FIRMS, SCHOOL, POST), 4)}
    goals = {"benesov": [COURSES, FIRMS, SCHOOL], "plzen": [POST]}
    for name, listed, day_at in zip(("CPIC Benešov", "CPIC Plzeň"), goals.values(), (330, 342), strict=True):
        page.write(name, size=13, bold=True)
        page.y += 10
        for left, wide in ((60, day_at - 60), (day_at, 420 - day_at), (420, 90)):
            page.draw(f"0.9 g {left} {842 - page.y - 5} {wide} 17 re f 0 g")
        days = (f"30. {int(facts[goal][0][5:7])}. 2026" for goal in listed)
        rows = [{64: goal, day_at + 4: day, 424: "Malá"} for goal, day in zip(listed, days, strict=True)]
        for texts in ({64: "Cíl", day_at + 4: "Termín", 424: "Odpovídá"}, *rows):
            for left, text in texts.items():
                page.put(left, page.y, text)
            page.draw(f"60 {842 - page.y - 6} 450 0.6 re f")
            page.y += 20
        page.y += 15
    yield Case("headings shaded, rows parted by lines", ".pdf", page.data(), goals, facts=facts)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    page.y += 10
    for texts, down in (
        ({60: "Cíl", 375: "Plnění"}, 16),
        ({330: "Datum", 430: "Garant"}, 13),
        ({330: "splnění"}, 22),
        ({60: COURSES, 330: "30. 6. 2026", 430: "Malá"}, 20),
    ):
        for left, text in texts.items():
            page.put(left, page.y, text)
        page.y += down
    due = {COURSES: ("2026-06-30", "Malá")}
    yield Case("heads in three lines", ".pdf", page.data(), {"benesov": [COURSES]}, facts=due)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    page.y += 10
    for left, wide in ((60, 280), (340, 120)):
        page.draw(f"0.9 g {left} {842 - page.y - 25} {wide} 17 re f 0 g")
    for texts in ({64: "Cíl", 344: "Termín"}, {64: COURSES, 344: "30. 6. 2026"}, {64: POST, 344: "30. 7. 2026"}):
        for left, text in texts.items():
            page.put(left, page.y, text)
        page.y += 20
    due = {COURSES: ("2026-06-30", ""), POST: ("2026-07-30", "")}
    yield Case("one row shaded, no lines", ".pdf", page.data(), {"benesov": [COURSES, POST]}, facts=due)


def texts_by_an_eighth_hand():
    """Struck and hidden text, lists in one sentence, words that a line divides."""
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.write("CPIC Benešov", size=13, bold=True)
    begin = "• Vést hlídání dětí při kurzech"
    page.put(60, page.y, f"{begin} a poradnách.")
    page.draw(f"{60 + width(begin):.1f} {842 - page.y + 3.6:.1f} {width(' a poradnách'):.1f} 0.6 re f")
    page.y += 16
    page.put(60, page.y, "• Zapojit školy v okrese")
    page.draw(f"60 {842 - page.y + 3.6:.1f} 5 0.6 re f")
    page.put(60, page.y + 14, "• a v kraji.")
    page.put(60, page.y + 28, f"• {COURSES}")
    page.draw("1 1 1 rg")
    page.put(330, page.y + 28, "tajné")
    page.draw("0 g")
    goals = {"benesov": ["Vést hlídání dětí při kurzech.", "Zapojit školy v okrese a v kraji.", COURSES]}
    gone = ("Škrtnutý text se nepřebírá: „a poradnách“", "Skrytý text se nepřebírá: „tajné“")
    yield Case("struck to the stop, a struck bullet, white", ".pdf", page.data(), goals, remarks=gone)
    page = Pdf()
    page.write(TITLE, size=16, bold=True)
    page.draw(f"0.1 0.2 0.4 rg 55 {842 - page.y - 5} 300 18 re f 1 1 1 rg")
    page.write("CPIC Benešov")
    page.draw("0 g")
    page.write(f"• {COURSES}", gap=8)
    yield Case("a white name on a dark ground", ".pdf", page.data(), {"benesov": [COURSES]})
    for between in (",", ";"):
        listed = [f"zajistit lektora{between}", f"vést dva kluby{between}", "vydat leták."]
        text = f"{TITLE}\n\nCPIC Benešov\n{NEW_LINE.join(listed)}\n\nCPIC Plzeň\n{listed[0].capitalize()}\nVést klub.\n"
        goals = {"benesov": listed, "plzen": [listed[0].capitalize(), "Vést klub."]}
        yield plain(f"goals in one sentence, {between}", text, goals)
        body = word(heading(TITLE, 1), heading("CPIC Benešov"), *map(par, listed))
        yield Case(f"goals in one sentence, {between}", ".docx", body, {"benesov": listed})
    one = "Uspořádat besedy pro rodiče,\npro učitele základních škol,\npro zaměstnance úřadů."
    goals = {"benesov": [one.replace("\n", " "), COURSES]}
    yield plain("one goal with commas", f"{TITLE}\n\nCPIC Benešov\n{one}\n{COURSES}\n", goals)
    text = f"{TITLE}\n\nCPIC Benešov\n- Podpořit žáky-\n  nováčky a dobrovolníky-\n  překladatele.\n- Pro interkulturní part-\n  nery a ruskojazyč-\n  né rodiny vydat leták.\n"
    goals = [
        "Podpořit žáky-nováčky a dobrovolníky-překladatele.",
        "Pro interkulturní partnery a ruskojazyčné rodiny vydat leták.",
    ]
    yield plain("nouns joined by a hyphen", text, {"benesov": goals})
    text = f"# {TITLE}\n\n## CPIC Benešov\n\n- {COURSES}\n<!-- navrhl kdosi\n- Letní tábor\n-->\n- {FIRMS}\n"
    goals = {"benesov": [COURSES, FIRMS]}
    yield plain(
        "a comment over several rows", text, goals, extension=".md", remarks=("Skrytý text se nepřebírá: „navrhl",)
    )
    hidden = f'<text:section text:name="s" text:display="none">{odt_par("Tajný cíl.")}</text:section>'
    body = odt(odt_heading(TITLE, 1), odt_heading("CPIC Benešov"), odt_list(COURSES, FIRMS), hidden)
    yield Case("a hidden section", ".odt", body, goals, remarks=("Skrytý text se nepřebírá: „Tajný cíl.“",))
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>CPIC Plzeň</w:delText></w:r></w:del>'
    gone = par(deleted, style="Heading2", properties='<w:rPr><w:del w:id="2" w:author="x"/></w:rPr>')
    body = word(heading(TITLE, 1), heading("CPIC Benešov"), bullet(COURSES), gone, bullet(FIRMS))
    yield Case("a deleted heading", ".docx", body, goals, remarks=("Smazaný text se nepřebírá: „CPIC Plzeň“",))
    draft = TITLE.replace("na rok 2026", "– návrh 11/2025")
    yield plain("a draft of the year before", text_of({"CPIC Benešov": [COURSES]}, title=draft), {"benesov": [COURSES]})
    text = text_of(NAMES).encode()
    broken = text.replace("ě".encode(), "ě".encode()[:1], 1)
    yield Case("one broken letter", ".txt", broken, refused="poškozené písmeno")
    text = (
        f"{TITLE}\n\nCPIC Benešov\n- Oslovit 20* firem.\n- Vést kluby† rodičů.\n\n* Do padesáti osob.\n† Aspoň tři.\n"
    )
    goals = {"benesov": ["Oslovit 20 firem.", "Vést kluby rodičů."]}
    yield plain("typed footnotes of two signs", text, goals, remarks=("„Aspoň tři.“",))


def kinds_by_a_ninth_hand():
    """White letters, a line about all centres, bullets of several kinds, names that begin with an initial."""
    white, shaded = '<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="1F4E79"/>'
    start = heading(TITLE, 1), heading("CPIC Benešov")
    body = word(*start, bullet(COURSES, run(" Ověřit!", white)), bullet(run(FIRMS, white + shaded)))
    goals = {"benesov": [COURSES, FIRMS]}
    yield Case("white on white", ".docx", body, goals, remarks=("Skrytý text se nepřebírá: „Ověřit!“",))
    text = f"{TITLE}\n\nCPIC Benešov\n{COURSES}\n{FIRMS}\nCPIC celkem\n{POST}\n"
    yield plain("all centres after lines", text, asks="CPIC celkem")
    text = f"{TITLE}\n\nCPIC Benešov\n– {COURSES[:-1]}\n• {FIRMS[:-1]}\na) {POST}\n"
    yield plain("a letter among several kinds of bullets", text, asks="Odrážka je jiná")
    raised = run("*", '<w:vertAlign w:val="superscript"/>')
    body = word(*start, bullet(COURSES[:-1], raised), bullet(FIRMS), par("* Jen po domluvě."))
    goals = {"benesov": [COURSES[:-1], FIRMS]}
    yield Case("a raised star", ".docx", body, goals, remarks=("Poznámka pod čarou se nepřebírá: „Jen po domluvě.“",))
    body = word(*start, par(f"* {COURSES[:-1]}", raised), par(f"* {FIRMS}"))
    yield Case("a raised star among stars", ".docx", body, goals, remarks=("Značka poznámky „*“",))
    rows = (
        ("CPIC Benešov", "", ""),
        ("1.", COURSES, "30. 6."),
        ("2.", POST, "V/2026"),
        ("CPIC Plzeň", "", ""),
        ("1.", FIRMS, "30. 9."),
    )
    facts = {COURSES: ("2026-06-30", ""), POST: ("2026-05-31", ""), FIRMS: ("2026-09-30", "")}
    goals = {"benesov": [COURSES, POST], "plzen": [FIRMS]}
    yield Case("names above numbers, no head", ".docx", word(start[0], word_table(*rows)), goals, facts=facts)
    named = "V. Kovář povede tři dílny."
    text = f"{TITLE}\n\nCPIC Benešov\n{FIRMS}\n{named}\n{COURSES}\n"
    yield plain("an initial among lines", text, {"benesov": [FIRMS, named, COURSES]})
    text = f"{TITLE}\n\nCPIC Benešov\n- O dílny se na podzim v knihovně postará\n  V. Kovář s kolegy.\n- {COURSES}\n"
    goals = {"benesov": ["O dílny se na podzim v knihovně postará V. Kovář s kolegy.", COURSES]}
    yield plain("an initial after a line break", text, goals)
    text = f"{TITLE}\n\nCPIC Benešov\nA. Vzdělávání\n- {COURSES}\n- {FIRMS}\nB. Poradenství\n- {LONG}\n"
    goals = {"benesov": [COURSES, FIRMS, LONG]}
    yield plain("sub-headings counted by letters", text, goals, remarks=("„Vzdělávání“", "„Poradenství“"))
    text = f"{TITLE}\n\nCPIC Benešov\nI. {POST}\n\nCPIC Plzeň\nI. {FIRMS}\n"
    yield plain("one counted goal each", text, {"benesov": [POST], "plzen": [FIRMS]})


def kinds_by_a_tenth_and_an_eleventh_hand():
    """What 183 files of two more hands showed: three PDFs wrong without a word, and what was asked or refused in vain."""
    twice = "<span class=w>{0}<span class=o>{0}</span></span>"
    begun = "".join(
        f"<li>{''.join(twice.format(f'{word} ') for word in text.split()[:2])}{' '.join(text.split()[2:])}</li>"
        for text in (COURSES, FIRMS, SCHOOL)
    )
    style = ".w{position:relative} .o{position:absolute;left:.35pt;top:0;white-space:nowrap}"
    body = f"<h1>{TITLE}</h1><h2>CPIC Benešov</h2><ul>{begun}</ul>"
    yield Case("words printed twice", ".pdf", printed(body, style), {"benesov": [COURSES, FIRMS, SCHOOL]})
    lines = "<p>Termín: 30. 4. 2026</p><p>Odpovídá: vedoucí centra</p><p>Indikátor: prezenční listiny z akcí</p>"
    items = "".join(f"<li>{text}{lines * 2}</li>" for text in (COURSES, FIRMS, SCHOOL))
    body = f"<h1>{TITLE}</h1><h2>CPIC Benešov</h2><ol>{items}</ol>"
    style = "li p{font-size:9pt;font-style:italic;margin:0} li{font-size:12pt}"
    facts = dict.fromkeys((COURSES, FIRMS, SCHOOL), ("2026-04-30", "vedoucí centra"))
    yield Case("goals larger than most of the text", ".pdf", printed(body, style), {"benesov": [*facts]}, facts=facts)
    body = f"<h1>{TITLE}</h1><h2>CPIC Benešov</h2><ul><li>{COURSES}<li>{FIRMS}<li><s>{SCHOOL}</s></ul>"
    remarks = (f"Škrtnutý text se nepřebírá: „{SCHOOL}“",)
    yield Case("last item struck", ".pdf", printed(body), {"benesov": [COURSES, FIRMS]}, remarks=remarks)
    bare = {"České Budějovice": [COURSES, FIRMS], "Plzeň": [LONG]}
    goals = {"ceske-budejovice": [COURSES, FIRMS], "plzen": [LONG]}
    yield plain("towns alone", text_of(bare, between="\n\n", title="Cíle 2026"), goals)
    parts = "".join(
        f"<h2>{name}</h2><p><i>Práce s klienty</i></p><ul><li>{COURSES}</ul><p><i>Rozvoj týmu</i></p><ul><li>{POST}</ul>"
        for name in ("CPIC Benešov", "CPIC Plzeň")
    )
    goals = {"benesov": [COURSES, POST], "plzen": [COURSES, POST]}
    yield Case(
        "the same part in each centre", ".pdf", printed(f"<h1>{TITLE}</h1>{parts}"), goals, remarks=("„Rozvoj týmu“",)
    )
    behind = f"- {COURSES[:-1]}; do 31. 8.; zodp. Starý\n- {FIRMS[:-1]} (odpovídá Mgr. Nová, do konce října)\n- {POST}, T: 30. 9., Z: Malá\n"
    facts = {
        COURSES[:-1]: ("2026-08-31", "Starý"),
        FIRMS[:-1]: ("2026-10-31", "Mgr. Nová"),
        POST: ("2026-09-30", "Malá"),
    }
    yield plain("who and when behind a goal", f"{TITLE}\n\nCPIC Benešov\n{behind}", {"benesov": [*facts]}, facts=facts)
    above = "{0}: počet lidí\n{1}: počet zápisů"
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n  Zodpovídá: Malá\n  Zodpovídá: Nová\n{above.format('  Indikátor', '  Výstup')}\n"
    yield plain("two people", text, {"benesov": [COURSES]}, facts={COURSES: ("None", "Malá, Nová")})
    numbers = f"- 1. {COURSES}\n- 2. {FIRMS}\n- 3. ročník festivalu připravit s městem.\n\nCPIC Plzeň\n• a) {POST}\n• b) {TALKS}\n"
    goals = {"benesov": [COURSES, FIRMS, "ročník festivalu připravit s městem."], "plzen": [POST, TALKS]}
    yield plain(
        "numbers behind bullets",
        f"{TITLE}\n\nCPIC Benešov\n{numbers}".replace("3. ročník", "3. Ročník"),
        {**goals, "benesov": [COURSES, FIRMS, "Ročník festivalu připravit s městem."]},
    )
    text = f"{TITLE}\n\nCPIC Benešov\n1 Šířit letáky mezi firmami.\n2 Vést tři skupiny.\n3 Číst s dětmi.\n"
    yield plain(
        "a capital and an accent",
        text,
        {"benesov": ["Šířit letáky mezi firmami.", "Vést tři skupiny.", "Číst s dětmi."]},
    )
    text = f"{TITLE}\n\nCPIC Benešov: {COURSES}\nCPIC Plzeň: {FIRMS}\nCPIC Plzeň – {SCHOOL}\n"
    yield plain("names before goals", text, {"benesov": [COURSES], "plzen": [FIRMS, SCHOOL]})
    text = f"{TITLE}\n\nCPIC Benešov;{COURSES};30. 6.\nCPIC Plzeň;{FIRMS};31. 8.\n"
    facts = {COURSES: ("2026-06-30", ""), FIRMS: ("2026-08-31", "")}
    yield plain("rows without headings", text, {"benesov": [COURSES], "plzen": [FIRMS]}, facts=facts)
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n\nJablonec nad Nisou\n- {FIRMS}\n"
    yield plain("a town by its river", text, asks="Které centrum je „Jablonec nad Nisou“")
    text = f"{TITLE}\n\nBenešov\n{COURSES}\n\nChomutov\nOtevřít klub.\n\nPlzeň\n{FIRMS}\n"
    yield plain("a town among towns", text, asks="Které centrum je „Chomutov“")
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n- {FIRMS}\nCíle jsou závislé na obsazení míst.\n\nCPIC Plzeň\n- {LONG}\n"
    yield plain("a paragraph below the last goal", text, asks="Patří odstavec za posledním cílem")
    text = f"Dobrý den,\nposílám cíle.\n\nCPIC Benešov\n- {COURSES}\n- {FIRMS}\nI. Malá, vedoucí\n\nS pozdravem\nMalá\n"
    remarks = (
        "Oslovení nebo pozdrav se nepřebírá: „S pozdravem Malá“",
        "Údaj o centru se nepřebírá: „I. Malá, vedoucí“",
    )
    yield plain("a letter", text, {"benesov": [COURSES, FIRMS]}, remarks=remarks)


def kinds_by_a_twelfth_hand():
    """Labels that nobody filled in, names over two columns, tables that go on over a page."""
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n  Termín:\n  Odpovídá: Jana Malá\n- {FIRMS}\n  Termín: 30. 6. 2026\n  Odpovídá: ……\n"
    facts = {COURSES: ("None", "Jana Malá"), FIRMS: ("2026-06-30", "")}
    remarks = ("Za „Termín“ u cíle nic nestojí", "Za „Odpovídá“ u cíle nic nestojí")
    yield plain("labels left empty", text, {"benesov": [COURSES, FIRMS]}, facts=facts, remarks=remarks)
    text = f"{TITLE}\n\nCPIC Benešov\n- {COURSES}\n  Termín:\n  30. 6. 2026\n- {FIRMS}\n  Termín: do 30. 9.\n  2026\n"
    facts = {COURSES: ("2026-06-30", ""), FIRMS: ("2026-09-30", "")}
    yield plain("a day below its label, a year below its day", text, {"benesov": [COURSES, FIRMS]}, facts=facts)
    whole = "Udržet stávající počet klubů pro děti (celkem 2) a otevřít jeden nový."
    text = f"{TITLE}\n\nCPIC Benešov\n1) Udržet stávající počet klubů pro děti (celkem\n2) a otevřít jeden nový.\n2) {FIRMS}\n"
    yield plain("a bracket closed in the next line", text, {"benesov": [whole, FIRMS]})
    goals = {"benesov": [COURSES, LONG, FIRMS, SCHOOL], "plzen": [CHEB, TALKS, POST, PARTNERS]}
    columns = "".join(
        f"<h2>{name}</h2><ul>{''.join(f'<li>{text}</li>' for text in goals[slug])}</ul>"
        for name, slug in (("CPIC Benešov", "benesov"), ("CPIC Plzeň", "plzen"))
    )
    style = "ul{columns:2;column-gap:9mm} @page{size:A4 landscape}"
    yield Case("a name over two columns", ".pdf", printed(f"<h1>{TITLE}</h1>{columns}", style), goals)
    heads = "<tr><th>Č.</th><th>Cíl</th><th>Termín</th></tr>"
    many = [(f"{at}.", f"{text[:-1]} ({at})", f"{at}. 3. 2026") for at, (text, *_rest) in enumerate(MANY[:9], 1)]
    one = rows_of_cells(many)
    two = rows_of_cells([("1.", FIRMS, "30. 6. 2026"), ("2.", SCHOOL, "31. 8. 2026")])
    body = f"<h1>{TITLE}</h1><h2>CPIC Benešov</h2><table>{heads}{one}</table><h2>CPIC Plzeň</h2><table>{heads}{two}</table>"
    goals = {"benesov": [text for _number, text, _day in many], "plzen": [FIRMS, SCHOOL]}
    facts = {text: (f"2026-03-{at:02}", "") for at, (_number, text, _day) in enumerate(many, 1)}
    for height in (120, 131, 140):
        style = f"td,th{{padding:3pt 9pt;text-align:left;vertical-align:top}} @page{{size:160mm {height}mm}}"
        yield Case(f"rows below a page, before a name, {height} mm", ".pdf", printed(body, style), goals, facts=facts)


GROUPS = (
    headings_after_wide_lines,
    drawn_bullets,
    without_bullets,
    bullets,
    tables,
    names,
    marked,
    beside,
    letters,
    variants,
    drawn,
    marks_on_second_sight,
    second_sight,
    third_sight,
    fourth_sight,
    tables_over_pages,
    fifth_sight,
    hidden_in_tables,
    by_another_hand,
    sixth_sight,
    heads_and_columns,
    places_of_bullets_and_heads,
    letters_that_programs_place,
    names_by_an_eighth_hand,
    tables_by_an_eighth_hand,
    texts_by_an_eighth_hand,
    kinds_by_a_ninth_hand,
    kinds_by_a_tenth_and_an_eleventh_hand,
    kinds_by_a_twelfth_hand,
)
