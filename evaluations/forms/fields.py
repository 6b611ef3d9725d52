"""Fields of evaluation: amounts, per cent and counts of people, each within what can be meant."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from evaluations.models.indicators import LARGEST_AMOUNT
from goals.forms.fields import NumberField
from goals.wording import format_number


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
    """A whole number of people, at least one."""

    def __init__(self, *, most, **kwargs):
        super().__init__(**kwargs)
        self.most = most
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value):
        number = super().to_python(value)
        if number is None:
            return None
        if number != int(number) or not 1 <= number <= self.most:
            raise ValidationError(_("Zadejte celé číslo od 1 do %(most)s.") % {"most": self.most})
        return int(number)
