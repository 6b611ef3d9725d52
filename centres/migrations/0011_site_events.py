"""The audit trail knows of what happens to the site as a whole. SQLite makes the table anew, so its triggers go and
come back."""

from django.db import migrations, models

from centres import triggers

KNOWN = ["centre", "closing", "document", "goal", "invitation", "meeting", "person", "record", "site"]


class Migration(migrations.Migration):
    dependencies = [("centres", "0010_secrets")]

    operations = [
        migrations.RunPython(triggers.remove("centres"), migrations.RunPython.noop),
        migrations.RemoveConstraint("event", "event_subject_is_known"),
        migrations.AlterField(
            "event",
            "subject_kind",
            models.CharField(
                choices=[
                    ("goal", "cíl"),
                    ("document", "dokument"),
                    ("meeting", "porada"),
                    ("record", "záznam"),
                    ("closing", "uzávěrka"),
                    ("centre", "centrum"),
                    ("person", "osoba"),
                    ("invitation", "pozvánka"),
                    ("site", "web"),
                ],
                max_length=20,
                verbose_name="druh",
            ),
        ),
        migrations.AddConstraint(
            "event",
            models.CheckConstraint(condition=models.Q(subject_kind__in=KNOWN), name="event_subject_is_known"),
        ),
        migrations.RunPython(triggers.install([triggers.frozen("centres_event")]), migrations.RunPython.noop),
    ]
