"""Networks of the example: a platform and a working group of each region with partners, meetings that were held and
that are to come, one of the ministry's tasks. What was said of them is made in `cpic.example.region_year`.

All organisations, contacts and sentences are made up and say so.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from centres.models import Centre
from cpic.example.people import CB, DEPARTMENT_HEAD, head_of, person
from cpic.example.region_year import act_in_region, ask_after, ask_members
from evaluations.meetings.contents import ActionContent, fingerprint
from goals.freezing import fingerprint as seen
from networks.calendar.announcing import announce, announce_gathering
from networks.meetings.contents import GatheringContent, HeadingContent, ItemContent, NewShared, SeenPart
from networks.meetings.holding import hold
from networks.meetings.planning import save_gathering
from networks.meetings.recording import count_held
from networks.ministry.tasks_of_year import review
from networks.models import AgendaItem, Gathering, Mark, MinistryTaskYear, Partner, Series, Topic, WorkContact
from networks.partners.contacts import save_contact
from networks.partners.keeping import save_mark, save_partner
from networks.public.releasing import content_of, page_of, release, save_page
from networks.series.keeping import add_members, save_series, save_topic
from networks.states import (
    Experience,
    HappeningKind,
    MarkKind,
    MinistryTask,
    PartnerKind,
    RegionWork,
    SeriesKind,
    SeriesLevel,
    TaskState,
)

NOTE = "Vymyšlená organizace ukázky."
PARTNERS = (
    ("Krajský úřad (ukázka)", PartnerKind.REGION, ""),
    ("Magistrát města (ukázka)", PartnerKind.TOWN, ""),
    ("Úřad práce (ukázka)", PartnerKind.LABOUR_OFFICE, ""),
    ("Pracoviště OAMP (ukázka)", PartnerKind.RESIDENCE_OFFICE, ""),
    ("Cizinecká policie (ukázka)", PartnerKind.FOREIGN_POLICE, ""),
    ("Oblastní inspektorát práce (ukázka)", PartnerKind.LABOUR_INSPECTORATE, ""),
    ("Základní škola (ukázka)", PartnerKind.PRIMARY_SCHOOL, "Písek"),
    ("Spolek pro sousedy (ukázka)", PartnerKind.NON_GOVERNMENTAL, "Tábor"),
)
CAME = 6  # of the members, so that two of them are missed
FEW = 5  # organisations in each of the other regions


@dataclass(frozen=True)
class ExampleSeries:
    name: str
    kind: SeriesKind
    times: int
    window: str
    topics: tuple[str, ...]
    is_held: bool = True


LINES = (
    ExampleSeries(
        "Krajská platforma (ukázka)",
        SeriesKind.PLATFORM,
        1,
        "half-year",
        ("Zápisy do prvních tříd", "Agenturní zaměstnávání", "Situace cizinců v kraji"),
    ),
    ExampleSeries("Pracovní skupina škol (ukázka)", SeriesKind.WORKING_GROUP, 1, "quarter", ("Adaptace žáků cizinců",)),
)

SHORT = (
    LINES[0],
    ExampleSeries(
        "Pracovní skupina škol (ukázka)",
        SeriesKind.WORKING_GROUP,
        1,
        "quarter",
        ("Adaptace žáků cizinců",),
        is_held=False,
    ),
)


def make_networks(year):
    """All of it for one region, and in each of the others what makes it comparable."""
    by, centres = person(DEPARTMENT_HEAD), {}
    for centre in Centre.objects.filter(operator__slug="suz", parent=None).select_related("region"):
        centres.setdefault(centre.region_id, centre)
    own = next(centre for centre in centres.values() if centre.slug == CB)
    others = [centre for centre in centres.values() if centre != own]
    partners, gatherings = _make_region(own, PARTNERS, LINES, date(year, 9, 24), by=by)
    facts = {
        "kind": MarkKind.EXPERT,
        "what_for": "dobrovolníci a sousedské vztahy",
        "languages": "čeština, ukrajinština",
    }
    save_mark(Mark(partner=partners[-1], version=0, **facts), by=by, now=_before(date(year, 9, 24)))
    small = []
    for place, centre in enumerate(others):
        # A day of its own for each, so that the year of the whole network is not one week.
        small.append(
            _make_region(centre, PARTNERS[:FEW], SHORT, date(year, 9, 2) + timedelta(days=place * 3), by=by)[0]
        )
    facts = {"state": TaskState.GOING, "done": "Školení partnerů ve dvou krajích (ukázka).", "review": ""}
    task = MinistryTaskYear(year=year, task=MinistryTask.TRAINING, version=0)
    review(task, facts | {"reviewed_on": None}, by=by)
    # Contacts come last, so that no meeting sends a mail.
    for partner in (*partners, *small[0]):
        facts = {"position": "podatelna (ukázka)", "email": f"partner{partner.pk}@example.cz"}
        since = timezone.localdate(_before(date(year, 9, 24)))
        contact = WorkContact(partner=partner, version=0, valid_from=since, **facts)
        save_contact(contact, by=by, now=_before(date(year, 9, 24)))
    ask_members(year, few=others[0].region, by=by)
    ask_after(gatherings[0], CAME, by=by)
    for gathering in gatherings:
        count_held(gathering, by=head_of(CB))
    act_in_region(year, own, partners[-2], partners[1], by=head_of(CB))


def _before(day):
    """When what a meeting of the day needs was written down."""
    return timezone.make_aware(datetime.combine(day - timedelta(days=30), time(9)))


def _make_region(centre, organisations, lines, held_on, *, by):
    """The partners of the region and its series, with what was held."""
    then, gatherings = _before(held_on), []
    partners = [_partner(centre, *facts, by=by, now=then) for facts in organisations]
    for line in lines:
        facts = {
            "kind": line.kind,
            "name": line.name,
            "centre": centre,
            "level": SeriesLevel.REGION,
            "place": "",
            "organiser": None,
            "times": line.times,
            "window": line.window,
            "aim": "Výměna informací a podněty k opatřením (ukázka).",
            "joining": "Napište centru, pozveme vás na nejbližší setkání (ukázka).",
        }
        series = save_series(Series(version=0), facts, by=by, now=then)
        add_members(series, partners, by=by, now=then)
        topics = [
            save_topic(
                Topic(series=series, version=0), {"title": title, "note": "", "proposed_by": None}, by=by, now=then
            )
            for title in line.topics
        ]
        if line.is_held:
            gatherings.append(_held(series, held_on, topics, by=by))
        _planned(series, timezone.localdate() + timedelta(days=20), topics, by=by)
    return partners, gatherings


def release_pages():
    """The page of the region as the public reads it, a signpost for the whole country, a course and the day of a
    meeting."""
    centre = Centre.objects.select_related("region").get(slug=CB)
    by, today = person(DEPARTMENT_HEAD), timezone.localdate()
    for partner in Partner.objects.filter(region=centre.region).order_by("pk")[:CAME]:
        facts = {"name": partner.name, "region": partner.region, "may_be_named": True}
        save_partner(partner, facts, by=by)
    line, union = (
        _partner(centre, f"{name} (ukázka)", PartnerKind.NON_GOVERNMENTAL, "", by=by, now=timezone.now())
        for name in ("Informační linka", "Sdružení spolků")
    )
    facts = {"kind": MarkKind.INFORMATION_LINE, "what_for": "pobyt, práce a pojištění", "reach": "linka 000"}
    facts |= {"languages": "čeština, ukrajinština, vietnamština", "hours": "po–pá 9–17"}
    save_mark(Mark(partner=line, version=0, **facts), by=by)
    facts = {"kind": MarkKind.UMBRELLA, "what_for": "spolky, které s cizinci teprve začínají"}
    save_mark(Mark(partner=union, version=0, **facts), by=by)
    series = Series.objects.filter(region=centre.region)
    conclusions = AgendaItem.objects.filter(gathering__series__in=series).exclude(conclusion="")
    chosen = {
        "works": RegionWork.values,
        "series": [one.pk for one in series],
        "topics": list(Topic.objects.filter(series__in=series).values_list("pk", flat=True)),
        "conclusions": list(conclusions.values_list("pk", flat=True)[:3]),
        "marks": list(Mark.objects.filter(partner__region=centre.region).values_list("pk", flat=True)),
    }
    words = {"aims": "Scházíme se nad tím, co kraj právě řeší (ukázka).", "joining": "Napište centru (ukázka)."}
    page = save_page(page_of(centre.region), words | {"chosen": chosen}, by=by)
    release(page, seen=seen(content_of(page, today=today)), by=by)
    facts = {"kind": HappeningKind.COURSE, "centre": centre, "title": "Čeština pro začátečníky (ukázka)", "weeks": 10}
    facts |= {"on": today + timedelta(days=12), "starts": time(17), "ends": time(18, 30), "place": "Učebna (ukázka)"}
    announce(facts, by=by)
    announce_gathering(Gathering.objects.filter(series__in=series, on__gt=today).first(), by=by)


def _partner(centre, name, kind, towns, *, by, now):
    facts = {
        "name": name,
        "kind": kind,
        "region": centre.region,
        "towns": towns or centre.town,
        "ico": "",
        "website": "",
    }
    facts |= {"experience": Experience.EXPERIENCED, "note": NOTE}
    return save_partner(Partner(version=0), facts, by=by, now=now)


def _planned(series, day, topics, *, by, now=None):
    facts = {"on": day, "starts": time(9, 30), "ends": time(11, 30), "place": "Zasedací sál (ukázka)"}
    return save_gathering(
        Gathering(series=series, version=0), facts | {"is_extraordinary": False}, topics, by=by, now=now
    )


def _held(series, day, topics, *, by):
    now = timezone.make_aware(datetime.combine(day, time(12)))
    gathering = _planned(series, day, topics, by=by, now=now)
    items = {
        item.pk: SeenPart(ItemContent(f"{item.topic}: domluven společný postup (ukázka)."), fingerprint(ItemContent()))
        for item in gathering.agenda.select_related("topic")
    }
    heading = HeadingContent.of(gathering)
    owner = f"centre-{series.centre_id}"
    action = ActionContent("Rozeslat přehled kontaktů (ukázka)", owner, day + timedelta(days=70))
    came = series.members.order_by("pk").values_list("partner", flat=True)[:CAME]
    sent = GatheringContent(
        frozenset(came),
        frozenset(),
        SeenPart(heading, fingerprint(heading)),
        items,
        new_actions=(NewShared(topics[0].pk, action),),
    )
    return hold(gathering, sent, by=by, close=True, now=now)
