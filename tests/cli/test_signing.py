"""Signing at the command line, in process and with stock ssh-keygen, and judging the evidence offline."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import structs

from console.acting.contacts import lists
from console.cli import exits
from console.contacts.samples import DIRTY_ROWS
from console.domain.archive.check_code import check_code
from console.domain.times import render
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.keys import demo_passphrase
from console.wire import calls
from tests.cli.conftest import Answer, Office
from tests.lying import LyingDesk, forged
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


def test_a_promotion_goes_from_its_file_to_its_release_by_commands_alone(
    office: Office, tmp_path: Path
) -> None:
    listed = tmp_path / "名单.txt"
    listed.write_text("".join(f"{n}\n" for n in range(16100000000, 16100000030)))
    imported = office.json("zhaomin", "contacts", "import", listed, "--yes", sign=True)
    assert imported.data["imported"] is True
    assert imported.data["numbers"] == 30
    draft = office.core.draft(imported.data["list"], "promotion")
    request = office.core.call("zhaomin", calls.SaveDraft(draft)).id
    submitted = office("zhaomin", "request", "submit", request, sign=True)
    assert submitted.code == exits.OK, submitted.err
    assert "To be signed: request" in submitted.err
    assert "拒收请回复R" in submitted.err
    manager = office(
        "sunli", "approval", "approve", request, "--count", "30", "--content-checked", "--list-checked",
        "--opinion", "同意", sign=True,
    )  # fmt: skip
    assert manager.code == exits.OK, manager.err
    assert "-- computed by the desk --" in manager.err
    assert "To be signed: approval" in manager.err
    assert office("liqiang", "approval", "approve", request, "--count", "30", sign=True).code == exits.OK
    assert office("zhoujian", "approval", "approve", request, "--count", "30", sign=True).code == exits.OK
    code = check_code(office.core.view("wangfang", request).digest).lower().replace("-", " ")
    accepted = office(
        "wangfang",
        "approval",
        "accept",
        request,
        "--paper",
        "2026-1",
        "--place",
        "A-1",
        "--code",
        code,
        sign=True,
    )
    assert accepted.code == exits.OK, accepted.err
    released = office.json("wuhong", "send", "release", request, "--count", "30", sign=True)
    assert released.data["number"] == "2026-业务部-0001"
    assert office.core.view("wuhong", request).slots[0].state == "released"
    bundle = tmp_path / "bundle.json"
    assert office("shenyu", "bundle", "export", request, "--slot", "1", "--out", bundle).code == exits.OK
    proved = verify(unpack(bundle.read_bytes()), office.core.org.roots, render(office.core.at))
    assert proved.manifest.source.name == "名单.txt"
    judged = _verify(office, bundle)
    assert judged.code == exits.OK
    assert [s["person"] for s in judged.data["signatures"]][-1] == "wuhong"
    assert judged.data["released"] is True


def test_the_department_manager_who_ticks_nothing_signs_nothing(office: Office) -> None:
    request = office.core.requested()
    answer = office.json("sunli", "approval", "approve", request, "--count", "20", sign=True)
    assert answer.code == exits.REFUSED
    assert answer.json["refusal"]["code"] == "not_checked"
    assert office.core.view("sunli", request).row.state == "submitted"


@pytest.mark.parametrize(
    ("arguments", "state"),
    [
        (("approval", "return", "--reason", "请改"), "returned"),
        (("approval", "reject", "--reason", "不合规"), "rejected"),
        (("request", "withdraw", "--reason", "不发了"), "withdrawn"),
    ],
)
def test_the_other_decisions_are_signed_with_their_reason(
    office: Office, arguments: tuple[str, ...], state: str
) -> None:
    request = office.core.requested()
    answer = office("sunli", *arguments[:2], request, *arguments[2:], sign=True)
    assert answer.code == exits.OK, answer.err
    view = office.core.view("sunli", request)
    assert (view.row.state, view.reason) == (state, arguments[-1])
    assert [slot.state for slot in view.slots] == ["stopped"], "nothing of it can be released"


def test_a_stop_needs_the_count_and_ends_the_slot(office: Office) -> None:
    request = office.core.cleared()
    stop = ("send", "stop", request, "--reason", "内容有误")
    assert office("sunli", *stop).code == exits.USAGE
    assert office.json("sunli", *stop, "--count", "21", sign=True).json["refusal"]["code"] == "count_differs"
    assert office("sunli", *stop, "--count", "20", sign=True).code == exits.OK
    assert office.core.view("sunli", request).slots[0].state == "stopped"


def wrongly(office: Office, person: str, *arguments: object) -> Answer:
    """The command, with a wrong passphrase."""
    office.key(person)
    reading, writing = os.pipe()
    os.write(writing, b"wrong")
    os.close(writing)
    try:
        return office.json(person, *arguments, "--passphrase-fd", reading)
    finally:
        os.close(reading)


def test_tries_left_are_told_before_the_last_and_another_person_unlocks_by_name(office: Office) -> None:
    request = office.core.requested()
    told = [
        wrongly(office, "sunli", "approval", "return", request, "--reason", "x").json["problem"]
        for _ in range(5)
    ]
    assert [f"Tries left: {left}." in one["what"] for left, one in zip((4, 3, 2, 1), told, strict=False)] == [
        True
    ] * 4
    assert told[-1]["code"] == "key_wrong_passphrase_locked"
    assert "order unlock" in told[-1]["next"]
    for shown in (office("wangfang", "todo").out, office("wangfang", "chase").out):
        assert "sunli" in shown
        assert "孙丽" in shown
    assert "sunli" in office("wangfang", "roster", "alerts").out
    unlock = ("order", "unlock", "sunli", "--reason", "asked her")
    assert wrongly(office, "wangfang", *unlock).json["problem"]["code"] == "key_wrong_passphrase_left"
    assert office("zhaomin", *unlock, sign=True).code == exits.REFUSED
    assert "sunli" in office("wangfang", *unlock, sign=True).out
    assert "孙丽" not in office("wangfang", "todo").out


def test_a_wrong_passphrase_signs_nothing_and_says_so(office: Office) -> None:
    request = office.core.requested()
    office.key("sunli")
    reading, writing = os.pipe()
    os.write(writing, b"wrong")
    os.close(writing)
    answer = office.json("sunli", "approval", "return", request, "--reason", "x", "--passphrase-fd", reading)
    os.close(reading)
    assert answer.code == exits.PROBLEM
    assert answer.json["problem"]["code"] == "key_wrong_passphrase_left"
    assert "Tries left: 4." in answer.json["problem"]["what"]
    assert office.core.view("sunli", request).row.state == "submitted"


def test_another_persons_key_is_refused(office: Office) -> None:
    request = office.core.requested()
    office.key("liqiang")
    reading, writing = os.pipe()
    os.write(writing, demo_passphrase("liqiang").encode())
    os.close(writing)
    answer = office.json(
        "sunli", "--key", office.home / "keys" / "liqiang", "--passphrase-fd", reading,
        "approval", "return", request, "--reason", "x",
    )  # fmt: skip
    os.close(reading)
    assert answer.json["refusal"]["code"] == "not_the_signer"


def test_without_a_terminal_and_a_descriptor_nothing_is_signed(office: Office) -> None:
    request = office.core.requested()
    office.key("sunli")
    answer = office.json("sunli", "approval", "return", request, "--reason", "x")
    assert answer.json["problem"]["code"] == "passphrase_needed"


def test_an_approval_signed_elsewhere_with_ssh_keygen_is_carried_in(office: Office, tmp_path: Path) -> None:
    request = office.core.requested()
    file = tmp_path / "approval.json"
    prepared = office.json(
        "sunli", "statement", "prepare", "approval", request, "--out", file, "--count", "20", "--content-checked",
        "--list-checked", "--text", "同意", "--key", _plain_key(office, "sunli", tmp_path),
    )  # fmt: skip
    assert prepared.code == exits.OK, prepared.err
    command = prepared.data["command"]
    assert command == f"ssh-keygen -Y sign -f {tmp_path / 'elsewhere'} -n sms-approval@yunling {file}"
    subprocess.run(command.split(), check=True, capture_output=True, timeout=PATIENCE)
    carried = office("zhaomin", "statement", "carry", file)
    assert carried.code == exits.OK, carried.err
    assert "To be signed: approval" in carried.err
    step = office.core.view("sunli", request).steps[-1]
    assert (step.person, step.carrier, step.verdict, step.opinion) == ("sunli", "zhaomin", "good", "同意")
    again = office.json("zhaomin", "statement", "carry", file)
    assert again.code == exits.REFUSED


def test_who_has_no_account_signs_what_a_colleague_had_prepared_for_them(
    office: Office, tmp_path: Path
) -> None:
    request = office.core.requested("promotion")
    for person in ("sunli", "liqiang"):
        office.core.step(person, "approval", request)
    file = tmp_path / "approval.json"
    words = ("--for", "zhoujian", "--count", "20", "--text", "同意", "--out", file)
    prepared = office("zhaomin", "statement", "prepare", "approval", request, *words, "--key", "mine")
    assert prepared.code == exits.OK, prepared.err
    assert "Written for 周健 (zhoujian): it is judged as theirs" in prepared.err
    assert "周健 (zhoujian) signs as" in prepared.err
    assert "you sign" not in prepared.err
    # The key of whoever prepares is not the one that signs.
    assert f"ssh-keygen -Y sign -f KEYFILE -n sms-approval@yunling {file}" in prepared.out
    key = _plain_key(office, "zhoujian", tmp_path)
    subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-f", key, "-n", "sms-approval@yunling", file],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    assert office("qianwei", "statement", "carry", file).code == exits.OK
    view = office.core.view("sunli", request)
    step = view.steps[-1]
    assert (step.person, step.carrier, step.posts, step.verdict, step.opinion) == (
        "zhoujian", "qianwei", ["general_manager"], "good", "同意",
    )  # fmt: skip
    assert view.row.state == "approved"


@pytest.mark.parametrize(("kind", "more"), [("approval", ("--count", "20")), ("return", ("--text", "改"))])
@pytest.mark.parametrize(
    ("who", "signer", "code"),
    [
        # Whoever prepares may not approve either; it is the signer of whom that is said.
        ("sunli", "zhoujian", "out_of_order"),
        ("sunli", "wangfang", "wrong_post"),
        # What the manager may read and sign, a person of another department may not read for them.
        ("weina", "sunli", "not_your_department"),
    ],
)
def test_what_is_prepared_for_another_is_judged_as_theirs_and_read_with_ones_own_rights(
    office: Office, tmp_path: Path, kind: str, more: tuple[str, ...], who: str, signer: str, code: str
) -> None:
    request = office.core.requested("promotion")
    out = tmp_path / "act.json"
    ticks = ("--content-checked", "--list-checked") if kind == "approval" else ()
    words = ("statement", "prepare", kind, request, *more, *ticks, "--out", out)
    met = office.json(who, *words, "--for", signer)
    assert (met.code, met.json["refusal"]["code"]) == (exits.REFUSED, code)
    assert not out.exists()


def test_nothing_is_prepared_for_somebody_whom_the_roster_does_not_have(
    office: Office, tmp_path: Path
) -> None:
    request = office.core.requested()
    words = ("statement", "prepare", "return", request, "--text", "x", "--out", tmp_path / "a.json")
    met = office.json("sunli", *words, "--for", "nobody")
    assert (met.code, met.json["problem"]["code"]) == (exits.PROBLEM, "no_such_person")


@pytest.mark.parametrize(
    ("kind", "signer", "more"),
    [
        ("request", "chenjing", ()),
        ("acceptance", "wangfang", ("--paper", "P-1")),
        ("release", "wuhong", ("--count", "20")),
        ("stop", "wuhong", ("--count", "20", "--text", "x")),
        ("withdrawal", "chenjing", ("--text", "x")),
    ],
)
def test_whatever_can_be_signed_elsewhere_can_be_prepared_for_another(
    office: Office, tmp_path: Path, kind: str, signer: str, more: tuple[str, ...]
) -> None:
    core = office.core
    if kind == "request":
        draft = core.draft(core.add_list("chenjing", "general", 20), "other", "general")
        request = core.call("chenjing", calls.SaveDraft(draft)).id
    elif kind in {"release", "stop"}:
        request = core.cleared("other", "general")
    else:
        request = core.requested("other", "general")
        core.step("zhengtao", "approval", request)
    code = check_code(core.view("zhengtao", request).digest) if kind == "acceptance" else ""
    also = ("--code", code) if code else ()
    out = tmp_path / "act.json"
    words = ("statement", "prepare", kind, request, *more, *also, "--out", out, "--for", signer)
    made = office("zhengtao", *words)
    assert made.code == exits.OK, made.err
    signed = office(signer, "statement", "sign", out, *(more[:2] if "--count" in more else ()), sign=True)
    assert signed.code == exits.OK, signed.err
    assert office("wuhong", "statement", "carry", out).code == exits.OK
    acts = [(one.person, one.carrier) for one in core.view("zhengtao", request).steps]
    assert kind == "request" or acts[-1] == (signer, "wuhong" if signer != "wuhong" else "")


def test_a_desk_that_prepares_for_another_than_was_asked_is_found_out(office: Office, tmp_path: Path) -> None:
    request = office.core.requested()
    office.between = lambda line: LyingDesk(line, forged(lambda act: structs.replace(act, by="zhoujian")))
    words = ("statement", "prepare", "return", request, "--text", "x", "--out", tmp_path / "a.json")
    for more in ((), ("--for", "sunli")):
        met = office.json("sunli", *words, *more)
        assert (met.code, met.json["problem"]["code"]) == (exits.PROBLEM, "prepared_differs")
    assert not (tmp_path / "a.json").exists()


def test_a_statement_changed_after_it_was_signed_is_refused(office: Office, tmp_path: Path) -> None:
    request = office.core.requested()
    file = tmp_path / "return.json"
    assert (
        office("sunli", "statement", "prepare", "return", request, "--text", "abc", "--out", file).code == 0
    )
    assert office("sunli", "statement", "sign", file, sign=True).code == exits.OK
    file.write_bytes(file.read_bytes().replace(b'"abc"', b'"abd"'))
    answer = office.json("sunli", "statement", "carry", file)
    assert answer.json["refusal"]["code"] == "bad_signature"
    assert office.core.view("sunli", request).row.state == "submitted"


def test_a_signature_made_by_statement_sign_wants_the_count_and_needs_no_desk(
    office: Office, tmp_path: Path
) -> None:
    request = office.core.cleared()
    file = tmp_path / "release.json"
    assert (
        office("qianwei", "statement", "prepare", "release", request, "--count", "20", "--out", file).code
        == 0
    )
    assert office("qianwei", "statement", "sign", file, sign=True).code == exits.USAGE
    key = office.key("qianwei")
    office.down = True
    signed = office("qianwei", "--key", key, "statement", "sign", file, "--count", "20", sign=True)
    assert signed.code == exits.OK, signed.err
    office.down = False
    assert office("qianwei", "statement", "carry", file).code == exits.OK
    assert office.core.view("qianwei", request).slots[0].state == "released"


def test_what_is_asked_of_a_folder_alone_is_no_question_to_a_bundle(office: Office, tmp_path: Path) -> None:
    bundle = _bundle(office, tmp_path)
    for alone in (("--desk",), ("--head", f"1:{'0' * 64}"), ("--ledger", bundle)):
        assert office("x", "verify", bundle, "--roots", office.roots(), *alone).code == exits.USAGE, alone


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("12月1日到期,请及时办理", "12月1日到期,请速来办理", "request_signature"),
        ('"v":1', '"v": 1', "not_canonical"),
        ('"steps":[[', '"steps":[],"x":[[', "not_canonical"),
    ],
)
def test_a_tampered_bundle_is_named_and_ends_with_5(
    office: Office, tmp_path: Path, old: str, new: str, name: str
) -> None:
    bundle = _bundle(office, tmp_path)
    text = bundle.read_text("utf-8")
    assert old in text
    bundle.write_text(text.replace(old, new, 1), "utf-8")
    judged = office.json("x", "verify", bundle, "--roots", office.roots(), "--at", render(office.core.at))
    assert judged.code == exits.VERIFICATION
    assert judged.json["refusal"]["code"] == name
    assert judged.json["refusal"]["what"].startswith("The bundle does not hold: ")


def test_a_good_bundle_fails_under_other_roots_and_too_late(office: Office, tmp_path: Path) -> None:
    bundle = _bundle(office, tmp_path)
    assert (
        "The bundle holds"
        in office("x", "verify", bundle, "--roots", office.roots(), "--at", render(office.core.at)).out
    )
    late = office.json("x", "verify", bundle, "--roots", office.roots(), "--at", "2028-01-01T00:00:00Z")
    assert late.json["refusal"]["code"] == "roster_expired"
    other = tmp_path / "roots.json"
    other.write_text('{"org":"yunling","keys":["ssh-ed25519 AAAA"],"threshold":1}')
    assert (
        office.json("x", "verify", bundle, "--roots", other).json["refusal"]["code"] == "signers_not_by_roots"
    )
    other.write_text("{}")
    assert office.json("x", "verify", bundle, "--roots", other).json["problem"]["code"] == "bad_roots"
    assert office("x", "verify", bundle, "--roots", office.roots(), "--at", "now").code == exits.USAGE


def test_an_import_tells_its_findings_and_does_nothing_unless_told(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "dirty.txt"
    file.write_bytes("".join(f"{row}\r\n" for row in DIRTY_ROWS).encode("gb18030"))
    looked = office.json("zhaomin", "contacts", "import", file)
    assert looked.code == exits.OK
    assert looked.data["imported"] is False
    assert "full-width digits" in looked.err
    assert office.json("zhaomin", "contacts", "list").data["rows"] == []
    accepted = office.json(
        "zhaomin", "contacts", "import", file, "--accept", "fullwidth", "--yes", "--name", "dirty", sign=True
    )
    assert accepted.data["repaired"] == {"fullwidth": 1}
    assert accepted.data["numbers"] == looked.data["numbers"] + 1
    row = office.json("zhaomin", "contacts", "list").data["rows"][0]
    assert (row["name"], row["n"], row["state"]) == ("dirty", accepted.data["numbers"], "ready")
    data = office.json("zhaomin", "contacts", "findings", row["id"], "--reason", "landline").data
    assert data["page"]["total"] == accepted.data["counts"]["landline"]
    assert office("zhaomin", "contacts", "import", file, "--accept", "landline").code == exits.USAGE
    missing = office.json("zhaomin", "contacts", "import", tmp_path / "none.txt")
    assert missing.json["problem"]["code"] == "import.missing"


def test_a_manifest_is_read_before_the_passphrase_and_a_wrong_one_leaves_no_list(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("15400000001\n")
    answer = wrongly(office, "zhaomin", "contacts", "import", file, "--yes", "--name", "客户")
    assert answer.json["problem"]["code"] == "key_wrong_passphrase_left"
    for word in ("客户", "zhaomin", hashlib.sha256(file.read_bytes()).hexdigest()):
        assert word in answer.err
    assert office.json("zhaomin", "contacts", "list").data["rows"] == []


def test_a_file_that_is_being_written_is_not_imported(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("15400000001\n")
    with file.open("a"):
        refused = office.json("zhaomin", "contacts", "import", file, "--yes", sign=True)
    assert refused.json["problem"]["code"] == "import.changing"
    assert office.json("zhaomin", "contacts", "import", file, "--yes", sign=True).data["numbers"] == 1


@pytest.mark.parametrize("when", ["demand_good", "finish"])
def test_a_file_that_changes_between_reading_and_signing_is_not_imported(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("15400000001\n")
    real = getattr(lists, when)

    def first_it_grows(*given: object) -> object:
        with file.open("a") as more:
            more.write("15400000002\n")
        return real(*given)

    monkeypatch.setattr(lists, when, first_it_grows)
    refused = office.json("zhaomin", "contacts", "import", file, "--yes", sign=True)
    assert refused.json["problem"]["code"] == "import.changed"
    assert [row["state"] for row in office.json("zhaomin", "contacts", "list").data["rows"]] in (
        [],
        ["importing"],
    )


def test_a_file_without_a_number_is_refused_before_anybody_types_a_passphrase(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x\n")
    refused = office.json("zhaomin", "contacts", "import", file, "--yes")
    assert refused.json["refusal"]["code"] == "list_empty"


def test_what_was_done_with_each_row_is_told(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("15400000001\n１５４００００００02\n15400000001\n17000000000\n")
    done = office.json("zhaomin", "contacts", "import", file, "--accept", "fullwidth", "--yes", sign=True)
    assert (done.data["rows"], done.data["numbers"], done.data["left_out"]) == (4, 3, 1)
    rows = office.json("zhaomin", "contacts", "findings", done.data["list"]).data["rows"]
    assert {
        (f["row"], f["reason"]): (f["kept"], f["first"]) for f in rows if f["reason"] != "unassigned"
    } == {
        (2, "fullwidth"): (True, 0),
        (3, "duplicate"): (False, 1),
        (4, "virtual_operator"): (True, 0),
    }
    output = office("zhaomin", "contacts", "findings", done.data["list"]).out
    for words in ("corrected, included", "left out, as row 1", "virtual operator (kept)"):
        assert words in output


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys\n"
        "from console.__main__ import main\n"
        "sys.argv = ['sms-console', '--home', '/nonexistent', '--as', 'x', 'request', 'list']\n"
        "code = main()\n"
        "heavy = 'textual rich sqlalchemy alembic openpyxl keyring cryptography python_calamine'.split()\n"
        "print(code, [name for name in heavy if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    assert done.stdout.strip() == f"{exits.NO_DESK} []"


def _verify(office: Office, bundle: Path) -> Answer:
    return office.json("x", "verify", bundle, "--roots", office.roots(), "--at", render(office.core.at))


def _bundle(office: Office, tmp_path: Path) -> Path:
    request = office.core.cleared()
    bundle = tmp_path / "bundle.json"
    assert office("sunli", "bundle", "export", request, "--out", bundle).code == exits.OK
    return bundle


def _plain_key(office: Office, person: str, folder: Path) -> Path:
    """The same key without a passphrase, as an agent or a token would answer for it."""
    path = folder / "elsewhere"
    shutil.copy(office.key(person), path)
    path.chmod(0o600)
    subprocess.run(
        ["ssh-keygen", "-p", "-q", "-P", demo_passphrase(person), "-N", "", "-f", str(path)],
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    return path
