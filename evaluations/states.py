"""The small vocabularies of evaluation, each said once: how a goal stands, what a meeting is, how a year ends."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Adds(TextChoices):
    """How the amounts of an indicator make one number."""

    SUM = "sum", _("sčítá se")  # 12 courses are twelve records of one
    LAST = "last", _("platí poslední hodnota")  # followers: what was read off last
    DISTINCT = "distinct", _("každá věc jednou")  # offices visited: the same office twice is one


class Stand(TextChoices):
    """What a meeting says of a goal."""

    ON_TRACK = "on_track", _("plní se")
    AT_RISK = "at_risk", _("ohroženo")
    OFF_TRACK = "off_track", _("neplní se")
    DONE = "done", _("splněno")
    NOTHING_NEW = "nothing_new", _("nic nového")


class State(TextChoices):
    """How a goal stands by its numbers or, where it has none, by what the last meeting said."""

    ON_TRACK = "on_track", _("plní se")
    AT_RISK = "at_risk", _("ohroženo")
    OFF_TRACK = "off_track", _("neplní se")
    DONE = "done", _("splněno")
    UNRATED = "unrated", _("bez hodnocení")


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


class Result(TextChoices):
    """How a goal ended at the end of its year."""

    FULFILLED = "fulfilled", _("splněn")
    PARTLY = "partly", _("splněn částečně")
    NOT = "not", _("nesplněn")
    UNJUDGED = "unjudged", _("nelze posoudit")


COUNTED = {
    Result.FULFILLED: _("splněno"),
    Result.PARTLY: _("splněno částečně"),
    Result.NOT: _("nesplněno"),
    Result.UNJUDGED: _("nelze posoudit"),
}
"""The same where goals are counted: "7 splněno"."""


class ClosingState(TextChoices):
    OPEN = "open", _("rozpracovaná")  # the centre confirms its results
    SENT = "sent", _("odeslaná")  # waits for the department head
    RETURNED = "returned", _("vrácená")  # back with the centre, with a reason
    ACCEPTED = "accepted", _("přijatá")


class ReleaseKind(TextChoices):
    """What of an evaluation comes out in public."""

    STANDING = "standing", _("průběžný stav")
    EVALUATION = "evaluation", _("vyhodnocení roku")
