"""An instant is written in one way alone, and what is not an instant is none."""

from datetime import UTC, datetime

import pytest

from console.domain import times

MOMENT = datetime(2026, 11, 24, 8, 30, 15, tzinfo=UTC)


def test_what_is_written_is_read_again() -> None:
    assert times.parse(times.render(MOMENT)) == MOMENT
    assert times.parse("0001-01-01T00:00:00Z") == datetime(1, 1, 1, tzinfo=UTC)
    assert times.render(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-24T08:30:15",
        "2026-11-24 08:30:15Z",
        "2026-11-24t08:30:15z",
        "2026-11-24T08:30:15+00:00",
        "2026-11-24T08:30:15.0Z",
        "2026-11-24T08:30:15Z\n",
        " 2026-11-24T08:30:15Z",
        "20261124T083015Z",
        "2026-W48-2T08:30:15Z",
        "26-11-24T08:30:15Z",
        "0000-11-24T08:30:15Z",
        "2026-02-30T08:30:15Z",
        "2026-13-01T08:30:15Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T08:60:15Z",
        "2026-11-24T08:30:60Z",
        "\uff12026-11-24T08:30:15Z",
        "\u0662026-11-24T08:30:15Z",
    ],
)
def test_what_is_written_otherwise_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        times.parse(text)
