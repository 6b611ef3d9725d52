"""What became of the ministry's ten tasks, year by year."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0004_questionnaire'),
    ]

    operations = [
        migrations.CreateModel(
            name='MinistryTaskYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='rok')),
                ('task', models.CharField(choices=[('training', 'Postarat se o školení'), ('mapping', 'Dávat dotace na síťování, vzdělávání aktérů včetně organizací cizinců a mapování situace'), ('exchange', 'Udržovat stálou výměnu informací mezi neziskovými organizacemi, centry, ministerstvem a dalšími zájemci'), ('platforms', 'Dát krajským platformám větší váhu a říkat o nich těm, kdo dostávají dotace na integraci cizinců'), ('line', 'Provozovat informační linku pro cizince'), ('methods', 'Radit nováčkům s metodikou konkrétní práce s cizinci'), ('information', 'Pomáhat informacemi'), ('grants', 'Říct příjemcům dotací, že síťování je'), ('mailings', 'Rozesílat informace, aby o sobě aktéři věděli'), ('evaluation', 'Nechat členy krajských platforem a samosprávy průběžně hodnotit, jak síťování funguje')], max_length=20, verbose_name='úkol')),
                ('state', models.CharField(choices=[('not_begun', 'nezačatý'), ('going', 'plní se'), ('done', 'splněný'), ('stuck', 'vázne')], default='going', max_length=10, verbose_name='stav')),
                ('done', models.TextField(blank=True, max_length=2000, verbose_name='co se udělalo')),
                ('review', models.TextField(blank=True, max_length=2000, verbose_name='co k tomu řekla porada vedoucích')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='kdy to porada probrala')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='verze')),
            ],
            options={
                'verbose_name': 'úkol ministerstva v roce',
                'verbose_name_plural': 'úkoly ministerstva v letech',
                'ordering': ['year', 'id'],
                'constraints': [models.UniqueConstraint(fields=('year', 'task'), name='task_of_a_year_is_there_once'), models.CheckConstraint(condition=models.Q(('task__in', ['evaluation', 'exchange', 'grants', 'information', 'line', 'mailings', 'mapping', 'methods', 'platforms', 'training'])), name='task_of_ministry_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['done', 'going', 'not_begun', 'stuck'])), name='task_state_is_known'), models.CheckConstraint(condition=models.Q(('review', ''), ('reviewed_on__isnull', False), _connector='OR'), name='task_review_has_its_day')],
            },
        ),
    ]
