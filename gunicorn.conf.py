"""How the application server runs; gunicorn reads it from the folder it is started in."""

import os

production = os.environ.get("CPIC_ENVIRONMENT") == "production"

# Only this machine, unless BIND says otherwise (in a container: 0.0.0.0:8000).
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"

# Threads rather than sync workers: a phone on a slow line, a kept connection or a PDF on its way out then holds a
# thread and not half of the site. Few, because each holds a database connection and all share one interpreter lock.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a heartbeat on disk can stall a worker

preload_app = True  # one copy of the code in memory, and a start that fails at once and not worker after worker
max_requests = 5000  # what leaks, leaks for so long only; the jitter keeps the workers from leaving together
max_requests_jitter = 500
timeout = 60  # publishing renders a PDF inside the request
graceful_timeout = 30
keepalive = 65  # longer than a proxy keeps an idle connection (60 s as a rule), or it would write into a closed one

# Headers of a proxy are believed from these addresses only (gunicorn's default is this machine).
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1,::1"

control_socket_disable = True  # it would be one file in the home folder for all instances, and a container has no home
accesslog = "-" if production else None
loglevel = "info" if production else "warning"


def when_ready(server):
    if not production:
        print(f"\nServing http://{bind}/ (Ctrl-C stops it)", flush=True)  # noqa: T201 - for the person at the terminal


def on_exit(server):
    if not production:
        print("Stopped.", flush=True)  # noqa: T201 - see above
