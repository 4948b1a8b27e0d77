"""What the first page needs, and no more: what proves, what signs, the dialogs and the command library come with the first use."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import msgspec

from tests.patience import PATIENCE
from tests.services.core import bank

ROOT: Final = Path(__file__).resolve().parents[2]
LATER: Final = (
    "console.acting.chains",
    "console.acting.own_trust",
    "console.acting.steps",
    "console.cli.command_line",
    "console.cli.session",
    "console.domain.acts",
    "console.domain.archive",
    "console.domain.contacts",
    "console.domain.content",
    "console.domain.declared",
    "console.domain.erasure",
    "console.domain.filing",
    "console.domain.losses",
    "console.domain.replies",
    "console.domain.policy",
    "console.domain.sending.gateways",
    "console.domain.two_person",
    "console.launch.choice",
    "console.launch.organisation",
    "console.reading",
    "console.screens.choose",
    "console.screens.dialogs",
    "console.screens.fields_page",
    "console.screens.help",
    "console.screens.palette",
    "console.signing.canonical",
    "console.signing.keys",
    "console.signing.sshsig",
    "console.signing.statements",
    "console.signing.trust",
    "console.views.losses",
    "console.widgets.act",
    "console.widgets.fields",
    "console.widgets.modals",
    "console.wire.sending.freezes",
    "console.wire.ledger.ledger",
    "console.wire.contacts.lists",
    "console.wire.credentials.losses",
    "console.wire.people.personnel",
    "console.wire.rosters.rosters",
    "hashlib",
    "textual.document",
    "tomllib",
    "typer",
)
"""Modules, and packages with all that is in them, of which the first page needs nothing."""

OPENED: Final = """
import asyncio, json, sys, threading
from console.__main__ import main
from console.cli import main as way_in
from console.launch import processes, screens
from console.wire import calls
from console.wire.duties import lately, subjects
from console.wire.duties.here import Me, TodoRow
from console.wire.people import order_rights

ANSWERS = {
    calls.WhoAmI: Me("sunli", "孙丽", [], "", "", True, 1, "", "2026-12-01T00:00:00Z", "", 1),
    calls.Departments: [],
    calls.People: [],
    calls.Todo: [TodoRow("approve", subjects.Request(7), 7, "2026-0007")],
    lately.Lately: [],
    order_rights.MayOrder: {},
}
ASKED, DRAWN, TOLD = [], [], threading.Event()


class Desk:
    def __init__(self, *_given, **_named):
        pass

    def call(self, call):
        ASKED.append(type(call).__name__)
        if len(ASKED) == len(ANSWERS):
            TOLD.set()
        return ANSWERS[type(call)]


async def draw(app):
    async with app.run_test(size=(80, 24)) as pilot:
        while "2026-0007" not in str([strip.text for strip in app.screen._compositor.render_strips()]):
            await pilot.pause(0.01)
        DRAWN.extend(sys.modules)
        await pilot.press("question_mark")
        await pilot.pause()


def run(app, _look):
    # What the next keys need is loaded after the first page, in a thread; not while this looks.
    sys.modules["console.app"]._LOADED_SECONDS = sys.modules["console.app"]._HEAD_SECONDS = 600
    assert TOLD.wait(60)
    asyncio.run(draw(app))
    return 0


way_in.has_terminal = lambda: True
processes.Solo.start = processes.Solo.stop = lambda _self: None
screens.Client, screens._run, screens.wind_up = Desk, run, lambda *_: None
code = main()
sys.stdout.buffer.write(json.dumps([code, ASKED, DRAWN, sorted(sys.modules)]).encode())
"""


def test_the_first_page_loads_nothing_that_it_does_not_need_and_asks_ahead_what_it_shows(
    tmp_path: Path,
) -> None:
    assert [name for name in LATER if find_spec(name) is None] == []
    (tmp_path / "roster").mkdir()
    (tmp_path / "roster/roster-1.json").write_bytes(msgspec.json.encode(bank().rosters[-1]))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", OPENED, "--home", str(tmp_path), "--as", "sunli", "open"],
        cwd=ROOT,
        # What measures coverage loads modules of its own.
        env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")},
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr.decode()
    code, asked, drawn, at_last = json.loads(done.stdout)
    assert code == 0
    assert "console.screens.duties.todo" in drawn
    assert [name for name in drawn if _of(name, LATER)] == []
    # The page's own questions were asked while it was loaded, and are not asked again.
    assert asked == ["WhoAmI", "Departments", "People", "Todo", "Lately", "MayOrder"]
    assert {"console.screens.help", "console.widgets.modals", "console.domain.acts"} <= {*at_last}


def _of(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in packages)
