"""The cache, in which attempts to sign in are counted."""

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connection, transaction

from centres.outages import outage_of


class CountingCache(DatabaseCache):
    """Django's takes every error of a write for somebody else who was faster. Where nothing can be written that would
    read as "too many attempts"."""

    def _base_set(self, mode, key, value, timeout=DEFAULT_TIMEOUT):
        outages = []

        def note(execute, *statement):
            try:
                return execute(*statement)
            except DatabaseError as error:
                if outage_of(error):
                    outages.append(error)
                raise

        with transaction.atomic(), connection.execute_wrapper(note):  # ours, because its commit can fail as well
            is_set = super()._base_set(mode, key, value, timeout)
        if outages:
            raise outages[0]
        return is_set
