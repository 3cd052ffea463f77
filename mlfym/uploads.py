"""Take large uploads to a temporary file for the curator's admin, and nowhere else."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class CuratorUploadHandler(TemporaryFileUploadHandler):
    """A temporary-file handler that is active below ``/admin/`` alone (audio files, tables)."""

    active = False

    def handle_raw_input(
        self, input_data: Any, META: dict[str, str], content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        """Decide by the request's path whether this handler may write."""
        self.active = self.request is not None and self.request.path.startswith("/admin/")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open the temporary file if active."""
        if self.active:
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a chunk if active, else pass it on (to no one: it is dropped)."""
        if not self.active:
            return raw_data
        super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """Hand over the file if active."""
        return super().file_complete(file_size) if self.active else None

    def upload_interrupted(self) -> None:
        """Remove the temporary file if there is one."""
        if self.active:
            super().upload_interrupted()
