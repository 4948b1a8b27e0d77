"""Whether a document may be attached for what it holds (R11): at the console for early words, at the desk before it is kept."""

from typing import Final

from console.domain.refusals import Refusal, refuse
from console.domain.requests import document_archives, document_contents
from console.domain.requests.document_contents import Content, ContentError
from console.domain.requests.file_heads import ZIP

_UNCHECKED: Final = {Content.ENCRYPTED, Content.UNREADABLE, Content.EXCESSIVE}


def refused(name: str, data: bytes) -> Refusal | None:
    """Why a document cannot be attached for what it holds; None if it holds nothing but what is read."""
    try:
        if data.startswith(ZIP):
            document_archives.judge(data)
        else:
            document_contents.judge(data)
    except ContentError as found:
        if found.content in _UNCHECKED:
            return refuse("document_unchecked", "R11", name=name, content=found.content)
        files = "".join(f" {one}" for one in found.files)
        return refuse("document_active", "R11", name=name, content=found.content, files=files)
    return None
