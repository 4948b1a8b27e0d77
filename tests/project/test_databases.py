"""The fixtures that other tests stand on: databases of both kinds, and no silent skip in CI."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from tests import databases
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def test_a_database_is_empty_and_takes_chinese_text(database_url: str) -> None:
    engine = create_engine(database_url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (words VARCHAR(20))"))
        connection.execute(text("INSERT INTO note VALUES ('短信😀')"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT words FROM note")).scalar_one() == "短信😀"
    engine.dispose()


def test_a_database_is_gone_after_its_test_even_while_somebody_is_connected(postgres_server: str) -> None:
    with databases.postgres_database(postgres_server) as url:
        left_open = create_engine(url).connect()
        left_open.execute(text("SELECT 1"))
    assert not databases.answers(url)
    left_open.invalidate()


def test_a_cluster_ends_when_its_owner_is_killed() -> None:
    try:
        databases.programs()
        databases.server_user()
    except databases.NoPostgresError as missing:
        pytest.skip(str(missing))
    folder = databases.new_folder_name()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as owner:
        url = databases.own_cluster(folder, owner.pid)
        assert databases.answers(url)
        owner.send_signal(signal.SIGKILL)
    assert databases.wait_for(lambda: not folder.exists())
    assert not databases.answers(url)


SKIPS = {
    "in_test": "def test_x(): pytest.skip('no tmux 1')",
    "of_module": "pytest.skip('no tmux 2', allow_module_level=True)",
    "by_mark": "@pytest.mark.skipif(True, reason='no tmux 3')\ndef test_x(): pass",
    "expected": "@pytest.mark.xfail\ndef test_x(): assert False",
}


@pytest.mark.parametrize(
    ("ci", "counted"), [("true", ("1 failed", "1 xfailed", "2 errors")), ("", ("3 skipped", "1 xfailed"))]
)
def test_in_ci_a_skip_is_a_failure_that_tells_its_reason(
    tmp_path: Path, ci: str, counted: tuple[str, ...]
) -> None:
    (tmp_path / "conftest.py").write_bytes((ROOT / "tests" / "conftest.py").read_bytes())
    for name, code in SKIPS.items():
        (tmp_path / f"test_{name}.py").write_text(f"import pytest\n{code}\n", "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    command = [
        *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rs", "--continue-on-collection-errors"),
        str(tmp_path),
    ]
    environment = os.environ | {"CI": ci, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    for words in (*counted, "no tmux 1", "no tmux 2", "no tmux 3"):
        assert words in run.stdout
