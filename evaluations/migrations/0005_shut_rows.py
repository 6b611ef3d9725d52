"""The rows of a closed meeting and of an accepted closing can be opened again, and change in nothing before that."""

from django.db import migrations

from evaluations import immutable


def again(apps, schema_editor):
    immutable.remove(apps, schema_editor)
    immutable.install(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0003_acts_newest_first")]

    operations = [migrations.RunPython(again, migrations.RunPython.noop)]
