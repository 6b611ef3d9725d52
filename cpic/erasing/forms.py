"""What to erase, where and why."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cpic.erasing.verb import problems_of
from goals.forms.fields import TextField

LONGEST_PHRASES = 1000
MOST_PHRASES = 10


class FindForm(forms.Form):
    words = TextField(
        label=_("Slova, která mají zmizet"),
        rows=3,
        max_length=LONGEST_PHRASES,
        help_text=_(
            "Na každý řádek jedno jméno, telefon, adresa nebo kus věty. Nezáleží na velikosti písmen ani na háčcích. "
            "Soubor najdete i podle jeho názvu."
        ),
    )

    def clean_words(self):
        phrases = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        problems = [problem for phrase in phrases for problem in problems_of(phrase)]
        if len(phrases) > MOST_PHRASES:
            problems.append(_("Najednou jde hledat nejvýš deset řádků."))
        if problems:
            raise ValidationError(problems)
        return phrases


class EraseForm(FindForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = TextField(
        label=_("Důvod výmazu"),
        rows=2,
        max_length=500,
        help_text=_("Zůstane natrvalo a u zveřejněných dokumentů ho uvidí i veřejnost. Nepište do něj, co se maže."),
        error_messages={"required": _("Napište, proč se slova mažou.")},
    )

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {found.cell.key: found.cell for found in places}
        self.fields["chosen"] = forms.MultipleChoiceField(
            choices=[(key, key) for key in self.places],
            error_messages={
                "required": _("Vyberte aspoň jedno místo."),
                "invalid_choice": _("Některé z vybraných míst už slova nemá. Zkontrolujte seznam znovu."),
            },
        )
        self.order_fields(["words", "chosen", "reason", "seen"])

    @property
    def act(self):
        seen, facts = self.cleaned_data["seen"].split(), self.cleaned_data
        return {
            "phrases": facts["words"],
            "chosen": [self.places[key] for key in facts["chosen"]],
            "seen": {self.places.get(key, key) for key in seen},
            "reason": facts["reason"],
        }
