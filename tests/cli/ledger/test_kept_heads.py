"""A ledger that was cut or rewritten while heads that name the loss lie in the same database: plain `ledger verify` finds it."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from console.acting.evidence import evidence_check
from console.acting.ledger import ledger as acting
from console.cli import exits
from console.wire.ledger import ledger
from tests import needs
from tests.cli.conftest import Answer, Line, Office, brought
from tests.cli.ledger.test_evidence import WHY, head, run_stock, sent
from tests.cli.ledger.test_ledger_pages import rewritten
from tests.db.ledgers import tamper
from tests.services import quarters
from tests.services.core import Core

CUT = "DELETE FROM ledger WHERE seq >= :first"
AFTER_ITS_HEAD = "DELETE FROM ledger WHERE seq >= (SELECT max(seq) FROM head)"


def judged(office: Office) -> Answer:
    return office.json("shenyu", "ledger", "verify")


def newest(core: Core) -> tuple[int, str]:
    with core.database.reader() as conn:
        seq, hashed = conn.execute(text("SELECT seq, hash FROM head ORDER BY seq DESC LIMIT 1")).one()
    return int(seq), bytes(hashed).hex()


def test_a_tail_cut_under_a_signed_head_is_found_and_the_head_is_named(office: Office) -> None:
    brought(office, sent)
    assert judged(office).code == 0
    seq, digits = newest(office.core)
    tamper(office.core.database, AFTER_ITS_HEAD)
    answer = judged(office)
    assert (answer.code, answer.data["bad"], answer.data["why"]) == (exits.VERIFICATION, seq, "cut")
    witness = answer.data["witness"]
    assert (witness["seq"], witness["kind"], witness["by"]) == (seq, "signed", "dispatch-1")
    assert witness["head"].replace(" ", "") == f"{seq}:{digits}"
    for lang in ("zh", "en"):
        out = office("shenyu", "ledger", "verify", lang=lang).out
        assert witness["head"] in out
        assert "dispatch-1" in out


def test_entries_after_the_last_signed_head_are_nothing_to_complain_of(office: Office) -> None:
    brought(office, sent)
    office.core.cleared()
    answer = judged(office)
    assert (answer.code, answer.data["witness"]) == (0, None)


def test_of_several_heads_beyond_the_end_the_newest_is_named(office: Office) -> None:
    head(office.core)
    first, _ = newest(office.core)
    office.core.cleared()
    head(office.core)
    tamper(office.core.database, CUT, first=first)
    assert judged(office).data["bad"] == first
    assert judged(office).data["witness"]["seq"] == newest(office.core)[0] > first


def test_it_is_found_in_parts_too_and_behind_a_head_that_the_caller_trusts(office: Office) -> None:
    brought(office, sent)
    trusted = str(office.core.call("shenyu", ledger.VerifyLedger(most=5)).head)
    tamper(office.core.database, AFTER_ITS_HEAD)
    whole = acting.verify(Line(office.core, "shenyu"), part=3)
    assert (whole.report.why, whole.report.bad) == ("cut", newest(office.core)[0])
    answer = office.json("shenyu", "ledger", "verify", "--since", "5", "--head", trusted)
    assert (answer.code, answer.data["why"]) == (exits.VERIFICATION, "cut")


def test_a_tail_that_was_cut_and_has_grown_again_differs_from_the_head(office: Office) -> None:
    brought(office, sent)
    seq, _ = newest(office.core)
    tamper(office.core.database, CUT, first=seq - 1)
    _grown(office, seq + 3)
    answer = judged(office)
    assert (answer.code, answer.data["bad"], answer.data["why"]) == (exits.VERIFICATION, seq, "rewritten")
    assert answer.data["witness"]["seq"] == seq


def test_a_ledger_that_was_rewritten_whole_differs_from_the_heads(office: Office) -> None:
    brought(office, sent)
    tamper(office.core.database, rewritten)
    answer = judged(office)
    assert (answer.data["why"], answer.data["witness"]["kind"]) == ("rewritten", "signed")


def _lower_number(conn: Connection) -> None:
    conn.execute(text("UPDATE head SET seq = 3 WHERE seq = (SELECT max(seq) FROM head)"))
    conn.execute(text("UPDATE head SET hash = (SELECT hash FROM ledger WHERE seq = 3) WHERE seq = 3"))


def test_a_head_whose_columns_were_moved_to_an_entry_that_is_there_still_says_what_was_signed(
    office: Office,
) -> None:
    brought(office, sent)
    seq, _ = newest(office.core)
    tamper(office.core.database, AFTER_ITS_HEAD, _lower_number)
    answer = judged(office)
    assert (answer.data["why"], answer.data["witness"]["seq"]) == ("cut", seq)
    assert answer.data["witness"]["kind"] == "signed"


@pytest.mark.parametrize(
    "harm",
    ["UPDATE head SET signature = ''", "UPDATE head SET text = replace(text, 'dispatch-1', 'dispatch-9')"],
)
def test_of_a_head_that_was_tampered_with_as_well_the_signature_is_said_to_be_bad(
    office: Office, harm: str
) -> None:
    brought(office, sent)
    tamper(office.core.database, AFTER_ITS_HEAD, harm)
    answer = judged(office)
    assert (answer.code, answer.data["why"]) == (exits.VERIFICATION, "cut")
    assert answer.data["witness"]["kind"] == "unproved"
    assert "签名无效" in office("shenyu", "ledger", "verify", lang="zh").out


def test_a_filed_quarter_names_its_head_when_no_signed_one_is_left(office: Office) -> None:
    core = office.core
    quarters.sent(core)
    core.at = quarters.OVER
    quarters.compiled(core)
    with core.database.reader() as conn:
        seq = conn.execute(text("SELECT max(head_seq) FROM filing")).scalar_one()
    assert judged(office).code == 0
    tamper(core.database, CUT, "DELETE FROM head", first=seq)
    answer = judged(office)
    assert (answer.data["why"], answer.data["witness"]["kind"]) == ("cut", "filing")
    assert answer.data["witness"]["by"].startswith("业务部 ")


# ---- evidence


def _grown(office: Office, until: int) -> None:
    """Entries that somebody appends behind the cut, up to a number."""
    while _last(office.core) < until:
        office.core.add_list()


def _last(core: Core) -> int:
    with core.database.reader() as conn:
        return int(conn.execute(text("SELECT max(seq) FROM ledger")).scalar_one())


def faults(office: Office, folder: Path) -> set[tuple[str, str]]:
    answer = office.json("shenyu", "verify", folder, "--roots", office.roots())
    assert answer.code == (exits.VERIFICATION if answer.data["faults"] else 0)
    return {(one["file"].partition("-")[0], one["code"]) for one in answer.data["faults"]}


@pytest.mark.parametrize(
    ("back", "more", "code"), [(2, 0, "ledger_cut"), (2, 6, "ledger_rewritten")], ids=["cut", "grown again"]
)
def test_evidence_of_a_ledger_that_lost_its_tail_does_not_verify(
    office: Office, tmp_path: Path, back: int, more: int, code: str
) -> None:
    request = brought(office, sent)
    for _ in range(4):
        office.core.add_list()
    head(office.core)
    seq, _ = newest(office.core)
    tamper(office.core.database, CUT, first=seq - back)
    if more:
        _grown(office, seq + more)
    folder = tmp_path / "proof"
    assert office.json("wangfang", "evidence", request, "--out", folder, *WHY).code == 0
    assert ("statements/head", code) in faults(office, folder)
    needs.require("ssh-keygen", "sha256sum", "perl")
    stock = run_stock(folder)
    assert stock.returncode == 1
    assert ("cut" if code == "ledger_cut" else "rewritten") in stock.stdout


def test_evidence_taken_behind_the_newest_head_leads_on_from_it(office: Office, tmp_path: Path) -> None:
    request = brought(office, sent)
    head(office.core)
    office.core.add_list()
    office.core.add_list()
    folder = tmp_path / "proof"
    assert office.json("wangfang", "evidence", request, "--out", folder, *WHY).code == 0
    assert faults(office, folder) == set()
    links = [int(line.partition("\t")[0]) for line in (folder / "ledger/links.tsv").read_text().splitlines()]
    assert newest(office.core)[0] + 1 in links
    assert evidence_check.check(folder, office.core.org.roots).faults == []
