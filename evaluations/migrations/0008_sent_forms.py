"""Forms and imports of records, and of reports, are remembered in the one table of sent forms: a page that was
open when this came still does its work once. The keys of the records go."""

from django.db import migrations

from centres import triggers

KINDS = {"release": "standing", "evaluate": "evaluation"}  # of reports, by the name of the event


def move_keys(apps, schema_editor):
    SentForm = apps.get_model("centres", "SentForm")
    forms = [*of_records(apps, SentForm), *of_reports(apps, SentForm)]
    SentForm.objects.bulk_create(forms, batch_size=500, ignore_conflicts=True)  # of two alike the first one counted


def of_records(apps, model):
    """An import gave its rows keys made of its own (UUIDs of version 5) and one time; it is known by its first row."""
    imports = {}
    for record in apps.get_model("evaluations", "Record").objects.exclude(key=None).order_by("pk"):
        facts = {"person_id": record.added_by_id, "purpose": f"records:{record.centre_id}", "at": record.added_at}
        form = model(key=str(record.key), made=[record.pk], **facts)
        if record.key.version == 5:
            form = imports.setdefault(tuple(facts.values()), form)
            if record.pk not in form.made:
                form.made.append(record.pk)
                continue
        yield form


def of_reports(apps, model):
    reports = apps.get_model("evaluations", "Report").objects.values_list("document", "kind", "number", "pk")
    reports = {(document, kind, str(number)): pk for document, kind, number, pk in reports}
    events = apps.get_model("centres", "Event").objects.filter(subject_kind="document", name__in=KINDS)
    for event in events.exclude(by=None).exclude(fingerprint="").order_by("id"):
        yield model(
            key=event.fingerprint,
            person_id=event.by_id,
            purpose=f"report:{event.subject_id}",
            made=[reports[event.subject_id, KINDS[event.name], event.target]],
            at=event.at,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0007_reports"),
        ("centres", "0008_sent_forms"),
        ("goals", "0009_sent_forms"),
    ]

    operations = [
        migrations.RunPython(move_keys, migrations.RunPython.noop),
        migrations.RunPython(triggers.remove("evaluations"), migrations.RunPython.noop),
        migrations.RemoveField("Record", "key"),
    ]
