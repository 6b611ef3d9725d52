"""Secrets of second factors are encrypted; what is encrypted already stays as it is, so it may run again. An invitation
may be the system's own, for an administrator."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from centres.encryption import decrypt, encrypt, is_encrypted, with_secrets


def rewrite(apps, change):
    factors = apps.get_model("mfa", "Authenticator").objects
    for factor in factors.iterator():
        data = with_secrets(factor.data, change)
        if data != factor.data:
            factors.filter(pk=factor.pk).update(data=data)


def forwards(apps, schema_editor):
    rewrite(apps, lambda text: text if is_encrypted(text) else encrypt(text))


def backwards(apps, schema_editor):
    rewrite(apps, lambda text: decrypt(text) if is_encrypted(text) else text)


class Migration(migrations.Migration):
    dependencies = [("centres", "0009_sign_ins"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="invited_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sent_invitations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("invited_by__isnull", False), ("role", "administrator"), _connector="OR"),
                name="invitation_of_the_system_is_for_an_administrator",
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
