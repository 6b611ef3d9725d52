"""What was said of networks in the example: the year's monitoring of one region, an evaluation by members with enough
answers in one region and too few in another, and three questions after a meeting. Made up, and says so."""

from datetime import date, datetime, time, timedelta
from functools import partial

from django.utils import timezone
from mailer.models import Message

from centres.models import Centre
from cpic.example.courses import Deed
from cpic.example.people import CB, head_of
from evaluations.records.records import RecordContent
from networks.activities.keeping import INDICATORS, add_activity
from networks.meetings.recording import first_used
from networks.models import Monitoring, ProposedMeasure, Survey
from networks.monitoring.keeping import begin, confirm, save_measure, write_chapter
from networks.quarters import Quarter
from networks.states import MEASURED_IN, ActivityKind, MonitoringKey, RegionNumber
from networks.surveys.keeping import Door, answer, close_survey, open_after, open_survey
from networks.surveys.questions import RATED

FEW_ANSWERS = 3
ENROLMENT = "Dva termíny s tlumočníkem (ukázka)."
NUMBERS = {
    RegionNumber.EMPLOYED: (2400, 60),
    RegionNumber.BY_AGENCIES: (900, -15),
    RegionNumber.EMPLOYERS_MET: (12, 1),
    RegionNumber.HOSTELS: (18, 0),
    RegionNumber.HOUSED: (640, 20),
    RegionNumber.LOCALITIES: (2, 0),
    RegionNumber.KINDERGARTEN: (150, 6),
    RegionNumber.PRIMARY: (780, 14),
    RegionNumber.SECONDARY: (210, 9),
    RegionNumber.INCIDENTS: (5, -1),
    RegionNumber.COMPLAINTS: (9, -1),
    RegionNumber.GROUPS: (7, 1),
    RegionNumber.UNMET: (31, -4),
    RegionNumber.IN_PROGRAMMES: (22, 2),
}
"""In the first quarter, and by how much they change with each."""
WORDS = {"change": "Víc času na školy (ukázka).", "missing": "Zástupce zaměstnavatelů (ukázka)."}


def monitoring_deeds(year):
    """Quarters that are over are confirmed a week after their end; the one that runs is being written."""
    region, by, today = Centre.objects.get(slug=CB).region, head_of(CB), timezone.localdate()
    for quarter in (Quarter(year, number) for number in range(1, 5)):
        day = quarter.ends + timedelta(days=7)
        if day < today:
            yield Deed(_at(day), partial(_confirmed, region, quarter, by=by))
        elif quarter.begins <= today <= quarter.ends:
            yield Deed(timezone.now(), partial(_written, region, quarter, by=by))


def _confirmed(region, quarter, *, by, now):
    confirm(_written(region, quarter, by=by, now=now), by=by, now=now)


def _at(day):
    return timezone.make_aware(datetime.combine(day, time(9)))


def _written(region, quarter, *, by, now):
    monitoring = begin(region, quarter, by=by, now=now)
    for chapter in monitoring.chapters.all():
        numbers = {}
        for key in MEASURED_IN[chapter.key]:
            first, step = NUMBERS[key]
            numbers[str(key)] = first + step * (quarter.number - 1)
        write_chapter(chapter, f"{chapter}: beze změn, sledujeme dál (ukázka).", numbers, by=by, now=now)
    if quarter.number == 1:
        facts = {
            "key": MonitoringKey.SCHOOLS,
            "what": "Společné termíny zápisů (ukázka)",
            "owner": None,
            "due_on": None,
        }
        save_measure(ProposedMeasure(monitoring=monitoring, version=0), facts, by=by, now=now)
    return Monitoring.objects.get(pk=monitoring.pk)


def act_in_region(year, centre, school, office, *, by):
    """What the centre did with a school and an office beside meetings, and what it told others, in the last days."""
    sent_to = "členové krajské platformy (ukázka)"
    said = (
        (ActivityKind.SCHOOL, 12, "Návštěva školy před zápisy", 34, {"partner": school, "enrolment": ENROLMENT}),
        (ActivityKind.AUTHORITY, 9, "Společný postup u nově příchozích", None, {"partner": office}),
        (ActivityKind.TALK, 7, "Škola v Česku: přednáška pro rodiče", 28, {"partner": school}),
        (ActivityKind.TRAINING, 5, "Jak mluvit s lidmi, kteří se česky učí", 16, {"partner": office}),
        (ActivityKind.MAILING, 2, "Změny v pobytu cizinců", 41, {"sent_to": sent_to}),
    )
    last = min(timezone.localdate(), date(year, 12, 31))
    for kind, days, title, people, details in said:
        facts = {"title": f"{title} (ukázka)", "participants": people}
        content = RecordContent(first_used(INDICATORS[kind]), last - timedelta(days=days), **facts)
        add_activity(centre, kind, content, details, by=by)


def ask_members(year, *, few, by):
    """An evaluation that is over: many answered, but only few of one region."""
    last_mail = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    survey = open_survey(year, date(year, 10, 26), by=by, now=_at(date(year, 10, 5)))
    Message.objects.filter(pk__gt=last_mail).delete()  # what happened long ago is no news
    for place in survey.regions.select_related("region"):
        keys = list(place.keys.all())
        for number, key in enumerate(keys[:FEW_ANSWERS] if place.region == few else keys[:-1]):
            rated = {name: 5 - (number + at) % 4 for at, name in enumerate(RATED)}
            answer(Door(place, key), rated | (WORDS if number == 0 else {}), now=_at(date(year, 10, 12)))
    close_survey(survey, by=by, now=_at(date(year, 10, 27)))


def ask_after(gathering, people, *, by):
    """All who were at the meeting said what they thought of it."""
    now = timezone.make_aware(datetime.combine(gathering.on, time(11)))
    survey = open_after(gathering, people, by=by, now=now)
    for number in range(people):
        words = {"next": "Poslat podklady dřív (ukázka)."} if number == 0 else {}
        answer(Door(survey.regions.get(), None), {"useful": 5 - number % 3, "space": 3 + number % 2} | words, now=now)
    close_survey(Survey.objects.get(pk=survey.pk), by=by, now=_at(gathering.on + timedelta(days=8)))
