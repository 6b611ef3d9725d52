"""The network of the example in its year: a centre that opened and was merged again, how two centres are reached, where
they work and what they offer. None of it is true, and each text that the public reads says so."""

from datetime import date

from centres.contact import contact_of, keep_contact, save_place
from centres.models import Centre, Place, PlaceKind, Service, ServiceGroup, ServiceItem
from centres.network import NewCentre, merge_centre, open_centre
from centres.offer import keep_offer, offer_of, save_service
from cpic.example.goals import moment
from cpic.example.people import CB, DEPARTMENT_HEAD, PISEK, head_of, person

OPENED_ON, MERGED_ON = date(2026, 2, 2), date(2026, 9, 1)
OPENED_AT, MERGED_AT = moment(2026, 1, 26, 10), moment(2026, 8, 24, 10)
KEPT_AT = moment(2026, 9, 14, 9)
SHORT_LIVED = "CPIC Ukázkov"
OPENED_BECAUSE = "Centrum jen pro ukázku: zkušební provoz v novém městě."
MERGED_BECAUSE = "Jen pro ukázku: zkušební provoz skončil, s klienty pracuje centrum v Českých Budějovicích."
CONTACTS = {
    CB: {
        "phone": "ukázka: 000 000 001",
        "email": "ukazka@example.cz",
        "hours": "ukázka: po a st 9–17, út a čt 9–15, pá po objednání",
        "languages": "ukázka: čeština, ukrajinština, vietnamština",
        "interpreters": "ukázka: ukrajinština každé úterý, vietnamština ve čtvrtek",
    },
    PISEK: {"phone": "ukázka: 000 000 002", "hours": "ukázka: út a čt 9–15", "languages": "ukázka: čeština"},
}
PLACES = (
    (PlaceKind.CONTACT_POINT, "Ukázkové kontaktní místo", ""),
    (PlaceKind.FIELD, "Ukázkový městský úřad", "každé druhé úterý 13–16"),
)
OFFERED = {CB: list(ServiceItem), PISEK: [item for item in ServiceItem if item.group == ServiceGroup.SOCIAL]}
DETAILS = (
    (ServiceItem.SOCIAL_RESIDENCE, "cs uk ru vi", "ukázka: po a st 9–17 bez objednání"),
    (ServiceItem.SOCIAL_HOUSING, "cs uk", "ukázka: po a st 9–17 bez objednání"),
    (ServiceItem.LEGAL_RESIDENCE, "cs en uk", "ukázka: čt 13–16, objednejte se předem"),
    (ServiceItem.CZECH_BASIC, "cs", "ukázka: út a čt 17–18.30, nový kurz začíná v září a v únoru"),
    (ServiceItem.INTERPRETING_OFFICES, "uk vi mn", "ukázka: objednejte se aspoň týden předem"),
)
OWN_SERVICES = (
    (ServiceGroup.CLUBS, "ukázka: klub pro ženy", "cs uk", "ukázka: každou druhou středu 16–18"),
    (ServiceGroup.COURSES, "ukázka: procházky městem s průvodcem", "cs", ""),
)


def live_in_the_network():
    above, centre = person(DEPARTMENT_HEAD), Centre.objects.get(slug=CB)
    new = NewCentre(SHORT_LIVED, "Ukázkov", centre.region, centre.operator)
    opened = open_centre(new, OPENED_ON, reason=OPENED_BECAUSE, by=above, now=OPENED_AT)
    merge_centre(opened, MERGED_ON, successor=centre, reason=MERGED_BECAUSE, by=above, now=MERGED_AT)
    for slug, facts in CONTACTS.items():
        centre = Centre.objects.get(slug=slug)
        place = {"address": centre.address, "website": centre.website}
        keep_contact(contact_of(centre), facts, **place, by=head_of(slug), now=KEPT_AT)
    for kind, name, rhythm in PLACES:
        place = Place(centre=Centre.objects.get(slug=CB), version=0, kind=kind, name=name, rhythm=rhythm)
        save_place(place, by=head_of(CB), now=KEPT_AT)
    for slug, items in OFFERED.items():
        keep_offer(offer_of(Centre.objects.get(slug=slug)), items, by=head_of(slug), now=KEPT_AT)
    centre = Centre.objects.get(slug=CB)
    for item, languages, times in DETAILS:
        service = Service.objects.get(centre=centre, item=item)
        service.languages, service.times = languages, times
        save_service(service, by=head_of(CB), now=KEPT_AT)
    for group, name, languages, times in OWN_SERVICES:
        facts = {"own_group": group, "name": name, "languages": languages, "times": times}
        save_service(Service(centre=centre, version=0, **facts), by=head_of(CB), now=KEPT_AT)
