"""The networks of the small world: partners of every kind, series of every kind, and meetings in every state."""

from datetime import date, time
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluations.meetings.contents import ActionContent, fingerprint
from evaluations.models import Indicator
from evaluations.sheets import workbook
from evaluations.states import ActionState
from goals.states import Window
from networks.meetings.actions import change_shared
from networks.meetings.contents import GatheringContent, HeadingContent, ItemContent, NewShared, SeenPart
from networks.meetings.holding import hold
from networks.meetings.inviting import cancel, invite
from networks.meetings.planning import save_gathering
from networks.meetings.replies import answer
from networks.models import Gathering, Mark, Partner, Series, Topic, WorkContact
from networks.partners.contacts import end_contact, forget, save_contact
from networks.partners.importing import NEW, add_tried, try_file
from networks.partners.keeping import archive, remove_mark, restore, save_mark, save_partner
from networks.partners.merging import merge, split
from networks.series.keeping import add_members, change_member, end_member, end_series, resume_series, save_series
from networks.series.keeping import save_topic as save_one_topic
from networks.states import Answer, Experience, MarkKind, PartnerKind, Seat, SeriesKind, SeriesLevel
from networks.workflow import move
from tests.upgrade.small_year_of_region import live_in_region


def live_in_networks(world, at):
    at(2027, 1, 23, 10)
    by = {"by": world.head}
    partners = partners_of(world, **by)
    contacts_of(partners, **by)
    platform = series_of(world, partners, **by)
    at(2027, 1, 23, 14)
    meetings_of(platform, partners, at, **by)
    live_in_region(world, platform, partners[0], at)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# Partners


def partners_of(world, *, by):
    region = world.liberec.region
    facts = {"ico": "", "website": "https://partner.example.cz/", "note": "Spolupracuje.", "towns": "Liberec"}
    facts |= {"region": region, "experience": Experience.EXPERIENCED}
    found = [
        save_partner(Partner(version=0), {**facts, "name": f"{kind.label} Liberec", "kind": kind}, by=by)
        for kind in PartnerKind
    ]
    anywhere = facts | {"name": "Ministerstvo vnitra", "kind": PartnerKind.MINISTRY, "region": None}
    save_partner(Partner(version=0), anywhere, by=world.above)
    newcomer = {**facts, "name": found[0].name, "kind": found[0].kind, "experience": Experience.NEW}
    found[0] = save_partner(found[0], newcomer, by=by)
    restore(archive(found[-1], by=by), by=by)
    archive(found[-1], by=by)
    merge(found[-2], found[-3], by=by)
    split(fresh(found[-2]), by=by)
    merge(fresh(found[-2]), fresh(found[-3]), by=by)
    sheet = workbook("Partneři", ["Název", "Druh", "Kontaktní osoba", "E-mail"], [["MAS Jizera", "", "", "mas@x.cz"]])
    trial = try_file(SimpleUploadedFile("partneri.xlsx", sheet), region)
    add_tried(trial, [NEW], by=by)
    for kind in MarkKind:
        said = {"kind": kind, "what_for": "školství", "reach": "800 000 000", "hours": "denně", "languages": "čeština"}
        mark = save_mark(Mark(partner=found[1], version=0, **said), by=by)
    mark.hours = "pracovní dny"
    save_mark(mark, by=by)
    remove_mark(save_mark(Mark(partner=found[2], version=0, kind=MarkKind.EXPERT, what_for="omyl"), by=by), by=by)
    return found


def contacts_of(partners, *, by):
    """Of three organisations two at work; one has left, and one so long ago that who it was is forgotten."""
    since = {"valid_from": date(2025, 1, 1), "phone": "485 000 000"}
    for name in ("Jan Dávný", "Eva Dávná"):
        gone = {"name": name, "valid_until": date(2025, 3, 1), **since}
        save_contact(WorkContact(partner=partners[4], version=0, **gone), by=by)
    forget(timezone.now())
    for partner in partners[:4]:
        for name in ("Hana", "Petr"):
            facts = {
                "name": f"{name} Nováková",
                "position": "útvar",
                "email": f"{name}.{partner.pk}@example.cz".lower(),
            }
            save_contact(WorkContact(partner=partner, version=0, **facts, **since), by=by)
    changed, left = partners[3].contacts.order_by("pk")
    changed.position = "podatelna"
    save_contact(changed, by=by)
    end_contact(left, by=by)


# Series


def series_of(world, partners, *, by):
    """One of each kind, in each rhythm and at each level; one ended and taken up again, one ended for good."""
    found = []
    for number, (window, level) in enumerate(zip(Window, [*SeriesLevel, SeriesLevel.REGION], strict=True)):
        kind = [*SeriesKind][number % len(SeriesKind)]
        facts = {"kind": kind, "name": f"{kind.label} {window.label}", "centre": world.liberec, "level": level}
        facts |= {"place": "" if level == SeriesLevel.REGION else "Liberec", "times": number + 1, "window": window}
        facts |= {"aim": "Vyměnit si zkušenosti.", "joining": "Napište nám."}
        facts["organiser"] = partners[0] if kind == SeriesKind.COMMITTEE else None
        found.append(save_series(Series(version=0), facts, by=by))
    platform = save_series(found[0], facts_of(found[0]) | {"aim": "Domluvit se."}, by=by)
    end_series(resume_series(end_series(found[1], by=by), by=by), by=by)
    add_members(platform, partners[:5], by=by)
    nominated, _deciding, _seat, leaving, _stays = platform.members.order_by("pk")
    change_member(nominated, seat=Seat.DECISION_MAKER, contact=partners[0].contacts.first(), by=by)
    end_member(leaving, by=by)
    return fresh(platform)


def facts_of(series):
    names = ("kind", "name", "centre", "level", "place", "organiser", "aim", "joining", "times", "window")
    return {name: getattr(series, name) for name in names}


# Meetings


def meetings_of(platform, partners, at, *, by):
    """One is planned, one is cancelled after people had answered, one is closed, and one is open again."""
    Indicator.objects.create(slug="platformy", name="Platformy", unit="setkání", position=9)
    topics = [
        save_one_topic(Topic(series=platform, version=0), {**ABOUT, "title": title}, by=by)
        for title in ("Zápisy do škol", "Agentury", "Bydlení")
    ]
    save_one_topic(topics[2], {**ABOUT, "title": "Ubytovny"}, settled=True, by=by)
    plan = partial(planned, platform, topics[:2], by=by)
    later = plan(date(2027, 3, 3))
    save_gathering(fresh(later), when(date(2027, 3, 4)), topics[:2], by=by)
    off, _count = invite(plan(date(2027, 2, 3)), by=by)
    answers = zip(off.invitees.order_by("pk"), [Answer.YES, Answer.NO, Answer.OTHER], strict=False)
    for invitee, said in answers:
        answer(invitee, said, "Paní Zástupná")
    off = save_gathering(fresh(off), when(date(2027, 2, 4)), topics[:2], by=by)
    cancel(invite(fresh(off), by=by)[0], comment="Chřipka.", by=by)
    invite(plan(date(2027, 2, 17)), by=by)
    for day in (23, 24):
        at(2027, 1, day, 15)
        held = hold(plan(date(2027, 1, day)), what_was_said(platform, partners, topics), by=by, close=True)
        opened, _is_done = move(held, "reopen", comment="Chybí závěr.", by=by)
        if day == 23:
            hold(opened, what_was_said(platform, partners, topics, actions=False), by=by, close=True)
    done, given_up, moved = held.actions.order_by("pk")
    for action, state in ((done, ActionState.DONE), (given_up, ActionState.CANCELLED)):
        settled(action, ActionContent(action.what, action.owner_key, action.due_on, state, "Vyřízeno."), by=by)
    settled(moved, ActionContent(moved.what, moved.owner_key, date(2027, 5, 1)), by=by)


ABOUT = {"note": "Co s tím?", "proposed_by": None}


def when(day):
    return {"on": day, "starts": time(9), "ends": time(11), "place": "Radnice", "is_extraordinary": False}


def planned(series, topics, day, *, by):
    return save_gathering(Gathering(series=series, version=0), when(day), topics, by=by)


def what_was_said(platform, partners, topics, *, actions=True):
    """Two members and a guest came; a topic was settled, and two owners have something to do."""
    gathering = platform.gatherings.order_by("-pk").first()
    came = frozenset(gathering.attendance.filter(is_guest=False).values_list("partner", flat=True))
    before = HeadingContent.of(gathering)
    heading = SeenPart(HeadingContent("Zazněl dotaz na tlumočníky.", "dva studenti"), fingerprint(before))
    items = {
        item.pk: SeenPart(ItemContent("Pošle se přehled.", is_settled=item.topic == topics[0]), fingerprint(now_is))
        for item in gathering.agenda.select_related("topic")
        for now_is in [ItemContent.of(item)]
    }
    owners = (f"centre-{platform.centre_id}", f"partner-{partners[0].pk}", f"centre-{platform.centre_id}")
    new = tuple(
        NewShared(topics[0].pk, ActionContent(f"Úkol {number}", owner, date(2027, 4, 1)))
        for number, owner in enumerate(owners, start=1)
    )
    there = frozenset(partner.pk for partner in partners[:2])
    facts = {"new_actions": new, "guest": partners[6].pk} if actions else {}
    return GatheringContent(there, came, heading, items, **facts)


def settled(action, content, *, by):
    change_shared(action, content, expected=fingerprint(ActionContent.of(action)), by=by)
