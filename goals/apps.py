from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = "Cíle"

    def ready(self):
        from centres import reducing
        from centres.erasable import enter
        from centres.models import Erasure
        from goals import erasable
        from goals.models import Edition, EditionFile, Lineage
        from goals.pdf import edition_html
        from goals.public import cache
        from goals.renderings import RENDERINGS, Rendering

        enter(erasable.PLACES, erasable.OURS)
        RENDERINGS[Edition] = Rendering(Edition.objects.with_content, edition_html)
        cache.watch(Erasure)
        reducing.FORGOTTEN += ["notices", "mail_opt_outs"]
        cache.watch(EditionFile)  # drawn later than the edition comes out
        cache.watch(Lineage)  # of years that came in later
