from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Hodnocení"

    def ready(self):
        """Goals know nothing of what is above them, so evaluation puts its tasks, pages and files into their lists."""
        from centres import network as centres_network
        from evaluations import network, tasks
        from evaluations.meetings.minutes import minutes_html
        from evaluations.models import Minutes, Report, ReportFile
        from evaluations.reports.public import evaluation_html
        from goals import tasks as tasks_of_goals
        from goals.public import cache
        from goals.renderings import RENDERINGS, Rendering

        tasks_of_goals.RULES.append(tasks.evaluation_tasks)
        tasks_of_goals.PAGES |= tasks.PAGES
        RENDERINGS[Report] = Rendering(Report.objects.evaluations, evaluation_html)
        RENDERINGS[Minutes] = Rendering(Minutes.objects.all, minutes_html)
        centres_network.CLOSING.append(network.CLOSING)
        cache.watch(ReportFile)  # one comes with each report, that of the evaluation later
