from evaluations.models.closings import Closing, GoalResult
from evaluations.models.meetings import ActionItem, Entry, Meeting, Minutes, MinutesFile, OpeningRequest, Reading
from evaluations.models.records import Evidence, Indicator, Record, TargetSource
from evaluations.models.reports import Report, ReportCentre, ReportFile, ReportGoal, ReportTarget

__all__ = [
    "ActionItem",
    "Closing",
    "Entry",
    "Evidence",
    "TargetSource",
    "GoalResult",
    "Indicator",
    "Meeting",
    "Minutes",
    "MinutesFile",
    "OpeningRequest",
    "Reading",
    "Record",
    "Report",
    "ReportCentre",
    "ReportFile",
    "ReportGoal",
    "ReportTarget",
]
