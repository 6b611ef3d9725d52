"""Who looks after a goal, from when until when: rows of their own, since an approved goal's columns are frozen."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

ROLES = [
    *(("head", "vedoucí centra"), ("staff", "pracovník centra")),
    *(("department_head", "vedoucí odboru"), ("director", "ředitel")),
]


class Migration(migrations.Migration):
    dependencies = [("goals", "0015_measures"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            "GoalOwner",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(blank=True, choices=ROLES, max_length=20, verbose_name="role")),
                ("valid_from", models.DateField(verbose_name="od")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="do")),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owners",
                        to="goals.goal",
                        verbose_name="cíl",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="osoba",
                    ),
                ),
            ],
            {"verbose_name": "vlastník cíle", "verbose_name_plural": "vlastníci cílů", "ordering": ["goal", "valid_from"]},
        ),
        migrations.AddConstraint(
            "GoalOwner",
            models.CheckConstraint(
                condition=Q(person__isnull=False, role="")
                | Q(person=None, role__in=["department_head", "director", "head", "staff"]),
                name="goal_owner_is_a_person_or_a_role",
            ),
        ),
        migrations.AddConstraint(
            "GoalOwner",
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="goal_owner_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            "GoalOwner",
            models.UniqueConstraint(fields=["goal"], condition=Q(valid_until=None), name="goal_has_one_owner"),
        ),
    ]
