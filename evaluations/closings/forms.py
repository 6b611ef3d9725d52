"""The closing of a centre's year: a result for each goal with its reason, the text about the year, the decision."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.closings.closing import NarrativeContent, ResultContent, needs_reason
from evaluations.meetings.contents import Written, fingerprint
from evaluations.models.meetings import LONGEST_SAID
from evaluations.states import ClosingState, Result
from goals.formatting import shortened
from goals.forms.fields import FingerprintField, TextField, VersionField

FINGERPRINT = r"^[0-9a-f]{16}\Z"
ACCEPT, RETURN = "accept", "return"


class ResultForm(forms.Form):
    """Of one goal; what is chosen at first is what its numbers propose."""

    result = forms.ChoiceField(
        label=gettext_lazy("Výsledek"),
        choices=Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vyberte, jak cíl skončil.")},
    )
    reason = TextField(
        label=gettext_lazy("Proč je výsledek jiný než návrh"),
        rows=2,
        max_length=LONGEST_SAID,
        required=False,
        is_conditional=True,
        help_text=gettext_lazy("Vyjde s vyhodnocením roku."),
    )
    expected = FingerprintField(FINGERPRINT)

    def __init__(self, data=None, *, proposed, current):
        initial = {"result": current.result, "reason": current.reason, "expected": fingerprint(current)}
        super().__init__(data, prefix=f"goal-{proposed.goal.root_id}", initial=initial)
        self.proposed = proposed
        self.fields["result"].about = shortened(proposed.goal.text)
        self.fields["result"].help_text = _("Z čísel vychází: %(proposed)s.") % {"proposed": proposed.result.label}
        # Lets the style sheet tell an empty reason from one that must stay in sight.
        self.fields["reason"].widget.attrs["placeholder"] = " "

    def clean(self):
        facts = super().clean()
        if facts.get("result") and "reason" in facts and needs_reason(self.content, self.proposed):
            names = {"proposed": self.proposed.result.label}
            wrong = _("Z čísel vychází „%(proposed)s“. Napište, proč je výsledek jiný.") % names
            self.add_error("reason", ValidationError(wrong))
        return facts

    @property
    def content(self):
        return ResultContent(self.cleaned_data["result"], self.cleaned_data["reason"])


class NarrativeForm(forms.Form):
    text = TextField(
        label=gettext_lazy("Slovní zhodnocení roku"),
        rows=5,
        max_length=LONGEST_SAID,
        required=False,
        help_text=gettext_lazy("Co se povedlo, co ne a proč. Vyjde s vyhodnocením roku."),
    )
    expected = FingerprintField(FINGERPRINT)
    version = VersionField()

    def __init__(self, data=None, *, closing):
        current = NarrativeContent(closing.narrative)
        initial = {"text": current.text, "expected": fingerprint(current), "version": closing.version}
        super().__init__(data, prefix="year", initial=initial)

    @property
    def content(self):
        return NarrativeContent(self.cleaned_data["text"])


class ClosingForm:
    """All that the centre writes on one page: how each goal ended, and the text about the year."""

    def __init__(self, data=None, files=None, *, closing, proposed, current):
        self.data = data
        self.results = [ResultForm(data, proposed=one, current=current[one.goal.root_id]) for one in proposed]
        self.narrative = NarrativeForm(data, closing=closing)
        self.parts = [self.narrative, *self.results]

    @property
    def errors(self):
        return [part.errors for part in self.parts if part.errors]

    def is_valid(self):
        return not self.errors

    def hidden_fields(self):
        return [field for part in self.parts for field in part.hidden_fields()]

    @property
    def texts(self):
        """What is written on the page now, saved or not: each text with the goal it is about (None: the year)."""
        yield None, self.narrative["text"].value() or ""
        for part in self.results:
            yield part.proposed.goal, part["reason"].value() or ""

    @property
    def written(self):
        """What the verbs take: the content of each place with the mark of what was saved when the person saw it."""
        narrative, *results = [Written(part.content, part.cleaned_data["expected"]) for part in self.parts]
        roots = [part.proposed.goal.root_id for part in self.results]
        return {"narrative": narrative, "results": dict(zip(roots, results, strict=True))}


class DecisionForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Rozhodnutí"),
        choices=[(ACCEPT, gettext_lazy("Přijmout")), (RETURN, gettext_lazy("Vrátit k doplnění"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vyberte, jestli uzávěrku přijímáte, nebo vracíte.")},
    )
    comment = TextField(
        label=gettext_lazy("Důvod vrácení"), rows=3, max_length=LONGEST_SAID, required=False, is_conditional=True
    )
    version = VersionField()

    def __init__(self, *args, closing, **kwargs):
        super().__init__(*args, **kwargs)
        if closing.state == ClosingState.ACCEPTED:
            self.fields["verdict"].choices = [
                choice for choice in self.fields["verdict"].choices if choice[0] == RETURN
            ]

    def clean(self):
        facts = super().clean()
        if facts.get("verdict") == RETURN and "comment" in facts and not facts["comment"]:
            self.add_error("comment", ValidationError(_("Napište, co má centrum doplnit a proč.")))
        if facts.get("verdict") == ACCEPT and facts.get("comment"):
            unused = _("Napsali jste důvod, ale uzávěrku nevracíte. Zvolte vrácení, nebo důvod smažte.")
            self.add_error("comment", ValidationError(unused))
        return facts


class ObjectionForm(forms.Form):
    text = TextField(
        label=gettext_lazy("Proti čemu namítáte a proč"),
        rows=4,
        max_length=LONGEST_SAID,
        help_text=gettext_lazy("Zůstane uvnitř, u uzávěrky."),
    )
