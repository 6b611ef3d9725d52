from evaluations.models.closings import Closing, GoalResult
from evaluations.models.meetings import Entry, Meeting, Minutes, Reading
from evaluations.models.records import Evidence, Feed, Indicator, Record
from evaluations.models.reports import Report, ReportCentre, ReportFile, ReportGoal, ReportTarget

__all__ = [
    "Closing",
    "Entry",
    "Evidence",
    "Feed",
    "GoalResult",
    "Indicator",
    "Meeting",
    "Minutes",
    "Reading",
    "Record",
    "Report",
    "ReportCentre",
    "ReportFile",
    "ReportGoal",
    "ReportTarget",
]
