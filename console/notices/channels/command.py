"""A program of the house on this machine: it reads one notice as JSON from its input, and its exit code says what came of it."""

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import Mapping
from typing import Final

from console.notices.channels.port import LATER, NEVER, SECONDS, SENT, Message, Outcome
from console.notices.settings import Channel

_TEMPORARY: Final = os.EX_TEMPFAIL


class Command:
    """One program. It gets no argument and no variable of ours but the path; 0 has sent, 75 is tried again, others are for good."""

    def __init__(self, channel: Channel, _secrets: Mapping[str, str]) -> None:
        self._run = channel.run

    async def send(self, message: Message) -> Outcome:
        """See Channel."""
        said = {**message.data, "to": message.address, "subject": message.subject, "text": message.text}
        try:
            child = await asyncio.create_subprocess_exec(
                *self._run,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
                start_new_session=True,
            )
        except OSError:
            return Outcome(NEVER, "no_program")
        try:
            async with asyncio.timeout(SECONDS):
                await child.communicate(json.dumps(said, ensure_ascii=False).encode())
        except TimeoutError:
            return Outcome(LATER, "slow")
        finally:
            # What it started is ended with it, also where this task is ended.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            await child.wait()
        code = child.returncode or 0
        if code == 0:
            return Outcome(SENT, "")
        return Outcome(LATER if code == _TEMPORARY else NEVER, f"exit:{code}")
