"""Idempotency of verbs that make something: each form has a key, and by it what it made is remembered.

Verbs ask while they hold the place where the new row belongs, and remember in the transaction that makes it: a second
request waits for the place, and then finds what the first one made.
"""

from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from centres.models import SentForm
from goals.workflow import EditConflict

SENT_ELSEWHERE = _("Tento formulář už někdo odeslal. Otevřete nový.")


def made_before(key, person, purpose):
    """Primary keys of what the form made when this person first sent it; none while they have not, or without a key.

    The key is a UUID that was drawn for one form, or a fact that all who see it share: what was seen ready to be
    published, the year to be opened. Raises EditConflict for a UUID of somebody else's form, or one that was sent for
    another purpose; it does not say what it made.
    """
    if key is None:
        return []
    forms = {(form.person_id, form.purpose): form.made for form in SentForm.objects.filter(key=key)}
    if forms and isinstance(key, UUID) and (person.pk, purpose) not in forms:
        raise EditConflict(None, SENT_ELSEWHERE)
    return forms.get((person.pk, purpose), [])


def remember(key, person, purpose, rows, *, at):
    """Note what the form made, in the transaction that made it; without a key nothing."""
    if key is None:
        return
    try:
        SentForm.objects.create(key=key, person=person, purpose=purpose, made=[row.pk for row in rows], at=at)
    except IntegrityError:  # sent for two places at the same moment
        raise EditConflict(None, SENT_ELSEWHERE) from None
