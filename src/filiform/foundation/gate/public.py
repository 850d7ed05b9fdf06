"""What other apps use of the gate."""

from . import drafts
from .access import page, public
from .locked import glance, is_locked, lock, open_while_locked, unlock_if_proven
from .member import choose_practice

__all__ = [
    "choose_practice",
    "drafts",
    "glance",
    "is_locked",
    "lock",
    "open_while_locked",
    "page",
    "public",
    "unlock_if_proven",
]
