"""The proxy of deploy/nginx.conf in front of a server, and visitors who never finish what they began."""

import random
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (package nginx)")

HERE = "127.0.0.1"
PATIENCE = 60  # seconds until what does not come counts as not coming
HOST = "goals.example.org"  # as in the configuration
HEAD = f"Host: {HOST}\r\nUser-Agent: slow\r\n"
FORM = f"POST /prihlaseni/ HTTP/1.1\r\n{HEAD}Content-Type: application/x-www-form-urlencoded\r\n"
TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
NEVER_FINISHED = {
    "half a head": f"GET /cile/ HTTP/1.1\r\n{HEAD}X-",
    "half a body": f"{FORM}Content-Length: 5000\r\n\r\nlogin=",
    "half a chunk": f"{FORM}Transfer-Encoding: chunked\r\n\r\nff\r\nlogin=",
    "nothing read": f"GET /cile/2026.pdf HTTP/1.1\r\n{HEAD}\r\n",
}


@dataclass(frozen=True)
class Proxy:
    folder: Path
    port: int
    plain_port: int

    def ask(self, path, *, timeout=PATIENCE, **headers):
        """Status and body, asked by https as a browser would."""
        with closing(connection(self.port, is_tls=True, timeout=timeout)) as server:
            server.request("GET", path, headers={"Host": HOST} | headers)
            answer = server.getresponse()
            return answer.status, answer.read()

    def log(self, name="access"):
        return (self.folder / f"{name}.log").read_text()


def write_configuration(folder, site_port):
    """The shipped file, with the ports, certificate and folders of this test in place of a machine's own."""
    port, plain_port = free_port(), free_port()
    certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run([*certificate, *files], check=True, capture_output=True)
    text = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    for pattern, instead in [
        (r"^user .*$", "daemon off;"),
        (r"^ *listen \[::\].*$", ""),
        (r"listen 443", f"listen {HERE}:{port}"),
        (r"listen 80", f"listen {HERE}:{plain_port}"),
        (r"server 127\.0\.0\.1:8000", f"server {HERE}:{site_port}"),
        (r"/etc/ssl/cpic|/var/log/nginx|/run(?=/nginx\.pid)", str(folder)),
        (r"^http \{$", "http {\n" + "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in TEMPORARY)),
    ]:
        text, number = re.subn(pattern, instead, text, flags=re.MULTILINE)
        assert number, f"{pattern} is not in deploy/nginx.conf"
    (folder / "nginx.conf").write_text(text)
    return Proxy(folder, port, plain_port)


def command(proxy, *arguments):
    return [NGINX, "-e", proxy.folder / "error.log", "-p", proxy.folder, "-c", proxy.folder / "nginx.conf", *arguments]


@contextmanager
def running(folder, site_port):
    proxy = write_configuration(folder, site_port)
    with subprocess.Popen(command(proxy)) as process:
        try:
            _wait_for(proxy.port, process)
            yield proxy
        finally:
            process.terminate()


def _wait_for(port, process):
    for _ in range(10 * PATIENCE):
        assert process.poll() is None
        with socket.socket() as probe:
            if probe.connect_ex((HERE, port)) == 0:
                return
        time.sleep(0.1)  # nothing tells from outside when another process listens
    raise AssertionError("nginx does not listen")


def free_port():
    """For a server that is about to start. Below those that the system gives to whoever connects, because one of these
    could be taken meanwhile by any browser of the tests beside this one."""
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    for port in random.SystemRandom().sample(range(10_000, max(lowest, 20_000)), 100):
        with socket.socket() as finder, suppress(OSError):  # it is taken
            finder.bind((HERE, port))
            return port
    raise AssertionError("no port is free")


@contextmanager
def half_sent(kind, number, port, *, is_tls):
    """So many of them, none of which comes to its end before the block does."""
    with ExitStack() as stack:
        for _ in range(number):
            server = stack.enter_context(closing(connection(port, is_tls=is_tls)))
            server.sock.sendall(NEVER_FINISHED[kind].encode())
        yield


def connection(port, *, is_tls, timeout=PATIENCE):
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # who reads nothing cannot have been sent much
    plain.settimeout(timeout)
    plain.connect((HERE, port))
    server = HTTPConnection(HERE, port)
    context = ssl._create_unverified_context()  # noqa: S323 - the certificate is of our own making
    server.sock = context.wrap_socket(plain, server_hostname=HOST) if is_tls else plain
    return server
