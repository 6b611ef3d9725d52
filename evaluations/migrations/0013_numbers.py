"""Shares know their numerator and denominator; targets of reports have the columns that those of editions have."""

from importlib import import_module

from django.db import migrations, models

from centres import triggers

measures = import_module("goals.migrations.0015_measures")
PORTION = models.Q(whole=None) | models.Q(whole__gt=0, amount__lte=models.F("whole"))


def whole():
    return models.DecimalField("z kolika", blank=True, decimal_places=2, max_digits=12, null=True)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0012_erasures"), ("goals", "0015_measures")]

    operations = [
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
        migrations.AddField("Record", "whole", whole()),
        migrations.AddField("Reading", "whole", whole()),
        migrations.AddConstraint(
            "Record", models.CheckConstraint(condition=PORTION, name="record_portion_is_sensible")
        ),
        migrations.AddConstraint(
            "Reading", models.CheckConstraint(condition=PORTION, name="reading_portion_is_sensible")
        ),
        *measures.columns("ReportTarget"),
    ]
