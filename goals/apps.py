from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = "Cíle"

    def ready(self):
        from goals.models import Edition, EditionFile, Lineage
        from goals.pdf import edition_html
        from goals.public import cache
        from goals.renderings import RENDERINGS, Rendering

        RENDERINGS[Edition] = Rendering(Edition.objects.with_content, edition_html)
        cache.watch(EditionFile)  # drawn later than the edition comes out
        cache.watch(Lineage)  # of years that came in later
