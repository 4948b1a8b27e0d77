"""The dispatcher's own roster chain: the desk adds the newer versions, and the verifier still judges the whole chain."""

from collections.abc import Callable
from typing import Final, TypeVar

from console.dispatch.link import DeskLink
from console.dispatch.rosters.files import Files
from console.errors import ConsoleError
from console.signing.statements import Signed
from console.wire.rosters.chain import versions

TOO_LARGE: Final = frozenset({"bundle_too_large", "too_large"})
"""Error codes of the desk for an answer that does not fit into one frame."""

_T = TypeVar("_T")


def with_chain(files: Files, desk: DeskLink, ask: Callable[[int], _T]) -> tuple[list[Signed], _T]:
    """Return the versions that are here, and the answer of `ask` to their number.

    If the answer is too large because many versions are new, these are fetched page by page first. Nothing fetched is judged yet.
    Raises the link's errors.
    """
    try:
        return files.chain, ask(len(files.chain))
    except ConsoleError as error:
        if error.code not in TOO_LARGE:
            raise
    chain = versions(desk.call)
    return chain, ask(len(chain))
