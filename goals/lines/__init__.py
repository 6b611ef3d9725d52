"""Turns a file into lines with places and nothing more; what the lines mean is decided by the importer."""

from goals.lines.files import lines_of, read_lines
from goals.lines.line import ImportProblem, Line, LineKind

__all__ = ["ImportProblem", "Line", "LineKind", "lines_of", "read_lines"]
