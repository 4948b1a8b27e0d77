"""Lists from before lists could be parts of others: after the upgrade they are parts of none, and read as before."""

from pathlib import Path
from shutil import copytree, ignore_patterns

import msgspec
import pytest
from sqlalchemy import text

from console.db import migrate
from console.db.engine import Database
from console.db.migrate import DESK, Tree, upgrade
from console.domain.contacts.parts import Rule

OLD = (
    "INSERT INTO contact_list (name, department, importer, at, state, n, rows, last, source, sha256, size, encoding, sheet,"
    " counts, repaired, made, parents) VALUES ('旧名单', 'business', 'zhaomin', '2026-11-24T03:00:00Z', 'ready', 2, 2, 0, 'x.txt',"
    " 'aa', 24, 'ascii', '', '{}', '{}', :made, :parents)"
)


def test_a_list_from_before_is_a_part_of_none(
    empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(migrate.__file__).parents[1] / "store" / "migrations"
    copytree(folder, tmp_path / "before_parts", ignore=ignore_patterns("003[3-9]_*", "__pycache__"))
    (tmp_path / "before_parts" / ".head").write_text("0032_trials\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert upgrade(empty, Tree("desk", "before_parts"))[-1] == "0032"
    with empty.writer() as conn:
        conn.execute(text(OLD), {"made": "subtract", "parents": "[3, 4]"})
        conn.execute(text(OLD), {"made": "", "parents": "[]"})
    assert upgrade(empty, DESK)[:1] == ["0033"]
    with empty.reader() as conn:
        rows = conn.execute(text("SELECT made, parents, rule FROM contact_list ORDER BY id")).all()
    assert [(made, parents) for made, parents, _ in rows] == [("subtract", "[3, 4]"), ("", "[]")]
    assert {msgspec.json.decode(rule, type=Rule) == Rule() for *_, rule in rows} == {True}
    assert migrate.differences(empty, DESK) == []
