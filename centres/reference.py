"""Reference data from files: what is missing is added; what is there belongs to the administrator and is left alone."""

import json
from dataclasses import dataclass

from django.db import transaction

from centres.models import Centre, Operator, Region


@dataclass(frozen=True)
class Loaded:
    regions: int
    operators: int
    centres: int


@transaction.atomic
def load_reference(folder):
    return Loaded(
        regions=sum(_add(Region, "nuts3", position=position, **facts) for position, facts in _rows(folder, "regions")),
        operators=sum(_add(Operator, "slug", **facts) for _position, facts in _rows(folder, "operators")),
        centres=sum(_add_centre(position, facts) for position, facts in _rows(folder, "centres")),
    )


def _rows(folder, name):
    with (folder / f"{name}.json").open(encoding="utf-8") as file:
        return list(enumerate(json.load(file), start=1))


def _add(model, key, **facts):
    row, created = model.objects.get_or_create(**{key: facts.pop(key)}, defaults=facts)
    return created


def _add_centre(position, facts):
    """A centre's file row names its region, operator and parent by their keys; null means not known."""
    known = {field: value for field, value in facts.items() if value is not None}
    parent = known.pop("parent", None)
    return _add(
        Centre,
        "slug",
        region=Region.objects.get(nuts3=known.pop("nuts3")),
        operator=Operator.objects.get(slug=known.pop("operator")),
        parent=Centre.objects.get(slug=parent) if parent else None,
        position=position,
        **known,
    )
