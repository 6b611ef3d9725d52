"""How content is frozen for good, of editions and of reports alike: a plain structure of text and numbers, a checksum
over it, the structure as rows, and the same as a file that seals them, with what the rows say beside it: who, when, in
which order. PDFs are drawn later (renderings.py)."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max

from centres.languages import CZECH
from centres.models import Erasure

FINGERPRINT_LENGTH = 16  # hexadecimal digits
BESIDE = "beside"
"""Under it the sealed file has the columns that the content does not name. Older files have none, and are believed."""
LATER_MEASURES = ("unit_forms", "scope", "baseline", "is_relative")
"""Columns of a target that older editions and reports do not have; left out where empty, so that checksums hold."""


@dataclass(frozen=True)
class Shape:
    """Which columns the content of an edition or a report names, part by part."""

    name: str  # under which the heading stands in the content; checksums contain it
    heading: tuple[str, ...]
    centres: tuple[str, ...]
    goals: tuple[str, ...]
    targets: tuple[str, ...]
    sections: tuple[str, ...] = ()
    later: frozenset[str] = frozenset()  # columns added since: unnamed where empty, so that older checksums still hold

    def plain(self, facts):
        """The facts as they stand in the content."""
        values = {name: plain(value) for name, value in facts.items()}
        return {name: value for name, value in values.items() if value or name not in self.later}

    def content_of(self, row):
        """The content from the frozen rows, in the order in which they were written."""
        content = {self.name: self._read(row, self.heading)}
        if self.sections:
            content["sections"] = [self._read(section, self.sections) for section in row.sections.order_by("pk")]
        content["centres"] = [self._read(centre, self.centres) for centre in row.centres.order_by("pk")]
        content["goals"] = [
            self._read(goal, self.goals)
            | {
                "centre": goal.centre.slug if goal.centre else "",
                "targets": [self._read(target, self.targets) for target in goal.targets.all()],
            }
            for goal in row.goals.select_related("centre").prefetch_related("targets").order_by("pk")
        ]
        return content

    def _read(self, row, columns):
        return self.plain({name: getattr(row, name) for name in columns})

    def beside(self, row):
        """What the frozen rows say beside the content, part by part."""
        parts = {
            "sections": self.sections,
            "centres": self.centres,
            "goals": self.goals,
            "targets": self.targets,
        }
        rows = {part: columns_of(getattr(row, part), without=names) for part, names in parts.items() if names}
        return beside_of(row, without=self.heading) | rows

    def is_intact(self, row):
        """Do the frozen rows still say what the checksum was made over, and are the files what they were?

        One whose PDF is still to be drawn is intact, though not complete. One that was withdrawn lost words and files
        on purpose, and what it lost is written down.
        """
        if withdrawal_of(row):
            return True
        files = all(hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256 for file in row.files.all())
        content = self.content_of(row)
        return files and checksum(content) == row.checksum and is_as_sealed(row, content, self.beside(row))


def beside_of(row, without=("content",)):
    """What the row says beside its content, as the database holds it."""
    return {"row": columns_of(type(row).objects.filter(pk=row.pk), without=without)}


def columns_of(rows, *, without):
    """The other columns of the rows by their names, as they stand in a file."""
    names = [column.attname for column in rows.model._meta.concrete_fields if column.attname not in without]
    found = rows.order_by("pk").values(*names)
    return [{name: plain(value) for name, value in each.items()} for each in found]


def plain(value):
    """Numbers and dates as text of one form, so that 12, 12.0 and 12.00 are the same content on every engine."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (int, list, dict)) else str(value)


def checksum(content):
    """SHA-256, in hexadecimal, of the content as JSON: keys sorted, no white space, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def fingerprint(content):
    """What a page carries of the content it showed: differs whenever something else would come out."""
    return checksum(content)[:FINGERPRINT_LENGTH]


def withdrawal_of(row):
    """The erasure by which the frozen row was withdrawn, or None while it is shown."""
    return Erasure.objects.withdrawing(type(row)).filter(row=row.pk).order_by("number").first()


def withdrawals_of(rows):
    """Of frozen rows of one kind those that were withdrawn: their erasures by primary key."""
    rows = list(rows)
    found = Erasure.objects.withdrawing(type(rows[0])).order_by("-number") if rows else []
    return {erasure.row: erasure for erasure in found}


def next_number(rows):
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def freeze(row, shape, content, *, goal_columns=None):
    """Save the new row with the checksum of its content, and the parts of the content as rows below it; then all of it
    as a file, with which the row is sealed: triggers refuse further rows below it.

    `goal_columns` gives what the row of a goal keeps beside its content. The row comes back as the database reads it.
    """
    row.checksum = checksum(content)
    row.save(force_insert=True)
    for rows in parts_of(row, content, goal_columns).values():
        if rows:
            type(rows[0]).objects.bulk_create(rows)
    row.refresh_from_db()
    _keep_sealed(row, content, shape.beside(row))
    return row


def parts_of(row, content, goal_columns=None):
    """What stands below the row, as rows that are not saved, by their relation; parents come before what names them."""
    parent, parts = {row._meta.model_name: row}, {}
    for part in [name for name in ("sections", "centres") if name in content]:
        model = getattr(type(row), part).rel.related_model
        parts[part] = [
            model(**parent, position=position, **facts) for position, facts in enumerate(content[part], start=1)
        ]
    centres = {centre.slug: centre for centre in parts["centres"]}
    goal_model, target_model = (getattr(type(row), part).rel.related_model for part in ("goals", "targets"))
    parts |= {"goals": [], "targets": []}
    for facts in content["goals"]:
        columns = {name: value for name, value in facts.items() if name not in {"centre", "targets"}}
        columns |= goal_columns(facts) if goal_columns else {}
        goal = goal_model(**parent, centre=centres.get(facts["centre"]), **columns)
        parts["goals"].append(goal)
        parts["targets"] += [
            target_model(**parent, goal=goal, **{"position": position} | target)
            for position, target in enumerate(facts["targets"], start=1)
        ]
    return parts


def as_frozen(row, content):
    """The row with all that would stand below it once it is frozen, as if it were fetched so; nothing is saved."""
    parts = parts_of(row, content)
    for one in (row, *(each for rows in parts.values() for each in rows)):
        for column in one._meta.concrete_fields:
            if not column.is_relation:
                setattr(one, column.attname, column.to_python(getattr(one, column.attname)))
    for part in ("centres", "goals"):
        for number, one in enumerate(parts[part], start=1):
            one.pk = number  # what has no key cannot say what is below it
    row.pk = 1
    for goal in parts["goals"]:
        goal._prefetched_objects_cache = {"targets": [each for each in parts["targets"] if each.goal is goal]}
    for centre in parts["centres"]:
        centre._prefetched_objects_cache = {"goals": [each for each in parts["goals"] if each.centre is centre]}
    row._prefetched_objects_cache = {**parts, "files": []}
    return row


def seal(row):
    """Keep what the row says, all of it in its `content`, as a file beside it: frozen twice, the one tells of the other
    whether it is what came out. Gives the row."""
    _keep_sealed(row, row.content, beside_of(row))
    return row


def _keep_sealed(row, content, beside):
    words = content | {BESIDE: beside}
    data = json.dumps(words, ensure_ascii=False, sort_keys=True, indent=1, cls=DjangoJSONEncoder)
    keep_file(row, "json", data.encode())


def is_intact(row):
    """Is a row that says all in its `content` what it was?"""
    return is_as_sealed(row, row.content, beside_of(row))


def is_as_sealed(row, content, beside):
    """Are the content, and what the rows say beside it, those of the row's sealed file? A row from before there were
    such files is believed."""
    sealed = row.files.filter(format="json").values_list("content", flat=True).first()
    if sealed is None:
        return not type(row).objects.filter(pk__lt=row.pk, files__format="json").exists()
    try:
        words = json.loads(bytes(sealed))
    except ValueError:
        return False
    return _holds(words.pop(BESIDE, {}), beside) and checksum(words) == checksum(content)


def _holds(sealed, beside):
    """All rows that were sealed are there and say the same now. Columns may have come and gone since."""
    return all(
        len(rows) == len(beside[part])
        and all(
            now.get(name, value) == value
            for then, now in zip(rows, beside[part], strict=True)
            for name, value in then.items()
        )
        for part, rows in sealed.items()
    )


def keep_file(row, file_format, data, pages=None, language=CZECH, centre=""):
    """Keep a file made from the frozen row, or from what it says of one centre; where somebody else has just made it,
    theirs stays."""
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pages": pages, "content": data}
    row.files.get_or_create(format=file_format, language=language, centre=centre, defaults=facts)
