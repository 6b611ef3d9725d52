"""Documents that were approved and published elsewhere come in; and what a goal continues becomes a row that is only
added, so that an older year can come in after a newer one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from centres import triggers

USER = settings.AUTH_USER_MODEL
NOBODY = {"null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [("goals", "0016_owners"), migrations.swappable_dependency(USER)]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        migrations.AddField(
            "Edition",
            "adopted_from",
            models.CharField(blank=True, default="", max_length=200, verbose_name="převzato z dokumentu"),
            preserve_default=False,
        ),
        migrations.AddField("Edition", "adopted_on", models.DateField(null=True, verbose_name="převzato")),
        migrations.AddField("Edition", "approved_on", models.DateField(null=True, verbose_name="schváleno")),
        migrations.AddField("Edition", "valid_from", models.DateField(null=True, verbose_name="platí od")),
        migrations.AddField("Edition", "valid_until", models.DateField(null=True, verbose_name="platí do")),
        migrations.CreateModel(
            name="DocumentTrial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="soubor")),
                ("sha256", models.CharField(max_length=64)),
                ("lines", models.JSONField(default=list)),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="rok")),
                ("chosen", models.JSONField(default=dict)),
                ("uploaded_at", models.DateTimeField(verbose_name="nahráno")),
                ("facts", models.JSONField(default=dict)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("drafts", "zapsáno jako návrhy"),
                            ("adopted", "převzato jako schválené a vydané"),
                        ],
                        max_length=10,
                        verbose_name="co se stalo",
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="verze")),
                ("document", models.ForeignKey(to="goals.document", **NOBODY)),
                ("proposed_by", models.ForeignKey(to=USER, **NOBODY)),
                ("settled_by", models.ForeignKey(to=USER, **NOBODY)),
                ("uploaded_by", models.ForeignKey(to=USER, **NOBODY | {"null": False})),
            ],
            options={
                "verbose_name": "nahraný dokument",
                "verbose_name_plural": "nahrané dokumenty",
                "ordering": ["-uploaded_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(document=None, outcome="", settled_at=None, settled_by=None)
                        | Q(
                            ("outcome__in", ["adopted", "drafts"]),
                            ("document__isnull", False),
                            ("settled_at__isnull", False),
                        ),
                        name="trial_outcome_has_its_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lineage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="kdy")),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="rok")),
                ("number", models.PositiveSmallIntegerField(null=True, verbose_name="číslo")),
                ("previous_year", models.PositiveSmallIntegerField(null=True, verbose_name="rok předchozího")),
                ("previous_number", models.PositiveSmallIntegerField(null=True, verbose_name="číslo předchozího")),
                ("by", models.ForeignKey(to=USER, verbose_name="kdo", **NOBODY)),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lineage",
                        to="goals.goal",
                        verbose_name="cíl",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="goals.goal",
                        verbose_name="navazuje na",
                    ),
                ),
            ],
            options={
                "verbose_name": "návaznost cíle",
                "verbose_name_plural": "návaznosti cílů",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("goal", F("previous")), _negated=True), name="lineage_leads_to_another_goal"
                    )
                ],
            },
        ),
    ]
