"""Networks of the example: two platforms of one region with partners, a meeting that was held and one that is to come;
a quarter whose monitoring is being written, and one of the ministry's tasks.

All organisations, contacts and sentences are made up and say so.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from centres.models import Centre
from cpic.example.people import CB, DEPARTMENT_HEAD, person
from evaluations.meetings.contents import ActionContent, fingerprint
from goals.freezing import fingerprint as seen
from networks.calendar.announcing import announce, announce_gathering
from networks.meetings.contents import GatheringContent, HeadingContent, ItemContent, NewShared, SeenPart
from networks.meetings.holding import hold
from networks.meetings.planning import save_gathering
from networks.ministry.tasks_of_year import review
from networks.models import AgendaItem, Gathering, Mark, MinistryTaskYear, Partner, Series, Topic, WorkContact
from networks.monitoring.keeping import begin, write_chapter
from networks.partners.contacts import save_contact
from networks.partners.keeping import save_mark, save_partner
from networks.public.releasing import content_of, page_of, release, save_page
from networks.quarters import Quarter
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
    ("Krajský úřad (ukázka)", PartnerKind.REGION, "České Budějovice"),
    ("Magistrát města (ukázka)", PartnerKind.TOWN, "České Budějovice"),
    ("Úřad práce (ukázka)", PartnerKind.LABOUR_OFFICE, "České Budějovice"),
    ("Pracoviště OAMP (ukázka)", PartnerKind.RESIDENCE_OFFICE, "České Budějovice"),
    ("Cizinecká policie (ukázka)", PartnerKind.FOREIGN_POLICE, "České Budějovice"),
    ("Oblastní inspektorát práce (ukázka)", PartnerKind.LABOUR_INSPECTORATE, "České Budějovice"),
    ("Základní škola (ukázka)", PartnerKind.PRIMARY_SCHOOL, "Písek"),
    ("Spolek pro sousedy (ukázka)", PartnerKind.NON_GOVERNMENTAL, "Tábor"),
)
CAME = 6  # of the members, so that two of them are missed


@dataclass(frozen=True)
class ExampleSeries:
    name: str
    kind: SeriesKind
    times: int
    window: str
    topics: tuple[str, ...]


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


def make_networks(year):
    """A meeting of the year that was held, and one that is to come. Contacts come last, so that nobody gets a mail."""
    centre = Centre.objects.select_related("region").get(slug=CB)
    by, held_on, today = person(DEPARTMENT_HEAD), date(year, 9, 24), timezone.localdate()
    then = timezone.make_aware(datetime.combine(held_on - timedelta(days=30), time(9)))
    partners = [_partner(centre, *facts, by=by, now=then) for facts in PARTNERS]
    facts = {
        "kind": MarkKind.EXPERT,
        "what_for": "dobrovolníci a sousedské vztahy",
        "languages": "čeština, ukrajinština",
    }
    save_mark(Mark(partner=partners[-1], version=0, **facts), by=by, now=then)
    for line in LINES:
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
        _held(series, held_on, topics, by=by)
        _planned(series, today + timedelta(days=20), topics, by=by)
    monitoring = begin(centre.region, Quarter.of(today), by=by)
    for chapter in monitoring.chapters.all():
        write_chapter(chapter, f"{chapter}: beze změn, sledujeme dál (ukázka).", {}, by=by)
    facts = {"state": TaskState.GOING, "done": "Školení partnerů ve dvou krajích (ukázka).", "review": ""}
    task = MinistryTaskYear(year=year, task=MinistryTask.TRAINING, version=0)
    review(task, facts | {"reviewed_on": None}, by=by)
    for partner in partners:
        facts = {"position": "podatelna (ukázka)", "email": f"partner{partner.pk}@example.cz"}
        contact = WorkContact(partner=partner, version=0, valid_from=timezone.localdate(then), **facts)
        save_contact(contact, by=by, now=then)


def release_pages():
    """The page of the region as the public reads it, a signpost for the whole country, a course and the day of a
    meeting."""
    centre = Centre.objects.select_related("region").get(slug=CB)
    by, today = person(DEPARTMENT_HEAD), timezone.localdate()
    for partner in Partner.objects.filter(region=centre.region).order_by("pk")[:CAME]:
        facts = {"name": partner.name, "region": partner.region, "may_be_named": True}
        save_partner(partner, facts, by=by)
    line = _partner(centre, "Informační linka (ukázka)", PartnerKind.NON_GOVERNMENTAL, "", by=by, now=timezone.now())
    facts = {"kind": MarkKind.INFORMATION_LINE, "what_for": "pobyt, práce a pojištění", "reach": "linka 000"}
    facts |= {"languages": "čeština, ukrajinština, vietnamština", "hours": "po–pá 9–17"}
    mark = save_mark(Mark(partner=line, version=0, **facts), by=by)
    series = Series.objects.filter(region=centre.region)
    conclusions = AgendaItem.objects.filter(gathering__series__in=series).exclude(conclusion="")
    chosen = {
        "works": RegionWork.values,
        "series": [one.pk for one in series],
        "topics": list(Topic.objects.filter(series__in=series).values_list("pk", flat=True)),
        "conclusions": list(conclusions.values_list("pk", flat=True)[:3]),
        "marks": [mark.pk],
    }
    words = {"aims": "Scházíme se nad tím, co kraj právě řeší (ukázka).", "joining": "Napište centru (ukázka)."}
    page = save_page(page_of(centre.region), words | {"chosen": chosen}, by=by)
    release(page, seen=seen(content_of(page, today=today)), by=by)
    facts = {"kind": HappeningKind.COURSE, "centre": centre, "title": "Čeština pro začátečníky (ukázka)", "weeks": 10}
    facts |= {"on": today + timedelta(days=12), "starts": time(17), "ends": time(18, 30), "place": "Učebna (ukázka)"}
    announce(facts, by=by)
    announce_gathering(Gathering.objects.filter(series__in=series, on__gt=today).first(), by=by)


def _partner(centre, name, kind, towns, *, by, now):
    facts = {"name": name, "kind": kind, "region": centre.region, "towns": towns, "ico": "", "website": ""}
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
    hold(gathering, sent, by=by, close=True, now=now)
