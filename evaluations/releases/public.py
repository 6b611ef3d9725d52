"""What the public may see of an evaluation, fetched. Every query here starts at a release; working rows are out of
reach."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.models import Release, ReleaseFile, ReleaseGoal
from evaluations.releases.results import centres_of, network_of
from goals.formatting import describe
from goals.public import NotPublished
from goals.states import Level


@dataclass(frozen=True)
class Outlook:
    """The year's evaluation, or before that its last standing, as lists of goals need it."""

    release: Release
    goals: dict  # by their number in the year's document

    @property
    def is_evaluation(self):
        return self.release.kind == "evaluation"

    @property
    def counts(self):
        """How many goals stand how, or how they ended."""
        return count(self.goals.values(), is_evaluation=self.is_evaluation)

    def of(self, goal):
        """What the release says of a goal of an edition, or None where it says nothing of it."""
        row = self.goals.get(goal.number)
        return row and ShownGoal(row, self.release, has_other_wording=said(row) != said(goal))


@dataclass(frozen=True)
class ShownGoal:
    row: ReleaseGoal
    release: Release
    has_other_wording: bool  # an edition newer than the release has changed it

    @property
    def main(self):
        """The target that stands for the goal in a list: the first that has a number."""
        targets = self.row.targets_shown
        return next((target for target in targets if target.aim is not None), None)


def said(goal):
    return goal.text, tuple(describe(target) for target in goal.targets.all())


def count(goals, *, is_evaluation):
    return Counter(goal.result if is_evaluation else goal.state for goal in goals)


def outlook_of(year, numbers=None):
    """What the year has let out last, of all its goals or of those with the given numbers; None before the first."""
    release = _current(year)
    if release is None:
        return None
    goals = release.goals.filter(level=Level.OPERATIONAL).prefetch_related("targets")
    goals = goals if numbers is None else goals.filter(number__in=numbers)
    return Outlook(release, {goal.number: goal for goal in goals})


def _current(year):
    releases = Release.objects.for_year(year)
    return releases.evaluations().current().first() or releases.standings().current().first()


def standings_of(year):
    """All standings of the year, the last one first, each with how many goals stand how."""
    goals = ReleaseGoal.objects.filter(level=Level.OPERATIONAL).only("state", "result", "release")
    releases = Release.objects.for_year(year).standings().order_by("-number")
    releases = list(releases.prefetch_related(Prefetch("goals", goals)))
    if not releases:
        raise not_yet(year, _("Průběžný stav cílů na rok %(year)s zatím není zveřejněný.") % {"year": year})
    return [{"release": release, "counts": count(release.goals.all(), is_evaluation=False)} for release in releases]


def standing_of(year, number):
    release = Release.objects.for_year(year).standings().filter(number=number).first()
    if release is None:
        facts = {"year": year, "number": number}
        raise not_yet(year, _("Stav číslo %(number)s cílů na rok %(year)s není zveřejněný.") % facts)
    return release


def last_standing(year):
    return Release.objects.for_year(year).standings().current().first()


def evaluation_of(year):
    files = ReleaseFile.objects.defer("content")
    found = Release.objects.for_year(year).evaluations().current().prefetch_related(Prefetch("files", files))
    release = found.first()
    if release is None:
        raise not_yet(year, _("Vyhodnocení roku %(year)s zatím není zveřejněné.") % {"year": year})
    return release


def file_of(release, kind):
    return release.files.filter(format=kind).values_list("content", flat=True).first()


def not_yet(year, message):
    label = _("Cíle na rok %(year)s") % {"year": year}
    return NotPublished(message, url=reverse("year", args=[year]), label=label)


def content_of(release):
    """The release as its page shows it: centres with their goals, then the goals of the network."""
    return {"centres": centres_of(release), "network": network_of(release)}
