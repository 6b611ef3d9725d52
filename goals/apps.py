from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = "Cíle"

    def ready(self):
        from centres import reducing
        from goals.models import Edition, EditionFile
        from goals.pdf import edition_html
        from goals.public import cache
        from goals.renderings import RENDERINGS, Rendering

        RENDERINGS[Edition] = Rendering(Edition.objects.with_content, edition_html)
        reducing.FORGOTTEN += ["notices", "mail_opt_outs"]
        cache.watch(EditionFile)  # drawn later than the edition comes out
