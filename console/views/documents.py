"""What a request names besides its text, in words: documents with size and checksum, links and numbers with who registered them."""

from collections.abc import Iterator, Sequence

from console.views.view import Viewer, counted
from console.wire.requests.rows import DocumentRow


def size(octets: int) -> str:
    """The size of a file."""
    for unit, least in (("MB", 1 << 20), ("KB", 1 << 10)):
        if octets >= least:
            return f"{octets / least:,.1f} {unit}"
    return f"{counted(octets)} B"


def size_of(viewer: Viewer, one: DocumentRow) -> str:
    """The size of a document, or that its file is not here."""
    return size(one.size) if one.size >= 0 else viewer.t("document.not_here")


def quoted(viewer: Viewer, found: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """Yield each link or telephone number with whether it is registered."""
    for text, registered in found:
        yield viewer.t("document.registered" if registered else "document.unregistered", text=text)


def lines(viewer: Viewer, documents: Sequence[DocumentRow]) -> Iterator[str]:
    """Yield a line for each document."""
    for nth, one in enumerate(documents, 1):
        yield viewer.t("document.line", nth=nth, name=one.name, size=size_of(viewer, one), sha256=one.sha256)
