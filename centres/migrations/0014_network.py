"""Centres open, close and change on a day; what they were stays in rows that nothing can change. Contacts and places."""

import django.db.models.deletion
from django.db import migrations, models

from centres import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("centres", "0013_erasures"),
    ]

    operations = [
        migrations.RunPython(triggers.remove("centres"), migrations.RunPython.noop),
        migrations.CreateModel(
            name="CentreChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("open", "otevřeno"),
                            ("close", "zavřeno"),
                            ("merge", "spojeno s jiným centrem"),
                            ("rename", "přejmenováno"),
                            ("move", "přestěhováno nebo předáno"),
                            ("make_branch", "stalo se pobočkou"),
                            ("make_independent", "osamostatnilo se"),
                        ],
                        max_length=20,
                        verbose_name="co se stalo",
                    ),
                ),
                ("day", models.DateField(verbose_name="od kterého dne")),
                ("field", models.CharField(max_length=20)),
                ("old", models.CharField(blank=True, max_length=500, verbose_name="bylo")),
                ("new", models.CharField(blank=True, max_length=500, verbose_name="je")),
                ("old_id", models.PositiveBigIntegerField(null=True)),
                ("new_id", models.PositiveBigIntegerField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="důvod")),
            ],
            options={
                "verbose_name": "změna centra",
                "verbose_name_plural": "změny center",
                "ordering": ["day", "id"],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "centre",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to="centres.centre", verbose_name="centrum"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="telefon")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("hours", models.CharField(blank=True, max_length=300, verbose_name="otevírací doba")),
                ("closed_days", models.CharField(blank=True, max_length=300, verbose_name="kdy je zavřeno")),
                ("languages", models.CharField(blank=True, max_length=300, verbose_name="jazyky")),
                ("interpreters", models.CharField(blank=True, max_length=300, verbose_name="kdy jsou tu tlumočníci")),
                ("networks", models.TextField(blank=True, max_length=500, verbose_name="sociální sítě")),
                ("as_of", models.DateField(verbose_name="ověřeno")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="verze")),
            ],
            options={
                "verbose_name": "kontakt centra",
                "verbose_name_plural": "kontakty center",
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("main", "hlavní pracoviště"),
                            ("branch", "pobočka"),
                            ("contact_point", "kontaktní místo"),
                            ("detached", "detašované pracoviště"),
                            ("field", "terén ve městě nebo u zaměstnavatele"),
                        ],
                        max_length=20,
                        verbose_name="druh místa",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="název")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="adresa")),
                ("rhythm", models.CharField(blank=True, max_length=300, verbose_name="kdy tam centrum je")),
                ("as_of", models.DateField(verbose_name="ověřeno")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="verze")),
            ],
            options={
                "verbose_name": "místo centra",
                "verbose_name_plural": "místa center",
                "ordering": ["centre", "id"],
            },
        ),
        migrations.AddField(
            model_name="centre",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="zavřené od"),
        ),
        migrations.AddField(
            model_name="centre",
            name="closing_reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="důvod zavření"),
        ),
        migrations.AddField(
            model_name="centre",
            name="opened_on",
            field=models.DateField(blank=True, null=True, verbose_name="otevřené od"),
        ),
        migrations.AddField(
            model_name="centre",
            name="parent_basis",
            field=models.CharField(blank=True, max_length=60, verbose_name="pobočka podle čeho"),
        ),
        migrations.AddField(
            model_name="centre",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="centres.centre",
                verbose_name="nástupce",
            ),
        ),
        migrations.AddField(
            model_name="centre",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="verze"),
        ),
        migrations.AlterField(
            model_name="centre",
            name="latitude",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=6, null=True, verbose_name="zeměpisná šířka"
            ),
        ),
        migrations.AlterField(
            model_name="centre",
            name="longitude",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=6, null=True, verbose_name="zeměpisná délka"
            ),
        ),
        migrations.AddConstraint(
            model_name="centre",
            constraint=models.CheckConstraint(
                condition=models.Q(("successor", models.F("id")), _negated=True), name="centre_is_not_its_own_successor"
            ),
        ),
        migrations.AddConstraint(
            model_name="centre",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on", None), ("closing_reason", ""), ("successor", None)),
                    models.Q(("closed_on__isnull", False), models.Q(("closing_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="centre_is_closed_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="centre",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opened_on", None), ("closed_on", None), ("closed_on__gt", models.F("opened_on")), _connector="OR"
                ),
                name="centre_closes_after_it_opens",
            ),
        ),
        migrations.AddField(
            model_name="centrechange",
            name="centre",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="centres.centre",
                verbose_name="centrum",
            ),
        ),
        migrations.AddField(
            model_name="place",
            name="centre",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="places",
                to="centres.centre",
                verbose_name="centrum",
            ),
        ),
        migrations.AddConstraint(
            model_name="centrechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["close", "make_branch", "make_independent", "merge", "move", "open", "rename"])
                ),
                name="change_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["branch", "contact_point", "detached", "field", "main"])),
                name="place_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "field"), _negated=True), models.Q(("rhythm", ""), _negated=True), _connector="OR"
                ),
                name="place_in_the_field_has_its_rhythm",
            ),
        ),
        migrations.RunPython(triggers.install(triggers.GUARDS), triggers.remove("centres")),
    ]
