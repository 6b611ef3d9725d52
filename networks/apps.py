from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = "Sítě"

    def ready(self):
        """Apps below know nothing of networks, which put their words, files and tasks into their lists."""
        from centres import reducing
        from centres.erasable import enter
        from centres.models import Subject
        from evaluations.meetings.agenda import BESIDE_ANNUAL
        from evaluations.records import queries, records
        from goals import clearing, log
        from goals import tasks as tasks_of_goals
        from goals.data.norms import NORM_FILES
        from goals.public import cache
        from goals.renderings import RENDERINGS, Rendering
        from goals.search import published
        from networks import erasable, tasks
        from networks.meetings.minutes import minutes_html
        from networks.meetings.recording import called_off, origin_of
        from networks.ministry import tasks_of_year
        from networks.models import Announcement, GatheringMinutes, MonitoringReport, PublicIssue, SurveyResult
        from networks.monitoring.report import report_html
        from networks.partners.contacts import forget
        from networks.public.data import EVENTS
        from networks.public.search import EXPLAINING, PAGES, mark_rows, region_rows
        from networks.states import GatheringState
        from networks.surveys.keeping import close_over
        from networks.surveys.results import for_annual_meeting, result_html

        enter(erasable.PLACES, erasable.OURS)
        RENDERINGS[GatheringMinutes] = Rendering(GatheringMinutes.objects.all, minutes_html)
        RENDERINGS[MonitoringReport] = Rendering(MonitoringReport.objects.all, report_html)
        RENDERINGS[SurveyResult] = Rendering(SurveyResult.objects.all, result_html)
        tasks_of_goals.RULES.append(tasks.network_tasks)
        tasks_of_goals.PAGES |= tasks.PAGES
        clearing.CLEARED += [forget, close_over]
        queries.ORIGINS.append(origin_of)
        records.STAY_OUT.append(called_off)
        BESIDE_ANNUAL.extend([for_annual_meeting, tasks_of_year.for_annual_meeting])
        reducing.FORGOTTEN.append("subscriptions")
        NORM_FILES.append(EVENTS)
        published.PAGES.extend(PAGES)
        published.EXPLAINING |= EXPLAINING
        published.SOURCES.append(mark_rows)
        published.IN_LANGUAGES.append(region_rows)
        cache.watch(PublicIssue)
        cache.watch(Announcement)
        log.STATES |= {Subject.GATHERING: GatheringState}
