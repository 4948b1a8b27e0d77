"""A person on a separated host: what a command makes for them lies in their outbox, and they are told the line that fetches it."""

import errno
import io
import json
import os
import shlex
import tarfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console import settings
from console.acting.outbox import plain
from console.cli import exits
from console.install import texts
from console.install.layout import Layout
from console.site import account_name, read_site
from console.wire.ledger import ledger
from tests.cli.conftest import Office
from tests.cli.test_output import RECIPES
from tests.services.core import Core

ME = os.geteuid()
DEFAULT = {
    "request attachment", "bundle export", "contacts optout-export", "evidence", "filing pack", "form print", "ledger export",
    "statement prepare", "statistics export",
}  # fmt: skip
"""Writers that need no `--out` on a separated host."""
OFFLINE = {"backup", "install script", "key sheet", "org draft", "org export", "org plan"}
"""What root, a daemon or somebody without a desk writes, to the place that they name."""


@pytest.fixture
def box(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The outbox of whoever calls; where they stand nothing can be written, as in a session over SSH."""
    file = tmp_path / "etc" / "site.toml"
    file.parent.mkdir(mode=0o755)
    file.write_text(texts.site(Layout(org="yunling", prefix=tmp_path / "host", listen="10.1.1.2")))
    file.chmod(0o644)
    site = msgspec.structs.replace(read_site(file, ME), people=office.home.parent)
    load = settings.Settings.load

    def separated(**given: Any) -> settings.Settings:
        return msgspec.structs.replace(load(**given), site=site)

    monkeypatch.setattr(settings.Settings, "load", separated)
    assert site.outbox is not None
    made = site.outbox / office.home.name / "out"
    made.mkdir(parents=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    return made


def lies(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def put(core: Core) -> list[dict[str, Any]]:
    """What the ledger tells of files put into an outbox, the oldest first."""
    rows = core.call("shenyu", ledger.EntriesPage("outbox.put")).rows
    views = [core.call("shenyu", ledger.EntryDetail(row.seq)) for row in reversed(rows)]
    return [json.loads(view.envelope) for view in views]


WAYS = [
    *((path, "bare") for path in sorted(set(RECIPES) - OFFLINE)),
    *((path, how) for path in sorted(DEFAULT) for how in ("none", "here")),
]


@pytest.mark.parametrize(("path", "how"), WAYS)
def test_what_a_writer_makes_lies_in_the_outbox_and_the_ledger_knows_it(
    office: Office, tmp_path: Path, box: Path, path: str, how: str
) -> None:
    person, recipe, begins = RECIPES[path]
    words = recipe(office, tmp_path)
    before = len(put(office.core))
    where = {"none": (), "here": ("--out", "."), "bare": ("--out", "made.xlsx")}[how]
    signs = path == "statement sign"
    key = ("--key", office.key(person)) if signs else ()
    answer = office(person, *key, *words, *where, sign=signs)
    assert answer.code == exits.OK, answer.err
    (name,) = lies(box)
    assert name == plain(name)
    line = f"sftp -P 2224 {account_name(ME)}@10.1.1.2:{name} ."
    assert line in answer.err
    assert shlex.split(line)[3].endswith(f":{name}")
    if how == "bare":
        assert name == "made.xlsx"
    data = (box / name).read_bytes()
    if begins == b"tar":
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            assert len(tar.getmembers()) > 2
    else:
        assert data.startswith(begins)
    (entry,) = put(office.core)[before:]
    assert entry["actor"] == person
    assert (entry["payload"]["size"], entry["subject"]) == (len(data), f"person:{person}")
    assert lies(Path.cwd()) == []


def test_a_path_into_the_outbox_goes_no_way_of_its_own(office: Office, box: Path) -> None:
    request = office.core.requested()
    answer = office("zhaomin", "form", "print", "request", request, "--out", box / "mine.xlsx")
    assert answer.code == exits.OK, answer.err
    assert (lies(box), len(put(office.core))) == (["mine.xlsx"], 1)


def test_a_list_as_a_workbook_lies_there_too(office: Office, box: Path) -> None:
    office.core.requested()
    answer = office("zhaomin", "request", "list", "--xlsx", "requests.xlsx")
    assert answer.code == exits.OK, answer.err
    assert (box / "requests.xlsx").read_bytes()[:2] == b"PK"
    assert [one["payload"]["kind"] for one in put(office.core)] == ["table"]


@pytest.mark.parametrize("out", ["-", "elsewhere"])
def test_what_goes_elsewhere_does_not_come_into_the_outbox(
    office: Office, tmp_path: Path, box: Path, out: str
) -> None:
    request = office.core.requested()
    where = "-" if out == "-" else tmp_path / "form.xlsx"
    answer = office("sunli", "statement", "prepare", "return", request, "--text", "x", "--out", where)
    assert answer.code == exits.OK, answer.err
    assert (lies(box), put(office.core)) == ([], [])
    assert answer.out.startswith("{") or where != "-"


def test_a_statement_is_prepared_fetched_signed_and_carried_back(office: Office, box: Path) -> None:
    request = office.core.requested()
    answer = office("sunli", "statement", "prepare", "return", request, "--text", "x")
    name = f"return-{request}.json"
    assert lies(box) == [name]
    assert f"-n sms-return@yunling {name}" in answer.out
    assert f"cat {name} {name}.sig | sms-console statement carry -" in answer.out


def test_a_form_that_is_printed_twice_lies_there_twice(office: Office, box: Path) -> None:
    request = office.core.requested()
    for _ in range(2):
        assert office("zhaomin", "form", "print", "request", request).code == exits.OK
    again, first = lies(box)
    assert again == f"{Path(first).stem}-2.xlsx"


def test_a_name_that_is_taken_is_refused_before_anything_is_printed(office: Office, box: Path) -> None:
    request = office.core.requested()
    (box / "form.xlsx").write_text("first")
    before = office.core.call("shenyu", ledger.EntriesPage()).page.total
    answer = office("zhaomin", "form", "print", "request", request, "--out", "form.xlsx")
    assert (answer.code, "exists already" in answer.err) == (exits.PROBLEM, True)
    assert office.core.call("shenyu", ledger.EntriesPage()).page.total == before
    assert (box / "form.xlsx").read_text() == "first"


def test_the_owner_sees_what_lies_there_and_takes_out_what_they_name(office: Office, box: Path) -> None:
    request = office.core.requested()
    office("zhaomin", "form", "print", "request", request, "--out", "form.xlsx")
    office("zhaomin", "form", "print", "request", request, "--out", "other.xlsx")
    rows = office.json("zhaomin", "outbox", "list").data
    assert {one["name"]: one["size"] for one in rows} == {
        name: (box / name).stat().st_size for name in ("form.xlsx", "other.xlsx")
    }
    assert {one["line"] for one in rows} == {
        f"sftp -P 2224 {account_name(ME)}@10.1.1.2:{name} ." for name in ("form.xlsx", "other.xlsx")
    }
    told = office("zhaomin", "outbox", "list")
    assert "form.xlsx" in told.out
    assert "sftp -P 2224" in told.err
    gone = office.json("zhaomin", "outbox", "remove", "form.xlsx")
    assert gone.data == {"removed": ["form.xlsx"], "left": 1, "size": (box / "other.xlsx").stat().st_size}
    assert lies(box) == ["other.xlsx"]
    assert office("zhaomin", "outbox", "remove", "other.xlsx").code == exits.OK
    assert "empty" in office("zhaomin", "outbox", "list").out


@pytest.mark.parametrize("name", ["none.xlsx", "../../other/out/form.xlsx", "/etc/hostname"])
def test_what_is_not_in_ones_own_outbox_is_refused(office: Office, box: Path, name: str) -> None:
    other = box.parents[1] / "other" / "out"
    other.mkdir(parents=True)
    (other / "form.xlsx").write_text("another's")
    answer = office("zhaomin", "outbox", "remove", name)
    assert answer.code == exits.PROBLEM
    assert "your own outbox alone" in answer.err
    assert (other / "form.xlsx").read_text() == "another's"


@pytest.mark.parametrize("name", ["…", ".", "-a", "\x1b[31m"])
def test_an_odd_name_is_refused_or_made_plain(office: Office, box: Path, name: str) -> None:
    request = office.core.requested()
    answer = office("zhaomin", "form", "print", "request", request, f"--out={name}.xlsx")
    if name != "\x1b[31m":
        assert [plain(one) for one in lies(box)] == lies(box) != []
    else:
        assert (answer.code, lies(box)) == (exits.PROBLEM, [])
        assert "\x1b" not in answer.err
        assert "cannot be used" in answer.err


def test_a_full_outbox_is_named_and_nothing_is_lost(
    office: Office, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = office.core.requested()
    assert office("zhaomin", "form", "print", "request", request, "--out", "first.xlsx").code == exits.OK

    def full(_handle: int) -> None:
        raise OSError(errno.EDQUOT, "quota")

    monkeypatch.setattr("console.acting.outbox.os.fsync", full)
    answer = office("zhaomin", "form", "print", "request", request, "--out", "second.xlsx")
    assert answer.code == exits.PROBLEM
    for said in ("second.xlsx does not fit into your outbox", "files 1", "outbox remove", "--out -"):
        assert said in answer.err
    assert (lies(box), len(put(office.core))) == (["first.xlsx"], 1)


def test_without_a_desk_nothing_is_put_out_and_standard_output_still_works(
    office: Office, tmp_path: Path, box: Path
) -> None:
    office.core.call("shenyu", ledger.EntriesPage())
    key = ("key", "sheet", office.key("sunli"), "--person", "sunli", "--name", "孙丽")
    office.down = True
    assert office("sunli", *key, "--out", "sheet.txt").code == exits.NO_DESK
    assert lies(box) == []
    assert office("sunli", *key, "--out", "-").code == exits.OK
    assert office("sunli", *key, "--out", tmp_path / "sheet.txt").code == exits.OK


def test_whoever_has_no_outbox_names_a_place(office: Office, box: Path) -> None:
    box.rmdir()
    request = office.core.requested()
    for words in (("form", "print", "request", request), ("bundle", "export", request)):
        answer = office("zhaomin", *words)
        assert answer.code == exits.USAGE
        assert "--out -" in answer.err
    answer = office("zhaomin", "outbox", "list")
    assert answer.code == exits.PROBLEM
    assert "There is no outbox here" in answer.err


def test_on_a_machine_of_ones_own_a_place_is_named_where_it_was(office: Office) -> None:
    answer = office("zhaomin", "bundle", "export", office.core.cleared())
    assert (answer.code, "--out" in answer.err) == (exits.USAGE, True)
    assert office("zhaomin", "outbox", "remove", "x").code == exits.PROBLEM
