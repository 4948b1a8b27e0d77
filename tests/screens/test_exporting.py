"""A file that the console writes for its person: under a plain name, whole or not at all."""

from pathlib import Path

import pytest

from console.errors import ConsoleError
from console.screens.exporting import new_file


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "a/b", "../up", "/etc/x"])
def test_only_a_plain_name_that_is_seen_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConsoleError, match="export_failed"), new_file(tmp_path, name):
        pass
    assert list(tmp_path.rglob("*")) == []
