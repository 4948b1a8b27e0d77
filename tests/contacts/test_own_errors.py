"""The standard error that a reading process inherits, beside a terminal library's own."""

import io
import sys
from typing import Any

import pytest

from console.contacts.own_errors import handed_on


def test_the_own_standard_error_is_back_once_the_last_reader_is_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: Any = io.StringIO()
    monkeypatch.setattr(sys, "stderr", drawn)
    for _ in range(2):
        with handed_on():
            assert sys.stderr is sys.__stderr__
            with handed_on():
                assert sys.stderr is sys.__stderr__
            assert sys.stderr is sys.__stderr__
        assert sys.stderr is drawn
