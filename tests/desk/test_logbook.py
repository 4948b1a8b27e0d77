"""The log holds no mobile number, no secret of a terminal, and exactly one line an event."""

import json
import stat
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.logbook import Logbook, escape, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13800138000", "138****8000"),
        ("to 8613800138000.", "to 86138****8000."),
        ("+86 19912345678,13800138000", "+86 199****5678,138****8000"),
        ("x13800138000y", "x138****8000y"),
        ("1234567890123456789", "1234567890123456789"),
        ("12800138000", "12800138000"),
        ("138001380001", "138001380001"),
    ],
)
def test_mobile_numbers_are_masked_and_other_numbers_are_not(text: str, masked: str) -> None:
    assert mask(text) == masked


@given(st.text(), st.text())
def test_whatever_is_logged_stays_one_line_of_json_that_no_terminal_obeys(name: str, value: str) -> None:
    line = escape(json.dumps({name: value}, ensure_ascii=False))
    assert json.loads(line) == {name: value}
    assert not {unicodedata.category(c) for c in line} & {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}


def test_the_file_is_private_and_events_of_many_threads_stay_whole(tmp_path: Path) -> None:
    logbook = Logbook(tmp_path / "a.log")

    def write() -> None:
        for _ in range(50):
            logbook.event("e", text="长" * 500)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    logbook.close()
    lines = (tmp_path / "a.log").read_text("utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["长" * 500] * 200
    assert stat.S_IMODE((tmp_path / "a.log").stat().st_mode) == 0o600


def test_an_errors_traceback_is_masked_cut_and_found_by_its_report(tmp_path: Path) -> None:
    logbook = Logbook(tmp_path / "a.log")
    error = ValueError("13800138000 " * 10_000)
    report = logbook.unexpected(error, numbers=13800138000, names=["13800138000"], flag=True)
    logbook.close()
    written = (tmp_path / "a.log").read_text("utf-8")
    line = json.loads(written)
    assert line["report"] == report
    assert line["error"] == "ValueError"
    assert line["flag"] is True
    assert "13800138000" not in written
    assert len(line["trace"]) <= 16_000


def test_every_kind_of_value_is_masked_and_a_long_text_is_cut(tmp_path: Path) -> None:
    logbook = Logbook(tmp_path / "a.log")
    logbook.event("e", text="to 13800138000", number=13800138000, texts=["13800138000"], long="x" * 20_000)
    logbook.close()
    line = json.loads((tmp_path / "a.log").read_text("utf-8"))
    assert (line["text"], line["number"], line["texts"]) == ("to 138****8000", "138****8000", ["138****8000"])
    assert len(line["long"]) == 16_000


def test_of_a_long_traceback_the_end_is_kept_because_it_names_the_error(tmp_path: Path) -> None:
    logbook = Logbook(tmp_path / "a.log")
    logbook.unexpected(ValueError("x" * 20_000 + " the end"))
    logbook.close()
    assert json.loads((tmp_path / "a.log").read_text("utf-8"))["trace"].rstrip().endswith("the end")


def test_a_log_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.log").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic"):
        Logbook(tmp_path / "a.log")
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_stops_nobody() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("/dev/full is not on this system (Linux device)")
    Logbook(full).event("unwritable")
