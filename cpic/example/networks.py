"""Networks of the example: a platform and a working group of each region with partners, meetings that were held and
that are to come, one of the ministry's tasks. What was said of them is made in `cpic.example.region_year`.

All organisations, contacts and sentences are made up and say so.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from centres.models import Centre
from cpic.example.people import CB, DEPARTMENT_HEAD, head_of, person
from cpic.example.region_year import ask_after, ask_members, monitor_year
from evaluations.meetings.contents import fingerprint
from networks.meetings.contents import GatheringContent, HeadingContent, ItemContent, NewShared, SeenPart, SharedContent
from networks.meetings.holding import hold
from networks.meetings.planning import save_gathering
from networks.ministry.tasks_of_year import review
from networks.models import Gathering, Mark, MinistryTaskYear, Partner, Series, Topic, WorkContact
from networks.partners.contacts import save_contact
from networks.partners.keeping import save_mark, save_partner
from networks.series.keeping import add_members, save_series, save_topic
from networks.states import Experience, MarkKind, MinistryTask, PartnerKind, SeriesKind, SeriesLevel, TaskState

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
    monitor_year(own, year, by=head_of(own.slug))
    # Contacts come last, so that no meeting sends a mail.
    for partner in (*partners, *small[0]):
        facts = {"position": "podatelna (ukázka)", "email": f"partner{partner.pk}@example.cz"}
        since = timezone.localdate(_before(date(year, 9, 24)))
        contact = WorkContact(partner=partner, version=0, valid_from=since, **facts)
        save_contact(contact, by=by, now=_before(date(year, 9, 24)))
    ask_members(year, few=others[0].region, by=by)
    ask_after(gatherings[0], CAME, by=by)


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
    action = SharedContent("Rozeslat přehled kontaktů (ukázka)", owner, day + timedelta(days=70))
    came = series.members.order_by("pk").values_list("partner", flat=True)[:CAME]
    sent = GatheringContent(
        frozenset(came),
        frozenset(),
        SeenPart(heading, fingerprint(heading)),
        items,
        new_actions=(NewShared(topics[0].pk, action),),
    )
    return hold(gathering, sent, by=by, close=True, now=now)
