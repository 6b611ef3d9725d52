"""Exit status 0 when the server in this container answers; asked under a host name that it is allowed to have."""

import os
import sys
from http.client import HTTPConnection


def main():
    host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".*") or "localhost"
    port = int(os.environ["BIND"].rpartition(":")[2])
    server = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        server.request("GET", "/healthz", headers={"Host": host})
        return server.getresponse().status != 200
    except OSError as error:
        return f"no answer: {error}"


if __name__ == "__main__":
    sys.exit(main())
