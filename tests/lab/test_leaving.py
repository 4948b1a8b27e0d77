"""What the product writes leaves a separated host through the forced command, and what is signed elsewhere comes back."""

import io
import json
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.lab.founding import PASSPHRASE, console
from tests.lab.laboratory import Laboratory

pytestmark = pytest.mark.timeout(300)
N = 12


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


def test_without_a_place_nothing_is_written_and_the_way_out_is_told(lab: Laboratory, sent: int) -> None:
    refused = lab.ssh("zhaomin", f"form print request {sent} --lang en")
    assert (refused.code, refused.out) == (2, "")
    assert "ssh HOST … --out - > FILE" in refused.err


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


def test_nothing_of_all_that_was_left_on_the_host(lab: Laboratory) -> None:
    for person in ("zhaomin", "sunli", "zhengtao"):
        left = {one.name for one in lab.state(person).rglob("*") if one.is_file()}
        assert not [name for name in left if name.endswith((".xlsx", ".tar", ".zip", ".jsonl"))]
    assert not tarfile.is_tarfile(lab.state("sunli") / "key")
