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


_WRITES = """
import logging, sys
from pathlib import Path
from console.dispatch import crash
from console.log_file import LogFile
LogFile.__init__.__kwdefaults__["most"] = 2_000
crash.log_to(Path(sys.argv[1]), "dispatch")
for nth in range(200):
    logging.getLogger("console.dispatch").warning("line %d", nth)
"""


def test_a_long_log_goes_on_in_a_new_file_and_no_line_is_lost(tmp_path: Path) -> None:
    for _ in range(2):
        subprocess.run([sys.executable, "-X", "utf8", "-c", _WRITES, str(tmp_path / "log")], check=True)
    newest, *older = sorted((tmp_path / "log").iterdir())
    assert newest.name == "dispatch.log"
    files = [*older, newest]
    assert len(files) > 10
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    assert all(one.stat().st_size <= 2_000 for one in files)
    lines = [json.loads(line)["text"] for one in files for line in one.read_text("utf-8").splitlines()]
    assert lines == [f"line {nth}" for nth in range(200)] * 2


def test_a_log_whose_name_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "dispatch.log").symlink_to(tmp_path / "elsewhere")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _WRITES, str(tmp_path / "log")], check=False, capture_output=True
    )
    assert done.returncode != 0
    assert not (tmp_path / "elsewhere").exists()
