"""The socket that pages are served on, opened before all else: a taken port is told at once."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address

from .errors import CommandError

BACKLOG = 512


def listen(host: str, port: str) -> socket.socket:
    """Open the listening socket. Raises CommandError when the port is no port, taken or not allowed."""
    if not port.isascii() or not port.isdigit() or not 0 <= int(port) <= 65535:
        raise CommandError(f"PORT is {port!r}; give a number from 1 to 65535.", code=2)
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
    except OSError as problem:
        raise CommandError(f"HOST is {host!r}, which is no address of this machine.", code=2) from problem
    listener = socket.socket(family, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(where)
        listener.listen(BACKLOG)
    except OSError as problem:
        listener.close()
        raise CommandError(_why_not(problem, host, port)) from problem
    return listener


def _why_not(problem: OSError, host: str, port: str) -> str:
    if problem.errno == errno.EADDRINUSE:
        other = int(port) + 1 if int(port) < 65535 else 8000
        return f"Port {port} is taken by another program. Choose another, for example PORT={other}."
    if problem.errno in (errno.EACCES, errno.EPERM):
        return f"This account may not listen on port {port}. Choose one above 1023, for example PORT=8000."
    if problem.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine. Leave HOST out to serve this machine only."
    return f"Listening on {host} port {port} failed: {problem.strerror}."


def address_of(listener: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104  every address of the machine; this one works on it
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_open(listener: socket.socket) -> bool:
    """Whether other machines can reach it."""
    return not ip_address(listener.getsockname()[0].partition("%")[0]).is_loopback
