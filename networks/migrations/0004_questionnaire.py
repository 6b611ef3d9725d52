"""Networks evaluated by their members: what runs, what came out, and nothing that leads to anybody."""

import django.core.serializers.json
import django.db.models.deletion
import uuid
from django.db import migrations, models

from centres import triggers
from networks.triggers import GUARDS


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0017_region_work'),
        ('networks', '0003_monitoring'),
    ]

    operations = [
        migrations.RunPython(triggers.remove("networks"), triggers.install(GUARDS)),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='rok')),
                ('opened_at', models.DateTimeField(verbose_name='spuštěno')),
                ('closes_on', models.DateField(verbose_name='odpovídá se do')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='uzavřeno')),
            ],
            options={
                'verbose_name': 'hodnocení sítě',
                'verbose_name_plural': 'hodnocení sítí',
                'ordering': ['-year'],
            },
        ),
        migrations.CreateModel(
            name='SurveyRegion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invited', models.PositiveIntegerField(verbose_name='pozváno')),
                ('answered', models.PositiveIntegerField(default=0, verbose_name='odpovědělo')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='centres.region', verbose_name='kraj')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regions', to='networks.survey', verbose_name='hodnocení')),
            ],
            options={
                'verbose_name': 'kraj v hodnocení',
                'verbose_name_plural': 'kraje v hodnocení',
                'ordering': ['survey', 'region__position'],
            },
        ),
        migrations.CreateModel(
            name='SurveyKey',
            fields=[
                ('id', models.CharField(editable=False, max_length=64, primary_key=True, serialize=False)),
                ('is_used', models.BooleanField(default=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='networks.surveyregion')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='číslo')),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('made_at', models.DateTimeField(verbose_name='vytvořeno')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='survey_results', to='centres.region', verbose_name='kraj')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='networks.survey', verbose_name='hodnocení')),
            ],
            options={
                'verbose_name': 'výsledek hodnocení sítě',
                'verbose_name_plural': 'výsledky hodnocení sítí',
                'ordering': ['survey', 'region__position', 'number'],
            },
        ),
        migrations.CreateModel(
            name='SurveyResultFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=10)),
                ('language', models.CharField(default='cs', max_length=10)),
                ('centre', models.SlugField(blank=True)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('pages', models.PositiveSmallIntegerField(null=True)),
                ('survey_result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='networks.surveyresult')),
            ],
        ),
        migrations.CreateModel(
            name='SurveySheet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', models.JSONField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='networks.surveyregion')),
            ],
        ),
        migrations.AddConstraint(
            model_name='surveyregion',
            constraint=models.UniqueConstraint(fields=('survey', 'region'), name='region_is_in_a_survey_once'),
        ),
        migrations.AddConstraint(
            model_name='surveyregion',
            constraint=models.CheckConstraint(condition=models.Q(('answered__lte', models.F('invited'))), name='no_more_answer_than_were_invited'),
        ),
        migrations.AddConstraint(
            model_name='surveyresult',
            constraint=models.UniqueConstraint(fields=('survey', 'region', 'number'), name='survey_result_is_made_once'),
        ),
        migrations.AddConstraint(
            model_name='surveyresult',
            constraint=models.UniqueConstraint(condition=models.Q(('region', None)), fields=('survey', 'number'), name='survey_result_of_all_is_made_once'),
        ),
        migrations.AddConstraint(
            model_name='surveyresultfile',
            constraint=models.UniqueConstraint(fields=('survey_result', 'format', 'language', 'centre'), name='survey_result_file_is_made_once'),
        ),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("networks")),
    ]
