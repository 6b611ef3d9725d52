"""A record leads to several addresses, one on each line; the one that it led to stays."""

from django.core.validators import MaxLengthValidator
from django.db import migrations, models

from centres import triggers
from evaluations import links


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0003_acts_newest_first")]

    operations = [
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
        migrations.RenameField("record", "link", "links"),
        migrations.AlterField(
            "record",
            "links",
            models.TextField("odkazy", blank=True, validators=[MaxLengthValidator(2000), links.read_links]),
        ),
    ]
