"""Several threads that start at the same moment, each with a database connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

PATIENCE = 60  # seconds; two that wait for each other fail instead of standing for ever


def at_once(*actions):
    """Run the actions, each in its own thread, all let go together; what each returned or raised, in their order."""
    start = Barrier(len(actions), timeout=PATIENCE)

    def run(action):
        start.wait()
        try:
            return action()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(run, actions))


def naive(people, read, write):
    """Actions as they would be without lock and version: everybody has read before anybody writes."""
    everybody_has_read = Barrier(people, timeout=PATIENCE)

    def act():
        seen = read()
        everybody_has_read.wait()
        return write(seen)

    return [act] * people
