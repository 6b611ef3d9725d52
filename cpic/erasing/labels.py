"""What a place in the database is called where people choose what to erase."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from centres.erasable import PLACES, ErasableKind
from centres.models import Event
from evaluations.meetings.labels import minutes_title
from evaluations.models import Minutes, Report
from goals.formatting import format_date, shortened
from goals.models import Edition
from networks.meetings.minutes import title_of
from networks.models import GatheringMinutes, MonitoringReport, SurveyResult

# Tables that have no name for people elsewhere.
TABLES = {
    "goals_editionsection": _("Oddíl vydání"),
    "goals_editioncentre": _("Centrum ve vydání"),
    "goals_editiongoal": _("Cíl ve vydání"),
    "goals_editiontarget": _("Cílová hodnota ve vydání"),
    "goals_editionfile": _("Soubor vydání"),
    "evaluations_reportcentre": _("Centrum ve zveřejněné zprávě"),
    "evaluations_reportgoal": _("Cíl ve zveřejněné zprávě"),
    "evaluations_reporttarget": _("Cílová hodnota ve zveřejněné zprávě"),
    "evaluations_reportfile": _("Soubor zveřejněné zprávy"),
    "evaluations_minutesfile": _("Soubor zápisu"),
    "networks_gatheringminutesfile": _("Soubor zápisu ze setkání"),
    "networks_monitoringreportfile": _("Soubor zprávy z monitoringu"),
    "networks_surveyresultfile": _("Soubor výsledku hodnocení sítě"),
    "mailer_message": _("Mail, který čeká na odeslání"),
    "mailer_messagelog": _("Odeslaný mail"),
    "mailer_dontsendentry": _("Adresa, na kterou se nepíše"),
    "account_emailaddress": _("Adresa k přihlašování"),
    "mfa_authenticator": _("Druhé ověření osoby"),
    "socialaccount_socialaccount": _("Účet v adresáři"),
    "usersessions_usersession": _("Přihlášené zařízení"),
}
FROZEN = frozenset(
    name
    for name in PLACES
    if name.startswith(
        (
            *("goals_edition", "evaluations_report", "evaluations_minutes"),
            *("networks_gatheringminutes", "networks_monitoringreport", "networks_surveyresult"),
        )
    )
)
CAME_OUT = (Edition, Report, Minutes, GatheringMinutes, MonitoringReport, SurveyResult)
FILES_OF = ("edition", "report", "minutes", "gathering_minutes", "monitoring_report", "survey_result")
KINDS = {
    ErasableKind.BYTES: _("celý soubor"),
    ErasableKind.STORED: _("celý soubor"),
    ErasableKind.MAIL: _("text mailu"),
}


def named(places, chosen):
    """The places as they are shown, tables together."""
    rows = _rows_of(places)
    for found in places:
        cell = found.cell
        field = cell.field
        own_name = KINDS.get(cell.kind) or (field.verbose_name if field.verbose_name != field.name else "")
        yield {
            "key": cell.key,
            "table": TABLES.get(cell.table) or capfirst(cell.model._meta.verbose_name),
            "column": own_name,
            "row": _described(rows[cell.table, cell.row]),
            "is_whole": cell.kind in {ErasableKind.BYTES, ErasableKind.STORED},
            "is_frozen": cell.table in FROZEN,
            "excerpts": found.excerpts[:3],
            "more": len(found.excerpts) - 3,
            "is_chosen": cell.key in chosen,
        }


def _rows_of(places):
    by_model = {}
    for found in places:
        by_model.setdefault(found.cell.model, set()).add(found.cell.row)
    return {
        (model._meta.db_table, row.pk): row
        for model, ids in by_model.items()
        for row in model._base_manager.filter(pk__in=ids)
    }


def _described(row):
    if isinstance(row, Event):
        return f"{row.about}, {format_date(row.at.date())}"
    wholes = (row, *(getattr(row, name, None) for name in FILES_OF))
    whole = next((one for one in wholes if isinstance(one, CAME_OUT)), None)
    return name_of(whole) if whole else shortened(str(row), 60)


def name_of(row):
    """An edition, a report or minutes."""
    if isinstance(row, GatheringMinutes):
        return f"{title_of(row.gathering)} ({row.number})"
    if isinstance(row, (MonitoringReport, SurveyResult)):
        return str(row)
    return minutes_title(row.meeting) + f" ({row.number})" if isinstance(row, Minutes) else f"{row.document}, {row}"
