"""Work off the event loop: one daemon thread a job, whose outcome comes back as a message.

A daemon thread and not the library's executor, because leaving must not wait for a call that has seconds to go.
"""

import contextlib
import threading
from collections.abc import Callable
from contextvars import copy_context

from textual.message import Message
from textual.message_pump import MessagePump


def in_background(node: MessagePump, job: Callable[[], Message]) -> None:
    """Run `job` in a thread and post the message it returns to `node`; a node that is gone gets nothing.

    The job catches what it knows. Anything else it raises becomes the application's fatal error, words and all.
    """

    def run() -> None:
        message = job()
        # The loop may be gone while a call was still out.
        with contextlib.suppress(RuntimeError):
            node.post_message(message)

    threading.Thread(target=copy_context().run, args=(run,), daemon=True).start()
