"""Says in one sentence when the address of `make run` cannot be used, instead of a server that retries and gives up."""

import errno
import socket
import sys


def fault(port):
    """The sentence that stands against serving on this port, or None."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return f"PORT={port} is not a port number: use one from 1024 to 65535."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            is_taken = error.errno == errno.EADDRINUSE
            reason = "is taken by another program" if is_taken else f"cannot be used ({error.strerror})"
            return f"Port {port} {reason}; choose another one: make run PORT=8001"
    return None


if __name__ == "__main__":
    sys.exit(fault(sys.argv[1]))
