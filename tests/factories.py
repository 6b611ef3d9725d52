"""What tests are made of: small functions that build real rows with sensible defaults."""

from dataclasses import replace
from datetime import date, datetime, time
from itertools import count
from zoneinfo import ZoneInfo

from centres.models import Centre, Contact, Event, Membership, Offer, Operator, Region, Role, User
from evaluations.meetings.agenda import goals_of
from evaluations.meetings.contents import EntryContent, Written, fingerprint
from evaluations.meetings.writing import close as close_meeting
from evaluations.models import Indicator
from evaluations.records.records import RecordContent
from evaluations.records.records import add as add_record
from evaluations.states import Aggregation, Rating
from evaluations.teams import team_meeting
from goals.models import Document, Goal, Lineage, Target
from goals.public.publishing import publish
from goals.states import DocumentKind, Kind
from goals.workflow import perform
from goals.writing import Content, amend

PRAGUE = ZoneInfo("Europe/Prague")
PUBLISHED_AT = datetime(2026, 3, 14, 10, 0, tzinfo=PRAGUE)
NUTS3 = [f"CZ0{area}" for area in (10, 20, 31, 32, 41, 42, 51, 52, 53, 63, 64, 71, 72, 80)]
numbers = count(1)


def make_region(**facts):
    """One of the 14 regions: the one asked for, or the next in turn."""
    code = facts.pop("nuts3", None) or NUTS3[next(numbers) % len(NUTS3)]
    defaults = {"name": f"Kraj {code}", "iso_code": code.replace("CZ0", "CZ-"), "position": NUTS3.index(code)} | facts
    return Region.objects.get_or_create(nuts3=code, defaults=defaults)[0]


def make_operator(**facts):
    number = next(numbers)
    return Operator.objects.create(**{"slug": f"provozovatel-{number}", "name": f"Provozovatel {number}"} | facts)


def make_centre(**facts):
    number = next(numbers)
    defaults = {
        "slug": f"centrum-{number}",
        "name": f"CPIC Město {number}",
        "town": f"Město {number}",
        "position": number,
    }
    facts.setdefault("region", None)
    facts["region"] = facts["region"] or make_region()
    facts["operator"] = facts.get("operator") or make_operator()
    centre = Centre.objects.create(**defaults | {"latitude": "50.000", "longitude": "15.000"} | facts)
    for kept in (Contact, Offer):
        kept.objects.create(centre=centre, as_of=date(2099, 12, 31))  # nobody is asked to look at it
    return centre


def make_user(role=None, *, centre=None, language="", valid_from=date(2020, 1, 1), valid_until=None, **facts):
    facts.setdefault("email", f"osoba{next(numbers)}@example.cz")
    user = User.objects.create_user(**facts)
    if role:
        place = {"centre": centre, "language": language or ("uk" if role == Role.TRANSLATOR else "")}
        Membership.objects.create(user=user, role=role, **place, valid_from=valid_from, valid_until=valid_until)
    return user


def make_document(year=2026, **facts):
    facts.setdefault("title", f"Operační cíle center {year}")
    return Document.objects.create(kind=DocumentKind.OPERATIONAL, year=year, **facts)


def make_goal(document=None, *, centre=None, targets=(), continues=None, **facts):
    document = document or make_document()
    number = document.goals.count() + 1
    defaults = {"number": number, "position": number, "text": f"Uspořádat {number + 2} setkání se školami."}
    goal = Goal.objects.create(document=document, centre=centre or make_centre(), **defaults | facts)
    if continues:
        Lineage.objects.create(goal=goal, previous=continues, at=PUBLISHED_AT)
    for position, target in enumerate(targets or [{"kind": Kind.COUNT, "value": 3, "unit": "setkání"}], start=1):
        Target.objects.create(goal=goal, position=position, **target)
    return goal


def make_network_goal(*, level, document=None, **facts):
    """A strategic or long-term goal, in the commitment."""
    if document is None:
        term = {"valid_from": date(2020, 1, 1), "valid_until": date(2029, 12, 31)}
        document, _made = Document.objects.get_or_create(
            kind=DocumentKind.COMMITMENT, title="Veřejný závazek", defaults=term
        )
    position = document.goals.count() + 1
    defaults = {"position": position, "text": "Zajistit cizincům rovný přístup ke službám."}
    return Goal.objects.create(document=document, level=level, **defaults | facts)


def make_amendment(goal, **facts):
    """A proposed change of an approved goal, as a draft; what is not said stays as it was."""
    current = Goal.objects.prefetch_related("targets").get(pk=goal.pk)
    content = replace(Content.of(current), **{"reason": "Důvod změny."} | facts)
    return amend(current, content, by=make_user(Role.HEAD, centre=goal.centre))


def department_head():
    return make_user(Role.DEPARTMENT_HEAD)


def approve(goal, *, by=None, now=PUBLISHED_AT):
    sender = make_user(Role.HEAD, centre=goal.centre) if goal.centre else department_head()
    goal = perform(goal, "submit", by=sender, now=now)
    return perform(goal, "approve", by=by or department_head(), now=now)


def make_edition(document=None, *goals, now=PUBLISHED_AT, **publishing):
    """An edition of the document, with the given draft goals (one, if none is given) approved on the way."""
    document = document or make_document()
    head = department_head()
    for goal in goals or [make_goal(document)]:
        approve(goal, by=head, now=now)
    return publish(document, by=head, now=now, **{"reason": "Ostatní cíle počkají."} | publishing)


def changed(document):
    """The document with another reference number: an edition that says the same as the one before is refused."""
    document.reference_number = f"CPIC-{document.editions.count() + 1}/2026"
    document.save(update_fields=["reference_number"])
    return document


def make_indicator(slug="sociokulturni-kurzy", **facts):
    defaults = {"name": f"Ukazatel {slug}", "unit": "kurzů", "aggregation": Aggregation.SUM, "position": 1}
    return Indicator.objects.get_or_create(slug=slug, defaults=defaults | facts)[0]


def make_published_goal(document=None, *, now=PUBLISHED_AT, **facts):
    """An approved goal that has come out, so that it is measured over the whole year."""
    goal = make_goal(document, **facts)
    make_edition(goal.document, goal, now=now)
    return Goal.objects.select_related("centre", "document").get(pk=goal.pk)


def make_record(centre, *, on, by=None, indicator=None, now=None, **facts):
    """Something that happened in the centre, written down on the day after."""
    by = by or make_user(Role.STAFF, centre=centre)
    content = RecordContent(indicator or make_indicator(), on, **facts)
    return add_record(centre, content, by=by, now=now or datetime(on.year, on.month, on.day, 20, 0, tzinfo=PRAGUE))


def close_month(centre, year, month, *, ratings=(), by=None, now=None):
    """The team's meeting of the month, held and closed; goals that are not named stand on track."""
    meeting = team_meeting(centre, year, month)
    by = by or make_user(Role.HEAD, centre=meeting.centre)
    said = dict(ratings)
    entries = {
        goal.root_id: Written(EntryContent(rating=said.get(goal.root_id, Rating.ON_TRACK)), fingerprint(EntryContent()))
        for goal in goals_of(meeting)
    }
    now = now or datetime.combine(meeting.last_day, time(16), tzinfo=PRAGUE)
    return close_meeting(meeting, entries=entries, by=by, now=now)


def events_about(*things):
    """Events about just these rows, oldest first."""
    kinds = {thing.event_subject.kind for thing in things}
    return Event.objects.about(kinds.pop(), [thing.pk for thing in things]).order_by("at", "id")
