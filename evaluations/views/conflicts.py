"""What a page shows where somebody else has written into the same meeting: both texts, who, and what is new."""

from django.utils.translation import gettext as _

from evaluations.meetings.writing import written_since
from evaluations.states import Stand
from goals.diff import word_pieces
from goals.formatting import format_date, format_number


def conflicts_of(meeting, editor, current):
    """Both texts of every place that two wrote into, by the goal's id (None: the heading)."""
    events = written_since(meeting, 0)  # also the person's own, from another window
    mine = {None: editor.heading.content.content} | {form.item.root: form.content.content for form in editor.entries}
    said = {None: _heading_lines} | dict.fromkeys([form.item.root for form in editor.entries], _entry_lines)
    found = {}
    for key, theirs in current.items():
        event = events.get(key)
        found[key] = {
            "by": event.by_name if event else "",
            "at": event.at if event else None,
            "lines": [
                {"label": label, "pieces": word_pieces(before, after)}
                for (label, before), (_label, after) in zip(said[key](theirs), said[key](mine[key]), strict=True)
                if before != after
            ],
        }
    return found


def _heading_lines(heading):
    yield _("Datum porady"), format_date(heading.held_on) if heading.held_on else ""
    yield _("Účastníků"), str(heading.attendance or "")
    yield _("Co dalšího zaznělo"), heading.note


def _entry_lines(content):
    yield _("Jak stojí"), str(Stand(content.stand).label) if content.stand else ""
    for _target, amount in content.numbers:
        yield _("Číslo"), "" if amount is None else format_number(amount)
    yield _("Co je nového"), content.said
    yield _("Další krok"), content.next_step


def newly_written(request, meeting):
    """After a closing that was put off: who has written what since the person opened the page."""
    since = request.GET.get("od", "")
    if not (since.isascii() and since.isdigit() and len(since) < 10) or meeting.pk is None:
        return {}
    return written_since(meeting, int(since), but=request.user)


def misplaced_lines(editor):
    """Typed numbers that no longer belong into the page."""
    return [f"{goal}\n{_('Číslo')}: {value}" for goal, value in editor.misplaced]


def typed_lines(editor):
    """All that was typed into the page, to be copied where it can no longer be saved."""
    heading = [editor.heading[name] for name in ("held_on", "attendance", "note")]
    texts = [_line(_("Porada"), [field for field in heading if field.value()])]
    for form in editor.entries:
        fields = [form["stand"], *form.numbers, form["said"], form["next_step"]]
        texts.append(_line(str(form.item.goal), [field for field in fields if field.value()]))
    return [text for text in texts if text] + misplaced_lines(editor)


def _line(name, fields):
    if not fields:
        return ""
    return "\n".join([name, *(f"{field.label}: {_shown(field)}" for field in fields)])


def _shown(field):
    """As it was typed, choices and days as people read them."""
    value = field.value()
    if field.name == "held_on" and not field.errors:
        return format_date(field.form.cleaned_data["held_on"])
    return str(dict(Stand.choices).get(value, value)) if field.name == "stand" else str(value)
