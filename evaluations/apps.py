from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Hodnocení"

    def ready(self):
        """Goals know nothing of what is above them, so evaluation puts its tasks and their pages into their lists."""
        from evaluations import tasks
        from evaluations.models import Report
        from goals import tasks as tasks_of_goals
        from goals.public import cache

        tasks_of_goals.RULES.append(tasks.evaluation_tasks)
        tasks_of_goals.PAGES |= tasks.PAGES
        cache.watch(Report)
