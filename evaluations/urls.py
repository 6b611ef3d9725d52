"""Addresses of evaluation: the public ones stay for good, the workspace is for signed-in people."""

from django.urls import path

from evaluations.views import closings as closing_views
from evaluations.views import public as public_views
from evaluations.views import releases as release_views

public = [
    path("cile/<int:year>/stav/", public_views.year_standings, name="year-standings"),
    path("cile/<int:year>/stav/<int:number>/", public_views.year_standing, name="year-standing"),
    path("cile/<int:year>/hodnoceni/", public_views.year_evaluation, name="year-evaluation"),
    path("cile/<int:year>/hodnoceni.pdf", public_views.year_evaluation_pdf, name="year-evaluation-pdf"),
]
records = []
meetings = []
standings = []
closings = [
    path("prace/<int:year>/uzaverka/", closing_views.closings, name="closings"),
    path("prace/<int:year>/<slug:slug>/uzaverka/", closing_views.closing, name="closing"),
    path("prace/<int:year>/<slug:slug>/uzaverka/odeslano/", closing_views.closing_sent, name="closing-sent"),
    path("prace/<int:year>/<slug:slug>/uzaverka/rozhodnuti/", closing_views.closing_decide, name="closing-decide"),
    path("prace/<int:year>/<slug:slug>/uzaverka/rozhodnuto/", closing_views.closing_decided, name="closing-decided"),
]
releases = [
    path("prace/<int:year>/stav/", release_views.standing_release, name="standing-release"),
    path("prace/<int:year>/stav/<int:number>/", release_views.standing_released, name="standing-released"),
    path("prace/<int:year>/vyhodnoceni/", release_views.evaluation_release, name="evaluation-release"),
    path("prace/<int:year>/vyhodnoceni/zverejneno/", release_views.evaluation_released, name="evaluation-released"),
]
urlpatterns = public + records + meetings + standings + closings + releases
