"""A reader who follows every link, and reads whatever it leads to: pages, PDFs, spreadsheets."""

import io
import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import docx
import pypdfium2
from openpyxl import load_workbook

from centres.languages import CZECH, language_of
from evaluations.spreadsheets import XLSX
from goals.renderings import WORD_TYPE


def crawl(client, *starts):
    """Every public address that can be reached by links, with its text. Czech ones are enough: those in other languages
    are the same views, and tests/test_languages.py reads them all."""
    waiting, seen = list(starts), {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        seen[address] = read(response)
        waiting += [link for link in links_of(response, address) if link not in seen and language_of(link) == CZECH]
    return seen


def links_of(response, address):
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    for link in re.findall(r'(?:href|action)="([^"]+)"', response.content.decode()):
        parts = urlsplit(urljoin(f"http://testserver{address}", unescape(link)))
        if parts.netloc == "testserver" and not parts.path.startswith("/static/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def read(response):
    """All that a person can read in it: text, the name that a file is saved under, what a PDF or Word says."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    name = response.headers.get("Content-Disposition", "")
    if response.headers.get("Content-Type") == "application/pdf":
        with pypdfium2.PdfDocument(content) as pdf:  # a walk reads many, and the other libraries read slowly
            return name + "\n".join(page.get_textpage().get_text_range() for page in pdf)
    if response.headers.get("Content-Type") == WORD_TYPE:
        return name + "\n".join(docx.Document(io.BytesIO(content)).element.itertext())
    if response.headers.get("Content-Type") == XLSX:
        book = load_workbook(io.BytesIO(content))
        return name + "\n".join(str(value) for sheet in book for row in sheet.values for value in row)
    return name + content.decode(errors="replace")
