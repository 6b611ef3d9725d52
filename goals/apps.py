from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = "Cíle"

    def ready(self):
        from centres import network as centres_network
        from centres import reducing
        from centres.erasable import enter
        from centres.models import Erasure
        from goals import erasable, network, tasks
        from goals.models import Edition, EditionFile, LanguageIssue, Lineage
        from goals.models.editions import EditionQuerySet
        from goals.noticeboard import tasks as print_tasks
        from goals.pdf import edition_html
        from goals.pdf.leaflet import leaflet_files
        from goals.pdf.sheets import sheet_files
        from goals.public import cache
        from goals.public.tasks import commitment_to_publish, publication
        from goals.renderings import RENDERINGS, Rendering

        enter(erasable.PLACES, erasable.OURS)
        RENDERINGS[Edition] = Rendering(
            Edition.objects.with_content,
            edition_html,
            EditionQuerySet.current,
            lambda edition: sheet_files(edition) if edition.year else leaflet_files(edition),
            waits=lambda edition: edition.year is not None,
        )
        cache.watch(Erasure)
        reducing.FORGOTTEN += ["notices", "mail_opt_outs"]
        before = tasks.RULES.index(tasks.commitment_dates)
        tasks.RULES[before:before] = [publication, commitment_to_publish]
        tasks.RULES += [network.taken_over_goals, print_tasks.outdated_prints, network.stale_contacts]
        tasks.PAGES |= print_tasks.PAGES
        centres_network.CLOSING.append(network.CLOSING)
        cache.watch(EditionFile)  # drawn later than the edition comes out
        cache.watch(Lineage)  # of years that came in later
        cache.watch(LanguageIssue)  # of languages that come out after their edition
