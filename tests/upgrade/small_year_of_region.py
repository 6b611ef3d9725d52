"""What the centres of the small world did in their regions, and what was said of them: activities of every kind, two
quarters of monitoring, the ministry's tasks in every state, an evaluation that is over and one that runs, and what of
it was let out."""

from datetime import date, time
from itertools import cycle

from django.utils import timezone

from evaluations.models import Indicator
from evaluations.records.records import RecordContent
from goals.freezing import fingerprint
from networks.activities.keeping import add_activity
from networks.calendar.announcing import AHEAD, announce, announce_gathering, call_off, change, hide_event
from networks.calendar.subscriptions import subscribe, unsubscribe
from networks.ministry.tasks_of_year import review
from networks.models import Gathering, MinistryTaskYear, Monitoring, ProposedMeasure
from networks.monitoring.keeping import begin, confirm, reopen, save_measure, write_chapter
from networks.public.releasing import content_of, hide, page_of, release, save_page
from networks.quarters import Quarter
from networks.states import ActivityKind, HappeningKind, MinistryTask, MonitoringKey, TaskState
from networks.surveys.keeping import Door, answer, close_survey, open_after, open_survey, remind


def live_in_region(world, platform, partner, at):
    at(2027, 1, 24, 16)
    activities(world, partner)
    monitoring(world, partner)
    tasks_of_ministry(world)
    evaluations(world, platform, at)
    in_public(world)


def activities(world, partner):
    details = {"accommodation": "ubytovna", "health_care": "praktik", "enrolment": "v dubnu", "practices": "žádné"}
    indicator = Indicator.objects.get(slug="platformy")
    for number, kind in enumerate(ActivityKind, start=1):
        content = RecordContent(indicator, date(2027, 1, number), title=f"Co se dělo {number}")
        said = details | {"partner": partner, "countries": [["Ukrajina", number]], "sent_to": "seznam škol"}
        add_activity(world.liberec, kind, content, said, by=world.head)


def monitoring(world, partner):
    """The quarter before was begun, this one was confirmed, opened again and confirmed."""
    Indicator.objects.create(slug="monitorovaci-zpravy", name="Monitoring", unit="zpráva", position=10)
    region, now_is = world.liberec.region, Quarter(2027, 1)
    begin(region, now_is.before, by=world.head)
    running = begin(region, now_is, by=world.head)
    for chapter in running.chapters.all():
        write_chapter(chapter, "Beze změn.", {}, by=world.head)
    for key in MonitoringKey:
        facts = {"key": key, "what": "Společné termíny", "owner": partner, "due_on": date(2027, 5, 1)}
        save_measure(ProposedMeasure(monitoring=running, version=0), facts, by=world.head)
    confirmed = confirm(Monitoring.objects.get(pk=running.pk), by=world.head)
    confirm(reopen(confirmed, "Chybí číslo.", by=world.head), by=world.head)


def tasks_of_ministry(world):
    for task, state in zip(MinistryTask, cycle(TaskState), strict=False):
        facts = {"state": state, "done": "Stalo se.", "review": "Pokračovat.", "reviewed_on": date(2027, 1, 20)}
        review(MinistryTaskYear(year=2027, task=task, version=0), facts, by=world.above)


def evaluations(world, platform, at):
    """Those who were at a meeting were asked and enough answered; then the year's began, and it runs."""
    held = platform.gatherings.closed().earliest("on")
    after = open_after(held, 6, by=world.head)
    for value in (1, 2, 3, 4, 5, 5):
        answer(Door(after.regions.get(), None), {"useful": value, "next": "Méně papírů."})
    close_survey(after, by=world.head)
    for year, is_over in ((2026, True), (2027, False)):
        survey = open_survey(year, date(2027, 2, 20), by=world.above)
        remind(survey, by=world.above)
        for place in survey.regions.all():
            for value, key in zip((1, 2, 3, 4, 5), place.keys.all(), strict=False):
                answer(Door(place, key), {"use": value, "change": "Víc škol."})
        if is_over:
            close_survey(survey, by=world.above, now=timezone.now())


def in_public(world):
    """The page of the region came out and was hidden again; courses and events of each kind and end; a calendar."""
    region, today = world.liberec.region, timezone.localdate()
    page = save_page(page_of(region), {"aims": "Domluvit se.", "joining": "Napište nám."}, by=world.head)
    release(page, seen=fingerprint(content_of(page, today=today)), by=world.head)
    hide(page, by=world.head)
    whole = save_page(page_of(None), {"aims": "Vědět o sobě."}, by=world.above)
    release(whole, seen=fingerprint(content_of(whole, today=today)), by=world.above)
    facts = {"centre": world.liberec, "on": date(2027, 6, 1), "starts": time(9), "ends": time(10), "place": "Učebna"}
    course, event, wrong = (
        announce(facts | {"kind": kind, "title": title, "weeks": 1}, by=world.head)
        for kind, title in (
            (HappeningKind.COURSE, "Kurz"),
            (HappeningKind.EVENT, "Den otevřených dveří"),
            (HappeningKind.EVENT, "Omyl"),
        )
    )
    change(course, facts | {"kind": course.kind, "title": "Kurz češtiny", "weeks": 8}, by=world.head)
    call_off(event, by=world.head)
    hide_event(wrong, by=world.head)
    announce_gathering(Gathering.objects.filter(state__in=AHEAD, on__gte=today).earliest("on"), by=world.above)
    subscribe("telefon", by=world.head)
    subscribe("počítač", by=world.above)
    unsubscribe(by=world.head)
