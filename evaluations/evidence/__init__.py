"""What an attached file is: decided from its bytes, never from its name, and refused with one Czech sentence.

Imports run one way: inspecting -> pdf, office -> packing, pictures; names; all -> kinds. No disk and no database here.
"""

from evaluations.evidence.inspecting import LARGEST_FILE, inspect
from evaluations.evidence.kinds import CONTENT_TYPES, ENDINGS, FileKind, Unfit
from evaluations.evidence.names import LONGEST_NAME, clean_name
from evaluations.evidence.pictures import without_metadata

__all__ = [
    "CONTENT_TYPES",
    "ENDINGS",
    "LARGEST_FILE",
    "LONGEST_NAME",
    "FileKind",
    "Unfit",
    "clean_name",
    "inspect",
    "without_metadata",
]
