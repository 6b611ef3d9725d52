"""What a data set is: one table of columns, from which its CSV with the metadata of CSVW, its JSON with the schema, and
its workbook all follow. Pure. Names and descriptions of columns are part of the files, an interface for programs: they
are Czech whatever the language of the page, and are not translated."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from goals.tables import guarded
from goals.workbooks import workbook_of

CSVW = "http://www.w3.org/ns/csvw"
JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
GUARD = "Text, který by tabulkový program vzal za vzorec, začíná v CSV apostrofem navíc."


class Type(Enum):
    """Of a column: what CSVW and what JSON Schema call it."""

    TEXT = "string", {"type": "string"}
    WHOLE = "integer", {"type": "integer"}
    NUMBER = "decimal", {"type": "number"}
    DAY = "date", {"type": "string", "format": "date"}
    TRUTH = "boolean", {"type": "boolean"}


@dataclass(frozen=True)
class DataColumn:
    """How a value is called, what it is, and how it is read from a row; `words` gives codes with their meaning."""

    name: str
    type: Type
    about: str
    read: Callable[[Any], object]
    may_be_empty: bool = False
    words: Mapping[str, object] | None = None

    @property
    def explained(self) -> str:
        if not self.words:
            return self.about
        return f"{self.about} Hodnoty: " + ", ".join(f"{code} = {word}" for code, word in self.words.items()) + "."

    def value(self, row: Any) -> Any:
        value = self.read(row)
        if value is None or value == "":
            return None
        return str(value) if self.type is Type.TEXT else value


@dataclass(frozen=True)
class Reference:
    """Columns whose values stand in a row of another data set, by the names that they have there."""

    columns: tuple[str, ...]
    data_set: "DataSet"
    theirs: tuple[str, ...]


@dataclass(frozen=True)
class DataSet:
    """`name` is the part of its addresses, `rows` gives what the columns read, of what was frozen."""

    name: str
    title: Any
    about: Any
    keywords: tuple[str, ...]
    columns: tuple[DataColumn, ...]
    key: tuple[str, ...]
    rows: Callable[[Any], Any]  # a list or what is sliced like one
    refers: tuple[Reference, ...] = ()

    def table(self, frozen: Any, most: int | None = None) -> list[list[Any]]:
        return [[column.value(row) for column in self.columns] for row in self.rows(frozen)[:most]]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def csv_of(data_set: DataSet, table: Iterable[Sequence[Any]]) -> str:
    """As CSVW and the state's rules have it: commas, decimal points, days by ISO 8601, no byte order mark."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow(data_set.names)
    lines.writerows([[as_text(value) for value in row] for row in table])
    return file.getvalue()


def as_text(value: Any) -> str:
    """The value as it stands in a CSV."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value.normalize(), "f")
        case str():
            return guarded(value)
        case _:
            return str(value)


def csvw_of(data_set: DataSet, file_name: Callable[[DataSet], str], facts: Mapping[str, object]) -> dict[str, object]:
    """Metadata of the CSV, and of those that it refers to; `facts` are said of all of them."""
    sets = [data_set, *(reference.data_set for reference in data_set.refers)]
    return {
        "@context": [CSVW, {"@language": "cs"}],
        **facts,
        "tables": [
            {
                "url": file_name(one),
                "dc:title": str(one.title),
                "dc:description": f"{one.about} {GUARD}",
                "tableSchema": {
                    "columns": [_csvw_column(column) for column in one.columns],
                    "primaryKey": list(one.key),
                    "foreignKeys": [
                        {
                            "columnReference": list(each.columns),
                            "reference": {"resource": file_name(each.data_set), "columnReference": list(each.theirs)},
                        }
                        for each in one.refers
                        if each.data_set in sets
                    ],
                },
            }
            for one in sets
        ],
    }


def _csvw_column(column: DataColumn) -> dict[str, object]:
    datatype: object = column.type.value[0]
    if column.words:
        datatype = {"base": "string", "format": "|".join(re.escape(code) for code in column.words)}
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.explained,
        "datatype": datatype,
        "required": not column.may_be_empty,
    }


def json_of(data_set: DataSet, table: Iterable[Sequence[Any]], facts: Mapping[str, object]) -> str:
    """The facts about the whole, and below them the rows; each names all columns."""
    rows = [dict(zip(data_set.names, row, strict=True)) for row in table]
    return json.dumps({**facts, "radky": rows}, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value.isoformat()


def schema_of(data_set: DataSet, address: str, facts: Iterable[DataColumn]) -> dict[str, object]:
    """JSON Schema of the file that json_of makes; `facts` describes what stands above the rows."""
    row = _object(data_set.columns)
    whole = _object(tuple(facts))
    whole["properties"] |= {"radky": {"type": "array", "items": row}}
    whole["required"] += ["radky"]
    about = {"title": str(data_set.title), "description": str(data_set.about)}
    return {"$schema": JSON_SCHEMA, "$id": address, **about, **whole}


def _object(columns: Sequence[DataColumn]) -> dict[str, Any]:
    properties = {}
    for column in columns:
        kind: dict[str, object] = dict(column.type.value[1])
        if column.words:
            kind = {"enum": [*column.words, *([None] if column.may_be_empty else [])]}
        elif column.may_be_empty:
            kind["type"] = [kind["type"], "null"]
        properties[column.name] = {"description": column.explained, **kind}
    names = [column.name for column in columns]
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


def workbook_with(data_set: DataSet, table: Iterable[Sequence[Any]], made: datetime) -> bytes:
    """The rows, and on a second sheet what the columns mean."""
    columns = [[column.name, column.explained] for column in data_set.columns]
    return workbook_of(
        [(str(data_set.title), data_set.names, table), ("Sloupce", ["sloupec", "význam"], columns)], made
    )
