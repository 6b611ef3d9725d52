"""Forms of those who translate the commitment: one block at a time, a whole language from a file; and of who says that
a change of the Czech does not concern them."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.fields import FingerprintField, TextField, VersionField
from goals.models.documents import LONGEST_WORDING
from goals.translating import Wording

LONGEST_REASON = 500
HASH = "^[0-9a-f]{64}$"
FORMATS = (".xlsx", ".po")


class WordingForm(forms.Form):
    """What one unit says in the language; the reason is asked for where the guard sees a difference."""

    text = TextField(label=gettext_lazy("Překlad"), rows=8, max_length=LONGEST_WORDING)
    reason = TextField(
        label=gettext_lazy("Proč se překlad liší a je to tak správně"),
        rows=2,
        max_length=LONGEST_REASON,
        required=False,
        is_conditional=True,
    )
    version = VersionField()
    seen = FingerprintField(regex=HASH)

    def __init__(self, *args, language, is_questioned, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["lang"] = language.html
        if not is_questioned and not self.data.get("reason"):
            self.fields["reason"].widget = forms.HiddenInput()

    def wording(self, *, is_read):
        return Wording(self.cleaned_data["text"], self.cleaned_data["reason"], is_read)


class KeepForm(forms.Form):
    """Why a change of the Czech has no effect on its translations."""

    reason = TextField(
        label=gettext_lazy("Proč se změna překladů netýká"),
        rows=2,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Například: opravený překlep, jiný slovosled."),
    )
    seen = FingerprintField(regex=HASH)
    since = FingerprintField(regex=HASH)


class LanguageFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Soubor s překlady"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(FORMATS)}),
        help_text=gettext_lazy("Ten, který jste si odtud stáhli a vyplnili: .xlsx nebo .po."),
        error_messages={
            "required": gettext_lazy("Vyberte soubor."),
            "invalid": gettext_lazy("Soubor nepřišel celý. Vyberte ho znovu."),
            "empty": gettext_lazy("Soubor je prázdný."),
            "max_length": gettext_lazy("Název souboru je příliš dlouhý. Zkraťte ho."),
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(FORMATS):
            raise forms.ValidationError(_("Soubor „%(name)s“ není .xlsx ani .po.") % {"name": file.name})
        return file


class IssueForm(forms.Form):
    expected = FingerprintField(regex="^[0-9a-f]{16}$")
