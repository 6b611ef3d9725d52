from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CentresConfig(AppConfig):
    name = "centres"
    verbose_name = "Centra a lidé"

    def ready(self):
        from centres import lookups, sign_ins  # noqa: F401 - importing registers the ones, and connects the others


class AdministrationConfig(AdminConfig):
    """Django's administration, opened by a role instead of Django's flags."""

    default_site = "centres.administration.Administration"
