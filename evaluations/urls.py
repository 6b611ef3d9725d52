"""Addresses of evaluation: the public ones stay for good, the workspace is for signed-in people."""

from django.urls import path

from evaluations.views import evidence, feeds, one_record, records_files
from evaluations.views import records as month

public = []
records = [
    path("prace/zavazek/ukazatele/", feeds.commitment_feeds, name="commitment-feeds"),
    path("prace/zaznamy/<int:pk>/", one_record.record, name="record"),
    path("prace/zaznamy/<int:pk>/vzit-zpet/", one_record.record_remove, name="record-remove"),
    path("prace/zaznamy/<int:pk>/vratit/", one_record.record_restore, name="record-restore"),
    path("prace/zaznamy/<int:pk>/doklady/", evidence.record_evidence, name="record-evidence"),
    path("prace/cil/<int:pk>/doklady/", evidence.goal_evidence, name="goal-evidence"),
    path("prace/doklady/<int:pk>/", evidence.evidence, name="evidence"),
    path("prace/doklady/<int:pk>/odebrat/", evidence.evidence_remove, name="evidence-remove"),
    path("prace/<int:year>/<slug:slug>/ukazatele/", feeds.feeds, name="feeds"),
    path("prace/<int:year>/<slug:slug>/zaznamy/", month.records, name="records"),
    path("prace/<int:year>/<slug:slug>/zaznamy/zapsat/", month.record_add, name="record-add"),
    path(
        "prace/<int:year>/<slug:slug>/zaznamy/<int:month>/nahrat/", records_files.records_import, name="records-import"
    ),
    path(
        "prace/<int:year>/<slug:slug>/zaznamy/<int:month>/vzor.<str:format>",
        records_files.records_template,
        name="records-template",
    ),
    path(
        "prace/<int:year>/<slug:slug>/zaznamy/<int:month>/vyvoz.<str:format>",
        records_files.records_export,
        name="records-export",
    ),
]
meetings = []
standings = []
closings = []
releases = []
urlpatterns = public + records + meetings + standings + closings + releases
