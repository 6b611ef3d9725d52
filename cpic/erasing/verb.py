"""Erasing what should never have been written: everywhere at once, by the administrator, with a reason, for good.

Numbers and dates are never erased: they are what others were told. The cells lose their words (centres/erasing.py),
what came out with them is withdrawn and followed by a copy without them, files are deleted, what waits for people to
sign in again goes too; then the bytes are taken from the disk.
"""

import io
import logging
import re
import zipfile
from contextlib import suppress
from functools import partial

from django.core.files.storage import storages
from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from centres import access
from centres.access import Right
from centres.erasable import ErasableKind
from centres.erasing import TAG, Words, erase_cells, find, forget_passing, lock_everything, next_act, scrub
from centres.events import SITE, record_event
from cpic.erasing import listing
from evaluations.evidence import discard
from evaluations.meetings.minutes import withdraw_minutes
from evaluations.models import Entry, Evidence, Meeting, Minutes, Report
from evaluations.reports import publishing as reports
from goals.models import Edition
from goals.public import publishing as editions
from goals.reading import find_personal_data
from goals.workflow import EditConflict, Refused
from networks.models import GatheringMinutes, MonitoringReport, SurveyResult
from networks.papers import withdraw_paper

LEAST = 3  # letters or digits; what is shorter stands everywhere
OF_NETWORKS = (GatheringMinutes, MonitoringReport, SurveyResult)
CAME_OUT = (Edition, Report, Minutes, *OF_NETWORKS)
MONTH = r"led|únor|břez|dub|květ|červ|srp|září|říj|listopad|prosin"
DATE = re.compile(rf"[\s\d./-]*(?:(?:{MONTH})\w*)?[\s\d./-]*", re.IGNORECASE)
NUMBER = re.compile(r"[\s\d.,+%–-]*(?:kč|krát|×|x|%)?", re.IGNORECASE)

logger = logging.getLogger(__name__)


def problems_of(phrase):
    """Why just these words cannot be erased, as sentences."""
    if not find_personal_data(phrase) and (NUMBER.fullmatch(phrase) or DATE.fullmatch(phrase)):
        yield _(
            "„%(words)s“ je číslo nebo datum a ta se nemažou: stojí na nich, co bylo schváleno a zveřejněno. Napište "
            "slova kolem něj; chybné číslo se opravuje změnou cíle nebo opravou záznamu."
        ) % {"words": phrase}
    elif sum(char.isalnum() for char in phrase) < LEAST:
        yield _("„%(words)s“ je příliš krátké, stojí skoro všude. Napište aspoň tři písmena.") % {"words": phrase}


def places_of(words):
    """All cells in which the words stand, attached files included."""
    return list(find(words, files=file_texts))


def erase(phrases, chosen, *, seen, reason, by, session="", now=None):
    """Erase the phrases from the chosen cells of those `seen`; gives the number of the act.

    Refused where a phrase or the reason will not do. EditConflict where the words stand elsewhere by now than the
    person saw. `session` is that of whoever asks; it is left alone.
    """
    now, words = now or timezone.now(), Words(phrases)
    with transaction.atomic():
        role = access.rights_of(by, on=timezone.localdate(now)).require(Right.ERASE)
        for phrase in phrases:
            for problem in problems_of(phrase):
                raise Refused(problem)
        if not reason.strip():
            raise Refused(_("Napište, proč se slova mažou."))
        if words.pieces(reason):
            raise Refused(_("V důvodu jsou slova, která se mají vymazat. Napište ho bez nich; zůstane natrvalo."))
        if not chosen:
            raise Refused(_("Vyberte aspoň jedno místo."))
        try:
            lock_everything()
        except OperationalError as error:
            raise Refused(_("Zrovna někdo ukládá. Nic se nevymazalo; zkuste to za chvíli znovu.")) from error
        if {found.cell for found in places_of(words)} != set(seen) or not set(chosen) <= set(seen):
            elsewhere = _("Slova jsou mezitím jinde než na stránce. Nic se nevymazalo; podívejte se znovu.")
            raise EditConflict(None, elsewhere)
        number = next_act(chosen)
        act = {"number": number, "reason": reason.strip(), "by": by, "at": now}
        done = erase_cells(chosen, words, **act)
        follow_up(chosen, role=role, **act)
        comment = _("Výmaz č. %(number)s: %(reason)s") % {"number": number, "reason": reason.strip()}
        record_event(SITE, "erase", by=by, role=role, at=now, target=str(number), comment=comment)
        forget_passing(words, but=session)
        try:
            listing.write_down(number)
        except OSError as error:
            raise Refused(
                _("Seznam výmazů nejde zapsat, a tak se nic nevymazalo: %(error)s") % {"error": error}
            ) from error
        transaction.on_commit(partial(scrub_or_log, {one.table for one in done}))
    return number


def follow_up(cells, *, by, role, **act):
    """What else has to be done once the cells have lost their words: withdraw what came out, delete files."""
    for row in came_out(cells):
        if isinstance(row, Minutes):
            withdraw_minutes(row, by=by, **act)
        elif isinstance(row, OF_NETWORKS):
            withdraw_paper(row, by=by, **act)
        else:
            (editions if isinstance(row, Edition) else reports).withdraw(row, by=by, role=role, **act)
    for cell in cells:
        if cell.kind == ErasableKind.STORED:
            row = Evidence.objects.get(pk=cell.row)
            Evidence.objects.filter(pk=row.pk, removed_at=None).update(removed_at=act["at"])
            discard(row.stored)


def came_out(cells):
    """The editions, reports and minutes to which the cells belong, oldest first: of those only the last is followed."""
    found = {model: set() for model in CAME_OUT}
    for cell in cells:
        own = {field.related_model: field.attname for field in cell.model._meta.concrete_fields if field.is_relation}
        own |= {cell.model: "pk"}
        for model in CAME_OUT:
            if model in own:
                found[model] |= set(cell.model._base_manager.filter(pk=cell.row).values_list(own[model], flat=True))
        # Minutes that keep no words were drawn from the meeting itself.
        if cell.model in {Meeting, Entry}:
            meeting = Entry.objects.filter(pk=cell.row).values("meeting") if cell.model is Entry else [cell.row]
            drawn = Minutes.objects.filter(content=None, meeting__in=meeting)
            found[Minutes] |= set(drawn.values_list("pk", flat=True))
    return [row for model in CAME_OUT for row in model.objects.filter(pk__in=found[model]).order_by("number", "pk")]


def withdrawn_by(erasures):
    """The editions, reports and minutes that an act withdrew."""
    rows = {
        model: [one.row for one in erasures if one.table == model._meta.db_table and not one.column]
        for model in CAME_OUT
    }
    return [row for model, ids in rows.items() for row in model.objects.filter(pk__in=ids).order_by("number", "pk")]


def scrub_or_log(tables):
    """What cannot be scrubbed now is free space in a file all the same, and the log says what to do."""
    if connection.in_atomic_block:  # of a test
        return
    try:
        scrub(tables)
    except DatabaseError:
        logger.exception("Erased words may still lie in free space of the database; run VACUUM when nobody works")


# Files


def file_texts(kind, value):
    """The texts of a file in a row or in the storage, as far as it can be read."""
    if kind == ErasableKind.STORED:
        with suppress(OSError):
            yield from _texts_in(storages["evidence"].open(value, "rb").read())
    elif value and not bytes(value).startswith(b"%PDF"):  # those are drawn from rows that are looked through
        yield bytes(value).decode(errors="replace")


def _texts_in(data):
    if data.startswith(b"%PDF"):
        from pdfminer.high_level import extract_text  # costs time to import

        try:
            yield extract_text(io.BytesIO(data))
        except Exception as error:  # readers of PDF raise whatever a damaged file leads to
            logger.info("A file cannot be searched: %s", type(error).__name__)
    elif data.startswith(b"PK"):
        with suppress(zipfile.BadZipFile, OSError), zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield TAG.sub(b"", archive.read(name)).decode(errors="replace")
    else:
        yield data.decode(errors="replace")
