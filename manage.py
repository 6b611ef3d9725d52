#!/usr/bin/env python
"""Runs any command of the project."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import DatabaseError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpic.settings")
    try:
        execute_from_command_line(sys.argv)
    except DatabaseError as error:  # a database that is away is no fault of the command
        from centres.outages import outage_of  # its sentences need the settings

        if not (outage := outage_of(error)):
            raise
        sys.exit(f"{outage.value} ({' '.join(str(error).split())})")
