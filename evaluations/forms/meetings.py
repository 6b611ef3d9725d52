"""The form of a meeting: its heading and every goal, each a part with the mark of what was on the screen."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.fields import AmountField, CountField, PerCentField
from evaluations.meetings.contents import EntryContent, Heading, Written, mark
from evaluations.models.meetings import LONGEST_SAID
from evaluations.states import Stand
from goals.forms.fields import DateField, MarkField, TextField, VersionField
from goals.states import Kind

MARK = r"^[0-9a-f]{16}\Z"
MOST_PEOPLE = 500


class PartForm(forms.Form):
    seen = MarkField(MARK)
    offered = MarkField(MARK)

    def written(self, content):
        return Written(content, self.cleaned_data["seen"], self.cleaned_data["offered"])


class HeadingForm(PartForm):
    held_on = DateField(label=gettext_lazy("Datum porady"), required=False)
    attendance = CountField(label=gettext_lazy("Účastníků"), most=MOST_PEOPLE, required=False)
    note = TextField(
        label=gettext_lazy("Co dalšího zaznělo"),
        rows=3,
        max_length=LONGEST_SAID,
        required=False,
        help_text=gettext_lazy("Bez jmen a údajů klientů."),
    )
    version = VersionField()

    def __init__(self, data=None, *, meeting, offered, today):
        saved = Heading.of(meeting)
        initial = {"held_on": offered.held_on, "attendance": offered.attendance, "note": offered.note}
        initial |= {"seen": mark(saved), "offered": mark(offered), "version": meeting.version}
        super().__init__(data, prefix="porada", initial=initial)
        self.meeting, self.today = meeting, today
        self.fields["held_on"].widget.attrs |= {"min": meeting.first_day.isoformat(), "max": today.isoformat()}

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day and day > self.today:
            raise ValidationError(_("Den porady je v budoucnosti; zapisuje se až porada, která byla."))
        if day and day < self.meeting.first_day:
            raise ValidationError(_("Porada nemohla být dřív, než začalo období, o kterém je."))
        return day

    @property
    def content(self):
        facts = self.cleaned_data
        return self.written(Heading(facts["held_on"], facts["attendance"], facts["note"]))


class EntryForm(PartForm):
    stand = forms.ChoiceField(
        label=gettext_lazy("Jak stojí"), choices=Stand.choices, widget=forms.RadioSelect, required=False
    )
    said = TextField(label=gettext_lazy("Co je nového"), rows=1, max_length=LONGEST_SAID, required=False)
    next_step = TextField(label=gettext_lazy("Další krok"), rows=1, max_length=LONGEST_SAID, required=False)

    def __init__(self, data=None, *, item):
        saved = item.content
        offered = EntryContent(saved.stand or item.offered, saved.said, saved.next_step, saved.numbers)
        initial = {"stand": offered.stand, "said": offered.said, "next_step": offered.next_step}
        initial |= {"seen": mark(saved), "offered": mark(offered)}
        initial |= {_name(target): amount for target, amount in saved.numbers}
        super().__init__(data, prefix=f"cil-{item.root}", initial=initial)
        self.item = item
        for line in item.asked:
            self.fields[_name(line.target.pk)] = _number_field(line)

    @property
    def saved_numbers(self):
        """What is saved of any target, also of one that is not typed any more, as its field would show it."""
        readings = self.item.entry.readings.all() if self.item.entry else ()
        return {_name(one.target_id): AmountField().prepare_value(one.amount) for one in readings}

    @property
    def numbers(self):
        """The fields of typed numbers, in order."""
        return [self[_name(line.target.pk)] for line in self.item.asked]

    @property
    def content(self):
        facts = self.cleaned_data
        numbers = tuple((target, facts[_name(target)]) for target, _amount in self.item.content.numbers)
        return self.written(EntryContent(facts["stand"], facts["said"], facts["next_step"], numbers))


NUMBER = "cislo-"


def _name(target):
    return f"{NUMBER}{target}"


def _number_field(line):
    field = PerCentField if line.target.kind == Kind.SHARE else AmountField
    return field(label=line.question, required=False)


class MeetingEditor:
    """All parts of the page; `data` is what was sent, or what was typed before the sign-in expired."""

    def __init__(self, meeting, items, *, offered, today, data=None):
        self.data = data or {}
        self.heading = HeadingForm(data, meeting=meeting, offered=offered, today=today)
        # Of goals that were not on the page when it was sent, nothing was said.
        named = [item for item in items if data is None or f"cil-{item.root}-seen" in data]
        self.entries = [EntryForm(data, item=item) for item in named]

    @property
    def forms(self):
        return [self.heading, *self.entries]

    @property
    def misplaced(self):
        """Numbers that were typed for targets which are not typed here any more, and are not saved: an indicator feeds
        them meanwhile, or an amendment has replaced them. Each with the goal it was typed at."""
        for form in self.entries:
            saved = form.saved_numbers
            for name, value in self.data.items():
                own = name.removeprefix(f"{form.prefix}-")
                is_gone = own.startswith(NUMBER) and own != name and own not in form.fields
                if is_gone and value.strip() not in {"", saved.get(own)}:
                    yield form.item.goal, value

    @property
    def has_errors(self):
        return any(form.errors for form in self.forms if form.is_bound)

    def is_valid(self):
        return not self.has_errors

    @property
    def version(self):
        return self.heading.cleaned_data["version"]

    @property
    def parts(self):
        """What is to be written: the heading, and the entries by the id of the goal as first written."""
        return {"heading": self.heading.content, "entries": {form.item.root: form.content for form in self.entries}}


def seen_now(data, current):
    """What was sent, with the marks of the overtaken parts as they are now: sent again, it wins knowingly."""
    again = data.copy()
    for goal, content in current.items():
        again["porada-seen" if goal is None else f"cil-{goal}-seen"] = mark(content)
        again["porada-offered" if goal is None else f"cil-{goal}-offered"] = mark(content)
    return again
