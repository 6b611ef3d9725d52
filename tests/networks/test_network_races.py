"""Two people at one meeting, on one day, at two partners: real threads, and a control that shows what is lost."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from goals.freezing import fingerprint
from goals.workflow import EditConflict, Refused
from networks.meetings import holding, inviting, replies
from networks.models import (
    Attendance,
    Gathering,
    Invitee,
    Partner,
    PublicIssue,
    SurveyRegion,
    SurveyResult,
    SurveySheet,
)
from networks.partners import merging
from networks.partners.keeping import save_partner
from networks.public import releasing
from networks.surveys import keeping
from networks.surveys.questions import FULL, OVER
from tests.networks.networks_cast import fresh, held, invited, make_region_cast, make_topic, plan
from tests.threads import at_once, held_up, naive, overtaken, refusals, winners

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]
TODAY = timezone.localdate()


@pytest.fixture
def cast():
    return make_region_cast()


def test_two_take_attendance_at_once_and_nothing_is_lost(cast):
    gathering = plan(cast, TODAY)
    seen = fresh(gathering)
    sheets = [(held(gathering, cast.town), cast.head), (held(gathering, cast.office, cast.school), cast.staff)]

    results = at_once(*(lambda one=one: holding.hold(seen, one[0], by=one[1]) for one in sheets))

    assert refusals(results) == []
    assert set(gathering.attendance.values_list("partner", flat=True)) == {cast.town.pk, cast.office.pk, cast.school.pk}
    assert fresh(gathering).version == 3


def test_control_writing_the_whole_attendance_anew_loses_that_of_the_other(cast):
    gathering = plan(cast, TODAY)

    def write(partner):
        def run(seen):
            wanted = {*seen, partner.pk}
            Attendance.objects.filter(gathering=gathering).exclude(partner__in=wanted).delete()
            Attendance.objects.get_or_create(gathering=gathering, partner=partner)

        return run

    def read():
        return set(Attendance.objects.filter(gathering=gathering).values_list("partner", flat=True))

    first, second = naive(read, write(cast.town), write(cast.office))
    at_once(first, second)
    write(cast.office)(set())  # who saw nobody there, whatever others have ticked since

    assert read() == {cast.office.pk}


def test_two_who_write_one_conclusion_at_once_one_is_asked(cast):
    topic = make_topic(cast)
    gathering = plan(cast, TODAY, topic)
    seen = fresh(gathering)
    sheets = [
        (held(gathering, conclusions={topic.pk: (words, False)}), person)
        for words, person in (("První.", cast.head), ("Druhý.", cast.staff))
    ]

    results = at_once(*(lambda one=one: holding.hold(seen, one[0], by=one[1]) for one in sheets))

    assert refusals(results) == [(EditConflict, dict)]
    assert gathering.agenda.get().conclusion in {"První.", "Druhý."}


def test_an_answer_and_the_closing_at_once(cast):
    gathering = invited(cast, TODAY)
    invitee, sent = gathering.invitees.get(partner=cast.town), held(gathering, cast.town)
    seen = fresh(gathering)

    closing, answer = at_once(
        lambda: holding.hold(seen, sent, by=cast.head, close=True), lambda: replies.answer(invitee, "no")
    )

    assert closing.is_closed
    came_first = not isinstance(answer, Exception)
    assert came_first or isinstance(answer, Refused)
    assert Invitee.objects.get(pk=invitee.pk).answer == ("no" if came_first else "")
    assert gathering.minutes.count() == 1


def test_two_plan_the_same_day_at_once(cast):
    day = TODAY + timedelta(days=9)

    results = at_once(lambda: plan(cast, day, by=cast.head), lambda: plan(cast, day, by=cast.staff))

    assert len(winners(results)) == 1
    assert isinstance(next(one for one in results if isinstance(one, Exception)), Refused)
    assert Gathering.objects.get().on == day


def test_two_invite_at_once_and_everybody_gets_one_mail(cast, mailoutbox):
    gathering = fresh(plan(cast, TODAY + timedelta(days=9)))

    results = at_once(*(lambda by=by: inviting.invite(gathering, by=by) for by in (cast.head, cast.staff)))

    assert len(winners(results)) == 1
    assert sorted(mail.to[0] for mail in mailoutbox) == ["magistrat@example.cz", "up@example.cz"]


def test_two_merge_each_into_the_other_at_once(cast):
    one, other = Partner.objects.get(pk=cast.town.pk), Partner.objects.get(pk=cast.office.pk)

    results = at_once(lambda: merging.merge(one, other, by=cast.head), lambda: merging.merge(other, one, by=cast.staff))

    assert len(winners(results)) == 1
    assert Partner.objects.exclude(merged_into=None).count() == 1


def page_to_release(cast):
    """Of a region, with its platform and one organisation that agrees to be named; what was seen of it."""
    allow(cast.town, cast.head)
    page = releasing.save_page(releasing.page_of(cast.region), {"chosen": {"series": [cast.series.pk]}}, by=cast.head)
    return page, releasing.content_of(page, today=TODAY)


def allow(partner, by, may_be_named=True):
    row = Partner.objects.get(pk=partner.pk)
    save_partner(row, {"name": row.name, "region": row.region, "may_be_named": may_be_named}, by=by)


def named(region):
    issue = releasing.last_issue(region)
    return [one["name"] for network in issue.content["networks"] for one in network["named"]] if issue else []


def test_release_and_a_consent_taken_back_at_once_name_nobody(cast):
    page, content = page_to_release(cast)

    released, _left = at_once(
        lambda: releasing.release(page, seen=fingerprint(content), by=cast.head),
        lambda: allow(cast.town, cast.staff, may_be_named=False),
    )

    assert named(cast.region) == []
    assert isinstance(released, (PublicIssue, EditConflict))


def test_control_a_release_that_does_not_hold_the_page_names_who_no_longer_agrees(cast):
    page, _content = page_to_release(cast)

    def write(content):
        facts = {"region": cast.region, "number": 1, "content": content, "released_by_role": "head"}
        return PublicIssue.objects.create(**facts, released_at=timezone.now())

    def read():
        return releasing.content_of(page, today=TODAY)

    at_once(*overtaken(read, lambda: allow(cast.town, cast.staff, may_be_named=False), write))

    assert named(cast.region) == ["Magistrát města"]


def survey_of(cast):
    mail.outbox.clear()
    survey = keeping.open_survey(timezone.localdate().year, timezone.localdate() + timedelta(days=9), by=cast.above)
    tokens = [re.search(r"/dotaznik/([^/\s]+)/", message.body)[1] for message in mail.outbox]
    return survey, [keeping.find(token) for token in tokens]


def test_one_key_used_twice_at_once_answers_once(cast):
    survey, keys = survey_of(cast)
    at_once(*[lambda: keeping.answer(keys[0], {"use": 5})] * 2)
    place = survey.regions.get()
    assert (place.answered, place.sheets.count(), place.keys.filter(is_used=True).count()) == (1, 1, 1)


def test_two_answers_for_the_last_place_at_a_meeting(cast):
    survey = keeping.open_after(plan(cast, TODAY), 5, by=cast.head)
    survey.regions.update(answered=4)
    results = at_once(*[lambda: keeping.answer(keeping.find(survey.key), {"useful": 5})] * 2)
    assert [str(result) for result in results if isinstance(result, Exception)] == [str(FULL)]
    assert survey.regions.get().sheets.count() == 1


def test_two_answers_at_once_are_both_there(cast):
    survey, keys = survey_of(cast)
    at_once(*[lambda key=key: keeping.answer(key, {"use": 5}) for key in keys])
    assert survey.regions.get().sheets.count() == len(keys) == 2


def asked_of(cast):
    """Of those who are at a meeting six have answered, and a door is open for the next."""
    survey = keeping.open_after(plan(cast, TODAY), 9, by=cast.head)
    for useful in (1, 2, 3, 4, 5, 5):
        keeping.answer(keeping.find(survey.key), {"useful": useful})
    return survey, keeping.find(survey.key)


def in_the_result(survey):
    useful = SurveyResult.objects.get(survey=survey).content["questions"][0]
    return sum(useful["counts"])


def test_who_answers_while_a_questionnaire_is_being_closed_is_told(cast, monkeypatch):
    survey, door = asked_of(cast)

    closed, said = held_up(
        *(monkeypatch, keeping, "freeze_results"),
        lambda: keeping.close_survey(survey, by=cast.head),
        lambda: keeping.answer(door, {"useful": 1}),
    )

    assert (type(said), str(said)) == (Refused, str(OVER))
    assert closed.closed_at
    assert in_the_result(survey) == survey.regions.get().answered == 6
    assert not SurveySheet.objects.exists()


def test_who_answers_just_before_a_questionnaire_is_closed_is_counted(cast, monkeypatch):
    survey, door = asked_of(cast)

    said, closed = held_up(
        *(monkeypatch, keeping.LOT, "shuffle"),  # it has read that the questionnaire is open, and written nothing
        lambda: keeping.answer(door, {"useful": 1}),
        lambda: keeping.close_survey(survey, by=cast.head),
    )

    assert said is None
    assert closed.closed_at
    assert in_the_result(survey) == survey.regions.get().answered == 7
    assert not SurveySheet.objects.exists()


def test_control_an_answer_that_does_not_hold_its_questionnaire_is_thanked_for_and_lost(cast):
    survey, door = asked_of(cast)

    def write(place):
        SurveySheet.objects.create(place=place, content={"useful": 1})
        SurveyRegion.objects.filter(pk=place.pk).update(answered=place.answered + 1)

    def read():
        place = SurveyRegion.objects.select_related("survey").get(pk=door.place.pk)
        assert place.survey.closed_at is None
        return place

    at_once(*overtaken(read, lambda: keeping.close_survey(survey, by=cast.head), write))

    assert (in_the_result(survey), survey.regions.get().answered) == (6, 7)
    assert SurveySheet.objects.exists()  # whose answer it is lies there for good
