"""PDF documents: what each says (edition.py) and how HTML becomes an archival, accessible file (archival.py).

WeasyPrint costs most of a second to import, so `archival` is imported where a document is made, and not from here.
"""

from goals.pdf.edition import edition_html, lines, short_checksum

__all__ = ["edition_html", "lines", "short_checksum"]
