"""Lines of text files, and the real document in its three formats."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goals.importing import ImportProblem, Line, LineKind, lines_of, parse, read_lines
from tests.goals.short_documents import known_centres
from tests.thorough import examples

TEXT = "# Cíle Plzně\n\n**Žluťoučký kůň**\n- příliš\n  1. ďábelské ódy\n"
LINES = [
    Line("Cíle Plzně", "řádek 1", LineKind.HEADING, level=1),
    Line("Žluťoučký kůň", "řádek 3", LineKind.BOLD),
    Line("příliš", "řádek 4", LineKind.ITEM, marker="-", gap=False),
    Line("ďábelské ódy", "řádek 5", LineKind.ITEM, marker="1.", indent=12.0, gap=False),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16", "utf-32"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_text_is_read_in_every_encoding(encoding, line_break):
    data = TEXT.replace("\n", line_break).encode(encoding)

    assert lines_of(data, ".txt") == LINES


def test_big_endian_text_is_read():
    assert lines_of(b"\xfe\xff" + TEXT.encode("utf-16-be"), ".TXT") == LINES


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Cíle\n====\n\ntext", [LineKind.HEADING, LineKind.PLAIN]),
        ("Cíle\n---\ntext", [LineKind.HEADING, LineKind.PLAIN]),
        ("- cíl\n---\n", [LineKind.ITEM]),
        ("Věta.\n---\n", [LineKind.PLAIN]),
        ("__Cíle__\n\n**Cíle**:\n", [LineKind.BOLD, LineKind.BOLD]),
        ("**Cíle** a **úkoly**\n", [LineKind.PLAIN]),
        ("* * *\ntext", [LineKind.PLAIN]),
        ("#nadpis to není", [LineKind.PLAIN]),
    ],
)
def test_kinds_of_lines_follow_markdown(text, kinds):
    assert [line.kind for line in lines_of(text.encode(), ".md")] == kinds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("informovat\no kurzech", ["informovat", "o kurzech"]),
        ("partneři:\n  o školy", ["partneři:", "školy"]),
        ("sejít se do\n12. prosince", ["sejít se do", "12. prosince"]),
        ("•bez mezery", ["bez mezery"]),
        ("–Bez mezery", ["Bez mezery"]),
        ("-li to možné", ["-li to možné"]),
        ("1.Bez mezery", ["Bez mezery"]),
        ("1.1 část", ["část"]),
        ("12 kurzů", ["12 kurzů"]),
        ("2. pololetí", ["2. pololetí"]),
        ("a) část", ["část"]),
        ("iv) část", ["část"]),
    ],
)
def test_only_markers_are_taken_off(text, found):
    assert [line.text for line in lines_of(text.encode(), ".txt")] == found


def test_dash_at_the_beginning_of_a_wrapped_line_is_text():
    full = "x" * 70

    kinds = [line.kind for line in lines_of(f"{full}\n– pokračování\n\n– položka\n".encode(), ".txt")]

    assert kinds == [LineKind.PLAIN, LineKind.PLAIN, LineKind.ITEM]


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"text\x00text", b"\x81\x8d\x98", b"\xff\xfe\x00\xd8"])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(ImportProblem, match="neobsahuje čitelný text"):
        lines_of(data, ".txt")


@settings(max_examples=examples(300))
@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".docx", ".pdf"]))
@example(b"%PDF-1.7", ".pdf")
@example(b"PK\x03\x04", ".docx")
@example(b"\xff\xfe", ".txt")
def test_any_bytes_give_lines_or_an_import_problem(data, extension):
    try:
        lines = lines_of(data, extension)
    except ImportProblem:
        lines = [Line("nic", "")]

    assert all(line.text for line in lines)


@settings(max_examples=examples(200))
@given(st.text())
def test_any_text_gives_lines_in_order(text):
    try:
        lines = lines_of(text.encode(errors="replace"), ".md")
    except ImportProblem:
        lines = []

    places = [int(line.where.removeprefix("řádek ")) for line in lines]
    assert places == sorted(places)


@pytest.fixture(scope="module")
def documents(real_documents):
    centres = known_centres()
    paths = {extension: real_documents / f"operacni-cile-2026.{extension}" for extension in ("txt", "docx", "pdf")}
    return {name: parse(read_lines(path), year=2026, centres=centres) for name, path in paths.items()}


class TestRealDocument:
    @pytest.mark.parametrize("extension", ["txt", "docx", "pdf"])
    def test_all_centres_and_goals_are_found(self, documents, extension):
        document = documents[extension]

        assert (document.year, document.problems) == (2026, ())
        assert (len(document.centres), sum(len(centre.goals) for centre in document.centres)) == (19, 70)
        assert len({centre.slug for centre in document.centres} - {None}) == 19

    @pytest.mark.parametrize("extension", ["docx", "pdf"])
    def test_formats_agree_word_for_word(self, documents, extension):
        assert plain(documents[extension]) == plain(documents["txt"])

    @pytest.mark.parametrize("extension", ["txt", "docx", "pdf"])
    def test_sections_are_found(self, documents, extension):
        assert [(section.key, len(section.text.split())) for section in documents[extension].sections] == [
            ("introduction", 55),
            ("responsible", 7),
            ("evaluation", 6),
            ("deadline", 3),
        ]

    def test_pdf_says_the_page_and_the_line(self, documents):
        assert documents["pdf"].centres[-1].goals[-1].where == "strana 6, řádek 10"


def plain(document):
    sections = [(section.key, section.title, section.text) for section in document.sections]
    centres = [(centre.slug, centre.name, [goal.text for goal in centre.goals]) for centre in document.centres]
    return document.title, sections, centres
