"""Making an edition's PDF, beside WeasyPrint alone on the same HTML with the same style sheets, fonts and variant."""

import time
from dataclasses import dataclass
from statistics import median

from weasyprint import HTML

from goals.models import Edition
from goals.pdf import archival, edition_html


@dataclass(frozen=True)
class Made:
    ratio: float
    seconds: float
    pages: int
    size: int


def compare(edition, rounds):
    """From frozen rows to the file, against HTML to the file; processor time, in turn, the median of the rounds."""
    html = edition_html(_with_content(edition))
    pairs = []
    for turn in range(rounds):
        works = [lambda: archival.render(edition_html(_with_content(edition))), lambda: _raw(html)]
        order = works if turn % 2 == 0 else works[::-1]
        seconds = {work: _seconds(work) for work in order}
        pairs.append(tuple(seconds[work] for work in works))
    file = edition.files.get(format="pdf")
    return Made(
        ratio=median(made / raw for made, raw in pairs),
        seconds=median(made for made, _raw in pairs),
        pages=file.pages,
        size=file.size,
    )


def _with_content(edition):
    return Edition.objects.with_content().get(pk=edition.pk)


def _raw(html):
    page = HTML(string=html, url_fetcher=archival.Assets())
    return page.write_pdf(pdf_variant=archival.VARIANT, presentational_hints=True)


def _seconds(work):
    started = time.process_time()
    work()
    return time.process_time() - started
