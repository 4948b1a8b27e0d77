"""What the product writes leaves a separated host through the forced command, and what is signed elsewhere comes back."""

import io
import json
import os
import re
import subprocess
import tarfile
import zipfile
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from console.domain.filing.quarters import Quarter
from console.domain.times import now, parse, render
from console.signing import keys
from tests.lab.founding import ELSEWHERE, PASSPHRASE, console
from tests.lab.laboratory import Laboratory
from tests.terminal.test_scenarios import Terminal

pytestmark = pytest.mark.timeout(300)
N = 12
ZONE = "Asia/Shanghai"
ENDED = Quarter.of(now(), ZONE).before()
"""The quarter that is over; on its last day the organisation was founded."""
STOCK = Path(__file__).parents[1] / "exports" / "stock_pack.sh"


@pytest.fixture(scope="module")
def ago() -> timedelta:
    return parse(now()) - parse(ENDED.ends(ZONE)) + timedelta(hours=8)


@pytest.fixture(scope="module")
def sent(lab: Laboratory) -> int:
    """The id of a request that was sent."""
    lab.pledges()
    lab.sends(N)
    return int(lab.do("zhaomin", "request list")["rows"][0]["id"])


def unpacked(data: bytes, folder: Path) -> Path:
    """A tar, unpacked as `tar x` on one's own machine does it."""
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", folder], input=data, check=True)
    return folder


def test_a_form_leaves_as_the_workbook_that_it_is(lab: Laboratory, sent: int) -> None:
    form = lab.piped("zhaomin", f"form print request {sent} --out -")
    names = zipfile.ZipFile(io.BytesIO(form)).namelist()
    assert "xl/worksheets/sheet1.xml" in names


class Screens(Terminal):
    """The screens of a person over SSH, in a terminal of their own machine."""

    def __init__(self, lab: Laboratory, person: str, folder: Path) -> None:
        self.socket = folder / "tmux"
        account = f"{lab.account(person)}@127.0.0.1"
        words = [*lab.client("ssh", person, "ssh", "-tt"), account]
        self.tmux("-f", os.devnull, "new-session", "-d", "-x", "120", "-y", "40", *words)


def test_from_the_print_key_to_the_file_at_its_reader(lab: Laboratory, sent: int, tmp_path: Path) -> None:
    number = str(lab.do("zhaomin", f"request show {sent}")["row"]["number"])
    line = lab.line("zhaomin", f"{number}-v1.xlsx")
    screens = Screens(lab, "zhaomin", tmp_path)
    try:
        screens.sees("待办")
        screens.press("2")
        screens.sees(number)
        screens.press("Enter")
        screens.sees("审批流程")
        screens.press("p")
        plain = line.replace(" ", "")
        screens.until(lambda screen: plain in re.sub(r"[\s│▌▐┃]", "", screen), line)
    finally:
        screens.close()
    fetched = lab.fetched(line, "zhaomin", tmp_path)
    assert fetched.code == 0, fetched
    form = (tmp_path / f"{number}-v1.xlsx").read_bytes()
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(form)).namelist()
    (entry,) = lab.do("zhengtao", "ledger list --kind outbox.put")["rows"]
    kept = json.loads(lab.do("zhengtao", f"ledger show {entry['seq']}")["envelope"])
    told = {"kind": "form", "sha256": sha256(form).hexdigest(), "size": len(form)}
    assert (kept["actor"], kept["payload"]) == ("zhaomin", told)


WRITERS = {
    "form print request {sent}": "zhaomin",
    "evidence {sent} --reason audit": "zhengtao",
    "ledger export --out .": "zhengtao",
    "bundle export {sent}": "qianwei",
    "statistics export {quarter}": "sunli",
    "request list --xlsx list.xlsx": "sunli",
}


@pytest.mark.parametrize("words", WRITERS)
def test_what_a_command_makes_is_fetched_by_the_line_that_it_says(
    lab: Laboratory, sent: int, tmp_path: Path, words: str
) -> None:
    person = WRITERS[words]
    before = {one.name for one in lab.box(person).iterdir()}
    said = lab.ssh(person, words.format(sent=sent, quarter=ENDED.name))
    assert said.code == 0, said
    (name,) = {one.name for one in lab.box(person).iterdir()} - before
    assert lab.line(person, name) in said.err
    fetched = lab.fetched(lab.line(person, name), person, tmp_path)
    assert fetched.code == 0, fetched
    assert (tmp_path / name).read_bytes() == (lab.box(person) / name).read_bytes() != b""
    rows = lab.do(person, "outbox list")
    assert lab.line(person, name) in {one["line"] for one in rows}
    assert lab.do(person, f"outbox remove {name}")["left"] == len(before)
    assert lab.fetched(lab.line(person, name), person, tmp_path).code != 0


def test_another_person_fetches_nothing_of_it(lab: Laboratory, sent: int, tmp_path: Path) -> None:
    assert lab.ssh("zhaomin", f"form print request {sent} --out mine.xlsx").code == 0
    line = lab.line("zhaomin", "mine.xlsx")
    assert lab.fetched(line, "zhaomin", tmp_path).code == 0
    (tmp_path / "mine.xlsx").unlink()
    # With their own key at another's account, and at their own in another's folder.
    assert "Permission denied" in lab.fetched(line, "sunli", tmp_path).err
    other = lab.account("zhaomin")
    for name in ("mine.xlsx", f"/{other}/out/mine.xlsx", f"../../{other}/out/mine.xlsx"):
        tried = lab.fetched(lab.line("sunli", name), "sunli", tmp_path)
        assert (tried.code != 0, "not found" in tried.err) == (True, True), tried
    removed = lab.ssh("sunli", f"outbox remove ../../{other}/out/mine.xlsx --lang en")
    assert (removed.code, "your own outbox alone" in removed.err) == (1, True)
    assert list(tmp_path.glob("*.xlsx")) == []
    assert (lab.box("zhaomin") / "mine.xlsx").exists()


@pytest.mark.usefixtures("sent")
def test_a_full_outbox_is_named_and_nothing_in_it_is_lost(lab: Laboratory, tmp_path: Path) -> None:
    box = lab.box("zhengtao")
    owner = box.stat()
    options = f"size=64k,uid={owner.st_uid},gid={owner.st_gid},mode=700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", box], check=True)
    try:
        assert lab.ssh("zhengtao", "ledger list --xlsx small.xlsx").code == 0
        before = (box / "small.xlsx").read_bytes()
        left = os.statvfs(box)
        filler = box / "filler"
        filler.write_bytes(bytes(max(left.f_bavail - 1, 0) * left.f_frsize))
        refused = lab.ssh("zhengtao", "ledger export --out all.jsonl --lang en")
        assert refused.code == 1, refused
        assert "all.jsonl does not fit into your outbox" in refused.err
        assert {one.name for one in box.iterdir()} == {"small.xlsx", "filler"}
        assert lab.fetched(lab.line("zhengtao", "small.xlsx"), "zhengtao", tmp_path).code == 0
        assert (tmp_path / "small.xlsx").read_bytes() == before
        assert lab.ssh("zhengtao", "ledger export --out -").code == 0
    finally:
        subprocess.run(["umount", box], check=True)


def test_what_is_too_old_is_erased_when_its_owner_comes_back(lab: Laboratory, sent: int) -> None:
    assert lab.ssh("zhaomin", f"form print request {sent} --out old.xlsx").code == 0
    old = lab.box("zhaomin") / "old.xlsx"
    then = old.stat().st_mtime - 7 * 86_400 - 60
    os.utime(old, (then, then))
    assert "old.xlsx" not in {one["name"] for one in lab.do("zhaomin", "outbox list")}
    assert not old.exists()


def test_a_terminal_over_ssh_gets_no_file(lab: Laboratory, sent: int) -> None:
    met = lab.ssh("zhaomin", f"form print request {sent} --lang en --out -", "-tt")
    assert (met.code, "A file is not written to a terminal." in met.out) == (1, True)
    assert "PK" not in met.out


def test_evidence_leaves_and_is_judged_elsewhere(lab: Laboratory, sent: int, tmp_path: Path) -> None:
    data = lab.piped("zhengtao", f"evidence {sent} --reason audit --out -")
    proof = unpacked(data, tmp_path / "proof") / f"evidence-{sent}"
    assert console("verify", proof, "--roots", lab.org / "roots.json", home=tmp_path)["good"]


def test_an_export_leaves_and_its_chain_is_proved_elsewhere(
    lab: Laboratory, sent: int, tmp_path: Path
) -> None:
    del sent
    export = tmp_path / "ledger.jsonl"
    export.write_bytes(lab.piped("zhengtao", "ledger export --out -"))
    words = ("ledger", "verify", "--file", export, "--roots", lab.org / "roots.json")
    found = console(*words, home=tmp_path)
    assert found["good"]
    assert found["entries"] == len(export.read_bytes().splitlines())


@pytest.fixture(scope="module")
def filed(lab: Laboratory, sent: int, ago: timedelta) -> str:
    """A quarter with a send on paper in it: compiled, signed, received; the digest that its manager signed."""
    del sent
    department = f"business {ENDED.name}"
    then = render(parse(now()) - ago + timedelta(hours=1))
    told = {
        "category": "notice", "sent": then, "count": 36, "channel": "web page", "why": "power cut", "number": "E-01",
        "approved-by": "department_manager=Sun Li", "text": "【云岭示范银行】因线路检修，今日网点暂停办理业务。", "late": "founding",
    }  # fmt: skip
    words = " ".join(f"--{name} '{value}'" for name, value in told.items())
    lab.do("qianwei", f"archive emergency --department business {words}")
    (entry,) = lab.do("sunli", "archive emergencies")["rows"]
    lab.do("sunli", f"archive acknowledge {entry['number']} --words seen --count 36", sign=True)
    lab.do("qianwei", f"filing compile {department}")
    lab.do("sunli", f"filing sign {department}", sign=True)
    lab.do("zhengtao", f"filing receive {department} --paper Q-001 --place 'cabinet 3'", sign=True)
    return str(lab.do("zhengtao", f"filing show {department}")["editions"][-1]["manifest"])


def test_a_quarters_pack_leaves_and_stock_tools_find_nothing_wrong_in_it_elsewhere(
    lab: Laboratory, filed: str, tmp_path: Path
) -> None:
    data = lab.piped("sunli", f"filing pack business {ENDED.name} --out -")
    name = f"business-{ENDED.name}-r1"
    out = unpacked(data, tmp_path / "out")
    assert {one.name for one in out.iterdir()} == {name, f"{name}.zip", f"{name}.signed"}
    assert sha256((out / name / "MANIFEST.sha256").read_bytes()).hexdigest() == filed
    assert {one.stem for one in (out / f"{name}.signed").glob("*.json")} == {"filing", "receipt"}
    (send,) = json.loads((out / name / "facts.json").read_bytes())["emergencies"]
    assert (send["recipients"], send["paper"]) == (36, "E-01")
    judged: list[str | Path] = ["sh", STOCK, out / name, out / f"{name}.signed"]
    assert subprocess.run(judged, capture_output=True, text=True, check=False).stdout == "good\n"
    # The same tools see a byte that was changed on the way.
    (sheet,) = (out / name / "emergencies").iterdir()
    sheet.write_bytes(sheet.read_bytes() + b" ")
    assert "FAILED" in subprocess.run(judged, capture_output=True, text=True, check=False).stdout


def test_a_statement_leaves_is_signed_elsewhere_and_comes_back(
    lab: Laboratory, sent: int, tmp_path: Path
) -> None:
    list_id = int(lab.do("zhaomin", f"request show {sent}")["draft"]["slots"][0]["list_id"])
    request = lab.requested(list_id)
    words = f"statement prepare approval {request} --count {N} --content-checked --list-checked --out -"
    statement = tmp_path / "approval.json"
    statement.write_bytes(lab.piped("sunli", words))
    assert json.loads(statement.read_bytes())["type"].startswith("approval/")
    # Elsewhere there is the key, and no desk.
    key = tmp_path / "key"
    key.write_bytes((lab.state("sunli") / "key").read_bytes())
    key.chmod(0o600)
    signed = ("statement", "sign", statement, "--count", N, "--key", key)
    console(*signed, home=tmp_path, phrase=PASSPHRASE)
    both = statement.read_bytes() + (tmp_path / "approval.json.sig").read_bytes()
    lab.piped("zhaomin", "statement carry -", both)
    steps = lab.do("zhaomin", f"request show {request}")["steps"]
    assert [(one["kind"], one["person"], one["carrier"]) for one in steps if one["kind"] == "approval"] == [
        ("approval", "sunli", "zhaomin")
    ]


def test_managers_without_an_account_sign_what_a_colleague_had_prepared_for_them(
    lab: Laboratory, sent: int, tmp_path: Path
) -> None:
    list_id = int(lab.do("zhaomin", f"request show {sent}")["draft"]["slots"][0]["list_id"])
    more = {"category": "promotion", "basis": "consent", "consent": "agreement, 7", "opt_out": "拒收请回复R"}
    request = lab.requested(list_id, **more)
    ticks = "--content-checked --list-checked"
    lab.do("sunli", f"approval approve {request} --count {N} {ticks}", sign=True)
    for person in ELSEWHERE:
        statement, key = tmp_path / person, tmp_path / f"{person}.key"
        words = f"statement prepare approval {request} --for {person} --count {N} --out -"
        statement.write_bytes(lab.piped("sunli", words))
        keys.save_service_key(lab.founding.signing[person], key)
        by_stock = ["ssh-keygen", "-Y", "sign", "-n", "sms-approval@yunling", "-f"]
        subprocess.run([*by_stock, key, statement], check=True, capture_output=True)
        both = statement.read_bytes() + statement.with_name(f"{person}.sig").read_bytes()
        lab.piped("zhaomin", "statement carry -", both)
    view = lab.do("zhaomin", f"request show {request}")
    steps = [(one["person"], one["carrier"], one["verdict"]) for one in view["steps"]]
    assert steps[-2:] == [(person, "zhaomin", "good") for person in ELSEWHERE]
    assert view["row"]["state"] == "approved"


def test_nothing_of_all_that_was_left_on_the_host(lab: Laboratory) -> None:
    for person in ("zhaomin", "sunli", "zhengtao"):
        left = {one.name for one in lab.state(person).rglob("*") if one.is_file()}
        assert not [name for name in left if name.endswith((".xlsx", ".tar", ".zip", ".jsonl"))]
    assert not tarfile.is_tarfile(lab.state("sunli") / "key")
