"""Fields of evaluation: amounts, per cent and counts of people, each within what can be meant."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evaluations.models.meetings import LARGEST_AMOUNT
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


class PerCentField(AmountField):
    most = 100

    def too_much(self):
        return _("Podíl nemůže být větší než 100 %.")


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
