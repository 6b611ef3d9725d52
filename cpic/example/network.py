"""The network of the example in its year: a centre that opened and was merged again, how two centres are reached and
where they work. None of it is true, and each text that the public reads says so."""

from datetime import date

from centres.contact import contact_of, keep_contact, save_place
from centres.models import Centre, Place, PlaceKind
from centres.network import NewCentre, merge_centre, open_centre
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
