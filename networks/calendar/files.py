"""What calendars understand (RFC 5545, 5546): one builder of events for invitations by mail and for feeds. An event has
one UID for good and a higher SEQUENCE after each change; what has no time is a whole day."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vDuration, vText

from centres.addresses import full_address

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
LASTS = timedelta(hours=2)  # where nobody said until when
ASK_AGAIN = timedelta(hours=6)
CANCELLED_STAY = timedelta(days=90)


@dataclass(frozen=True)
class CalendarEntry:
    uid: str
    title: str
    on: date
    stamp: datetime  # when it was said so
    starts: time | None = None
    ends: time | None = None
    sequence: int = 0
    weeks: int = 1
    place: str = ""
    text: str = ""
    url: str = ""
    is_cancelled: bool = False
    is_busy: bool = True  # whether whoever has it in the calendar is taken then


def uid(name):
    return f"{name}@{urlsplit(full_address('')).hostname}"


def key_of(gathering):
    return f"setkani-{gathering.pk}"


def uid_of_page(path):
    """Of a deadline: there is one for each page where something is to be done."""
    return uid(f"termin-{hashlib.sha256(path.encode()).hexdigest()[:20]}")


def entry_of(gathering, *, sequence, stamp, text="", url="", is_cancelled=False):
    return CalendarEntry(
        uid=uid(key_of(gathering)),
        title=str(gathering.series),
        on=gathering.on,
        stamp=stamp,
        starts=gathering.starts,
        ends=gathering.ends,
        sequence=sequence,
        place=gathering.place,
        text=text,
        url=url,
        is_cancelled=is_cancelled,
    )


def programme(gathering):
    topics = [str(item.topic) for item in gathering.agenda.all()]
    return [_("Program:"), *(f"{number}. {topic}" for number, topic in enumerate(topics, 1))] if topics else []


def event_of(entry):
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp)
    event.add("summary", entry.title)
    begins, ends = entry.on, entry.on + timedelta(days=1)
    if entry.starts:
        zone = timezone.get_default_timezone()
        begins = datetime.combine(entry.on, entry.starts, zone)
        ends = datetime.combine(entry.on, entry.ends, zone) if entry.ends else begins + LASTS
    event.add("dtstart", begins)
    event.add("dtend", ends)
    if entry.weeks > 1:
        event.add("rrule", {"freq": "weekly", "count": entry.weeks})
    for name, value in (("location", entry.place), ("description", entry.text), ("url", entry.url)):
        if value:
            event.add(name, value)
    if not entry.is_busy:
        event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event


def written(events, *, method, name=""):
    calendar = Calendar()
    calendar.add("prodid", "-//CPIC//Setkani siti//CS")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def feed(entries, *, name):
    """The calendar file of a subscription."""
    return written(map(event_of, entries), method=PUBLISH, name=name)


def invitation(gathering, *, method, sequence, address, name, link="", now):
    """The calendar file for one person."""
    lines = programme(gathering)
    if link:
        lines += [_("Přijdete? Odpovězte tady:"), link]
    text = "\n".join(map(str, lines))
    is_cancelled = method == CANCEL
    event = event_of(entry_of(gathering, sequence=sequence, stamp=now, text=text, is_cancelled=is_cancelled))
    organiser = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organiser.params["CN"] = vText(str(gathering.series.centre))
    event.add("organizer", organiser)
    guest = vCalAddress(f"mailto:{address}")
    guest.params["CN"] = vText(name)
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("FALSE")  # the link answers
    event.add("attendee", guest)
    return written([event], method=method)
