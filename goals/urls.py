"""Public addresses of goals and centres. They are an interface: once published, they stay."""

from django.urls import path

from goals.views import centres, files, years

urlpatterns = [
    path("cile/", years.year_list, name="years"),
    path("cile/<int:year>/", years.year, name="year"),
    path("cile/<int:year>.pdf", files.year_pdf, name="year-pdf"),
    path("cile/<int:year>/<int:number>/", years.goal, name="goal"),
    path("cile/<int:year>/vydani/<int:edition>/", years.edition, name="edition"),
    path("cile/<int:year>/vydani/<int:edition>.pdf", files.edition_pdf, name="edition-pdf"),
    path("centra/", centres.centre_list, name="centres"),
    path("centra/<slug:slug>/", centres.centre, name="centre"),
    path("centra/<slug:slug>/<int:year>/", centres.centre_year, name="centre-year"),
]
