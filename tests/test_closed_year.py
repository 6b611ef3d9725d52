"""A closed year is closed: every verb of every app, found by introspection, is tried over an evaluated year.

A verb is a public function that is told who acts (`by=`). One that is not listed here fails the test, so that nobody
adds a verb without saying what it does in a closed year.
"""

import importlib
import inspect
import pkgutil
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from centres.erasing import Words
from centres.models import Role
from cpic.erasing import verb as erasing
from evaluations.closings import closing as closings
from evaluations.meetings import actions, opening
from evaluations.meetings import writing as meetings
from evaluations.meetings.contents import ActionContent, EntryContent, Heading, Written, fingerprint
from evaluations.models import ActionItem, Closing, Meeting, OpeningRequest, Record
from evaluations.records import evidence, importing, records, sources
from evaluations.records.records import RecordContent
from evaluations.reports.publishing import prepare_evaluation, publish_report
from evaluations.sheets import Sheet, SheetRow
from evaluations.states import MeetingKind, Rating
from evaluations.teams import network_meeting, team_meeting
from evaluations.workflow import move_closing, move_meeting
from goals import adoption, approval, ending, lineage, mending, network, owners, reminding, workflow, writing, years
from goals.models import Goal, Plan
from goals.public import publishing
from goals.states import Decision, GoalState
from goals.transitions import BY_NAME
from goals.workflow import OPEN_IN_A_CLOSED_YEAR, Refused
from tests.evaluations.closing_cast import accepted, close_months, evaluated, hold_courses, make_year
from tests.factories import make_centre, make_document, make_goal, make_record, make_user
from tests.once import kept
from tests.world import an_evidence, goal_in

YEAR = 2025
DAY = date(YEAR, 11, 5)
CONTENT = writing.Content("Jiné znění.", (), reason="Důvod.")

# What takes `by` and changes nothing by itself: questions, helpers inside a verb, notices of what a verb did.
NO_VERBS = {
    "centres.events": {"build_event"},
    "centres.erasing": {"erase_cells", "withdraw_row"},
    "centres.contact": {"hold_to_keep"},
    "goals.withdrawing": {"follow"},
    "evaluations.reports.publishing": {"withdraw"},
    "cpic.erasing.verb": {"follow_up"},
    "centres.roles": {"require_giving"},
    "goals.translating": {"require_language"},
    "goals.translation_files": {"pack", "unpack"},
    "goals.workflow": {"problems", "is_repeated", "record", "lock_to_decide", "hold_at_once", "lapse"},
    "goals.writing": {"add_row"},
    "goals.years": {"carry_unchanged"},
    "goals.public.publishing": {"preview", "withdraw"},
    "goals.mail.notifications": {
        *("submitted", "recalled", "decided", "published", "notify"),
        *("ended", "resumed"),
    },
    "evaluations.meetings.actions": {"not_made", "make", "change"},
    "goals.network": {"hand_over"},
    "evaluations.workflow": {"record_move", "closing_role"},
    "evaluations.notifications": {
        *("reminded", "reopened", "handed_over", "handed_back", "opening_asked", "opening_refused"),
        *("closing_moved", "objected"),
    },
    "evaluations.records.importing": {"pack", "unpack"},
    "networks.access": {"require_leading"},
    "networks.public.releasing": {"leave_out"},
    "networks.workflow": {"lock_series"},
    "networks.partners.keeping": {"lock_partner"},
    "networks.partners.importing": {"pack", "unpack"},
    "networks.meetings.actions": {"change"},
    "networks.meetings.recording": {"record_held", "count_held"},  # ask for an open month, without one is no record
    "networks.activities.keeping": {"add_activity", "change_activity"},  # so do these
    "networks.monitoring.keeping": {"confirm"},  # and this
}
# What belongs to no year, or to one that is only beginning.
OF_NO_YEAR = {
    "centres.invitations": {"invite", "resend", "revoke"},
    "centres.roles": {"give", "change_end", "withdraw", "end_with"},
    "centres.reducing": {"reduce_person"},
    "centres.people": {"change_person", "reset_factor", "sign_out_everywhere"},
    "goals.adoption": {
        *("upload", "answer", "propose", "discard"),
        *("upload_commitment", "answer_commitment", "write_commitment_drafts"),
    },
    "goals.first_steps": {"hide"},
    "goals.commitment": {"open_term", "change_term", "write_section"},
    "goals.translating": {"translate", "keep_translations"},
    "goals.translation_files": {"import_language"},
    "goals.public.issuing": {"publish_issue"},
    # Paper hangs on after its year was evaluated.
    "goals.noticeboard.ledger": {"post_print", "move_print", "take_down_print", "replace_prints"},
    "centres.network": {
        *("open_centre", "rename", "move", "make_branch", "make_independent"),
        *("close_centre", "merge_centre"),  # not in an evaluated year: tests/centres/test_network.py
    },
    "centres.contact": {"keep_contact", "save_place", "remove_place"},
    "centres.offer": {"keep_offer", "save_service", "remove_service"},
    "goals.years": {"open_year"},
    # Networks have no year; of what they count in one, records themselves ask.
    "networks.partners.keeping": {"save_partner", "archive", "restore", "save_mark", "remove_mark"},
    "networks.partners.contacts": {"save_contact", "end_contact"},
    "networks.partners.merging": {"merge", "split"},
    "networks.partners.importing": {"add_tried"},
    "networks.series.keeping": {
        *("save_series", "end_series", "resume_series", "add_members", "change_member", "end_member", "save_topic"),
    },
    "networks.workflow": {"move"},
    "networks.meetings.planning": {"save_gathering"},
    "networks.meetings.inviting": {"invite", "cancel"},
    "networks.meetings.holding": {"hold"},
    "networks.meetings.actions": {"change_shared"},
    "networks.ministry.tasks_of_year": {"review"},
    "networks.public.releasing": {"save_page", "release", "hide"},
    "networks.calendar.announcing": {
        *("announce_gathering", "hide_gathering", "announce", "change", "call_off", "hide_event"),
    },
    "networks.calendar.subscriptions": {"subscribe", "unsubscribe"},
    "networks.surveys.keeping": {"open_survey", "open_after", "remind", "close_survey"},
    "networks.monitoring.keeping": {"begin", "write_chapter", "save_measure", "remove_measure", "reopen"},
}


def modules():
    for app in ("centres", "goals", "evaluations", "networks"):
        package = importlib.import_module(app)
        for found in pkgutil.walk_packages(package.__path__, f"{app}."):
            if not {"migrations", "management", "views"} & set(found.name.split(".")):
                yield importlib.import_module(found.name)
    yield importlib.import_module("cpic.erasing.verb")


def verbs():
    """Qualified names of all public functions with a `by` parameter, each once, where it is defined."""
    return {
        f"{module.__name__}.{name}"
        for module in modules()
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and not name.startswith("_")
        and "by" in inspect.signature(function).parameters
    }


def listed(names):
    return {f"{module}.{name}" for module, found in names.items() for name in found}


@pytest.fixture(scope="module")
def closed(django_db_setup, django_db_blocker):
    """A year whose evaluation is out, in which something of everything was left behind."""
    with kept(django_db_blocker):
        year = make_year(document=make_document(YEAR), is_closed=False)
        hold_courses(year, 3)
        year.indicator = year.records[0].indicator
        year.outsider = make_centre()
        facts = {"on": DAY, "by": year.staff, "indicator": year.indicator}
        year.removed = records.remove(make_record(year.centre, title="Omyl", **facts), by=year.staff)
        year.evidence = evidence.attach(approved(year), an_evidence(), by=year.head).evidence
        agreed = actions.NewAction(None, ActionContent("Objednat sál.", "head", DAY))
        meetings.write(team_meeting(year.centre, YEAR, 11), None, {}, new_actions=[agreed], by=year.head)
        year.action = ActionItem.objects.get()
        close_months(year.centre)
        place = {"centre": year.centre, "document": year.document}
        year.states = {
            state: goal_in(state, make_goal, **place, number=None, text=f"Zbylý {state.label}.")
            for state in (GoalState.DRAFT, GoalState.SUBMITTED, GoalState.RETURNED, GoalState.DROPPED)
        }
        accepted(year)
        evaluated(year.document)
        year.document.refresh_from_db()
        year.record = Record.objects.get(pk=year.records[0].pk)
        year.closing = Closing.objects.get(plan=year.plan)
        year.closed_meeting = team_meeting(year.centre, YEAR, 3)
        asked = {"meeting": year.closed_meeting, "asked_by": year.staff, "asked_at": timezone.now()}
        year.asked = OpeningRequest.objects.create(reason="Chybí kurz.", **asked)
        year.trial = a_trial(year)
        year.previous = goal_in(
            GoalState.APPROVED, make_goal, make_document(YEAR - 1), centre=year.centre, text="Předloňský."
        )
        yield year


def a_trial(year):
    """Of a document of the very year, which waits to be taken over."""
    text = f"# Operační cíle {YEAR}\n\n## {year.centre.name}\n\n- Uspořádat 3 další kurzy.\n"
    trial = adoption.upload(SimpleUploadedFile("cile.md", text.encode()), None, by=year.above)
    days = {"approved_on": DAY, "published_on": DAY, "valid_from": DAY, "valid_until": DAY}
    facts = adoption.Facts("Cíle", approved_by_role=Role.DIRECTOR, edition_number=1, **days)
    return adoption.propose(trial, facts, by=year.above)


@pytest.fixture
def year(closed, db):
    return closed


def goal(year, state):
    return Goal.objects.get(pk=year.states[state].pk)


def approved(year):
    return Goal.objects.select_related("centre", "document").get(pk=year.goals[0].pk)


def content(year):
    return RecordContent(year.indicator, DAY, title="Pozdní kurz")


def confirmed(year):
    row = SheetRow(1, DAY, year.indicator.slug, 1, "Pozdní kurz", "", None, "", "")
    return importing.Confirmed(uuid4(), year.centre.pk, importing.Trial(Sheet(rows=(row,)), frozenset())), [row]


def entries(year):
    return {year.goals[0].root_id: Written(EntryContent(rating=Rating.AT_RISK), fingerprint(EntryContent()))}


def heading():
    return Written(Heading(note="Pozdní poznámka."), fingerprint(Heading()))


def seen(action):
    return fingerprint(ActionContent.of(action))


def new_month(year):
    """A month in which nothing was written before the year was closed."""
    return Meeting(kind=MeetingKind.TEAM, centre=year.centre, year=YEAR, month=12)


TRY = {
    "goals.approval.decide": lambda it: approval.decide(
        [approval.Verdict(goal(it, GoalState.SUBMITTED), "approve")], by=it.above
    ),
    "goals.public.publishing.publish": lambda it: publishing.publish(it.document, by=it.above, reason="Pozdě."),
    "goals.approval.submit": lambda it: approval.submit([goal(it, GoalState.RETURNED)], by=it.head),
    "goals.approval.submit_plan": lambda it: approval.submit_plan(
        it.plan, list(approval.to_submit(it.plan)), by=it.head
    ),
    "goals.approval.recall": lambda it: approval.recall([goal(it, GoalState.SUBMITTED)], by=it.head),
    "goals.approval.recall_plan": lambda it: approval.recall_plan(it.plan, by=it.head),
    **{
        f"goals.workflow.perform {name}": lambda it, name=name, transition=transition: workflow.perform(
            goal(it, next(state for state in GoalState if state in transition.sources)),
            name,
            by=it.above if name in {"approve", "return"} else it.head,
            comment="Důvod.",
        )
        for name, transition in BY_NAME.items()
    },
    "goals.owners.set_owners": lambda it: owners.set_owners(
        [owners.OwnerChoice(approved(it), str(it.staff.pk), "")], by=it.head
    ),
    "evaluations.meetings.actions.change_action": lambda it: actions.change_action(
        it.action, replace(ActionContent.of(it.action), state="done"), expected=seen(it.action), by=it.head
    ),
    "goals.workflow.adopt": lambda it: workflow.adopt(
        it.document, approved_at=timezone.now(), comment="Pozdě.", by=it.above
    ),
    "goals.adoption.write_drafts": lambda it: adoption.write_drafts(it.trial, by=it.above),
    "goals.adoption.take_over": lambda it: adoption.take_over(it.trial, by=it.above),
    "goals.lineage.decide_lineage": lambda it: lineage.decide_lineage(
        it.document, [(it.goals[0], it.previous)], by=it.above
    ),
    "goals.writing.create": lambda it: writing.create(it.document, CONTENT, by=it.staff, centre=it.centre),
    "goals.writing.amend": lambda it: writing.amend(approved(it), CONTENT, by=it.head),
    "goals.ending.end": lambda it: ending.end(approved(it), DAY, "Důvod.", by=it.head),
    "goals.ending.change_end": lambda it: ending.change_end(goal(it, GoalState.RETURNED), DAY, "Důvod.", by=it.head),
    "goals.ending.end_at_once": lambda it: ending.end_at_once(approved(it), DAY, "Důvod.", by=it.above),
    "goals.ending.resume": lambda it: ending.resume(approved(it), by=it.above),
    "goals.mending.mend": lambda it: mending.mend(
        approved(it), {"text": "Jinak.", "responsible": "", "evidence": ""}, by=it.above
    ),
    "goals.writing.write": lambda it: writing.write(goal(it, GoalState.RETURNED), CONTENT, by=it.staff),
    "goals.writing.move": lambda it: writing.move(Plan.objects.get(pk=it.plan.pk), approved(it), 1, by=it.head),
    "goals.network.join_year": lambda it: network.join_year(it.document, it.outsider, by=it.above),
    "goals.years.change_calendar": lambda it: years.change_calendar(
        it.document, years.Calendar(*[DAY + timedelta(days=each) for each in range(4)]), by=it.above
    ),
    "goals.reminding.remind_plans": lambda it: reminding.remind_plans(it.document, [it.plan], by=it.above),
    "goals.years.continue_goal": lambda it: years.continue_goal(it.plan, it.previous, Decision.CARRY, by=it.head),
    "evaluations.closings.closing.save": lambda it: closings.save(
        it.closing,
        Written(closings.NarrativeContent("Jinak."), fingerprint(closings.NarrativeContent())),
        {},
        by=it.head,
    ),
    "evaluations.closings.closing.send": lambda it: closings.send(it.closing, by=it.head),
    "evaluations.closings.closing.recall": lambda it: closings.recall(it.closing, by=it.head),
    "evaluations.closings.closing.accept": lambda it: closings.accept(it.closing, by=it.above),
    "evaluations.closings.closing.return_to_centre": lambda it: closings.return_to_centre(
        it.closing, reason="Ne.", by=it.above
    ),
    "evaluations.workflow.move_closing": lambda it: move_closing(it.closing, "return", by=it.above, comment="Ne."),
    "evaluations.workflow.move_meeting": lambda it: move_meeting(
        it.closed_meeting, "reopen", by=it.above, comment="Ne.", until=timezone.localdate() + timedelta(days=9)
    ),
    "evaluations.meetings.writing.remind": lambda it: meetings.remind([new_month(it)], by=it.above),
    "evaluations.meetings.writing.write": lambda it: meetings.write(
        network_meeting(MeetingKind.HEADS, YEAR, 5), heading(), {}, by=it.above
    ),
    "evaluations.meetings.writing.close": lambda it: meetings.close(
        team_meeting(it.centre, YEAR, 4), heading=heading(), entries=entries(it), by=it.head
    ),
    "evaluations.meetings.writing.hand_over": lambda it: meetings.hand_over(
        it.closed_meeting, heading=heading(), by=it.staff
    ),
    "evaluations.meetings.writing.hand_back": lambda it: meetings.hand_back(it.closed_meeting, note="Ne.", by=it.head),
    "evaluations.meetings.opening.ask": lambda it: opening.ask(it.closed_meeting, reason="Ano.", by=it.head),
    "evaluations.meetings.opening.decline": lambda it: opening.decline(it.asked, answer="Ne.", by=it.above),
    "evaluations.closings.closing.object_to": lambda it: closings.object_to(it.closing, text="Ne.", by=it.head),
    "evaluations.meetings.writing.reopen": lambda it: meetings.reopen(
        it.closed_meeting, reason="Ne.", until=timezone.localdate() + timedelta(days=9), by=it.above
    ),
    "evaluations.records.evidence.attach": lambda it: evidence.attach(approved(it), an_evidence(), by=it.head),
    "evaluations.records.evidence.detach": lambda it: evidence.detach(it.evidence, by=it.head),
    "evaluations.records.sources.set_source": lambda it: sources.set_source(
        approved(it).targets.first(), it.indicator, by=it.head
    ),
    "evaluations.records.sources.set_sources": lambda it: sources.set_sources(
        [sources.SourceChoice(approved(it).targets.first(), it.indicator, "jinak")], by=it.head
    ),
    "evaluations.records.importing.add_confirmed": lambda it: importing.add_confirmed(
        *confirmed(it), it.centre, team=[it.centre], by=it.staff
    ),
    "evaluations.records.records.add": lambda it: records.add(it.centre, content(it), by=it.staff),
    "evaluations.records.records.add_all": lambda it: records.add_all(it.centre, [content(it)], by=it.staff),
    "evaluations.records.records.correct": lambda it: records.correct(it.record, content(it), by=it.staff),
    "evaluations.records.records.remove": lambda it: records.remove(it.record, by=it.staff),
    "evaluations.records.records.restore": lambda it: records.restore(it.removed, by=it.staff),
    "cpic.erasing.verb.erase": None,  # below
    "evaluations.reports.publishing.publish_report": lambda it: publish_report(
        it.document,
        lambda document: prepare_evaluation(document, today=date(YEAR + 2, 1, 1)),
        expected="x",
        by=it.above,
    ),
}


def everything():
    """All rows of our tables."""
    models = [model for app in ("centres", "goals", "evaluations") for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_every_verb_is_known_here():
    tried = {name.split()[0] for name in TRY}

    assert verbs() == tried | listed(NO_VERBS) | listed(OF_NO_YEAR)
    assert {name.rpartition(".")[2] for name in tried} >= OPEN_IN_A_CLOSED_YEAR


@pytest.mark.parametrize("name", [name for name in TRY if name.rpartition(".")[2] not in OPEN_IN_A_CLOSED_YEAR])
def test_nothing_of_a_closed_year_changes(year, name):
    before = everything()

    try:
        TRY[name](year)
    except Refused:
        pass
    except Exception as other:  # whatever else it is, it is no sentence for a person
        pytest.fail(f"{name} was not refused in words, but ended in {other!r}")
    assert everything() == before


@pytest.mark.parametrize(
    "name",
    ["goals.owners.set_owners", "evaluations.meetings.actions.change_action", "goals.lineage.decide_lineage"],
)
def test_what_may_still_happen_in_a_closed_year_happens(year, name):
    before = everything()

    TRY[name](year)

    assert everything() != before


def test_what_should_never_have_been_written_is_erased_from_a_closed_year_too(year, settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"
    goal, words = approved(year), ["Omyl"]
    cells = {found.cell for found in erasing.places_of(Words(words))}
    erasing.erase(words, cells, seen=cells, reason="Jméno.", by=make_user(Role.ADMINISTRATOR))

    assert "Omyl" not in str(everything())
    assert approved(year).state == goal.state


def inside(person):
    client = Client()
    client.force_login(person)
    return client


def test_start_page_asks_for_nothing_of_a_closed_year(year):
    for person in (year.head, year.staff, year.above):
        assert not [task for task in inside(person).get("/prace/").context["tasks"] if str(YEAR) in task.title]


def test_table_of_a_closed_year_offers_neither_an_edition_nor_other_days(year):
    shown = inside(year.above).get(f"/prace/{YEAR}/").content.decode()

    assert f'href="/prace/{YEAR}/vyhodnoceni/"' in shown
    assert not [url for url in ("vydat", "terminy") if f'href="/prace/{YEAR}/{url}/"' in shown]


def test_goal_that_was_left_behind_is_shown_with_the_reason_and_without_buttons(year):
    for goal in year.states.values():
        answer = inside(year.head).get(f"/prace/cil/{goal.pk}/")

        assert "v něm už se nic nemění" in answer.content.decode()
        assert (answer.context["actions"], answer.context["may_edit"], answer.context["may_amend"]) == (
            set(),
            False,
            False,
        )


FORMS = {
    "goal-new": "head",
    "plan-check": "head",
    "plan-recall": "head",
    "plan-decide": "above",
    "year-dates": "above",
    "publish": "above",
}


@pytest.mark.parametrize("name", [*FORMS, "goal-edit", "goal-decide", "continue"])
def test_form_whose_sending_would_be_refused_leads_to_what_there_is(year, name):
    place = [YEAR] if name in {"year-dates", "publish"} else [YEAR, year.centre.slug]
    place = [year.states["returned"].pk] if name == "goal-edit" else place
    place = [year.states["submitted"].pk] if name == "goal-decide" else place
    place = [*place, year.previous.pk] if name == "continue" else place
    person = getattr(year, FORMS.get(name, "above" if name == "goal-decide" else "head"))

    answer = inside(person).get(reverse(name, args=place), follow=True)

    assert answer.redirect_chain
    assert "v něm už se nic nemění" in answer.content.decode()
