"""What other apps use of the gate."""

from . import drafts
from .access import page, public
from .member import choose_practice

__all__ = ["choose_practice", "drafts", "page", "public"]
