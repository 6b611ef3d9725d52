"""Fields of evaluation: amounts, per cent and counts of people, each within what can be meant."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evaluations.models.meetings import LARGEST_AMOUNT
from evaluations.portions import Portion, halves, problem, read
from goals.formatting import format_number
from goals.forms.fields import NumberField


class AmountField(NumberField):
    """An amount as people write it, no larger than a mistyped billion."""

    most = LARGEST_AMOUNT

    def to_python(self, value):
        number = super().to_python(value)
        if number is not None and number > self.most:
            raise ValidationError(self.too_much())
        return number

    def too_much(self):
        return _("Zadejte číslo nejvýše %(most)s.") % {"most": format_number(Decimal(self.most))}


class PortionField(AmountField):
    """An amount, or a share as people know it: "45 z 60"; with `takes_per_cent` also as "75 %", as a sheet reads it."""

    def __init__(self, *, takes_per_cent=False, **kwargs):
        super().__init__(**kwargs)
        self.takes_per_cent = takes_per_cent

    def prepare_value(self, value):
        return str(value).replace("\u00a0", " ") if isinstance(value, Portion) else super().prepare_value(value)

    def to_python(self, value):
        text = str(value or "").strip()
        if self.takes_per_cent and halves(text) is None:
            text = text.removesuffix("%")
        found = read(text, super().to_python)
        if isinstance(found, Portion) and (wrong := problem(found.amount, found.whole)):
            raise ValidationError(wrong)
        return found


class PerCentField(PortionField):
    """A share of a target: in per cent, or so many of so many."""

    def __init__(self, **kwargs):
        super().__init__(takes_per_cent=True, **kwargs)
        self.widget.attrs["inputmode"] = "text"  # keyboards of numbers have neither "z" nor a slash

    def to_python(self, value):
        found = super().to_python(value)
        if isinstance(found, Decimal) and found > 100:
            raise ValidationError(_("Podíl nemůže být větší než 100 %."))
        return found


class MemberCountField(AmountField):
    """How many of those that each have to have it have it already."""

    def __init__(self, *, members, **kwargs):
        super().__init__(**kwargs)
        self.most = members


class CountField(NumberField):
    """A whole number of people."""

    def __init__(self, *, most, least=1, **kwargs):
        super().__init__(**kwargs)
        self.least, self.most = least, most
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value):
        number = super().to_python(value)
        if number is None:
            return None
        if number != int(number) or not self.least <= number <= self.most:
            limits = {"least": self.least, "most": format_number(Decimal(self.most))}
            raise ValidationError(_("Zadejte celé číslo od %(least)s do %(most)s.") % limits)
        return int(number)
