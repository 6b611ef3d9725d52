"""How a block of the commitment is printed on public pages, in whatever language."""

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from centres.languages import CZECH
from goals.formatting import typeset

register = template.Library()


@register.filter
def told(text):
    """What a block says (goals.blocks.Told): Czech words on a page in another language are marked; a translation that
    is older than the Czech says so and leads there."""
    words = typeset(str(text))
    if getattr(text, "is_czech", False):
        return format_html('<span lang="{}">{}</span>', CZECH, words)
    if not getattr(text, "is_stale", False):
        return words
    if text.follows:
        day = date_format(text.follows, "SHORT_DATE_FORMAT")
        age = _("Toto odpovídá českému znění ze dne %(day)s, které se od té doby změnilo.") % {"day": day}
    else:
        age = _("Toto odpovídá staršímu českému znění, než které platí.")
    link = format_html('<a href="{}" hreflang="{}">{}</a>', text.url, CZECH, _("České znění, které platí"))
    return format_html('{} <span class="hint">{} {}</span>', words, typeset(age), link)
