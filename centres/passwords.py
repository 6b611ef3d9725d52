"""What a password must be, in our own words where the framework has no Czech ones."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self):
        return _("Heslo je krátké. Potřebuje aspoň %(count)s znaků.") % {"count": self.min_length}

    def get_help_text(self):
        return self.get_error_message()
