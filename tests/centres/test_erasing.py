"""Erasing: each column of words is listed, and a frozen cell loses its words and nothing else."""

import json
import random
import string

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from centres.erasable import OURS, PLACES
from centres.erasing import Cell, ErasedWords, Words, erase_cells, find, next_act
from centres.events import SITE, record_event
from centres.models import Erasure, Event
from evaluations.models import Meeting, Minutes

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
NOW = timezone.now()


def a_word():
    return "".join(random.choices(string.ascii_lowercase, k=40))  # noqa: S311 - no secret


def act(**more):
    return {"number": next_act(), "reason": "Omylem.", "by": None, "at": NOW} | more


def test_every_column_of_words_is_listed():
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
    found, listed = set(), {(table, name) for of in (PLACES, OURS) for table, names in of.items() for name in names}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            # Lists of choices hold no words of people.
            if isinstance(field, kinds) and not field.choices:
                found.add((model._meta.db_table, field.column))
    unlisted = sorted(found - listed)
    assert not unlisted, (
        f"Columns that may hold words of people: {unlisted}. Add each to erasable.py of its app: to PLACES with its "
        "kind (texts('column') or Kind.JSON, BYTES, STORED), so that words in it can be found and erased; or to OURS, "
        "where only the program writes. If the table has a guard in triggers.py, let the app's latest migration that "
        "removes and installs its triggers come after the one that adds the column."
    )
    assert not listed - found, "These columns are gone; take them out of erasable.py."
    assert not {(table, name) for table, names in PLACES.items() for name in names if name in OURS.get(table, ())}


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("Jana Nováková", "Přišla JANA\u00a0NOVÁKOVÁ.", "JANA\u00a0NOVÁKOVÁ"),
        ("novak", "pan Novák řekl", "Novák"),
        ("777 123 456", "tel. 777\n123 456!", "777\n123 456"),
        ("dlouheslovo", "dlouhe\u200bslo\u00advo", "dlouhe\u200bslo\u00advo"),
        ("straße", "Strasse 5", "Strasse"),
        ("vymazáno", "už [vymazáno č. 3]", None),
        ("Юлія", "пані ЮЛІЯ", "ЮЛІЯ"),
    ],
)
def test_words_are_found_however_they_are_written_and_by_their_sums_alike(typed, text, found):
    words = Words([typed])
    shown = [text[slice(*piece)] for piece in words.pieces(text)]

    assert shown == ([found] if found else [])
    if found:
        assert [text[slice(*piece)] for piece in ErasedWords(words.sums).pieces(text)] == [found]


def an_event(comment, content=""):
    return record_event(SITE, "verify_backup", by=None, role="", at=NOW, comment=comment, content=content)


def test_cell_of_a_frozen_table_loses_its_words_and_nothing_else():
    word = a_word()
    event = an_event(f"Volal {word} a zase {word.upper()}, tak ano.")
    cell = Cell("centres_event", event.pk, "comment")
    rows = Event.objects.filter(pk=event.pk)

    def refused(**change):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            rows.update(**change)

    refused(comment="[vymazáno č. 1]")  # no erasure is written
    [erasure] = erase_cells([cell], Words([word]), **act(number=1))

    assert rows.get().comment == "Volal [vymazáno č. 1] a zase [vymazáno č. 1], tak ano."
    assert (erasure.table, erasure.row, erasure.column) == ("centres_event", event.pk, "comment")
    assert word not in json.dumps(list(Erasure.objects.values()), default=str)
    refused(comment="Nic.")  # nor is there any other way once it is
    refused(comment="Něco jiného [vymazáno č. 1] a zase [vymazáno č. 1], tak ano.")
    refused(comment="Volal [vymazáno č. 1] [vymazáno č. 1] a zase [vymazáno č. 1], tak ano.")
    refused(comment="Volal [vymazáno č. 1], tak ano.", name="jinak")
    refused(subject="[vymazáno č. 1]")
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        rows.delete()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Erasure.objects.update(reason="Jiný.")


def test_strings_of_json_lose_their_words():
    word = a_word()
    meeting = Meeting.objects.create(kind="heads", year=2025, month=3)
    said = {"title": f"Zápis: {word}", "goals": [{"said": ["Nic.", f"{word}, „{word}“"], "n": 1}], "č": "Čeká"}
    minutes = Minutes.objects.create(meeting=meeting, number=1, content=said, made_at=NOW)
    [found] = find(Words([word]))
    erase_cells([found.cell], Words([word]), **act())

    mark = "[vymazáno č. 1]"
    minutes.refresh_from_db()
    assert found.cell == Cell("evaluations_minutes", minutes.pk, "content")
    assert minutes.content == {
        "title": f"Zápis: {mark}",
        "goals": [{"said": ["Nic.", f"{mark}, „{mark}“"], "n": 1}],
        "č": "Čeká",
    }
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(content={"title": f"Jiné {mark}"})


def test_whole_cell_goes_where_no_words_are_named_or_no_room_is_left():
    word = "abc"
    event = an_event("x")
    long = record_event(SITE, "verify_backup", by=None, role="", at=NOW, content="x", comment="y")
    erase_cells([Cell("centres_event", event.pk, "comment")], **act(number=4))

    assert Event.objects.get(pk=event.pk).comment == "[vymazáno č. 4]"
    assert not erase_cells([Cell("centres_event", long.pk, "comment")], Words([word]), **act(number=4))


def test_number_that_somebody_typed_before_is_not_given():
    event = an_event("[vymazáno č. 1] [vymazáno č. 2]")

    assert next_act([Cell("centres_event", event.pk, "comment")]) == 3
