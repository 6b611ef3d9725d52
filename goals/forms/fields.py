"""Fields that every form of ours is made of: text that can be stored, Czech numbers, what the browser carries."""

import unicodedata
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.formatting import as_wording, format_number
from goals.reading import read_number
from goals.tables import UNPRINTABLE

LARGEST = Decimal(10) ** 10


class TextField(forms.CharField):
    """Text of one line or more. Browsers are not told the longest length: they would cut what is pasted."""

    def __init__(self, *, rows=None, max_length, is_conditional=False, **kwargs):
        self.is_conditional = is_conditional  # whether it is needed depends on another field
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=max_length, **kwargs)

    def widget_attrs(self, widget):
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value):
        # In the one form of Unicode in which files are read, too, so that the same text is kept the same way.
        return unicodedata.normalize("NFC", super().to_python(value).replace("\r\n", "\n").replace("\r", "\n"))

    def run_validators(self, value):
        if found := UNPRINTABLE.search(value):
            place = found.start() + 1
            raise ValidationError(
                _("Na %(place)s. místě textu je znak, který nejde uložit ani vytisknout. Smažte ho.") % {"place": place}
            )
        if len(value) > self.max_length:
            lengths = {"most": format_number(Decimal(self.max_length)), "now": format_number(Decimal(len(value)))}
            raise ValidationError(_("Text má %(now)s znaků, vejde se jich nejvýše %(most)s. Zkraťte ho.") % lengths)


class WordingField(TextField):
    """Text of a goal, kept the same way as that of a file."""

    def to_python(self, value):
        return as_wording(super().to_python(value))


class NumberField(forms.Field):
    """A number as people here write it: "3,5", "1 000", "dvanáct"; two decimal places, from 0 below ten thousand
    million."""

    widget = forms.TextInput

    def __init__(self, *, is_signed=False, **kwargs):
        super().__init__(**kwargs)
        self.is_signed = is_signed
        self.widget.attrs["inputmode"] = "text" if is_signed else "decimal"  # some keyboards of numbers have no minus

    def prepare_value(self, value):
        """Without the spaces between thousands, which are hard to type over."""
        return format_number(value).replace("\u00a0", "") if isinstance(value, Decimal) else value

    def to_python(self, value):
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        number = read_number(text)
        if number is None:
            raise ValidationError(_("Zadejte číslo, například 12 nebo 3,5."))
        if number < 0 and not self.is_signed:
            raise ValidationError(_("Zadejte číslo od nuly výš."))
        if abs(number) >= LARGEST:
            raise ValidationError(_("Zadejte číslo menší než %(limit)s.") % {"limit": format_number(LARGEST)})
        if len(f"{number:f}".partition(".")[2]) > 2:  # also 1.000, which may be one and may be a thousand
            raise ValidationError(_("Zadejte nejvýše dvě desetinná místa. Tisíce oddělte mezerou."))
        return number


class Carried:
    """A field that the browser carries and nobody types; one that is missing or wrong has one cause and one remedy."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label=gettext_lazy("Formulář"), widget=forms.HiddenInput, **kwargs)
        broken = gettext_lazy("Stránka se nenačetla celá. Zkopírujte si, co jste napsali, a otevřete ji znovu.")
        self.error_messages = dict.fromkeys(["required", "invalid", "min_value", "max_value"], broken)


class VersionField(Carried, forms.IntegerField):
    """Which version of a row the person saw."""

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=2**31 - 1, **kwargs)


class KeyField(Carried, forms.UUIDField):
    """Which form it was, so that sending it is idempotent."""


class FingerprintField(Carried, forms.RegexField):
    """What the person saw as ready."""
