"""How gunicorn runs the application: a few plain workers, bounded requests, ended in order.

Sync workers with persistent connections were the steadiest of those measured; a slow client is held by the
proxy in front, or by the one worker it occupies for `timeout` seconds at most.
"""

import os
from typing import Any

from filiform.project.cli import lifeline
from filiform.project.variables import processes

wsgi_app = "filiform.project.wsgi:application"
bind = f"fd://{os.environ['FILIFORM_LISTENER']}"
workers = processes()
worker_class = "sync"
preload_app = True
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
limit_request_fields = 100
limit_request_field_size = 8190
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
# Workers show that they live through this file's time; on a disk a busy moment would look like death.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def when_ready(_server: Any) -> None:
    """The master ends with the process that started it."""
    lifeline.end_with_parent()
