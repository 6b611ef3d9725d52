"""What meetings agree that somebody does: rows of their own, which come back until they are done. The free words that
were there before stay where they are, in minutes and in meetings. Meetings take files as records and goals do.

The latest migration installs the guards of what stays frozen."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from centres import triggers
from evaluations.triggers import GUARDS

ROLES = [
    *(("head", "vedoucí centra"), ("staff", "pracovník centra")),
    *(("department_head", "vedoucí odboru"), ("director", "ředitel")),
]
STATES = [("open", "trvá"), ("done", "hotovo"), ("cancelled", "zrušeno")]


def reference(to, verbose_name, **facts):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, to=to, verbose_name=verbose_name, **{"related_name": "+"} | facts
    )


def words(verbose_name, **facts):
    longest = django.core.validators.MaxLengthValidator(2000)
    return models.TextField(validators=[longest], verbose_name=verbose_name, **facts)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0013_numbers"), ("goals", "0016_owners")]

    operations = [
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
        migrations.CreateModel(
            "ActionItem",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(blank=True, choices=ROLES, max_length=20, verbose_name="role")),
                ("what", words("co udělat")),
                ("due_on", models.DateField(verbose_name="do kdy")),
                (
                    "state",
                    models.CharField(choices=STATES, default="open", max_length=10, verbose_name="stav"),
                ),
                ("note", words("jak to dopadlo", blank=True)),
                ("made_at", models.DateTimeField(verbose_name="zadáno")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="vyřízeno")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="verze")),
                ("person", reference(settings.AUTH_USER_MODEL, "osoba", null=True, blank=True)),
                ("settled_by", reference(settings.AUTH_USER_MODEL, "vyřídil/a", null=True, blank=True)),
                ("goal", reference("goals.goal", "cíl", null=True, blank=True, related_name="action_items")),
                ("meeting", reference("evaluations.meeting", "porada", related_name="action_items")),
            ],
            {
                "verbose_name": "úkol z porady",
                "verbose_name_plural": "úkoly z porad",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.AddConstraint(
            "ActionItem",
            models.CheckConstraint(
                condition=Q(person__isnull=False, role="")
                | Q(person=None, role__in=["department_head", "director", "head", "staff"]),
                name="action_item_has_one_owner",
            ),
        ),
        migrations.AddConstraint(
            "ActionItem",
            models.CheckConstraint(
                condition=Q(state__in=["cancelled", "done", "open"]), name="action_item_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            "ActionItem", models.CheckConstraint(condition=~Q(what=""), name="action_item_says_what")
        ),
        migrations.AddConstraint(
            "ActionItem",
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None, settled_by=None)
                | (~Q(state="open") & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="action_item_is_settled_by_somebody",
            ),
        ),
        migrations.RemoveConstraint("Evidence", "evidence_is_of_a_record_or_a_goal"),
        migrations.AddField(
            "Evidence",
            "meeting",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="evaluations.meeting",
            ),
        ),
        migrations.AddConstraint(
            "Evidence",
            models.CheckConstraint(
                condition=Q(record__isnull=False, goal=None, meeting=None)
                | Q(record=None, goal__isnull=False, meeting=None)
                | Q(record=None, goal=None, meeting__isnull=False),
                name="evidence_is_of_one_thing",
            ),
        ),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("evaluations")),
    ]
