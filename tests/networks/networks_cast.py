"""A region whose centre works with others: partners, a platform with members, and people who may and may not."""

from datetime import date, timedelta
from types import SimpleNamespace

from django.utils import timezone

from centres.models import Role
from evaluations.meetings.contents import ActionContent, fingerprint
from networks.meetings.contents import GatheringContent, HeadingContent, ItemContent, NewShared, SeenPart
from networks.meetings.holding import hold
from networks.meetings.inviting import invite
from networks.meetings.planning import save_gathering
from networks.models import Gathering, Partner, Series, Topic, WorkContact
from networks.series.keeping import add_members, save_topic
from networks.states import PartnerKind, SeriesKind, SeriesLevel
from tests.factories import make_centre, make_region, make_user

ICO = "25596641"


def make_partner(region, name, *, email="", **facts):
    facts = {"kind": PartnerKind.TOWN} | facts
    partner = Partner.objects.create(name=name, region=region, **facts)
    if email:
        since = timezone.localdate() - timedelta(days=900)
        WorkContact.objects.create(partner=partner, position="útvar", email=email, valid_from=since)
    return partner


def make_series(centre, **facts):
    facts = {"kind": SeriesKind.PLATFORM, "name": "Platforma kraje", "level": SeriesLevel.REGION} | facts
    return Series.objects.create(region=centre.region, centre=centre, **facts)


def make_region_cast(**facts):
    """A centre with its people, three partners and a platform where all of them sit."""
    cast = SimpleNamespace()
    cast.region, cast.other_region = make_region(nuts3="CZ051"), make_region(nuts3="CZ032")
    cast.centre = make_centre(region=cast.region, **facts)
    cast.other = make_centre(region=cast.other_region)
    cast.head, cast.staff = make_user(Role.HEAD, centre=cast.centre), make_user(Role.STAFF, centre=cast.centre)
    cast.stranger, cast.above = make_user(Role.HEAD, centre=cast.other), make_user(Role.DEPARTMENT_HEAD)
    cast.town = make_partner(cast.region, "Magistrát města", email="magistrat@example.cz", towns="Liberec")
    kind = PartnerKind.LABOUR_OFFICE
    cast.office = make_partner(cast.region, "Úřad práce", email="up@example.cz", kind=kind)
    cast.school = make_partner(cast.region, "ZŠ Husova", kind=PartnerKind.PRIMARY_SCHOOL)
    cast.series = make_series(cast.centre)
    add_members(cast.series, [cast.town, cast.office, cast.school], by=cast.head)
    return cast


def seat_since(cast, day):
    """As if all of them had been members since the day."""
    cast.series.members.update(valid_from=day)


def make_topic(cast, title="Zápisy do prvních tříd"):
    return save_topic(
        Topic(series=cast.series, version=0), {"title": title, "note": "", "proposed_by": None}, by=cast.head
    )


def plan(cast, on=None, *topics, by=None, **facts):
    facts = {
        "on": on or timezone.localdate(),
        "starts": None,
        "ends": None,
        "place": "",
        "is_extraordinary": False,
    } | facts
    return save_gathering(Gathering(series=cast.series, version=0), facts, list(topics), by=by or cast.head)


def held(gathering, *came, seen=(), conclusions=None, new=(), key=None, **facts):
    """What the page sends when these partners are ticked and these conclusions are written."""
    row = Gathering.objects.get(pk=gathering.pk)
    heading = HeadingContent.of(row)
    items = {}
    for item in row.agenda.all():
        now_is = ItemContent.of(item)
        wanted = (conclusions or {}).get(item.topic_id)
        items[item.pk] = SeenPart(ItemContent(*wanted) if wanted else now_is, fingerprint(now_is))
    return GatheringContent(
        came=frozenset(one.pk for one in came),
        seen=frozenset(one.pk for one in seen),
        heading=SeenPart(heading, fingerprint(heading)),
        items=items,
        new_actions=tuple(new),
        key=key,
        **facts,
    )


def new_action(what, owner, due_on, topic=None):
    return NewShared(topic and topic.pk, ActionContent(what, owner, due_on))


def fresh(gathering):
    return Gathering.objects.get(pk=gathering.pk)


def closed(cast, on, *came, topics=(), conclusions=None, new=(), by=None):
    """A meeting of the day, at which these were, closed."""
    gathering = plan(cast, on, *topics, by=by)
    sent = held(gathering, *came, conclusions=conclusions, new=new)
    return hold(gathering, sent, by=by or cast.head, close=True)


def invited(cast, on=None, *topics, **facts):
    gathering = plan(cast, on or timezone.localdate() + timedelta(days=14), *topics, **facts)
    return invite(fresh(gathering), by=cast.head)[0]


LONG_AGO = date(2020, 1, 1)
