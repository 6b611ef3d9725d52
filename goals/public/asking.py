"""A letter to the centre that answers for a goal: an address that opens the reader's own mail program, with what the
letter is about already in it (RFC 6068). Nothing is sent and nothing is kept here."""

import re
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import override

from centres.languages import CZECH, is_czech
from centres.models import Centre
from goals.formatting import shortened, visible

LONGEST = 1800
"""Letters of the whole address: Windows hands no more than 2 083 to a mail program, and some browsers less."""
LENGTHS = (1000, 500, 250, 120)
"""How much of a wording is tried in turn; one letter with a diacritic takes six in the address."""


def whom_to_ask(slug, day):
    """The centre that answers today for what the centre of that slug published, and the address of its mail or that of
    its main centre; "" where nobody has said any. For a closed one its successor answers, or else the centre whose
    branch it was; None where there is neither."""
    related = ("contact", "parent__contact", "successor__contact", "successor__parent__contact")
    found = Centre.objects.select_related(*related).filter(slug=slug).first()
    while found and found.is_closed(day):
        main = found.parent
        found = found.successor or (main if main and not main.is_closed(day) else None)
    if found is None:
        return None, ""
    contacts = [getattr(centre, "contact", None) for centre in (found, found.parent) if centre]
    return found, next((contact.email for contact in contacts if contact and contact.email), "")


def letter_about(goal, edition, *, to, page):
    """The address of a letter about a published goal, whose page is `page`, in the reader's language. Who gets it knows
    the goal by the Czech line."""
    names = [_reference(goal, edition)]
    if not is_czech():
        with override(CZECH):
            names.append(_reference(goal, edition))
    about = [_("Dobrý den, píšu vám k tomuto cíli:"), *names]
    text = visible(goal.text)
    for length in (*LENGTHS, 0):
        wording = [f"„{shortened(text, length)}“"] if length else []
        letter = mail_address(to, " / ".join(names), "\n".join([*about, *wording, page, "", ""]))
        if len(letter) <= LONGEST:
            break
    return letter


def _reference(goal, edition):
    facts = {"number": goal.number, "year": edition.year, "edition": edition.number}
    return _("Cíl %(number)s na rok %(year)s, vydání %(edition)s") % facts


def mail_address(to, subject, body):
    """All but unreserved letters is percent-encoded as UTF-8, ends of lines as CR LF."""
    body = re.sub(r"\r\n?|\n", "\r\n", body)
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
