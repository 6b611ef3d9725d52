"""Editions and events can be added to and read; nothing can change or remove them."""

from django.db import migrations

from goals import immutable


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial")]

    operations = [migrations.RunPython(immutable.install, immutable.remove)]
