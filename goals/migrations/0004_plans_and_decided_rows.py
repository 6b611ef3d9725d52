"""A plan for each centre that has goals in a year."""

from django.db import migrations


def make_plans(apps, schema_editor):
    Goal, Plan = apps.get_model("goals", "Goal"), apps.get_model("goals", "Plan")
    pairs = Goal.objects.exclude(centre=None).order_by().values_list("document", "centre").distinct()
    Plan.objects.bulk_create(Plan(document_id=document, centre_id=centre) for document, centre in pairs)


class Migration(migrations.Migration):
    dependencies = [("goals", "0003_workspace")]

    operations = [migrations.RunPython(make_plans, migrations.RunPython.noop)]
