"""Which pages each role can open, and where they are at one scale."""

from dataclasses import dataclass

from django.urls import reverse

LAST_PAGE = 10**6  # the paginator leads whoever asks for more to the last one there is


@dataclass(frozen=True)
class Page:
    role: str
    name: str
    path: str
    saves: bool = False  # its form is sent, with one sentence changed

    @property
    def label(self):
        return f"{self.role}: {self.name}"


def pages(scale):
    """Those of the year that is being prepared, for every role."""
    for role, paths in _paths(scale).items():
        common = {"home": reverse("work"), "commitment": reverse("commitment")}
        for name, path in (common | paths).items():
            yield Page(role, name, path)


def _paths(scale):
    year, main = scale.document.year, [scale.document.year, scale.cast.main.slug]
    own, sent = _of_goal(scale.goal), _of_goal(scale.sent)
    plan, check = {"plan": reverse("plan", args=main)}, {"check": reverse("plan-check", args=main)}
    table = {"year table": reverse("work-year", args=[year])}
    sent_plan = [year, scale.sent.centre.slug]
    decide = {"decide": reverse("plan-decide", args=sent_plan)}
    publish = {"publish checklist": reverse("publish", args=[year])}
    decide_network = {"decide": reverse("goal-decide", args=[scale.network.pk])}
    head = plan | check | own
    return {
        "staff": plan | own,
        "head": head,
        "deputy": head,
        "department head": table | {"plan": reverse("plan", args=sent_plan)} | _read(sent) | decide | publish,
        "director": table | plan | _read(own) | decide_network,
        "administrator": _log(year, scale.cast.main.slug),
    }


def _of_goal(goal):
    return {"goal": reverse("work-goal", args=[goal.pk]), "goal form": reverse("goal-edit", args=[goal.pk])}


def _read(paths):
    return {"goal": paths["goal"]}


def _log(year, slug):
    log = reverse("log")
    return {
        "log": log,
        "log, last page": f"{log}?page={LAST_PAGE}",
        "log of days": f"{log}?since={year - 2}-01-01&until={year + 1}-01-01",
        "log of a year": f"{log}?year={year}",
        "log of a centre": f"{log}?centre={slug}",
    }
