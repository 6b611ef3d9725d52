"""Who works together in a region, where they meet, and what they agreed."""

from networks.models.gatherings import (
    AgendaItem,
    Attendance,
    Gathering,
    GatheringMinutes,
    GatheringMinutesFile,
    Invitee,
    SharedAction,
)
from networks.models.partners import Mark, Partner, WorkContact
from networks.models.series import Member, Series, Topic

__all__ = [
    "AgendaItem",
    "Attendance",
    "Gathering",
    "GatheringMinutes",
    "GatheringMinutesFile",
    "Invitee",
    "Mark",
    "Member",
    "Partner",
    "Series",
    "SharedAction",
    "Topic",
    "WorkContact",
]
