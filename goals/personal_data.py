"""What looks like personal data in what is about to be frozen. It is asked about once, before: the page names the words
and where they stand, and lets them go on only by a deliberate choice about just these words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.freezing import fingerprint
from goals.reading import find_personal_data

CONFIRMED = "osobni-udaje"
GOAL_TEXTS = {
    "text": _("znění"),
    "responsible": _("kdo odpovídá"),
    "evidence": _("čím se splnění doloží"),
    "reason": _("důvod změny"),
}


@dataclass(frozen=True)
class TextPlace:
    """A text that would be frozen: what it is called, and the page where it can be mended, unless it is this one."""

    name: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Suspect:
    place: TextPlace
    words: str
    message: str

    def __str__(self):
        return f"{self.place.name}: „{self.words}“. {self.message}"

    @property
    def key(self):
        """By which the choice is known to be about these words in this place."""
        return fingerprint([self.place.name, self.words])


def suspects_in(places):
    """Where it is written, it is a remark that stops nobody; where it is frozen, it is asked about."""
    return [
        Suspect(place, place.text[slice(*remark.span)], remark.message)
        for place in places
        for remark in find_personal_data(place.text or "")
    ]


def places_of_goals(goals, *, page="work-goal"):
    """All texts of the goals with their targets; `page` is where a goal can be mended."""
    for goal in goals:
        url = reverse(page, args=[goal.pk])
        for name, label in GOAL_TEXTS.items():
            yield TextPlace(f"{goal}, {label}", getattr(goal, name), url)
        for target in goal.targets.all():
            yield TextPlace(f"{goal}, {_('jednotka')}", target.unit, url)


def unconfirmed(request, suspects):
    """Those that nobody has chosen to leave; the sent form names the ones that were on the page."""
    seen = set(request.POST.get(CONFIRMED, "").split())
    return [suspect for suspect in suspects if suspect.key not in seen]
