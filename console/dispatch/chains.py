"""The roster chain of the dispatcher's own: the desk brings what came since, and the verifier still judges the whole."""

from collections.abc import Callable
from typing import Final, TypeVar

from console.dispatch.files import Files
from console.dispatch.link import DeskLink
from console.errors import ConsoleError
from console.signing.statements import Signed
from console.wire.chain import versions

TOO_LARGE: Final = frozenset({"bundle_too_large", "too_large"})
"""Problems of the desk with an answer that does not go into one frame."""

_T = TypeVar("_T")


def with_chain(files: Files, desk: DeskLink, ask: Callable[[int], _T]) -> tuple[list[Signed], _T]:
    """Return the versions that are here, and the answer of `ask` to how many these are.

    Where so many came since that the answer is too large, they are fetched page by page first. What comes is judged by nobody
    yet. Raises what the link raises.
    """
    try:
        return files.chain, ask(len(files.chain))
    except ConsoleError as error:
        if error.code not in TOO_LARGE:
            raise
    chain = versions(desk.call)
    return chain, ask(len(chain))
