"""The forms of records: one record (quick on the page of a month, whole on its own page), a month's sheet, a piece of
evidence, and which indicator makes the number of each target."""

from dataclasses import fields
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from evaluations.evidence import ENDINGS
from evaluations.fields import CountField, PortionField
from evaluations.links import LONGEST_LINKS, read_links
from evaluations.models.meetings import LARGEST_AMOUNT
from evaluations.models.records import LONGEST_RECORD_NOTE, LONGEST_TOPIC, PER_CENT, Record
from evaluations.portions import columns, of_row
from evaluations.records.naming import is_fit
from evaluations.records.records import RecordContent, content_problems
from evaluations.records.sources import SourceChoice, fingerprint
from evaluations.states import Aggregation
from goals.forms.fields import FingerprintField, KeyField, TextField, VersionField
from goals.reading import group_size
from goals.states import Kind

LONGEST_TITLE = Record._meta.get_field("title").max_length
LARGEST_GROUP = 100_000
GROUPS = (gettext_lazy("Z cílů centra"), gettext_lazy("Z dlouhodobých cílů"), gettext_lazy("Ostatní"))
TYPED = gettext_lazy("píše se na poradě")
FINGERPRINT = rf"^([0-9]{{1,15}}(/[0-9]{{1,9}})?:.{{0,{LONGEST_TOPIC}}})?\Z"
EVIDENCE = ",".join(ending for endings in ENDINGS.values() for ending in endings)
NO_FILE = {
    "required": gettext_lazy("Vyberte soubor."),
    "invalid": gettext_lazy("Soubor nepřišel celý. Vyberte ho znovu."),
    "missing": gettext_lazy("Vyberte soubor."),
    "empty": gettext_lazy("Soubor je prázdný."),
    "max_length": gettext_lazy("Název souboru je příliš dlouhý. Zkraťte ho."),
}


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
        named = []
        for name, group in zip(GROUPS, groups, strict=True):
            if group:
                pairs = [(one.pk, f"{one.name} (%)" if one.unit == PER_CENT else one.name) for one in group]
                named.append((name, pairs))
        self.choices = named[0][1] if len(named) == 1 else named

    def clean(self, value):
        return self.by_pk[super().clean(value)]

    def has_changed(self, initial, data):
        return str(initial or "") != str(data or "")


def is_read_off(indicator):
    """Its value is read off somewhere, followers or per cent; it is not one thing that happened."""
    return indicator.aggregation == Aggregation.LAST or indicator.unit == PER_CENT


class RecordForm(forms.Form):
    indicator = IndicatorField(label=gettext_lazy("Co se stalo"))
    amount = PortionField(label=gettext_lazy("Počet"), takes_per_cent=True)
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
        if any(one.unit == PER_CENT for group in groups[:2] for one in group):
            self.fields["amount"].help_text = _("Podíl v procentech, nebo lépe „45 z 60“.")
            self.fields["amount"].widget.attrs["inputmode"] = "text"  # keyboards of numbers have no slash
        self.fields["topic"].widget.attrs |= {"list": "temata", "autocomplete": "off"}
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean(self):
        facts = super().clean()
        if {"indicator", "on", "amount"} <= facts.keys():
            for field, problem in content_problems(self.content, today=self.today):
                self.add_error(field, problem)
            is_per_cent = facts["indicator"].unit == PER_CENT
            if (self["amount"].value() or "").rstrip().endswith("%") and not is_per_cent:
                self.add_error("amount", _("V procentech se píše jen podíl. Tady napište jedno číslo."))
        return facts

    @property
    def content(self):
        names = {field.name for field in fields(RecordContent)}
        facts = {name: value for name, value in self.cleaned_data.items() if name in names}
        return RecordContent(**facts | columns(facts["amount"]))


class CentreForm(forms.Form):
    """Whose it is: the field of the centre is there where there is something to choose."""

    centre = forms.ModelChoiceField(label=gettext_lazy("Pracoviště"), queryset=None, empty_label=None)

    def __init__(self, *args, centres, **kwargs):
        super().__init__(*args, **kwargs)
        self.centres = list(centres)
        self.fields["centre"].queryset = centres
        if len(self.centres) == 1:
            del self.fields["centre"]

    @property
    def chosen_centre(self):
        return self.cleaned_data.get("centre") or self.centres[0]


class QuickForm(CentreForm, RecordForm):
    """One new record of a team's year."""

    key = KeyField()

    def __init__(self, data=None, *, year, **kwargs):
        super().__init__(data, **kwargs)
        self.year = year
        if not self.is_bound:
            self.initial.setdefault("key", uuid4())
        # Most of what happens happened once; how many follow or what per cent it is, nobody can guess.
        self.fields["amount"].required = False
        self.fields["amount"].help_text = gettext_lazy("Prázdné je 1.")

    def clean(self):
        facts = self.cleaned_data
        if "amount" in facts and facts["amount"] is None and (indicator := facts.get("indicator")):
            if is_read_off(indicator):
                del facts["amount"]
                self.add_error(
                    "amount", ValidationError(_("Napište, kolik to je: u tohoto ukazatele se to nedá odhadnout."))
                )
            else:
                facts["amount"] = Decimal(1)
        return super().clean()

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on.year != self.year and on <= self.today:
            raise ValidationError(_("Tady se zapisuje rok %(year)s. Vyberte den z něj.") % {"year": self.year})
        return on


class CorrectionForm(RecordForm):
    """A record that is there already."""

    version = VersionField()

    def __init__(self, data=None, *, record, **kwargs):
        content = RecordContent.of(record).columns
        initial = content | {"indicator": record.indicator_id, "version": record.version, "amount": of_row(record)}
        super().__init__(data, initial=initial, **kwargs)


class SheetForm(CentreForm):
    file = forms.FileField(
        label=gettext_lazy("Soubor se záznamy"),
        error_messages=NO_FILE,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=gettext_lazy(".xlsx nebo .csv, nejvýše 1 000 řádků, jeden měsíc."),
    )


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Nový doklad"),
        error_messages=NO_FILE,
        widget=forms.FileInput(attrs={"accept": EVIDENCE}),
        help_text=gettext_lazy(
            "PDF, PNG, JPG, Word (.docx) nebo Excel (.xlsx), nejvýše 10 MB. Bez osobních údajů klientů."
        ),
    )


class SourceForm(forms.Form):
    """Of one target; bound only if the target was on the page that was sent, the others are left alone."""

    indicator = forms.TypedChoiceField(
        label=gettext_lazy("Odkud je číslo"), required=False, coerce=int, empty_value=None
    )
    topic = TextField(
        label=gettext_lazy("Jen s tématem"), max_length=LONGEST_TOPIC, required=False, is_conditional=True
    )
    size = CountField(
        label=gettext_lazy("Kolik jich v okruhu je"),
        help_text=gettext_lazy("Záznamy to neříkají, a bez toho se neví, u kolika z kolika je splněno."),
        most=LARGEST_GROUP,
        required=False,
    )
    expected = FingerprintField(FINGERPRINT, required=False)

    def __init__(self, target, source, proposal, indicators, data=None):
        self.target, self.source, self.proposal = target, source, proposal
        offered = source or proposal
        initial = {"indicator": offered.indicator.pk, "topic": offered.topic, "size": offered.size} if offered else {}
        if source is None and not initial.get("size"):
            initial["size"] = group_size(target.goal.text)
        prefix = f"hodnota-{target.pk}"
        is_sent = data is not None and f"{prefix}-expected" in data
        super().__init__(data if is_sent else None, prefix=prefix, initial={**initial, "expected": fingerprint(source)})
        self.indicators = {one.pk: one for one in indicators if is_fit(one, target)}
        if source:  # a retired indicator stays where it is in use
            self.indicators.setdefault(source.indicator.pk, source.indicator)
        self.fields["indicator"].choices = [("", TYPED), *((pk, one.name) for pk, one in self.indicators.items())]
        self.fields["topic"].widget.attrs |= {"list": "temata", "autocomplete": "off"}
        if target.kind != Kind.EACH or target.scope:  # of regions and centres it is known
            del self.fields["size"]

    @property
    def choice(self):
        facts = self.cleaned_data
        indicator = self.indicators.get(facts["indicator"])
        if indicator is None:
            return SourceChoice(self.target, None, "", facts["expected"])
        return SourceChoice(self.target, indicator, facts["topic"], facts["expected"], facts.get("size"))


class SourceEditor:
    """The forms of all targets, by the id of the target; `data` is what was sent, or typed before the sign-in ended."""

    def __init__(self, targets, sources, proposed, indicators, data=None):
        self.by_target = {
            target.pk: SourceForm(target, sources.get(target.pk), proposed.get(target.pk), indicators, data)
            for target in targets
        }
        self.sent = [form for form in self.by_target.values() if form.is_bound]

    def is_valid(self):
        return not any(form.errors for form in self.sent)

    @property
    def typed_topics(self):
        """For a page without fields: what was typed is shown all the same."""
        return [form["topic"].value() for form in self.sent if "topic" in form.changed_data and form["topic"].value()]


def expect_current(data, sources):
    """What was sent, as if these sources had been seen: sent again, it wins knowingly."""
    again = data.copy()
    for target, source in sources.items():
        again[f"hodnota-{target}-expected"] = fingerprint(source)
    return again
