"""Every address of the product."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from centres.views.account import sign_out
from cpic import about, guide, sitemap, views
from cpic.accessibility import statement as accessibility
from cpic.erasing import views as erasing
from evaluations import urls as evaluations
from goals import urls as goals
from networks import urls as networks

handler400 = "cpic.views.bad_request"
handler403 = "cpic.views.forbidden"
handler404 = "cpic.views.not_found"
handler500 = "cpic.views.server_error"

urlpatterns = [
    *i18n_patterns(
        path("", views.home, name="home"),
        path("napoveda/", about.reading, name="reading"),
        path("o-centrech/", about.about, name="about"),
        path("soukromi/", about.privacy, name="privacy"),
        path("cookies/", about.cookies, name="cookies"),
        path("pristupnost/", accessibility.statement, name="accessibility"),
        path("", include(evaluations.public)),
        path("", include(goals.public)),
        path("", include(networks.public)),
        prefix_default_language=False,
    ),
    # First: its addresses below a year are longer than those of goals, whose last part can be any centre.
    path("", include("evaluations.urls")),
    path("", include("networks.urls")),
    path("", include("goals.urls")),
    path("", include("centres.urls")),
    path("ucet/moje-udaje/", views.my_data, name="my-data"),
    path("prace/lide/<int:pk>/udaje/", views.person_data, name="person-data"),
    # One door: the administration's own pages for signing in and out and for passwords would go around it.
    path(
        "sprava/login/",
        login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True)),
        name="administration-login",
    ),
    path("sprava/logout/", sign_out, name="administration-logout"),
    path(
        "sprava/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="administration-password",
    ),
    path("sprava/", admin.site.urls),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path(
        ".well-known/change-password",  # where managers of passwords look
        login_not_required(RedirectView.as_view(pattern_name="account_change_password")),
        name="change-password",
    ),
    path("prace/napoveda/", guide.own_help, name="help"),
    path("prace/napoveda/<slug:slug>/", guide.role_help, name="help-role"),
    path("prace/vymazat/", erasing.Erase.as_view(), name="erase"),
    path("prace/vymazat/<int:number>/", erasing.erased, name="erased"),
    path("prace/vymazat/soubor/<slug:what>/<int:pk>/", erasing.original, name="erase-original"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
