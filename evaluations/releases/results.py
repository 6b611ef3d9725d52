"""How a year ended, counted: by centre and for the whole network, from the frozen rows of its evaluation."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch

from evaluations.models import ReleaseGoal
from evaluations.states import COUNTED, Result


@dataclass(frozen=True)
class Row:
    """One line of the table of results: who, and how many goals ended how."""

    name: str
    slug: str
    counts: Counter

    @property
    def total(self):
        return self.counts.total()

    @property
    def cells(self):
        """Number and share for each result, in order."""
        return [
            {"label": COUNTED[result], "count": self.counts[result], "share": self.share(result)} for result in Result
        ]

    @property
    def share_fulfilled(self):
        return self.share(Result.FULFILLED)

    def share(self, result):
        """In whole per cent, halves up."""
        return (200 * self.counts[result] + self.total) // (2 * self.total) if self.total else 0


def centres_of(release):
    """Centres in document order, each with its goals and their targets; three queries."""
    goals = ReleaseGoal.objects.order_by("pk").prefetch_related("targets")
    return list(release.centres.prefetch_related(Prefetch("goals", goals, to_attr="goals_shown")))


def network_of(release):
    """Goals of the network, strategic ones first, as they came out."""
    return list(release.goals.filter(centre=None).prefetch_related("targets").order_by("pk"))


def table_of(centres):
    """A row for each centre and one for the network."""
    rows = [Row(centre.name, centre.slug, Counter(goal.result for goal in centre.goals_shown)) for centre in centres]
    return {"rows": rows, "network": Row("", "", sum((row.counts for row in rows), Counter()))}
