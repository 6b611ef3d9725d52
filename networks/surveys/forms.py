"""The questionnaire, which speaks the language of its page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from goals.reading import find_personal_data
from goals.tables import UNPRINTABLE
from networks.surveys.questions import SCALE

LONGEST_ANSWER = 2000


class OpenAnswer(forms.CharField):
    """Words without telephones and addresses, refused in the language of the page."""

    def clean(self, value):
        text = (super().clean(value) or "").replace("\r\n", "\n")
        if len(text) > LONGEST_ANSWER:
            facts = {"most": LONGEST_ANSWER, "now": len(text)}
            raise ValidationError(_("Text má %(now)s znaků, vejde se nejvýše %(most)s. Zkraťte ho, prosím.") % facts)
        if UNPRINTABLE.search(text):
            raise ValidationError(_("V textu je znak, který nejde uložit. Smažte ho, prosím."))
        if find_personal_data(text):
            raise ValidationError(_("V textu je telefon, adresa nebo číslo osoby. Smažte je, prosím."))
        return text


class QuestionnaireForm(forms.Form):
    """Every question can be left out, the whole of them not."""

    use_required_attribute = False

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        rated, in_words = questions
        for key, text in rated.items():
            self.fields[key] = forms.TypedChoiceField(
                label=text,
                choices=[*SCALE.items(), ("", _("nevím, přeskočit"))],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Vyberte jednu z nabízených odpovědí.")},
            )
        for key, text in in_words.items():
            self.fields[key] = OpenAnswer(
                label=text,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("Nepište jména ani nic, podle čeho by vás někdo poznal."),
            )

    def clean(self):
        facts = super().clean()
        if not self.errors and not any(facts.values()):
            raise ValidationError(_("Odpovězte aspoň na jednu otázku."))
        return facts

    @property
    def content(self):
        return {key: value for key, value in self.cleaned_data.items() if value}
