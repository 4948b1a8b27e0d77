"""A workbook whose bytes depend only on its content: the library would write the current time into it, twice."""

import io
import re
import zipfile
from typing import Final

_TIMELESS: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def fixed(book: bytes, at: str) -> bytes:
    """Return the workbook with `at` (an instant) as its modification date, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in sorted(made.namelist()):
            data = made.read(name)
            if name == _CORE:
                data = _MODIFIED.sub(rb"\g<1>" + at.encode() + rb"\g<2>", data)
            entry = zipfile.ZipInfo(name, _TIMELESS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            kept.writestr(entry, data)
    return out.getvalue()
