"""What is attached to a request, at the command line: handed in, shown, saved, in the evidence and in the quarter's pack (R3, R11)."""

import hashlib
import json
from pathlib import Path

import pytest

from console.acting import filing as packs
from console.cli import exits
from console.domain.requests.documents import MOST_BYTES
from console.launch.organisation import Organisation
from console.wire import calls
from tests import asking
from tests.cli.conftest import Office
from tests.papers import APPROVAL, FOR_OTHERS, Line
from tests.services import quarters
from tests.services.core import Core, bank

PACK = Path("data/policy/2026-2.toml").read_text("utf-8")


@pytest.fixture(name="organisation")
def the_organisation() -> Organisation:
    return bank(policy_text=PACK)


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A home of its own: this organisation has other root keys."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return home


@pytest.fixture
def form(office: Office, tmp_path: Path) -> int:
    """A draft for others, with the approval attached at the command line."""
    core = office.core
    file = tmp_path / APPROVAL.name
    file.write_bytes(APPROVAL.data)
    draft = core.draft(core.add_list(), **FOR_OTHERS | {"attachments": []})
    saved = core.call("zhaomin", calls.SaveDraft(draft)).id
    assert office("zhaomin", "request", "edit", saved, "--attachment", file).code == exits.OK
    return int(saved)


def sent(core: Core, form: int) -> None:
    """It goes its whole way, and everybody gets it."""
    core.enact("zhaomin", core.call("zhaomin", asking.request(form)))
    quarters.approved(core, form)
    quarters.begun(core, form, "promotion", 20)
    quarters.done(core, form, 20)


def test_an_attachment_is_shown_with_its_size_and_saved_as_what_was_signed(
    office: Office, form: int, tmp_path: Path
) -> None:
    office.core.enact("zhaomin", office.core.call("zhaomin", asking.request(form)))
    said = f"1. 批文.pdf  {len(APPROVAL.data)} B  SHA-256 {APPROVAL.sha256}"
    assert said in office("zhoujian", "request", "show", form).out
    assert said in office("zhoujian", "approval", "scope", form).out
    assert office("zhoujian", "request", "attachment", form, "--out", tmp_path / "seen.pdf").code == exits.OK
    assert (tmp_path / "seen.pdf").read_bytes() == APPROVAL.data
    again = office.json("zhoujian", "request", "attachment", form, "--out", tmp_path / "seen.pdf")
    assert again.json["problem"]["code"] == "file_exists"
    none = office.json("zhoujian", "request", "attachment", form, "--nth", 2, "--out", tmp_path / "x")
    assert none.json["problem"]["code"] == "no_such_attachment"
    odd = tmp_path / "程序.pdf"
    odd.write_bytes(b"MZ")
    wrong = office.json("zhaomin", "request", "new", "--field", "purpose=x", "--attachment", odd)
    assert wrong.json["refusal"]["code"] == "document_kind"


def test_the_document_is_in_the_evidence_and_proves_itself(office: Office, form: int, tmp_path: Path) -> None:
    office.core.enact("zhaomin", office.core.call("zhaomin", asking.request(form)))
    quarters.approved(office.core, form)
    out = tmp_path / "proof"
    why = ("--reason", "审计抽查")
    assert office("wangfang", "evidence", form, "--out", out, *why).code == exits.OK
    kept = out / "attachments" / f"{APPROVAL.sha256}.pdf"
    assert kept.read_bytes() == APPROVAL.data

    def faults() -> list[tuple[str, str]]:
        answer = office.json("shenyu", "verify", out, "--roots", office.roots())
        return [(one["file"], one["code"]) for one in answer.data["faults"]]

    assert faults() == []
    listed = out / "MANIFEST.sha256"
    lines = listed.read_text().splitlines()
    other = b"%PDF-1.7 another"
    kept.write_bytes(other)
    name = f"attachments/{APPROVAL.sha256}.pdf"
    swapped = [f"{hashlib.sha256(other).hexdigest()}  {name}" if name in one else one for one in lines]
    listed.write_text("".join(f"{one}\n" for one in swapped))
    assert set(faults()) == {(name, "changed"), (name, "missing")}
    kept.unlink()
    listed.write_text("".join(f"{one}\n" for one in lines if name not in one))
    assert faults() == [(name, "missing")]


def test_the_approval_is_in_the_quarters_pack(office: Office, form: int) -> None:
    core = office.core
    sent(core, form)
    core.at = quarters.OVER
    row = quarters.compiled(core)
    name, data, _ = packs.fetched(Line(core, "qianwei"), row)
    files = packs.laid_out(name, data, {})
    number = "2026-business-0001"
    assert files[f"{name}/attachments/{number}/{APPROVAL.sha256}.pdf"] == APPROVAL.data


def test_the_pledge_lists_the_nine_classes_one_below_the_other(office: Office) -> None:
    for lang, first, last in (
        ("zh", "（一）反对宪法", "（九）法律"),
        ("en", "(1) what opposes", "(9) whatever else"),
    ):
        lines = office("zhaomin", "pledge", "show", lang=lang).out.splitlines()
        at = next(nth for nth, one in enumerate(lines) if one.strip().startswith(first))
        assert lines[at + 8].strip().startswith(last)


def test_a_draft_names_its_files_by_paths_from_its_own_folder_and_takes_nothing_from_elsewhere(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "草稿"
    (folder / "扫描").mkdir(parents=True)
    (folder / APPROVAL.name).write_bytes(APPROVAL.data)
    (folder / "扫描" / "合同.pdf").write_bytes(b"%PDF-1.4 contract")
    (folder / "程序.pdf").write_bytes(b"MZ")
    (tmp_path / "别处.pdf").write_bytes(b"%PDF-1.4 elsewhere")
    (folder / "链接.pdf").symlink_to(tmp_path / "别处.pdf")
    (folder / "大.pdf").write_bytes(b"%PDF-" + b"0" * MOST_BYTES)
    toml = folder / "draft.toml"

    def named(*listed: str) -> str:
        toml.write_text(
            f"attachments = {json.dumps(listed, ensure_ascii=False)}\nthird_party = true\n", "utf-8"
        )
        answer = office.json("zhaomin", "request", "new", toml).json
        why = answer.get("problem") or answer.get("refusal")
        return str(why["code"]) if why else ""

    assert named(str(tmp_path / "别处.pdf")) == "paper_elsewhere"
    assert named("../别处.pdf") == "paper_elsewhere"
    assert named("链接.pdf") == "paper_elsewhere"
    assert named("没有.pdf") == "paper_unreadable"
    assert named("程序.pdf") == "document_kind"
    assert named("大.pdf") == "paper_too_large"
    assert named(*(["没有.pdf"] * 11)) == "documents_too_many"
    toml.write_text("attachments = 5\n", "utf-8")
    assert office.json("zhaomin", "request", "new", toml).json["problem"]["code"] == "draft_unreadable"
    assert named(APPROVAL.name, "扫描/合同.pdf", f"扫描/../{APPROVAL.name}") == ""
    listed = office.json("zhaomin", "request", "list").data["rows"]
    form = listed[0]["id"]
    kept = office.core.view("zhaomin", form)
    assert [(one.name, one.size) for one in kept.documents] == [
        (APPROVAL.name, len(APPROVAL.data)),
        ("合同.pdf", 17),
    ]
    assert len(listed) == 1, "a draft that was refused is not half there"
    seen = office.json("zhaomin", "request", "preview", "--file", toml).data
    assert "attachments" not in {one["field"] for one in seen["faults"]}
    # Named by digest, as another machine's draft may do, it stays what the desk must have.
    toml.write_text(f'attachments = [["x.pdf", "{"0" * 64}"]]\n', "utf-8")
    seen = office.json("zhaomin", "request", "preview", "--file", toml).data
    assert "attachments" in {one["field"] for one in seen["faults"]}
    monkeypatch.chdir(folder)
    (folder / "~").mkdir()
    (folder / "~" / "合同.pdf").write_bytes(b"%PDF-1.4 here")
    toml.write_text('attachments = ["~/合同.pdf"]\n', "utf-8")
    saved = office.json("zhaomin", "request", "new", "draft.toml").data["id"]
    assert [one.size for one in office.core.view("zhaomin", saved).documents] == [13]
