"""Secrets of second factors are encrypted. What is encrypted already stays as it is, so it may run again."""

from django.db import migrations

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

    operations = [migrations.RunPython(forwards, backwards)]
