"""Filing packs: what stock tools make of them."""

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from console.exports import pack

FILES = {"README.txt": "读我".encode(), "forms/0001.xlsx": b"\x00" * 1000, "scope/0001.json": b"{}"}


def test_sha256sum_checks_what_was_unpacked_and_finds_what_was_changed(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(pack.packed(FILES, "business-2026Q4"))) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "business-2026Q4"
    command = ["sha256sum", "--strict", "-c", pack.MANIFEST]
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 0
    (folder / "scope" / "0001.json").write_bytes(b"{ }")
    process = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert process.returncode == 1
    assert "scope/0001.json: FAILED" in process.stdout


def test_the_same_files_give_the_same_bytes() -> None:
    again = dict(reversed(FILES.items()))
    assert pack.packed(FILES, "a") == pack.packed(again, "a")


def test_a_pack_states_no_date_but_the_earliest_of_its_format() -> None:
    with zipfile.ZipFile(io.BytesIO(pack.packed(FILES, "a"))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_manifest_names_every_file_in_order() -> None:
    lines = pack.manifest(FILES).decode().splitlines()
    assert lines == [f"{hashlib.sha256(FILES[name]).hexdigest()}  {name}" for name in sorted(FILES)]


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../a", "a/../b", "a//b", "a b", "甲", "a\nb", "-rf", "a\\b", "a/"]
)
def test_no_name_leads_out_of_the_pack_or_confuses_a_tool(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        pack.manifest({name: b""})
