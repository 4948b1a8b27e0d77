"""The search for numbers finds what is planted, in each encoding; what it does not find is not there."""

import sqlite3
from array import array
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from console.domain.contacts.packing import pack_numbers
from tests.remains import encodings, in_folders, numbers_in

NUMBER = 16100000123


@pytest.mark.parametrize("encoding", list(encodings(NUMBER)))
def test_a_planted_number_is_found_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"\x07" * 4097 + encodings(NUMBER)[encoding] + b"\x07" * 9)
    assert encoding in {one.encoding for one in in_folders([NUMBER], tmp_path)}


def test_a_neighbour_is_not_taken_for_it(tmp_path: Path) -> None:
    for name, spelling in encodings(NUMBER + 1).items():
        (tmp_path / name).write_bytes(b"\x07" * 99 + spelling + b"\x07" * 99)
    assert in_folders([NUMBER], tmp_path) == []


def test_what_travels_packed_or_as_json_is_found(tmp_path: Path) -> None:
    (tmp_path / "packed").write_bytes(pack_numbers(array("q", [NUMBER - 1, NUMBER])))
    (tmp_path / "json").write_bytes(msgspec.json.encode({"a": [NUMBER]}))
    assert {one.where for one in in_folders([NUMBER], tmp_path)} == {"packed", "json"}


@pytest.mark.parametrize(
    "columns", ["num INTEGER PRIMARY KEY", "num INTEGER", "a INTEGER, num INTEGER", "num TEXT"]
)
def test_what_sqlite_keeps_is_found_in_file_and_log_even_after_a_careless_deletion(
    tmp_path: Path, columns: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "some.db")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA secure_delete=0")
        database.execute(f"CREATE TABLE t ({columns})")
        database.execute("INSERT INTO t (num) VALUES (?)", (NUMBER,))
        database.commit()
        assert {one.where for one in in_folders([NUMBER], tmp_path)} == {"some.db-wal"}
        database.execute("DELETE FROM t")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert numbers_in(in_folders([NUMBER], tmp_path)) == {NUMBER}
