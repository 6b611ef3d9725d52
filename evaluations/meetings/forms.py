"""The form of a meeting: its heading and every goal, each a part with the fingerprint of what was on the screen; and
the small forms of what is done with it: closing, handing back, asking, opening again."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.fields import AmountField, CountField, MemberCountField, PerCentField
from evaluations.meetings.agenda import offered_heading
from evaluations.meetings.contents import EntryContent, Heading, Written, fingerprint
from evaluations.models.meetings import LONGEST_SAID
from evaluations.portions import of_row
from evaluations.states import Rating
from goals.formatting import format_date
from goals.forms.fields import DateField, FingerprintField, TextField, VersionField
from goals.states import Kind

FINGERPRINT = r"^[0-9a-f]{16}\Z"
MOST_PEOPLE = 500
LONGEST_REOPENING = timedelta(days=92)
"""A mistyped year must not leave a month open for a century."""
NUMBER = "cislo-{}"
"""The field of a typed number, by the id of its target."""


class PartForm(forms.Form):
    expected = FingerprintField(FINGERPRINT)
    offered = FingerprintField(FINGERPRINT)

    def written(self, content):
        return Written(content, self.cleaned_data["expected"], self.cleaned_data["offered"])


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

    def __init__(self, data=None, *, meeting, today):
        offered = offered_heading(meeting, today)
        initial = {"held_on": offered.held_on, "attendance": offered.attendance, "note": offered.note}
        initial |= {
            "expected": fingerprint(Heading.of(meeting)),
            "offered": fingerprint(offered),
            "version": meeting.version,
        }
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
    rating = forms.ChoiceField(
        label=gettext_lazy("Jak stojí"), choices=Rating.choices, widget=forms.RadioSelect, required=False
    )
    said = TextField(label=gettext_lazy("Co je nového"), rows=1, max_length=LONGEST_SAID, required=False)
    next_step = TextField(label=gettext_lazy("Další krok"), rows=1, max_length=LONGEST_SAID, required=False)

    def __init__(self, data=None, *, item):
        saved = item.content
        offered = EntryContent(saved.rating or item.offered, saved.said, saved.next_step, saved.numbers)
        initial = {"rating": offered.rating, "said": offered.said, "next_step": offered.next_step}
        initial |= {"expected": fingerprint(saved), "offered": fingerprint(offered)}
        initial |= {NUMBER.format(target): amount for target, amount in saved.numbers}
        super().__init__(data, prefix=f"cil-{item.root}", initial=initial)
        self.item = item
        for line in item.asked:
            about = {"label": line.question, "required": False}
            if line.target.scope:
                field = MemberCountField(members=int(line.standing.progress.aim or 0), **about)
            elif line.target.kind == Kind.SHARE:
                field = PerCentField(help_text=_("Nebo „45 z 60“."), **about)
            else:
                field = AmountField(**about)
            self.fields[NUMBER.format(line.target.pk)] = field

    @property
    def numbers(self):
        """The fields of typed numbers, in order."""
        return [self[NUMBER.format(line.target.pk)] for line in self.item.asked]

    @property
    def misplaced(self):
        """What was typed as numbers of targets that are not typed here any more, and is not saved: an indicator feeds
        them meanwhile, or an amendment has replaced them."""
        readings = self.item.entry.readings.all() if self.item.entry else ()
        saved = {NUMBER.format(one.target_id): PerCentField().prepare_value(of_row(one)) for one in readings}
        found = []
        for key, value in self.data.items():
            name = key.removeprefix(f"{self.prefix}-")
            is_gone = name != key and name.startswith(NUMBER.format("")) and name not in self.fields
            if is_gone and value.strip() not in {"", saved.get(name)}:
                found.append(value)
        return found

    @property
    def content(self):
        facts = self.cleaned_data
        numbers = tuple((target, facts[NUMBER.format(target)]) for target, _amount in self.item.content.numbers)
        return self.written(EntryContent(facts["rating"], facts["said"], facts["next_step"], numbers))


class MeetingEditor:
    """All parts of the page; `data` is what was sent, or what was typed before the sign-in expired."""

    def __init__(self, meeting, items, *, today, data=None):
        self.heading = HeadingForm(data, meeting=meeting, today=today)
        # Of goals that were not on the page when it was sent, nothing was said.
        named = [item for item in items if data is None or f"cil-{item.root}-expected" in data]
        self.entries = [EntryForm(data, item=item) for item in named]

    @property
    def has_errors(self):
        return any(form.errors for form in (self.heading, *self.entries))

    @property
    def version(self):
        return self.heading.cleaned_data["version"]

    @property
    def parts(self):
        """What is to be written: the heading, and the entries by the id of the goal as first written."""
        return {"heading": self.heading.content, "entries": {form.item.root: form.content for form in self.entries}}

    @property
    def misplaced(self):
        """Typed numbers that no longer belong into the page, each with the goal it was typed at."""
        return [f"{form.item.goal}\n{_('Číslo')}: {value}" for form in self.entries for value in form.misplaced]

    @property
    def texts(self):
        """What is written on the page now, saved or not: each text with its label and its goal (None: the meeting)."""
        yield None, self.heading["note"].label, self.heading["note"].value() or ""
        for form in self.entries:
            for name in ("said", "next_step"):
                yield form.item.goal, form[name].label, form[name].value() or ""

    @property
    def as_text(self):
        """All that was typed into the page, to be copied where it can no longer be saved: as it was typed, choices and
        days as people read them."""
        named = [(_("Porada"), [self.heading[name] for name in ("held_on", "attendance", "note")])]
        for form in self.entries:
            named.append((str(form.item.goal), [form["rating"], *form.numbers, form["said"], form["next_step"]]))
        texts = []
        for name, fields in named:
            lines = [name]
            for field in fields:
                value = field.value()
                if value and field.name == "held_on" and not field.errors:
                    value = format_date(self.heading.cleaned_data["held_on"])
                elif field.name == "rating":
                    value = dict(Rating.choices).get(value, value)
                if value:
                    lines.append(f"{field.label}: {value}")
            if len(lines) > 1:
                texts.append("\n".join(lines))
        return texts + self.misplaced


def with_current_fingerprints(data, current):
    """What was sent, with the fingerprints of the overtaken parts as they are now: sent again, it wins knowingly."""
    again = data.copy()
    for goal, content in current.items():
        again["porada-expected" if goal is None else f"cil-{goal}-expected"] = fingerprint(content)
        again["porada-offered" if goal is None else f"cil-{goal}-offered"] = fingerprint(content)
    return again


class ReopenForm(forms.Form):
    reason = TextField(
        label=gettext_lazy("Proč se znovu otevírá"),
        rows=3,
        max_length=LONGEST_SAID,
        help_text=gettext_lazy("Důvod bude v novém zápisu."),
    )
    until = DateField(
        label=gettext_lazy("Do kterého dne"),
        help_text=gettext_lazy("Potom už se do něj nic nezapíše, jen ho půjde uzavřít."),
    )
    version = VersionField()

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].widget.attrs |= {
            "min": today.isoformat(),
            "max": (today + LONGEST_REOPENING).isoformat(),
        }

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day < self.today:
            raise ValidationError(_("Tento den už byl. Zvolte dnešek nebo pozdější den."))
        if day > self.today + LONGEST_REOPENING:
            raise ValidationError(_("Znovu otevřít jde nejdéle na tři měsíce."))
        return day


class ConfirmForm(forms.Form):
    """Yes to what the page has said, about the meeting or the closing as it was then."""

    version = VersionField()


class HandBackForm(forms.Form):
    note = TextField(
        label=gettext_lazy("Co v poradě chybí"),
        rows=3,
        max_length=LONGEST_SAID,
        help_text=gettext_lazy("Přečte si to každý, kdo poradu vyplňuje."),
    )
    version = VersionField()


class AskForm(forms.Form):
    reason = TextField(
        label=gettext_lazy("Proč má být měsíc znovu otevřený"),
        rows=3,
        max_length=LONGEST_SAID,
        help_text=gettext_lazy("Bez jmen a údajů klientů."),
    )


class DeclineForm(forms.Form):
    answer = TextField(label=gettext_lazy("Proč měsíc zůstane uzavřený"), rows=3, max_length=LONGEST_SAID)
    asked = VersionField()
