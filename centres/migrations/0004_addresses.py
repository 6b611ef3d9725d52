"""Addresses in small letters, each known to the sign-in as the one that belongs to its person."""

from django.db import migrations
from django.db.models.functions import Lower


def adopt(apps, schema_editor):
    User = apps.get_model("centres", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    User.objects.update(email=Lower("email"))
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


class Migration(migrations.Migration):
    dependencies = [("centres", "0003_invitations"), ("account", "0009_emailaddress_unique_primary_email")]
    operations = [migrations.RunPython(adopt, migrations.RunPython.noop)]
