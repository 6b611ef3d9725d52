"""A closed month, an accepted year, a release and the record of acts can be read; nothing can change or remove them."""

from django.db import migrations

from evaluations import immutable


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_evaluation"), ("goals", "0002_frozen_rows")]

    operations = [migrations.RunPython(immutable.install, immutable.remove)]
