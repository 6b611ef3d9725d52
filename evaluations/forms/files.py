"""Forms that take a file: a month's sheet of records, and a piece of evidence."""

from django import forms
from django.utils.translation import gettext_lazy

from evaluations.evidence import ENDINGS

SHEETS = ".xlsx,.csv"
EVIDENCE = ",".join(ending for endings in ENDINGS.values() for ending in endings)
NO_FILE = {
    "required": gettext_lazy("Vyberte soubor."),
    "invalid": gettext_lazy("Soubor nepřišel celý. Vyberte ho znovu."),
    "missing": gettext_lazy("Vyberte soubor."),
    "empty": gettext_lazy("Soubor je prázdný."),
    "max_length": gettext_lazy("Název souboru je příliš dlouhý. Zkraťte ho."),
}


class SheetForm(forms.Form):
    centre = forms.ModelChoiceField(label=gettext_lazy("Pracoviště"), queryset=None, empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("Soubor se záznamy"),
        error_messages=NO_FILE,
        widget=forms.FileInput(attrs={"accept": SHEETS}),
        help_text=gettext_lazy(".xlsx nebo .csv, nejvýše 1 000 řádků, jeden měsíc."),
    )

    def __init__(self, *args, centres, **kwargs):
        super().__init__(*args, **kwargs)
        self.centres = list(centres)
        self.fields["centre"].queryset = centres
        if len(self.centres) == 1:
            del self.fields["centre"]

    @property
    def chosen_centre(self):
        return self.cleaned_data.get("centre") or self.centres[0]


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Nový doklad"),
        error_messages=NO_FILE,
        widget=forms.FileInput(attrs={"accept": EVIDENCE}),
        help_text=gettext_lazy(
            "PDF, PNG, JPG, Word (.docx) nebo Excel (.xlsx), nejvýše 10 MB. Bez osobních údajů klientů."
        ),
    )
