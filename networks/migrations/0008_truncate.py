"""On PostgreSQL no table of which some rows must stay can be truncated."""

from itertools import chain

from django.db import migrations

import centres.triggers
import evaluations.triggers
import goals.triggers
import networks.triggers

APPS = (centres, goals, evaluations, networks)


def install_anew(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for app in APPS:
        centres.triggers.remove(app.__name__)(apps, schema_editor)
    guards = chain.from_iterable(app.triggers.GUARDS for app in APPS)
    centres.triggers.install(guards)(apps, schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0019_services'),
        ('goals', '0024_noticeboard'),
        ('evaluations', '0017_translators'),
        ('networks', '0007_platform_survey'),
    ]

    operations = [
        migrations.RunPython(install_anew, migrations.RunPython.noop),
    ]
