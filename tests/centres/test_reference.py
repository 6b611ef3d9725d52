"""Reference data: complete, true to what is known, and never written over."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command

from centres.models import Centre, Operator, Region
from centres.reference import Loaded, load_reference

pytestmark = pytest.mark.django_db
FIXTURES = settings.BASE_DIR / "fixtures"


def test_reference_data_is_complete():
    assert load_reference(FIXTURES) == Loaded(regions=14, operators=5, centres=23)

    suz = Centre.objects.filter(operator__slug="suz")
    assert suz.count() == 19
    assert Region.objects.filter(centres=None).count() == 0
    parents = {centre.slug: centre.parent.slug for centre in suz.exclude(parent=None)}
    assert parents == {
        "pisek": "ceske-budejovice",
        "pelhrimov": "jihlava",
        "ceska-lipa": "liberec",
        "domazlice": "plzen",
        "tachov": "plzen",
    }


def test_reference_data_invents_nothing(real_documents):
    published = real_documents.parent / "data" / "centres.json"
    load_reference(FIXTURES)

    for facts in json.loads(published.read_text(encoding="utf-8"))["centres"]:
        centre = Centre.objects.get(slug=facts["slug"])
        assert centre.region.nuts3 == facts["nuts3"]
        assert (centre.parent.slug if centre.parent else None) == facts["parent"]
        for field in ("name", "town", "founded", "website"):
            assert getattr(centre, field) == (facts[field] or "")
        is_known = facts["official_name_basis"] == "source"
        assert centre.official_name == (facts["official_name"] if is_known else "")
        assert bool(centre.parent_basis) == (facts["parent_basis"] == "inferred")
        is_recent = bool(facts["address"]) and not facts["address_as_of"].startswith(("2009", "2013", "2018"))
        assert bool(centre.address) == is_recent
        assert (float(centre.latitude), float(centre.longitude)) == (facts["latitude"], facts["longitude"])


def test_loading_again_adds_nothing_and_leaves_corrections():
    load_reference(FIXTURES)
    Centre.objects.filter(slug="liberec").update(address="Nová 1, Liberec")

    assert load_reference(FIXTURES) == Loaded(0, 0, 0)
    assert Centre.objects.get(slug="liberec").address == "Nová 1, Liberec"


def test_command_says_what_it_added(capsys):
    call_command("load_reference")

    assert capsys.readouterr().out == "Přidáno: kraje 14, provozovatelé 5, centra 23, ukazatele 30.\n"
    assert Operator.objects.count() == 5
