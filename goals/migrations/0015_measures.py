"""Targets know the forms of their unit, the baseline of an increase, and whether each region or centre has to have it."""

from django.db import migrations, models

from centres import triggers

KINDS = ["count", "each", "frequency", "increase", "level", "milestone", "narrative", "share"]
CHOICES = {
    "kind": [
        ("count", "počet"),
        ("frequency", "pravidelně"),
        ("level", "dosažená úroveň"),
        ("share", "podíl"),
        ("increase", "nárůst nebo pokles"),
        ("each", "každý z okruhu"),
        ("milestone", "milník"),
        ("narrative", "slovní hodnocení"),
    ],
    "scope": [("region", "v každém kraji"), ("centre", "v každém hlavním centru s cíli")],
}
MEASURED = ["count", "frequency", "increase", "level", "share"]
CONSTRAINTS = {
    "target_kind_is_known": models.Q(kind__in=KINDS),
    "target_value_is_sensible": models.Q(value=None)
    | models.Q(value__gte=0, value__lt=10**10)
    | models.Q(kind="increase", value__gt=-(10**10), value__lt=10**10),
    "target_number_is_there_where_the_kind_needs_it": ~models.Q(kind__in=MEASURED) | models.Q(value__isnull=False),
}
NEW_CONSTRAINTS = {
    "target_baseline_is_sensible": models.Q(baseline=None)
    | models.Q(kind="increase", baseline__gt=0, baseline__lt=10**10)
    | models.Q(kind="increase", baseline=0, is_relative=False),
    "target_scope_is_known": models.Q(scope="") | models.Q(scope__in=["centre", "region"]),
}


def columns(model):
    """The same in a draft and in an edition."""
    amount = {"blank": True, "decimal_places": 2, "max_digits": 12, "null": True}
    yield migrations.AddField(
        model, "unit_forms", models.CharField("tvary jednotky", blank=True, default="", max_length=400), preserve_default=False
    )
    yield migrations.AddField(model, "baseline", models.DecimalField("výchozí stav", **amount))
    yield migrations.AddField(model, "is_relative", models.BooleanField("v procentech", default=False))
    yield migrations.AddField(
        model,
        "scope",
        models.CharField("platí pro", blank=True, choices=CHOICES["scope"], default="", max_length=10),
        preserve_default=False,
    )
    yield migrations.AlterField(model, "kind", models.CharField("druh", choices=CHOICES["kind"], max_length=20))


class Migration(migrations.Migration):
    dependencies = [("goals", "0014_ended")]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        *columns("Target"),
        *columns("EditionTarget"),
        *(migrations.RemoveConstraint("Target", name) for name in CONSTRAINTS),
        *(
            migrations.AddConstraint("Target", models.CheckConstraint(condition=condition, name=name))
            for name, condition in (CONSTRAINTS | NEW_CONSTRAINTS).items()
        ),
    ]
