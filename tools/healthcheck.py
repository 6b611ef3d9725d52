"""Exit status 0 when the server on this machine answers; asked under a host name that it is allowed to have."""

import os
import socket
import sys
from http.client import HTTPConnection


def main(path="/healthz"):
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".*") or "localhost"
    server = HTTPConnection("localhost", timeout=4)
    try:
        server.sock = connect(os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}")
        server.request("GET", path, headers={"Host": host})
        return server.getresponse().status != 200
    except OSError as error:
        return f"no answer: {error}"


def connect(bind):
    if bind.startswith("unix:"):
        sock = socket.socket(socket.AF_UNIX)
        sock.settimeout(4)
        sock.connect(bind.removeprefix("unix:"))
        return sock
    address, _, port = bind.rpartition(":")
    return socket.create_connection(("127.0.0.1" if address == "0.0.0.0" else address.strip("[]"), int(port)), 4)  # noqa: S104 - everywhere is here too


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
