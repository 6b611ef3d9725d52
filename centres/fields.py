"""Fields of forms that the forms of all apps begin with."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d. %m. %Y", "%d.%m. %Y"]
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)  # days can be added to it and taken away


class DateField(forms.DateField):
    """A day; browsers offer a calendar, typed Czech dates are understood too."""

    def __init__(self, *, widget=None, **kwargs):
        widget = widget or forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(input_formats=DATE_FORMATS, widget=widget, **kwargs)
        self.error_messages["invalid"] = gettext_lazy("Takový den není. Zadejte datum, například 31. 12. 2027.")

    def to_python(self, value):
        return super().to_python(value.strip() if isinstance(value, str) else value)

    def validate(self, value):
        super().validate(value)
        if value and not FIRST <= value <= LAST:
            years = {"first": FIRST.year, "last": LAST.year}
            raise ValidationError(_("Zadejte den mezi roky %(first)s a %(last)s.") % years)
