"""Decisions: of a centre about last year's goals and the order of its own, of those above about what was sent."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.fields import DateField
from centres.models import Part
from goals.approval import APPROVE, RETURN, Verdict
from goals.ending import day_problems
from goals.forms.fields import KeyField, TextField, VersionField, WordingField
from goals.mending import FIELDS, mend_problems
from goals.models.documents import LONGEST_WORDING
from goals.models.goals import LONGEST_NOTE
from goals.states import Decision
from goals.workflow import own_goals

DECISIONS = [
    (Decision.CARRY, gettext_lazy("Pokračuje beze změny – znění i cílové hodnoty se převezmou")),
    (Decision.CHANGE, gettext_lazy("Pokračuje s úpravou – převezme se a hned ho upravíte")),
    (Decision.RETIRE, gettext_lazy("Končí – na další rok nepřechází")),
]


class ContinueForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Co s tímto cílem dál"), choices=DECISIONS, widget=forms.RadioSelect
    )
    reason = TextField(
        label=gettext_lazy("Důvod"),
        rows=3,
        max_length=LONGEST_NOTE,
        required=False,
        is_conditional=True,
        help_text=gettext_lazy("U cíle, který se mění nebo končí, je důvod potřeba."),
    )

    def __init__(self, *args, is_taken_over=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_taken_over:
            end = (Decision.RETIRE, _("Končí – posledním dnem svého centra"))
            self.fields["decision"].choices = [*DECISIONS[:-1], end]

    def clean(self):
        facts = super().clean()
        if "reason" in facts and not facts["reason"] and facts.get("decision") in {Decision.CHANGE, Decision.RETIRE}:
            self.add_error("reason", ValidationError(_("Napište, proč se cíl mění nebo končí.")))
        return facts

    def clean_decision(self):
        return Decision(self.cleaned_data["decision"])


class EndForm(forms.Form):
    day = DateField(label=gettext_lazy("Poslední den cíle"))
    reason = TextField(
        label=gettext_lazy("Proč cíl končí"),
        rows=3,
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("Důvod bude zveřejněný spolu s posledním dnem."),
    )
    version = VersionField()
    key = KeyField()

    def __init__(self, *args, goal, **kwargs):
        super().__init__(*args, **kwargs)
        self.goal = goal

    def clean_day(self):
        for problem in day_problems(self.goal, self.cleaned_data["day"]):
            raise ValidationError(problem)
        return self.cleaned_data["day"]


class MendForm(forms.Form):
    text = WordingField(label=gettext_lazy("Znění cíle"), rows=5, max_length=LONGEST_WORDING)
    responsible = WordingField(label=gettext_lazy("Kdo za cíl odpovídá"), max_length=120, required=False)
    evidence = WordingField(
        label=gettext_lazy("Čím se splnění doloží"), rows=2, max_length=LONGEST_NOTE, required=False
    )
    version = VersionField()

    def __init__(self, *args, goal, **kwargs):
        super().__init__(*args, **kwargs)
        self.goal = goal

    def clean(self):
        facts = super().clean()
        if not self.errors:
            for name, problem in mend_problems(self.goal, self.texts):
                self.add_error(name, problem)
        return facts

    @property
    def texts(self):
        return {name: self.cleaned_data[name] for name in FIELDS}


class OrderForm(forms.Form):
    goal = VersionField()
    version = VersionField()
    offset = forms.TypedChoiceField(choices=[("-1", ""), ("1", "")], coerce=int)


LATER = ""


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Rozhodnutí"),
        choices=[
            (APPROVE, gettext_lazy("Schválit")),
            (RETURN, gettext_lazy("Vrátit k přepracování")),
            (LATER, gettext_lazy("Rozhodnout později")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    part = forms.ChoiceField(label=gettext_lazy("Co se má upravit"), choices=Part.choices, required=False)
    comment = TextField(label=gettext_lazy("Důvod vrácení"), rows=2, max_length=LONGEST_NOTE, required=False)
    version = VersionField()

    def __init__(self, data=None, *, goal, is_own=False):
        super().__init__(data, prefix=f"goal-{goal.pk}", initial={"version": goal.version, "verdict": LATER})
        self.goal = goal
        self.is_own = is_own and not settings.APPROVE_OWN_GOALS
        if self.is_own:
            verdict = self.fields["verdict"]
            verdict.choices = [choice for choice in verdict.choices if choice[0] != APPROVE]
            verdict.error_messages["invalid_choice"] = _("Tento cíl jste psali vy; schválit ho musí někdo jiný.")

    def clean(self):
        facts = super().clean()
        if facts.get("verdict") == RETURN and "comment" in facts and not facts["comment"]:
            self.add_error("comment", ValidationError(_("Napište, co má centrum upravit a proč.")))
        if facts.get("verdict") in {APPROVE, LATER} and facts.get("comment"):
            unused = _("Napsali jste důvod, ale cíl nevracíte. Zvolte vrácení, nebo důvod smažte.")
            self.add_error("comment", ValidationError(unused))
        return facts

    @property
    def decided(self):
        """What was decided about the goal as it was on the screen, or None for later."""
        name = self.cleaned_data["verdict"]
        if name == LATER:
            return None
        self.goal.version = self.cleaned_data["version"]
        if name == APPROVE:
            return Verdict(self.goal, APPROVE)
        return Verdict(self.goal, RETURN, self.cleaned_data["comment"], self.cleaned_data["part"] or Part.WHOLE)


class Verdicts:
    """The forms of all goals on one page. `data` is what was sent, if anything; the button that approves everything on
    the page counts as if each goal had been ticked."""

    def __init__(self, goals, *, by, data=None):
        if data and data.get("action") == "all":
            data = data.copy()
            for goal in goals:
                data[f"goal-{goal.pk}-verdict"] = APPROVE
        own = own_goals(by, goals)
        self.data = data
        self.forms = [VerdictForm(data, goal=goal, is_own=goal.pk in own) for goal in goals]

    def is_valid(self):
        return not self.has_errors

    @property
    def has_errors(self):
        return any(form.is_bound and form.errors for form in self.forms)

    @property
    def decided(self):
        return [form.decided for form in self.forms if form.decided]
