"""The dispatcher's log: what its first lines say."""

import json
import subprocess
import sys
from pathlib import Path

_STARTS = """
import sys
from pathlib import Path
from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch import crash
home = Path(sys.argv[1])
crash.log_to(home / "log", "dispatch")
for _ in range(2):
    database = open_database(f"sqlite:///{home}/d.db", role="dispatch")
    upgrade(database, DISPATCH)
    database.close()
"""


def test_a_start_tells_what_was_migrated_in_one_line_and_otherwise_nothing_of_the_database(
    tmp_path: Path,
) -> None:
    subprocess.run([sys.executable, "-X", "utf8", "-c", _STARTS, str(tmp_path)], check=True)
    lines = [json.loads(line) for line in (tmp_path / "log" / "dispatch.log").read_text().splitlines()]
    newest = (Path("console/dispatch/migrations/.head")).read_text(encoding="utf-8").strip()
    assert [line["text"] for line in lines] == [f"dispatch database: migrated to {newest[:4]}"]
