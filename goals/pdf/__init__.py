"""PDF documents: what each says (edition.py) and how HTML becomes an archival, accessible file (archival.py)."""

from goals.pdf.edition import edition_html, edition_pdf

__all__ = ["edition_html", "edition_pdf"]
