"""What centres do beside meetings; and a closed meeting can be counted later."""

import django.db.models.deletion
from django.db import migrations, models

from centres import triggers
from networks.triggers import GUARDS


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0015_indicators'),
        ('networks', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(triggers.remove("networks"), triggers.install(GUARDS)),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('school', 'kontakt se školou'), ('employer', 'kontakt se zaměstnavatelem'), ('authority', 'kontakt s úřadem nebo jinou organizací'), ('talk', 'přednáška'), ('open_day', 'den otevřených dveří'), ('joint_event', 'sportovní nebo kulturní akce s partnerem'), ('training', 'školení pro jiné'), ('mailing', 'rozeslané informace')], max_length=20, verbose_name='druh')),
                ('countries', models.JSONField(blank=True, default=list, verbose_name='země původu')),
                ('accommodation', models.CharField(blank=True, max_length=500, verbose_name='ubytování')),
                ('health_care', models.CharField(blank=True, max_length=500, verbose_name='lékařská péče')),
                ('enrolment', models.CharField(blank=True, max_length=500, verbose_name='zápisy')),
                ('practices', models.CharField(blank=True, max_length=500, verbose_name='praxe agentury')),
                ('sent_to', models.CharField(blank=True, max_length=500, verbose_name='podle jakého seznamu')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='networks.partner', verbose_name='partner')),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='activity', to='evaluations.record', verbose_name='záznam')),
            ],
            options={
                'verbose_name': 'činnost v kraji',
                'verbose_name_plural': 'činnosti v kraji',
                'ordering': ['-record__on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['authority', 'employer', 'joint_event', 'mailing', 'open_day', 'school', 'talk', 'training'])), name='activity_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['authority', 'employer', 'school']), _negated=True), ('partner__isnull', False), _connector='OR'), name='activity_with_somebody_says_with_whom')],
            },
        ),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("networks")),
    ]
