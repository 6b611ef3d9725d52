"""Files know their language and the centre that they are about, so that one edition can have several of a format."""

from django.db import migrations, models

from centres import triggers


class Migration(migrations.Migration):
    dependencies = [("goals", "0010_mail_opt_out")]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        migrations.RemoveConstraint("EditionFile", "edition_file_is_made_once"),
        migrations.AddField("EditionFile", "language", models.CharField(default="cs", max_length=10)),
        migrations.AddField("EditionFile", "centre", models.SlugField(blank=True), preserve_default=False),
        migrations.AddConstraint(
            "EditionFile",
            models.UniqueConstraint(
                fields=["edition", "format", "language", "centre"], name="edition_file_is_made_once"
            ),
        ),
    ]
