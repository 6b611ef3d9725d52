"""The states a goal passes through and the small vocabularies of goals and targets, each said once."""

from typing import Self

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Tagged(TextChoices):
    """Words that pages show as a tag. A member is its value, tone, icon and label; the label stands last, where Django
    looks for it. Before it may stand what the tag says instead of the label.
    """

    tone: str  # primary, neutral, success, warning or error, as the design system calls its colours
    icon: str  # a file in templates/components/icons/
    _tag: Promise | None

    def __new__(cls, value: str, tone: str = "neutral", icon: str = "dash", tag: Promise | None = None) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.tone, member.icon, member._tag = tone, icon, tag
        return member

    @property
    def tag(self) -> Promise | str:
        return self._tag or self.label


class Level(TextChoices):
    """Whose goal it is: the network's for years, the network's for one year, or one centre's for one year."""

    STRATEGIC = "strategic", _("strategický")
    LONG_TERM = "long_term", _("dlouhodobý")
    OPERATIONAL = "operational", _("operační")


class DocumentKind(TextChoices):
    OPERATIONAL = "operational", _("operační cíle")
    COMMITMENT = "commitment", _("veřejný závazek")


class GoalState(Tagged):
    # The centre writes it; nobody above has seen it.
    DRAFT = "draft", "neutral", "dash", _("rozepsaný")
    # Waits for the department head.
    SUBMITTED = "submitted", "primary", "clock", _("odeslaný ke schválení")
    # Back with the centre, with a reason.
    RETURNED = "returned", "error", "previous", _("vrácený k přepracování")
    # May be published; changes only by an amendment.
    APPROVED = "approved", "success", "check", _("schválený")
    # The centre gave it up before anybody approved it; can be taken back.
    DROPPED = "dropped", "neutral", "dash", _("vyřazený")
    # Held until an amendment was approved; kept as it was.
    SUPERSEDED = "superseded", "neutral", "dash", _("nahrazený změnou")


EDITABLE = frozenset({GoalState.DRAFT, GoalState.RETURNED})
OPEN = EDITABLE | {GoalState.SUBMITTED}  # somebody still has something to do with it
DECIDED = frozenset({GoalState.APPROVED, GoalState.SUPERSEDED})  # never edited, never deleted; triggers see to that


class Decision(TextChoices):
    """What a centre makes of last year's goal."""

    CARRY = "carry", _("pokračuje beze změny")
    CHANGE = "change", _("pokračuje s úpravou")
    RETIRE = "retire", _("končí")


class MailGroup(TextChoices):
    """What people can choose to be told by mail, a group at a time."""

    HAPPENED = "happened", _("Co se stalo s cíli a uzávěrkami")
    DEADLINES = "deadlines", _("Připomínky termínů")
    MEETINGS = "meetings", _("Připomínky porad")


class Kind(TextChoices):
    """What a target measures; the wordings of real documents need all of them."""

    COUNT = "count", _("počet")  # 12 courses
    FREQUENCY = "frequency", _("pravidelně")  # twice a month, five times a year
    LEVEL = "level", _("dosažená úroveň")  # reach 2 000 followers
    SHARE = "share", _("podíl")  # 80 % of clients
    INCREASE = "increase", _("nárůst nebo pokles")  # from a baseline by a number or per cent
    EACH = "each", _("každý z okruhu")  # every worker, all offices of a kind
    MILESTONE = "milestone", _("milník")  # by a date, or a state: a position filled
    NARRATIVE = "narrative", _("slovní hodnocení")  # no number: a graded scale and words


class Comparator(TextChoices):
    MIN = "min", _("nejméně")
    EXACT = "exact", _("přesně")
    MAX = "max", _("nejvýše")


class Scope(TextChoices):
    """Whose sum a target of the network is: nothing said means one of all together, else each has to have it."""

    REGION = "region", _("v každém kraji")
    CENTRE = "centre", _("v každém hlavním centru s cíli")


class Window(TextChoices):
    YEAR = "year", _("rok")
    HALF_YEAR = "half-year", _("pololetí")
    QUARTER = "quarter", _("čtvrtletí")
    MONTH = "month", _("měsíc")
    WEEK = "week", _("týden")


class SectionKey(TextChoices):
    """The parts of a document around its goals, in the order in which they are read: those of a year, and below them
    those of the commitment."""

    INTRODUCTION = "introduction", _("Úvod")
    RESPONSIBLE = "responsible", _("Zodpovědná osoba")
    EVALUATION = "evaluation", _("Způsob hodnocení")
    DEADLINE = "deadline", _("Termín plnění")
    OTHER = "other", _("Další ustanovení")
    MISSION = "mission", _("Poslání center a poradenství")
    TARGET_GROUPS = "target_groups", _("Cílové skupiny")
    NEEDS = "needs", _("Integrační potřeby")
    REFUSAL = "refusal", _("Kdy může být služba odmítnuta")
    STRATEGIC = "strategic", _("Strategické cíle")
    LONG_TERM = "long_term", _("Dlouhodobé cíle")
    OPERATIONAL_GOALS = "operational", _("Operační cíle odborného sociálního poradenství")
    PRINCIPLES = "principles", _("Zásady práce s klienty")
    DOCUMENTS = "documents", _("Související dokumenty")


COMMITMENT_SECTIONS = tuple(SectionKey)[5:]
LEVEL_OF = {SectionKey.STRATEGIC: Level.STRATEGIC, SectionKey.LONG_TERM: Level.LONG_TERM}
"""Sections of the commitment in which goals stand."""


class BlockPart(TextChoices):
    """What a block of a section is; those after the item say how the goals of the section are looked after."""

    TEXT = "text", _("odstavec")
    ITEM = "item", _("položka")
    RESPONSIBLE = "responsible", _("Zodpovídá")
    EVALUATION = "evaluation", _("Jak a kdy se hodnotí")
    DEADLINE = "deadline", _("Termín")
    LINK = "link", _("odkaz")


BLOCK_FACTS = (BlockPart.RESPONSIBLE, BlockPart.EVALUATION, BlockPart.DEADLINE)
