"""An edition names the centres that it came out without. The latest migration installs the guards of what is frozen."""

from django.db import migrations, models

from centres import triggers


class Migration(migrations.Migration):
    dependencies = [("goals", "0011_files_after")]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        migrations.AddField("Edition", "omissions", models.JSONField("bez koho vyšlo", default=list)),
    ]
