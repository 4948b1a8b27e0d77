"""The tour as a newcomer runs it: one command, every signature, the SMSC's own count, and one JSON object at the end."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.clocked import starting
from tests.gateways.smpp_support import peer
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
SUMS = {"suppressed", "delivered", "undelivered", "refused", "no_receipt", "unknown", "not_sent"}


def tour(*arguments: str) -> tuple[int, dict[str, Any], str]:
    """Run the tour; its exit code, the object on the last line, and what it said."""
    done = subprocess.run(
        starting("console", "tour", "--json", *arguments),
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    lines = done.stdout.splitlines()
    return done.returncode, json.loads(lines[-1]) if lines else {}, done.stderr


@pytest.mark.parametrize(
    ("category", "acts"),
    [
        pytest.param("notice", ["approval", "release"], marks=pytest.mark.nightly),
        ("promotion", ["approval", "approval", "approval", "acceptance", "release"]),
        pytest.param("other", ["approval", "acceptance", "release"], marks=pytest.mark.nightly),
    ],
)
def test_each_category_goes_from_a_file_to_receipts_that_agree_with_the_smsc(
    category: str, acts: list[str]
) -> None:
    code, report, said = tour("--category", category)
    assert code == 0, said
    signed = [s["act"] for s in report["signatures"]]
    assert [act for act in signed if act not in {"request", "list"}] == acts
    assert all(s["name"] and s["fingerprint"].startswith("SHA256:") for s in report["signatures"])
    sums = report["recipients"]
    assert sums["balances"]
    assert sums["approved"] == report["list"]["numbers"] == sum(sums[name] for name in SUMS) == 200
    assert sums["suppressed"] == 3
    assert report["smsc"] == {"accepted": 197, "distinct": 197, "repeats": 0}
    assert report["agrees"]
    assert report["ledger"]["good"]
    assert "types the passphrase" in said


def test_the_tour_runs_against_an_smsc_that_is_not_ours(tmp_path: Path) -> None:
    log = tmp_path / "taken.log"
    with peer("node", tmp_path, log=str(log)) as port:
        code, report, said = tour("--peer-port", str(port))
    assert code == 0, said
    taken = log.read_text().split()
    assert len(taken) == len(set(taken)) == 197
    assert report["recipients"]["delivered"] == 197
    assert report["recipients"]["balances"]


def test_a_list_of_ones_own_is_sent_and_a_file_that_is_no_list_is_told_so(tmp_path: Path) -> None:
    good = tmp_path / "名单.txt"
    good.write_text("".join(f"161{n:08d}\n" for n in range(37)) + "010-62322610\n")
    code, report, said = tour("--list", str(good))
    assert code == 0, said
    assert (report["list"]["numbers"], report["list"]["by_reason"]["landline"]) == (37, 1)
    assert report["recipients"]["approved"] == 37
    code, report, said = tour("--list", str(tmp_path / "none.txt"))
    assert code != 0
    assert report.get("ok", False) is False
    assert "Traceback" not in said
