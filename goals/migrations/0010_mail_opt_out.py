"""Groups of mail that a person does not want are called opt-outs. Rows stay."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CONSTRAINTS = [
    ("group_is_known", models.CheckConstraint, {"condition": models.Q(group__in=["deadlines", "happened", "meetings"])}),
    ("is_there_once", models.UniqueConstraint, {"fields": ["person", "group"]}),
]
OLD_NAMES = ["unwanted_group_is_known", "unwanted_group_is_there_once"]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("goals", "0009_sent_forms"),
    ]

    operations = [
        *(migrations.RemoveConstraint("Unwanted", name) for name in OLD_NAMES),
        migrations.RenameModel("Unwanted", "MailOptOut"),
        migrations.AlterField(
            "MailOptOut",
            "person",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mail_opt_outs",
                to=settings.AUTH_USER_MODEL,
                verbose_name="kdo",
            ),
        ),
        *(
            migrations.AddConstraint("MailOptOut", kind(name=f"mail_opt_out_{name}", **facts))
            for name, kind, facts in CONSTRAINTS
        ),
    ]
