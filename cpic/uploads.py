"""How much of an upload is ever written down: a little more than the largest file that any form takes, so that the form
can still say that it is too large."""

from django.core.files.uploadhandler import FileUploadHandler

from evaluations.sheets import LARGEST_FILE

MOST = LARGEST_FILE + 1


class CutOff(FileUploadHandler):
    """Stands first and lets the later handlers have no more than that; the rest is read and thrown away."""

    def receive_data_chunk(self, raw_data, start):
        return raw_data[: MOST - start] if start < MOST else None

    def file_complete(self, file_size):
        """The file is made by those after it."""
