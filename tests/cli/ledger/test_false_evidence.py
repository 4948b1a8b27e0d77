"""Evidence folders that a desk which lies would hand out: complete in their manifest, and false all the same."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.acting.evidence import evidence_check
from console.domain.states import RecipientState
from console.domain.times import render
from console.signing.canonical import dumps
from console.wire import dispatch
from console.wire.sending.slots import Tally
from tests import needs
from tests.cli.conftest import Office
from tests.cli.ledger.test_evidence import WHY, again, folder, head
from tests.patience import PATIENCE
from tests.services.core import Core
from tests.services.sending.test_sending import DISPATCH, released, report
from tests.services.two_person.test_continuing import propose
from tests.services.two_person.test_pairs import confirm

__all__ = ["folder"]

SIGNED_BY_NOBODY = ("-", "-", "-")


def faults(office: Office, folder: Path) -> set[tuple[str, str]]:
    again(folder)
    return {
        (one.file.partition("-")[0], one.code)
        for one in evidence_check.check(folder, office.core.org.roots).faults
    }


def stock(folder: Path) -> str:
    needs.require("ssh-keygen", "sha256sum", "perl")
    run = subprocess.run(
        ["sh", "verify.sh"], cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert run.returncode == 1, run.stdout
    return run.stdout


def index(folder: Path, kind: str, change: Callable[[str, str, str], tuple[str, str, str] | None]) -> None:
    """Give the lines of a kind of text another signature, principal and namespace; None takes text and line away."""
    path = folder / "statements/INDEX.tsv"
    lines = []
    for line in path.read_text().splitlines():
        text, *rest = line.split("\t")
        signature, principal, space = rest
        if text.startswith(f"statements/{kind}-"):
            new = change(text, signature, space)
            if (new is None or new[0] == "-") and signature != "-":
                (folder / signature).unlink()
            if new is None:
                (folder / text).unlink()
                continue
            signature, principal, space = new
        lines.append(f"{text}\t{signature}\t{principal}\t{space}\n")
    path.write_text("".join(lines))


def by_the_operator(office: Office, folder: Path) -> Callable[[str, str, str], tuple[str, str, str]]:
    """Sign a text anew with the operator's key, under the namespace that it had."""

    def change(text: str, signature: str, space: str) -> tuple[str, str, str]:
        made = office.core.org.people["qianwei"].sign((folder / text).read_bytes(), space)
        (folder / signature).write_text(made)
        return signature, "qianwei", space

    return change


def edit(path: Path, **fields: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


@pytest.mark.parametrize("kind", ["head", "report", "approval", "release", "roster"])
def test_a_text_that_somebody_signs_does_not_stand_without_a_signature(
    office: Office, folder: Path, kind: str
) -> None:
    index(folder, kind, lambda *_: SIGNED_BY_NOBODY)
    assert (f"statements/{kind}", "unsigned") in faults(office, folder)
    assert f"statements/{kind}-" in stock(folder)


@pytest.mark.parametrize("kind", ["head", "report"])
def test_a_person_signs_no_head_and_no_report_of_the_dispatchers(
    office: Office, folder: Path, kind: str
) -> None:
    index(folder, kind, by_the_operator(office, folder))
    assert (f"statements/{kind}", "not_of_a_service") in faults(office, folder)
    assert "no signature of qianwei" in stock(folder)


def test_a_signature_for_another_purpose_is_none(office: Office, folder: Path) -> None:
    sign = by_the_operator(office, folder)
    index(folder, "release", lambda text, signature, _: sign(text, signature, "sms-approval@yunling"))
    assert ("statements/release", "other_namespace") in faults(office, folder)


def test_a_send_whose_release_no_bundle_proves_is_named(office: Office, folder: Path) -> None:
    (folder / "bundle-slot-1.json").unlink()
    edit(folder / "evidence.json", bundles=[])
    assert ("statements/report", "no_bundle") in faults(office, folder)


def test_a_send_is_not_hidden_with_its_results_and_slot(office: Office, folder: Path) -> None:
    (folder / "bundle-slot-1.json").unlink()
    edit(folder / "evidence.json", bundles=[], slots=[])
    for path in folder.glob("results/*"):
        path.unlink()
    assert ("statements/report", "no_bundle") in faults(office, folder)


def test_results_are_missed_where_the_dispatcher_reported_a_send(office: Office, folder: Path) -> None:
    for path in folder.glob("results/*"):
        path.unlink()
    assert ("results/slot", "missing") in faults(office, folder)


@pytest.mark.parametrize("state", ["done", "sending"])
def test_made_up_results_are_not_what_the_dispatcher_signed(office: Office, folder: Path, state: str) -> None:
    (folder / "results/slot-1-states.tsv").write_text("0\t" + "d" * 20 + "\n")
    told = json.loads((folder / "results/slot-1.json").read_text())["tally"]
    tally = told | {"delivered": 20, "undelivered": 0}
    edit(folder / "results/slot-1.json", tally=tally, state=state)
    assert ("results/slot", "other_than_reported") in faults(office, folder)


def test_results_without_any_report_of_their_end_prove_nothing(office: Office, folder: Path) -> None:
    index(folder, "report", lambda *_: None)
    assert ("results/slot", "not_reported") in faults(office, folder)


def started_again(core: Core, request: int, release: str) -> None:
    """The dispatcher's report that it began with the slot of a continuation."""
    numbers = Tally(approved=6, queued=6)
    body = {
        "type": "report/1", "org": "yunling", "by": DISPATCH, "at": render(core.at), "request": request, "slot": 2,
        "release": release, "event": "started", "reason": "", "hold": 0, "tally": msgspec.to_builtins(numbers),
        "results": "", "proposal": "",
    }  # fmt: skip
    text = dumps(body).decode()
    signature = core.org.service.sign(text.encode(), "sms-report@yunling")
    core.call(DISPATCH, dispatch.ReportSlot(request, 2, release, "started", "", numbers, text, signature))


def test_a_continuation_proves_what_was_sent_again_once_somebody_confirmed_it(
    office: Office, tmp_path: Path
) -> None:
    core = office.core
    head(core)
    request = released(core, 20)
    report(core, request, "started", queued=20)
    states = bytes([RecipientState.DELIVERED] * 14 + [RecipientState.NOT_SENT] * 6)
    core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, states, {}, {}))
    report(core, request, "done", delivered=14, not_sent=6)
    proposal = propose(core, request)
    confirm(core, proposal)
    started_again(core, request, proposal)
    head(core)
    folder = tmp_path / "proof"
    answer = office.json("wangfang", "evidence", request, "--out", folder, *WHY)
    assert answer.code == 0, answer.out
    assert faults(office, folder) == set()
    index(folder, "confirmation", lambda *_: None)
    assert ("statements/report", "no_bundle") in faults(office, folder)


def test_names_in_a_strangers_folder_do_not_reach_the_terminal_as_they_are(
    office: Office, folder: Path
) -> None:
    (folder / "\x1b[2Jred\x1b]0;x\x07").write_text("x")
    output = office("shenyu", "verify", folder, "--roots", office.roots(), lang="zh").out
    assert "red" in output
    assert not set(output) & {"\x1b", "\x07"}
