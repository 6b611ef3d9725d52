"""What hangs in a centre: its goals in an edition as a sheet for the noticeboard, the same in large print for the
counter, and the sheets of all centres in one file. From frozen rows alone, in the words of the edition."""

from datetime import UTC
from functools import partial

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from centres.addresses import full_address
from centres.languages import CZECH
from centres.qr_codes import QrCode
from goals.formatting import breakable, format_date, typeset
from goals.models import Edition, PrintCode
from goals.models.noticeboard import PrintFormat
from goals.pdf.edition import goal_in_words, short_checksum

ALL_SHEETS = "sheets"
FEW_LETTERS = 450  # in all that is said of the goals; with no more, they are printed larger


def sheet_files(edition: Edition) -> dict:
    """By format, language and centre what draws each print of the edition."""
    codes = {(code.place.slug, code.format): code for code in PrintCode.objects.filter(place__edition=edition)}
    codes = {key: code for key, code in codes.items() if key[0] in {centre.slug for centre in edition.centres.all()}}
    files = {
        (file_format, CZECH, slug): partial(draw, edition, [code])
        for (slug, file_format), code in sorted(codes.items())
    }
    places = [(centre.slug, PrintFormat.SHEET) for centre in edition.centres.all()]
    sheets = [codes[place] for place in places if place in codes]  # editions had none before there were prints
    return files | {(ALL_SHEETS, CZECH, ""): partial(draw, edition, sheets)} if sheets else {}


def draw(edition: Edition, codes: list[PrintCode]):
    """The prints one behind the other. `edition` comes from ``Edition.objects.with_content()``."""
    from goals.pdf import archival  # costs most of a second to import: only who draws pays it

    return archival.render(*(sheet_html(edition, code) for code in codes))


@translation.override(CZECH)
def sheet_html(edition: Edition, code: PrintCode) -> str:
    """What one print says, whatever the reader's language."""
    centre = next(one for one in edition.centres.all() if one.slug == code.place.slug)
    goals = [goal_in_words(goal, goal.serves) for goal in centre.goals.all()]
    branch = _("pobočka centra %(parent)s") % {"parent": centre.parent_name} if centre.parent_name else ""
    address = full_address(code.get_absolute_url())
    said = "".join(text for goal in goals for text in (*goal["lines"], goal["measures"], *goal["notes"]))
    looks = {PrintFormat.LARGE: "large", PrintFormat.SHEET: "roomy" if len(said) <= FEW_LETTERS else ""}
    number = {"number": edition.number, "date": format_date(edition.published_on)}
    context = {
        "title": typeset(edition.title),
        "centre": typeset(breakable(centre.name)),
        "place": typeset(" · ".join(part for part in (centre.region, branch) if part)),
        "moment": edition.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "look": looks[code.format],
        "goals": goals,
        "edition": typeset(_("Vydání %(number)s ze dne %(date)s") % number),
        "approved": typeset(f"{_('Schválil/a')}: {edition.get_approved_by_role_display()}"),
        "checksum": typeset(f"{_('Kontrolní součet')}: {short_checksum(edition.checksum)}"),
        "qr": QrCode(address),
        "address": address.split("://")[-1],
        "running": typeset(f"{centre.name} · {_('vydání %(number)s') % number}"),
    }
    return render_to_string("pdf/sheet.html", context)
