"""What other apps use of the body chart beside its template tags."""

from .art import version, views_with
from .heat import Heat, heat
from .paper import Sheet, sheets
from .pictures import Area, Picture
from .words import level, levels

__all__ = ["Area", "Heat", "Picture", "Sheet", "heat", "level", "levels", "sheets", "version", "views_with"]
