"""What a simulated year needs, and what it never touches: a year in which somebody has already written anything."""

from django.conf import settings
from django.utils.translation import gettext as _

from centres.access import Right
from evaluations.models import Indicator, Meeting, Record
from evaluations.simulation.cast import centres_of, holders
from goals.models import Document
from goals.workflow import Refused


def refuse(year, until):
    """Raises Refused with the first sentence that speaks against it."""
    for problem in problems(year, until):
        raise Refused(problem)


def problems(year, until):
    if settings.IS_PRODUCTION:
        yield _("V ostrém provozu se rok nesimuluje; vymyšlené záznamy mezi skutečné nepatří.")
    if not 1 <= until <= 12:
        yield _("Měsíc %(month)s není; měsíce jsou 1 až 12.") % {"month": until}
    document = Document.objects.for_year(year).first()
    if document is None or not document.editions.exists():
        yield _("Cíle roku %(year)s ještě nevyšly; bez vydání není co simulovat.") % {"year": year}
        return
    if Meeting.objects.for_year(year).exists() or Record.objects.filter(on__year=year).exists():
        yield _("Rok %(year)s už má porady nebo záznamy; simuluje se jen do prázdného roku.") % {"year": year}
    if not Indicator.objects.exists():
        yield _("Chybí ukazatele; doplní je příkaz load_reference.")
    yield from _missing_people(document)


def _missing_people(document):
    if not holders(Right.REOPEN_MONTH, None, document.year):
        yield _("Není tu vedoucí odboru, který by měl roli po celý rok %(year)s.") % {"year": document.year}
    for centre in centres_of(document):
        if not holders(Right.CLOSE_MONTH, centre, document.year):
            yield _("%(centre)s nemá vedoucího, který by měl roli po celý rok %(year)s.") % {
                "centre": centre,
                "year": document.year,
            }
