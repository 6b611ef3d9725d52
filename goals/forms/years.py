"""Opening a year and its calendar, and publishing it."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from centres.models import Centre
from goals.formatting import format_date
from goals.forms.fields import FingerprintField, TextField, VersionField
from goals.forms.omissions import OmissionsForm
from goals.models import Document
from goals.models.goals import LONGEST_NOTE
from goals.years import Calendar, taking_part

YEARS = range(2000, 2101)


class CalendarForm(forms.Form):
    planning_opens_on = DateField(label=gettext_lazy("Příprava začíná"))
    submit_by = DateField(label=gettext_lazy("Odeslat ke schválení do"))
    publish_on = DateField(label=gettext_lazy("Vydání"))
    closes_on = DateField(label=gettext_lazy("Uzávěrka"))
    version = VersionField()

    def __init__(self, *args, year=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year

    def clean(self):
        facts = super().clean()
        if year := self.year or facts.get("year"):
            years = {"year": year}
            opens, closes = facts.get("planning_opens_on"), facts.get("closes_on")
            if opens and opens.year not in {year - 1, year}:
                self.add_error("planning_opens_on", _("Příprava začíná v roce %(year)s nebo rok předtím.") % years)
            if closes and closes.year not in {year, year + 1}:
                self.add_error("closes_on", _("Uzávěrka je v roce %(year)s nebo rok poté.") % years)
        if all(facts.get(name) for name in Calendar.__dataclass_fields__):
            for problem in self.calendar.problems():
                raise ValidationError(problem)
        return facts

    @property
    def calendar(self):
        return Calendar(**{name: self.cleaned_data[name] for name in Calendar.__dataclass_fields__})


class OpenYearForm(CalendarForm):
    year = forms.IntegerField(
        label=gettext_lazy("Rok"),
        min_value=YEARS[0],
        max_value=YEARS[-1],
        error_messages={
            "invalid": gettext_lazy("Zadejte rok číslem, například 2027."),
            "min_value": gettext_lazy("Zadejte rok od 2000 do 2100."),
            "max_value": gettext_lazy("Zadejte rok od 2000 do 2100."),
        },
    )
    title = TextField(label=gettext_lazy("Název dokumentu"), max_length=200)
    # Choices rather than rows: a number that no row can have is then just no choice.
    centres = forms.MultipleChoiceField(
        label=gettext_lazy("Centra, která cíle připraví"),
        choices=lambda: (
            Centre.objects.filter(closed_on=None).values_list("pk", "name")
            | Centre.objects.filter(closed_on__gt=timezone.localdate()).values_list("pk", "name")
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Vyberte aspoň jedno centrum.")},
    )
    field_order = ["year", "title", "planning_opens_on", "submit_by", "publish_on", "closes_on", "centres"]

    def clean_centres(self):
        return list(Centre.objects.filter(pk__in=self.cleaned_data["centres"]))

    def clean(self):
        facts = super().clean()
        for centre in facts.get("centres") or ():
            if facts.get("year") and (closed := centre.closed_on) and closed <= date(facts["year"], 1, 1):
                words = {"centre": centre, "day": format_date(closed)}
                self.add_error("centres", _("%(centre)s bude od %(day)s zavřené, do roku se nezapojí.") % words)
        return facts


def first_guess(today):
    """What opening the next year starts from: the usual days and the centres that had goals the year before."""
    last = Document.objects.years().order_by("-year").first()
    year = last.year + 1 if last else today.year + 1
    return {
        "year": year,
        "title": last.title.replace(str(last.year), str(year)) if last else "",
        "planning_opens_on": today.replace(year=year - 1, month=10, day=1),
        "submit_by": today.replace(year=year - 1, month=11, day=30),
        "publish_on": today.replace(year=year - 1, month=12, day=15),
        "closes_on": today.replace(year=year, month=12, day=31),
        "centres": [centre.pk for centre in taking_part(year)],
        "version": 0,
    }


class PublishForm(OmissionsForm):
    reason = TextField(
        label=gettext_lazy("Proč se vydává, i když není všechno hotové"),
        rows=2,
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("Vyjde u center, jejichž cíle chybějí; jinak zůstane uvnitř, v záznamu událostí."),
        error_messages={
            "required": gettext_lazy("Není schválené všechno, co má být. Napište, proč se dokument přesto vydává.")
        },
    )
    note = TextField(
        label=gettext_lazy("Poznámka k vydání"),
        rows=2,
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy("Bude zveřejněná."),
    )
    erratum = TextField(
        label=gettext_lazy("Oprava předchozího vydání"),
        rows=2,
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy(
            "Vyplňte jen tehdy, když předchozí vydání obsahovalo chybu: co v něm bylo špatně. Bude zveřejněná u obou."
        ),
    )
    expected = FingerprintField(r"^[0-9a-f]{16}\Z")

    def __init__(self, *args, is_unfinished, is_first, left_out=(), **kwargs):
        super().__init__(*args, left_out=left_out, is_required=False, **kwargs)
        if not is_unfinished:
            del self.fields["reason"]
        if is_first:
            del self.fields["erratum"]
