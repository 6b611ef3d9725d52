"""Prints have codes, and centres a ledger of where they hang. Editions that are out already get their codes. The latest
migration installs the guards of what stays frozen."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from centres import triggers
from goals.print_codes import content_fingerprint, new_code
from goals.triggers import GUARDS


def give_codes(apps, schema_editor):
    """As goals.print_codes gives them to each edition that comes out from now on."""
    Code, Goal = apps.get_model("goals", "PrintCode"), apps.get_model("goals", "EditionGoal")
    places = apps.get_model("goals", "EditionCentre").objects.exclude(edition__year=None)
    codes = []
    for place in places.order_by("pk"):
        goals = Goal.objects.filter(centre=place).order_by("position", "number").prefetch_related("targets")
        content = content_fingerprint(place, goals)
        codes += [Code(place=place, format=each, code=new_code(), content=content) for each in ("sheet", "large")]
    Code.objects.bulk_create(codes)
    # What is checked at the end otherwise would stand in the way of the triggers.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0018_translators'),
        ('goals', '0023_translations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        migrations.CreateModel(
            name='PrintCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(choices=[('sheet', 'list na nástěnku'), ('large', 'výtisk velkým písmem')], max_length=10, verbose_name='druh tisku')),
                ('code', models.CharField(max_length=10, unique=True, verbose_name='kód')),
                ('content', models.CharField(max_length=16, verbose_name='otisk obsahu')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='goals.editioncentre', verbose_name='centrum ve vydání')),
            ],
            options={
                'verbose_name': 'kód tisku',
                'verbose_name_plural': 'kódy tisků',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PostedPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spot', models.CharField(max_length=120, verbose_name='kde visí')),
                ('posted_on', models.DateField(verbose_name='visí od')),
                ('removed_on', models.DateField(null=True, verbose_name='sundáno')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posted_prints', to='centres.centre', verbose_name='centrum')),
                ('posted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prints_posted', to=settings.AUTH_USER_MODEL, verbose_name='pověsil/a')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='prints_removed', to=settings.AUTH_USER_MODEL, verbose_name='sundal/a')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='goals.postedprint', verbose_name='nahradil')),
                ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='goals.printcode', verbose_name='tisk')),
            ],
            options={
                'verbose_name': 'výtisk',
                'verbose_name_plural': 'výtisky',
                'ordering': ['centre', 'spot', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='printcode',
            constraint=models.UniqueConstraint(fields=('place', 'format'), name='print_of_a_centre_has_one_code'),
        ),
        migrations.AddConstraint(
            model_name='printcode',
            constraint=models.CheckConstraint(condition=models.Q(('format__in', ['large', 'sheet'])), name='print_format_is_known'),
        ),
        migrations.AddConstraint(
            model_name='postedprint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_by', None), ('removed_on', None)), models.Q(('removed_by__isnull', False), ('removed_on__gte', models.F('posted_on')), ('removed_on__isnull', False)), _connector='OR'), name='print_is_taken_down_by_somebody_after_it_was_hung'),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("goals")),
    ]
