"""Starts the application server. The environment is read first: at nonsense there gunicorn ends in a traceback."""

import sys

from cpic import settings  # noqa: F401 - reading it stops here with a sentence

if __name__ == "__main__":
    from gunicorn.app.wsgiapp import run

    sys.argv = ["gunicorn", "cpic.wsgi", *sys.argv[1:]]
    run()
