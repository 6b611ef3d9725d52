"""What an organisation that begins here does first. What is done is read from the data; nobody ticks anything off."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from centres.events import SITE, record_event
from centres.models import Centre, Event, Subject, User
from goals.models import DocumentTrial, Edition, Goal

HIDDEN = "hide_first_steps"


@dataclass(frozen=True)
class Step:
    title: str
    text: str
    done: Exists | Q  # asked of all steps at once
    url: str
    action: str
    is_done: bool = False


def centres_step(rights):
    may_change = rights.may(Right.ADMINISTER)
    return Step(
        _("Kraje, provozovatelé a centra"),
        _("Zkontrolujte, že jsou tu všechna centra sítě a že se jmenují, jak mají."),
        Exists(Centre.objects.all()),
        reverse("admin:centres_centre_changelist") if may_change else reverse("centres"),
        _("Zkontrolovat centra"),
    )


def people_step(rights):
    return Step(
        _("Lidé: vedoucí odboru"),
        _("Vedoucí odboru schvaluje a vydává cíle. Vedoucí center můžete pozvat až potom, každého jednou."),
        Exists(access.holders(Right.ADOPT, on=timezone.localdate())),
        reverse("invite"),
        _("Pozvat člověka"),
    )


def document_step(rights):
    return Step(
        _("Dokument roku"),
        _("Nahrajte operační cíle, jak jste je vydali: Word, PDF nebo text. Nic se nezapíše, dokud to nepotvrdíte."),
        Exists(Goal.objects.filter(document__year__isnull=False)) | Exists(DocumentTrial.objects.all()),
        reverse("documents"),
        _("Nahrát dokument"),
    )


def edition_step(rights):
    waiting = DocumentTrial.objects.filter(outcome="").first()
    return Step(
        _("Převzít jako schválené, nebo nechat projít schvalováním"),
        _("Co už platí, převezměte i s daty schválení a vydání. Co se teprve chystá, zapište jako návrhy center."),
        Exists(Edition.objects.operational()),
        reverse("document", args=[waiting.pk]) if waiting else reverse("documents"),
        _("Rozhodnout"),
    )


# In their order. The apps above this one add theirs when they are ready; imports run one way.
STEPS: list[Callable] = [centres_step, people_step, document_step, edition_step]


def steps(rights):
    found = [step(rights) for step in STEPS]
    is_done = User.objects.filter(pk=rights.user.pk).values_list(*(step.done for step in found)).get()
    return [replace(step, is_done=one) for step, one in zip(found, is_done, strict=True)]


def shown_steps(rights):
    """For the page of work of whoever can take them: all of them as long as one is left, and none once they are done or
    the person does not want to see them."""
    if not rights.may(Right.IMPORT):
        return []
    found = steps(rights)
    if all(step.is_done for step in found):
        return []
    hidden = Event.objects.filter(subject_kind=Subject.SITE, name=HIDDEN, by=rights.user)
    return [] if hidden.exists() else found


def hide(*, by, now=None):
    now = now or timezone.now()
    role = access.rights_of(by, on=timezone.localdate(now)).require(Right.IMPORT)
    record_event(SITE, HIDDEN, by=by, role=role, at=now)
