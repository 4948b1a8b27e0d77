"""What a reading says of itself while it runs."""

import io
from types import SimpleNamespace
from typing import Any

import pytest

from console.cli.contacts import readings
from console.locale import words


def test_progress_is_one_line_drawn_anew_until_the_numbers_are_at_the_desk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    said = Terminal()
    monkeypatch.setattr("sys.stderr", said)
    # As much of a session as it needs.
    run: Any = SimpleNamespace(
        t=lambda key: words.text(key, "en"), name=lambda kind, value: words.named(kind, value, "en")
    )
    draw = readings.progress(run)
    for stage in ("reading", "rows", "sorting"):
        for rows in (5, 10):
            draw(SimpleNamespace(stage=stage, rows=rows, total=10))
    readings.bar(run, words.text("stage.upload", "en"), 10, 10)
    assert said.getvalue().count("\r\x1b[K") == 7
    assert said.getvalue().index("\n") == len(said.getvalue()) - 1
