"""The page for where there is no connection, and the worker that a browser keeps to show it; nothing of anybody."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from filiform.foundation.gate.public import public

from .assets import OFFLINE, OFFLINE_IMPORTS, WORKER, asset
from .context import version

_NAMED = re.compile(r'(?:href|src)="([^"?#]+\.(?:css|js|svg))"')


@never_cache
@require_safe
@public
def offline_page(request: HttpRequest) -> HttpResponse:
    """The page itself: a worker asks for it as a stranger, and shows it where no page can be had."""
    return HttpResponse(_page(get_language() or ""))


@never_cache
@require_safe
@public
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script at the root, where it may serve every page: what it keeps, and the file that says how.

    Its text changes with the page and with each of its files, and by that a browser knows a new version.
    """
    plan = json.dumps(_plan(get_language() or ""))
    text = f"self.PLAN = {plan};\nimportScripts({json.dumps(asset(f'ui/{WORKER}.js'))});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@cache
def _page(language: str) -> str:
    """Drawn without the request: the same for everybody, whatever their cookies say."""
    page = loader.get_template("ui/offline.html")
    scripts = [f"ui/{name}.js" for name in OFFLINE]
    context = {"theme": "", "version": version(), "idle_seconds": settings.SESSION_IDLE_SECONDS, "scripts": scripts}
    return page.render(context)


@cache
def _plan(language: str) -> dict[str, object]:
    """`cache`, a name that is another one for each version; `page`; `files`, the addresses of all that it needs."""
    page = _page(language)
    files = sorted({*_NAMED.findall(page), *(asset(f"ui/{name}.js") for name in OFFLINE_IMPORTS)})
    digest = hashlib.sha256("\n".join((page, *files)).encode()).hexdigest()
    return {"cache": f"filiform-offline-{digest[:16]}", "page": reverse("ui:offline"), "files": files}
