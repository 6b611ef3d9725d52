from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Hodnocení"

    def ready(self):
        """Goals know nothing of what is above them, so evaluation puts its tasks, pages and files into their lists."""
        from centres import network as centres_network
        from centres.erasable import enter
        from centres.models import Subject
        from evaluations import erasable, network, tasks, trail
        from evaluations.meetings.minutes import minutes_html
        from evaluations.models import Minutes, Report, ReportFile
        from evaluations.overview import search as search_inside
        from evaluations.overview.goal import last_values
        from evaluations.reports import data, search
        from evaluations.reports.public import FEEDS, evaluation_html
        from evaluations.states import ClosingState, MeetingState
        from goals import first_steps, history, log
        from goals import tasks as tasks_of_goals
        from goals.data import sources
        from goals.public import cache, feeds
        from goals.renderings import RENDERINGS, Rendering
        from goals.search import published, working

        enter(erasable.PLACES, erasable.OURS)
        tasks_of_goals.RULES.append(tasks.evaluation_tasks)
        first_steps.STEPS.append(tasks.meeting_step)
        tasks_of_goals.PAGES |= tasks.PAGES
        log.STATES |= {Subject.MEETING: MeetingState, Subject.CLOSING: ClosingState}
        log.READERS |= {Subject.RECORD: trail.records_in_words, Subject.MEETING: trail.meetings_in_words}
        history.LAST_VALUES.append(last_values)
        RENDERINGS[Report] = Rendering(Report.objects.evaluations, evaluation_html)
        RENDERINGS[Minutes] = Rendering(Minutes.objects.all, minutes_html)
        feeds.SOURCES |= FEEDS
        sources.SOURCES.extend(data.SOURCES)
        centres_network.CLOSING.append(network.CLOSING)
        published.PAGES.extend(search.PAGES)
        published.SOURCES.append(search.report_rows)
        published.STATUSES.append(search.statuses_of)
        working.SOURCES += [search_inside.entries, search_inside.closings]
        cache.watch(ReportFile)  # one comes with each report, that of the evaluation later
