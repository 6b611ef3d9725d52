"""Several threads that start at the same moment, each with a database connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection

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


def held_up(patch, owner, name, first, second):
    """While the first one stands still at the end of what is named, the second one meets the lock before it has read
    anything, and waits for it. What each returned or raised."""
    go_through, is_there, has_tried = getattr(owner, name), Event(), Event()

    def stand_still(*args, **facts):
        result = go_through(*args, **facts)
        if not is_there.is_set():
            is_there.set()
            assert has_tried.wait(PATIENCE)
        return result

    def try_and_wait():
        assert is_there.wait(PATIENCE)
        try:
            with without_waiting() as came_through, pytest.raises(OperationalError):
                second()
        finally:
            has_tried.set()
        assert not came_through, f"came through before it met the lock: {came_through}"
        return second()

    patch.setattr(owner, name, stand_still)
    return at_once(first, try_and_wait)


@contextmanager
def without_waiting():
    """Where the thread would wait for a lock the database refuses at once, so that nobody has to guess how long waiting
    takes. Gives the statements that came through."""
    came_through = []

    def note(execute, sql, *rest):
        result = execute(sql, *rest)
        came_through.append(sql)
        return result

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0" if connection.vendor == "sqlite" else "SET lock_timeout = 1")  # ms
    try:
        with connection.execute_wrapper(note):
            yield came_through
    finally:
        connection.close()  # the next one waits again


def winners(results):
    return [result for result in results if not isinstance(result, Exception)]


def kind_of(refusal):
    """The type of what was raised; of a conflict, with the type of what it puts beside what was typed."""
    return (EditConflict, type(refusal.current)) if isinstance(refusal, EditConflict) else type(refusal)


def refusals(results):
    return [kind_of(result) for result in results if isinstance(result, Exception)]
