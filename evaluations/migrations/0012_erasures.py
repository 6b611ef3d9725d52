"""The guards let a cell lose words for which there is an erasure."""

from django.db import migrations

from centres import triggers


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0011_omissions"), ("centres", "0013_erasures")]

    operations = [
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
    ]
