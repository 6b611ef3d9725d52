"""The document of an edition: what it says and in what order."""

from datetime import UTC
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from goals.formatting import breakable, describe, format_date, typeset
from goals.models import Edition
from goals.pdf.text import lines, short_checksum

if TYPE_CHECKING:
    from goals.pdf.archival import Pdf


def edition_pdf(edition: Edition) -> "Pdf":
    """The edition, taken from ``Edition.objects.with_content()``, as a file with its number of pages."""
    from goals.pdf import archival  # costs most of a second to import: only who publishes pays it

    return archival.render(edition_html(edition))


def edition_html(edition: Edition) -> str:
    """The same text for the same rows, whatever the reader's language, the time zone or the settings."""
    with translation.override("cs"):
        return render_to_string("pdf/edition.html", _context(edition))


def _context(edition):
    centres = [_centre(centre) for centre in edition.centres.all()]
    half = (len(centres) + 1) // 2
    return {
        "title": typeset(edition.title),
        "number": edition.number,
        "moment": edition.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": [(label, typeset(value)) for label, value in _facts(edition) if value],
        "sections": _sections(edition),
        "contents": (centres[:half], centres[half:]) if len(centres) > 2 else (),
        "centres": centres,
    }


def _facts(edition):
    number_of_goals = sum(len(centre.goals.all()) for centre in edition.centres.all())
    return (
        (_("Vydání"), _("%(number)s ze dne %(date)s") % _number_and_date(edition)),
        (_("Schválil/a"), edition.get_approved_by_role_display()),
        (_("Číslo jednací"), edition.reference_number),
        (_("Počet center"), str(len(edition.centres.all()))),
        (_("Počet cílů"), str(number_of_goals)),
        (_("Kontrolní součet"), short_checksum(edition.checksum)),
    )


def _number_and_date(edition):
    return {"number": edition.number, "date": format_date(edition.published_on)}


def _sections(edition):
    sections = [(section.title or section.get_key_display(), section.text) for section in edition.sections.all()]
    if edition.note:
        sections.append((_("Poznámka k vydání"), edition.note))
    if edition.erratum:
        sections.append((_("Oprava předchozího vydání"), edition.erratum))
    return [{"title": typeset(title.rstrip(" :")), "lines": lines(text)} for title, text in sections]


def _centre(centre):
    branch = _("pobočka centra %(parent)s") % {"parent": centre.parent_name} if centre.parent_name else ""
    return {
        "slug": centre.slug,
        "name": typeset(centre.name),
        "place": typeset(" · ".join(part for part in (centre.region, branch) if part)),
        "goals": [_goal(goal) for goal in centre.goals.all()],
    }


def _goal(goal):
    return {
        "number": goal.number,
        "lines": lines(goal.text),
        "measures": typeset(" · ".join(describe(target) for target in goal.targets.all())),
        "notes": [typeset(f"{label}: {breakable(text)}") for label, text in _notes(goal) if text],
    }


def _notes(goal):
    """What belongs to the goal beside its wording, the same as on its page."""
    return (
        (_("Slouží dlouhodobému cíli"), goal.serves),
        (_("Odpovídá"), goal.responsible),
        (_("Doloží se"), " ".join(goal.evidence.split())),
        (_("Důvod změny"), " ".join(goal.reason.split())),
    )
