"""Where the server listens: HOST and PORT, or the first free port from 8000 on."""

from __future__ import annotations

import socket
from collections.abc import Mapping

from .errors import SetupError

FIRST_PORT = 8000
TRIED = 100


def choose(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return host and port as text. Raises SetupError when what was asked for cannot be had."""
    host = environ.get("HOST") or "127.0.0.1"
    given = environ.get("PORT")
    if given:
        if not given.isdecimal() or not 0 < int(given) < 65536:
            raise SetupError(f"PORT={given} is not a port. Give a number from 1 to 65535, such as PORT=8001 ./run")
        if not _is_free(host, int(given)):
            raise SetupError(
                f"Port {given} on {host} is taken by another program, or not allowed to you. "
                "Choose another, such as PORT=8001 ./run"
            )
        return host, given
    for port in range(FIRST_PORT, FIRST_PORT + TRIED):
        if _is_free(host, port):
            if port != FIRST_PORT:
                print(f"Port {FIRST_PORT} is taken; using {port}.", flush=True)
            return host, str(port)
    raise SetupError(f"Ports {FIRST_PORT} to {FIRST_PORT + TRIED - 1} are all taken. Choose one: PORT=9000 ./run")


def _is_free(host: str, port: int) -> bool:
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as problem:
        raise SetupError(f"HOST={host} is no address of this machine: {problem.strerror or problem}.") from problem
    with socket.socket(family, kind, protocol) as probe:
        # As the server does: a connection of a minute ago that is still being closed is no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError:
            return False
    return True
