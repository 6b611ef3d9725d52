"""Questions after a meeting of a platform, answered by one link for all who were there."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0006_public_and_calendar'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='survey',
            options={'ordering': ['-year', '-id'], 'verbose_name': 'hodnocení sítě', 'verbose_name_plural': 'hodnocení sítí'},
        ),
        migrations.AddField(
            model_name='survey',
            name='gathering',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='survey', to='networks.gathering', verbose_name='setkání'),
        ),
        migrations.AddField(
            model_name='survey',
            name='key',
            field=models.CharField(blank=True, editable=False, max_length=20),
        ),
        migrations.AlterField(
            model_name='survey',
            name='year',
            field=models.PositiveSmallIntegerField(verbose_name='rok'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.UniqueConstraint(condition=models.Q(('gathering', None)), fields=('year',), name='survey_of_a_year_is_there_once'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('key',), name='survey_key_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('gathering', None), ('key', '')), models.Q(('gathering__isnull', False), models.Q(('key', ''), _negated=True)), _connector='OR'), name='survey_after_a_gathering_has_its_key'),
        ),
    ]
