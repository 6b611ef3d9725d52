from django.apps import AppConfig


class CpicConfig(AppConfig):
    name = "cpic"
    verbose_name = "CPIC cíle"

    def ready(self):
        from cpic import checks  # noqa: F401 - importing registers the checks
