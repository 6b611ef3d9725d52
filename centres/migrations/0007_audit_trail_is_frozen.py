"""The audit trail can be added to and read, once the rows from before lie in it; nothing can change or remove them."""

from django.db import migrations

from centres import triggers


class Migration(migrations.Migration):
    dependencies = [("centres", "0006_audit_trail"), ("evaluations", "0005_one_audit_trail")]

    operations = [migrations.RunPython(triggers.install([triggers.frozen("centres_event")]), triggers.remove("centres"))]
