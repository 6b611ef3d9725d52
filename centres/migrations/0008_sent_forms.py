"""One table of forms that made something; what there was before goes into it by migrations of the other apps."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("centres", "0007_audit_trail_is_frozen")]

    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("purpose", models.CharField(max_length=80)),
                ("made", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sent_forms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "odeslaný formulář",
                "verbose_name_plural": "odeslané formuláře",
                "constraints": [
                    models.UniqueConstraint(fields=("key", "person"), name="form_is_sent_once_by_a_person")
                ],
            },
        ),
    ]
