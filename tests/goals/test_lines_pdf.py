"""Lines of PDF files: paragraphs by position, wordings over page breaks, running headers left out."""

import os
from functools import cache

import pytest
import weasyprint

from goals.importing import LineKind, lines_of
from tests.goals.short_documents import goals_of_lines, parsed

LONG = (
    "Rozšířit nabídku poradenství pro klientky a klienty z okrajových částí regionu prostřednictvím terénní práce, "
    "informačních letáků a spolupráce se zaměstnavateli."
)
SMALL_PAGE = "@page { size: A6; margin: 1.5cm }"


@cache
def pdf(body, style=""):
    page = f'<html lang="cs"><style>body {{ font: 11pt serif }} {SMALL_PAGE} {style}</style><body>{body}</body></html>'
    return weasyprint.HTML(string=page).write_pdf()


def lines(body, style=""):
    return lines_of(pdf(body, style), ".pdf")


def goals(body, style=""):
    return goals_of_lines(lines(f"<h1>Operační cíle 2026</h1><h2>CPIC Benešov</h2>{body}", style))["benesov"]


def items(*texts, tag="ul"):
    return f"<{tag}>{''.join(f'<li>{text}' for text in texts)}</{tag}>"


def counted(number):
    return f"Číslo {number}: {LONG}"


def test_kinds_of_lines_are_told_by_the_letters():
    found = lines("<h1>Cíle 2026</h1><p><b>CPIC Benešov</b></p><p>Text s <b>tučným</b> slovem.</p>")

    assert [line.kind for line in found] == [LineKind.HEADING, LineKind.BOLD, LineKind.PLAIN]


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_wordings_over_lines_and_pages_are_in_one_piece(tag):
    texts = [counted(number) for number in range(1, 13)]

    assert goals(items(*texts, tag=tag)) == texts
    assert lines(f"<h2>CPIC Benešov</h2>{items(*texts, tag=tag)}")[-1].where.startswith("strana 4, řádek ")


@pytest.mark.parametrize("height", range(90, 130, 4))
def test_page_may_break_anywhere(height):
    texts = [counted(number) for number in range(1, 6)]

    assert goals(items(*texts), f"@page {{ size: 105mm {height}mm }} li {{ orphans: 1; widows: 1 }}") == texts


def test_running_header_footer_and_page_numbers_are_left_out():
    style = (
        '@page { @top-center { content: "Příkladný úřad · cíle" } @bottom-left { content: counter(page) } '
        '@bottom-right { content: "Strana " counter(page) " z " counter(pages) } }'
    )
    texts = [counted(number) for number in range(1, 9)]

    assert goals(items(*texts), style) == texts


def test_header_of_an_empty_page_is_left_out():
    body = items(LONG, LONG + " Znovu.") + '<div style="break-before: page">&nbsp;</div>'

    assert goals(body, '@page { @top-center { content: "Příkladný úřad" } }') == [LONG, LONG + " Znovu."]


def test_page_number_alone_on_one_page_is_left_out():
    assert goals(items("Uspořádat kurz."), "@page { @bottom-center { content: counter(page) } }") == ["Uspořádat kurz."]


def test_number_at_the_end_of_a_page_that_belongs_to_the_text_stays():
    text = f"{LONG} Dosáhnout alespoň<br>2000"

    assert goals(items(text))[0].endswith("alespoň 2000")


def test_numbers_in_wordings_do_not_make_them_a_header():
    texts = [f"Uspořádat {number} kurzů." for number in range(1, 60)]

    assert goals(items(*texts)) == texts


def test_hyphens_of_line_breaks_are_joined():
    style = "li { hyphens: auto; text-align: justify; width: 4.5cm }"

    assert goals(items(LONG), style) == [LONG]
    assert any(line.text.endswith("\u00ad") for line in lines(items(LONG), style))


def test_nested_lists_belong_to_the_wording():
    body = f"<ul><li>Oslovit:{items('školy', LONG)}<li>Uspořádat kurz.</ul>"

    assert goals(body) == [f"Oslovit: – školy – {LONG}", "Uspořádat kurz."]


def test_dash_at_the_beginning_of_a_wrapped_line_is_text():
    text = "Nabízet poradenství klientům z odlehlých obcí regionu – a také"

    found = goals(items(*(f"{'x' * number} {text} – prostřednictvím terénní práce" for number in range(1, 12))))

    assert [goal.count("–") for goal in found] == [2] * 11


def test_titles_and_paragraphs_without_space_between_are_apart():
    body = (
        f"<p>Operační cíle 2026<p>Úvodní věta.<p>CPIC Benešov{items(LONG, 'Oslovit firmy')}<p>CPIC Plzeň{items(LONG)}"
    )

    document = parsed(lines(body, "p, ul, li { margin: 0 }"))

    assert (document.title, document.sections[0].text) == ("Operační cíle 2026", "Úvodní věta.")
    assert [[goal.text for goal in centre.goals] for centre in document.centres] == [[LONG, "Oslovit firmy"], [LONG]]


def test_goals_may_be_plain_paragraphs():
    texts = [counted(number) for number in range(1, 6)]

    assert goals("".join(f"<p>{text}</p>" for text in texts)) == texts


def test_centred_title_is_a_title():
    body = f"<h1>Operační cíle 2026</h1><p style='text-align: center'>CPIC Benešov</p>{items('Uspořádat kurz.')}"

    assert goals_of_lines(lines(body)) == {"benesov": ["Uspořádat kurz."]}


def test_watermark_is_left_out():
    mark = '<div style="position: absolute; top: 5cm; font-size: 40pt; transform: rotate(45deg)">NÁVRH</div>'

    assert goals(mark + items(LONG, "Uspořádat kurz.")) == [LONG, "Uspořádat kurz."]


def told(pages):
    for page in pages:
        os.write(2, b"%d " % page)  # it is another process that reads
        yield page


def test_progress_is_told_of_every_page(capfd):
    lines_of(pdf(items(*map(counted, range(1, 13)))), ".pdf", progress=told)

    assert capfd.readouterr().err == "1 2 3 4 "
