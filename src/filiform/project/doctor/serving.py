"""Looks at how pages and letters reach people: names served, TLS, proxies, the mail server, a demo in the open."""

from __future__ import annotations

from collections.abc import Iterator

from .finding import Finding, fault, ok, warning

#: Names under which only this machine finds itself.
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]"})


def look() -> Iterator[Finding]:
    """Everything that the environment of this command says; a service may have been given another."""
    from django.conf import settings

    names = [name for name in settings.ALLOWED_HOSTS if name not in THIS_MACHINE]
    yield _names(names)
    if names:
        yield _transport(names, secure=settings.SECURE)
        yield from _demo()
    if settings.SECURE:
        yield _proxies(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
    yield from _letters()


def _names(names: list[str]) -> Finding:
    if "*" in names:
        mend = "Set FILIFORM_HOSTS to the names you serve: a letter links to the name that the request for it gave."
        return fault("names", "every name is served", mend)
    return ok("names", ", ".join(names) or "this machine only")


def _transport(names: list[str], *, secure: bool) -> Finding:
    if not secure:
        mend = "Serve it through a proxy that ends TLS, and set FILIFORM_SECURE=1."
        return fault("transport", f"{names[0]} is served in the clear, log-ins too", mend)
    return ok("transport", "HTTPS, cookies for it alone")


def _proxies(count: int) -> Finding:
    if not count:
        mend = "Set FILIFORM_PROXIES to the number of proxies in front."
        return warning("proxies", "all who log in count as one address, so one can lock out all", mend)
    return ok("proxies", f"{count} in front")


def _demo() -> Iterator[Finding]:
    from filiform.project.demo.whole import is_built

    if is_built():
        mend = "Serve real patients from another data folder (FILIFORM_DATA), without the demo practice."
        yield fault("demo", "the demo practice is served to others; its passwords are known to all", mend)


def _letters() -> Iterator[Finding]:
    """What the mail server is told; whether it answers is looked at elsewhere."""
    from django.conf import settings

    if "smtp" not in settings.EMAIL_BACKEND:
        return
    clear = not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL)
    if clear and settings.EMAIL_HOST not in THIS_MACHINE:
        mend = "Use smtps://... or smtp+tls://... in FILIFORM_MAIL."
        yield warning("mail transport", f"letters reach {settings.EMAIL_HOST} in the clear, links in them too", mend)
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        mend = "Set FILIFORM_MAIL_FROM to an address of yours."
        yield warning("mail sender", f"letters come from {settings.DEFAULT_FROM_EMAIL}; most servers drop them", mend)
