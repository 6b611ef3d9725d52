"""What goals kept as events and evaluation as acts goes into the one audit trail, and is compared with what it was.

Each row takes along the names, places and numbers of today, the nearest there are to those of its time; its old table and
id stay with it. The old tables go only in later migrations.
"""

import hashlib
from heapq import merge

from django.db import migrations

MONTHS = (
    *("leden", "únor", "březen", "duben", "květen", "červen"),
    *("červenec", "srpen", "září", "říjen", "listopad", "prosinec"),
)
MEETINGS = {
    "team": "porada centra",
    "heads": "porada vedoucích center",
    "annual": "výroční porada",
    "director": "hodnocení ředitele",
}
ROWS_AT_ONCE = 1000


def move(apps, schema_editor):
    Event = apps.get_model("centres", "Event")
    if Event.objects.exclude(old_table="").exists():
        raise RuntimeError("The audit trail holds moved rows already; nothing was moved.")
    before, batch = hashlib.sha256(), []
    for event in merge(goal_events(apps), acts(apps), key=lambda event: event.at):
        before.update(content(event))
        batch.append(event)
        if len(batch) == ROWS_AT_ONCE:
            Event.objects.bulk_create(batch)
            batch = []
    Event.objects.bulk_create(batch)
    after = hashlib.sha256()
    for event in Event.objects.exclude(old_table="").order_by("id").iterator(chunk_size=ROWS_AT_ONCE):
        after.update(content(event))
    counts = {
        "goals_event": apps.get_model("goals", "Event").objects.count(),
        "evaluations_act": apps.get_model("evaluations", "Act").objects.count(),
    }
    moved = {table: Event.objects.filter(old_table=table).count() for table in counts}
    if moved != counts or before.digest() != after.digest():
        raise RuntimeError(f"Rows were lost on the way to the audit trail: {counts} became {moved}.")


def content(event):
    """All that was said by the old row, as bytes of one form."""
    said = (
        *(event.old_table, event.old_id, event.subject_kind, event.subject_id, event.name, event.source, event.target),
        *(event.version, event.by_id, event.role, event.comment, event.part, event.content, event.fingerprint),
        event.at.isoformat(),
    )
    return repr(said).encode()


def person(user):
    return {"by": user, "by_name": f"{user.first_name} {user.last_name}".strip() or user.email, "by_email": user.email}


def goal_events(apps):
    """In the order of their ids; a goal's number counts from the edition with which it was first published."""
    numbered = {}
    rows = apps.get_model("goals", "EditionGoal").objects.order_by("edition__number")
    for document, number, at in rows.values_list("edition__document", "number", "edition__published_at"):
        numbered.setdefault((document, number), at)
    events = apps.get_model("goals", "Event").objects.select_related("goal__centre", "goal__document", "document", "by")
    for old in events.order_by("id").iterator(chunk_size=ROWS_AT_ONCE):
        goal = old.goal
        if goal is None:
            about = {
                "subject_kind": "document",
                "subject_id": old.document_id,
                "subject": old.document.title,
                "year": old.document.year,
            }
        else:
            since = numbered.get((goal.document_id, goal.number))
            number = goal.number if since and since <= old.at else None
            text = old.wording or goal.text
            short = text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + "…"
            about = {
                "subject_kind": "goal",
                "subject_id": goal.pk,
                "subject": f"Cíl {number}" if number else f"Návrh „{short}“",
                "number": number,
                "centre": goal.centre,
                "place": goal.centre.name if goal.centre else goal.document.title,
                "year": goal.document.year,
            }
        yield apps.get_model("centres", "Event")(
            **about,
            **person(old.by),
            **{name: getattr(old, name) for name in ("name", "source", "target", "version", "role", "comment", "at")},
            part=old.part,
            content=old.wording,
            fingerprint=old.mark,
            old_table="goals_event",
            old_id=old.pk,
        )


def acts(apps):
    related = ("meeting__centre", "record__centre", "record__indicator", "record__meeting")
    rows = apps.get_model("evaluations", "Act").objects.select_related(
        *related, "closing__plan__centre", "closing__plan__document", "by"
    )
    for old in rows.order_by("id").iterator(chunk_size=ROWS_AT_ONCE):
        if old.meeting_id:
            meeting = old.meeting
            time = f"{MONTHS[meeting.month - 1]} {meeting.year}" if meeting.month else f"rok {meeting.year}"
            kind, thing, centre, year = "meeting", meeting, meeting.centre, meeting.year
            label = f"{MEETINGS[meeting.kind]}, {time}"
        elif old.record_id:
            kind, thing, centre, year = "record", old.record, old.record.centre, old.record.meeting.year
            on = thing.on
            label = f"{thing.title or thing.indicator.name}, {on.day}.\u00a0{on.month}.\u00a0{on.year}"
        else:
            kind, thing, centre = "closing", old.closing, old.closing.plan.centre
            year = old.closing.plan.document.year
            label = f"uzávěrka roku {year}"
        yield apps.get_model("centres", "Event")(
            subject_kind=kind,
            subject_id=thing.pk,
            subject=label,
            centre=centre,
            place=centre.name if centre else "",
            year=year,
            **person(old.by),
            **{name: getattr(old, name) for name in ("name", "source", "target", "version", "role", "comment", "at")},
            content=old.content,
            old_table="evaluations_act",
            old_id=old.pk,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("centres", "0006_audit_trail"),
        ("goals", "0006_mail_groups"),
        ("evaluations", "0004_links"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
