"""The old events go, now that the one audit trail has them; what stays frozen is guarded by one list."""

from django.db import migrations

from centres import triggers


class Migration(migrations.Migration):
    dependencies = [("goals", "0007_closed_years"), ("evaluations", "0005_one_audit_trail")]

    operations = [
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        migrations.DeleteModel("Event"),
    ]
