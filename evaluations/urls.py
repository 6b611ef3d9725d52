"""Addresses of evaluation: the public ones stay for good, the workspace is for signed-in people."""

from django.urls import path

from evaluations.closings import views as closing_views
from evaluations.meetings import views as meeting_views
from evaluations.meetings.action_views import ActionPage
from evaluations.overview import owner_views, statistics_views
from evaluations.overview import views as overview
from evaluations.records import views as record_views
from evaluations.records import views_files as record_files
from evaluations.reports import public_views as public_reports
from evaluations.reports import views as report_views
from evaluations.states import MeetingKind


def meeting_paths(route, name, kind):
    """The pages of every meeting."""
    kind = {"kind": kind}
    return [
        path(route, meeting_views.meeting, kind, name=name),
        path(f"{route}tisk/", meeting_views.meeting_sheet, kind, name=f"{name}-sheet"),
        path(f"{route}uzavreno/", meeting_views.meeting_closed, kind, name=f"{name}-closed"),
        path(f"{route}uzavrit/", meeting_views.CloseMeeting.as_view(), kind, name=f"{name}-close"),
        path(f"{route}prilohy/", record_files.meeting_evidence, kind, name=f"{name}-evidence"),
        path(f"{route}otevrit/", meeting_views.ReopenMeeting.as_view(), kind, name=f"{name}-reopen"),
    ]


def handing_paths(route, name, kind):
    """What a team and those above it say to one another about a month."""
    kind = {"kind": kind}
    return [
        path(f"{route}vratit/", meeting_views.HandBackMeeting.as_view(), kind, name=f"{name}-hand-back"),
        path(f"{route}pozadat/", meeting_views.AskForOpening.as_view(), kind, name=f"{name}-ask"),
        path(f"{route}neotevrit/", meeting_views.DeclineOpening.as_view(), kind, name=f"{name}-decline"),
    ]


public = [
    path("cile/srovnani/", public_reports.comparisons, name="comparisons"),
    path("cile/srovnani/<slug:thing>/", public_reports.comparison, name="comparison"),
    path("cile/<int:year>/srovnani/<int:other>/", public_reports.years_compared, name="years-compared"),
    path(
        "centra/<slug:slug>/<int:year>/srovnani/<int:other>/",
        public_reports.centre_years_compared,
        name="centre-years-compared",
    ),
    path("cile/<int:year>/stav/", public_reports.interim_reports, name="year-standings"),
    path("cile/<int:year>/stav/<int:number>/", public_reports.interim_report, name="year-standing"),
    path("cile/<int:year>/hodnoceni/", public_reports.evaluation, name="year-evaluation"),
    path("cile/<int:year>/hodnoceni.pdf", public_reports.evaluation_pdf, name="year-evaluation-pdf"),
    path("cile/<int:year>/hodnoceni.docx", public_reports.evaluation_word, name="year-evaluation-word"),
    path("cile/<int:year>/hodnoceni/<int:number>/", public_reports.evaluation, name="year-evaluation-number"),
    path(
        "cile/<int:year>/hodnoceni/<int:number>.pdf", public_reports.evaluation_pdf, name="year-evaluation-number-pdf"
    ),
    path(
        "cile/<int:year>/hodnoceni/<int:number>.docx",
        public_reports.evaluation_word,
        name="year-evaluation-number-word",
    ),
]
public_data = [
    path("cile/srovnani/<slug:thing>.<str:format>", public_reports.comparison_numbers, name="comparison-numbers"),
]
records = [
    path("prace/zavazek/ukazatele/", record_views.Sources.as_view(), name="commitment-feeds"),
    path("prace/zaznamy/<int:pk>/", record_views.RecordCorrect.as_view(), name="record"),
    path("prace/zaznamy/<int:pk>/vzit-zpet/", record_views.record_remove, name="record-remove"),
    path("prace/zaznamy/<int:pk>/vratit/", record_views.record_restore, name="record-restore"),
    path("prace/zaznamy/<int:pk>/doklady/", record_files.record_evidence, name="record-evidence"),
    path("prace/cil/<int:pk>/doklady/", record_files.goal_evidence, name="goal-evidence"),
    path("prace/doklady/<int:pk>/", record_files.evidence, name="evidence"),
    path("prace/doklady/<int:pk>/odebrat/", record_files.evidence_remove, name="evidence-remove"),
    path("prace/<int:year>/<slug:slug>/ukazatele/", record_views.Sources.as_view(), name="feeds"),
    path("prace/<int:year>/<slug:slug>/zaznamy/", record_views.records, name="records"),
    path("prace/<int:year>/<slug:slug>/zaznamy/zapsat/", record_views.RecordAdd.as_view(), name="record-add"),
    path(
        "prace/<int:year>/<slug:slug>/zaznamy/<int:month>/nahrat/", record_files.records_import, name="records-import"
    ),
    path(
        "prace/<int:year>/<slug:slug>/zaznamy/<int:month>/vzor.<str:format>",
        record_files.records_template,
        name="records-template",
    ),
    path(
        "prace/<int:year>/<slug:slug>/zaznamy/<int:month>/vyvoz.<str:format>",
        record_files.records_export,
        name="records-export",
    ),
]
meetings = [
    path("prace/ukoly/<int:pk>/", ActionPage.as_view(), name="action-item"),
    path("prace/zapisy/<int:pk>.pdf", meeting_views.minutes, name="minutes"),
    path("prace/zapisy/<int:pk>.docx", meeting_views.minutes, {"is_word": True}, "minutes-word"),
    path("prace/<int:year>/porady-vedoucich/", meeting_views.heads_meetings, name="heads-meetings"),
    *meeting_paths("prace/<int:year>/porady-vedoucich/<int:month>/", "heads-meeting", MeetingKind.HEADS),
    *meeting_paths("prace/<int:year>/vyrocni-porada/", "annual-meeting", MeetingKind.ANNUAL),
    *meeting_paths("prace/<int:year>/hodnoceni-reditele/", "director-meeting", MeetingKind.DIRECTOR),
    path("prace/<int:year>/<slug:slug>/porady/", meeting_views.team_meetings, name="meetings"),
    *meeting_paths("prace/<int:year>/<slug:slug>/porady/<int:month>/", "meeting", MeetingKind.TEAM),
    *handing_paths("prace/<int:year>/<slug:slug>/porady/<int:month>/", "meeting", MeetingKind.TEAM),
]
standings = [
    path("prace/moje-cile/", owner_views.my_goals, name="my-goals"),
    path("prace/<int:year>/bez-pohybu/", owner_views.still, name="still-goals"),
    path("prace/<int:year>/prehled/", overview.network, name="network-standing"),
    path("prace/<int:year>/prehled.xlsx", overview.network_export, name="network-standing-export"),
    path("prace/<int:year>/pripomenout/", overview.remind, name="remind"),
    path("prace/<int:year>/na-jedne-strance/", overview.director, name="director-page"),
    path("prace/<int:year>/na-jedne-strance.xlsx", overview.director_export, name="director-page-export"),
    path("prace/<int:year>/<slug:slug>/prehled/", overview.centre, name="centre-standing"),
    path("prace/<int:year>/<slug:slug>/prehled.xlsx", overview.centre_export, name="centre-standing-export"),
    path("prace/cil/<int:pk>/prubeh/", overview.goal, name="goal-progress"),
    path("prace/cil/<int:pk>/prubeh.xlsx", overview.goal_export, name="goal-progress-export"),
]
statistics = [
    path("prace/<int:year>/statistika/", statistics_views.network, name="network-statistics"),
    path("prace/<int:year>/statistika.<str:format>", statistics_views.network_export, name="network-statistics-export"),
    path("prace/<int:year>/<slug:slug>/statistika/", statistics_views.centre, name="centre-statistics"),
    path(
        "prace/<int:year>/<slug:slug>/statistika.<str:format>",
        statistics_views.centre_export,
        name="centre-statistics-export",
    ),
    path(
        "prace/<int:year>/<slug:slug>/statistika/<slug:indicator>/",
        statistics_views.records,
        name="centre-statistics-records",
    ),
]
closings = [
    path("prace/<int:year>/uzaverka/", closing_views.closings, name="closings"),
    path("prace/<int:year>/<slug:slug>/uzaverka/", closing_views.CloseYear.as_view(), name="closing"),
    path(
        "prace/<int:year>/<slug:slug>/uzaverka/odeslat/", closing_views.ConfirmSending.as_view(), name="closing-confirm"
    ),
    path(
        "prace/<int:year>/<slug:slug>/uzaverka/namitka/", closing_views.ObjectToClosing.as_view(), name="closing-object"
    ),
    path("prace/<int:year>/<slug:slug>/uzaverka/odeslano/", closing_views.closing_sent, name="closing-sent"),
    path(
        "prace/<int:year>/<slug:slug>/uzaverka/rozhodnuti/",
        closing_views.DecideClosing.as_view(),
        name="closing-decide",
    ),
    path("prace/<int:year>/<slug:slug>/uzaverka/rozhodnuto/", closing_views.closing_decided, name="closing-decided"),
]
reports = [
    path("prace/<int:year>/stav/", report_views.InterimReport.as_view(), name="standing-release"),
    path("prace/<int:year>/stav/<int:number>/", report_views.interim_report_published, name="standing-released"),
    path("prace/<int:year>/vyhodnoceni/", report_views.Evaluation.as_view(), name="evaluation-release"),
    path("prace/<int:year>/vyhodnoceni/zverejneno/", report_views.evaluation_published, name="evaluation-released"),
]
urlpatterns = public_data + records + meetings + standings + statistics + closings + reports
