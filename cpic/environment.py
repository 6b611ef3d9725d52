"""The environment, read strictly: a value that means nothing ends the process with one sentence, whoever started it.

django-environ takes every word that it does not know for "off" and ends in a traceback where a number is none.
"""

import ipaddress
import os
import re
import warnings

import environ

ENGINES = {"django.db.backends.postgresql", "django.db.backends.sqlite3"}
LONGEST = 10_000  # letters of a value; nobody means more
WIDEST = {4: 8, 6: 16}  # the shortest prefix of a network of proxies; below that it would be anybody


class WrongSetting(SystemExit):
    """Not an error to be caught: manage.py, the application server and cron all stop here and print the sentence."""


class Environment:
    """What is empty counts as not set. Values are repeated in sentences only where they cannot be secret."""

    def __init__(self, values):
        self.values = values

    def str(self, name, default=None, *, among=()):
        """Without a default the variable has to be set."""
        value = self.values.get(name, "").strip()
        if not value:
            if default is None:
                raise WrongSetting(f"{name} is missing. Set the {name} environment variable.")
            return default
        if len(value) > LONGEST:
            raise WrongSetting(f"{name} is longer than {LONGEST} letters. Type it again.")
        if not value.isprintable():
            raise WrongSetting(f"{name} holds characters that cannot be printed. Type it again.")
        if value[0] == value[-1] and value[0] in "\"'":
            raise WrongSetting(f"{name} stands in quotes, which are taken for a part of it. Leave them out.")
        if among and value not in among:
            raise WrongSetting(f"{name}={value[:40]} is unknown. Set it to one of: {', '.join(among)}.")
        return value

    def bool(self, name, default):
        word = self.str(name, default="").lower()
        if not word:
            return default
        if word in {"on", "true", "yes", "1"}:
            return True
        if word in {"off", "false", "no", "0"}:
            return False
        raise WrongSetting(f"{name}={word[:40]} is neither on nor off. Set {name}=on or {name}=off.")

    def int(self, name, default, *, least, most):
        text = self.str(name, default="")
        if not text:
            return default
        if not re.fullmatch(r"-?[0-9]{1,12}", text) or not least <= int(text) <= most:
            raise WrongSetting(f"{name}={text[:40]} is no number from {least} to {most}. Set {name}={default}")
        return int(text)

    def list(self, name, default=()):
        """Separated by commas, each without the spaces around it."""
        parts = [part.strip() for part in self.str(name, default="").split(",")]
        return [part for part in parts if part] or list(default)

    def networks(self, name, default):
        """Addresses and networks of few enough machines to believe them."""
        networks = []
        for text in self.list(name, default):
            try:
                network = ipaddress.ip_network(text)
            except ValueError:
                network = None
            is_mapped = network and getattr(network.network_address, "ipv4_mapped", None)  # known as IPv4 only
            if network is None or is_mapped or network.prefixlen < WIDEST[network.version]:
                raise WrongSetting(
                    f"{name} holds {text[:40]}, which is no address and no network of a proxy. Set {name}=127.0.0.1,::1"
                )
            networks.append(network)
        return networks

    def address(self, name, default):
        """Where a server listens: host and port, or a socket in the file system."""
        text = self.str(name, default)
        match = re.fullmatch(r"unix:/.+|(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})", text)
        if not match or (match[1] and not 0 < int(match[1]) < 65536):
            raise WrongSetting(f"{name}={text[:40]} is no address to listen on. Set {name}=127.0.0.1:8000")
        return text

    def db_url(self, name, default):
        def read(url):
            config = environ.Env.db_url_config(url)
            return config if config.get("ENGINE") in ENGINES else None

        return self._url(name, default, read, "a database that this site knows", "postgres://user:password@host/name")

    def email_url(self, name, default):
        def read(url):
            config = environ.Env.email_url_config(url)
            return None if config["EMAIL_PORT"] == 0 else config

        return self._url(name, default, read, "a mail server", "smtp+tls://user:password@host:587")

    def _url(self, name, default, read, kind, example):
        """The value is not repeated, not even by the library's own warning: it may hold a password."""
        with warnings.catch_warnings(action="ignore"):
            try:
                config = read(self.str(name, default))
            except (ValueError, environ.ImproperlyConfigured):
                config = None
        if config is None:
            raise WrongSetting(f"{name} is no address of {kind}. Set {name}={example}")
        return config


env = Environment(os.environ)
