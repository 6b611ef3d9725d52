"""gunicorn as in production, in processes of its own, over the database of this scale."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.urls import reverse

HOST = "127.0.0.1"
# Production replaces a worker after some thousands of requests, which under load would be every few seconds.
COMMAND = [sys.executable, "-m", "gunicorn", "cpic.wsgi", "--max-requests", "0"]
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Server:
    port: int
    master: int

    @property
    def address(self):
        return f"http://{HOST}:{self.port}"

    def connection(self):
        return HTTPConnection(HOST, self.port)

    def workers(self):
        return [int(pid) for pid in Path(f"/proc/{self.master}/task/{self.master}/children").read_text().split()]

    def memory(self):
        """Resident memory of the largest worker in megabytes, what it shares with the master included."""
        return max(_resident(pid) for pid in self.workers()) / 1024


def _resident(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))


@contextmanager
def running(environment=None):
    """A server in this process's environment, changed by what is given."""
    port = _free_port()
    log = settings.BENCH_FOLDER / f"gunicorn-{port}.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            COMMAND,
            cwd=settings.BASE_DIR,
            env=os.environ | (environment or {}) | {"PORT": str(port)},
            stdout=subprocess.DEVNULL,  # the access log of production
            stderr=errors,
        )
        try:
            server = Server(port, process.pid)
            _wait_until_ready(server, process, log)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _wait_until_ready(server, process, log):
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if _is_ready(server):
            return
        time.sleep(0.1)  # nothing tells from outside when another process listens
    sys.exit(f"The server did not start:\n{log.read_text()}")


def _is_ready(server):
    connection = server.connection()
    try:
        connection.request("GET", reverse("readyz"))
    except ConnectionRefusedError:
        return False
    return connection.getresponse().status == 200
