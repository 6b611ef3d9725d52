"""The guards let a cell lose words for which there is an erasure."""

from django.db import migrations

from centres import triggers
from evaluations.triggers import GUARDS


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0012_omissions"), ("centres", "0014_erasures")]

    operations = [
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("evaluations")),
    ]
