"""What is announced to the public, as data by the Czech open formal norm for events (OFN Události)."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goals.data.norms import NormFile, moment
from networks.models import Announcement

EVENTS_NORM = "https://ofn.gov.cz/události/2020-07-01/"


def events(full):
    """Everything announced that is not taken off the web; each week of a course is a time of its own."""
    found = Announcement.objects.shown().select_related("centre", "region").order_by("on", "starts", "key")
    return [_event(one, f"{full(EVENTS.url)}#{one.key}") for one in found]


def _event(one, iri):
    about = "\n".join(filter(None, [one.about, f"{one.centre}, {one.region}", one.link]))
    said = {
        "@context": f"{EVENTS_NORM}kontexty/událost.jsonld",
        "typ": "Událost",
        "iri": iri,
        "název": {"cs": one.title},
        "popis": {"cs": about},
        "aktualizováno": moment(timezone.localdate(one.made_at)),
        "doba_trvání": [_when(one, week) for week in range(one.weeks)],
    }
    if one.place:
        said["umístění"] = [{"typ": "Umístění", "název": {"cs": one.place}}]
    if one.is_cancelled:
        said["zneplatněno"] = moment(timezone.localdate(one.made_at))
    return said


def _when(one, week):
    day = one.on + timedelta(weeks=week)
    said = {"typ": "Časová specifikace"}
    if one.starts and one.ends:
        times = {"začátek": _at(day, one.starts), "konec": _at(day, one.ends)}
        return said | {"časový_interval": {"typ": "Časový interval", **times}}
    return said | {"časový_okamžik": _at(day, one.starts) if one.starts else moment(day)}


def _at(day, hour: time):
    when = timezone.make_aware(datetime.combine(day, hour))
    return {"typ": "Časový okamžik", "datum_a_čas": when.isoformat()}


EVENTS = NormFile(
    "udalosti",
    _("Akce pro veřejnost"),
    _("Setkání sítí, kurzy a akce, které centra zveřejnila, s časem a místem; i ty, které se nekonají."),
    ("akce", "kurzy", "integrace"),
    "IRREG",
    EVENTS_NORM,
    f"{EVENTS_NORM}schémata/události.json",
    events,
)
