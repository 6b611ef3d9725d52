"""A goal can be ended during its year: its last day stands with the goal and, once published, in the edition."""

from django.db import migrations, models

from centres import triggers


class Migration(migrations.Migration):
    dependencies = [("goals", "0013_erasures")]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        migrations.AddField(
            "Goal", "ends_on", models.DateField(blank=True, editable=False, null=True, verbose_name="skončil")
        ),
        migrations.AddConstraint(
            "Goal",
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | (models.Q(amends__isnull=False) & ~models.Q(reason="")),
                name="goal_end_is_an_amendment",
            ),
        ),
        migrations.AddField("EditionGoal", "ends_on", models.DateField(null=True)),
    ]
