"""`erasure`: what is due, holds, two people who erase, the certificate, and files in one's own drop box."""

import hashlib
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from console.acting import drop_box
from console.cli import exits
from console.launch.organisation import DEMO_PACK, Organisation, build
from console.wire import erasure as wire
from tests.cli.conftest import Office
from tests.remains import in_folders
from tests.services.core import AT
from tests.services.test_erasing import answer, sent
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
    told = office("wangfang", "erasure", "preview", lang="zh").out
    assert "可以清除" in told
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
    told = office("shenyu", "erasure", "certificate", 1).out
    assert proposal in told
    assert "dispatch-1: 1 sends, 20 recipients, 60 rows deleted" in told
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
