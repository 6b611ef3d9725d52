"""Addresses stay in small letters; the table of the cache, so that migrating is all that a new site needs."""

from django.core.management import call_command
from django.db import migrations, models
from django.db.models.functions import Lower


def create_cache_table(apps, schema_editor):
    """Makes what settings.CACHES names, where it is not there yet."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("centres", "0004_addresses")]
    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", Lower("email"))), name="user_email_is_in_small_letters"
            ),
        ),
        migrations.RunPython(create_cache_table, migrations.RunPython.noop),
    ]
