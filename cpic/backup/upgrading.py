"""Bringing the database to this version: a backup that is proven, the migrations, and everything tried before anybody
else sees it. All of it is done in one place, which holds what was done as a whole or is left as it was."""

from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from cpic.backup.archive import BackupError, listed
from cpic.backup.places import altering, database_exists
from cpic.backup.taking import backup
from cpic.backup.verifying import prove, record_proof
from cpic.checks import differing_migrations, refuse_unsafe_start
from cpic.record import check_frozen, check_record
from cpic.setting_values import host_of
from goals.public import queries

HTML, PDF, PLAIN = "text/html", "application/pdf", "text/plain"


@dataclass(frozen=True)
class Upgraded:
    steps: list[str]  # the migrations that were done
    remarks: list[str]  # what is wrong with attached files and other parts of the record, and was before


def upgrade(path, *, tell=lambda steps: None, progress=iter):
    """Bring the database to this version, after a backup to the path; where there is nothing to migrate, only try it.

    `tell` gets the plan, the list of migrations; `progress` wraps tables and files as tqdm does.
    """
    step, remarks = _("nastavení"), []
    try:
        refuse_unsafe_start()
        step = _("plán")
        if not database_exists():
            raise BackupError(_("Databáze %(name)s není.") % {"name": connections["default"].settings_dict["NAME"]})
        steps, unknown = differing_migrations()
        if unknown:
            raise BackupError(_("Databáze je novější než tato verze: krok %(step)s nezná.") % {"step": unknown[-1]})
        tell(steps)
        step = _("databáze jen pro sebe")
        with altering() if steps else transaction.atomic():
            if steps:
                step = _("záloha")
                taken = backup(path, progress=progress)
                step, remarks = _("obnovení a migrace zálohy na zkoušku"), taken.remarks
                prove(path, progress=progress)
                step = _("migrace")
                call_command("migrate", verbosity=0, interactive=False)
                ContentType.objects.clear_cache()
                record_proof(taken.manifest["made_at"])
            step = _("kontrola záznamu")
            if faults := list(check_frozen()):
                raise BackupError(listed(faults))
            remarks += check_record()  # what else it finds was so before, and must not keep anybody from a new version
            step = _("zkouška stránek")
            _try_pages()
            step = _("uložení")
    except Exception as error:  # a migration and a page may raise anything
        reason = " ".join(str(error).split()) or type(error).__name__
        sentence = _("Přechod na tuto verzi se nepovedl a v databázi se nic nezměnilo. Krok „%(step)s“: %(reason)s")
        raise BackupError(sentence % {"step": step, "reason": reason}) from error
    finally:
        ContentType.objects.clear_cache()
    return Upgraded(steps, remarks)


def _try_pages():
    """Ask this very process, which is connected to what is being tried, as nobody in particular."""
    host = host_of(settings.SITE_URL) or (settings.ALLOWED_HOSTS or ["localhost"])[0]
    visitor = Client(raise_request_exception=False, SERVER_NAME=host)
    for address, status, kind in _pages():
        answer = visitor.get(address, secure=True)
        found = answer.headers.get("Content-Type", "").partition(";")[0]
        if (answer.status_code, found) != (status, kind):
            text = answer.content.decode() if found == PLAIN else found
            raise BackupError(
                _("%(address)s odpovídá %(found)d %(text)s místo %(status)d %(kind)s")
                % {"address": address, "found": answer.status_code, "text": text, "status": status, "kind": kind}
            )


def _pages():
    """What must answer, and how: a page of each kind that the public, people who sign in and machines begin with."""
    for name in ("home", "years", "centres", "public-commitment", "account_login"):
        yield reverse(name), HTTPStatus.OK, HTML
    yield reverse("work"), HTTPStatus.FOUND, HTML  # to the sign-in
    if edition := queries.current_editions().first():
        yield reverse("year", args=[edition.year]), HTTPStatus.OK, HTML
        yield edition.get_absolute_url(), HTTPStatus.OK, HTML
        if edition.files.pdfs().exists():  # it is drawn after it came out
            yield reverse("year-pdf", args=[edition.year]), HTTPStatus.OK, PDF
    yield reverse("readyz"), HTTPStatus.OK, PLAIN
