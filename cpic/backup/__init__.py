"""Backups: one file that holds the database and the attached files as they were at one moment, by names of tables and
columns, so that either engine and every later version can take it up.

`backup` writes such a file while people work, `verify` restores it into a scratch place and compares everything,
`restore` puts it in place of the database, `upgrade` takes one before it brings the database to this version. Each ends
in what was wished or in a BackupError of one sentence, and then nothing was changed.
"""

from cpic.backup.archive import BackupError
from cpic.backup.restoring import restore
from cpic.backup.taking import backup
from cpic.backup.upgrading import upgrade
from cpic.backup.verifying import verify

__all__ = ["BackupError", "backup", "restore", "upgrade", "verify"]
