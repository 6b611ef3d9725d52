"""The command: a JSON object a line or a listing, standard input, and one sentence when a file cannot be read."""

import json
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import call_command

TEXT = "Uspořádat 3 kurzy do konce roku.\n\n  \r\nPosílit spolupráci.\r\n"


def run(path, *options):
    """The command's exit code, standard output and standard error."""
    out, err = StringIO(), StringIO()
    try:
        call_command("read_targets", str(path), *options, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "cíle.txt"
    path.write_bytes(TEXT.encode())
    return path


def test_json_is_one_object_a_wording(file):
    code, out, err = run(file, "--json", "--year=2025")

    assert (code, err) == (0, "")
    assert [json.loads(line) for line in out.splitlines()] == [
        {
            "text": "Uspořádat 3 kurzy do konce roku.",
            "targets": [
                {
                    "kind": "count",
                    "comparator": "exact",
                    "value": 3,
                    "unit": "kurzy",
                    "window": None,
                    "deadline": "2025-12-31",
                    "span": [10, 17],
                    "every": 1,
                    "is_per_cent": False,
                    "baseline": None,
                    "of": "",
                    "unit_forms": ["kurz", "kurzy", "kurzu", "kurzů"],
                    "uncertain": "",
                }
            ],
        },
        {
            "text": "Posílit spolupráci.",
            "targets": [
                {
                    "kind": "narrative",
                    "comparator": "exact",
                    "value": None,
                    "unit": "",
                    "window": None,
                    "deadline": None,
                    "span": [0, 19],
                    "every": 1,
                    "is_per_cent": False,
                    "baseline": None,
                    "of": "",
                    "unit_forms": None,
                    "uncertain": "",
                }
            ],
        },
    ]


def test_letters_are_written_as_they_are(file):
    assert '"text": "Uspořádat' in run(file, "--json")[1]


def test_listing_shows_the_words_that_were_read(file):
    _code, out, _err = run(file, "--year=2026")

    assert out.splitlines() == [
        "Uspořádat 3 kurzy do konce roku.",
        "  počet: 3\u00a0kurzy do 31.\u00a012.\u00a02026 („3 kurzy“)",
        "Posílit spolupráci.",
        "  slovní hodnocení: hodnotí se slovně („Posílit spolupráci.“)",
    ]


def test_year_is_the_current_one_when_none_is_given(file):
    _code, out, _err = run(file, "--json")

    assert json.loads(out.splitlines()[0])["targets"][0]["deadline"] == f"{date.today().year}-12-31"


def test_dash_reads_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO("\ufeffSetkat se 2x ročně".encode())))

    _code, out, _err = run("-", "--json")

    assert json.loads(out)["text"] == "Setkat se 2x ročně"


@pytest.mark.parametrize(
    ("content", "options", "sentence"),
    [
        (None, [], "Soubor {path} neexistuje."),
        (b"\xc8\xedl", [], "Soubor {path} není text v kódování UTF-8."),
        (b"text", ["--year=12"], "Rok 12 není mezi 1990 a 2100."),
    ],
)
def test_bad_call_ends_with_one_sentence(tmp_path, content, options, sentence):
    path = tmp_path / "soubor.txt"
    if content is not None:
        path.write_bytes(content)

    assert run(path, "--json", *options) == (1, "", sentence.format(path=path) + "\n")


def test_folder_is_refused(tmp_path):
    assert run(tmp_path) == (1, "", f"{tmp_path} je složka, ne soubor.\n")
