"""One rich world for tests that walk everything: two centres, a published year, a year in preparation, all kinds of
people, and a goal in every state. Its texts are canaries: each centre's carry a word of their own."""

import re
from datetime import date, datetime, time, timedelta
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from centres.models import Role
from evaluations.meetings.actions import NewAction
from evaluations.meetings.agenda import goals_of
from evaluations.meetings.contents import ActionContent, EntryContent, Heading, Written, fingerprint
from evaluations.meetings.writing import close as close_meeting
from evaluations.meetings.writing import write as write_meeting
from evaluations.models import ActionItem, Closing, Meeting
from evaluations.records.evidence import attach
from evaluations.records.records import remove
from evaluations.states import ClosingState, MeetingKind, Rating
from evaluations.teams import network_meeting, team_meeting
from goals.models import Goal, Plan
from goals.states import DECIDED, GoalState, Kind, Level
from networks.meetings.contents import GatheringContent, HeadingContent, NewShared, SeenPart
from networks.meetings.holding import hold
from networks.meetings.inviting import invite
from networks.meetings.planning import save_gathering
from networks.models import (
    Activity,
    Gathering,
    Mark,
    MinistryTaskYear,
    Monitoring,
    Partner,
    Series,
    SharedAction,
    Survey,
    Topic,
    WorkContact,
)
from networks.monitoring.keeping import begin
from networks.monitoring.report import make_report
from networks.partners.keeping import archive, save_mark
from networks.partners.merging import merge
from networks.public.releasing import page_of, save_page
from networks.quarters import Quarter
from networks.series.keeping import add_members, end_series, save_topic
from networks.states import MonitoringKey
from networks.surveys.keeping import close_survey, hash_of, open_after, open_survey
from tests.evaluations.closing_cast import accepted, evaluated, make_year, stood
from tests.evaluations.evidence_cast import pdf_file
from tests.factories import (
    PRAGUE,
    PUBLISHED_AT,
    close_month,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_network_goal,
    make_record,
    make_user,
)

YEAR, NEXT = 2026, 2027
OURS, THEIRS, NETWORK = "Jizerka", "Radbuza", "Odborka"  # words of the centre, of the other one, of the network
ON_TRACK = EntryContent(rating=Rating.ON_TRACK)
RECORDED_ON = date(YEAR, 1, 5)
PASSWORD = "dlouhé heslo pro zkoušku"
EVALUATED, READY = 2024, 2025  # years whose evaluation is out, and whose evaluation can come out
AFTER_MARCH = datetime(YEAR, 4, 10, 9, 0, tzinfo=PRAGUE)


def make_world(*, is_published=True):
    world = SimpleNamespace()
    world.own = make_centre(slug="liberec", name="CPIC Liberec")
    world.other = make_centre(slug="plzen", name="CPIC Plzeň")
    world.this_year, world.next_year = make_document(YEAR, **calendar()), make_document(NEXT, **calendar())
    world.plans = {
        (document.year, centre.slug): Plan.objects.create(document=document, centre=centre)
        for document in (world.this_year, world.next_year)
        for centre in (world.own, world.other)
    }
    world.plan = world.plans[YEAR, "liberec"]
    _goals(world, is_published)
    _network(world)
    world.people = people(world)
    return world


def add_months(world):
    """What was recorded in months and said at meetings; dear, so only for those who look there."""
    _meetings(world)
    _records(world)


def add_year_ends(world):
    """What the world has of closed years: a standing of this year, a closing that was sent, a year that is ready to be
    evaluated and one that was; of a centre of their own, so that they leave the others alone."""
    world.standing = stood(world.this_year, 3, now=AFTER_MARCH)
    Closing.objects.create(
        plan=world.plans[NEXT, "liberec"],
        state=ClosingState.SENT,
        sent_at=AFTER_MARCH,
        sent_by_role=Role.DEPARTMENT_HEAD,
    )
    third = {"slug": "jihlava", "name": "CPIC Jihlava"}
    accepted(make_year(document=make_document(READY), **third))
    old = {"slug": "pelhrimov", "name": "CPIC Pelhřimov"}
    evaluated_year = make_year(document=make_document(EVALUATED), **old)
    accepted(evaluated_year)
    evaluated(evaluated_year.document)


def add_networks(world):
    """Partners and networks of both regions: what is planned, what is closed, what was put away."""
    today, by = timezone.localdate(), world.people["department head"]
    for centre, word in ((world.other, THEIRS), (world.own, OURS)):  # the facts below are those of the second
        partner, other, gone, merged = (
            Partner.objects.create(name=f"{word} {name}", kind="town", region=centre.region)
            for name in ("úřad", "škola", "archiv", "dvojník")
        )
        since = {"valid_from": today - timedelta(days=90)}
        contact = WorkContact.objects.create(partner=partner, name=f"{word} Jana", email="u@example.cz", **since)
        mark = save_mark(Mark(partner=partner, version=0, kind="expert", what_for=f"{word} pobyt"), by=by)
        facts = {"region": centre.region, "centre": centre, "kind": "platform"}
        series, spare, ended = (
            Series.objects.create(name=f"{word} {name}", **facts) for name in ("síť", "jiná", "stará")
        )
        add_members(series, [partner, other], by=by)
        series.members.update(**since)
        topic = save_topic(
            Topic(series=series, version=0), {"title": f"{word} téma", "note": "", "proposed_by": None}, by=by
        )
        archive(gone, by=by)
        merge(merged, other, by=by)
        end_series(ended, by=by)
        days = {"starts": None, "ends": None, "place": f"{word} sál", "is_extraordinary": False}
        ahead, over, late = (
            save_gathering(Gathering(series=series, version=0), days | {"on": day}, [topic], by=by)
            for day in (today + timedelta(days=9), today - timedelta(days=20), today)
        )
        written = HeadingContent.of(over)
        new = NewShared(topic.pk, ActionContent(f"{word} úkol", f"centre-{centre.pk}", today))
        sent = GatheringContent(
            frozenset([partner.pk]), frozenset(), SeenPart(written, fingerprint(written)), new_actions=(new,)
        )
        hold(over, sent, by=by, close=True)
        invite(Gathering.objects.get(pk=late.pk), by=by)
        open_after(over, 6, by=by)
        who = world.people["staff" if word == OURS else "other staff"]
        record = make_record(centre, on=RECORDED_ON, by=who, title=f"{word} ve škole", now=timezone.now())
        details = {"enrolment": f"{word} zápisy", "countries": [[f"{word}sko", 3]]}
        quarter = Quarter.of(today).before
        place = {"region": centre.region, "centre": centre, "begun_at": timezone.now()}
        confirmed = Monitoring.objects.create(year=quarter.before.year, number=quarter.before.number, **place)
        for key in MonitoringKey:
            confirmed.chapters.create(key=key, text=f"{word} oddíl")
        confirmed.measures.create(key="safety", what=f"{word} opatření", owner=partner)
        make_report(confirmed, None, role="head", now=timezone.now())
        Monitoring.objects.filter(pk=confirmed.pk).update(confirmed_at=timezone.now())
        world.monitoring = begin(centre.region, quarter, by=by)
        world.measure, world.confirmed_monitoring = world.monitoring.measures.get(), confirmed
        world.activity = Activity.objects.create(record=record, kind="school", partner=other, **details)
        facts = {"aims": f"{word} záměr", "chosen": {"series": [series.pk], "topics": [topic.pk], "marks": [mark.pk]}}
        world.region_page = save_page(page_of(centre.region), facts, by=by)
    MinistryTaskYear.objects.create(year=today.year, task="training", done="Školení po krajích.", reviewed_on=today)
    world.survey = open_survey(today.year + 1, today + timedelta(days=9), by=by)
    for place in world.survey.regions.all():
        place.sheets.create(content={"use": 5})
    place = world.survey.regions.get(region=world.own.region)
    place.keys.create(id=hash_of("tajne"))
    world.survey.regions.update(invited=2)
    past = Survey.objects.create(year=today.year - 1, opened_at=timezone.now(), closes_on=today)
    for centre, word in ((world.other, THEIRS), (world.own, OURS)):
        place = past.regions.create(region=centre.region, invited=9, answered=5)
        for value in (1, 2, 3, 4, 5):
            place.sheets.create(content={"use": value, "change": f"{word} odpověď"})
    close_survey(past, by=by)
    world.survey_result = past.results.get(region=world.own.region)
    world.partner, world.gone_partner, world.merged_partner, world.other_partner = partner, gone, merged, other
    world.mark, world.work_contact, world.series, world.spare_series = mark, contact, series, spare
    world.ended_series, world.member, world.topic = ended, series.members.get(partner=partner), topic
    world.gathering, world.closed_gathering, world.held_gathering = ahead, over, late
    world.shared_action, world.invitee = SharedAction.objects.get(gathering=over), late.invitees.get(partner=partner)
    world.network_minutes = over.minutes.get()
    world.spare_partner = Partner.objects.create(name=f"{OURS} knihovna", kind="library", region=world.own.region)


def calendar():
    """Days around today, so that the year is being prepared whenever the tests run."""
    today = timezone.localdate()
    days = {"planning_opens_on": -30, "submit_by": 30, "publish_on": 60, "closes_on": 400}
    return {name: today + timedelta(days=distance) for name, distance in days.items()}


def goal_in(state, make=make_goal, *args, **facts):
    """A goal that is in the state without having got there by events."""
    goal = make(*args, **facts)
    Goal.objects.filter(pk=goal.pk).update(
        state=state,
        approved_at=PUBLISHED_AT if state in DECIDED else None,
        submitted_at=PUBLISHED_AT if state == GoalState.SUBMITTED else None,
    )
    goal.refresh_from_db()
    return goal


def _goals(world, is_published):
    approved = [make_goal(world.this_year, centre=world.own, text=f"{OURS} platí {number}.") for number in range(3)]
    approved.append(make_goal(world.this_year, centre=world.other, text=f"{THEIRS} platí."))
    if is_published:
        world.edition = make_edition(world.this_year, *approved)
    else:
        for goal in approved:
            goal_in(GoalState.APPROVED, lambda goal=goal: goal)
    world.approved = Goal.objects.get(pk=approved[2].pk)
    world.change = make_amendment(approved[0], text=f"{OURS} změna rozepsaná.")
    world.sent_change = make_amendment(approved[1], text=f"{OURS} změna odeslaná.")
    world.sent_change = goal_in(GoalState.SUBMITTED, lambda: world.sent_change)
    for centre, word in ((world.other, THEIRS), (world.own, OURS)):
        world.draft = make_goal(world.this_year, centre=centre, number=None, text=f"{word} koncept.")
        for state in (GoalState.DRAFT, GoalState.SUBMITTED, GoalState.RETURNED, GoalState.DROPPED):
            text = f"{word} na příští rok, {state.label}."
            setattr(world, state.value + "_next", goal_in(state, make_goal, world.next_year, centre=centre, text=text))


def _network(world):
    for level in (Level.STRATEGIC, Level.LONG_TERM):
        text = f"{NETWORK} rozepsaný {level.label}."
        setattr(world, f"{level.value}_draft", make_network_goal(level=level, text=text))
        sent = goal_in(GoalState.SUBMITTED, make_network_goal, level=level, text=f"{NETWORK} odeslaný {level.label}.")
        setattr(world, f"{level.value}_sent", sent)
    holds = make_network_goal(level=Level.LONG_TERM, text="Dlouhodobý cíl, který platí.")
    holds.targets.create(position=1, kind=Kind.COUNT, value=3, unit="kurzů")
    world.long_term = goal_in(GoalState.APPROVED, lambda: holds)


def _records(world):
    """What happened in both centres: records with a file, and one that was taken back."""
    for centre, word, who in ((world.other, THEIRS, "other staff"), (world.own, OURS, "staff")):
        facts = {"centre": centre, "on": RECORDED_ON, "by": world.people[who], "now": timezone.now()}
        world.record = make_record(title=f"{word} beseda", note=f"{word} poznámka", **facts)
        world.removed_record = remove(make_record(title=f"{word} omyl", **facts), by=world.people[who])
        world.evidence = attach(world.record, an_evidence(f"{word}.pdf"), by=world.people[who]).evidence


def an_evidence(name="listina.pdf"):
    """A file such as people attach, each time another one."""
    return SimpleUploadedFile(name, pdf_file() + b"%" + uuid4().hex.encode())


def _meetings(world):
    """September is closed with minutes, of the centre and of the heads, and so is the next year above the teams."""
    head, above, director = (world.people[name] for name in ("head", "department head", "director"))
    for centre, word, who in ((world.other, THEIRS, "other head"), (world.own, OURS, "head")):
        action = NewAction(None, ActionContent(f"{word} úkol.", str(world.people[who].pk), date(YEAR, 10, 31)))
        now = datetime(YEAR, 9, 10, 9, 0, tzinfo=PRAGUE)
        write_meeting(team_meeting(centre, YEAR, 9), None, {}, new_actions=[action], by=world.people[who], now=now)
        world.action = ActionItem.objects.get(meeting__centre=centre)
    world.closed = close_month(world.own, YEAR, 9, by=head)
    world.minutes = world.closed.minutes.get()
    handed = {"centre": world.own, "year": YEAR, "month": 8, "handed_over_at": timezone.now()}
    world.handed_over = Meeting.objects.create(**handed)
    close_above(network_meeting(MeetingKind.HEADS, YEAR, 9), by=above)
    close_above(network_meeting(MeetingKind.ANNUAL, NEXT), by=above)
    close_above(network_meeting(MeetingKind.DIRECTOR, NEXT), by=director)


def close_above(meeting, *, by):
    """Every goal stands on track; written once and closed, as that of the centre."""
    heading = Written(Heading(note="Zaznělo."), fingerprint(Heading()))
    entries = {goal.root_id: Written(ON_TRACK, fingerprint(EntryContent())) for goal in goals_of(meeting)}
    now = datetime.combine(meeting.last_day, time(16), tzinfo=PRAGUE)
    return close_meeting(meeting, heading=heading, entries=entries, by=by, now=now)


def people(world):
    """The ten visitors of the table of access, by name."""
    own, other = {"centre": world.own, "password": PASSWORD}, {"centre": world.other, "password": PASSWORD}
    return {
        "anonymous": None,
        "staff": make_user(Role.STAFF, **own),
        "head": make_user(Role.HEAD, **own),
        "other staff": make_user(Role.STAFF, **other),
        "other head": make_user(Role.HEAD, **other),
        "expired deputy": make_user(Role.DEPUTY, valid_until=date(2020, 12, 31), **own),
        "department head": make_user(Role.DEPARTMENT_HEAD, password=PASSWORD),
        "director": make_user(Role.DIRECTOR, password=PASSWORD),
        "administrator": make_user(Role.ADMINISTRATOR, password=PASSWORD),
        "disabled": make_user(Role.HEAD, is_active=False, **own),
    }


def browser(person=None, **facts):
    """A browser of its own, signed in where a person is named."""
    client = Client(**facts)
    if person:
        client.force_login(person)
    return client


def page(response):
    """The text of the page as a reader sees it: spaces are spaces, entities are characters."""
    return " ".join(unescape(response.content.decode()).split())


def choice_in(response):
    """What is sent when the person ticks that what looks like personal data is to stay."""
    found = re.search(r'name="osobni-udaje"[^>]*value="([^"]*)"', response.content.decode())
    return {"osobni-udaje": found[1]} if found else {}


def words(response):
    """The text of the page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page(response)).split())


def fields(response):
    """What the form of the page would send."""
    form = FormReader()
    form.feed(response.content.decode())
    return form.fields


class FormReader(HTMLParser):
    """Reads the fields of the form of the main part of a page, as a browser would send it without its buttons."""

    def __init__(self):
        super().__init__()
        self.fields, self._open, self._select = {}, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "input" and name and (attrs.get("type") not in {"radio", "checkbox"} or "checked" in attrs):
            self._add(name, attrs.get("value", ""))
        elif tag == "textarea" and name:
            self._open = name
            self._add(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in attrs:
            self._add(self._select, attrs.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.fields[self._open] = self.fields[self._open].removeprefix("\n")
            self._open = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._open:
            self.fields[self._open] += data

    def _add(self, name, value):
        if name != "csrfmiddlewaretoken":
            self.fields[name] = value


def goal_form(goal=None, **changes):
    """What the page of the goal sends when nothing is changed but what is said."""
    targets = [{"kind": "count", "comparator": "min", "value": "3", "unit": "setkání", "window": "", "deadline": ""}]
    data = {"text": goal.text if goal else "Uspořádat 12 kurzů.", "version": goal.version if goal else 0}
    data |= {"serves": "", "responsible": "", "evidence": "", "key": "7b0c6c54-9d6c-4b5e-8a53-5d7a33a70f01"}
    return {**data, "action": "save", **target_rows(targets), **changes}


def target_rows(targets):
    rows = {"targets-TOTAL_FORMS": len(targets), "targets-INITIAL_FORMS": "0"}
    return rows | {f"targets-{at}-{name}": value for at, row in enumerate(targets) for name, value in row.items()}


def verdict(goal, name="approve", comment="", **facts):
    prefix = f"goal-{goal.pk}-"
    values = {"verdict": name, "part": "whole", "comment": comment, "version": goal.version} | facts
    return {prefix + key: value for key, value in values.items()}


def days(year):
    """The calendar of a year as its form sends it."""
    return {
        "planning_opens_on": f"{year - 1}-10-01",
        "submit_by": f"{year - 1}-11-30",
        "publish_on": f"{year - 1}-12-15",
        "closes_on": f"{year}-12-31",
    }


def meeting_form(meeting, **changes):
    """What the page of a meeting sends that nobody has written into yet; values of its heading by their names."""
    empty = fingerprint(Heading.of(meeting))
    heading = {"expected": empty, "offered": empty, "version": meeting.version} | changes
    return {"action": "save", **{f"porada-{name}": value for name, value in heading.items()}}
