"""The guards let a cell lose words for which there is an erasure."""

from django.db import migrations

from centres import triggers


class Migration(migrations.Migration):
    dependencies = [("goals", "0012_omissions"), ("centres", "0013_erasures")]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
    ]
