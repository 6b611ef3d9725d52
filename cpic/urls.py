"""Every address of the product."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.generic import RedirectView

from cpic import views

handler404 = "cpic.views.not_found"

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("goals.urls")),
    path("prihlaseni/", LoginView.as_view(template_name="registration/sign_in.html"), name="sign-in"),
    path("odhlaseni/", LogoutView.as_view(), name="sign-out"),
    # One door: the administration sends people to the product's own sign-in.
    path("sprava/login/", RedirectView.as_view(pattern_name="sign-in", query_string=True)),
    path("sprava/", admin.site.urls),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
