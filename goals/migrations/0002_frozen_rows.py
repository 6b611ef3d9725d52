"""Here the first triggers were installed; the latest migration of each app installs all that hold today."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial")]

    operations = []
