"""How the application server runs; gunicorn reads it from the folder it is started in. What depends on the environment
is read in cpic/settings.py, strictly."""

import os

from gunicorn.http import message

from cpic import settings

bind = settings.BIND  # only this machine, unless the environment says otherwise (in a container: 0.0.0.0:8000)

# Threads rather than sync workers: a phone on a slow line, a kept connection or a PDF on its way out then holds a
# thread and not half of the site. Few, because each holds a database connection and all share one interpreter lock.
# Few threads are soon held by requests that never end: those the proxy takes in first (deploy/nginx.conf).
worker_class = "gthread"
workers = settings.WEB_CONCURRENCY
threads = 4
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a heartbeat on disk can stall a worker

preload_app = True  # one copy of the code in memory, and a start that fails at once and not worker after worker
max_requests = 5000  # what leaks, leaks for so long only; the jitter keeps the workers from leaving together
max_requests_jitter = 500
timeout = 60  # publishing renders a PDF inside the request
graceful_timeout = 30
keepalive = 65  # longer than a proxy keeps an idle connection (60 s as a rule), or it would write into a closed one

# Whoever searches for 4 000 letters is told on our page that this is too much. A letter takes six bytes of an address
# in most languages, and gunicorn, whose own page is a bare line of English, knows no limit between 8 190 and none.
limit_request_line = message.MAX_REQUEST_LINE = 32_768
limit_request_fields = 64
limit_request_field_size = 8190

# What a proxy says is judged in one place, cpic/visitors.py. gunicorn itself believes nobody: neither the scheme nor a
# SCRIPT_NAME, which it would answer with a traceback.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""

control_socket_disable = True  # it would be one file in the home folder for all instances, and a container has no home
logger_class = "cpic.server_log.ServerLog"
accesslog = "-" if settings.IS_PRODUCTION else None
loglevel = "info" if settings.IS_PRODUCTION else "warning"


def when_ready(server):
    if not settings.IS_PRODUCTION:
        print(f"\nServing http://{bind}/ (Ctrl-C stops it)", flush=True)  # noqa: T201 - for the person at the terminal


def post_worker_init(worker):
    """Each worker is connected from its start, so that a restore sees that the site runs although nobody came yet."""
    from django.db import Error, connection  # the application is there by now

    try:
        connection.ensure_connection()
    except Error:  # pages and /readyz say so
        worker.log.warning("The database does not answer yet")


def on_exit(server):
    if not settings.IS_PRODUCTION:
        print("Stopped.", flush=True)  # noqa: T201 - see above
