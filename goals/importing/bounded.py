"""A document is read in a process of its own that may take so much memory and time and no more: nothing that can be
counted beforehand says what the pages of a PDF will cost.
"""

import multiprocessing
import pickle
import resource
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import active_count

from goals.begun_anew import set_up_and_call
from goals.importing.lines import ImportProblem, Line

MOST_MEMORY = 130 * 1024 * 1024  # bytes above what the process has already, the file among it
MOST_SECONDS = 14  # of processor time
TOO_MUCH = "Dokument je na přečtení příliš složitý; uložte z něj jen text cílů, nejlépe jako .docx nebo .txt."


def within_bounds(read: Callable[[], list[Line]]) -> list[Line]:
    """What the function reads; raises ImportProblem where that takes too much, and what the function itself raises.

    The process is forked, because a new one costs a second; but where there are threads, as in the server, one of them
    could hold something while it forks, and so it is begun anew.
    """
    has_threads = active_count() > 1
    context = multiprocessing.get_context("spawn" if has_threads else "fork")
    ours, theirs = context.Pipe(duplex=False)
    if has_threads:
        process = context.Process(target=set_up_and_call, args=(pickle.dumps(partial(_send, read)), theirs))
    else:
        process = context.Process(target=_send, args=(read, theirs))
    process.start()
    theirs.close()
    try:
        outcome = ours.recv()
    except EOFError:  # the process was ended by what it took
        outcome = ImportProblem(TOO_MUCH)
    finally:
        process.join()
        ours.close()
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _send(read: Callable[[], list[Line]], outcome: Connection) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    _limit(resource.RLIMIT_AS, pages * resource.getpagesize() + MOST_MEMORY)
    _limit(resource.RLIMIT_CPU, MOST_SECONDS)
    _limit(resource.RLIMIT_CORE, 0)
    try:
        found: list[Line] | Exception = read()
    except ImportProblem as problem:
        found = problem
    except (MemoryError, RecursionError):
        found = ImportProblem(TOO_MUCH)
    except Exception as error:  # of any library, and not all of them can be sent
        found = ValueError(f"{error!r:.200}")
    outcome.send(found)


def _limit(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
