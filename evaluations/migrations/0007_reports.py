"""Releases are called reports. Rows, ids and checksums stay; what stays frozen is guarded by one list under its new names."""

from django.db import migrations, models
from django.db.models import Q

from centres import triggers

PARTS = ("Centre", "Goal", "Target", "File")
# By model and old name; each goes and comes back under a name that begins with "report_".
CONSTRAINTS = [
    ("Report", "release_kind_is_known", models.CheckConstraint, {"condition": Q(kind__in=["evaluation", "standing"])}),
    ("Report", "release_number_is_given_once", models.UniqueConstraint, {"fields": ["document", "kind", "number"]}),
    ("ReportCentre", "release_centre_is_there_once", models.UniqueConstraint, {"fields": ["report", "slug"]}),
    (
        "ReportGoal",
        "release_goal_is_there_once",
        models.UniqueConstraint,
        {"fields": ["report", "number"], "condition": Q(level="operational")},
    ),
    ("ReportTarget", "release_target_position_is_free", models.UniqueConstraint, {"fields": ["goal", "position"]}),
    ("ReportFile", "release_file_is_made_once", models.UniqueConstraint, {"fields": ["report", "format"]}),
]


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0006_guards")]

    operations = [
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
        # Before the columns are renamed: constraints do not follow them.
        *(
            migrations.RemoveConstraint(model.replace("Report", "Release"), name)
            for model, name, _kind, _facts in CONSTRAINTS
        ),
        migrations.RenameModel("Release", "Report"),
        *(migrations.RenameModel(f"Release{part}", f"Report{part}") for part in PARTS),
        *(migrations.RenameField(f"Report{part}", "release", "report") for part in PARTS),
        migrations.AlterField(
            "Report",
            "document",
            models.ForeignKey(
                on_delete=models.PROTECT, related_name="reports", to="goals.document", verbose_name="dokument"
            ),
        ),
        *(
            migrations.AddConstraint(model, kind(name=name.replace("release_", "report_"), **facts))
            for model, name, kind, facts in CONSTRAINTS
        ),
    ]
