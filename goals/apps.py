from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = "Cíle"

    def ready(self):
        from centres import network as centres_network
        from goals import network, tasks
        from goals.models import Edition, EditionFile
        from goals.pdf import edition_html
        from goals.public import cache
        from goals.renderings import RENDERINGS, Rendering

        RENDERINGS[Edition] = Rendering(Edition.objects.with_content, edition_html)
        tasks.RULES += [network.taken_over_goals, network.stale_contacts]
        centres_network.CLOSING.append(network.CLOSING)
        cache.watch(EditionFile)  # drawn later than the edition comes out
