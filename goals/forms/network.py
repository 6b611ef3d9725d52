"""The network of centres: opening, changing and closing one; its contact and its places."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.urls import resolve, reverse
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres import network
from centres.fields import DateField
from centres.models import Centre, ChangeKind, Operator, PlaceKind, Region, ServiceGroup, ServiceItem, SpokenLanguage
from goals.formatting import visible
from goals.forms.fields import TextField, VersionField

LONGEST_REASON = 500


class CentreField(forms.ModelChoiceField):
    """Offers some centres and understands all, so that whoever sends another is told why it cannot be that one."""

    def __init__(self, **kwargs):
        super().__init__(Centre.objects.select_related("parent"), **kwargs)

    def offer(self, centres):
        self.widget.choices = [("", self.empty_label), *((centre.pk, centre.name) for centre in centres)]


def region_field():
    return forms.ModelChoiceField(
        Region.objects.all(), label=gettext_lazy("Kraj"), empty_label=gettext_lazy("Vyberte kraj")
    )


def operator_field():
    return forms.ModelChoiceField(
        Operator.objects.all(), label=gettext_lazy("Provozovatel"), empty_label=gettext_lazy("Vyberte provozovatele")
    )


class OpenCentreForm(forms.Form):
    name = TextField(
        label=gettext_lazy("Název"), max_length=120, help_text=gettext_lazy("Jak se mu říká, například CPIC Liberec.")
    )
    official_name = TextField(label=gettext_lazy("Úřední název"), max_length=160, required=False)
    town = TextField(
        label=gettext_lazy("Město"),
        max_length=60,
        help_text=gettext_lazy("Podle něj dostane adresu na webu; ta zůstane."),
    )
    region = region_field()
    operator = operator_field()
    parent = CentreField(
        label=gettext_lazy("Pobočka centra"), required=False, empty_label=gettext_lazy("Samostatné centrum")
    )
    address = TextField(label=gettext_lazy("Adresa"), max_length=160, required=False)
    day = DateField(label=gettext_lazy("Otevřené od"), help_text=gettext_lazy("Může být i dopředu."))
    years = forms.MultipleChoiceField(
        label=gettext_lazy("Zapojí se do roku"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Bude psát cíle roku, který už běží nebo se připravuje; porady má od otevření."),
    )
    reason = TextField(label=gettext_lazy("Důvod"), rows=2, max_length=LONGEST_REASON, required=False)

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.documents = {str(document.year): document for document in documents}
        self.fields["years"].choices = [(year, year) for year in self.documents]
        if not self.documents:
            del self.fields["years"]
        self.fields["parent"].offer(Centre.objects.filter(parent=None, closed_on=None))

    def clean_town(self):
        """The address of a centre may not be one of the workspace's own words, which come first."""
        town = self.cleaned_data["town"]
        slug = slugify(town)[:40] or "centrum"
        places = {"plan": reverse("plan", args=[2026, slug]), "centre-work": reverse("centre-work", args=[slug])}
        if any(resolve(path).url_name != name for name, path in places.items()):
            raise ValidationError(_("Takové slovo už adresy webu používají. Napište město jinak."))
        return town

    def clean_years(self):
        return [self.documents[year] for year in self.cleaned_data["years"]]

    def clean(self):
        facts, day = super().clean(), self.cleaned_data.get("day")
        for document in facts.get("years") or ():
            if day and day.year > document.year:
                late = _("V roce %(year)s ještě nebude otevřené.") % {"year": document.year}
                self.add_error("years", late)
        return facts


class ChangeForm(forms.Form):
    """What is common to all changes of a centre. A page gives the centre and today."""

    day = DateField(label=gettext_lazy("Od kterého dne"))
    reason = TextField(label=gettext_lazy("Důvod"), rows=2, max_length=LONGEST_REASON, required=False)
    version = VersionField()

    def __init__(self, *args, centre, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.centre, self.today = centre, today

    @property
    def values(self):
        """The facts of the centre that the form is about."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ChangeForm.base_fields}


class RenameForm(ChangeForm):
    name = TextField(label=gettext_lazy("Název"), max_length=120)
    official_name = TextField(label=gettext_lazy("Úřední název"), max_length=160, required=False)
    field_order = ["name", "official_name", "day", "reason", "version"]


class MoveForm(ChangeForm):
    address = TextField(label=gettext_lazy("Adresa"), max_length=160, required=False)
    region = region_field()
    operator = operator_field()
    field_order = ["address", "region", "operator", "day", "reason", "version"]


class BranchForm(ChangeForm):
    parent = CentreField(
        label=gettext_lazy("Hlavní centrum"), required=False, empty_label=gettext_lazy("Žádné, centrum je samostatné")
    )
    field_order = ["parent", "day", "reason", "version"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(Centre.objects.filter(parent=None, closed_on=None).exclude(pk=self.centre.pk))


class CloseForm(ChangeForm):
    successor = CentreField(
        label=gettext_lazy("Kdo pokračuje"),
        required=False,
        empty_label=gettext_lazy("Nikdo, centrum se ruší"),
        help_text=gettext_lazy("Centrum, se kterým se toto spojí. Převezme rozepsané cíle a dokončí otevřené měsíce."),
    )
    reason = TextField(
        label=gettext_lazy("Důvod"),
        rows=2,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Bude ho vidět i veřejnost na stránce centra."),
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ["day", "successor", "reason", "version", "confirmed"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("Zavřené od")
        self.fields["day"].help_text = _("První den, kdy už centrum nefunguje. Může být i dopředu.")
        self.fields["successor"].offer(Centre.objects.filter(closed_on=None).exclude(pk=self.centre.pk))

    @property
    def kind(self):
        return ChangeKind.MERGE if self.cleaned_data.get("successor") else ChangeKind.CLOSE

    def clean(self):
        facts = super().clean()
        day, successor = facts.get("day"), facts.get("successor")
        if day and successor:
            for problem in network.successor_problems(self.centre, day, successor):
                self.add_error("successor", problem)
        if day and not self.errors:
            for problem in network.closing_problems(self.centre, self.kind, day, successor):
                self.add_error("day", problem)
        return facts


class ContactForm(forms.Form):
    address = TextField(label=gettext_lazy("Adresa"), max_length=160, required=False)
    phone = TextField(label=gettext_lazy("Telefon"), max_length=60, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail centra"),
        required=False,
        help_text=gettext_lazy("Společná schránka, ne adresa jednoho člověka."),
    )
    hours = TextField(
        label=gettext_lazy("Otevírací doba"),
        rows=3,
        max_length=300,
        required=False,
        help_text=gettext_lazy("Například: po a st 9–17, út a čt 9–15, pá po objednání."),
    )
    closed_days = TextField(
        label=gettext_lazy("Kdy je zavřeno"),
        rows=2,
        max_length=300,
        required=False,
        help_text=gettext_lazy("Mimořádně zavřené dny, svátky, dovolená."),
    )
    languages = TextField(label=gettext_lazy("Jazyky, kterými mluvíme"), rows=2, max_length=300, required=False)
    interpreters = TextField(label=gettext_lazy("Kdy jsou tu tlumočníci"), rows=2, max_length=300, required=False)
    website = forms.URLField(label=gettext_lazy("Web"), required=False, assume_scheme="https", max_length=200)
    networks = TextField(
        label=gettext_lazy("Sociální sítě"),
        rows=2,
        max_length=500,
        required=False,
        help_text=gettext_lazy("Každá adresa na svém řádku."),
    )
    version = VersionField()

    def clean_networks(self):
        lines = [line.strip() for line in self.cleaned_data["networks"].splitlines() if line.strip()]
        for number, line in enumerate(lines, start=1):
            try:
                URLValidator(schemes=["http", "https"])(line)
            except ValidationError:
                raise ValidationError(
                    _("Na %(number)s. řádku není adresa. Celá začíná https://.") % {"number": number}
                ) from None
        return "\n".join(lines)


class PlaceForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Druh místa"), choices=PlaceKind, widget=forms.RadioSelect)
    name = TextField(
        label=gettext_lazy("Název"),
        max_length=120,
        help_text=gettext_lazy("Město, úřad nebo zaměstnavatel, například Městský úřad Strakonice."),
    )
    address = TextField(label=gettext_lazy("Adresa"), max_length=200, required=False)
    rhythm = TextField(
        label=gettext_lazy("Kdy tam centrum je"),
        rows=2,
        max_length=300,
        required=False,
        is_conditional=True,
        help_text=gettext_lazy("U práce v terénu povinné, například: každé druhé úterý 13–16."),
    )
    version = VersionField()

    def clean(self):
        facts = super().clean()
        if facts.get("kind") == PlaceKind.FIELD and "rhythm" in facts and not facts["rhythm"]:
            self.add_error("rhythm", _("Napište, jak často a kdy tam centrum jezdí."))
        return facts


class OfferForm(forms.Form):
    """The catalogue of the network to tick, a group at a time."""

    version = VersionField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for group in ServiceGroup:
            self.fields[group.value] = forms.MultipleChoiceField(
                label=group.label,
                choices=[(item.value, capfirst(item.label)) for item in ServiceItem if item.group == group],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def items(self):
        return {item for group in ServiceGroup for item in self.cleaned_data[group.value]}


class ServiceForm(forms.Form):
    """In which languages a service is offered, and when."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("V jakých jazycích"),
        choices=[(value, capfirst(label)) for value, label in SpokenLanguage.choices],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Veřejnost je uvidí ve svém jazyce. Další jazyky a tlumočníky dopište níže."),
    )
    times = TextField(
        label=gettext_lazy("Kdy"),
        rows=2,
        max_length=300,
        required=False,
        help_text=gettext_lazy("Například: každé úterý 14–16, kurz začíná v září a v únoru. Zůstane česky."),
    )
    version = VersionField()

    def clean_languages(self):
        """In the order of the list, whatever the order in which they were sent."""
        return " ".join(value for value in SpokenLanguage.values if value in self.cleaned_data["languages"])

    def clean_times(self):
        return visible(self.cleaned_data["times"]).strip()


class OwnServiceForm(ServiceForm):
    """What the catalogue does not have."""

    own_group = forms.ChoiceField(label=gettext_lazy("Kam patří"), choices=ServiceGroup, widget=forms.RadioSelect)
    name = TextField(
        label=gettext_lazy("Název služby"),
        max_length=120,
        help_text=gettext_lazy("Krátce a obecně, například: klub pro ženy. Zůstane česky; jména lidí sem nepatří."),
    )
    field_order = ["own_group", "name", "languages", "times", "version"]

    def clean_name(self):
        name = " ".join(visible(self.cleaned_data["name"]).split())
        if not name:
            raise ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name
