"""The form of a meeting: its heading and every goal, each a part with the fingerprint of what was on the screen; and
the small forms of what is done with it: closing, handing back, asking, opening again."""

import re
from datetime import timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from evaluations.fields import AmountField, CountField, MemberCountField, PerCentField, PortionField
from evaluations.meetings import actions as action_items
from evaluations.meetings.actions import NewAction
from evaluations.meetings.agenda import offered_heading
from evaluations.meetings.contents import ActionContent, EntryContent, Heading, Written, fingerprint
from evaluations.models.meetings import LONGEST_SAID
from evaluations.portions import of_row
from evaluations.states import ActionState, Rating
from goals.formatting import format_date, shortened
from goals.forms.fields import FingerprintField, KeyField, TextField, VersionField
from goals.forms.owners import owner_choices
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

    def __init__(self, data=None, *, item):
        saved = item.content
        offered = EntryContent(saved.rating or item.offered, saved.said, saved.numbers)
        initial = {"rating": offered.rating, "said": offered.said}
        initial |= {"expected": fingerprint(saved), "offered": fingerprint(offered)}
        initial |= {NUMBER.format(target): amount for target, amount in saved.numbers}
        super().__init__(data, prefix=f"cil-{item.root}", initial=initial)
        self.item = item
        self.fields["rating"].about = shortened(item.goal.text)
        for line in item.asked:
            about = {"label": line.question, "required": False}
            if line.target.scope:
                field = MemberCountField(members=int(line.standing.progress.aim or 0), **about)
            elif line.target.kind == Kind.EACH:
                field = PortionField(help_text=_("I s tím, kolik jich v okruhu je: „3 z 5“."), **about)
                field.widget.attrs["inputmode"] = "text"
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
        return self.written(EntryContent(facts["rating"], facts["said"], numbers))


LONGEST_WAY = timedelta(days=3 * 366)
"""A mistyped year must not put a thing off for a century."""


class OwnedForm(forms.Form):
    """Who does something, and by when."""

    owner = forms.ChoiceField(label=gettext_lazy("Kdo"), required=False)
    due_on = DateField(label=gettext_lazy("Do kdy"), required=False)

    def offer(self, meeting, choices, first_day):
        self.first_day = first_day
        self.fields["owner"].choices = choices
        self.fields["owner"].error_messages["invalid_choice"] = action_items.not_at_meeting(meeting)

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and not self.first_day <= day <= self.first_day + LONGEST_WAY:
            raise ValidationError(_("Termín je dřív, než období porady začalo, nebo za víc než tři roky. Opravte ho."))
        return day


def _needed(form, facts, names):
    """Errors at what the form cannot do without."""
    sentences = {
        "what": _("Napište, co se má udělat."),
        "owner": _("Vyberte, kdo to udělá."),
        "due_on": _("Napište, do kdy to bude."),
    }
    for name in names:
        if name in facts and not facts[name]:
            form.add_error(name, sentences[name])


class ActionForm(OwnedForm, PartForm):
    """Something that a meeting agreed: how it goes on; while its own meeting is open, also what it is. Who only has it
    to do says no more than how it ended."""

    what = TextField(label=gettext_lazy("Co udělat"), rows=1, max_length=LONGEST_SAID, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Jak je na tom"), choices=ActionState.choices, widget=forms.RadioSelect, required=False
    )
    note = TextField(label=gettext_lazy("Jak to dopadlo"), rows=1, max_length=LONGEST_SAID, required=False)
    field_order = ["what", "state", "note", "owner", "due_on"]

    def __init__(self, data=None, *, item, choices, is_own=False):
        saved = self.saved = ActionContent.of(item)
        initial = {name: getattr(saved, name) for name in ("what", "owner", "due_on", "state", "note")}
        initial |= {"expected": fingerprint(saved), "offered": fingerprint(saved)}
        super().__init__(data, prefix=action_items.part_of(item.pk), initial=initial)
        self.item = item
        self.fields["state"].about = shortened(saved.what)
        if saved.owner not in {key for _name, group in choices[1:] for key, _label in group}:
            gone = _("%(who)s (už tu nepracuje)") % {"who": item.owner_label}
            choices = [*choices, (_("Dosud"), [(saved.owner, gone)])]
        self.offer(item.meeting, choices[1:], item.meeting.first_day)
        if item.meeting.is_closed or is_own:
            del self.fields["what"]
        if is_own:
            del self.fields["owner"], self.fields["due_on"]

    def clean(self):
        facts = super().clean()
        _needed(self, facts, [name for name in ("what", "owner", "due_on") if name in self.fields])
        return facts

    @property
    def texts(self):
        return [self.saved.what, self.saved.note]

    @property
    def content(self):
        said = {name: self.cleaned_data[name] for name in ("what", "owner", "due_on", "note") if name in self.fields}
        state = self.cleaned_data["state"] or self.saved.state
        return self.written(ActionContent(**{**vars(self.saved), **said, "state": state}))


class NewActionForm(OwnedForm):
    """One thing more to be done; left empty, there is none."""

    what = TextField(label=gettext_lazy("Úkol: co udělat"), rows=1, max_length=LONGEST_SAID, required=False)
    key = KeyField()
    field_order = ["what", "owner", "due_on"]

    def __init__(self, data=None, *, meeting, root, choices):
        super().__init__(data, prefix=f"novy-{root or 'porada'}", initial={"key": uuid4()})
        self.root = root
        self.offer(meeting, choices, meeting.first_day)

    @property
    def is_begun(self):
        return any(self[name].value() for name in ("what", "owner", "due_on"))

    def clean(self):
        facts = super().clean()
        if self.is_begun:
            _needed(self, facts, ["what", "owner", "due_on"])
        return facts

    @property
    def content(self):
        facts = self.cleaned_data
        if not facts["what"]:
            return None
        return NewAction(self.root, ActionContent(facts["what"], facts["owner"], facts["due_on"]), facts["key"])


class MeetingEditor:
    """All parts of the page; `data` is what was sent, or what was typed before the sign-in expired."""

    def __init__(self, meeting, items, *, today, data=None):
        self.heading = HeadingForm(data, meeting=meeting, today=today)
        # Of goals that were not on the page when it was sent, nothing was said.
        named = [item for item in items if data is None or f"cil-{item.root}-expected" in data]
        self.entries = [EntryForm(data, item=item) for item in named]
        people = action_items.possible_people(meeting, today)
        choices = owner_choices(people, action_items.roles_for(meeting), nobody=_("vyberte"))
        carried, made = action_items.carried_to(meeting), action_items.made_at(meeting)
        self.settled = [item for item in carried if not item.is_open]
        shown = [item for item in carried if item.is_open] + made
        if data is not None:
            # Also one that somebody has settled since the page was opened.
            sent = {int(found[1]) for name in data if (found := re.fullmatch(r"ukol-([0-9]{1,15})-expected", name))}
            there = {item.pk: item for item in [*carried, *made]}
            shown = [item for item in there.values() if item.pk in sent]
        self.actions = [ActionForm(data, item=item, choices=choices) for item in shown]
        roots = [form.item.root for form in self.entries]
        self.new_actions = [
            NewActionForm(data, meeting=meeting, root=root, choices=choices)
            for root in [*roots, None]
            if data is None or f"novy-{root or 'porada'}-key" in data
        ]
        by_goal = action_items.by_goal(item for item in shown if item.meeting_id == meeting.pk)
        own = {item.pk for root in roots for item in by_goal.get(root, ())}
        forms_of = {form.item.pk: form for form in self.actions}
        new = {form.root: form for form in self.new_actions}
        for form in self.entries:
            form.actions = [forms_of[item.pk] for item in by_goal.get(form.item.root, ())]
            form.new_action = new.get(form.item.root)
        self.new_action = new.get(None)
        self.carried = [form for form in self.actions if form.item.meeting_id != meeting.pk]
        self.others = [form for form in self.actions if form.item.meeting_id == meeting.pk and form.item.pk not in own]

    @property
    def has_errors(self):
        return any(form.errors for form in (self.heading, *self.entries, *self.actions, *self.new_actions))

    @property
    def version(self):
        return self.heading.cleaned_data["version"]

    @property
    def parts(self):
        """What is to be written: the heading, and the entries by the id of the goal as first written."""
        return {
            "heading": self.heading.content,
            "entries": {form.item.root: form.content for form in self.entries},
            "actions": {form.item.pk: form.content for form in self.actions},
            "new_actions": [form.content for form in self.new_actions if form.content],
        }

    @property
    def misplaced(self):
        """Typed numbers that no longer belong into the page, each with the goal it was typed at."""
        return [f"{form.item.goal}\n{_('Číslo')}: {value}" for form in self.entries for value in form.misplaced]

    @property
    def texts(self):
        """What is written on the page now, saved or not: each text with its label and its goal (None: the meeting)."""
        yield None, self.heading["note"].label, self.heading["note"].value() or ""
        for form in self.entries:
            yield form.item.goal, form["said"].label, form["said"].value() or ""
        for form in self.actions:
            for name, saved in (("what", form.saved.what), ("note", form.saved.note)):
                label = form.base_fields[name].label
                yield form.item.goal, label, (form[name].value() or "") if name in form.fields else saved
        goals = {form.item.root: form.item.goal for form in self.entries}
        for form in self.new_actions:
            yield goals.get(form.root), form["what"].label, form["what"].value() or ""

    @property
    def as_text(self):
        """All that was typed into the page, to be copied where it can no longer be saved: as it was typed, choices and
        days as people read them."""
        named = [(_("Porada"), [self.heading[name] for name in ("held_on", "attendance", "note")])]
        for form in self.entries:
            named.append((str(form.item.goal), [form["rating"], *form.numbers, form["said"]]))
        for form in [*self.actions, *self.new_actions]:
            fields = [form[name] for name in form.fields if name in form.changed_data and name != "key"]
            named.append((str(form.item) if isinstance(form, ActionForm) else _("Nový úkol"), fields))
        texts = []
        for name, fields in named:
            lines = [name]
            lines += [f"{field.label}: {_as_typed(field)}" for field in fields if field.value()]
            if len(lines) > 1:
                texts.append("\n".join(lines))
        return texts + self.misplaced


def _as_typed(field):
    value = field.value()
    if field.name in {"held_on", "due_on"} and not field.errors:
        return format_date(field.form.cleaned_data[field.name])
    if field.name == "owner":
        return action_items.owner_words(value) or value
    return {"rating": dict(Rating.choices), "state": dict(ActionState.choices)}.get(field.name, {}).get(value, value)


def with_current_fingerprints(data, current):
    """What was sent, with the fingerprints of the overtaken parts as they are now: sent again, it wins knowingly."""
    again = data.copy()
    for key, content in current.items():
        prefix = "porada" if key is None else f"cil-{key}" if isinstance(key, int) else key
        again[f"{prefix}-expected"] = again[f"{prefix}-offered"] = fingerprint(content)
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
