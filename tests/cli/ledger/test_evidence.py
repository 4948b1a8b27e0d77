"""`evidence` and `verify FOLDER`: everything that proves one request, checked offline, with stock tools, and byte by byte."""

import atexit
import hashlib
import shutil
import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from console.acting.evidence import evidence, evidence_check
from console.cli import exits
from console.domain.ledger import checksums
from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, EditPerson, EndPost
from console.domain.states import RecipientState as R
from console.domain.times import render
from console.signing.canonical import dumps
from console.wire import calls, dispatch
from console.wire.contacts import complaints
from console.wire.credentials import losses
from console.wire.ledger import ledger
from console.wire.ledger.evidence import EvidenceOutline, MakeEvidence, SealEvidence
from tests import needs
from tests.cli.conftest import Office, brought
from tests.patience import PATIENCE
from tests.services.core import Core
from tests.services.rosters.test_rosters import published
from tests.services.sending.test_sending import DISPATCH, released, report

NUMBER = 16100000003
WHY = ("--reason", "审计抽查")


def head(core: Core) -> None:
    """The dispatcher signs the newest head."""
    printed = core.call("shenyu", ledger.VerifyLedger()).head
    seq, _, digits = "".join(printed.split()).partition(":")
    body = dumps({"by": DISPATCH, "hash": digits, "seq": int(seq)})
    core.call(DISPATCH, dispatch.Head(body.decode(), core.org.service.sign(body, "sms-head@yunling")))


def done(core: Core, n: int = 20) -> int:
    """A request that was sent, complained of, with a loss reported since, and signed heads between."""
    head(core)
    request = released(core, n)
    report(core, request, "started", queued=n)
    states = bytes(R.UNDELIVERED if at == 3 else R.DELIVERED for at in range(n))
    core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, states, {3: "UNDELIV:001"}, {3: "id-3"}))
    report(core, request, "done", delivered=n - 1, undelivered=1)
    head(core)
    form = core.view("wangfang", request).row.number
    at = "2026-11-24T02:00:00Z"
    core.call("wangfang", complaints.EnterComplaint("12321", "反复收到", at, form, NUMBER))
    core.call("zhaomin", losses.ReportLoss("gateway", "demo", "leak", at))
    return request


def sent(office: Office) -> int:
    """That request, in an office."""
    return done(office.core)


def handed_out(office: Office) -> Path:
    """A folder of evidence about it, for nobody to touch."""
    out = Path(tempfile.mkdtemp(prefix="sms-proof-"))
    atexit.register(shutil.rmtree, out, ignore_errors=True)
    answer = office.json("wangfang", "evidence", sent(office), "--out", out / "proof", *WHY)
    assert answer.code == 0, answer.out
    return out / "proof"


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    """A folder of evidence, beside the desk that handed it out."""
    return shutil.copytree(brought(office, handed_out), tmp_path / "proof")


def verified(office: Office, folder: Path) -> tuple[int, list[tuple[str, str]]]:
    answer = office.json("shenyu", "verify", folder, "--roots", office.roots())
    return answer.code, [(one["file"], one["code"]) for one in answer.data["faults"]]


def test_the_folder_holds_everything_and_verifies_offline_without_a_desk(
    office: Office, folder: Path
) -> None:
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {
        "README.zh.txt", "README.en.txt", "verify.sh", "MANIFEST.sha256", "allowed_signers", "evidence.json",
        "bundle-slot-1.json", "policy.toml", "gateway-slot-1.toml", "forms/request-v1.zh.xlsx", "forms/request-v1.en.xlsx",
        "results/slot-1.json", "results/slot-1-states.tsv", "results/slot-1-codes.tsv", "ledger/entries.jsonl",
        "ledger/links.tsv", "ledger/anchors.tsv", "statements/INDEX.tsv",
    } <= names  # fmt: skip
    kinds = {
        name.removeprefix("statements/").partition("-")[0] for name in names if name.startswith("statements/")
    }
    assert {
        "request",
        "approval",
        "release",
        "roster",
        "signers",
        "pledge",
        "list",
        "report",
        "head",
        "loss_report",
    } <= kinds
    assert (folder / "results/slot-1-states.tsv").read_text() == "0\t" + "ddd" + "u" + "d" * 16 + "\n"
    assert (folder / "results/slot-1-codes.tsv").read_text() == "3\tUNDELIV:001\n"
    assert msgspec.json.decode((folder / "results/slot-1.json").read_bytes())["chunks"] == 1
    entries = [
        msgspec.json.decode(line) for line in (folder / "ledger/entries.jsonl").read_bytes().splitlines()
    ]
    entered = {msgspec.json.decode(one["envelope"])["kind"] for one in entries}
    assert {
        "request.submitted",
        "slot.release",
        "send.done",
        "complaint.received",
        "loss.reported",
        "evidence.made",
    } <= entered
    office.down = True
    assert verified(office, folder) == (0, [])
    words = office("shenyu", "verify", folder, "--roots", office.roots(), lang="zh").out
    assert "的证据成立" in words
    assert "孙丽" in words


def test_no_file_of_it_holds_a_mobile_number(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".xlsx":
            data = path.read_bytes()
            assert b"161000000" not in data, path
            assert NUMBER.to_bytes(8, "little") not in data, path


def run_stock(folder: Path) -> "subprocess.CompletedProcess[str]":
    """The folder's own check, with stock tools."""
    return subprocess.run(
        ["sh", "verify.sh"], cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def test_stock_tools_alone_check_it(folder: Path) -> None:
    needs.require("ssh-keygen", "sha256sum", "perl")
    run = run_stock(folder)
    assert (run.returncode, run.stdout.strip()) == (0, "everything fits"), run.stdout + run.stderr


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("statements/approval-*.json", "approval-"),
        ("ledger/entries.jsonl", "ledger/entries.jsonl"),
        ("ledger/links.tsv", "ledger/links.tsv"),
    ],
)
def test_stock_tools_find_what_was_changed_together_with_the_manifest(
    folder: Path, file: str, named: str
) -> None:
    path = next(folder.glob(file))
    data = path.read_bytes()
    # A digit inside, so that it stays readable: the last one of the text.
    at = max(data.rfind(digit) for digit in (b"1", b"2", b"3"))
    path.write_bytes(data[:at] + b"7" + data[at + 1 :])
    again(folder)
    run = run_stock(folder)
    assert run.returncode == 1
    assert named in run.stdout


def again(folder: Path) -> None:
    """The manifest made anew, as somebody would who knows how."""
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    del files[checksums.NAME]
    (folder / checksums.NAME).write_bytes(checksums.lines(files))


def test_one_changed_byte_anywhere_is_found_and_its_file_named(office: Office, folder: Path) -> None:
    roots = office.core.org.roots
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(paths) > 30
    for path in paths:
        data, name = path.read_bytes(), path.relative_to(folder).as_posix()
        at = len(data) // 2
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        faults = evidence_check.check(folder, roots).faults
        assert faults, name
        if name != checksums.NAME:
            assert (name, "changed") in {(one.file, one.code) for one in faults}
        path.write_bytes(data)
    assert evidence_check.check(folder, roots).faults == []


def test_a_file_too_many_too_few_or_a_link_is_named(office: Office, folder: Path) -> None:
    (folder / "more.txt").write_text("x")
    (folder / "policy.toml").unlink()
    (folder / "README.en.txt").unlink()
    (folder / "README.en.txt").symlink_to(folder / "README.zh.txt")
    code, faults = verified(office, folder)
    assert code == exits.VERIFICATION
    assert {("more.txt", "unlisted"), ("policy.toml", "missing"), ("README.en.txt", "not_a_file")} <= set(
        faults
    )
    words = office("shenyu", "verify", folder, "--roots", office.roots(), lang="zh").out
    assert "more.txt: 清单里没有这个文件" in words


def test_what_was_changed_together_with_the_manifest_is_found_by_what_it_says(
    office: Office, folder: Path
) -> None:
    def faults(name: str, old: bytes, new: bytes) -> set[tuple[str, str]]:
        path = next(folder.glob(name))
        data = path.read_bytes()
        assert old in data
        path.write_bytes(data.replace(old, new, 1))
        again(folder)
        found = {(one.file, one.code) for one in evidence_check.check(folder, office.core.org.roots).faults}
        path.write_bytes(data)
        again(folder)
        return found

    approval = next(folder.glob("statements/approval-*.json")).relative_to(folder).as_posix()
    signature = approval.replace(".json", ".sig")
    assert (signature, "bad_signature") in faults(approval, b'"count":20', b'"count":21')
    assert ("bundle-slot-1.json", "refused.step_signature") in faults(
        "bundle-slot-1.json", b'\\"count\\":20', b'\\"count\\":21'
    )
    assert ("policy.toml", "other_than_bundle") in faults(
        "policy.toml", b"decide_working_days = 5", b"decide_working_days = 9"
    )
    assert ("ledger/entries.jsonl", "not_in_chain") in faults(
        "ledger/entries.jsonl", b"request.submitted", b"request.submitteb"
    )
    assert ("ledger/links.tsv", "broken") in faults("ledger/links.tsv", b"\t", b"\t00")
    assert ("results/slot-1-states.tsv", "other_counts") in faults("results/slot-1-states.tsv", b"u", b"d")
    assert ("evidence.json", "other_request") in faults(
        "evidence.json", "业务部-0001".encode(), "业务部-0002".encode()
    )
    assert ("allowed_signers", "other_roots") in faults("allowed_signers", b"root-1 ", b"toor-1 ")
    assert ("allowed_signers", "stranger") in faults("allowed_signers", b"sunli ", b"zhaomin ")
    assert ("statements/INDEX.tsv", "unreadable") in faults("statements/INDEX.tsv", b"\t", b" ")
    anchors = (folder / "ledger/anchors.tsv").read_bytes().split(b"\n")[0]
    assert ("ledger/anchors.tsv", "not_signed") in faults("ledger/anchors.tsv", anchors[-4:], b"0000")


def test_the_reasons_of_the_suppressed_are_those_of_the_recipients_one_by_one(
    office: Office, folder: Path
) -> None:
    def judged(why: str, n: int) -> bool:
        said = msgspec.json.decode((folder / "results/slot-1.json").read_bytes())
        (folder / "results/slot-1.json").write_bytes(
            msgspec.json.encode(said | {"suppressed": {"cap_day": n}})
        )
        (folder / "results/slot-1-states.tsv").write_text("0\t" + "ddd" + "s" + "d" * 16 + "\n")
        (folder / "results/slot-1-codes.tsv").write_text(f"3\t{why}\nno number\tcap_day\n")
        again(folder)
        found = {(one.file, one.code) for one in evidence_check.check(folder, office.core.org.roots).faults}
        # Neither is what the dispatcher signed.
        assert ("results/slot-1-states.tsv", "other_counts") in found
        return ("results/slot-1-codes.tsv", "other_reasons") not in found

    assert judged("cap_day", 1)
    assert not judged("opted_out", 1)
    assert not judged("cap_day", 2)


def test_a_folder_of_another_organisations_roots_does_not_hold(office: Office, folder: Path) -> None:
    roots = msgspec.structs.replace(office.core.org.roots, keys=(office.core.org.people["sunli"].public,))
    codes = {one.code for one in evidence_check.check(folder, roots).faults}
    assert "other_roots" in codes
    assert any(code.startswith("refused.") for code in codes)


def test_the_making_is_an_entry_and_the_manifests_digest_another(office: Office, folder: Path) -> None:
    rows = office.json("shenyu", "ledger", "list", "--kind", "evidence.").data["rows"]
    assert [row["kind"] for row in rows] == ["evidence.sealed", "evidence.made"]
    sealed = office.json("shenyu", "ledger", "show", rows[0]["seq"]).data["envelope"]
    assert hashlib.sha256((folder / "MANIFEST.sha256").read_bytes()).hexdigest() in sealed
    assert "审计抽查" in office.json("shenyu", "ledger", "show", rows[1]["seq"]).data["envelope"]


def test_it_still_holds_after_the_roster_went_on_and_the_release_is_long_ago(
    office: Office, tmp_path: Path
) -> None:
    request = brought(office, sent)
    office.core.at += timedelta(hours=1)
    published(office.core, EditPerson("qianwei", phone="010-00009999"))
    made = office.json("shenyu", "evidence", request, "--out", tmp_path / "first", *WHY)
    assert made.code == 0, made.out
    answer = office.json(
        "shenyu", "verify", tmp_path / "first", "--roots", office.roots(), "--at", "2036-01-01T00:00:00Z"
    )
    assert answer.code == exits.VERIFICATION
    assert verified(office, tmp_path / "first") == (0, [])


def test_a_release_by_whoever_became_the_operator_after_the_last_approval_holds(
    office: Office, tmp_path: Path
) -> None:
    core = office.core
    request = core.cleared()
    now = render(core.at)
    published(
        core,
        EndPost("qianwei", Post.OPERATOR, "business", now),
        Appoint("chenjing", Post.OPERATOR, "business", now),
    )
    core.step("chenjing", "release", request, slot=1, count=20)
    made = office.json("wangfang", "evidence", request, "--out", tmp_path / "proof", *WHY)
    assert made.code == 0, made.out
    assert verified(office, tmp_path / "proof") == (0, [])


def test_a_request_that_is_not_cleared_gives_evidence_without_a_bundle(
    office: Office, tmp_path: Path
) -> None:
    request = office.core.requested("promotion")
    answer = office.json("zhaomin", "evidence", request, "--out", tmp_path / "proof", *WHY)
    assert answer.code == 0, answer.out
    assert not list((tmp_path / "proof").glob("bundle*"))
    assert verified(office, tmp_path / "proof") == (0, [])


def test_who_may_not_and_what_cannot_be_taken_out(office: Office, tmp_path: Path) -> None:
    core = office.core
    request = core.requested()
    core.refuses("custodian_sees_no_number", "fenglei", MakeEvidence(request, "看看"))
    core.refuses("not_your_department", "jiangbo", MakeEvidence(request, "看看"))
    core.refuses("evidence_reason", "wangfang", MakeEvidence(request, " "))
    core.refuses("evidence_reason", "wangfang", MakeEvidence(request, "x" * 201))
    core.refuses("search_reason_number", "wangfang", MakeEvidence(request, "查13800138000"))
    draft = core.call("zhaomin", calls.SaveDraft(core.draft(core.add_list()), 0)).id
    core.refuses("evidence_of_nothing", "zhaomin", MakeEvidence(draft, "看看"))
    made = core.call("wangfang", MakeEvidence(request, "审计抽查"))
    core.refuses("evidence_not_made", "shenyu", EvidenceOutline(request, made.seq))
    core.refuses("evidence_not_made", "wangfang", EvidenceOutline(request, made.seq - 1))
    core.refuses("evidence_digest", "wangfang", SealEvidence(request, made.seq, "abc"))
    (tmp_path / "there").mkdir()
    answer = office.json("wangfang", "evidence", request, "--out", tmp_path / "there", *WHY)
    assert (answer.code, answer.json["problem"]["code"]) == (exits.PROBLEM, "file_exists")


# ---- the manifest's digest in the ledger


def exported(office: Office, path: Path) -> Path:
    assert office("shenyu", "ledger", "export", "--out", path).code == 0
    return path


def looked_up(office: Office, folder: Path, *words: object) -> tuple[int, str, int, list[tuple[str, str]]]:
    answer = office.json("shenyu", "verify", folder, "--roots", office.roots(), *words)
    faults = [(one["file"], one["code"]) for one in answer.data["faults"]]
    return answer.code, answer.data["looked_up"], answer.data["sealed"], faults


def rewritten(folder: Path) -> None:
    """A result that somebody made up, with a manifest that fits it."""
    path = folder / "forms" / "request-v1.zh.xlsx"
    path.write_bytes(path.read_bytes() + b"\0")
    refitted(folder)


def refitted(folder: Path) -> None:
    """The manifest of the files as they are now."""
    files = {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file() and one.name != checksums.NAME
    }
    (folder / checksums.NAME).write_bytes(checksums.lines(files))


def test_the_manifest_is_looked_up_in_an_export_without_any_desk(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    export = exported(office, tmp_path / "ledger.jsonl")
    head_ = office.core.call("shenyu", ledger.VerifyLedger()).head
    office.down = True
    code, looked, entry, faults = looked_up(office, folder, "--ledger", export, "--head", head_)
    assert (code, looked, faults) == (0, "ledger", [])
    line = msgspec.json.decode(export.read_bytes().splitlines()[entry - 1])
    digest = hashlib.sha256((folder / checksums.NAME).read_bytes()).hexdigest()
    assert digest in line["envelope"]
    answer = office("shenyu", "verify", folder, "--roots", office.roots(), "--ledger", export)
    assert f"the one of ledger entry {entry}" in answer.out
    assert "was not looked up" not in answer.out


def test_a_form_that_was_changed_with_its_manifest_is_found_by_the_sealed_digest_alone(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    rewritten(folder)
    assert looked_up(office, folder) == (0, "", 0, [])
    export = exported(office, tmp_path / "ledger.jsonl")
    wrong = [("MANIFEST.sha256", "sealed_other")]
    assert looked_up(office, folder, "--ledger", export) == (exits.VERIFICATION, "ledger", 0, wrong)
    assert looked_up(office, folder, "--desk") == (exits.VERIFICATION, "desk", 0, wrong)
    answer = office("shenyu", "verify", folder, "--roots", office.roots(), "--desk", lang="zh")
    assert "取出之后改过" in answer.out


def test_the_desk_is_asked_where_it_is_wanted_and_nowhere_is_said(office: Office, folder: Path) -> None:
    code, looked, entry, faults = looked_up(office, folder, "--desk")
    assert (code, looked, faults) == (0, "desk", [])
    assert entry > 0
    answer = office("shenyu", "verify", folder, "--roots", office.roots())
    assert "was not looked up: no ledger was given" in answer.out


def test_a_ledger_that_cannot_tell_is_refused_in_words(office: Office, folder: Path, tmp_path: Path) -> None:
    export = exported(office, tmp_path / "ledger.jsonl")
    lines = export.read_bytes().splitlines(keepends=True)
    roots = ("--roots", office.roots())

    def problem(*words: object) -> str:
        answer = office.json("shenyu", "verify", folder, *roots, *words)
        assert answer.code == exits.PROBLEM
        return str(answer.json["problem"]["code"])

    (tmp_path / "short").write_bytes(b"".join(lines[:5]))
    assert problem("--ledger", tmp_path / "short") == "evidence_ledger_short"
    (tmp_path / "bad").write_bytes(b"".join([*lines[:4], *lines[5:]]))
    assert problem("--ledger", tmp_path / "bad") == "evidence_ledger_bad"
    assert problem("--ledger", export, "--head", f"5:{'0' * 64}") == "evidence_ledger_bad"
    assert problem("--ledger", export, "--head", "x") == "ledger.bad_head"
    assert problem("--ledger", tmp_path / "none") == "file_unreadable"
    # What names no head of a ledger is looked up in none, however well its manifest fits.
    path = folder / "evidence.json"
    about = msgspec.json.decode(path.read_bytes(), type=evidence.About)
    path.write_bytes(dumps(msgspec.to_builtins(msgspec.structs.replace(about, tip="x"))))
    refitted(folder)
    assert problem("--ledger", export) == "evidence_ledger_short"
    for words in (("--head", f"5:{'0' * 64}"), ("--desk", "--head", f"5:{'0' * 64}")):
        assert office("shenyu", "verify", folder, *roots, *words).code == exits.USAGE
    assert office("shenyu", "verify", folder, *roots, "--ledger", export, "--desk").code == exits.USAGE
    bundle = folder / "bundle-slot-1.json"
    assert office("shenyu", "verify", bundle, *roots, "--ledger", export).code == exits.USAGE


def test_a_folder_that_names_another_entry_or_another_ledgers_head_is_not_sealed(
    office: Office, folder: Path, tmp_path: Path
) -> None:
    export = exported(office, tmp_path / "ledger.jsonl")
    about = msgspec.json.decode((folder / "evidence.json").read_bytes())
    (folder / "evidence.json").write_bytes(msgspec.json.encode(about | {"made": 3}))
    code, _, _, faults = looked_up(office, folder, "--ledger", export)
    assert code == exits.VERIFICATION
    assert ("MANIFEST.sha256", "not_sealed") in faults
    seq = "".join(about["tip"].split()).partition(":")[0]
    (folder / "evidence.json").write_bytes(msgspec.json.encode(about | {"tip": f"{seq}:{'0' * 64}"}))
    assert ("evidence.json", "other_ledger") in looked_up(office, folder, "--ledger", export)[3]
    assert ("evidence.json", "other_ledger") in looked_up(office, folder, "--desk")[3]
