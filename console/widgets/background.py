"""Work off the event loop: one daemon thread a job, whose outcome comes back as a message.

A daemon thread and not the library's executor, because leaving must not wait for a call that has seconds to go.
"""

import contextlib
import threading
from collections.abc import Callable
from contextvars import copy_context

from textual.message import Message
from textual.message_pump import MessagePump


class Broken(Message):
    """A job raised what it did not foresee: the program's own fault."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def in_background(node: MessagePump, job: Callable[[], Message]) -> None:
    """Run `job` in a thread and post the message it returns to `node`; a node that is gone gets nothing.

    The job catches what it knows. Anything else it raises goes to the application as `Broken`, whose fatal error it is: a
    thread that died in silence would leave a dialog waiting for ever.
    """
    app = node.app

    def run() -> None:
        try:
            answer, message = node, job()
        except Exception as error:  # noqa: BLE001 - the thread ends here; the application keeps the report
            answer, message = app, Broken(error)
        # The loop may be gone while a call was still out.
        with contextlib.suppress(RuntimeError):
            answer.post_message(message)

    threading.Thread(target=copy_context().run, args=(run,), daemon=True).start()
