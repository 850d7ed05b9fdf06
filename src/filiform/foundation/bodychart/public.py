"""What other apps use of the body chart beside its template tags."""

from .art import version, views_with
from .heat import Heat, heat
from .paper import Sheet, sheets
from .pictures import Area, Picture
from .pictures import views as views_of
from .words import level, levels

__all__ = ["Area", "Heat", "Picture", "Sheet", "heat", "level", "levels", "sheets", "version", "views_of", "views_with"]
