"""Who the visitor is and how they came: decided here, once for limits of signing in, records and logs alike.

A proxy tells both in headers, and anybody else can send those too. They are believed from the configured proxies only
and taken away from everybody: whatever comes after this asks REMOTE_ADDR and wsgi.url_scheme.
"""

import ipaddress
import logging
import re

logger = logging.getLogger(__name__)

FORWARDED = "HTTP_X_FORWARDED_"
OTHERS = {"HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_SCRIPT_NAME", "HTTP_SCRIPT_NAME"}
WITH_PORT = re.compile(r"\[([^]]+)\](?::[0-9]+)?|([0-9.]+):[0-9]+")
THIS_MACHINE = "127.0.0.1"


class KnownVisitors:
    """The WSGI application with the visitor's address in place of the proxy's."""

    def __init__(self, application, proxies):
        self.application = application
        self.proxies = proxies
        self.has_warned = not proxies

    def __call__(self, environ, start_response):
        names = [name for name in environ if name.startswith(FORWARDED) or name in OTHERS]
        said = {name: environ.pop(name) for name in names}
        peer = environ.get("REMOTE_ADDR", "")
        # Who comes by a Unix socket has no address, but was let in by the rights of the socket's file.
        address = address_of(peer or THIS_MACHINE)
        environ["REMOTE_ADDR"] = str(address or THIS_MACHINE)
        if self._is_proxy(address) or (not peer and self.proxies):
            environ["REMOTE_ADDR"] = str(self._visitor(address, said.get(f"{FORWARDED}FOR", "")))
            if said.get(f"{FORWARDED}PROTO") == "https":
                environ["wsgi.url_scheme"] = "https"
        elif said and not self.has_warned:
            self.has_warned = True
            logger.warning("Headers of a proxy at %s are not believed: FORWARDED_ALLOW_IPS does not name it.", address)
        return self.application(environ, start_response)

    def _visitor(self, peer, chain):
        """Each proxy adds at the end whom it was asked by, so the chain is believed from there, as far as it names
        proxies of ours and then one step more. What is no address ends it."""
        visitor = peer
        for text in reversed(chain.split(",")):
            step = address_of(text)
            if step is None:
                break
            visitor = step
            if not self._is_proxy(step):
                break
        return visitor

    def _is_proxy(self, address):
        return address is not None and any(address in network for network in self.proxies)


def address_of(text):
    """An address as proxies write it, or None. One visitor is one address, however it came: an IPv4 address inside an
    IPv6 one is the same machine, and a zone is of the visitor's own making."""
    text = text.strip()
    match = WITH_PORT.fullmatch(text)
    if match:
        text = match[1] or match[2]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
