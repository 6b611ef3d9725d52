"""How evidence leaves: saved and not shown, with a policy that leaves it no power."""

import io

import pytest
from csp.middleware import CSPMiddleware
from django.http import Http404

from evaluations.evidence import CONTENT_TYPES, FileKind, attachment, keep


@pytest.fixture
def stored(db):
    with keep(io.BytesIO(b"obsah"), FileKind.PDF) as file:
        return file.stored


def test_content_is_sent_whole(stored):
    response = attachment(stored, "zapis.pdf", FileKind.PDF)

    assert b"".join(response.streaming_content) == b"obsah"
    assert response["Content-Length"] == "5"


@pytest.mark.parametrize("kind", FileKind)
def test_type_is_that_of_the_kind_and_not_of_the_name(stored, kind):
    response = attachment(stored, "zapis.html", kind.value)

    assert response["Content-Type"] == CONTENT_TYPES[kind]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("zapis.pdf", 'attachment; filename="zapis.pdf"'),
        ("Zápis č. 1.pdf", "attachment; filename*=utf-8''Z%C3%A1pis%20%C4%8D.%201.pdf"),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
    ],
)
def test_file_is_to_be_saved_under_its_name(stored, name, header):
    assert attachment(stored, name, FileKind.PDF)["Content-Disposition"] == header


def test_file_has_no_power_and_stays_in_no_cache(stored, rf):
    request = rf.get("/")

    response = CSPMiddleware(lambda request: attachment(stored, "zapis.pdf", FileKind.PDF))(request)

    assert {name: response[name] for name in response.headers if name not in {"Content-Length", "Content-Type"}} == {
        "Content-Disposition": 'attachment; filename="zapis.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def test_missing_file_is_not_found_and_the_log_says_which(caplog):
    name = "00/" + "0" * 32

    with pytest.raises(Http404):
        attachment(name, "zapis.pdf", FileKind.PDF)

    assert name in caplog.text
