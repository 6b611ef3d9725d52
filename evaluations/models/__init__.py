from evaluations.models.closings import Closing, GoalResult
from evaluations.models.indicators import Feed, Indicator
from evaluations.models.meetings import Entry, Meeting, Minutes, Reading
from evaluations.models.records import Evidence, Record
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
