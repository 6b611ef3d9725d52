"""An edition of the commitment names the centres there are, with who runs them and how they are reached. SQLite makes the
table anew, so triggers go and come back. The latest migration installs the guards of what stays frozen."""

from django.db import migrations, models

from centres import triggers
from goals.triggers import GUARDS


class Migration(migrations.Migration):
    dependencies = [("goals", "0021_commitment_sections")]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        migrations.AddField("EditionCentre", "operator", models.CharField(max_length=120, blank=True, default="")),
        migrations.AddField("EditionCentre", "contact", models.CharField(max_length=300, blank=True, default="")),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("goals")),
    ]
