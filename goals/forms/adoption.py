"""A document that comes in: the file, what is asked about it, and what it says of its approval and publication."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from centres.models import Role
from goals.forms.fields import TextField, VersionField
from goals.importing import FORMATS, LARGEST_FILE, LEFT_OUT, PAGES_IN_A_REQUEST, YEARS
from goals.paper import APPROVERS, DATES, Facts

SKIP = LEFT_OUT  # a choice of its own, because an empty one is none
WRONG_YEAR = gettext_lazy("Zadejte rok od %(first)s do %(last)s.") % {"first": YEARS[0], "last": YEARS[-1]}


def year_field(**facts):
    errors = dict.fromkeys(["invalid", "min_value", "max_value"], WRONG_YEAR)
    return forms.IntegerField(min_value=YEARS[0], max_value=YEARS[-1], error_messages=errors, **facts)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Dokument s cíli"),
        widget=forms.FileInput(attrs={"accept": ",".join(FORMATS)}),
        help_text=gettext_lazy(
            "Word (.docx), LibreOffice (.odt), PDF, nebo prostý text (.txt, .md), nejvýše %(most)s MB. PDF může mít až "
            "%(pages)s stran; nejdelší se čte i půl minuty."
        )
        % {"most": LARGEST_FILE >> 20, "pages": PAGES_IN_A_REQUEST},
        error_messages={
            "required": gettext_lazy("Vyberte soubor."),
            "invalid": gettext_lazy("Soubor nepřišel celý. Vyberte ho znovu."),
            "empty": gettext_lazy("Soubor je prázdný."),
            "max_length": gettext_lazy("Název souboru je příliš dlouhý. Zkraťte ho."),
        },
    )
    year = year_field(
        label=gettext_lazy("Rok, na který cíle jsou"),
        required=False,
        help_text=gettext_lazy("Nechte prázdné, pokud ho dokument uvádí."),
    )


class AnswersForm(forms.Form):
    """What has to be known before anything can come in: the year, and whatever the document leaves open."""

    version = VersionField()

    def __init__(self, *args, tried, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = tried.questions
        if tried.asks_year:
            self.fields["year"] = year_field(label=_("Rok, na který cíle jsou"))
        for at, question in enumerate(self.questions):
            choices = [(choice.answer, choice.label) for choice in question.choices]
            reading = question.reading_label
            self.fields[f"answer_{at}"] = forms.ChoiceField(
                label=f"{capfirst(question.where)}: {question.message}",
                choices=[("", _("Vyberte odpověď")), *choices],
                help_text=_("Nejspíš: %(reading)s.") % {"reading": reading} if reading else "",
                error_messages={"required": _("Vyberte odpověď.")},
            )

    @property
    def chosen(self):
        return {question.id: self.cleaned_data[f"answer_{at}"] for at, question in enumerate(self.questions)}


def initial_answers(trial, tried):
    answers = {f"answer_{at}": question.answer for at, question in enumerate(tried.questions)}
    return {"version": trial.version, "year": trial.year, **answers}


class FactsForm(forms.Form):
    source = TextField(
        label=gettext_lazy("Z jakého dokumentu se přebírá"),
        max_length=200,
        help_text=gettext_lazy("Bude zveřejněno: „převzato z dokumentu …“."),
    )
    reference_number = TextField(label=gettext_lazy("Číslo jednací"), max_length=60, required=False)
    approved_on = DateField(label=gettext_lazy("Schváleno dne"))
    approved_by_role = forms.ChoiceField(
        label=gettext_lazy("Kdo dokument schválil"), choices=[(role, role.label) for role in APPROVERS]
    )
    published_on = DateField(label=gettext_lazy("Vydáno dne"))
    edition_number = forms.IntegerField(
        label=gettext_lazy("Kolikáté vydání to je"),
        min_value=1,
        max_value=99,
        help_text=gettext_lazy("1, pokud se dokument od svého vydání nezměnil."),
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_value"], gettext_lazy("Zadejte číslo vydání, od 1 do 99.")
        ),
    )
    valid_from = DateField(label=gettext_lazy("Platí od"))
    valid_until = DateField(label=gettext_lazy("Platí do"))
    version = VersionField()

    def __init__(self, *args, year, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.year, self.today = year, today

    def clean(self):
        facts = super().clean()
        if all(facts.get(name) for name in DATES):
            for name, sentence in self.facts.problems(year=self.year, today=self.today):
                self.add_error(name, sentence)
        return facts

    @property
    def facts(self):
        return Facts(**{name: self.cleaned_data.get(name) for name in Facts.__dataclass_fields__})


def initial_facts(trial, title):
    """What was said already; of a commitment that is when it holds."""
    year = trial.year
    usual = {
        "source": title or trial.name,
        "approved_by_role": Role.DEPARTMENT_HEAD,
        "edition_number": 1,
        "valid_from": f"{year}-01-01",
        "valid_until": f"{year}-12-31",
    }
    return {**usual, **trial.facts, "version": trial.version}


class SeenForm(forms.Form):
    """A decision about what was on the page, and nothing else."""

    version = VersionField()


class LineageForm(forms.Form):
    """For each pair whether it is the same goal; what is left open is asked again."""

    LATER, YES, NO = "", "yes", "no"
    CHOICES = [(YES, gettext_lazy("navazuje")), (NO, gettext_lazy("nenavazuje")), (LATER, gettext_lazy("teď nevím"))]

    def __init__(self, *args, pairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.pairs = pairs
        for pair in pairs:
            self.fields[f"goal_{pair.goal.pk}"] = forms.ChoiceField(
                label=_("%(goal)s a %(previous)s z roku %(year)s")
                % {"goal": str(pair.goal), "previous": pair.previous.name, "year": pair.previous.document.first_year},
                choices=self.CHOICES,
                initial=self.LATER,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def rows(self):
        return [(pair, self[f"goal_{pair.goal.pk}"]) for pair in self.pairs]

    @property
    def choices(self):
        answers = [(pair, self.cleaned_data[f"goal_{pair.goal.pk}"]) for pair in self.pairs]
        return [(pair.goal, pair.previous if said == self.YES else None) for pair, said in answers if said]
