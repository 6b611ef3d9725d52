"""Forms of goals, of publishing and of opening a year are remembered in the one table of sent forms: a page that was open
when this came still does its work once. The keys of the goals go."""

from django.db import migrations

from centres import triggers


def move_keys(apps, schema_editor):
    Event, SentForm = apps.get_model("centres", "Event"), apps.get_model("centres", "SentForm")
    events = Event.objects.exclude(by=None).order_by("id")
    goals = apps.get_model("goals", "Goal").objects.exclude(key=None).in_bulk()
    editions = apps.get_model("goals", "Edition").objects.values_list("document", "number", "pk")
    editions = {(document, str(number)): pk for document, number, pk in editions}
    forms = []
    for event in events.filter(subject_kind="goal", name__in=["create", "amend"], subject_id__in=goals):
        goal = goals[event.subject_id]
        purpose = f"goal:{goal.document_id}:{goal.centre_id}:{goal.level}:{goal.amends_id}"
        forms.append(form(SentForm, event, goal.key, purpose, goal.pk))
    for event in events.filter(subject_kind="document", name="publish").exclude(fingerprint=""):
        edition = editions[event.subject_id, event.target]
        forms.append(form(SentForm, event, event.fingerprint, f"publish:{event.subject_id}", edition))
    for event in events.filter(subject_kind="document", name="open_year"):
        forms.append(form(SentForm, event, event.year, "open_year", event.subject_id))
    SentForm.objects.bulk_create(forms, batch_size=500, ignore_conflicts=True)  # of two alike the first one counted


def form(model, event, key, purpose, made):
    return model(key=str(key), person_id=event.by_id, purpose=purpose, made=[made], at=event.at)


class Migration(migrations.Migration):
    dependencies = [("goals", "0008_one_audit_trail"), ("centres", "0008_sent_forms")]

    operations = [
        migrations.RunPython(move_keys, migrations.RunPython.noop),
        migrations.RunPython(triggers.remove("goals"), migrations.RunPython.noop),
        migrations.RemoveField("Goal", "key"),
    ]
