"""Here the first triggers were installed; the latest migration of each app installs all that hold today."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_evaluation"), ("goals", "0002_frozen_rows")]

    operations = []
