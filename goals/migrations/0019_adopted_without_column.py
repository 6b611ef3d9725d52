"""What a goal continues is no column of it any more. The latest migration installs the guards of what stays frozen."""

from django.db import migrations

from centres import triggers
from goals.triggers import GUARDS


class Migration(migrations.Migration):
    dependencies = [("goals", "0018_adopted_lineage")]

    operations = [
        migrations.RemoveField("Goal", "continues"),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("goals")),
    ]
