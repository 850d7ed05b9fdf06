"""The application as a server calls it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiform.project.settings")

application = get_wsgi_application()

from filiform.project.warm import warm  # noqa: E402  needs the settings

warm()
