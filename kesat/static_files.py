"""How our static files are collected: named by their content, compressed, our scripts made small."""

from typing import Any

import minify
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Bad lines carry no comments; modules name one another by their hashed names, so they are renewed together."""

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: Any) -> str:
        if name.startswith("kesat/") and name.endswith(".js"):
            content.seek(0)
            content = ContentFile(minify.string("application/javascript", content.read().decode()).encode())
        return str(super()._save(name, content))
