"""The document of an edition: what it says and in what order; and how all documents print a text."""

from datetime import UTC

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from goals.blocks import shown_sections
from goals.formatting import breakable, describe, format_date, typeset
from goals.models import Edition

SHORT_CHECKSUM = 16  # hexadecimal digits; enough to compare by eye, the whole is on the page of what was published
LONG = 1000  # letters of a wording that a page may cut; to keep it whole would leave half pages empty


@translation.override("cs")
def edition_html(edition: Edition, *, is_preview: bool = False, of_centre: str = "") -> str:
    """The edition, taken from ``Edition.objects.with_content()``: the same text for the same rows, whatever the
    reader's language, the time zone or the settings. `of_centre` is the slug of the one whose part is wanted."""
    is_of_a_year = edition.year is not None
    number_of_goals = sum(len(centre.goals.all()) for centre in edition.centres.all())
    number_and_date = {"number": edition.number, "date": format_date(edition.published_on)}
    facts = (
        (_("Vydání"), _("%(number)s ze dne %(date)s") % number_and_date),
        (_("Schválil/a"), edition.get_approved_by_role_display()),
        *adopted_facts(edition),
        (_("Číslo jednací"), edition.reference_number),
        (_("Počet center"), str(len(edition.centres.all())) if is_of_a_year and not of_centre else ""),
        (_("Počet cílů"), str(number_of_goals) if is_of_a_year and not of_centre else ""),
        (_("Kontrolní součet"), short_checksum(edition.checksum)),
    )
    sections = [
        (section.title or section.get_key_display(), section.text) for section in edition.sections.all() if is_of_a_year
    ]
    if edition.note:
        sections.append((_("Poznámka k vydání"), edition.note))
    if edition.erratum:
        sections.append((_("Oprava předchozího vydání"), edition.erratum))
    if edition.omissions:
        left_out = "\n".join(f"{one['name']}: {one['reason']}" for one in edition.omissions)
        sections.append((_("Bez koho vydání vyšlo"), left_out))
    centres = []
    for centre in edition.centres.all() if is_of_a_year else ():
        if of_centre not in {"", centre.slug}:
            continue
        branch = _("pobočka centra %(parent)s") % {"parent": centre.parent_name} if centre.parent_name else ""
        place = typeset(" · ".join(part for part in (centre.region, branch) if part))
        goals = []
        for goal in centre.goals.all():
            goals.append(goal_in_words(goal, goal.serves))
        centres.append({"slug": centre.slug, "name": typeset(centre.name), "place": place, "goals": goals})
    half = (len(centres) + 1) // 2
    title = _("Náhled, nevydáno: %(title)s") % {"title": edition.title} if is_preview else edition.title
    if of_centre:
        title = f"{centres[0]['name']}: {title}"
    context = {
        "title": typeset(title),
        "number": edition.number,
        "moment": edition.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "facts": [(label, typeset(value)) for label, value in facts if value],
        "sections": [
            {"title": typeset(title.rstrip(" :")), "lines": lines(text)} for title, text in sections if not of_centre
        ],
        "contents": (centres[:half], centres[half:]) if len(centres) > 2 else (),
        "centres": centres,
        "of_centre": of_centre,
        "parts": [] if is_of_a_year else _parts(edition),
    }
    return render_to_string("pdf/edition.html", context)


def goal_in_words(goal, serves):
    """The goal, frozen or at work, with the wording of the long-term goal that it serves."""
    notes = (  # what belongs to the goal beside its wording, the same as on its page
        (_("Slouží dlouhodobému cíli"), serves),
        (_("Odpovídá"), goal.responsible),
        (_("Doloží se"), " ".join(goal.evidence.split())),
        (_("Cíl skončil"), format_date(goal.ends_on) if goal.ends_on else ""),
        (_("Důvod ukončení") if goal.ends_on else _("Důvod změny"), " ".join(goal.reason.split())),
    )
    return {
        "number": goal.number,
        "lines": lines(goal.text),
        "is_long": len(goal.text) > LONG,
        "measures": typeset(" · ".join(describe(target) for target in goal.targets.all())),
        "notes": [typeset(f"{label}: {breakable(text)}") for label, text in notes if text],
    }


def _parts(edition):
    """The sections of a commitment with its goals, as they are printed."""
    for section in shown_sections(edition.sections.all(), edition.goals.all()):
        links = (f"{link['text']}: {link['url']} ({format_date(link['as_of'])})" for link in section.links)
        yield {
            "title": typeset(section.title.rstrip(" :")),
            "groups": [
                (is_list, [typeset(breakable(text)) for text in texts])
                for is_list, texts in [*section.groups, *([(True, list(links))] if section.links else [])]
            ],
            "facts": [(label, typeset("; ".join(texts))) for label, texts in section.facts],
            "goals": [goal_in_words(goal, goal.serves) for goal in section.goals],
        }


def adopted_facts(edition):
    """What is said of an edition that came out elsewhere, and until when a commitment holds: labels and values."""
    if edition.adopted_from:
        yield _("Schváleno"), format_date(edition.approved_on)
    if edition.valid_from:
        validity = {"from": format_date(edition.valid_from), "until": format_date(edition.valid_until)}
        yield _("Platí"), _("od %(from)s do %(until)s") % validity
    if edition.adopted_from:
        yield _("Převzato z dokumentu"), edition.adopted_from


def lines(text):
    """The lines of the text that say something, with no-break spaces, and places to break where there are none."""
    return [typeset(breakable(line.strip())) for line in text.splitlines() if line.strip()]


def short_checksum(checksum):
    """The beginning of a checksum in fours, as people compare it."""
    return " ".join(checksum[start : start + 4] for start in range(0, SHORT_CHECKSUM, 4))
