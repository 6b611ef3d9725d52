"""Roles begin on an agreed day and welcome their people; people who left are reduced to a role, which the guard of the
audit trail admits."""

from django.db import migrations, models

from centres import triggers


class Migration(migrations.Migration):

    dependencies = [("centres", "0011_site_events"), 
        ('centres', '0011_site_events'),
    ]

    operations = [
        migrations.RunPython(triggers.remove("centres"), migrations.RunPython.noop),
        migrations.AddField("user", "reduced_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField(
            model_name='invitation',
            name='valid_from',
            field=models.DateField(blank=True, null=True, verbose_name='role platí od'),
        ),
        migrations.AddField(
            model_name='membership',
            name='welcomed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='invitation_ends_after_it_begins', violation_error_message='Role nemůže skončit dřív, než začne.'),
        ),
    ]
