"""What a commitment said around its goals is made of blocks now; its keys stay, but for the introduction, which is the
mission. Editions keep what they said. The latest migration installs the guards of what stays frozen."""

from django.db import migrations

from centres import triggers
from goals.triggers import GUARDS



def copy(apps, schema_editor):
    section_model, block_model = (apps.get_model("goals", name) for name in ("Section", "Block"))
    for section in section_model.objects.filter(document__kind="commitment").order_by("document", "-position"):
        paragraphs = [" ".join(text.split()) for text in section.text.split("\n\n") if text.strip()]
        block_model.objects.bulk_create(
            block_model(section=section, part="text", text=text, position=position)
            for position, text in enumerate(paragraphs, start=1)
        )
        section.text = ""
        if section.key == "introduction":
            section.key = "mission"
        section.save()
    # What is checked at the end otherwise would stand in the way of the triggers.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("goals", "0020_commitment")]

    operations = [
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.RunPython(triggers.install(GUARDS), triggers.remove("goals")),
    ]
