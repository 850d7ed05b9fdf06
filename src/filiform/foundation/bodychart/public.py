"""What other apps use of the body chart beside its template tags."""

from .art import version, views_with
from .heat import Heat, heat
from .pictures import Area, Picture

__all__ = ["Area", "Heat", "Picture", "heat", "version", "views_with"]
