"""Partners: who sees and writes them, marks, contacts and their forgetting, merging and taking that back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from centres.access import MissingRight
from centres.models import Event, Role, Subject
from goals.workflow import EditConflict, Refused
from networks.models import Mark, Member, Partner, WorkContact
from networks.partners import contacts, keeping, merging
from networks.partners.guard import phone_remark
from tests.factories import make_user
from tests.networks.networks_cast import ICO, closed, make_partner
from tests.world import browser, fields, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def partner_form(answer, **facts):
    return fields(answer) | facts


def contact_of(partner, **facts):
    facts = {"name": "Jana Malá", "position": "odbor školství", "email": "mala@urad.example"} | facts
    return WorkContact(partner=partner, version=0, **{"valid_from": timezone.localdate()} | facts)


# The page


def test_partner_is_founded_on_its_page_and_found_by_a_word_without_diacritics(cast):
    client = browser(cast.staff)
    shown = client.get(reverse("partner-new"))
    sent = partner_form(shown, name="Krajský úřad", kind="region", towns="Liberec", ico=ICO, website="www.kraj.example")

    client.post(reverse("partner-new"), sent)
    client.post(reverse("partner-new"), sent)  # pressed twice

    made = Partner.objects.get(name="Krajský úřad")
    assert (made.region, made.ico, made.website) == (cast.region, ICO, "https://www.kraj.example")
    assert "Krajský úřad" in page(client.get(reverse("partners"), {"q": "krajsky liberec"}))
    assert "Krajský úřad" not in page(client.get(reverse("partners"), {"kind": "library"}))
    assert Event.objects.about(Subject.PARTNER, [made.pk]).get().name == "create"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ico", "25596642", "IČO 25596642 nesedí"),
        ("website", "ne web", "To není adresa webu"),
        ("note", "Volejte Janě na 777 123 456.", "Vypadá to jako telefonní číslo"),
        ("name", "Jana, jana@seznam.cz", "Vypadá to jako e-mailová adresa"),
        ("kind", "", "povinné"),
    ],
)
def test_bad_partner_gets_a_sentence_at_the_field_and_nothing_is_lost(cast, field, value, sentence):
    client = browser(cast.head)
    sent = partner_form(client.get(reverse("partner-new")), **{"name": "Úřad", "kind": "town"} | {field: value})

    answer = client.post(reverse("partner-new"), sent)

    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field]) or sentence in page(answer) or field == "kind"
    assert answer.context["form"].errors.keys() == {field}
    assert Partner.objects.count() == 3


@pytest.mark.parametrize("name", ["partner-new", "partners-import"])
def test_region_is_guessed_for_nobody_who_leads_several(cast, name):
    assert fields(browser(cast.above).get(reverse(name))).get("region", "") == ""
    assert "region" not in fields(browser(cast.head).get(reverse(name)))  # whose only one it is


def test_one_that_seems_to_be_there_is_asked_about(cast):
    client = browser(cast.head)
    sent = partner_form(client.get(reverse("partner-new")), name="Základní škola Husova", kind="primary_school")

    asked = client.post(reverse("partner-new"), sent)

    assert asked.status_code == 422
    assert "Podobný partner tu už je: ZŠ Husova" in page(asked)
    assert f'href="{reverse("partner", args=[cast.school.pk])}"' in page(asked)
    client.post(reverse("partner-new"), fields(asked) | {"is_other": "on"})
    assert Partner.objects.filter(name="Základní škola Husova").exists()


def test_two_who_edit_at_once_see_each_others_words(cast):
    client, url = browser(cast.head), reverse("partner-edit", args=[cast.town.pk])
    sent = partner_form(client.get(url), note="Moje poznámka.")
    keeping.save_partner(cast.town, {"note": "Cizí poznámka."} | _facts(cast.town), by=cast.staff)
    sent["note"] = "Moje poznámka."

    answer = client.post(url, sent)

    assert answer.status_code == 409
    assert "Moje poznámka." in page(answer)
    client.post(url, fields(answer))
    assert Partner.objects.get(pk=cast.town.pk).note == "Moje poznámka."


def _facts(partner):
    names = [name for name in keeping.FACTS if name != "note"]
    return {name: getattr(partner, name) for name in names}


# Scope


def test_another_region_is_not_there(cast):
    for name, args in (
        ("partner", []),
        ("partner-edit", []),
        ("partner-merge", []),
        ("mark-add", []),
        ("contact-add", []),
    ):
        assert browser(cast.stranger).get(reverse(name, args=[cast.town.pk, *args])).status_code == 404
        assert browser(cast.above).get(reverse(name, args=[cast.town.pk, *args])).status_code == 200
    assert "Magistrát" not in page(browser(cast.stranger).get(reverse("partners")))


def test_partner_of_the_whole_country_is_everybodys_to_see_and_the_departments_to_write(cast):
    line = make_partner(None, "Konsorcium")
    assert browser(cast.stranger).get(reverse("partner", args=[line.pk])).status_code == 200
    assert browser(cast.stranger).get(reverse("partner-edit", args=[line.pk])).status_code == 403
    with pytest.raises(MissingRight):
        keeping.save_partner(Partner(version=0), _facts(line) | {"region": None, "note": ""}, by=cast.head)
    keeping.archive(line, by=cast.above)


def test_director_reads_organisations_and_no_people(cast):
    director = browser(make_user(Role.DIRECTOR))
    contacts.save_contact(contact_of(cast.town), by=cast.head)

    shown = director.get(reverse("partner", args=[cast.town.pk]))

    assert "Magistrát" in page(shown)
    assert "Jana Malá" not in page(shown)
    assert director.get(reverse("partners-export")).status_code == 403
    assert browser(make_user(Role.ADMINISTRATOR)).get(reverse("partners")).status_code == 403


# Marks


def test_mark_says_what_for_and_is_checked_today(cast):
    client = browser(cast.head)
    url = reverse("mark-add", args=[cast.town.pk])
    bad = client.post(url, fields(client.get(url)) | {"kind": "information_line", "what_for": "Pobyt"})
    assert "kam se volá" in page(bad)

    client.post(url, fields(bad) | {"reach": "770 600 800", "languages": "ukrajinština", "hours": "8–16"})

    mark = Mark.objects.get()
    assert mark.checked_on == timezone.localdate()
    assert "770 600 800" in page(client.get(reverse("partner", args=[cast.town.pk])))
    assert "Magistrát" in page(client.get(reverse("partners"), {"mark": "information_line"}))
    assert "Magistrát" not in page(client.get(reverse("partners"), {"mark": "expert"}))
    client.post(reverse("mark-remove", args=[cast.town.pk, mark.pk]))
    assert not Mark.objects.exists()


def test_mark_that_somebody_changed_meanwhile_is_a_conflict(cast):
    facts = {"kind": "expert", "what_for": "Pobyt", "reach": "", "languages": "", "hours": ""}
    mark = keeping.save_mark(Mark(partner=cast.town, version=0, **facts), by=cast.head)
    old = Mark.objects.get(pk=mark.pk)
    mark.what_for = "Práce"
    keeping.save_mark(mark, by=cast.staff)
    old.what_for = "Školy"

    with pytest.raises(EditConflict):
        keeping.save_mark(old, by=cast.head)


# Contacts


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"email": "jana.mala@seznam.cz"}, "email", "seznam.cz je soukromá schránka"),
        ({"email": "JANA@GMAIL.COM"}, "email", "gmail.com je soukromá schránka"),
        ({"name": "Jana 845512/0003"}, "name", "Vypadá to jako"),
        ({"name": "", "position": ""}, "position", "Napište jméno, nebo aspoň funkci"),
        ({"position": "volejte 777 123 456"}, "position", "Vypadá to jako telefonní číslo"),
        ({"valid_until": "2001-01-01"}, "valid_until", "Konec nesmí být dřív"),
    ],
)
def test_private_data_of_a_contact_are_refused_at_the_field(cast, facts, field, sentence):
    client, url = browser(cast.head), reverse("contact-add", args=[cast.town.pk])
    answer = client.post(url, fields(client.get(url)) | {"name": "Jana Malá", "position": "odbor"} | facts)

    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert WorkContact.objects.filter(partner=cast.town).count() == 1


def test_mobile_of_unknown_kind_is_remarked_on_and_kept(cast):
    client, url = browser(cast.head), reverse("contact-add", args=[cast.town.pk])
    sent = fields(client.get(url)) | {"name": "Jana Malá", "phone": "+420 777 123 456"}
    shown = client.post(url, sent, follow=True)

    assert "jen tehdy, když je služební" in page(shown)
    assert phone_remark("485 123 456") == ""
    assert contacts.PURPOSE[:30] in page(shown)


def test_who_left_takes_no_history_along_and_is_forgotten(cast):
    contact = contacts.save_contact(contact_of(cast.school), by=cast.head)
    Member.objects.filter(partner=cast.school).update(contact=contact)
    gathering = closed(cast, timezone.localdate(), cast.school)
    contacts.end_contact(contact, by=cast.head)
    assert Member.objects.get(partner=cast.school).contact is None

    now = timezone.now()
    contacts.forget(now + contacts.RETAINED)
    assert WorkContact.objects.get(pk=contact.pk).name == "Jana Malá"
    contacts.forget(now + contacts.RETAINED + timedelta(days=2))

    gone = WorkContact.objects.get(pk=contact.pk)
    assert (gone.name, gone.email, gone.phone) == ("", "", "")
    assert gathering.attendance.get().partner == cast.school
    events = Event.objects.about(Subject.PARTNER, [cast.school.pk])
    assert {"add_contact", "end_contact", "forget_contact"} <= set(events.values_list("name", flat=True))
    assert not any("Malá" in f"{event.subject}{event.comment}{event.content}" for event in events)


def test_forgotten_contact_is_not_filled_again(cast):
    contact = contacts.save_contact(contact_of(cast.school, valid_until=timezone.localdate()), by=cast.head)
    contacts.forget(timezone.now() + timedelta(days=400))
    contact.name = "Jana Malá"

    with pytest.raises(Refused):
        contacts.save_contact(contact, by=cast.head)


# Archive and merging


def test_archived_partner_is_offered_nowhere_and_comes_back(cast):
    client = browser(cast.head)
    client.post(reverse("partner-archive", args=[cast.town.pk]))

    assert "Magistrát" not in page(client.get(reverse("partners")))
    assert "Magistrát" in page(client.get(reverse("partners"), {"state": "archived"}))
    assert not Member.objects.on(timezone.localdate()).filter(partner=cast.town).exists()
    client.post(reverse("partner-restore", args=[cast.town.pk]))
    assert "Magistrát" in page(client.get(reverse("partners")))


def test_merging_moves_what_lives_and_leaves_what_was_and_can_be_taken_back(cast):
    twin = make_partner(cast.region, "Mag. Liberec", email="druhy@example.cz", ico=ICO)
    gathering = closed(cast, timezone.localdate(), cast.town)

    merging.merge(cast.town, twin, by=cast.head)

    old, new = Partner.objects.get(pk=cast.town.pk), Partner.objects.get(pk=twin.pk)
    assert old.merged_into == new
    assert {one.email for one in new.contacts.all()} == {"magistrat@example.cz", "druhy@example.cz"}
    assert Member.objects.get(series=cast.series, valid_until=None, partner=new)
    assert gathering.attendance.get().partner == old
    assert str(gathering.on.year) in page(browser(cast.head).get(reverse("partner", args=[new.pk])))
    assert (old.towns, new.towns) == ("Liberec", "Liberec")

    merging.split(old, by=cast.staff)

    old, new = Partner.objects.get(pk=cast.town.pk), Partner.objects.get(pk=twin.pk)
    assert (old.merged_into, old.archived_at, new.towns) == (None, None, "")
    assert [one.email for one in old.contacts.all()] == ["magistrat@example.cz"]
    assert Member.objects.get(series=cast.series, partner=old, valid_until=None)
    names = Event.objects.about(Subject.PARTNER, [old.pk]).order_by("id").values_list("name", flat=True)
    assert list(names)[-2:] == ["merge", "split"]


def test_where_both_sit_one_seat_ends_and_comes_back(cast):
    merging.merge(cast.town, cast.office, by=cast.head)
    assert Member.objects.filter(series=cast.series, valid_until=None).count() == 2

    merging.split(Partner.objects.get(pk=cast.town.pk), by=cast.head)
    assert Member.objects.filter(series=cast.series, valid_until=None).count() == 3


def test_merge_in_a_circle_into_itself_or_into_the_archive_is_refused(cast):
    merging.merge(cast.town, cast.office, by=cast.head)
    merging.merge(Partner.objects.get(pk=cast.office.pk), cast.school, by=cast.head)
    rows = {one.pk: one for one in Partner.objects.all()}

    for partner, into in ((cast.school, cast.town), (cast.school, cast.office), (cast.school, cast.school)):
        with pytest.raises(Refused, match="kruhu|Sám se sebou"):
            merging.merge(rows[partner.pk], rows[into.pk], by=cast.head)
    with pytest.raises(Refused, match="je sám sloučený"):
        merging.split(rows[cast.town.pk], by=cast.head)
    assert merging.final(rows[cast.town.pk]) == cast.school
    shown = page(browser(cast.head).get(reverse("partner", args=[cast.town.pk])))
    assert f'href="{reverse("partner", args=[cast.school.pk])}">ZŠ Husova' in shown.replace("\u00a0", " ")
    assert merging.with_absorbed(cast.school) == {cast.town.pk, cast.office.pk, cast.school.pk}
    with pytest.raises(IntegrityError):
        Partner.objects.filter(pk=cast.school.pk).update(merged_into=cast.school)


def test_partner_of_another_region_can_not_be_merged_with(cast):
    foreign = make_partner(cast.other_region, "Cizí úřad")
    client, url = browser(cast.head), reverse("partner-merge", args=[cast.town.pk])

    answer = client.post(url, fields(client.get(url)) | {"into": foreign.pk})

    assert answer.status_code == 422
    assert "v nabídce není" in page(answer)
    with pytest.raises(MissingRight):
        merging.merge(cast.town, foreign, by=cast.head)
