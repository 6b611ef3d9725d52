from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Hodnocení"

    def ready(self):
        """Goals know nothing of what is above them, so evaluation puts its rules, pages and tasks into their lists."""
        from evaluations.mail import reach, reminders
        from evaluations.models import Report
        from evaluations.waiting import tasks
        from goals import waiting
        from goals.mail import reach as reach_of_goals
        from goals.mail import reminders as reminders_of_goals
        from goals.public import cache

        reminders_of_goals.RULES += reminders.RULES
        reach_of_goals.PAGES |= reach.PAGES
        cache.watch(Report)
        waiting.SOURCES.append(tasks)
