"""Who may ask: names of hosts, origins, addresses."""

import pytest
from server.serving import Served, Start

from unionkg.server.guard import host_name


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::1", "a b"]
)
def test_a_foreign_host_name_is_refused(served: Served, host: str) -> None:
    """A name that somebody made point here reads nothing: no page, no answer."""
    for path in ("/", "/sparql", "/assets/site.js"):
        reply = served.ask("GET", path, headers={"host": host})
        assert reply.status in (400, 421)


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:80", "LOCALHOST"])
def test_names_of_this_computer_are_served(served: Served, host: str) -> None:
    """Loopback under its names, with any port (a tunnel changes it)."""
    assert served.ask("GET", "/sparql", headers={"host": host}).status == 200


def test_other_sites_may_not_ask(served: Served) -> None:
    """Scripts, forms and images of other sites are refused; links that somebody follows are not; CORS is off."""
    query = {"query": "ASK {}"}
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
    ):
        assert served.ask("GET", "/sparql", headers=headers, **query).status == 403
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    reply = served.ask("GET", "/sparql", headers=followed, **query)
    assert reply.status == 200
    assert not [name for name in reply.headers if name.startswith("access-control")]
    assert served.ask("GET", "/sparql", headers={"origin": served.url}, **query).status == 200


def test_an_allowed_origin_may_ask(small: object, start: Start) -> None:
    """With --allow-origin, that origin gets the CORS headers, for preflight too; others do not."""
    served = start(small, "--allow-origin", "http://127.0.0.1:3333")
    headers = {"origin": "http://127.0.0.1:3333"}
    reply = served.ask("GET", "/sparql", headers=headers, query="ASK {}")
    assert (reply.status, reply.headers["access-control-allow-origin"]) == (200, "http://127.0.0.1:3333")
    preflight = served.ask("OPTIONS", "/sparql", headers={**headers, "access-control-request-method": "POST"})
    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert served.ask("GET", "/sparql", headers={"origin": "http://127.0.0.1:3334"}, query="ASK {}").status == 403


def test_a_public_address_is_warned_of(small: object, start: Start) -> None:
    """Loopback says nothing; another address says who can read the graph."""
    served = start(small, "--host", "0.0.0.0")
    assert any("Warning" in line and "password" in line for line in served.said)
    assert served.ask("GET", "/sparql", headers={"host": "named.example"}).status == 200
    named = start(small, "--host", "0.0.0.0", "--allow-host", "kg.example")
    assert named.ask("GET", "/sparql", headers={"host": "kg.example"}).status == 200
    assert named.ask("GET", "/sparql", headers={"host": "other.example"}).status == 421


def test_headers_of_security_are_everywhere(served: Served) -> None:
    """Pages, answers and errors carry the policy; nothing is sniffed, framed or referred."""
    for path in ("/", "/sparql", "/nothing", "/id/x/y"):
        headers = served.ask("GET", path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers


def test_host_names_are_read_strictly() -> None:
    """What is no host gives no name."""
    assert [host_name(host) for host in ("a/b", "x@localhost", "localhost:port", "[::1]:1")] == ["", "", "", "::1"]
