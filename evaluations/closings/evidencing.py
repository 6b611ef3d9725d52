"""What shows that a goal was fulfilled, and what is missing to show it."""

from django.utils.translation import gettext_lazy as _

from evaluations.models import Evidence, Record
from evaluations.progress import has_topic
from goals.states import Kind


def shown_by_files(found, plan):
    """Goals, as first written, that some file shows: one of their own, or one of a record that counts in them."""
    rows = {row.goal.root_id: row for row in found}
    own = Evidence.objects.kept().filter(goal__document=plan.document_id, goal__centre=plan.centre_id)
    shown = {amends or goal for goal, amends in own.values_list("goal", "goal__amends")}
    evidenced = _evidenced(plan)
    return shown | {root for root, row in rows.items() if any(_counts(one.feed, evidenced) for one in row.targets)}


def _evidenced(plan):
    """Indicator and topic of the year's records that have a file."""
    with_file = Evidence.objects.kept().exclude(record=None).values("record")
    records = Record.objects.counted().filter(
        pk__in=with_file, meeting__centre=plan.centre_id, on__year=plan.document.year
    )
    return set(records.order_by().values_list("indicator", "topic"))


def _counts(feed, evidenced):
    return feed is not None and any(
        indicator == feed.indicator_id and has_topic(topic, feed.topic) for indicator, topic in evidenced
    )


def gaps_of(standing, shown):
    """What is missing, as sentences; none of them stops the closing."""
    goal = standing.goal
    if goal.root_id not in shown:
        wanted = " ".join(goal.evidence.split())
        yield (
            _("Splnění nedokládá žádný soubor. Doložit se má: %(wanted)s") % {"wanted": wanted}
            if wanted
            else _("Splnění nedokládá žádný soubor.")
        )
    if not any(entry.stand for entry in standing.entries):
        yield _("Za celý rok ho nehodnotila žádná porada.")
    if any(row.progress.achieved is None and row.target.kind != Kind.NARRATIVE for row in standing.targets):
        yield _("K některé cílové hodnotě není žádný údaj.")
