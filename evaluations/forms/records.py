"""The form of one record: quick on the page of a month, whole on its own page."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.forms.fields import AmountField, CountField
from evaluations.links import LONGEST_LINKS, read_links
from evaluations.models.indicators import LARGEST_AMOUNT, LONGEST_TOPIC, PER_CENT
from evaluations.models.records import LONGEST_RECORD_NOTE, Record
from evaluations.recording.records import RecordContent, content_problems
from goals.forms.fields import DateField, KeyField, TextField, VersionField

LONGEST_TITLE = Record._meta.get_field("title").max_length
GROUPS = (gettext_lazy("Z cílů centra"), gettext_lazy("Z dlouhodobých cílů"), gettext_lazy("Ostatní"))


class LinksField(TextField):
    """Whole addresses; blank lines are left in until all are read, so that an error counts them as the person does."""

    def __init__(self, **kwargs):
        super().__init__(rows=2, max_length=LONGEST_LINKS, strip=False, **kwargs)

    def clean(self, value):
        return read_links(super().clean(value))


class IndicatorField(forms.ChoiceField):
    """Indicators in named groups; a single group needs no name."""

    def offer(self, groups):
        self.by_pk = {str(one.pk): one for group in groups for one in group}
        named = [
            (name, [(one.pk, _label(one)) for one in group])
            for name, group in zip(GROUPS, groups, strict=True)
            if group
        ]
        self.choices = named if len(named) > 1 else [pair for _name, pairs in named for pair in pairs]

    def clean(self, value):
        return self.by_pk[super().clean(value)]


class RecordForm(forms.Form):
    indicator = IndicatorField(label=gettext_lazy("Co se stalo"))
    amount = AmountField(label=gettext_lazy("Počet"))
    on = DateField(label=gettext_lazy("Den"))
    title = TextField(label=gettext_lazy("Název"), max_length=LONGEST_TITLE, required=False)
    topic = TextField(label=gettext_lazy("Téma"), max_length=LONGEST_TOPIC, required=False)
    participants = CountField(label=gettext_lazy("Účastníků"), least=0, most=LARGEST_AMOUNT, required=False)
    note = TextField(
        label=gettext_lazy("Poznámka"),
        rows=3,
        max_length=LONGEST_RECORD_NOTE,
        required=False,
        help_text=gettext_lazy("Bez jmen a údajů klientů."),
    )
    links = LinksField(label=gettext_lazy("Odkazy"), required=False, help_text=gettext_lazy("Každý na svůj řádek."))

    def __init__(self, data=None, *, groups, today, **kwargs):
        super().__init__(data, **kwargs)
        self.today, self.groups = today, groups
        self.fields["indicator"].offer(groups)
        self.fields["topic"].widget.attrs |= {"list": "temata", "autocomplete": "off"}
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean(self):
        facts = super().clean()
        if {"indicator", "on", "amount"} <= facts.keys():
            for field, problem in content_problems(self.content_of(facts), today=self.today):
                self.add_error(field, problem)
        return facts

    @staticmethod
    def content_of(facts):
        texts = {name: facts.get(name, "") for name in ("title", "topic", "note", "links")}
        return RecordContent(
            facts["indicator"], facts["on"], facts["amount"], participants=facts.get("participants"), **texts
        )

    @property
    def content(self):
        return self.content_of(self.cleaned_data)


class QuickForm(RecordForm):
    """One new record of a team's year; the field of the centre is there where there is something to choose."""

    centre = forms.ModelChoiceField(label=gettext_lazy("Pracoviště"), queryset=None, empty_label=None)
    key = KeyField()

    def __init__(self, data=None, *, centres, year, **kwargs):
        super().__init__(data, **kwargs)
        self.year, self.centres = year, list(centres)
        self.fields["centre"].queryset = centres
        if len(self.centres) == 1:
            del self.fields["centre"]
        if not self.is_bound:
            self.initial.setdefault("key", uuid4())
            self.initial.setdefault("amount", 1)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on.year != self.year and on <= self.today:
            raise ValidationError(_("Tady se zapisuje rok %(year)s. Vyberte den z něj.") % {"year": self.year})
        return on

    @property
    def chosen_centre(self):
        return self.cleaned_data.get("centre") or self.centres[0]


class CorrectionForm(RecordForm):
    """A record that is there already."""

    version = VersionField()


def as_initial(record):
    """What the form of a record shows."""
    content = RecordContent.of(record)
    return {**content.columns, "indicator": content.indicator.pk, "version": record.version}


def _label(indicator):
    return f"{indicator.name} (%)" if indicator.unit == PER_CENT else indicator.name
