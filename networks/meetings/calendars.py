"""An invitation as calendars understand it (RFC 5545, 5546): one UID, a higher SEQUENCE each change."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from centres.addresses import full_address

REQUEST, CANCEL = "REQUEST", "CANCEL"
LASTS = timedelta(hours=2)  # where nobody said until when


def uid_of(gathering):
    return f"setkani-{gathering.pk}@{urlsplit(full_address('')).hostname}"


def invitation(gathering, *, method, sequence, address, name, link="", now):
    """The calendar file for one person. A meeting without a time is a whole day."""
    event = Event()
    event.add("uid", uid_of(gathering))
    event.add("sequence", sequence)
    event.add("dtstamp", now)
    event.add("summary", str(gathering.series))
    if gathering.starts:
        zone = timezone.get_default_timezone()
        begins = gathering.begins_at.astimezone(zone)
        ends = (
            begins.replace(hour=gathering.ends.hour, minute=gathering.ends.minute) if gathering.ends else begins + LASTS
        )
        event.add("dtstart", begins)
        event.add("dtend", ends)
    else:
        event.add("dtstart", gathering.on)
        event.add("dtend", gathering.on + timedelta(days=1))
    if gathering.place:
        event.add("location", gathering.place)
    topics = [str(item.topic) for item in gathering.agenda.select_related("topic")]
    lines = [_("Program:"), *(f"{number}. {topic}" for number, topic in enumerate(topics, 1))] if topics else []
    if link:
        lines += [_("Přijdete? Odpovězte tady:"), link]
    if lines:
        event.add("description", "\n".join(map(str, lines)))
    organiser = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organiser.params["CN"] = vText(str(gathering.series.centre))
    event.add("organizer", organiser)
    guest = vCalAddress(f"mailto:{address}")
    guest.params["CN"] = vText(name)
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("FALSE")  # the link answers
    event.add("attendee", guest)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//CPIC//Setkani siti//CS")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    if gathering.starts:
        calendar.add_missing_timezones()
    return calendar.to_ical().decode()
