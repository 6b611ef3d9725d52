"""A series, its members, and a topic."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.models import Centre
from goals.forms.fields import KeyField, TextField, VersionField
from goals.states import Window
from networks.fields import Impersonal
from networks.models import Partner, WorkContact
from networks.models.series import LONGEST_TEXT, MOST_TIMES
from networks.states import Seat, SeriesKind, SeriesLevel


class SeriesForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Druh"), choices=SeriesKind, widget=forms.RadioSelect)
    name = Impersonal(label=gettext_lazy("Název"), max_length=200)
    centre = forms.ModelChoiceField(
        Centre.objects.none(), label=gettext_lazy("Které centrum ji vede nebo se účastní"), empty_label=None
    )
    organiser = forms.ModelChoiceField(
        Partner.objects.none(),
        label=gettext_lazy("Pořádá"),
        required=False,
        empty_label=gettext_lazy("centrum"),
        help_text=gettext_lazy("U komise nebo skupiny jiného zřizovatele ten, kdo na ni zve."),
    )
    level = forms.ChoiceField(label=gettext_lazy("Úroveň"), choices=SeriesLevel)
    place = Impersonal(
        label=gettext_lazy("Kde"),
        max_length=150,
        required=False,
        is_conditional=True,
        help_text=gettext_lazy("Okres, město nebo ubytovna; u kraje nic."),
    )
    times = forms.TypedChoiceField(
        label=gettext_lazy("Kolikrát se schází"),
        choices=[("", "—"), *((number, f"{number}×") for number in range(1, MOST_TIMES + 1))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    window = forms.ChoiceField(
        label=gettext_lazy("Za jakou dobu"), choices=[("", "—"), *Window.choices], required=False, initial=""
    )
    aim = Impersonal(label=gettext_lazy("K čemu je"), rows=3, max_length=LONGEST_TEXT, required=False)
    joining = Impersonal(label=gettext_lazy("Jak se přidá nový aktér"), rows=3, max_length=LONGEST_TEXT, required=False)
    version = VersionField()
    key = KeyField()

    def __init__(self, *args, centres, organisers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset, self.fields["organiser"].queryset = centres, organisers
        self.only_centre = centres.first()
        if centres.count() == 1:  # nothing to choose
            del self.fields["centre"]

    def clean(self):
        facts = super().clean()
        if (
            facts.get("level") not in {None, SeriesLevel.REGION}
            and not facts.get("place")
            and "place" not in self.errors
        ):
            self.add_error("place", _("Napište, ve kterém okrese, městě nebo ubytovně to je."))
        if facts.get("kind") == SeriesKind.COMMITTEE and not facts.get("organiser"):
            self.add_error("organiser", _("U komise jiného zřizovatele vyberte, kdo ji pořádá."))
        if "times" in facts and "window" in facts and bool(facts["times"]) != bool(facts["window"]):
            self.add_error("window", _("Rytmus má dvě části: kolikrát, a za jakou dobu. Vyplňte obě, nebo žádnou."))
        return facts

    @property
    def facts(self):
        facts = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "key"}}
        return {"centre": self.only_centre} | facts


class MeetingPlacesForm(forms.Form):
    """Of which year and region it is shown who meets where."""

    rok = forms.ChoiceField(label=gettext_lazy("Rok"))
    kraj = forms.ChoiceField(label=gettext_lazy("Kraj"))

    def __init__(self, *args, years, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rok"].choices = [(year, year) for year in years]
        self.fields["kraj"].choices = [(region.nuts3, str(region)) for region in regions]
        if len(regions) == 1:  # nothing to choose
            del self.fields["kraj"]


class MembersForm(forms.Form):
    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label=gettext_lazy("Kdo se přidává"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Zaškrtněte aspoň jednu organizaci."),
            "invalid_choice": gettext_lazy("Některá z organizací v nabídce není. Vyberte z těch, které tu jsou."),
        },
    )

    def __init__(self, *args, partners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partners"].queryset = partners
        self.fields["partners"].label_from_instance = lambda one: f"{one.name} ({one.get_kind_display()})"


class MemberForm(forms.Form):
    seat = forms.ChoiceField(label=gettext_lazy("Koho organizace vysílá"), choices=Seat, widget=forms.RadioSelect)
    contact = forms.ModelChoiceField(
        WorkContact.objects.none(),
        label=gettext_lazy("Nominovaný kontakt"),
        required=False,
        empty_label=gettext_lazy("nikdo určený, pozvánky jdou na všechny kontakty"),
    )

    def __init__(self, *args, contacts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = contacts


class TopicForm(forms.Form):
    title = Impersonal(label=gettext_lazy("Téma"), max_length=200)
    note = Impersonal(label=gettext_lazy("O co jde"), rows=3, max_length=LONGEST_TEXT, required=False)
    proposed_by = forms.ModelChoiceField(
        Partner.objects.none(), label=gettext_lazy("Navrhl"), required=False, empty_label=gettext_lazy("centrum")
    )
    settled = forms.BooleanField(label=gettext_lazy("Téma je vyřešené"), required=False)
    version = VersionField()
    key = KeyField()

    def __init__(self, *args, proposers, is_new, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proposed_by"].queryset = proposers
        if is_new:
            del self.fields["settled"]

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in ("title", "note", "proposed_by")}


class ReasonForm(forms.Form):
    comment = TextField(label=gettext_lazy("Důvod"), rows=2, max_length=500)
    version = VersionField()

    def clean_comment(self):
        comment = self.cleaned_data["comment"]
        if not comment.strip():
            raise ValidationError(_("Napište důvod."))
        return comment
