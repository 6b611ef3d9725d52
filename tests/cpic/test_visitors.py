"""The visitor's address and scheme: as the configured proxy says, and as nobody else does."""

import ipaddress

import pytest

from cpic.visitors import KnownVisitors

PROXIES = [ipaddress.ip_network(text) for text in ("127.0.0.1", "::1", "172.17.0.0/16", "fd00::/64")]


def seen(peer, headers, proxies=PROXIES):
    """What the application is told: address, scheme, and the headers that are left."""
    environ = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "cile.test"} | headers
    KnownVisitors(lambda environ, start_response: None, proxies)(environ, None)
    left = {name for name in environ if name.startswith("HTTP_")} - {"HTTP_HOST"}
    return environ["REMOTE_ADDR"], environ["wsgi.url_scheme"], left


@pytest.mark.parametrize(
    ("chain", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("9.9.9.9, 203.0.113.7", "203.0.113.7"),  # the first one is of the visitor's making
        ("9.9.9.9,203.0.113.7, 172.17.0.1", "203.0.113.7"),  # two proxies of ours
        ("9.9.9.9,203.0.113.7,fd00::5", "203.0.113.7"),
        ("172.17.0.9", "172.17.0.9"),  # asked by a machine of ours itself
        ("203.0.113.7:51234", "203.0.113.7"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("2001:0DB8:0::0001", "2001:db8::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%anything", "fe80::1"),
        ("", "127.0.0.1"),
        ("unknown", "127.0.0.1"),
        ("203.0.113.7, <script>", "127.0.0.1"),
        ("203.0.113.7, ", "127.0.0.1"),
        ("1.2.3.4.5", "127.0.0.1"),
        ("\x00, \udc80", "127.0.0.1"),
        ("9.9.9.9, nonsense, 172.17.0.1", "172.17.0.1"),
        (", " * 4000, "127.0.0.1"),
    ],
)
def test_configured_proxy_is_believed_one_step_beyond_ours(chain, address):
    assert seen("127.0.0.1", {"HTTP_X_FORWARDED_FOR": chain})[0] == address


@pytest.mark.parametrize("peer", ["198.51.100.1", "172.18.0.1", "2001:db8::1", "10.0.0.1"])
def test_nobody_else_is_believed(peer):
    lies = {"HTTP_X_FORWARDED_FOR": "9.9.9.9", "HTTP_X_FORWARDED_PROTO": "https"}

    assert seen(peer, lies) == (peer, "http", set())


def test_without_a_proxy_not_even_this_machine_is_believed():
    lies = {"HTTP_X_FORWARDED_FOR": "9.9.9.9", "HTTP_X_FORWARDED_PROTO": "https"}

    assert seen("127.0.0.1", lies, proxies=[]) == ("127.0.0.1", "http", set())


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:172.17.0.1", "172.17.9.9", ""])
def test_proxy_says_how_the_visitor_came(peer):
    """Without an address: by a Unix socket, whose file lets in whom it may."""
    said = {"HTTP_X_FORWARDED_FOR": "203.0.113.7", "HTTP_X_FORWARDED_PROTO": "https"}

    assert seen(peer, said) == ("203.0.113.7", "https", set())


@pytest.mark.parametrize("proxies", [PROXIES, []])
@pytest.mark.parametrize("peer", ["", "unix:"])
def test_visitor_by_a_socket_of_this_machine_has_an_address(peer, proxies):
    assert seen(peer, {}, proxies)[0] == "127.0.0.1"


@pytest.mark.parametrize("scheme", ["http", "HTTPS ", "https,http", "ftp", ""])
def test_only_https_is_https(scheme):
    assert seen("127.0.0.1", {"HTTP_X_FORWARDED_PROTO": scheme})[1] == "http"


@pytest.mark.parametrize("peer", ["127.0.0.1", "198.51.100.1"])
def test_what_proxies_say_goes_no_further(peer):
    names = ["X_FORWARDED_HOST", "X_FORWARDED_PORT", "X_FORWARDED_PREFIX", "X_REAL_IP", "X_SCRIPT_NAME", "FORWARDED"]

    assert seen(peer, {f"HTTP_{name}": "x" for name in [*names, "SCRIPT_NAME"]})[2] == set()


def test_proxy_that_is_not_named_is_reported_once(caplog):
    site = KnownVisitors(lambda environ, start_response: None, PROXIES)

    for number in range(3):
        site({"REMOTE_ADDR": f"198.51.100.{number}", "HTTP_X_FORWARDED_FOR": "9.9.9.9"}, None)

    assert [record.getMessage() for record in caplog.records] == [
        "Headers of a proxy at 198.51.100.0 are not believed: FORWARDED_ALLOW_IPS does not name it."
    ]
