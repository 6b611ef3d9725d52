"""The addresses that notices lead to, for as long as the pages behind them are not there; then this file goes."""

from django.http import HttpResponse
from django.urls import include, path


def to_come(request, **kwargs):
    return HttpResponse()


urlpatterns = [
    path("", include("cpic.urls")),
    path("prace/<int:year>/<slug:slug>/", to_come, name="plan"),
    path("prace/<int:year>/<slug:slug>/rozhodnout/", to_come, name="plan-decide"),
    path("prace/cile/<int:pk>/", to_come, name="work-goal"),
    path("prace/cile/<int:pk>/upravit/", to_come, name="goal-edit"),
    path("prace/cile/<int:pk>/rozhodnout/", to_come, name="goal-decide"),
    path("prace/zavazek/", to_come, name="commitment"),
]
