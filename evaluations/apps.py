from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Hodnocení"

    def ready(self):
        """What goals, which know nothing of evaluation, have to ask it all the same."""
        from evaluations.models import Release
        from evaluations.workflow import year_lock
        from goals.public_pages import watch
        from goals.workflow import lock_years_by

        watch(Release)
        lock_years_by(year_lock)
