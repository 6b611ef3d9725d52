"""How a region stands each quarter, its proposed measures, and its frozen reports."""

import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

from centres import triggers
from networks.triggers import GUARDS


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0017_region_work'),
        ('evaluations', '0015_indicators'),
        ('networks', '0002_activities'),
    ]

    operations = [
        migrations.RunPython(triggers.remove("networks"), triggers.install(GUARDS)),
        migrations.CreateModel(
            name='Monitoring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='rok')),
                ('number', models.PositiveSmallIntegerField(verbose_name='čtvrtletí')),
                ('begun_at', models.DateTimeField(verbose_name='začato')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='potvrzeno')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='monitorings', to='centres.centre', verbose_name='centrum')),
                ('record', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='monitoring', to='evaluations.record', verbose_name='záznam')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='monitorings', to='centres.region', verbose_name='kraj')),
            ],
            options={
                'verbose_name': 'monitoring kraje',
                'verbose_name_plural': 'monitoringy krajů',
                'ordering': ['-year', '-number', 'region__position'],
            },
        ),
        migrations.CreateModel(
            name='MonitoringChapter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('employers', 'Průmyslové zóny a zaměstnavatelé'), ('housing', 'Ubytování a vyloučené lokality'), ('schools', 'Školy a žáci'), ('safety', 'Bezpečnostní situace'), ('mood', 'Nálada většinové společnosti'), ('communities', 'Komunity cizinců'), ('missing', 'Chybějící služby'), ('programmes', 'Programy ministerstva školství')], max_length=20, verbose_name='oddíl')),
                ('text', models.TextField(blank=True, max_length=6000, verbose_name='slovy')),
                ('numbers', models.JSONField(blank=True, default=dict, verbose_name='čísla')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('monitoring', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chapters', to='networks.monitoring', verbose_name='monitoring')),
            ],
            options={
                'verbose_name': 'oddíl monitoringu',
                'verbose_name_plural': 'oddíly monitoringu',
                'ordering': ['monitoring', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MonitoringReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='číslo')),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('made_at', models.DateTimeField(verbose_name='vytvořeno')),
                ('monitoring', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='networks.monitoring', verbose_name='monitoring')),
            ],
            options={
                'verbose_name': 'zpráva z monitoringu',
                'verbose_name_plural': 'zprávy z monitoringu',
                'ordering': ['monitoring', 'number'],
            },
        ),
        migrations.CreateModel(
            name='MonitoringReportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=10)),
                ('language', models.CharField(default='cs', max_length=10)),
                ('centre', models.SlugField(blank=True)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('pages', models.PositiveSmallIntegerField(null=True)),
                ('monitoring_report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='networks.monitoringreport')),
            ],
        ),
        migrations.CreateModel(
            name='ProposedMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('employers', 'Průmyslové zóny a zaměstnavatelé'), ('housing', 'Ubytování a vyloučené lokality'), ('schools', 'Školy a žáci'), ('safety', 'Bezpečnostní situace'), ('mood', 'Nálada většinové společnosti'), ('communities', 'Komunity cizinců'), ('missing', 'Chybějící služby'), ('programmes', 'Programy ministerstva školství')], max_length=20, verbose_name='oddíl')),
                ('what', models.CharField(max_length=500, verbose_name='co navrhujete')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='do kdy')),
                ('outcome', models.CharField(blank=True, max_length=500, verbose_name='jak to dopadlo')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
                ('monitoring', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='networks.monitoring', verbose_name='monitoring')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='networks.partner', verbose_name='kdo to má')),
            ],
            options={
                'verbose_name': 'navržené opatření',
                'verbose_name_plural': 'navržená opatření',
                'ordering': ['monitoring', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='monitoring',
            constraint=models.UniqueConstraint(fields=('region', 'year', 'number'), name='monitoring_of_a_quarter_is_there_once'),
        ),
        migrations.AddConstraint(
            model_name='monitoring',
            constraint=models.CheckConstraint(condition=models.Q(('number__range', (1, 4))), name='monitoring_is_of_a_quarter'),
        ),
        migrations.AddConstraint(
            model_name='monitoringchapter',
            constraint=models.UniqueConstraint(fields=('monitoring', 'key'), name='chapter_of_monitoring_is_there_once'),
        ),
        migrations.AddConstraint(
            model_name='monitoringchapter',
            constraint=models.CheckConstraint(condition=models.Q(('key__in', ['communities', 'employers', 'housing', 'missing', 'mood', 'programmes', 'safety', 'schools'])), name='chapter_of_monitoring_is_known'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreport',
            constraint=models.UniqueConstraint(fields=('monitoring', 'number'), name='monitoring_report_number_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='monitoringreportfile',
            constraint=models.UniqueConstraint(fields=('monitoring_report', 'format', 'language', 'centre'), name='monitoring_report_file_is_made_once'),
        ),
        migrations.AddConstraint(
            model_name='proposedmeasure',
            constraint=models.CheckConstraint(condition=models.Q(('key__in', ['communities', 'employers', 'housing', 'missing', 'mood', 'programmes', 'safety', 'schools'])), name='measure_is_of_a_known_chapter'),
        ),
        migrations.AddConstraint(
            model_name='proposedmeasure',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='measure_says_what'),
        ),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("networks")),
    ]
