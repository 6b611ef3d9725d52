"""A planned meeting, the page on which it is held, an action, and what an invited organisation answers."""

import re
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from evaluations.meetings.contents import ActionContent, fingerprint
from evaluations.states import ActionState
from goals.forms.fields import FingerprintField, KeyField, VersionField
from networks.fields import Impersonal, TimedForm
from networks.meetings import actions
from networks.meetings.contents import GatheringContent, HeadingContent, ItemContent, NewShared, SeenPart
from networks.meetings.holding import expected_there
from networks.models import Attendance, Partner, Topic
from networks.models.gatherings import LONGEST_SAID
from networks.states import Answer

FINGERPRINT = r"^[0-9a-f]{16}\Z"
NEW_ACTIONS = 3
"""Empty rows for what is agreed; saved, there are as many again."""


class GatheringForm(TimedForm):
    place = Impersonal(label=gettext_lazy("Kde"), max_length=200, required=False)
    is_extraordinary = forms.BooleanField(label=gettext_lazy("Mimořádné setkání"), required=False)
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label=gettext_lazy("Program z témat sítě"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Některé téma mezitím někdo uzavřel. Vyberte z těch, která tu jsou.")
        },
    )
    version = VersionField()
    key = KeyField()

    def __init__(self, *args, topics, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = topics
        if not topics.exists():
            del self.fields["topics"]

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in ("on", "starts", "ends", "place", "is_extraordinary")}

    @property
    def chosen(self):
        return list(self.cleaned_data.get("topics", ()))


class GatheringPartForm(forms.Form):
    expected = FingerprintField(FINGERPRINT)

    def part(self, content):
        return SeenPart(content, self.cleaned_data["expected"])


class GatheringHeadingForm(GatheringPartForm):
    guests = Impersonal(
        label=gettext_lazy("Další hosté"),
        rows=2,
        max_length=LONGEST_SAID,
        required=False,
        help_text=gettext_lazy("Organizace, které nejsou mezi partnery, každá na svém řádku. Bez jmen lidí."),
    )
    note = Impersonal(label=gettext_lazy("Co dalšího zaznělo"), rows=3, max_length=LONGEST_SAID, required=False)

    def __init__(self, data=None, *, gathering):
        now_is = HeadingContent.of(gathering)
        initial = {"note": now_is.note, "guests": now_is.guests, "expected": fingerprint(now_is)}
        super().__init__(data, prefix="heading", initial=initial)

    @property
    def content(self):
        return self.part(HeadingContent(self.cleaned_data["note"], self.cleaned_data["guests"]))


class ItemForm(GatheringPartForm):
    conclusion = Impersonal(label=gettext_lazy("Závěr"), rows=2, max_length=LONGEST_SAID, required=False)
    is_settled = forms.BooleanField(label=gettext_lazy("Téma je vyřešené"), required=False)

    def __init__(self, data=None, *, item):
        self.item, now_is = item, ItemContent.of(item)
        initial = {"conclusion": now_is.conclusion, "is_settled": now_is.is_settled, "expected": fingerprint(now_is)}
        super().__init__(data, prefix=f"item-{item.pk}", initial=initial)

    @property
    def content(self):
        return self.part(ItemContent(self.cleaned_data["conclusion"], self.cleaned_data["is_settled"]))


def owner_choices(gathering):
    centres, partners = actions.possible_owners(gathering)
    return [("", _("vyberte")), (_("Centrum"), centres), (_("Organizace"), partners)]


class SharedForm(GatheringPartForm):
    """What was agreed before; its words only until the meeting that made it is closed."""

    what = Impersonal(label=gettext_lazy("Co udělat"), rows=1, max_length=LONGEST_SAID)
    state = forms.ChoiceField(label=gettext_lazy("Jak je na tom"), choices=ActionState)
    note = Impersonal(label=gettext_lazy("Jak to dopadlo"), max_length=LONGEST_SAID, required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Kdo"))
    due_on = DateField(label=gettext_lazy("Do"))
    field_order = ["what", "state", "note", "owner", "due_on", "expected"]

    def __init__(self, data=None, *, action, choices):
        self.action, now_is = action, ActionContent.of(action)
        initial = {"what": now_is.what, "state": now_is.state, "note": now_is.note, "owner": now_is.owner}
        initial |= {"due_on": now_is.due_on, "expected": fingerprint(now_is)}
        super().__init__(data, prefix=f"action-{action.pk}", initial=initial)
        offered = {key for _label, group in choices[1:] for key, _name in group}
        if now_is.owner not in offered:  # they left the series; what they have stays theirs until somebody gives it on
            choices = [*choices, (_("Dosud"), [(now_is.owner, action.owner_label)])]
        self.fields["owner"].choices = choices
        if action.gathering.is_closed:
            del self.fields["what"]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day != self.action.due_on and day < self.action.gathering.on:
            raise ValidationError(_("Den je dřív než setkání, které úkol zadalo."))
        return day

    @property
    def content(self):
        facts = self.cleaned_data
        what = facts.get("what", self.action.what)
        return self.part(ActionContent(what, facts["owner"], facts["due_on"], facts["state"], facts["note"]))


class NewSharedForm(forms.Form):
    what = Impersonal(label=gettext_lazy("Úkol"), rows=1, max_length=LONGEST_SAID, required=False)
    topic = forms.ModelChoiceField(
        Topic.objects.none(), label=gettext_lazy("K tématu"), required=False, empty_label=gettext_lazy("k žádnému")
    )
    owner = forms.ChoiceField(label=gettext_lazy("Kdo"), required=False)
    due_on = DateField(label=gettext_lazy("Do"), required=False)

    def __init__(self, data=None, *, number, topics, choices, today):
        super().__init__(data, prefix=f"new-{number}")
        self.today = today
        self.fields["topic"].queryset = topics
        self.fields["owner"].choices = choices
        invalid = gettext_lazy("Úkol může mít centrum kraje nebo organizace, která v síti je nebo na setkání byla.")
        self.fields["owner"].error_messages["invalid_choice"] = invalid

    @property
    def is_empty(self):
        return not (self.cleaned_data["what"] or self.cleaned_data["owner"] or self.cleaned_data["due_on"])

    def clean(self):
        facts = super().clean()
        if self.errors or self.is_empty:
            return facts
        if not facts["what"]:
            self.add_error("what", _("Napište, co je potřeba udělat."))
        if not facts["owner"]:
            self.add_error("owner", _("Vyberte, kdo úkol má: centrum nebo organizaci."))
        if not facts["due_on"]:
            self.add_error("due_on", _("Napište, do kterého dne to má být."))
        elif facts["due_on"] < self.today:
            self.add_error("due_on", _("Ten den už minul. Napište den od dneška dál; co je hotové, patří do závěru."))
        return facts

    @property
    def content(self):
        facts = self.cleaned_data
        topic = facts["topic"].pk if facts["topic"] else None
        return NewShared(topic, ActionContent(facts["what"], facts["owner"], facts["due_on"]))


class AttendanceForm(forms.Form):
    came = forms.MultipleChoiceField(
        label=gettext_lazy("Přítomni"), required=False, widget=forms.CheckboxSelectMultiple
    )
    guest = forms.ModelChoiceField(
        Partner.objects.none(),
        label=gettext_lazy("Přidat hosta z partnerů"),
        required=False,
        empty_label=gettext_lazy("nikoho"),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    version = VersionField()
    key = KeyField()

    def __init__(self, data=None, *, gathering):
        members, guests = expected_there(gathering)
        there = sorted(Attendance.objects.filter(gathering=gathering).values_list("partner", flat=True))
        initial = {"came": there, "seen": ",".join(map(str, there)), "version": gathering.version, "key": uuid4()}
        super().__init__(data, prefix="attendance", initial=initial)
        answers = dict(gathering.invitees.exclude(answer=Answer.NONE).values_list("partner", "answer"))

        def label(partner, more=""):
            said = Answer(answers[partner.pk]).label if partner.pk in answers else ""
            return ", ".join(map(str, filter(None, [partner.name, more, said])))

        self.fields["came"].choices = [
            *((one.partner_id, label(one.partner)) for one in members),
            *((one.pk, label(one, _("host"))) for one in guests),
        ]
        stranger = gettext_lazy(
            "Organizace, kterou jste zaškrtli, v síti není. Přidejte ji jako hosta, nebo mezi členy."
        )
        self.fields["came"].error_messages["invalid_choice"] = stranger
        known = {one.partner_id for one in members} | {one.pk for one in guests}
        near = Partner.objects.current().visible_to([gathering.series.region_id]).exclude(pk__in=known)
        self.fields["guest"].queryset = near.order_by("folded_text", "pk")

    def clean_came(self):
        return frozenset(map(int, self.cleaned_data["came"]))

    def clean_seen(self):
        text = self.cleaned_data["seen"]
        if text and not re.fullmatch(r"[0-9]{1,15}(?:,[0-9]{1,15})*", text):
            raise ValidationError(self.fields["key"].error_messages["invalid"])
        return frozenset(map(int, text.split(","))) if text else frozenset()


class HoldEditor:
    """The forms of a meeting that is being held; `data` is what was sent."""

    def __init__(self, gathering, *, today, data=None):
        self.gathering, choices = gathering, owner_choices(gathering)
        self.attendance = AttendanceForm(data, gathering=gathering)
        self.heading = GatheringHeadingForm(data, gathering=gathering)
        agenda = gathering.agenda.select_related("topic")
        self.items = [ItemForm(data, item=item) for item in agenda if _is_sent(data, f"item-{item.pk}")]
        carried = [one for one in actions.carried_to(gathering) if one.is_open]
        made = [one for one in actions.of_series(gathering.series) if one.gathering_id == gathering.pk]
        self.carried, self.made = (
            [SharedForm(data, action=one, choices=choices) for one in found if _is_sent(data, f"action-{one.pk}")]
            for found in (carried, made)
        )
        topics = Topic.objects.filter(items__gathering=gathering)
        self.new = [
            NewSharedForm(data, number=number, topics=topics, choices=choices, today=today)
            for number in range(NEW_ACTIONS)
        ]

    @property
    def forms(self):
        return [self.attendance, self.heading, *self.items, *self.carried, *self.made, *self.new]

    @property
    def has_errors(self):
        return any(form.errors for form in self.forms)

    @property
    def errors(self):
        """Of the fields, each with its form, for the summary."""
        return [form for form in self.forms if form.errors]

    @property
    def held(self):
        facts = self.attendance.cleaned_data
        return GatheringContent(
            came=facts["came"],
            seen=facts["seen"],
            guest=facts["guest"].pk if facts["guest"] else None,
            key=facts["key"],
            heading=self.heading.content,
            items={form.item.pk: form.content for form in self.items},
            actions={form.action.pk: form.content for form in (*self.carried, *self.made)},
            new_actions=tuple(form.content for form in self.new if not form.is_empty),
        )

    @property
    def version(self):
        return self.attendance.cleaned_data["version"]

    @property
    def contents(self):
        """What the person wrote, by the name of the place."""
        found = {"heading": self.heading.content.content}
        found |= {form.prefix: form.content.content for form in (*self.items, *self.carried, *self.made)}
        return found


def _is_sent(data, prefix):
    return data is None or f"{prefix}-expected" in data


def expect_current(data, current):
    """What was sent, as if the overtaken parts had been seen as they are now: sent again, it wins knowingly."""
    again = data.copy()
    for prefix, now_is in current.items():
        again[f"{prefix}-expected"] = fingerprint(now_is)
    again["attendance-key"] = str(uuid4())
    return again


class ReplyForm(forms.Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("Přijde někdo od vás?"),
        choices=[
            (Answer.YES, gettext_lazy("Ano")),
            (Answer.OTHER, gettext_lazy("Přijde někdo jiný, než koho jste pozvali")),
            (Answer.NO, gettext_lazy("Ne, omlouváme se")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vyberte jednu z odpovědí.")},
    )
    instead = Impersonal(
        label=gettext_lazy("Kdo přijde místo"),
        max_length=150,
        required=False,
        is_conditional=True,
        help_text=gettext_lazy("Stačí funkce nebo útvar, například „vedoucí odboru školství“."),
    )

    def clean(self):
        facts = super().clean()
        if facts.get("answer") == Answer.OTHER and not facts.get("instead") and "instead" not in self.errors:
            self.add_error("instead", _("Napište, kdo přijde místo: stačí funkce nebo útvar."))
        return facts
