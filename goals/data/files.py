"""One data set of one edition or report as each of its files."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from goals.data.datasets import DataColumn, DataSet, Type, csv_of, csvw_of, json_of, workbook_with
from goals.data.sources import DataSource

METADATA = "csv-metadata.json"  # behind the address of the CSV, where programs look for it
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    METADATA: "application/csvm+json",
    "json": "application/json",
    "xlsx": XLSX,
}
LICENCES = {"cc-by": "https://creativecommons.org/licenses/by/4.0/"}


@dataclass(frozen=True)
class Issue:
    """The data set as an edition or a report has it; `schema` is the address of its JSON Schema."""

    data_set: DataSet
    source: DataSource
    row: Any
    schema: str

    @property
    def year(self):
        return self.source.year(self.row)

    @property
    def day(self):
        return self.source.issued_on(self.row)


FACTS = (
    DataColumn("nazev", Type.TEXT, "Název datové sady.", lambda issue: issue.data_set.title),
    DataColumn("schema", Type.TEXT, "Adresa schématu tohoto souboru.", lambda issue: issue.schema),
    DataColumn("rok", Type.WHOLE, "Rok, u závazku první rok jeho platnosti.", lambda issue: issue.year),
    DataColumn("vydani", Type.WHOLE, "Číslo vydání, stavu nebo vyhodnocení.", lambda issue: issue.row.number),
    DataColumn("vydano", Type.DAY, "Den vydání.", lambda issue: issue.day),
    DataColumn("kontrolni_soucet", Type.TEXT, "SHA-256 obsahu celého vydání.", lambda issue: issue.row.checksum),
)
"""What a JSON file says above its rows."""
FACTS_OF_TODAY = (
    *FACTS[:2],
    DataColumn("k_datu", Type.DAY, "Den, kdy centra naposledy něco ověřila.", lambda issue: issue.day),
)
"""The same of what has neither a year nor a number."""


def facts_about(source: DataSource) -> tuple[DataColumn, ...]:
    return FACTS if source.is_numbered else FACTS_OF_TODAY


def content_of(issue: Issue, file_format: str, file_name: Callable[[DataSet], str]) -> bytes:
    """The file in one of the TYPES; `file_name` gives the CSV of a data set of the same edition, beside this file."""
    data_set = issue.data_set
    if file_format == METADATA:
        about = {"dc:issued": issue.day.isoformat()}
        about |= {"dc:publisher": settings.PUBLISHER} if settings.PUBLISHER else {}
        about |= {"dc:license": {"@id": LICENCES[settings.DATA_TERMS]}} if settings.DATA_TERMS in LICENCES else {}
        return json.dumps(csvw_of(data_set, file_name, about), ensure_ascii=False, indent=1).encode()
    table = data_set.table(issue.row)
    if file_format == "csv":
        return csv_of(data_set, table).encode()
    if file_format == "json":
        facts = {column.name: column.value(issue) for column in facts_about(issue.source)}
        return json_of(data_set, table, facts).encode()
    return workbook_with(data_set, table, issue.source.issued_at(issue.row))
