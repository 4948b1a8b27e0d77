"""The numbers of an import at the desk while the person looks at the result: what stands out about them is counted there.

There is one list of an import at a time: each is brought, signed or taken back under one lock. Its findings and its name follow when
it is to be signed.
"""

from collections.abc import Callable
from threading import Lock, Thread

from console.acting.contacts import lists
from console.acting.contacts.lists import Handed, Pending
from console.acting.steps import Core
from console.contacts.errors import ImportCancelledError
from console.contacts.importing import Imported
from console.contacts.inbox import Origin
from console.errors import ConsoleError, RefusedError

_LOOK = 0.05


class HandOver:
    """What of an import is at the desk. `bring` and `to_sign` run in threads of jobs, all else in the page's.

    `turn` is passed to `bring` as it was when the job was set going: after `claim` only the list to be signed is brought.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._handed: Handed | None = None
        self._left = self.turn = 0

    def claim(self) -> None:
        """Leave what is at the desk, or on its way there, to the next `to_sign`; nothing else is brought from now on."""
        self.turn += 1

    def bring(
        self,
        core: Core,
        result: Imported,
        department: str,
        name: str,
        *,
        turn: int,
        current: Callable[[], bool],
    ) -> int:
        """Bring the numbers of a result to the desk in place of any others; return the list's id.

        Raises ConsoleError("import_cancelled") once `current` says that another result counts, or after `leave` or `claim`.
        """
        left = self._left
        with self._lock:
            if turn == self.turn and not self._fits(result, department):
                self._drop(core)
                self._handed = lists.hand_over(
                    core, result, department=department, name=name,
                    cancelled=lambda: self._left != left or not current(),
                )  # fmt: skip
            if self._handed is None or turn != self.turn:
                raise ConsoleError("import_cancelled")
            return self._handed.list_id

    def to_sign(
        self,
        core: Core,
        result: Imported,
        *,
        person: str,
        department: str,
        name: str,
        origin: Origin | None,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Pending:
        """Bring what is not at the desk yet; return the manifest. From then on the list is the signer's, to finish or to drop.

        Raises as `lists.upload`, and ImportCancelledError while another result is still on its way.
        """
        lists.demand_good(result, origin)
        while not self._lock.acquire(timeout=_LOOK):
            if cancelled():
                raise ImportCancelledError
        try:
            if self._fits(result, department):
                handed, self._handed = self._handed, None
                if handed is not None and (ready := _to_sign(core, handed, person, name)) is not None:
                    progress(len(result.numbers), len(result.numbers))
                    return ready
            self._drop(core)
            return lists.upload(
                core, result, person=person, department=department, name=name, origin=origin,
                progress=progress, cancelled=cancelled,
            )  # fmt: skip
        finally:
            self._lock.release()

    def leave(self, core: Core | None) -> None:
        """Stop what is on its way, and have the desk drop what is there; without a line it does so itself."""
        self._left += 1
        left = self._left

        def drop() -> None:
            with self._lock:
                if self._left == left and core is not None:
                    self._drop(core)

        if core is not None and (self._handed is not None or self._lock.locked()):
            Thread(target=drop, name="import-drop", daemon=True).start()

    def _fits(self, result: Imported, department: str) -> bool:
        handed = self._handed
        return handed is not None and handed.imported is result and handed.department == department

    def _drop(self, core: Core) -> None:
        handed, self._handed = self._handed, None
        if handed is not None:
            lists.take_back(core, handed.list_id)


def _to_sign(core: Core, handed: Handed, person: str, name: str) -> Pending | None:
    """The manifest of a list that is at the desk; None if that no longer has it, or does not take it under this name."""
    try:
        return lists.to_sign(core, handed, person=person, name=name)
    except (ConsoleError, RefusedError):
        # Such as after a cut line. What is wrong with the list itself comes up again when it is brought anew.
        lists.take_back(core, handed.list_id)
        return None
