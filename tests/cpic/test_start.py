"""A copy of the site with only what .dockerignore lets in: it migrates, fills itself, starts, answers and stops."""

import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from http.client import RemoteDisconnected
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError

import pytest
from django.conf import settings

from cpic.logs import LONGEST
from tests import proxy
from tests.thorough import IS_THOROUGH

ROOT = settings.BASE_DIR
GUNICORN = Path(sys.executable).with_name("gunicorn")
PASSWORD = "na zkoušku, ne doopravdy"


class Site:
    """The copy, and the environment in which its commands run: nothing but what is said here."""

    def __init__(self, folder):
        self.folder = folder
        self.env = {"PATH": "/usr/bin:/bin", "CPIC_DEMO_PASSWORD": PASSWORD}

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    for path in (line.removeprefix("!") for line in lines if line.startswith("!")):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / path).is_dir() else shutil.copy
        copy(ROOT / path, folder / path)
    return Site(folder)


@pytest.fixture(scope="module")
def prepared(site):
    """Prepared from nothing; how a database of an older version comes along is tried in tests/upgrade."""
    site.said = site.manage("prepare", "--bare")
    return site


def test_prepare_migrates_fills_and_says_how_to_sign_in(prepared):
    lines = prepared.said.splitlines()

    assert re.fullmatch(r"Migrating the database \(\d+ steps\)", lines[0])
    assert lines[1] == "Collecting static files"
    assert lines[-1].endswith(PASSWORD)
    assert prepared.manage("migrate", "--check") == ""


def test_prepare_again_changes_nothing(prepared):
    lines = prepared.manage("prepare").splitlines()

    assert [line for line in lines if "Migrating" in line or "Collecting" in line] == []
    assert prepared.manage("shell", "-v0", "-c", "from goals.models import *; print(Edition.objects.count())") == "2\n"


@pytest.mark.parametrize("url", ["sqlite:////nowhere/site.sqlite3", "postgres://nobody:none@127.0.0.1:1/none"])
def test_command_says_in_a_sentence_that_the_database_is_away(site, url):
    command = [sys.executable, "manage.py", "invite_administrator", "nova@example.cz"]
    done = subprocess.run(
        command, cwd=site.folder, env=site.env | {"DATABASE_URL": url}, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Databáze teď neodpovídá. (")
    assert done.stderr.count("\n") == 1


def test_server_answers_and_stops(prepared):
    port = str(proxy.free_port())
    env = prepared.env | {"PORT": port, "WEB_CONCURRENCY": "1"}
    command = [GUNICORN, "cpic.wsgi"]
    with subprocess.Popen(command, cwd=prepared.folder, env=env, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = [server.stdout.readline(), server.stdout.readline()]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/cile/2026/") as answer:  # noqa: S310 - our own server
                page = answer.read().decode()
            style = re.search(r'href="(/static/\S+\.[0-9a-f]{12}\.css)"', page)[1]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{style}") as answer:  # noqa: S310 - our own server
                cached = answer.headers["Cache-Control"]
            long = f"http://127.0.0.1:{port}/hledat/?q={4000 * '%D1%97'}"
            with pytest.raises(HTTPError) as too_much:
                urllib.request.urlopen(long)  # noqa: S310 - our own server
            sentence = too_much.value.read().decode()
            time.sleep(0.5)  # nobody presses Ctrl-C while a thread is being started, which gunicorn does not survive
        finally:
            server.send_signal(signal.SIGINT)
            last = server.communicate(timeout=60)[0]  # a busy worker has half of it to finish

    assert said == ["\n", f"Serving http://127.0.0.1:{port}/ (Ctrl-C stops it)\n"]
    assert cached == "max-age=315360000, public, immutable"
    assert (too_much.value.code, "200 znaků" in sentence.replace("\xa0", " ")) == (400, True)
    assert (last, server.returncode) == ("Stopped.\n", 0)


# Behind the proxy of deploy/

HALF_SENT = 1000 if IS_THOROUGH else 300
WELL_BEFORE_THEY_ARE_GIVEN_UP = 12  # seconds; the proxy waits 15 for who never finishes


@pytest.fixture(scope="module")
def server(prepared, tmp_path_factory):
    """The prepared site as it runs behind a proxy of this machine; where it listens, and its access log."""
    port, log = proxy.free_port(), tmp_path_factory.mktemp("server") / "access.log"
    env = prepared.env | {"PORT": str(port), "WEB_CONCURRENCY": "1", "BEHIND_PROXY": "on", "ALLOWED_HOSTS": proxy.HOST}
    command = [GUNICORN, "cpic.wsgi", "--access-logfile", log]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, cwd=prepared.folder, env=env, **pipes) as process:
        process.stdout.readline()
        assert process.stdout.readline().startswith("Serving")
        yield SimpleNamespace(port=port, log=log)
        process.terminate()
        process.communicate()


@pytest.fixture(scope="module")
def site_behind_nginx(server, tmp_path_factory):
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with proxy.running(tmp_path_factory.mktemp("nginx"), server.port) as nginx:
        yield nginx


@proxy.needs_nginx
@pytest.mark.parametrize("kind", proxy.NEVER_FINISHED)
def test_behind_the_proxy_the_site_survives_what_never_ends(site_behind_nginx, kind):
    with proxy.half_sent(kind, HALF_SENT, site_behind_nginx.port, is_tls=True):
        status, page = site_behind_nginx.ask("/cile/2026/", timeout=WELL_BEFORE_THEY_ARE_GIVEN_UP)

    assert (status, b"</html>" in page) == (200, True)


@pytest.mark.parametrize("kind", ["half a head", "half a body"])
def test_without_the_proxy_it_would_not(server, kind):
    """The control: that is why production does not start without a proxy that is declared."""
    with (
        proxy.half_sent(kind, 20, server.port, is_tls=False),
        closing(proxy.connection(server.port, is_tls=False, timeout=1)) as late,
    ):
        late.request("GET", "/cile/2026/", headers={"Host": proxy.HOST})
        with pytest.raises(TimeoutError):
            late.getresponse()


def written_lines(log, word, number):
    """A line is written when its answer is gone already, so the last one may take a moment."""
    for _ in range(20 * proxy.PATIENCE):
        lines = [line for line in log.read_text().splitlines() if word in line]
        if len(lines) == number:
            break
        time.sleep(0.05)  # nothing tells from outside when another process writes
    return lines


@proxy.needs_nginx
def test_visitor_cannot_choose_an_address_and_no_log_holds_a_key(site_behind_nginx, server):
    lies = {"X-Forwarded-For": "9.9.9.9", "X-Real-IP": "9.9.9.9", "Forwarded": "for=9.9.9.9", "SCRIPT_NAME": "/x"}

    for number, path in enumerate(["/pozvanka/", "/%70ozvanka//", "/prihlaseni/zapomenute-heslo/1-"]):
        status, _ = site_behind_nginx.ask(f"{path}tajny-klic/?next=tajne", **lies | {"User-Agent": f"liar {number}"})
        assert status in {200, 302, 404}
    for path in ("/metrics", "/dotaznik/dekujeme/", f"/{'%C5%99' * 4000}/"):
        site_behind_nginx.ask(path, **{"User-Agent": "\xc5" * 500})
    lines = written_lines(server.log, "liar", 3)

    assert [line.split()[2:4] for line in lines] == [["127.0.0.1", "GET"]] * 3
    assert "/pozvanka/…" in lines[0]
    for text in (server.log.read_text(), site_behind_nginx.log(), site_behind_nginx.log("error")):
        assert not re.search("tajn|9[.]9[.]9|dotaznik", text)
    assert "/pozvanka/..." in site_behind_nginx.log()
    assert max(map(len, site_behind_nginx.log().splitlines())) <= LONGEST
    assert "/metrics" not in server.log.read_text()


@proxy.needs_nginx
def test_what_the_proxy_cannot_read_is_told_so_and_is_no_failure(site_behind_nginx):
    status, page = site_behind_nginx.ask("/cile/", **{"Transfer-Encoding": "gzip"})

    assert (status, "Prohlížeč poslal něco, čemu web nerozumí." in page.decode()) == (400, True)


@proxy.needs_nginx
def test_proxy_says_in_czech_what_it_refuses_itself(site_behind_nginx, tmp_path):
    with closing(proxy.connection(site_behind_nginx.port, is_tls=True)) as server:
        server.request("GET", "/prihlaseni/", headers={"Host": proxy.HOST, "Content-Length": str(30 * 2**20)})
        answer = server.getresponse()
        page = answer.read()
    too_long, sentence = site_behind_nginx.ask(f"/hledat/?q={'a' * 40_000}")
    with proxy.running(tmp_path, site_port=proxy.free_port()) as alone:
        away, apology = alone.ask("/cile/2026/")

    assert (answer.status, too_long, away) == (413, 414, 502)
    assert "Adresa je příliš dlouhá" in sentence.decode()
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "nejvýš 20 MB" in page.decode()
    assert "Zkuste to prosím za chvíli" in apology.decode()


@proxy.needs_nginx
def test_plain_http_leads_to_https_and_other_names_to_nothing(site_behind_nginx):
    with closing(proxy.connection(site_behind_nginx.plain_port, is_tls=False)) as server:
        server.request("GET", "/cile/?a=1", headers={"Host": proxy.HOST})
        answer = server.getresponse()
    with closing(proxy.connection(site_behind_nginx.port, is_tls=True)) as server:
        server.request("GET", "/", headers={"Host": "other.example"})
        with pytest.raises(RemoteDisconnected):
            server.getresponse()

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{proxy.HOST}/cile/?a=1")
