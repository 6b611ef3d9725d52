"""What the application server writes down of a request: one short line, whose it was and how it ended.

No query and no page that it came from (both can hold keys and what people typed), and no secret part of an address.
Of a questionnaire nothing: when somebody answered, and from where, would tell whose the newest answer is. Only a link
that nobody was given is written down, so that guessing is seen. deploy/nginx.conf does the same.
"""

import re

from gunicorn.glogging import Logger

from cpic.logs import LineFormatter, one_line

LONGEST_PATH, LONGEST_AGENT = 400, 200
QUESTIONNAIRE = re.compile(r"/dotaznik/", re.IGNORECASE)


class ServerLog(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            # Requests that cannot be read are reported with what was sent, whatever it is.
            handler.setFormatter(LineFormatter())

    def access(self, resp, req, environ, request_time):
        if not self.access_log_enabled:
            return
        path = environ.get("PATH_INFO") or environ.get("RAW_URI", "-").partition("?")[0]
        path = path.encode("latin-1", "replace").decode("utf-8", "replace")  # as WSGI hands over what was sent
        status = str(resp.status).partition(" ")[0]
        if QUESTIONNAIRE.search(path) and status != "404":
            return
        agent = environ.get("HTTP_USER_AGENT", "-").replace("\\", "\\\\").replace('"', '\\"')
        facts = [
            self.now(),
            environ.get("REMOTE_ADDR") or "-",
            environ.get("REQUEST_METHOD", "-")[:20],
            one_line(path).replace(" ", "%20")[:LONGEST_PATH],
            status,
            str(getattr(resp, "sent", None) or 0),
            f"{request_time.total_seconds() * 1000:.0f}ms",
            f'"{one_line(agent)[:LONGEST_AGENT]}"',
        ]
        self.access_log.info("%s", " ".join(facts))
