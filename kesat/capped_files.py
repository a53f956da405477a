"""What becomes of a file on its way in: held in memory up to a limit, and beyond it only counted."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class CappedFiles(FileUploadHandler):
    """Keep of a file that is too long nothing but its name and size: the form around it can be answered in words."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = BytesIO()
        self.length = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.length += len(raw_data)
        if self.length <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            self.received.write(raw_data)
        elif self.received.tell():
            self.received = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.received.seek(0)
        return InMemoryUploadedFile(
            file=self.received,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
