from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CentresConfig(AppConfig):
    name = "centres"
    verbose_name = "Centra a lidé"

    def ready(self):
        from centres import lookups  # noqa: F401 - importing it registers them


class AdministrationConfig(AdminConfig):
    """Django's administration, opened by a role instead of Django's flags."""

    default_site = "centres.administration.Administration"
