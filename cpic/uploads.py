"""How much of an upload is ever written down: a little more than the largest file that any form takes, so that the form
can still say that it is too large. A disk that takes no more is told by the form, too."""

import io
import logging

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from evaluations.sheets import LARGEST_FILE

MOST = LARGEST_FILE + 1

logger = logging.getLogger(__name__)


class CutOff(FileUploadHandler):
    """Stands first and lets the later handlers have no more than that; the rest is read and thrown away."""

    def receive_data_chunk(self, raw_data, start):
        return raw_data[: MOST - start] if start < MOST else None

    def file_complete(self, file_size):
        """The file is made by those after it."""


class OnDisk(TemporaryFileUploadHandler):
    """Fails when the file is read and not while it is received, before any form could speak."""

    error = None

    def new_file(self, *args, **kwargs):
        self.error = None
        self._try(super().new_file, *args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        if self.error is None:
            self._try(super().receive_data_chunk, raw_data, start)

    def file_complete(self, file_size):
        if self.error is None:
            file = self._try(super().file_complete, file_size)
        if self.error is None:
            return file
        return UploadedFile(Lost(self.error), self.file_name, self.content_type, size=file_size)

    def _try(self, step, *args, **kwargs):
        try:
            return step(*args, **kwargs)
        except OSError as error:
            self.error = error
            logger.error("An upload cannot be written to the disk: %s", error)
            if file := getattr(self, "file", None):
                file.close()
            return None


class Lost(io.RawIOBase):
    """What could not be kept."""

    def __init__(self, error):
        self.error = error

    def seek(self, *args):
        raise self.error

    read = seek
