"""Partners, their marks and contacts, merging, and a sheet of them; private data are refused at the field."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from centres.models import Region
from goals.forms.fields import KeyField, TextField, VersionField
from goals.reading import find_personal_data
from networks.fields import Impersonal, WebsiteField
from networks.models import Partner
from networks.models.partners import LONGEST_NOTE
from networks.partners import guard
from networks.partners.importing import NEW, SKIP
from networks.partners.keeping import duplicates_of
from networks.partners.names import as_ico, is_ico
from networks.states import Experience, MarkKind, PartnerKind


class PartnerForm(forms.Form):
    name = Impersonal(label=gettext_lazy("Název organizace"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Druh"), choices=[("", "—"), *PartnerKind.choices])
    region = forms.ModelChoiceField(
        Region.objects.none(), label=gettext_lazy("Kraj"), required=False, empty_label=gettext_lazy("celá republika")
    )
    towns = Impersonal(
        label=gettext_lazy("Města"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Kde působí, oddělená čárkou."),
    )
    ico = TextField(label=gettext_lazy("IČO"), max_length=20, required=False)
    website = WebsiteField(label=gettext_lazy("Web"), required=False)
    experience = forms.ChoiceField(
        label=gettext_lazy("V integraci cizinců je"), choices=Experience, widget=forms.RadioSelect
    )
    may_be_named = forms.BooleanField(
        label=gettext_lazy("Souhlasí, že bude na webu jmenovaná"),
        required=False,
        help_text=gettext_lazy("Jen když jste se zeptali. Bez souhlasu se na stránce kraje neukáže."),
    )
    note = Impersonal(
        label=gettext_lazy("Poznámka"),
        rows=3,
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy("Bez jmen a kontaktů; ty mají u partnera svoje místo."),
    )
    is_other = forms.BooleanField(label=gettext_lazy("Je to jiná organizace, uložit"), required=False)
    version = VersionField()
    key = KeyField()

    def __init__(self, *args, partner, regions, may_everywhere, **kwargs):
        super().__init__(*args, **kwargs)
        self.partner = partner
        self.fields["region"].queryset = regions
        self.only_region = None if may_everywhere else regions.first()
        if not may_everywhere:
            self.fields["region"].required, self.fields["region"].empty_label = True, _("vyberte")
            if regions.count() == 1:  # nothing to choose
                del self.fields["region"]
        self.duplicates = ()

    def clean_ico(self):
        ico = as_ico(self.cleaned_data["ico"])
        if ico and not is_ico(ico):
            raise ValidationError(
                _("IČO %(ico)s nesedí: má osm číslic a poslední z nich kontroluje ostatní. Opište ho znovu.")
                % {"ico": ico[:20]}
            )
        return ico

    @property
    def facts(self):
        facts = {name: value for name, value in self.cleaned_data.items() if name not in {"is_other", "version", "key"}}
        return {"region": self.only_region} | facts

    def clean(self):
        facts = super().clean()
        if not self.errors:
            candidate = Partner(pk=self.partner.pk, **self.facts)
            is_as_it_was = self.partner.pk and (candidate.name, candidate.ico, candidate.towns) == (
                *(self.partner.name, self.partner.ico, self.partner.towns),
            )
            self.duplicates = () if is_as_it_was else duplicates_of(candidate)
            if self.duplicates and not facts.get("is_other"):
                names = ", ".join(f"{one.name} ({one.place})" for one in self.duplicates)
                sentence = _("Podobný partner tu už je: %(names)s. Otevřete ho, nebo potvrďte dole, že je to jiný.")
                raise ValidationError(sentence % {"names": names})
        return facts


class MarkForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Čím je pro ostatní"), choices=MarkKind, widget=forms.RadioSelect)
    what_for = Impersonal(label=gettext_lazy("S čím poradí"), max_length=300)
    reach = TextField(
        label=gettext_lazy("Telefon nebo adresa linky"),
        max_length=200,
        required=False,
        is_conditional=True,
        help_text=gettext_lazy("Jen linka nebo ústředna, nikdy telefon jednoho člověka."),
    )
    languages = Impersonal(label=gettext_lazy("Jazyky"), max_length=200, required=False)
    hours = Impersonal(label=gettext_lazy("Kdy"), max_length=200, required=False)
    version = VersionField()

    def clean(self):
        facts = super().clean()
        if facts.get("kind") == MarkKind.INFORMATION_LINE and not facts.get("reach") and "reach" not in self.errors:
            self.add_error("reach", _("U informační linky napište, kam se volá nebo píše."))
        return facts


class WorkContactForm(forms.Form):
    name = TextField(label=gettext_lazy("Jméno"), max_length=150, required=False)
    position = Impersonal(
        label=gettext_lazy("Funkce nebo útvar"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Stačí i sama, například „podatelna“ nebo „odbor školství“."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Pracovní e-mail"),
        required=False,
        error_messages={"invalid": gettext_lazy("To není e-mailová adresa. Napište jednu, například jmeno@urad.cz.")},
    )
    phone = TextField(label=gettext_lazy("Pracovní telefon"), max_length=40, required=False)
    valid_from = DateField(label=gettext_lazy("Od"))
    valid_until = DateField(label=gettext_lazy("Do"), required=False)
    version = VersionField()

    def clean_name(self):
        found = next(iter(find_personal_data(self.cleaned_data["name"])), None)
        if found:
            raise ValidationError(found.message)
        return self.cleaned_data["name"]

    def clean_email(self):
        if problem := guard.address_problem(self.cleaned_data["email"]):
            raise ValidationError(problem)
        return self.cleaned_data["email"].lower()

    def clean_phone(self):
        found = [one for one in find_personal_data(self.cleaned_data["phone"]) if one.code == "birth_number"]
        if found:
            raise ValidationError(found[0].message)
        return self.cleaned_data["phone"]

    def clean(self):
        facts = super().clean()
        if not self.errors and not facts["name"] and not facts["position"]:
            self.add_error("position", _("Napište jméno, nebo aspoň funkci či útvar."))
        if facts.get("valid_until") and facts.get("valid_from") and facts["valid_until"] < facts["valid_from"]:
            self.add_error("valid_until", _("Konec nesmí být dřív než začátek."))
        return facts


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Partner.objects.none(), label=gettext_lazy("Se kterým partnerem"), empty_label=gettext_lazy("vyberte")
    )
    version = VersionField()

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others
        self.fields["into"].label_from_instance = lambda one: f"{one.name} ({one.place})"
        gone = _("Takový partner v nabídce není. Vyberte jiného, který platí a je ve vašem kraji.")
        self.fields["into"].error_messages["invalid_choice"] = gone


class PartnersFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tabulka partnerů"),
        help_text=gettext_lazy("Excel (.xlsx) nebo .csv. Stačí ta, kterou už máte; povinný je jen sloupec s názvem."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": gettext_lazy("Vyberte soubor."), "empty": gettext_lazy("Soubor je prázdný.")},
    )
    region = forms.ModelChoiceField(
        Region.objects.none(), label=gettext_lazy("Kraj"), empty_label=gettext_lazy("vyberte")
    )

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset, self.only_region = regions, regions.first()
        if regions.count() == 1:
            del self.fields["region"]

    @property
    def chosen_region(self):
        return self.cleaned_data.get("region") or self.only_region


class ChoicesForm(forms.Form):
    """What each row of a tried sheet is; only rows that seem to be there already ask."""

    def __init__(self, data=None, *, trial, names):
        super().__init__(data)
        self.trial = trial
        for number, row in enumerate(trial.rows):
            if row.candidates:
                there = [(str(pk), _("je to %(name)s, doplnit") % {"name": names[pk]}) for pk in row.candidates]
                choices = [*there, (NEW, _("je to jiná organizace, založit")), (SKIP, _("vynechat"))]
                self.fields[f"row-{number}"] = forms.ChoiceField(
                    label=_("Řádek %(line)s: %(name)s") % {"line": row.lines[0], "name": row.facts["name"]},
                    choices=choices,
                    initial=there[0][0],
                )

    @property
    def choices(self):
        return [self.cleaned_data.get(f"row-{number}", NEW) for number in range(len(self.trial.rows))]
