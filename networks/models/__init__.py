"""Who works together in a region, where they meet, and what they agreed."""

from networks.models.activities import Activity
from networks.models.gatherings import (
    AgendaItem,
    Attendance,
    Gathering,
    GatheringMinutes,
    GatheringMinutesFile,
    Invitee,
    SharedAction,
)
from networks.models.ministry import MinistryTaskYear
from networks.models.monitoring import (
    Monitoring,
    MonitoringChapter,
    MonitoringReport,
    MonitoringReportFile,
    ProposedMeasure,
)
from networks.models.partners import Mark, Partner, WorkContact
from networks.models.public import Announcement, PublicIssue, RegionPage
from networks.models.series import Member, Series, Topic
from networks.models.subscriptions import CalendarSubscription
from networks.models.surveys import Survey, SurveyKey, SurveyRegion, SurveyResult, SurveyResultFile, SurveySheet

__all__ = [
    "Activity",
    "AgendaItem",
    "Announcement",
    "Attendance",
    "CalendarSubscription",
    "Gathering",
    "GatheringMinutes",
    "GatheringMinutesFile",
    "Invitee",
    "Mark",
    "Member",
    "ProposedMeasure",
    "MinistryTaskYear",
    "Monitoring",
    "MonitoringChapter",
    "MonitoringReport",
    "MonitoringReportFile",
    "Partner",
    "PublicIssue",
    "RegionPage",
    "Series",
    "SharedAction",
    "Survey",
    "SurveyKey",
    "SurveyRegion",
    "SurveyResult",
    "SurveyResultFile",
    "SurveySheet",
    "Topic",
    "WorkContact",
]
