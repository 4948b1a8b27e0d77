"""The console with a watch on its event loop: `python -m bench.ui.gaps watching FOLDER`, or `... bank FOLDER HOME`.

The first has a send that runs, the second is the real console over a real desk, its files in FOLDER.

A task wakes every millisecond; how much later than that it wakes is how long a key may have to wait. Each delay stands in
FOLDER/gaps.json with the clock's reading at its end (CLOCK_MONOTONIC, which all processes share) the processor time that the
console itself used in it (what a busy machine takes is not in that), and whether a page or dialog was being built.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, Final
from unittest import mock

from console.launch import screens
from console.settings import Home, Settings
from tests.terminal import watching

_TICK: Final = 0.001
_TOLD: Final = 0.5
_BUILT: Final = 0.5
"""Seconds for which a new page or dialog is taken to be being built."""
_LEAST: Final = 0.002
"""Shorter delays are not kept."""


async def watch(app: Any, file: Path) -> None:
    """Keep the delays for ever."""
    gaps: list[tuple[float, float, float, bool]] = []
    shown, since = None, 0.0
    told = last = time.perf_counter()
    used = time.process_time()
    while True:
        await asyncio.sleep(_TICK)
        now = time.perf_counter()
        late, own = now - last - _TICK, time.process_time() - used
        here = app.screen_stack[-1:]
        if here != shown:
            shown, since = here, now
        if late > _LEAST:
            gaps.append((now, late, min(own, late), now - since < _BUILT))
        last, used = now, time.process_time()
        if now - told > _TOLD:
            file.with_suffix(".new").write_text(json.dumps(gaps), "utf-8")
            file.with_suffix(".new").replace(file)
            # What writing took is not the console's.
            told = last = time.perf_counter()
            used = time.process_time()


async def run(app: Any, file: Path) -> None:
    """Run the console and the watch until the console ends."""
    watching = asyncio.create_task(watch(app, file))
    await app.run_async()
    watching.cancel()


def main(what: str, folder: str, home: str = "") -> None:
    """Run that console under the watch."""
    file = Path(folder) / "gaps.json"
    if what == "watching":
        asyncio.run(run(watching.console(folder, "zh", "qianwei"), file))
        return
    os.chdir(folder)
    with mock.patch.object(screens, "_run", lambda app, _look: asyncio.run(run(app, file))):
        screens.show(Home(Path(home)), Settings.load(home=Path(home)), None, "zhaomin")


if __name__ == "__main__":
    main(*sys.argv[1:])
