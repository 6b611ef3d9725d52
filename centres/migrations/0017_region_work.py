"""The audit trail knows of the monitoring of a region and of evaluations by members. SQLite makes the table anew, so its
triggers go and come back."""

from django.db import migrations, models

from centres import triggers

KINDS = [
    *(("goal", "cíl"), ("document", "dokument"), ("meeting", "porada"), ("record", "záznam"), ("closing", "uzávěrka")),
    *(("centre", "centrum"), ("person", "osoba"), ("invitation", "pozvánka"), ("partner", "partner")),
    *(("series", "síť"), ("gathering", "setkání sítě"), ("monitoring", "monitoring kraje")),
    *(("survey", "hodnocení sítě"), ("site", "web")),
]
KNOWN = sorted(kind for kind, _label in KINDS)


class Migration(migrations.Migration):
    dependencies = [("centres", "0016_networks")]

    operations = [
        migrations.RunPython(triggers.remove("centres"), migrations.RunPython.noop),
        migrations.RemoveConstraint("event", "event_subject_is_known"),
        migrations.AlterField(
            "event", "subject_kind", models.CharField(choices=KINDS, max_length=20, verbose_name="druh")
        ),
        migrations.AddConstraint(
            "event",
            models.CheckConstraint(condition=models.Q(subject_kind__in=KNOWN), name="event_subject_is_known"),
        ),
        migrations.RunPython(triggers.install(triggers.GUARDS), triggers.remove("centres")),
    ]
