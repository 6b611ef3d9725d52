"""The small vocabularies of evaluation, each said once: how a goal stands, what a meeting is, how a year ends."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goals.states import Tagged


class Aggregation(TextChoices):
    """How the amounts of an indicator make one number."""

    SUM = "sum", _("sčítá se")  # 12 courses are twelve records of one
    LAST = "last", _("platí poslední hodnota")  # followers: what was read off last
    DISTINCT = "distinct", _("každá věc jednou")  # offices visited: the same office twice is one


class Status(Tagged):
    """How a goal stands by its numbers or, where it has none, by what the last meeting said."""

    ON_TRACK = "on_track", "success", "rise", _("plní se")
    AT_RISK = "at_risk", "warning", "warning", _("ohroženo")
    OFF_TRACK = "off_track", "error", "cross", _("neplní se")
    DONE = "done", "success", "check", _("splněno")
    UNRATED = "unrated", "neutral", "dash", _("bez hodnocení")


def _like(state: Status) -> tuple[str, str, str, Promise | str]:
    return state.value, state.tone, state.icon, state.label


class Rating(Tagged):
    """What a meeting says of a goal; what is also a state reads and looks as that state does."""

    ON_TRACK = _like(Status.ON_TRACK)
    AT_RISK = _like(Status.AT_RISK)
    OFF_TRACK = _like(Status.OFF_TRACK)
    DONE = _like(Status.DONE)
    NOTHING_NEW = "nothing_new", "neutral", "dash", _("nic nového")


class SlotState(TextChoices):
    """One window of the year: of a quarterly goal, one quarter."""

    DONE = "done", _("splněno")  # as much happened as was needed
    OPEN = "open", _("běží")  # it runs and is not full yet
    MISSED = "missed", _("zmeškáno")  # it is over and was not full
    AHEAD = "ahead", _("teprve bude")


class MeetingKind(TextChoices):
    TEAM = "team", _("porada centra")  # monthly: the centre's operational goals
    HEADS = "heads", _("porada vedoucích center")  # monthly: the network's long-term goals
    ANNUAL = "annual", _("výroční porada")  # once a year: heads with the department head
    DIRECTOR = "director", _("hodnocení ředitele")  # once a year: the strategic goals


MONTHLY = frozenset({MeetingKind.TEAM, MeetingKind.HEADS})


class MeetingState(TextChoices):
    OPEN = "open", _("otevřená")  # entries and records of its month can be written
    CLOSED = "closed", _("uzavřená")  # frozen, with minutes


class ActionState(Tagged):
    """What became of what a meeting agreed."""

    OPEN = "open", "primary", "clock", _("trvá")
    DONE = "done", "success", "check", _("hotovo")
    CANCELLED = "cancelled", "neutral", "cross", _("zrušeno")


class MonthState(Tagged):
    """Where a month's meeting is, as the list of meetings shows it: whether somebody has to do something."""

    CLOSED = "closed", "success", "lock", _("uzavřená")
    REOPENED = "reopened", "warning", "clock", _("znovu otevřená")
    LATE = "late", "error", "warning", _("po termínu")
    BEGUN = "begun", "primary", "half", _("rozepsaná")
    AHEAD = "ahead", "neutral", "dash", _("teprve bude")
    WAITING = "waiting", "primary", "clock", _("čeká")


class Result(Tagged):
    """How a goal ended at the end of its year."""

    FULFILLED = "fulfilled", "success", "check", _("splněn")
    PARTLY = "partly", "warning", "half", _("splněn částečně")
    NOT = "not", "error", "cross", _("nesplněn")
    UNJUDGED = "unjudged", "neutral", "question", _("nelze posoudit")


COUNTED = {
    Result.FULFILLED: _("splněno"),
    Result.PARTLY: _("splněno částečně"),
    Result.NOT: _("nesplněno"),
    Result.UNJUDGED: _("nelze posoudit"),
}
"""The same where goals are counted: "7 splněno"."""


class ClosingState(Tagged):
    """A tag says who has to do something with it, a sentence what was done."""

    # The centre confirms its results.
    OPEN = "open", "neutral", "dash", _("u centra"), _("rozpracovaná")
    # Waits for the department head.
    SENT = "sent", "primary", "clock", _("čeká na rozhodnutí"), _("odeslaná")
    # Back with the centre, with a reason.
    RETURNED = "returned", "warning", "warning", _("vrácená k doplnění"), _("vrácená")
    ACCEPTED = "accepted", "success", "check", _("přijatá")


class ReportKind(TextChoices):
    """What of an evaluation comes out in public."""

    INTERIM = "standing", _("průběžný stav")  # named as when the first came out: frozen rows and checksums hold it
    EVALUATION = "evaluation", _("vyhodnocení roku")
