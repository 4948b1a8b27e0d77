"""The screens look as they did when somebody looked at them last: eight pages, a dialog begun and ready, an empty list."""

from pathlib import Path

import pytest

from tests.snapshots import FOLDER, SNAPSHOTS, Snapshot, taken


def test_there_is_a_snapshot_of_each_and_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {one.name for one in SNAPSHOTS}
    assert len(SNAPSHOTS) >= 58


def _daily(one: Snapshot) -> bool:
    """Whether CI looks at it: the usual terminal, each page in one language by turns; at night it is all of them."""
    names = sorted({snapshot.shot.scene.name for snapshot in SNAPSHOTS})
    lang = ("zh", "en")[names.index(one.shot.scene.name) % 2]
    return one.size == (80, 24) and (one.theme != "dark" or one.shot.lang == lang)


@pytest.mark.parametrize(
    "one",
    [one if _daily(one) else pytest.param(one, marks=pytest.mark.nightly) for one in SNAPSHOTS],
    ids=lambda one: one.name,
)
async def test_the_screen_is_as_it_was_seen(one: Snapshot, tmp_path: Path) -> None:
    now = await taken(one, tmp_path)
    lines, (columns, rows) = now.split("\n"), one.size
    assert len(lines[:rows]) == rows
    assert lines[rows] == ""
    assert columns
    assert now == (FOLDER / f"{one.name}.txt").read_text("utf-8"), "look at it: python -m tests.snapshots"
