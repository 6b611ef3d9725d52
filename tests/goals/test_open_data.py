"""Open data: what came out, word for word and in every file alike; addresses of an edition stay; nobody is named."""

import csv
import io
import json
import re
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from csvw import CSVW
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from pyshacl import validate
from rdflib.namespace import DCAT, DCTERMS, RDF

from centres.models import Centre, Erasure
from evaluations.models import ReportGoal
from goals.data.norms import NORM_FILES
from goals.data.sources import SOURCES
from goals.models import Edition, EditionGoal, EditionTarget
from goals.reading import find_personal_data
from goals.renderings import draw_missing
from goals.states import GoalState, Kind
from networks.models import Announcement
from networks.states import HappeningStanding
from tests import once
from tests.data_cast import asked, data_files, graph_of, shapes
from tests.factories import PUBLISHED_AT, changed, department_head, make_centre, make_document, make_edition, make_goal
from tests.languages_cast import make_public_world

pytestmark = pytest.mark.django_db
SETS = [data_set for source in SOURCES for data_set in source.data_sets]
OF_TODAY = {data_set.name for source in SOURCES if not source.is_numbered for data_set in source.data_sets}
MEDIA = {
    "CSV": "text/csv",
    "JSON": "application/json",
    "JSON_LD": "application/ld+json",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA = "=1+1 nebo <b>kurzy</b>,\n„druhý řádek“;"


@pytest.fixture
def edition():
    document = make_document()
    target = {"kind": Kind.COUNT, "value": Decimal("1500.5"), "unit": "kurzů"}
    hidden = {"responsible": "Jana Nováková", "evidence": "prezenční listiny"}
    centre = make_centre(slug="pisek", name="CPIC Písek")
    goal = make_goal(document, centre=centre, text=FORMULA, targets=[target], **hidden)
    make_goal(document, centre=centre, number=2, text="Tohle nikdo neschválil.", state=GoalState.DRAFT)
    return make_edition(document, goal)


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def test_csv_json_and_workbook_say_what_the_edition_says(client, edition):
    frozen, target = EditionGoal.objects.get(), EditionTarget.objects.get()
    [line] = rows_of(client.get("/data/cile-2026.csv"))
    [said] = client.get("/data/cile-2026.json").json()["radky"]
    book = load_workbook(io.BytesIO(client.get("/data/cile-2026.xlsx").content))
    heads, cells = list(book.worksheets[0].iter_rows())
    sheet = {head.value: cell for head, cell in zip(heads, cells, strict=True)}

    assert line["zneni"] == f"'{FORMULA}"  # what a spreadsheet would take for a formula
    assert said["zneni"] == sheet["zneni"].value == frozen.text == FORMULA
    assert (sheet["zneni"].data_type, sheet["zneni"].quotePrefix) == ("s", True)
    assert line["schvaleno"] == said["schvaleno"] == frozen.approved_on.isoformat()
    assert (line["skoncil"], said["skoncil"], said["cislo"]) == ("", None, frozen.number)
    [measured] = rows_of(client.get("/data/cilove-hodnoty-2026.csv"))
    assert (measured["hodnota"], measured["jednotka"], measured["druh"]) == ("1500.5", target.unit, "count")
    assert client.get("/data/cilove-hodnoty-2026.json").json()["radky"][0]["hodnota"] == 1500.5


def test_who_answers_for_a_goal_stays_inside(client, edition):
    assert EditionGoal.objects.get().responsible == "Jana Nováková"
    for path, answer in data_files(client).items():
        assert "Nováková" not in answer.content.decode(errors="replace"), path
        assert "neschválil" not in answer.content.decode(errors="replace"), path


def test_address_of_an_edition_says_the_same_for_ever(client, edition):
    paths = [f"/data/2026/1/{name}.{end}" for name in ("cile", "centra") for end in ("csv", "json", "xlsx")]
    before = {path: client.get(path).content for path in paths}

    Centre.objects.update(name="CPIC Písek a okolí")
    another = make_goal(edition.document, centre=Centre.objects.get(), number=3, text="Nový cíl.")
    make_edition(changed(edition.document), another)

    assert {path: client.get(path).content for path in paths} == before
    assert len(rows_of(client.get("/data/2026/2/cile.csv"))) == len(rows_of(client.get("/data/cile-2026.csv"))) == 2


def test_page_lists_what_came_out_before_and_what_was_withdrawn_by_number_sum_and_reason(client, edition):
    another = make_goal(edition.document, centre=Centre.objects.get(), number=3, text="Nový cíl.")
    make_edition(changed(edition.document), another)
    assert 'href="/data/2026/1/cile.csv"' in client.get("/data/").content.decode()

    withdraw(edition)

    html = client.get("/data/").content.decode()
    assert 'href="/data/2026/1/' not in html
    assert edition.checksum in html
    assert "Jméno." in html


def withdraw(edition):
    act = {"reason": "Jméno.", "by": department_head(), "at": PUBLISHED_AT}
    Erasure.objects.create(number=1, table="goals_edition", row=edition.pk, **act)


def posted(client):
    return client.get("/data/uredni-deska.jsonld").json()["informace"]


def test_notice_board_has_each_edition_and_of_the_one_that_holds_each_centre(client, edition):
    [whole, part] = posted(client)
    assert whole["název"] == {"cs": f"{edition.title}, vydání 1"}
    assert whole["vyvěšení"]["datum"] == edition.published_on.isoformat()
    assert (whole["revize"], whole["relevantní_do"]["datum"]) == ("1", "2026-12-31")
    assert part["umístění"][0]["název"] == {"cs": "CPIC Písek"}
    assert [file["url"].rpartition(".")[2] for file in part["dokument"]] == ["docx"]
    draw_missing()  # the sheets
    [whole, part] = posted(client)
    assert part["dokument"][0]["url"].endswith("/centra/pisek/2026/nastenka.pdf")
    for one in (whole, part):
        links = [one["url"], *(file["url"] for file in one["dokument"])]
        assert {client.get(link.removeprefix("http://testserver")).status_code for link in links} == {200}

    another = make_goal(edition.document, centre=Centre.objects.get(), number=3, text="Nový cíl.")
    second = make_edition(changed(edition.document), another)
    old, *new = posted(client)
    assert old["relevantní_do"]["datum"] == second.published_on.isoformat()
    assert [one["iri"].partition("#")[2] for one in new] == ["vydani-2026-2", "vydani-2026-2-pisek"]

    withdraw(edition)
    old = posted(client)[0]
    assert "dokument" not in old
    assert old["popis"] == {"cs": f"Staženo. Jméno. Kontrolní součet: {edition.checksum}"}


def test_withdrawn_edition_says_why_in_place_of_its_files(client, edition):
    withdraw(edition)
    answers = {end: client.get(f"/data/2026/1/cile.{end}") for end in ("csv", "json", "csv-metadata.json", "xlsx")}
    files = [client.get(f"/cile/2026/vydani/1.{end}") for end in ("pdf", "docx")]

    for answer in [*answers.values(), *files]:
        assert answer.status_code == 410
        assert {edition.checksum, "Jméno."} <= set(re.findall(r"[0-9a-f]{64}|Jméno\.", answer.content.decode()))
        assert "kurzy" not in answer.content.decode()
    left = answers["json"].json()
    assert left == answers["csv-metadata.json"].json()
    assert (left["rok"], left["vydani"], left["kontrolni_soucet"]) == (2026, 1, edition.checksum)
    assert (left["vydano"], left["stazeno"]) == (edition.published_on.isoformat(), PUBLISHED_AT.date().isoformat())
    assert (left["vymaz"], left["duvod"]) == (1, "Jméno.")
    assert left["stranka"] == f"http://testserver{edition.get_absolute_url()}"
    assert dict(line.split(": ", 1) for line in answers["csv"].content.decode().splitlines()) == {
        name: str(value) for name, value in left.items()
    }
    types = {end: answer["Content-Type"].partition(";")[0] for end, answer in answers.items()}
    assert types == {"csv": "text/plain", "xlsx": "text/html"} | dict.fromkeys(
        ["json", "csv-metadata.json"], "application/json"
    )


def test_other_sites_may_read_data_and_nothing_else(client, edition):
    def allowed(path):
        return client.get(path).headers.get("Access-Control-Allow-Origin")

    assert {allowed(path) for path in data_files(client)} == {"*"}
    assert {allowed(path) for path in ("/", "/cile/2026/", "/cile/2026.pdf", "/data/", "/prihlaseni/")} == {None}


@pytest.mark.parametrize(
    "path",
    [
        *("/data/nic-2026.csv", "/data/cile-1999.csv", "/data/cile-2026.doc", "/data/2026/9/cile.csv"),
        *("/data/nic.schema.json", "/data/2026/1/nic.csv", "/data/2026/1/cile.jsonld", "/data/zavazek-2026.csv"),
        *("/data/nic.jsonld", "/data/nic.datova-sada.jsonld", "/data/cile.jsonld"),
    ],
)
def test_what_is_not_there_leads_on(client, edition, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert re.search(r'href="/(data|cile|zavazek)/', answer.content.decode())


def test_page_without_any_edition_says_so(client):
    html = client.get("/data/").content.decode()

    assert "Zatím nejsou zveřejněné žádné cíle" in html
    assert len(client.get("/data/katalog.jsonld").json()["datová_sada"]) == len(NORM_FILES)
    assert (posted(client), client.get("/data/udalosti.jsonld").json()) == ([], [])


def test_terms_and_publisher_are_those_of_the_settings(client, settings, edition):
    settings.PUBLISHER, settings.DATA_TERMS = "Úřad", "cc-by"
    [about] = {json.dumps(one["podmínky_užití"]) for one in described(client)["distribuce"]}
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert json.loads(about)["autorské_dílo"] == licence
    assert json.loads(about)["autor"] == {"cs": "Úřad"}
    assert client.get("/data/cile-2026.csv-metadata.json").json()["dc:license"] == {"@id": licence}


@pytest.mark.parametrize("name", ["PUBLISHER", "PUBLISHER_IRI", "DATA_TERMS"])
def test_nothing_is_made_up_where_the_settings_say_nothing(client, settings, edition, name):
    setattr(settings, name, "")

    html = client.get("/data/").content.decode()
    assert "katalog.jsonld" not in html
    assert "uredni-deska" not in html
    for path in ("katalog", "cile-2026", "uredni-deska", "udalosti.datova-sada"):
        path = f"/data/{path}.jsonld"
        assert client.get(path).status_code == 404
    if name != "PUBLISHER_IRI":
        assert "nikdo neurčil" in html


def described(client, name="cile-2026"):
    return client.get(f"/data/{name}.jsonld").json()


def test_footer_leads_to_the_data(client):
    assert f'href="{reverse("open-data")}"' in client.get("/").content.decode()


def test_edition_page_offers_its_data(client, edition):
    assert 'href="/data/2026/1/cile.csv"' in client.get("/cile/2026/vydani/1/").content.decode()
    assert Edition.objects.count() == 1


# All that the public can meet; kept to the end of this module, so that what begins with nothing comes before


@pytest.fixture(scope="module")
def files(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        make_public_world()
        yield data_files(Client())


def as_json(cell):
    """As JSON has what a workbook says to people."""
    return cell.date().isoformat() if isinstance(cell, datetime) else {"ano": True, "ne": False}.get(cell, cell)


def as_csv(value):
    return "" if value is None else json.dumps(value) if isinstance(value, bool) else str(value)


def test_all_files_of_a_data_set_follow_from_its_columns(files):
    assert len(files) > 50
    assert {answer.status_code for answer in files.values()} == {200}
    for data_set in SETS:
        stem = data_set.name
        if data_set.name not in OF_TODAY:
            years = [int(path[-8:-4]) for path in files if re.fullmatch(rf"/data/{data_set.name}-\d+\.csv", path)]
            stem = f"{data_set.name}-{max(years)}"
        address = f"/data/{stem}"
        table, described = rows_of(files[f"{address}.csv"]), files[f"{address}.csv-metadata.json"].json()["tables"][0]
        schema = files[f"/data/{data_set.name}.schema.json"].json()
        said, of_row = files[f"{address}.json"].json(), schema["properties"]["radky"]["items"]
        names = [column["name"] for column in described["tableSchema"]["columns"]]
        assert described["url"] == f"{stem}.csv"
        assert files[f"{address}.csv-metadata.json"].json()["@context"][1] == {"@language": "cs"}
        assert files[f"{address}.csv"]["Content-Language"] == "cs"
        assert table
        assert list(table[0]) == names == list(of_row["properties"]) == list(said["radky"][0])
        assert set(said) == set(schema["properties"])
        assert schema["$id"] == said["schema"] == f"http://testserver/data/{data_set.name}.schema.json"
        heads, *cells = load_workbook(io.BytesIO(files[f"{address}.xlsx"].content)).worksheets[0].values
        assert [dict(zip(heads, map(as_json, row), strict=True)) for row in cells] == said["radky"], stem
        texts = [{name: as_csv(value) for name, value in row.items()} for row in said["radky"]]
        assert [{name: cell.removeprefix("'") for name, cell in row.items()} for row in table] == texts, stem
        keys = [tuple(row[name] for name in described["tableSchema"]["primaryKey"]) for row in table]
        assert len(set(keys)) == len(keys) == len(said["radky"])
        for column in described["tableSchema"]["columns"]:
            cells = {row[column["name"]] for row in table}
            assert not column["required"] or "" not in cells, column
            if isinstance(column["datatype"], dict):
                assert all(re.fullmatch(column["datatype"]["format"], cell) for cell in cells - {""}), column
    assert {row["zneni"] for row in rows_of(files["/data/hodnoceni-2025.csv"])} == set(
        ReportGoal.objects.filter(report__kind="evaluation").values_list("text", flat=True)
    )


def test_what_a_row_refers_to_is_there(files):
    for data_set in SETS:
        for reference in data_set.refers:
            mine = rows_of(files[f"/data/{data_set.name}-2025.csv"])
            theirs = rows_of(files[f"/data/{reference.data_set.name}-2025.csv"])
            there = {tuple(row[name] for name in reference.theirs) for row in theirs}
            wanted = [tuple(row[name] for name in reference.columns) for row in mine]
            assert wanted
            assert all(row in there or "" in row for row in wanted), data_set.name


def test_nobody_is_named_and_nobody_can_be_reached(files):
    """In all that comes out: no telephone, address of mail or birth number, and not how centres are reached."""
    contacts = {"+420 123 456 789", "liberec@example.cz"}
    for path, answer in files.items():
        if path.endswith((".csv", ".json")):
            text = answer.content.decode()
            assert not any(contact in text for contact in contacts), path
        if path.endswith(".csv"):
            for row in rows_of(answer):
                assert [find_personal_data(value) for value in row.values() if find_personal_data(value)] == [], path


def test_catalogue_leads_to_every_data_set_and_each_to_its_files(client, files):
    answer = client.get("/data/katalog.jsonld")
    catalogue = answer.json()

    assert answer["Content-Type"] == "application/ld+json"
    assert {"@context", "typ", "iri", "název", "popis", "poskytovatel", "datová_sada"} <= set(catalogue)
    tables = sum(len(source.newest()) * len(source.data_sets) for source in SOURCES)
    assert len(catalogue["datová_sada"]) == tables + len(NORM_FILES) > 12
    for iri in catalogue["datová_sada"]:
        data_set = client.get(iri.removeprefix("http://testserver")).json()
        assert data_set["iri"] == iri
        assert {"téma", "periodicita_aktualizace", "klíčové_slovo", "prvek_rúian", "poskytovatel"} <= set(data_set)
        assert len(data_set["distribuce"]) == (1 if "specifikace" in data_set else 3)
        for one in data_set["distribuce"]:
            assert {"podmínky_užití", "přístupové_url", "soubor_ke_stažení", "formát", "typ_média"} <= set(one)
            assert len(one["podmínky_užití"]) == 5
            file = files[one["soubor_ke_stažení"].removeprefix("http://testserver")]
            media = one["typ_média"].removeprefix("http://www.iana.org/assignments/media-types/")
            assert media == file["Content-Type"].partition(";")[0] == MEDIA[one["formát"].rpartition("/")[2]]
            for link in {one["soubor_ke_stažení"], one.get("schéma", one["soubor_ke_stažení"])}:
                if not link.startswith("https://ofn.gov.cz/"):  # the schema of a norm
                    assert files[link.removeprefix("http://testserver")].status_code == 200


# Independent judges; what the norms ask stands in tests/norms/


def test_csvw_validator_finds_nothing_in_any_table(files, tmp_path):
    newest = [path for path in files if re.fullmatch(r"/data/[a-z-]+-\d{4}\.csv(-metadata\.json)?", path)]
    for path in newest:
        (tmp_path / path.rpartition("/")[2]).write_bytes(files[path].content)
    described = sorted(tmp_path.glob("*-metadata.json"))

    assert len(described) == len(newest) / 2 > 10
    judged = {file.name: CSVW(str(file), validate=True) for file in described}
    assert {name: found.warnings for name, found in judged.items() if not found.is_valid} == {}
    rows = sum(len(list(table)) for found in judged.values() for table in found.tables)
    assert rows > 60

    cells = (tmp_path / "cile-2026.csv").read_bytes()
    (tmp_path / "cile-2026.csv").write_bytes(cells + cells.partition(b"\r\n")[2])  # every key twice
    with pytest.raises(ValueError, match="duplicate primary key"):
        assert CSVW(str(tmp_path / "cile-2026.csv-metadata.json"), validate=True).is_valid


def test_every_json_is_what_its_published_schema_says(files):
    rows = 0
    for path in (path for path in files if path.endswith(".json") and not path.endswith(("schema.json", "data.json"))):
        said = files[path].json()
        schema = files[said["schema"].removeprefix("http://testserver")].json()
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
        assert [fault.message for fault in validator.iter_errors(said)] == [], path
        rows += len(said["radky"])
    assert rows > 100
    said = files["/data/cile-2026.json"].json()
    schema = files["/data/cile.schema.json"].json()
    said["radky"][0].popitem()
    said["vydano"] = "10. 1. 2026"
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert len(list(validator.iter_errors(said))) == 2


def test_catalogue_board_and_events_are_what_the_norms_ask(client, files):
    catalogue = client.get("/data/katalog.jsonld").json()
    sets = [client.get(iri.removeprefix("http://testserver")).json() for iri in catalogue["datová_sada"]]
    board, events = (files[f"/data/{name}.jsonld"].json() for name in ("uredni-deska", "udalosti"))

    judged = [("catalogue", catalogue), ("board", board), ("events", events), *(("data_set", one) for one in sets)]
    assert [fault for name, content in judged for fault in asked(name, content)] == []
    assert asked("board", board | {"typ": "Deska"})
    assert asked("events", [events[0] | {"doba_trvání": []}])

    described, posted = graph_of("catalogue", catalogue, *sets), graph_of("ofn", board, events)
    assert len(described) > 800
    assert len(posted) > 200
    assert len([*described.subjects(RDF.type, DCAT.Distribution)]) == sum(len(one["distribuce"]) for one in sets)
    for graph in (described, posted):
        conforms, _graph, text = validate(graph, shacl_graph=shapes())
        assert conforms, text
        graph.remove((None, DCTERMS.title, None))
        assert not validate(graph, shacl_graph=shapes())[0]


def test_events_have_a_time_in_prague_for_each_week_and_say_what_is_called_off(client, files):
    events = files["/data/udalosti.jsonld"].json()
    assert [len(one["doba_trvání"]) for one in events] == [1, 2, 3]
    assert [("zneplatněno" in one) for one in events] == [False, True, True]
    assert {one["umístění"][0]["název"]["cs"] for one in events} == {"Sál"}

    last = Announcement.objects.order_by("pk").last()
    facts = {"kind": last.kind, "centre": last.centre, "region": last.region, "title": "Kurz", "made_at": last.made_at}
    hours = {"on": date(2026, 10, 20), "starts": time(9), "ends": time(10, 30), "weeks": 2}  # the clocks change between
    Announcement.objects.create(key="akce-9", **facts, **hours)
    hidden = facts | {"standing": HappeningStanding.HIDDEN, "title": "Stažené."}
    Announcement.objects.create(key="akce-8", on=date(2026, 10, 20), **hidden)

    events = client.get("/data/udalosti.jsonld").json()
    times = next(one for one in events if one["iri"].endswith("#akce-9"))["doba_trvání"]
    begin = [one["časový_interval"]["začátek"]["datum_a_čas"] for one in times]
    assert begin == ["2026-10-20T09:00:00+02:00", "2026-10-27T09:00:00+01:00"]
    assert (asked("events", events), "Stažené." in str(events)) == ([], False)
