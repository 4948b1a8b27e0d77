"""`erasure`: what is due, holds, two people who erase, the certificate, and files in one's own drop box."""

import hashlib
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from console.acting.contacts import drop_box
from console.acting.ledger import ledger
from console.cli import exits
from console.db.engine import open_database
from console.launch.organisation import DEMO_PACK, Organisation, build
from console.wire.sending import erasure as wire
from tests.cli.conftest import Line, Office
from tests.remains import in_folders
from tests.services.core import AT, Core, open_core
from tests.services.erasure.test_erasing import answer, due, erased, sent, todo
from tests.test_remains import NUMBER


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    """A house whose policy lets numbers go as soon as a send is over."""
    return build(AT - timedelta(hours=1), policy_pack=DEMO_PACK)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("erasure")
    home.chmod(0o700)
    return home


def test_due_held_released_erased_and_certified_at_the_command_line(office: Office) -> None:
    assert "nothing is due" in office("wangfang", "erasure", "preview").out
    request = sent(office.core)
    output = office("wangfang", "erasure", "preview", lang="zh").out
    assert "可以清除" in output
    held = office.json("sunli", "erasure", "hold", "request", request, "--reason", "涉诉")
    assert held.data["id"] == 1
    assert "涉诉" in office("wangfang", "erasure", "holds", lang="zh").out
    early = office.json(
        "wangfang", "erasure", "propose", "--request", request, "--reason", "期满", "--count", 40, sign=True
    )
    assert (early.code, early.json["refusal"]["code"]) == (exits.REFUSED, "erase_held")
    ended = office.json("wangfang", "erasure", "release-hold", 1, "--reason", "结案", sign=True).data[
        "proposal"
    ]
    assert office.json("zhoujian", "proposal", "confirm", ended[:12], sign=True).code == 0
    answer(office.core, "hold_released", ended)
    wrong = office.json(
        "wangfang", "erasure", "propose", "--all-due", "--reason", "期满", "--count", 39, sign=True
    )
    assert wrong.json["refusal"]["code"] == "count_differs"
    made = office.json(
        "wangfang", "erasure", "propose", "--all-due", "--reason", "期满", "--count", 40, sign=True
    )
    proposal = made.data["proposal"]
    shown = office("chuyan", "proposal", "show", proposal[:12], lang="zh").out
    assert "清除号码" in shown
    assert "40" in shown
    unread = office.json("chuyan", "proposal", "confirm", proposal[:12], "--count", 20, sign=True)
    assert unread.json["refusal"]["code"] == "count_differs"
    assert office.json("chuyan", "proposal", "confirm", proposal[:12], "--count", 40, sign=True).code == 0
    answer(office.core, "erased", proposal)
    assert office.json("shenyu", "erasure", "list").data["rows"][0]["count"] == 40
    output = office("shenyu", "erasure", "certificate", 1).out
    assert proposal in output
    assert "dispatch-1: 1 sends, 20 recipients, 60 rows deleted" in output
    assert "erased" in office("qianwei", "send", "recipients", request).out
    printed = office.json("wangfang", "form", "print", "erasure", 1, "--out", office.home)
    assert Path(printed.data["path"]).stat().st_size > 4000


def test_a_file_in_the_drop_box_goes_only_if_it_is_the_very_one(tmp_path: Path) -> None:
    box = tmp_path / "in"
    box.mkdir(mode=0o700)
    data = f"{NUMBER}\n".encode()
    (box / "list.txt").write_bytes(data)
    (box / "other.txt").write_bytes(b"x" * len(data))
    file = wire.BroughtFile(hashlib.sha256(data).hexdigest(), len(data), "list.txt", "客户名单", "")
    assert list(drop_box.still_there(box, [file])) == [("list.txt", file)]
    assert list(drop_box.still_there(None, [file])) == []
    assert not drop_box.remove(box, "other.txt", file)
    assert in_folders([NUMBER], box)
    assert drop_box.remove(box, "list.txt", file)
    assert [path.name for path in box.iterdir()] == ["other.txt"]
    assert not drop_box.remove(box, "list.txt", file)


def test_the_drop_box_is_looked_through_by_its_owner(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.core.add_list()
    assert "No file in the drop box" in office("zhaomin", "erasure", "inbox").out
    file = office.core.call("zhaomin", wire.FilesToRemove())[0]
    monkeypatch.setattr(drop_box, "still_there", lambda *_: [("list.txt", file)])
    assert "--remove" in office("zhaomin", "erasure", "inbox").out
    monkeypatch.setattr(drop_box, "remove", lambda *_: True)
    assert SimpleNamespace(file=file).file.source == "list.txt"


def exported(core: Core, path: Path) -> Path:
    reader = Line(core, "shenyu")
    path.write_bytes(b"".join(line for _, line in ledger.lines(reader, 0, ledger.newest(reader))))
    return path


def test_a_backup_from_before_an_erasure_says_what_comes_back_with_it(
    office: Office, organisation: Organisation, tmp_path: Path
) -> None:
    home, new = tmp_path / "original", tmp_path / "new"
    home.mkdir(mode=0o700)
    organisation.write(home)
    core = open_core(f"sqlite:///{home / 'desk' / 'desk.db'}", organisation)
    first = sent(core)
    erased(core, first)
    second = sent(core)
    number = core.view("wangfang", second).row.number
    options = ["--part", "desk", "--home", home]
    assert office("", "backup", "--out", tmp_path / "b", *options).code == 0
    old = exported(core, tmp_path / "old.jsonl")
    erased(core, second)
    newer = exported(core, tmp_path / "newer.jsonl")
    # It knows the first one, and cannot know the second.
    assert office.json("", "backup", "check", tmp_path / "b").data["erased"]
    told = office("", "restore", tmp_path / "b", "--home", tmp_path / "x")
    assert told.code == 0
    assert "knows of erasures up to" in told.out
    assert "Whatever was erased later is here again" in told.out
    told = office("", "restore", tmp_path / "b", "--home", new, "--ledger", newer, lang="zh")
    assert told.code == 0
    assert number in told.out
    assert "1 次清除" in told.out
    again = office.json("", "restore", tmp_path / "b", "--home", tmp_path / "y", "--ledger", newer).data
    (one,) = again["erased_since"]
    assert (one["requests"], one["by"], one["count"], one["lists"]) == ([number], "wangfang", 40, 1)
    none = office("", "restore", tmp_path / "b", "--home", tmp_path / "z", "--ledger", old)
    assert "no erasure since the backup" in none.out
    core.database.close()
    # The registrar of the restored desk is asked at once.
    restored = open_database(f"sqlite:///{new / 'desk' / 'desk.db'}", role="desk")
    core = Core(restored, core.desk, organisation)
    assert [(row.name, row.blocked) for row in due(core)] == [(number, None)]
    core.at += timedelta(days=1)
    assert "erasure_due" in todo(core, "wangfang")
    core.database.close()


def test_an_older_or_a_strangers_ledger_names_nothing_and_restores_nothing(
    office: Office, organisation: Organisation, tmp_path: Path
) -> None:
    home = tmp_path / "original"
    home.mkdir(mode=0o700)
    organisation.write(home)
    core = open_core(f"sqlite:///{home / 'desk' / 'desk.db'}", organisation)
    short = exported(core, tmp_path / "short.jsonl")
    sent(core)
    whole = exported(core, tmp_path / "whole.jsonl")
    core.database.close()
    assert office("", "backup", "--out", tmp_path / "b", "--part", "desk", "--home", home).code == 0
    lines = whole.read_bytes().splitlines(keepends=True)
    forged = tmp_path / "forged.jsonl"
    forged.write_bytes(b"".join([*lines[:-1], lines[-1].replace(b"dispatch-1", b"dispatch-2")]))
    for export in (short, forged, tmp_path / "b" / "roots.json"):
        told = office.json("", "restore", tmp_path / "b", "--home", tmp_path / "new", "--ledger", export)
        assert (told.code, told.json["problem"]["code"]) == (exits.PROBLEM, "restore_other_ledger")
        assert not (tmp_path / "new").exists()
