"""Limits in seconds that hold on a slow or busy machine too: what took longer than its limit is held against a fixed
piece of work that the same machine does at once. How fast something is, `make bench` says; a test only says that it is
bounded."""

import statistics
from time import process_time
from xml.parsers import expat

PIECE = b"<a>" + b'<b c="d">e</b>' * 40_000 + b"</a>"
QUIET = 0.025  # seconds of the processor that a piece takes on the machine of which the limits speak


def is_within(limit, seconds):
    """Whether so many seconds of the processor would be within the limit on a quiet machine."""
    return seconds <= limit or seconds <= limit * statistics.median(_piece() for _turn in range(9)) / QUIET


def _piece():
    parser = expat.ParserCreate()
    seen = []
    parser.StartElementHandler = lambda name, attributes: seen.append((name, len(attributes)))
    start = process_time()
    parser.Parse(PIECE, 1)
    return process_time() - start
