"""What other apps use of stock."""

from .actions import add_lot, add_product, close_box, move_lot, open_box
from .queries import Box, LotFile, boxes_at, lot_file, lot_files, lot_reads

__all__ = [
    "Box",
    "LotFile",
    "add_lot",
    "add_product",
    "boxes_at",
    "close_box",
    "lot_file",
    "lot_files",
    "lot_reads",
    "move_lot",
    "open_box",
]
