"""A year is closed since its evaluation came out; evaluations.0006 says so of those that are out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("goals", "0006_mail_groups")]

    operations = [
        migrations.AddField(
            "document",
            "closed_at",
            models.DateTimeField("uzavřeno", blank=True, editable=False, null=True),
        ),
    ]
