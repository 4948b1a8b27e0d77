"""Work off the event loop: one daemon thread per job, whose result comes back as a message.

A daemon thread is used instead of the library's executor, because exit must not wait for a call that takes seconds.
"""

import contextlib
import threading
from collections.abc import Callable
from contextvars import copy_context

from textual.message import Message
from textual.message_pump import MessagePump


class Broken(Message):
    """A job raised an error that it did not expect: the program's own fault."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def in_background(node: MessagePump, job: Callable[[], Message]) -> None:
    """Run `job` in a thread and post the message it returns to `node`; a node that is gone gets nothing.

    The job catches the errors that it expects. Any other error goes to the application as `Broken` and is fatal there: a thread
    that ended silently would leave a dialog waiting forever.
    """
    app = node.app

    def run() -> None:
        try:
            answer, message = node, job()
        except Exception as error:  # noqa: BLE001 - the thread ends here; the application keeps the report
            answer, message = app, Broken(error)
        # The event loop may end while a call is running.
        with contextlib.suppress(RuntimeError):
            answer.post_message(message)

    threading.Thread(target=copy_context().run, args=(run,), daemon=True).start()
