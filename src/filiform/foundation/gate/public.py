"""What other apps use of the gate."""

from . import drafts
from .access import page, public

__all__ = ["drafts", "page", "public"]
