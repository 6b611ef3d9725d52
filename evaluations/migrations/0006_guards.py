"""The old acts go, now that the one audit trail has them; years whose evaluation is out are closed. The latest
migration installs the guards of what stays frozen."""

from django.db import migrations

from centres import triggers


def close_years(apps, schema_editor):
    releases = apps.get_model("evaluations", "Release").objects.filter(kind="evaluation").order_by("-released_at")
    for document, at in releases.values_list("document", "released_at"):
        apps.get_model("goals", "Document").objects.filter(pk=document).update(closed_at=at)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0005_one_audit_trail"), ("goals", "0008_one_audit_trail")]

    operations = [
        migrations.RunPython(close_years, migrations.RunPython.noop),
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
        migrations.DeleteModel("Act"),
    ]
