"""Several threads that start at the same moment, each with a database connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from goals.workflow import EditConflict

PATIENCE = 60  # seconds; threads that wait for each other fail instead of standing for ever


def at_once(*actions):
    """Run the actions, each in its own thread, all let go together; what each returned or raised, in their order."""
    start = Barrier(len(actions), timeout=PATIENCE)

    def run(action):
        start.wait()
        try:
            return action()
        except Exception as error:  # whatever it is, it is what this thread came to; the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(run, actions))


def naive(read, *writes):
    """The same people without lock and version, for a control: everybody has read before anybody writes."""
    everybody_has_read = Barrier(len(writes), timeout=PATIENCE)

    def act(write):
        seen = read()
        everybody_has_read.wait()
        return write(seen)

    return [lambda write=write: act(write) for write in writes]


def overtaken(read, other, write):
    """For a control: one person reads, the other acts, and only then the first one writes."""
    has_read, is_done = Barrier(2, timeout=PATIENCE), Barrier(2, timeout=PATIENCE)

    def slow():
        seen = read()
        has_read.wait()
        is_done.wait()
        return write(seen)

    def fast():
        has_read.wait()
        try:
            return other()
        finally:
            is_done.wait()

    return [slow, fast]


def winners(results):
    return [result for result in results if not isinstance(result, Exception)]


def kind_of(refusal):
    """The type of what was raised; of a conflict, with the type of what it puts beside what was typed."""
    return (EditConflict, type(refusal.current)) if isinstance(refusal, EditConflict) else type(refusal)


def refusals(results):
    return [kind_of(result) for result in results if isinstance(result, Exception)]
