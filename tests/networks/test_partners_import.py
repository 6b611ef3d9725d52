"""Partners from the sheet that each centre has, whatever it looks like, and out again."""

import io
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from goals.workflow import EditConflict
from networks.models import Partner, WorkContact
from networks.partners import importing
from tests.networks.networks_cast import make_partner
from tests.world import browser, fields, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
HEADINGS = ["Organizace", "Typ", "Obec", "IČ", "Jméno a příjmení", "Funkce", "Email", "Tel.", "Barva"]


def sheet(*rows, merged=(), title=()):
    book = Workbook()
    for row in (*title, HEADINGS, *rows):
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile("partneri.xlsx", stream.getvalue())


def tried(cast, *rows, **facts):
    return importing.try_file(sheet(*rows, **facts), cast.region)


def remarks(trial):
    return "\n".join(one.in_words() for one in trial.remarks)


def test_the_same_school_five_times_is_one_with_five_contacts(cast):
    names = ["ZŠ Lesní", "Základní škola Lesní", "ZŠ LESNÍ, příspěvková organizace", "ZŠ Lesní, Liberec", "zs lesni"]
    rows = [
        [name, "", "Liberec", None, f"Osoba {at}", "", f"osoba{at}@zslesni.example"] for at, name in enumerate(names)
    ]

    trial = tried(cast, *rows)

    assert [(row.facts["name"], row.facts["kind"], len(row.contacts)) for row in trial.rows] == [
        ("ZŠ Lesní", "primary_school", 5)
    ]
    assert "ZŠ Lesní je v souboru víckrát (řádky 2, 3, 4, 5, 6)" in remarks(trial)


def test_merged_cells_hold_for_each_of_their_rows(cast):
    rows = [["Úřad A", "město", "Liberec"], ["Úřad B", None, None], ["Úřad C", None, None]]

    trial = tried(cast, *rows, merged=["B2:B4", "C2:C4"])

    assert [(row.facts["kind"], row.facts["towns"]) for row in trial.rows] == [("town", "Liberec")] * 3
    assert "Buňky B2:B4 jsou sloučené" in remarks(trial)


def test_title_above_the_table_is_no_heading(cast):
    trial = tried(cast, ["Knihovna", "", "Liberec"], title=[["Partneři centra 2026"]], merged=["A1:D1"])

    assert [row.facts["name"] for row in trial.rows] == ["Knihovna"]


def test_private_addresses_and_wrong_numbers_are_left_out_and_said(cast):
    row = ["Spolek", "", "Liberec", "12345678", "Jana", "", "jana@seznam.cz", "777123456", "modrá"]

    trial = tried(cast, row, ["", "", "Turnov"])

    said = remarks(trial)
    assert trial.rows[0].facts["ico"] == ""
    assert trial.rows[0].contacts == [{"name": "Jana", "position": "", "email": "", "phone": "777123456"}]
    for sentence in (
        "Řádek 2, sloupec IČO: 12345678 není platné IČO",
        "Řádek 2, sloupec E-mail: seznam.cz je soukromá schránka",
        "Řádek 2, sloupec Telefon: Je to mobil",
        "Řádek 3, sloupec Název: Chybí název organizace",
        "Sloupec „Barva“ se nečte",
    ):
        assert sentence in said


def test_address_and_telephone_in_the_cell_of_a_name_go_where_they_belong(cast):
    said = "Jana Malá, jana@zshusova.cz, tel. 382 123 456"
    trial = tried(
        cast,
        ["Knihovna", "", "Liberec", "", said, "", "", ""],
        ["Spolek", "", "Liberec", "", "Petr, petr@seznam.cz", "", "", ""],
        ["Škola", "", "Liberec", "", "Eva, eva@seznam.cz", "", "skola@zs.cz", ""],
    )

    contacts = [row.contacts[0] for row in trial.rows]
    assert contacts[0] == {"name": "Jana Malá", "position": "", "email": "jana@zshusova.cz", "phone": "382 123 456"}
    assert (contacts[1]["name"], contacts[1]["email"]) == ("Petr", "")
    assert (contacts[2]["name"], contacts[2]["email"]) == ("", "skola@zs.cz")
    assert "Řádek 3, sloupec E-mail: seznam.cz je soukromá schránka" in remarks(trial)
    assert "Řádek 4, sloupec Kontaktní osoba: Vypadá to jako e-mailová adresa" in remarks(trial)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.xlsx", "Soubor je prázdný."),
        (b"PK\x03\x04nic", "a.xlsx", "Sešit je poškozený"),
        (b"obrazek", "a.png", "Soubor není tabulka"),
        (b"Barva;Cena\nA;1\n", "a.csv", "chybí sloupec Název"),
        ("Název\n".encode() + "Škola\n".encode() * 1002, "a.csv", "nejvýš 1 000 partnerů"),
        ("Název;Obec\n".encode(), "a.csv", "není žádný partner"),
    ],
)
def test_file_that_is_no_list_of_partners_is_refused_in_words(cast, content, name, sentence):
    assert sentence in importing.try_file(SimpleUploadedFile(name, content), cast.region).problem


def test_file_is_tried_then_written_once(cast):
    client = browser(cast.staff)
    url = reverse("partners-import")
    data = {"file": sheet(["ZŠ Husova", "", "Liberec", None, "Ředitelna", "", "reditel@zs.example"], ["Knihovna"])}
    shown = client.post(url, fields(client.get(url)) | data)

    assert "Zatím se nic nezapsalo" in page(shown)
    assert Partner.objects.count() == 3
    sent = fields(shown)
    assert sent["row-0"] == str(cast.school.pk)
    client.post(url, sent)
    client.post(url, sent)  # pressed twice

    assert Partner.objects.filter(name="Knihovna").count() == 1
    school = Partner.objects.get(name="ZŠ Husova")
    assert (school.towns, school.contacts.get().email) == ("Liberec", "reditel@zs.example")


def test_row_can_be_another_organisation_or_left_out(cast):
    client, url = browser(cast.head), reverse("partners-import")
    data = {"file": sheet(["ZŠ Husova", "", "Liberec"], ["Úřad práce"])}
    shown = client.post(url, fields(client.get(url)) | data)

    client.post(url, fields(shown) | {"row-0": "new", "row-1": "skip"})

    assert Partner.objects.filter(name="ZŠ Husova").count() == 2
    assert Partner.objects.filter(name="Úřad práce").count() == 1
    bad = client.post(url, fields(shown) | {"row-0": "999999"})
    assert bad.status_code == 422


def test_what_somebody_wrote_meanwhile_is_asked_about_again(cast):
    trial = tried(cast, ["Knihovna", "", "Liberec"])
    make_partner(cast.region, "Knihovna")

    with pytest.raises(EditConflict) as conflict:
        importing.add_tried(trial, ["new"], by=cast.head)

    assert len(conflict.value.current.rows[0].candidates) == 1


def test_rows_of_a_trial_cannot_be_forged_or_taken_by_another(cast):
    trial = tried(cast, ["Knihovna"])
    packed = importing.pack(trial, by=cast.head)

    for text, person in ((packed, cast.staff), (packed[:-2], cast.head), ("x", cast.head)):
        client = browser(person)
        answer = client.post(reverse("partners-import"), {"rows": text})
        assert answer.status_code == 422
        assert "už není k dispozici" in page(answer)
    assert UUID(importing.unpack(packed, by=cast.head).key)


def test_export_comes_in_again_as_the_same(cast):
    WorkContact.objects.create(partner=cast.town, name="Jana", email="j@urad.example", valid_from="2020-01-01")
    answer = browser(cast.head).get(reverse("partners-export"))
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))

    assert rows[0][0] == "Název"
    assert sum(row[0] == "Magistrát města" for row in rows) == 2
    trial = importing.try_file(SimpleUploadedFile("a.xlsx", answer.content), cast.region)
    assert {row.facts["name"]: len(row.candidates) for row in trial.rows} == {
        "Magistrát města": 1,
        "Úřad práce": 1,
        "ZŠ Husova": 1,
    }
    assert [row.facts["kind"] for row in trial.rows] == ["town", "labour_office", "primary_school"]
    importing.add_tried(trial, [str(row.candidates[0]) for row in trial.rows], by=cast.head)
    assert Partner.objects.count() == 3
    assert WorkContact.objects.count() == 3
