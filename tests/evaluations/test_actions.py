"""What meetings agree: it comes back until it is done, is in its owner's list, and stays in the minutes as it was."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from centres.access import MissingRight
from centres.models import Centre, Event, Membership, Role, Subject
from evaluations.meetings.actions import NewAction, carried_to, change_action
from evaluations.meetings.contents import ActionContent, Written, fingerprint
from evaluations.meetings.writing import Misplaced, close, reopen, write
from evaluations.models import ActionItem, Entry, Evidence
from evaluations.states import ActionState, MeetingKind
from evaluations.teams import network_meeting, team_meeting
from goals.log import table_of
from goals.mail import notifications
from goals.models import Notice
from goals.workflow import EditConflict, Refused
from tests.evaluations.meetings_cast import END_OF_MARCH, YEAR, all_written, march, written
from tests.factories import PRAGUE, close_month, make_centre, make_user
from tests.world import an_evidence, browser, fields, page, words

pytestmark = pytest.mark.django_db
APRIL = datetime(2026, 4, 20, 9, 0, tzinfo=PRAGUE)
WHAT = ActionContent("Objednat sál.", "head", date(2026, 4, 15))


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Sets the time; it is the end of March until something else is said."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(END_OF_MARCH)
    return set_to


def agree(scene, content=WHAT, goal=None, **facts):
    write(march(scene), None, {}, new_actions=[NewAction(goal, content, **facts)], by=scene.head)
    return ActionItem.objects.select_related("meeting__centre").latest("pk")


def now_is(item):
    return ActionContent.of(ActionItem.objects.get(pk=item.pk))


def test_log_tells_what_was_agreed_in_words(scene):
    agree(scene, ActionContent("Objednat sál.", str(scene.head.pk), date(2026, 4, 15)))

    [[told]] = [row[-1:] for row in table_of(Event.objects.filter(name="write", subject_kind=Subject.MEETING))]

    facts = f"co udělat: Objednat sál.; kdo: {scene.head}; do kdy: 15. 4. 2026; stav: {ActionState.OPEN.label}"
    assert told.replace("\u00a0", " ") == f"úkol – {facts}"


def part(item, **changes):
    seen = now_is(item)
    return {item.pk: Written(replace(seen, **changes), fingerprint(seen))}


def settle(item, *, by, state="done", note=""):
    seen = now_is(item)
    return change_action(item, replace(seen, state=state, note=note), expected=fingerprint(seen), by=by)


def april(scene):
    return team_meeting(scene.centre, YEAR, 4)


def url(scene, month=3, tail=""):
    return reverse(f"meeting{tail}", args=[YEAR, scene.centre.slug, month])


def test_what_a_centre_agreed_before_it_was_merged_comes_back_to_its_successor(scene):
    item, successor = agree(scene), make_centre(name="CPIC Nástupce")
    head = make_user(Role.HEAD, centre=successor)
    facts = {"closed_on": date(YEAR, 4, 1), "closing_reason": "Spojeno.", "successor": successor}
    Centre.objects.filter(pk=scene.centre.pk).update(**facts)

    before, after = (team_meeting(successor, YEAR, month) for month in (3, 4))

    assert (carried_to(before), carried_to(after)) == ([], [item])
    write(after, None, {}, actions=part(item, state="done", note="Máme ho."), by=head, now=APRIL)
    assert (now_is(item).state, now_is(item).note) == ("done", "Máme ho.")


class TestForm:
    def test_form_makes_it_and_sent_again_makes_no_other(self, scene):
        client, new = browser(scene.staff), f"novy-{scene.goals[0].pk}"
        sent = fields(client.get(url(scene))) | {
            f"{new}-what": "Objednat sál.",
            f"{new}-owner": str(scene.staff.pk),
            f"{new}-due_on": "2026-04-15",
            "action": "save",
        }

        for _time in range(2):
            assert client.post(url(scene), sent).status_code == 302

        item = ActionItem.objects.get()
        assert (item.what, item.person, item.due_on, item.goal) == (
            "Objednat sál.",
            scene.staff,
            date(2026, 4, 15),
            scene.goals[0],
        )
        assert "Objednat sál." in page(client.get(url(scene)))

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"owner": ""}, "Vyberte, kdo to udělá."),
            ({"due_on": ""}, "Napište, do kdy to bude."),
            ({"what": ""}, "Napište, co se má udělat."),
            ({"due_on": "2026-02-28"}, "Termín je dřív, než období porady začalo"),
            ({"due_on": "2066-04-15"}, "za víc než tři roky"),
            ({"owner": "director"}, "dnes nepracuje. Vyberte z nabídky někoho, kdo tu pracuje."),
        ],
    )
    def test_what_is_not_whole_comes_back_with_a_sentence(self, scene, changes, sentence):
        client, new = browser(scene.head), "novy-porada"
        said = {"what": "Objednat sál.", "owner": "head", "due_on": "2026-04-15"} | changes
        sent = fields(client.get(url(scene))) | {f"{new}-{name}": value for name, value in said.items()}

        answer = client.post(url(scene), sent | {"action": "save"})

        assert answer.status_code == 422
        assert sentence in page(answer)
        assert {name: fields(answer).get(f"{new}-{name}", "") for name in said if name != "owner"} == {
            name: value for name, value in said.items() if name != "owner"
        }
        assert ActionItem.objects.count() == 0

    def test_person_of_another_centre_is_refused(self, scene):
        stranger = make_user(Role.STAFF, centre=make_centre())

        with pytest.raises(Refused, match="dnes nepracuje"):
            agree(scene, replace(WHAT, owner=str(stranger.pk)))

    def test_goal_of_another_meeting_is_refused(self, scene):
        with pytest.raises(Misplaced):
            agree(scene, goal=scene.goals[0].pk + 1000)

    def test_two_who_write_about_the_same_one_see_both(self, scene):
        item, client = agree(scene), browser(scene.head)
        sent = fields(client.get(url(scene))) | {f"ukol-{item.pk}-note": "Zavolám tam.", "action": "save"}
        write(march(scene), None, {}, actions=part(item, note="Sál je obsazený."), by=scene.staff)

        conflict = client.post(url(scene), sent)

        assert conflict.status_code == 409
        assert f'id="spor-ukol-{item.pk}"' in conflict.content.decode()
        assert "Sál je obsazený." in page(conflict)
        assert fields(conflict)[f"ukol-{item.pk}-note"] == "Zavolám tam."
        assert client.post(url(scene), fields(conflict) | {"action": "save"}).status_code == 302
        assert now_is(item).note == "Zavolám tam."

    def test_old_next_step_is_shown_and_kept(self, scene):
        write(march(scene), None, written(march(scene), scene.goals[0], said="Domluveno."), by=scene.head)
        Entry.objects.update(next_step="Napsat starostovi.")
        client = browser(scene.head)
        sent = fields(client.get(url(scene)))

        assert "Dříve napsaný další krok: Napsat starostovi." in words(client.get(url(scene)))
        client.post(url(scene), sent | {f"cil-{scene.goals[0].pk}-said": "Jinak.", "action": "save"})
        assert Entry.objects.get().next_step == "Napsat starostovi."

    def test_what_was_typed_is_given_back_when_the_month_is_locked(self, scene):
        client = browser(scene.staff)
        new = {"novy-porada-what": "Objednat sál.", "novy-porada-owner": "head", "novy-porada-due_on": "2026-04-15"}
        sent = fields(client.get(url(scene))) | new | {"action": "save"}
        close(march(scene), entries=all_written(march(scene), scene.goals), by=scene.head)

        answer = client.post(url(scene), sent)

        assert answer.status_code == 409
        assert "Úkol: co udělat: Objednat sál. Kdo: vedoucí centra Do kdy: 15. 4. 2026" in words(answer)
        assert ActionItem.objects.count() == 0


class TestComingBack:
    def closed(self, scene, **facts):
        item = agree(scene, **facts)
        close(march(scene), entries=all_written(march(scene), scene.goals), by=scene.head)
        return ActionItem.objects.select_related("meeting__centre").get(pk=item.pk)

    def test_it_returns_to_each_next_meeting_until_it_is_done(self, scene, clock):
        item = self.closed(scene)
        clock(APRIL)
        client = browser(scene.head)
        assert "Objednat sál." in page(client.get(url(scene, 4)))
        assert carried_to(team_meeting(scene.centre, YEAR + 1, 1)) == [item]
        sent = fields(client.get(url(scene, 4))) | {f"ukol-{item.pk}-state": "done", f"ukol-{item.pk}-note": "Je náš."}

        assert client.post(url(scene, 4), sent | {"action": "save"}).status_code == 302

        item.refresh_from_db()
        assert (item.state, item.settled_by, item.note) == ("done", scene.head, "Je náš.")
        assert carried_to(team_meeting(scene.centre, YEAR, 5)) == []
        assert "hotovo" in page(client.get(url(scene, 4)))  # what was settled this month is still told

    def test_another_team_and_earlier_months_do_not_see_it(self, scene):
        self.closed(scene)

        assert carried_to(team_meeting(scene.centre, YEAR, 2)) == []
        assert carried_to(team_meeting(make_centre(), YEAR, 4)) == []

    @pytest.mark.engine
    def test_what_a_closed_meeting_agreed_cannot_be_written_anew(self, scene, clock):
        item = self.closed(scene)
        clock(APRIL)

        write(april(scene), None, {}, actions=part(item, what="Něco jiného.", due_on=date(2026, 5, 1)), by=scene.head)

        assert (now_is(item).what, now_is(item).due_on) == ("Objednat sál.", date(2026, 5, 1))
        with pytest.raises(DatabaseError, match="agreed"), transaction.atomic():
            ActionItem.objects.filter(pk=item.pk).update(what="Něco jiného.")
        with pytest.raises(DatabaseError, match="agreed"), transaction.atomic():
            ActionItem.objects.filter(pk=item.pk).delete()

    def test_minutes_say_it_as_it_was_when_the_month_was_closed(self, scene, clock):
        item = self.closed(scene, goal=scene.goals[0].pk)
        before = march(scene).minutes.get().content
        clock(APRIL)
        settle(item, by=scene.head, note="Je náš.")
        closed = close_month(scene.centre, YEAR, 4, by=scene.head, now=datetime(2026, 4, 30, 16, tzinfo=PRAGUE))

        assert march(scene).minutes.get().content == before
        [agreed] = before["goals"][0]["actions"]
        assert (agreed["what"], agreed["state"]) == (["Objednat sál."], "trvá")
        [carried] = closed.minutes.get().content["carried"]
        assert (carried["state"].replace("\xa0", " "), carried["note"]) == ("hotovo 20. 4. 2026", ["Je náš."])

    def test_settled_meanwhile_by_its_owner_is_a_conflict_for_who_writes_otherwise(self, scene, clock):
        item = self.closed(scene)
        clock(APRIL)
        client = browser(scene.staff)
        sent = fields(client.get(url(scene, 4))) | {f"ukol-{item.pk}-note": "Nevím.", "action": "save"}
        settle(item, by=scene.head)

        assert client.post(url(scene, 4), sent).status_code == 409

    def test_reopened_month_can_say_it_anew(self, scene, clock):
        item = self.closed(scene)
        clock(APRIL)
        meeting = reopen(march(scene), reason="Omyl.", until=date(2026, 4, 30), by=scene.above)

        write(meeting, None, {}, actions=part(item, what="Objednat dva sály."), by=scene.head)

        assert now_is(item).what == "Objednat dva sály."


class TestOwner:
    def test_it_waits_in_the_list_of_its_owner_alone(self, scene, clock):
        agree(scene, replace(WHAT, owner=str(scene.staff.pk)))
        clock(APRIL)

        def waiting(person):
            tasks = browser(person).get("/prace/").context["tasks"]
            return [(task.title, task.is_urgent) for task in tasks if task.title.startswith("Úkol")]

        assert waiting(scene.staff) == [("Úkol z porady: Objednat sál", True)]
        assert waiting(scene.head) == []
        assert "po termínu" in page(browser(scene.staff).get(reverse("my-goals")))

    def test_owner_says_how_it_ended_and_changes_nothing_else(self, scene):
        item = agree(scene)
        branch = make_user(Role.STAFF, centre=make_centre(parent=scene.centre))
        ActionItem.objects.filter(pk=item.pk).update(person=branch, role="")
        client, address = browser(branch), reverse("action-item", args=[item.pk])
        sent = fields(client.get(address)) | {f"ukol-{item.pk}-state": "done", f"ukol-{item.pk}-note": "Hotovo."}
        assert f"ukol-{item.pk}-owner" not in sent

        assert client.post(address, sent | {f"ukol-{item.pk}-due_on": "2027-01-01"}).status_code == 302

        item.refresh_from_db()
        assert (item.state, item.settled_by, item.due_on) == ("done", branch, WHAT.due_on)

    def test_stranger_neither_reads_nor_settles(self, scene):
        item, stranger = agree(scene), make_user(Role.HEAD, centre=make_centre())

        assert browser(stranger).get(reverse("action-item", args=[item.pk])).status_code == 404
        with pytest.raises(MissingRight):
            settle(item, by=stranger)

    def test_page_shows_both_to_who_was_overtaken(self, scene):
        item = agree(scene)
        client, address = browser(scene.staff), reverse("action-item", args=[item.pk])
        sent = fields(client.get(address)) | {f"ukol-{item.pk}-note": "Zavolám."}
        settle(item, by=scene.head, note="Je náš.")

        conflict = client.post(address, sent)

        assert conflict.status_code == 409
        assert "Uložené: Je náš." in page(conflict)
        assert "Vaše: Zavolám." in page(conflict)
        with pytest.raises(EditConflict):
            change_action(item, replace(WHAT, note="X"), expected=fingerprint(WHAT), by=scene.head)

    def test_heads_agree_among_themselves(self, scene):
        meeting = network_meeting(MeetingKind.HEADS, YEAR, 3)
        new = NewAction(None, replace(WHAT, owner=str(scene.head.pk)))
        write(meeting, None, {}, new_actions=[new], by=scene.above)
        item = ActionItem.objects.get()

        assert browser(scene.head).get(reverse("action-item", args=[item.pk])).status_code == 200
        assert browser(scene.staff).get(reverse("action-item", args=[item.pk])).status_code == 404
        settle(item, by=scene.head)
        with pytest.raises(Refused, match="jen vedoucí centra"):
            write(
                meeting,
                None,
                {},
                new_actions=[NewAction(None, replace(WHAT, owner=str(scene.staff.pk)))],
                by=scene.above,
            )

    @pytest.mark.parametrize(("days", "told"), [(-3, 0), (-2, 1), (1, 1), (16, 0)])
    def test_owner_is_reminded_around_the_day(self, scene, clock, days, told):
        agree(scene, replace(WHAT, owner=str(scene.staff.pk)))
        moment = datetime(2026, 4, 15, 9, tzinfo=PRAGUE) + timedelta(days=days)
        clock(moment)

        notifications.write_reminders(moment)

        assert Notice.objects.filter(key__startswith="action:", person=scene.staff).count() == told

    def test_who_closes_the_month_is_reminded_where_its_owner_left(self, scene, clock):
        agree(scene, replace(WHAT, owner=str(scene.staff.pk)))
        Membership.objects.filter(user=scene.staff).update(valid_until=date(2026, 4, 1))
        moment = datetime(2026, 4, 16, 9, tzinfo=PRAGUE)

        notifications.write_reminders(moment)

        told = set(Notice.objects.filter(key__startswith="action:").values_list("person", flat=True))
        assert scene.head.pk in told
        assert scene.staff.pk not in told


class TestAttachments:
    def test_meeting_takes_a_file_and_its_minutes_name_it(self, scene):
        client, address = browser(scene.staff), url(scene, tail="-evidence")

        assert client.post(address, {"file": an_evidence("pozvánka.pdf")}).status_code == 302
        close(march(scene), entries=all_written(march(scene), scene.goals), by=scene.head)

        file = Evidence.objects.get()
        assert (file.meeting, march(scene).minutes.get().content["files"]) == (march(scene), ["pozvánka.pdf"])
        assert client.get(reverse("evidence", args=[file.pk])).status_code == 200
        stranger = browser(make_user(Role.STAFF, centre=make_centre()))
        assert stranger.get(reverse("evidence", args=[file.pk])).status_code == 404
        refused = client.post(address, {"file": an_evidence("pozdě.pdf")})
        assert refused.status_code == 422
        assert "Měsíc je uzavřený." in page(refused)
        assert client.post(reverse("evidence-remove", args=[file.pk])).status_code == 409

    def test_way_to_the_files_saves_what_was_typed(self, scene):
        client, first = browser(scene.staff), scene.goals[0]
        sent = fields(client.get(url(scene))) | {f"cil-{first.pk}-said": "Domluveno.", "action": "save-files"}

        answer = client.post(url(scene), sent)

        assert answer.url == url(scene, tail="-evidence")
        assert Entry.objects.get().said == "Domluveno."


def test_key_of_a_form_makes_one(scene):
    key = uuid4()
    agree(scene, key=key)
    agree(scene, key=key)

    assert ActionItem.objects.count() == 1
