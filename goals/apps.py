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
        from goals.models import Edition, EditionFile, Lineage
        from goals.models.editions import EditionQuerySet
        from goals.pdf import edition_html
        from goals.pdf.leaflet import leaflet_files
        from goals.public import cache
        from goals.public.tasks import commitment_to_publish, publication
        from goals.renderings import RENDERINGS, Rendering

        enter(erasable.PLACES, erasable.OURS)
        current = EditionQuerySet.of_current_commitments
        RENDERINGS[Edition] = Rendering(Edition.objects.with_content, edition_html, current, leaflet_files)
        cache.watch(Erasure)
        reducing.FORGOTTEN += ["notices", "mail_opt_outs"]
        before = tasks.RULES.index(tasks.commitment_dates)
        tasks.RULES[before:before] = [publication, commitment_to_publish]
        tasks.RULES += [network.taken_over_goals, network.stale_contacts]
        centres_network.CLOSING.append(network.CLOSING)
        cache.watch(EditionFile)  # drawn later than the edition comes out
        cache.watch(Lineage)  # of years that came in later
