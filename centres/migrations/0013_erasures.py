"""Words that should never have been written can be erased: which, where, why. The guards of the trail let exactly that
cell lose them; those of the other apps follow in their own migrations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from centres import triggers


class Migration(migrations.Migration):
    dependencies = [("centres", "0012_people")]

    operations = [
        migrations.CreateModel(
            "Erasure",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="číslo výmazu")),
                ("table", models.CharField(max_length=63, verbose_name="tabulka")),
                ("row", models.PositiveBigIntegerField(verbose_name="řádek")),
                ("column", models.CharField(blank=True, max_length=63, verbose_name="sloupec")),
                ("old_hash", models.CharField(blank=True, max_length=64, verbose_name="otisk dřívějšího obsahu")),
                ("words", models.TextField(blank=True, verbose_name="otisky vymazaných slov")),
                ("reason", models.TextField(verbose_name="důvod")),
                ("at", models.DateTimeField(verbose_name="kdy")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kdo",
                    ),
                ),
            ],
            options={"ordering": ["number", "id"], "verbose_name": "výmaz", "verbose_name_plural": "výmazy"},
        ),
        migrations.AddConstraint(
            "Erasure",
            models.UniqueConstraint(
                fields=["number", "table", "row", "column"], name="erasure_of_a_cell_is_there_once"
            ),
        ),
        migrations.AddConstraint(
            "Erasure", models.CheckConstraint(condition=~models.Q(reason=""), name="erasure_has_its_reason")
        ),
        migrations.AddIndex("Erasure", models.Index(fields=["table", "row"], name="erasures_of_a_row")),
        migrations.RunPython(triggers.remove("centres"), migrations.RunPython.noop),
    ]
