"""Nobody holds up everybody: centres left out by name, months handed over and asked for, records that come late, a year
closed for a centre."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from centres import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("centres", "0011_site_events"),
        ("evaluations", "0010_files_after"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
        migrations.CreateModel(
            name="OpeningRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.TextField(
                        validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name="důvod"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="požádáno")),
                ("is_granted", models.BooleanField(default=False, verbose_name="otevřeno")),
                (
                    "answer",
                    models.TextField(
                        blank=True, validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name="odpověď"
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="odpovězeno")),
            ],
            options={
                "verbose_name": "žádost o otevření měsíce",
                "verbose_name_plural": "žádosti o otevření měsíce",
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="closing",
            name="sent_by_role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("staff", "pracovník centra"),
                    ("head", "vedoucí centra"),
                    ("deputy", "zástupce vedoucího centra"),
                    ("department_head", "vedoucí odboru"),
                    ("director", "ředitel"),
                    ("administrator", "správce"),
                ],
                editable=False,
                max_length=20,
                verbose_name="odeslal/a za centrum",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="handed_over_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="předáno k uzavření"),
        ),
        migrations.AddField(
            model_name="record",
            name="known_from",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="počítá se od"),
        ),
        migrations.AddField(
            model_name="report",
            name="erratum",
            field=models.TextField(blank=True, verbose_name="oprava předchozího vyhodnocení"),
        ),
        migrations.AddField(
            model_name="report",
            name="omissions",
            field=models.JSONField(default=list, verbose_name="bez koho vyšlo"),
        ),
        migrations.AddField(
            model_name="reportcentre",
            name="closed_by_role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("staff", "pracovník centra"),
                    ("head", "vedoucí centra"),
                    ("deputy", "zástupce vedoucího centra"),
                    ("department_head", "vedoucí odboru"),
                    ("director", "ředitel"),
                    ("administrator", "správce"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("handed_over_at", None), models.Q(("kind", "team"), ("state", "open")), _connector="OR"
                ),
                name="meeting_is_handed_over_open",
            ),
        ),
        migrations.AddField(
            model_name="openingrequest",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opening_requests",
                to=settings.AUTH_USER_MODEL,
                verbose_name="požádal/a",
            ),
        ),
        migrations.AddField(
            model_name="openingrequest",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opening_requests",
                to="evaluations.meeting",
                verbose_name="porada",
            ),
        ),
        migrations.AddConstraint(
            model_name="openingrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None)),
                fields=("meeting",),
                name="opening_of_a_month_is_asked_for_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="openingrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None), ("is_granted", False)),
                    models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="opening_request_has_its_answer",
            ),
        ),
    ]
