"""A record leads to several addresses, one on each line; the one that it led to stays. The triggers that are installed
anew after it also shut the rows of closed meetings and accepted closings."""

from django.core.validators import MaxLengthValidator
from django.db import migrations, models

from evaluations import immutable, links


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0003_acts_newest_first")]

    operations = [
        migrations.RunPython(immutable.remove, immutable.install),
        migrations.RenameField("record", "link", "links"),
        migrations.AlterField(
            "record",
            "links",
            models.TextField("odkazy", blank=True, validators=[MaxLengthValidator(2000), links.read_links]),
        ),
        migrations.RunPython(immutable.install, immutable.remove),
    ]
