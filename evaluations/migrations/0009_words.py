"""What makes the number of a target is called its source, what a meeting says of a goal its rating, and how the amounts
of an indicator become one number its aggregation. Rows, ids and values stay; so do the names of events."""

from django.db import migrations, models
from django.db.models import Q

from centres import triggers

RATINGS = ["at_risk", "done", "nothing_new", "off_track", "on_track"]
AGGREGATIONS = ["distinct", "last", "sum"]


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0008_sent_forms")]

    operations = [
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
        # Before the columns are renamed: constraints do not follow them.
        migrations.RemoveConstraint("Entry", "entry_stand_is_known"),
        migrations.RemoveConstraint("Indicator", "indicator_adds_in_a_known_way"),
        migrations.RenameModel("Feed", "TargetSource"),
        migrations.AlterField(
            "TargetSource",
            "target",
            models.OneToOneField(
                on_delete=models.PROTECT, related_name="source", to="goals.target", verbose_name="cílová hodnota"
            ),
        ),
        migrations.AlterField(
            "TargetSource",
            "indicator",
            models.ForeignKey(
                on_delete=models.PROTECT, related_name="sources", to="evaluations.indicator", verbose_name="ukazatel"
            ),
        ),
        migrations.RenameField("Entry", "stand", "rating"),
        migrations.RenameField("Indicator", "adds", "aggregation"),
        migrations.AddConstraint(
            "Entry",
            models.CheckConstraint(
                condition=Q(("rating", "")) | Q(("rating__in", RATINGS)), name="entry_rating_is_known"
            ),
        ),
        migrations.AddConstraint(
            "Indicator",
            models.CheckConstraint(
                condition=Q(("aggregation__in", AGGREGATIONS)), name="indicator_aggregation_is_known"
            ),
        ),
    ]
