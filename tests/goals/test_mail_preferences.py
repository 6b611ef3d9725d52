"""What a person does not want by mail does not come, and waits for them in the workspace all the same."""

import pytest
from mailer.models import Message

from goals.mail import digest
from goals.mail.preferences import choose_groups, groups_left_out
from goals.models import MailOptOut, Notice
from goals.states import MailGroup
from goals.tasks import Reminder
from tests.factories import department_head
from tests.goals.mail_cast import NOW, make_notice
from tests.world import browser, fields, page

pytestmark = pytest.mark.django_db
ADDRESS = "/ucet/upozorneni/"


@pytest.fixture
def person():
    return department_head()


def mails():
    return [message.email.body for message in Message.objects.all()]


def one_of_each(person):
    for group in MailGroup:
        make_notice(person, title=f"Z druhu {group}", group=group)


def test_everything_comes_until_somebody_chooses(person):
    one_of_each(person)

    digest.hand_over(NOW)

    assert [body.count("Z druhu") for body in mails()] == [3]


@pytest.mark.parametrize("left_out", MailGroup)
def test_group_that_is_not_wanted_is_closed_without_being_sent(person, left_out):
    choose_groups(person, [group for group in MailGroup if group != left_out])
    one_of_each(person)

    done = digest.hand_over(NOW)

    [body] = mails()
    assert {group: f"Z druhu {group}" in body for group in MailGroup} == {
        group: group != left_out for group in MailGroup
    }
    assert (done["mails"], done["closed"]) == (1, 1)
    assert not Notice.objects.filter(handed_over_at=None).exists()


def test_person_who_wants_nothing_gets_no_mail(person):
    choose_groups(person, [])
    one_of_each(person)

    done = digest.hand_over(NOW)

    assert mails() == []
    assert (done["mails"], done["closed"]) == (0, 3)


def test_choice_of_one_says_nothing_about_another(person):
    choose_groups(person, [])
    other = department_head()
    make_notice(other)

    assert digest.hand_over(NOW)["mails"] == 1


def test_reminders_carry_the_group_that_they_can_be_refused_by():
    assert Reminder("k", "t").group == MailGroup.DEADLINES


def test_page_shows_the_choice_and_keeps_it(person):
    client = browser(person)

    answer = client.post(ADDRESS, {"happened": "on", "meetings": "on"}, follow=True)

    assert answer.redirect_chain == [(ADDRESS, 302)]
    assert "Volba je uložená a platí od dalšího e-mailu." in page(answer)
    assert {name for name in fields(answer) if name in MailGroup.values} == {"happened", "meetings"}
    assert groups_left_out(person) == {MailGroup.DEADLINES}


def test_no_box_at_all_means_no_mail_and_all_of_them_no_row(person):
    client = browser(person)

    client.post(ADDRESS)
    assert groups_left_out(person) == set(MailGroup)

    client.post(ADDRESS, dict.fromkeys(MailGroup.values, "on"))
    assert MailOptOut.objects.count() == 0


def test_account_leads_to_the_choice(person):
    assert f'href="{ADDRESS}"' in page(browser(person).get("/ucet/"))
