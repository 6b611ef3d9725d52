"""A long list in a query is one parameter: PostgreSQL takes 65 535 of them, and the goals of many centres are more."""

import json

from django.db.models.fields import Field
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

LONG = 100  # shorter lists stay as they are, also those in the conditions of constraints and indexes


class OneParameter:
    """For the lookup "in": a long list of plain values goes over as one array; prefetching asks in this way too."""

    def process_rhs(self, compiler, connection):
        sql, values = super().process_rhs(compiler, connection)
        if not self.rhs_is_direct_value() or len(values) <= LONG:
            return sql, values
        if connection.vendor == "postgresql":
            return f"(SELECT unnest(%s::{self.lhs.output_field.cast_db_type(connection)}[]))", [list(values)]
        return "(SELECT value FROM json_each(%s))", [json.dumps(list(values))]


@Field.register_lookup
class LongIn(OneParameter, In):
    pass


@ForeignObject.register_lookup
class LongRelatedIn(OneParameter, RelatedIn):
    pass
