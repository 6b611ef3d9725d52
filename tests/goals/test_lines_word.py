"""Lines of Word documents: headings, bold lines, lists with their levels, tables, tracked changes."""

import io

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from goals.importing import LineKind, lines_of
from tests.goals.short_documents import goals_of_lines


@pytest.fixture
def document():
    return docx.Document()


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines(document):
    return lines_of(saved(document), ".docx")


def kinds(document):
    return [(line.kind, line.text) for line in lines(document)]


def goals(document):
    return goals_of_lines(lines(document))


def add_list_item(document, text, *, number, level):
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number
    return paragraph


def add_list(document, *formats):
    """A list whose levels have the given formats and no indents; returns its number."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(formats)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    return numbering.add_num(90).numId


class TestTitles:
    def test_headings_and_bold_lines_are_told_from_text(self, document):
        document.add_heading("Operační cíle 2026", 0)
        document.add_heading("CPIC Benešov", 2)
        document.add_paragraph().add_run("CPIC Plzeň").bold = True
        document.add_paragraph("Zlín")

        assert [kind for kind, _ in kinds(document)] == [
            LineKind.HEADING,
            LineKind.HEADING,
            LineKind.BOLD,
            LineKind.PLAIN,
        ]

    def test_style_based_on_a_heading_is_a_heading(self, document):
        style = document.styles.add_style("Název centra", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Heading 3"]
        document.add_paragraph("CPIC Benešov", style="Název centra")

        assert kinds(document) == [(LineKind.HEADING, "CPIC Benešov")]

    def test_bold_comes_from_the_style_too(self, document):
        style = document.styles.add_style("Tučný", WD_STYLE_TYPE.PARAGRAPH)
        style.font.bold = True
        document.add_paragraph("CPIC Benešov", style="Tučný")
        document.add_paragraph(style="Tučný").add_run("Oslovit firmy.").bold = False

        assert [kind for kind, _ in kinds(document)] == [LineKind.BOLD, LineKind.PLAIN]

    @pytest.mark.parametrize("form", ["heading", "bold", "plain"])
    def test_centre_may_be_named_in_any_form(self, document, form):
        document.add_paragraph("Operační cíle 2026")
        for name in ("CPIC Benešov", "CPIC Plzeň"):
            paragraph = document.add_heading("", 2) if form == "heading" else document.add_paragraph()
            paragraph.add_run(name).bold = form == "bold" or None
            document.add_paragraph("Uspořádat kurz.", style="List Bullet")

        assert goals(document) == {"benesov": ["Uspořádat kurz."], "plzen": ["Uspořádat kurz."]}

    def test_title_broken_by_hand_is_one(self, document):
        document.add_heading("Operační cíle\nna rok 2026", 0)
        document.add_heading("CPIC Benešov", 1)
        document.add_paragraph("Uspořádat kurz.", style="List Bullet")

        assert goals(document) == {"benesov": ["Uspořádat kurz."]}


class TestLists:
    @pytest.fixture(autouse=True)
    def title(self, document):
        document.add_paragraph("Operační cíle 2026")
        document.add_paragraph("CPIC Benešov")

    def test_list_styles_have_levels(self, document):
        document.add_paragraph("Oslovit:", style="List Bullet")
        document.add_paragraph("školy", style="List Bullet 2")
        document.add_paragraph("Uspořádat kurz.", style="List Bullet")

        assert goals(document) == {"benesov": ["Oslovit: – školy", "Uspořádat kurz."]}

    def test_numbered_list_gives_goals(self, document):
        document.add_paragraph("Uspořádat kurz.", style="List Number")
        document.add_paragraph("Oslovit firmy.", style="List Number")

        assert goals(document) == {"benesov": ["Uspořádat kurz.", "Oslovit firmy."]}
        assert [line.marker for line in lines(document)[2:]] == ["1.", "2."]

    def test_levels_of_one_list_nest(self, document):
        number = add_list(document, ("decimal", "%1."), ("lowerLetter", "%2)"), ("decimal", "%1.%2.%3"))
        for text, level in (("Oslovit", 0), ("školy", 1), ("firmy", 1), ("malé", 2), ("Uspořádat kurz.", 0)):
            add_list_item(document, text, number=number, level=level)

        assert goals(document) == {"benesov": ["Oslovit a) školy b) firmy 1.b.1 malé", "Uspořádat kurz."]}
        assert [line.indent for line in lines(document)[2:]] == [0.0, 18.0, 18.0, 36.0, 0.0]

    def test_own_indent_of_a_paragraph_wins(self, document):
        document.add_paragraph("Oslovit:", style="List Bullet")
        document.add_paragraph("školy", style="List Bullet").paragraph_format.left_indent = Pt(54)
        document.add_paragraph("Uspořádat kurz.", style="List Bullet")

        assert goals(document) == {"benesov": ["Oslovit: – školy", "Uspořádat kurz."]}

    def test_paragraph_taken_out_of_its_list_is_no_item(self, document):
        add_list_item(document, "Uspořádat kurz.", number=0, level=0)

        assert lines(document)[-1].kind is LineKind.PLAIN

    def test_paragraph_indented_below_an_item_belongs_to_it(self, document):
        document.add_paragraph("Uspořádat kurz.", style="List Bullet")
        document.add_paragraph("Přijít mohou všichni.", style="List Continue 2")
        document.add_paragraph("Oslovit firmy.", style="List Bullet")

        assert goals(document) == {"benesov": ["Uspořádat kurz. Přijít mohou všichni.", "Oslovit firmy."]}

    def test_typed_bullets_are_items(self, document):
        document.add_paragraph("•\tOslovit:")
        document.add_paragraph("–\tškoly").paragraph_format.left_indent = Pt(36)
        document.add_paragraph("•\tUspořádat kurz.")

        assert goals(document) == {"benesov": ["Oslovit: – školy", "Uspořádat kurz."]}

    def test_lines_broken_by_hand_belong_to_the_item(self, document):
        document.add_paragraph("Oslovit obce:\nPlzeň\nBenešov", style="List Bullet")

        assert goals(document) == {"benesov": ["Oslovit obce: Plzeň Benešov"]}

    def test_goals_typed_into_one_paragraph_are_apart(self, document):
        document.add_paragraph("- Uspořádat kurz.\n- Oslovit firmy.")

        assert goals(document) == {"benesov": ["Uspořádat kurz.", "Oslovit firmy."]}

    def test_paragraph_split_by_a_page_goes_on(self, document):
        document.add_paragraph("Uspořádat kurz o kulturní", style="List Bullet")
        document.add_paragraph("rozmanitosti.")

        assert goals(document) == {"benesov": ["Uspořádat kurz o kulturní rozmanitosti."]}


class TestText:
    def test_tables_are_read_row_by_row(self, document):
        document.add_paragraph("Operační cíle 2026")
        table = document.add_table(rows=2, cols=2)
        texts = [("CPIC Benešov", "Uspořádat kurz."), ("Plzeň", "Oslovit firmy.")]
        for row, (centre, goal) in zip(table.rows, texts, strict=True):
            row.cells[0].text, row.cells[1].text = centre, goal
        table.rows[0].cells[1].paragraphs[0].style = document.styles["List Bullet"]

        assert goals(document) == {"benesov": ["Uspořádat kurz."], "plzen": ["Oslovit firmy."]}
        assert [line.where for line in lines(document)] == ["odstavec 1", "tabulka 1, řádek 1", "tabulka 1, řádek 2"]

    def test_tracked_changes_are_read_as_accepted(self, document):
        paragraph = document.add_paragraph("Uspořádat ")
        for tag, text in (("w:del", "dva\n"), ("w:moveFrom", "čtyři"), ("w:ins", "tři")):
            change = OxmlElement(tag)
            run = paragraph.add_run(text)._r
            change.append(run)
            if tag == "w:del":
                run.find(qn("w:t")).tag = qn("w:delText")
            paragraph._p.append(change)
        paragraph.add_run(" kurzy.")

        assert kinds(document) == [(LineKind.PLAIN, "Uspořádat tři kurzy.")]

    def test_hyphens_of_word_are_understood(self, document):
        run = document.add_paragraph("Frýdek").add_run()
        run._r.append(OxmlElement("w:noBreakHyphen"))
        run.add_text("Místek, porad\u00adna")

        assert kinds(document) == [(LineKind.PLAIN, "Frýdek-Místek, poradna")]

    def test_links_and_content_controls_are_text(self, document):
        paragraph = document.add_paragraph("Zapsat se ")
        for tag in ("w:hyperlink", "w:smartTag"):
            box = OxmlElement(tag)
            box.append(paragraph.add_run("tady ")._r)
            paragraph._p.append(box)
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Pole</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
        document.element.body.insert(1, control)

        assert [text for _, text in kinds(document)] == ["Zapsat se tady tady", "Pole"]

    def test_place_counts_paragraphs_with_text(self, document):
        for text in ("první", "", "druhý"):
            document.add_paragraph(text)

        assert [line.where for line in lines(document)] == ["odstavec 1", "odstavec 2"]
