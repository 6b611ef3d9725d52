"""Minutes are drawn after they are frozen: their row keeps what they say, their file is a row of its own, as those of
editions and reports. Files know their language and the centre that they are about."""

import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

from centres import triggers

COPY = """
    INSERT INTO evaluations_minutesfile (minutes_id, format, language, centre, content, sha256, size, pages)
    SELECT id, 'pdf', 'cs', '', content, sha256, size, pages FROM evaluations_minutes ORDER BY id
"""


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0009_words")]

    operations = [
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
        migrations.RemoveConstraint("ReportFile", "report_file_is_made_once"),
        migrations.AddField("ReportFile", "language", models.CharField(default="cs", max_length=10)),
        migrations.AddField("ReportFile", "centre", models.SlugField(blank=True), preserve_default=False),
        migrations.AddConstraint(
            "ReportFile",
            models.UniqueConstraint(fields=["report", "format", "language", "centre"], name="report_file_is_made_once"),
        ),
        migrations.CreateModel(
            "MinutesFile",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=10)),
                ("language", models.CharField(default="cs", max_length=10)),
                ("centre", models.SlugField(blank=True)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveSmallIntegerField(null=True)),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="evaluations.minutes"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.AddConstraint(
            "MinutesFile",
            models.UniqueConstraint(
                fields=["minutes", "format", "language", "centre"], name="minutes_file_is_made_once"
            ),
        ),
        # Back again only while there are no minutes: the columns cannot be made anew without their files.
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.RemoveField("Minutes", "content"),
        migrations.RemoveField("Minutes", "sha256"),
        migrations.RemoveField("Minutes", "size"),
        migrations.RemoveField("Minutes", "pages"),
        migrations.AddField(
            "Minutes",
            "content",
            models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True),
        ),
    ]
