"""Where an uploaded file waits while it is read: on the disk without a name, so that nothing of it can stay behind."""

from __future__ import annotations

import tempfile
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from .pixels.limits import LARGEST_FILE, MEGABYTE

#: Above what the form takes, so that a file a little too large gets a sentence at its field.
MOST = LARGEST_FILE + 2 * MEGABYTE


class NamelessUpload(FileUploadHandler):
    """Upload handler: keeps a file in a temporary one that has no name from the start.

    A process that is killed leaves nothing: a photograph with the place where it was taken is not for a folder that
    others may read. Raises RequestDataTooBig above MOST, whatever was promised of the length.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.held = tempfile.TemporaryFile(prefix="filiform-")  # noqa: SIM115  closed with the request
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write one piece."""
        self.seen += len(raw_data)
        if self.seen > MOST:
            self.held.close()
            raise RequestDataTooBig("An uploaded file is larger than any form takes.")
        self.held.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The whole file, to be read from its beginning."""
        self.held.seek(0)
        return UploadedFile(
            file=self.held, name=self.file_name, content_type=self.content_type, size=file_size,
            charset=self.charset, content_type_extra=self.content_type_extra,
        )  # fmt: skip

    def upload_interrupted(self) -> None:
        """The sender went away."""
        if hasattr(self, "held"):
            self.held.close()
