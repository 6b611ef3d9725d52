"""What an edition says in each language is frozen; translations of headings are named by their section's key. The latest
migration installs the guards of what stays frozen."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from centres import triggers
from goals.triggers import GUARDS


def name_headings(apps, schema_editor):
    keys = dict(apps.get_model("goals", "Section").objects.values_list("pk", "key"))
    for row in apps.get_model("goals", "Translation").objects.filter(block__startswith="section-"):
        pk = row.block.removeprefix("section-")
        if pk.isdecimal() and int(pk) in keys:
            row.block = f"section-{keys[int(pk)]}"
            row.save(update_fields=["block"])
    # What is checked at the end otherwise would stand in the way of the triggers.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0022_commitment_centres'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        migrations.CreateModel(
            name='LanguageIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('uk', 'українська'), ('ru', 'русский'), ('vi', 'Tiếng Việt'), ('cs-simple', 'snadná čeština')], max_length=10, verbose_name='jazyk')),
                ('number', models.PositiveSmallIntegerField(verbose_name='číslo')),
                ('published_at', models.DateTimeField(verbose_name='vydáno')),
                ('published_on', models.DateField(verbose_name='datum vydání')),
                ('blocks', models.JSONField(default=list)),
                ('checksum', models.CharField(max_length=64, verbose_name='kontrolní součet')),
            ],
            options={
                'verbose_name': 'jazykové vydání',
                'verbose_name_plural': 'jazyková vydání',
                'ordering': ['edition', 'language', 'number'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='translation',
            name='translation_language_is_known',
        ),
        migrations.AddField(
            model_name='translation',
            name='reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='proč je to správně'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='approved_by_role',
            field=models.CharField(choices=[('staff', 'pracovník centra'), ('head', 'vedoucí centra'), ('deputy', 'zástupce vedoucího centra'), ('department_head', 'vedoucí odboru'), ('director', 'ředitel'), ('administrator', 'správce'), ('translator', 'překladatel')], max_length=20, verbose_name='schválil/a'),
        ),
        migrations.AlterField(
            model_name='translation',
            name='language',
            field=models.CharField(choices=[('en', 'English'), ('uk', 'українська'), ('ru', 'русский'), ('vi', 'Tiếng Việt'), ('cs-simple', 'snadná čeština')], max_length=10, verbose_name='jazyk'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['cs-simple', 'en', 'ru', 'uk', 'vi'])), name='translation_language_is_known'),
        ),
        migrations.AddField(
            model_name='languageissue',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='goals.edition'),
        ),
        migrations.AddConstraint(
            model_name='languageissue',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['cs-simple', 'en', 'ru', 'uk', 'vi'])), name='issue_language_is_known'),
        ),
        migrations.AddConstraint(
            model_name='languageissue',
            constraint=models.UniqueConstraint(fields=('edition', 'language', 'number'), name='issue_number_is_given_once'),
        ),
        migrations.RunPython(name_headings, migrations.RunPython.noop),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("goals")),
    ]
