"""A copy of the public site: all of it, leading nowhere but to itself and to the living site, and nothing private."""

import json
import re
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest
from django.core.management import CommandError, call_command

from centres.addresses import full_address
from centres.languages import CZECH, address_in
from cpic.copying import copy_public
from cpic.sitemap import paths
from tests import once
from tests.world import add_months, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def copied(django_db_setup, django_db_blocker, tmp_path_factory):
    with once.kept(django_db_blocker):
        add_months(make_world())
        folder = tmp_path_factory.mktemp("out") / "web"
        copy_public(folder)
        yield folder, [*paths()]


def pages_in(folder):
    return {path: path.read_text() for path in folder.rglob("*.html")}


def test_every_page_is_there_in_every_language(copied):
    folder, addresses = copied

    wanted = {address_in(code, address) for code in (CZECH, "uk") for address in addresses}
    assert len(wanted) > 20
    assert [address for address in wanted if not (folder / address.lstrip("/") / "index.html").is_file()] == []


def test_links_lead_to_files_beside_or_to_the_living_site(copied):
    folder, _addresses = copied
    inside, outside, living = 0, 0, urlsplit(full_address("/")).netloc
    for path, text in pages_in(folder).items():
        for link in map(unescape, re.findall(r'\s(?:href|src|action)="([^"]*)"', text)):
            parts = urlsplit(link)
            assert not parts.query or parts.netloc == living, (path, link)
            if parts.scheme or parts.netloc:
                outside += 1
                continue
            assert not link.startswith("/"), (path, link)
            assert not parts.path or (path.parent / unquote(parts.path)).resolve().is_file(), (path, link)
            inside += 1
        assert 'rel="preload"' not in text, path
    assert inside > outside > 0


def test_pages_and_data_name_one_host_for_what_is_on_the_living_site(copied):
    folder, _addresses = copied
    living = full_address("")

    page = (folder / "cile/2026/index.html").read_text()
    assert f'rel="canonical" href="{living}/cile/2026/"' in page
    assert json.loads(next((folder / "data").glob("cile-*.json")).read_text())["schema"].startswith(f"{living}/")


def test_sheet_finds_its_fonts(copied):
    folder, _addresses = copied
    sheets = [*folder.rglob("*.css")]

    addresses = [(sheet, link) for sheet in sheets for link in re.findall(r'url\("([^":]+)"\)', sheet.read_text())]
    assert addresses
    assert [link for sheet, link in addresses if not (sheet.parent / link).resolve().is_file()] == []


def test_each_page_says_of_which_day_it_is_and_where_it_lives(copied):
    folder, _addresses = copied
    english = (folder / "en/cile/index.html").read_text().replace("\xa0", " ")

    assert "This is a copy of the site from" in english
    assert "Searching, and choosing by region, centre or year, lead to the live site." in english
    assert re.search(r'href="https?://[^"]+/en/cile/"[^>]*>This page on the live site', english)


def test_nothing_private_is_in_it(copied):
    folder, _addresses = copied

    assert not [path for path in folder.rglob("*") if path.relative_to(folder).parts[0] in {"prace", "ucet", "sprava"}]
    assert not [path for path, text in pages_in(folder).items() if "csrfmiddlewaretoken" in text]


def test_copy_without_a_page_that_failed_is_not_written(tmp_path, monkeypatch, settings):
    def refused(status):
        with pytest.raises(CommandError, match=f"odpovídá chybou {status}"):
            call_command("copy_public", str(tmp_path / "web"))
        return list(tmp_path.iterdir()) == []

    with monkeypatch.context() as broken:
        broken.setattr("goals.public.views.render", None)
        assert refused(500)
    settings.SITE_URL = "https://neznamy.example.cz"  # which is none of the allowed hosts
    settings.ALLOWED_HOSTS = ["testserver"]
    assert refused(400)


def test_folder_that_is_not_empty_is_refused(tmp_path):
    (tmp_path / "cizi.txt").write_text("Moje.")

    with pytest.raises(CommandError, match="už existuje a není prázdná složka"):
        call_command("copy_public", str(tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == ["cizi.txt"]
