"""Columns of roles know the translator; nothing of the database changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0016_group_size'),
    ]

    operations = [
        migrations.AlterField(
            model_name='closing',
            name='sent_by_role',
            field=models.CharField(blank=True, choices=[('staff', 'pracovník centra'), ('head', 'vedoucí centra'), ('deputy', 'zástupce vedoucího centra'), ('department_head', 'vedoucí odboru'), ('director', 'ředitel'), ('administrator', 'správce'), ('translator', 'překladatel')], editable=False, max_length=20, verbose_name='odeslal/a za centrum'),
        ),
        migrations.AlterField(
            model_name='report',
            name='approved_by_role',
            field=models.CharField(choices=[('staff', 'pracovník centra'), ('head', 'vedoucí centra'), ('deputy', 'zástupce vedoucího centra'), ('department_head', 'vedoucí odboru'), ('director', 'ředitel'), ('administrator', 'správce'), ('translator', 'překladatel')], max_length=20, verbose_name='schválil/a'),
        ),
        migrations.AlterField(
            model_name='reportcentre',
            name='closed_by_role',
            field=models.CharField(blank=True, choices=[('staff', 'pracovník centra'), ('head', 'vedoucí centra'), ('deputy', 'zástupce vedoucího centra'), ('department_head', 'vedoucí odboru'), ('director', 'ředitel'), ('administrator', 'správce'), ('translator', 'překladatel')], max_length=20),
        ),
    ]
