"""A PDF takes longer to draw than most of these tests take; only those that look into one have it drawn."""

import pytest

from goals.pdf import archival

LOOK_INTO_PDFS = {"test_minutes", "test_releasing", "test_public_progress"}
BLANK = '<!doctype html><html lang="cs"><head><title>Prázdná stránka</title></head><body><p>Nic.</p></body></html>'


@pytest.fixture(scope="session")
def blank_page():
    return archival.render(BLANK)


@pytest.fixture(autouse=True)
def quick_pdfs(request, monkeypatch, blank_page):
    if request.module.__name__.rpartition(".")[2] not in LOOK_INTO_PDFS:
        monkeypatch.setattr(archival, "render", lambda html: blank_page)
