"""The verbs in any order, by anybody, over any version, against a simple model of what must come of it.

The model below knows nothing of the product's tables of rights and transitions; it is written by hand.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import Q
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from centres.access import MissingRight
from centres.models import Event, Membership, Role, Subject
from goals.approval import Verdict, decide, recall, submit
from goals.models import Edition, Goal, Notice, Plan
from goals.public.publishing import Ready, is_intact, publish, ready_to_publish
from goals.states import Kind
from goals.workflow import EditConflict, Refused, perform
from goals.writing import Content, TargetContent, amend, create, write
from goals.years import continue_goal
from tests.factories import PUBLISHED_AT, approve, make_centre, make_document, make_goal, make_user
from tests.thorough import examples
from tests.threads import kind_of

pytestmark = [pytest.mark.django_db, pytest.mark.engine]

NOW = PUBLISHED_AT
MAIN, BRANCH, OTHER = PLACES = ("main", "branch", "other")

# Where each of them may write a draft; whoever is a head may also submit, take back and amend there.
HEADS = {
    "head of main": {MAIN, BRANCH},
    "head of branch": {BRANCH},
    "head of other": {OTHER},
    "deputy of other": {OTHER},
    "boss and head of main": {MAIN, BRANCH},
}
WRITERS = HEADS | {"staff of main": {MAIN, BRANCH}}
BOSSES = {"boss", "boss and head of main"}
POWERLESS = {"director", "administrator", "expired deputy of main", "disabled head of main", "nobody"}
PEOPLE = sorted(WRITERS.keys() | BOSSES | POWERLESS)

SOURCES = {
    "submit": {"draft", "returned"},
    "recall": {"submitted"},
    "approve": {"submitted"},
    "return": {"submitted"},
    "drop": {"draft", "returned"},
    "restore": {"dropped"},
}
TARGET = {
    "submit": "submitted",
    "recall": "draft",
    "approve": "approved",
    "return": "returned",
    "drop": "dropped",
    "restore": "draft",
}
DONE, REPEATED = "done", "repeated"
STALE = (EditConflict, Goal)
EDITABLE, OPEN, DECIDED = {"draft", "returned"}, {"draft", "returned", "submitted"}, {"approved", "superseded"}

RIGHT_ONE = "whoever may"
people = st.one_of(st.just(RIGHT_ONE), st.just(RIGHT_ONE), st.sampled_from(PEOPLE))
names = st.one_of(st.just("whatever fits"), st.sampled_from(sorted(SOURCES)))
lags = st.sampled_from([0, 0, 0, 0, 1, 2])  # how many versions ago the person opened the page
texts = st.sampled_from(["Uspořádat kurzy.", "Vydat letáky.", "Navštívit školy."])
numbers = st.integers(1, 3)
reasons = st.sampled_from(["", "Důvod.", "Jiný důvod."])


@dataclass
class Row:
    """What the model knows of one row."""

    place: str
    position: int
    content: Content
    last: tuple  # name, person and comment of the change that made the present version
    root: int = 0
    state: str = "draft"
    version: int = 1
    authors: set = field(default_factory=set)
    is_amendment: bool = False
    frozen: bytes = b""

    def writers(self):
        return at(self.place, HEADS if self.is_amendment else WRITERS)

    def told(self):
        """Who is told of a decision: those who can send the goal again, and its authors as far as they may write."""
        return at(self.place, HEADS) | (self.authors & self.writers())


def at(place, people):
    return {name for name, places in people.items() if place in places}


def content(text, number, reason=""):
    return Content(text, (TargetContent(Kind.COUNT, value=Decimal(number), unit="kusů"),), reason=reason)


def as_bytes(goal):
    return repr(Content.of(goal)).encode()


class Workflow(RuleBasedStateMachine):
    goals = Bundle("goals")

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        main = make_centre(position=1)
        self.centres = {
            MAIN: main,
            BRANCH: make_centre(position=2, parent=main),
            OTHER: make_centre(position=3),
        }
        self.users = {name: self.make_person(name) for name in PEOPLE}
        before, self.document = make_document(2025), make_document(2026)
        self.plans = {
            place: Plan.objects.create(document=self.document, centre=centre) for place, centre in self.centres.items()
        }
        self.previous = {
            place: approve(make_goal(before, centre=self.centres[place], text="Loňský cíl.")) for place in (MAIN, OTHER)
        }
        Membership.objects.exclude(user__in=self.users.values()).delete()  # whoever approved on the way
        Notice.objects.all().delete()
        self.rows, self.continued, self.events, self.numbers = {}, {}, [], {}
        self.editions, self.published, self.looked, self.versions = [], set(), None, {}

    def make_person(self, name):
        roles = {
            "head": Role.HEAD,
            "staff": Role.STAFF,
            "deputy": Role.DEPUTY,
            "expired": Role.DEPUTY,
            "disabled": Role.HEAD,
            "boss": Role.DEPARTMENT_HEAD,
            "director": Role.DIRECTOR,
            "administrator": Role.ADMINISTRATOR,
        }
        role = roles.get(name.split()[0])
        place = name.split()[-1]
        until = {"expired": date(2026, 3, 13), "deputy": NOW.date()}.get(name.split()[0])
        centre = self.centres[place] if role in {Role.HEAD, Role.STAFF, Role.DEPUTY} else None
        user = make_user(role, centre=centre, valid_until=until, is_active=not name.startswith("disabled"))
        if name == "boss and head of main":
            Membership.objects.create(user=user, role=Role.HEAD, centre=self.centres[MAIN], valid_from=date(2020, 1, 1))
        return user

    def teardown(self):
        for pk, lines in self.editions:
            self.check_edition(Edition.objects.get(pk=pk), lines)
        connection.check_constraints()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # What the model expects, and what comes.

    def attempt(self, expected, by, change, *, events=(), told=()):
        """Make the change; it must end as the model says, be recorded once and told to exactly these people."""
        last_notice = max(Notice.objects.values_list("pk", flat=True), default=0)
        result, refusal = None, None
        try:
            result = change(self.users[by])
        except (MissingRight, Refused) as raised:
            refusal = kind_of(raised)
        assert refusal == (None if expected in {DONE, REPEATED} else expected)
        if expected != DONE:
            events, told = (), ()
        self.events += [(goal, name, by) for goal, name in events]
        notices = Notice.objects.filter(pk__gt=last_notice).values_list("person", flat=True)
        assert sorted(notices) == sorted(self.users[name].pk for name in set(told) - {by})
        return result

    def who(self, by, fit):
        """The person drawn; or one of those who may, in turn, so that changes often succeed."""
        return sorted(fit)[len(self.events) % len(fit)] if by == RIGHT_ONE else by

    def seen(self, pk, lag=0):
        """The goal as the person saw it some versions ago."""
        goal = Goal.objects.select_related("centre", "document").get(pk=pk)
        goal.version -= lag
        return goal

    def add(self, goal, place, **facts):
        self.rows[goal.pk] = Row(place=place, **{"root": goal.pk} | facts)
        return goal.pk

    def moved(self, pk, name, by, comment=""):
        row = self.rows[pk]
        row.state, row.version = TARGET[name], row.version + 1
        row.last = (name, by, comment)

    def chain(self, pk):
        root = self.rows[pk].root
        return [other for other, row in self.rows.items() if row.root == root]

    def has_open_amendment(self, pk):
        return any(self.rows[other].is_amendment and self.rows[other].state in OPEN for other in self.chain(pk))

    def next_position(self, place):
        return max([row.position for row in self.rows.values() if row.place == place], default=0) + 1

    # The verbs.

    @initialize(target=goals)
    def begins(self):
        """With a goal in each place: an approved one, one that waits for somebody else than its author, and a draft."""
        authors = {MAIN: "head of main", BRANCH: "boss and head of main", OTHER: "head of other"}
        made = [self.creates(authors[place], place, "Uspořádat kurzy.", 1) for place in PLACES]
        self.moves("head of main", made[0], "submit", 0, "")
        self.moves("boss", made[0], "approve", 0, "")
        self.moves("head of main", made[1], "submit", 0, "")
        return multiple(*made)

    @rule(target=goals, by=people, place=st.sampled_from(PLACES), text=texts, number=numbers)
    def creates(self, by, place, text, number):
        by = self.who(by, at(place, WRITERS))
        written = content(text, number)
        expected = DONE if by in at(place, WRITERS) else MissingRight
        goal = self.attempt(
            expected, by, lambda user: create(self.document, written, by=user, centre=self.centres[place], now=NOW)
        )
        if expected != DONE:
            return multiple()
        self.events.append((goal.pk, "create", by))
        position = self.next_position(place)
        return self.add(goal, place, position=position, content=written, last=("create", by, ""), authors={by})

    @rule(by=people, pk=goals, lag=lags, text=texts, number=numbers, reason=reasons)
    def writes(self, by, pk, lag, text, number, reason):
        row = self.rows[pk]
        by = self.who(by, row.writers())
        written = content(text, number, reason if row.is_amendment else "")
        expected = self.expected_of_writing(row, by, lag, written)
        self.attempt(
            expected, by, lambda user: write(self.seen(pk, lag), written, by=user, now=NOW), events=[(pk, "write")]
        )
        if expected == DONE:
            row.content, row.version, row.last = written, row.version + 1, ("write", by, "")
            row.authors.add(by)

    def expected_of_writing(self, row, by, lag, written):
        if by not in row.writers():
            return MissingRight
        if written == row.content and row.state in EDITABLE and lag < 2:
            return REPEATED
        if lag:
            return STALE
        return DONE if row.state in EDITABLE else Refused

    @rule(by=people, pk=goals, name=names, lag=lags, comment=reasons)
    def moves(self, by, pk, name, lag, comment):
        row = self.rows[pk]
        name = self.fitting(row) if name == "whatever fits" else name
        comment = comment if name == "return" else ""
        by = self.who(by, self.may_move(row, name))
        expected = self.expected_of_moving(pk, name, by, lag, comment)
        events, told = [(pk, name)], set()
        if name in {"submit", "recall"}:
            told = BOSSES
        if name in {"approve", "return"}:
            told = row.told()
        held = [other for other in self.chain(pk) if self.rows[other].state == "approved"]
        if name == "approve" and expected == DONE:
            events = [(other, "supersede") for other in held] + events
        self.attempt(expected, by, lambda user: self.move(pk, name, lag, comment, user), events=events, told=told)
        if expected != DONE:
            return
        self.moved(pk, name, by, comment)
        if name == "approve":
            row.frozen = as_bytes(Goal.objects.get(pk=pk))
            for other in held:
                self.rows[other].state = "superseded"
                self.rows[other].version += 1

    def move(self, pk, name, lag, comment, user):
        goal = self.seen(pk, lag)
        if name in {"submit", "recall"}:
            return {"submit": submit, "recall": recall}[name]([goal], by=user, now=NOW)
        if name in {"approve", "return"}:
            return decide([Verdict(goal, name, comment)], by=user, now=NOW)
        return perform(goal, name, by=user, now=NOW)

    def fitting(self, row):
        fits = sorted(name for name, sources in SOURCES.items() if row.state in sources) or ["submit"]
        return fits[len(self.events) % len(fits)]

    def may_move(self, row, name):
        may = {"approve": BOSSES, "return": BOSSES, "drop": row.writers(), "restore": row.writers()}
        return may.get(name, at(row.place, HEADS))

    def expected_of_moving(self, pk, name, by, lag, comment):
        row = self.rows[pk]
        if by not in self.may_move(row, name):
            return MissingRight
        if lag == 1 and row.last == (name, by, comment):
            return REPEATED
        if lag:
            return STALE
        stands_in_the_way = [
            row.state not in SOURCES[name],
            name == "approve" and by in row.authors,
            name == "return" and not comment,
            name == "submit" and row.is_amendment and not row.content.reason,
            name == "restore" and row.is_amendment and self.has_open_amendment(pk),
        ]
        return Refused if any(stands_in_the_way) else DONE

    @rule(pk=goals)
    def goes_on(self, pk):
        """The next step by who is to make it, so that whole ways are walked often."""
        row = self.rows[pk]
        if row.state in EDITABLE:
            self.moves(RIGHT_ONE, pk, "submit", 0, "")
        elif row.state == "submitted":
            self.moves(RIGHT_ONE, pk, "approve", 0, "")

    @rule(target=goals, by=people, pk=goals, lag=lags, text=texts, number=numbers, reason=reasons)
    def amends(self, by, pk, lag, text, number, reason):
        row = self.rows[pk]
        by = self.who(by, at(row.place, HEADS))
        written = content(text, number, reason)
        expected = DONE
        if by not in at(row.place, HEADS):
            expected = MissingRight
        elif lag or row.state == "superseded":
            expected = STALE
        elif row.state != "approved" or self.has_open_amendment(pk):
            expected = Refused
        goal = self.attempt(expected, by, lambda user: amend(self.seen(pk, lag), written, by=user, now=NOW))
        if expected != DONE:
            return multiple()
        self.events.append((goal.pk, "amend", by))
        facts = replace(row, content=written, last=("amend", by, reason), authors={by}, is_amendment=True)
        facts.state, facts.version, facts.frozen = "draft", 1, b""
        self.rows[goal.pk] = facts
        return goal.pk

    @rule(
        target=goals,
        by=people,
        place=st.sampled_from([MAIN, OTHER]),
        previous=st.sampled_from([MAIN, OTHER]),
        decision=st.sampled_from(["carry", "change", "retire"]),
        reason=reasons,
    )
    def continues(self, by, place, previous, decision, reason):
        by = self.who(by, at(place, WRITERS))
        was = self.continued.get(place, ("", "", None))
        is_same = was[:2] == (decision, reason)
        expected, step = self.expected_of_continuing(by, place, previous, decision, reason, was[2], is_same)
        events = [(was[2], step)] if step in SOURCES else []
        before = self.previous[previous]
        goal = self.attempt(
            expected,
            by,
            lambda user: continue_goal(self.plans[place], before, decision, reason=reason, by=user, now=NOW),
            events=events,
        )
        if expected != DONE:
            return multiple()
        pk = was[2]
        if step in SOURCES:
            self.moved(pk, step, by)
        if step == "create":
            pk = goal.pk
            self.events.append((pk, "create", by))
            position, last = self.next_position(place), ("create", by, "")
            self.add(goal, place, position=position, content=Content.of(before), last=last, authors={by})
        if not is_same:
            self.events.append((before.pk, decision, by))
        self.continued[place] = (decision, reason, pk)
        return pk if step == "create" else multiple()

    def expected_of_continuing(self, by, place, previous, decision, reason, pk, is_same):
        """What comes of it, and the step that it makes on the way: a goal created, dropped, restored, or none."""
        if by not in at(place, WRITERS):
            return MissingRight, ""
        if (decision != "carry" and not reason) or previous != place:
            return Refused, ""
        if pk is None:
            return DONE, "" if decision == "retire" else "create"
        state = self.rows[pk].state
        if state not in EDITABLE | {"dropped"}:
            return (DONE, "") if is_same and decision != "retire" else (Refused, "")
        if (state == "dropped") == (decision == "retire"):
            return DONE, ""
        return DONE, "restore" if state == "dropped" else "drop"

    @rule()
    def looks(self):
        """The page of who publishes, as it is now; it may be sent much later."""
        self.looked = (ready_to_publish(self.document).fingerprint, self.picture())

    def picture(self):
        approved = [pk for pk, row in self.rows.items() if row.state == "approved"]
        place = PLACES.index
        return len(self.editions), sorted(approved, key=lambda pk: (place(self.rows[pk].place), self.rows[pk].position))

    @rule(by=people, reason=reasons, is_fresh=st.sampled_from([True, True, False]))
    def publishes(self, by, reason, is_fresh):
        if is_fresh or self.looked is None:
            self.looks()
        by = self.who(by, BOSSES)
        fingerprint, picture = self.looked
        expected = self.expected_of_publishing(by, reason, fingerprint, picture)
        heads = set(HEADS)
        edition = self.attempt(
            expected,
            by,
            lambda user: publish(self.document, by=user, expected=fingerprint, reason=reason, now=NOW),
            events=[(None, "publish")],
            told=heads,
        )
        if expected == DONE:
            self.published.add((fingerprint, by))
            self.editions.append((edition.pk, [self.line(pk) for pk in picture[1]]))

    def expected_of_publishing(self, by, reason, fingerprint, picture):
        if by not in BOSSES:
            return MissingRight
        if (fingerprint, by) in self.published:
            return REPEATED
        if picture != self.picture():
            return (EditConflict, Ready)
        places = {self.rows[pk].place for pk in picture[1]}
        is_complete = places == set(PLACES) and not any(row.state in OPEN for row in self.rows.values())
        rows = [self.rows[pk] for pk in picture[1]]
        said = [
            (self.numbers.get(row.root), row.content.text, row.content.targets[0].value, row.content.reason)
            for row in rows
        ]
        is_same = bool(self.editions) and self.editions[-1][1] == said
        return DONE if picture[1] and not is_same and (is_complete or reason) else Refused

    def line(self, pk):
        """A goal as it is published; its number is given the first time and stays."""
        row = self.rows[pk]
        number = self.numbers.setdefault(row.root, len(self.numbers) + 1)
        return number, row.content.text, row.content.targets[0].value, row.content.reason

    # What holds after every step.

    @invariant()
    def rows_are_what_the_model_says(self):
        found = {}
        for goal in Goal.objects.filter(document=self.document).prefetch_related("targets"):
            found[goal.pk] = (goal.state, goal.version, goal.root_id, goal.position, Content.of(goal))
            assert (goal.approved_at is not None) == (goal.state in DECIDED)
            assert (goal.submitted_at is not None) == (goal.state == "submitted")
            assert goal.state not in DECIDED or as_bytes(goal) == self.rows[goal.pk].frozen
        assert found == {
            pk: (row.state, row.version, row.root, row.position, row.content) for pk, row in self.rows.items()
        }

    @invariant()
    def each_goal_has_one_wording_that_holds_and_one_open_amendment_at_most(self):
        rows = Goal.objects.values_list("id", "amends", "state")
        holding = [amends or pk for pk, amends, state in rows if state == "approved"]
        amended = [amends for _pk, amends, state in rows if amends and state in OPEN]

        assert len(holding) == len(set(holding))
        assert len(amended) == len(set(amended))

    @invariant()
    def every_change_is_recorded_once_and_nothing_else(self):
        names = {user.pk: name for name, user in self.users.items()}
        of_last_year = Q(name__in=["carry", "change", "retire"])
        events = list(Event.objects.filter(Q(year=self.document.year) | of_last_year).order_by("id"))

        goals = [event.subject_id if event.subject_kind == Subject.GOAL else None for event in events]
        assert [
            (goal, event.name, names[event.by_id]) for goal, event in zip(goals, events, strict=True)
        ] == self.events
        wrote = set()
        for event in events:
            if event.name in {"create", "write", "amend"}:
                wrote.add((event.subject_id, event.by_id))
            assert event.name != "approve" or (event.subject_id, event.by_id) not in wrote

    @invariant()
    def editions_are_intact_and_say_what_was_published(self):
        """The last one after every step; all of them once more at the end."""
        assert Edition.objects.count() == len(self.editions)
        for pk, lines in self.editions[-1:]:
            self.check_edition(Edition.objects.get(pk=pk), lines)

    def check_edition(self, edition, lines):
        goals = edition.goals.prefetch_related("targets")
        found = [(goal.number, goal.text, goal.targets.all()[0].value, goal.reason) for goal in goals]
        assert is_intact(edition)
        assert found == lines

    @invariant()
    def versions_of_plans_never_go_down(self):
        versions = dict(Plan.objects.values_list("pk", "version"))

        assert all(versions[pk] >= version for pk, version in self.versions.items())
        self.versions = versions


def test_workflow_is_what_the_model_says():
    run_state_machine_as_test(
        Workflow,
        settings=settings(max_examples=examples(50), stateful_step_count=40, suppress_health_check=list(HealthCheck)),
    )
