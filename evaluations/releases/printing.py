"""The evaluation of a year as a document: what it says and in what order, from the frozen rows alone."""

from datetime import UTC

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from evaluations.releases.results import centres_of, network_of, table_of
from goals.formatting import format_date, typeset
from goals.pdf import short_checksum


def evaluation_pdf(release):
    """The evaluation as a file with its number of pages."""
    from goals.pdf import archival  # costs most of a second to import: only who publishes pays it

    return archival.render(evaluation_html(release))


def evaluation_html(release):
    """The same text for the same rows, whatever the reader's language, the time zone or the settings."""
    with translation.override("cs"):
        return render_to_string("pdf/evaluation.html", _context(release))


def _context(release):
    centres = centres_of(release)
    half = (len(centres) + 1) // 2
    return {
        "title": typeset(release.title),
        "year": release.year,
        "moment": release.released_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": _facts(release, centres),
        "narrative": release.narrative,
        "table": table_of(centres),
        "contents": (centres[:half], centres[half:]) if len(centres) > 2 else (),
        "centres": centres,
        "network": network_of(release),
    }


def _facts(release, centres):
    return (
        (_("Zveřejněno"), typeset(format_date(release.released_on))),
        (_("Schválil/a"), typeset(release.get_approved_by_role_display())),
        (_("Podle znění"), typeset(_("vydání %(number)s") % {"number": release.edition})),
        (_("Počet center"), str(len(centres))),
        (_("Počet cílů"), str(sum(len(centre.goals_shown) for centre in centres))),
        (_("Kontrolní součet"), short_checksum(release.checksum)),
    )
