"""Who looks after which goal: one field for each goal, of a whole year at once or of one goal."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.fields import FingerprintField
from goals.models.owners import ABOVE, OF_CENTRES, possible_owners
from goals.owners import OwnerChoice, not_here, owners_of

OWNER = r"^([0-9]{1,15}|[a-z_]{1,20})?\Z"


NOBODY = gettext_lazy("nikdo")


def owner_choices(held, roles, *, nobody=NOBODY):
    """People who work there, each once, and roles; as a field offers them."""
    people = {row.user_id: str(row.user) for row in held}
    return [
        ("", nobody),
        (_("Člověk"), [(str(pk), name) for pk, name in people.items()]),
        (_("Kdo je právě v roli"), [(str(role), role.label) for role in roles]),
    ]


class OwnerForm(forms.Form):
    owner = forms.ChoiceField(label=gettext_lazy("Kdo má cíl na starosti"), required=False)
    expected = FingerprintField(OWNER, required=False)

    def __init__(self, data=None, *, goal, now_is, choices):
        self.goal, self.now_is = goal, now_is
        key = now_is.row.owner_key if now_is else ""
        super().__init__(data, prefix=f"cil-{goal.root_id}", initial={"owner": key, "expected": key})
        if now_is and not now_is.is_at_work:  # can be left as it is, and given to nobody else
            gone = _("%(who)s (už tu nepracuje)") % {"who": now_is}
            choices = [*choices, (_("Dosud"), [(key, gone)])]
        self.fields["owner"].choices = choices
        self.fields["owner"].error_messages["invalid_choice"] = not_here(goal.centre)

    @property
    def choice(self):
        return OwnerChoice(self.goal, self.cleaned_data["owner"], self.cleaned_data["expected"])


class OwnersEditor:
    """The forms of all goals of one place; `data` is what was sent. Of goals that were not on the page nothing was
    said."""

    def __init__(self, goals, *, on, data=None):
        goals = [goal for goal in goals if data is None or f"cil-{goal.root_id}-expected" in data]
        owners, choices = owners_of(goals, on=on), []
        if goals:
            centre, year = goals[0].centre, goals[0].document.year
            choices = owner_choices(possible_owners(centre, year, on=on), OF_CENTRES if centre else ABOVE)
        self.refusal = ""
        self.forms = [OwnerForm(data, goal=goal, now_is=owners.get(goal.root_id), choices=choices) for goal in goals]

    def is_valid(self):
        return not self.has_errors

    @property
    def has_errors(self):
        return any(form.errors for form in self.forms)

    @property
    def choices(self):
        return [form.choice for form in self.forms]


def expect_current(data, owners):
    """What was sent, as if these owners had been seen: sent again, it wins knowingly."""
    again = data.copy()
    for root, row in owners.items():
        again[f"cil-{root}-expected"] = row.owner_key if row else ""
    return again
