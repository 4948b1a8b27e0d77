"""`ledger`, `search`, `complaint`, `send unmask` at the command line: what people see, and what an altered ledger looks like."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, text

from console.acting.ledger import ledger as acting
from console.cli import exits
from console.db.chain import link_hash, parse_head, signature_digest
from tests.cli.conftest import Office, brought
from tests.cli.ledger.test_evidence import head, sent
from tests.db.ledgers import tamper

NUMBER = 16100000003


def kinds(office: Office, *filters: str) -> list[str]:
    return [row["kind"] for row in office.json("shenyu", "ledger", "list", *filters).data["rows"]]


def test_the_ledger_is_filtered_by_kind_person_number_and_day(office: Office) -> None:
    request = brought(office, sent)
    form = office.core.view("wangfang", request).row.number
    assert kinds(office, "--kind", "slot.release") == ["slot.release"]
    assert set(kinds(office, "--kind", "send.")) == {"send.started", "send.done"}
    assert set(kinds(office, "--kind", "slot.release,send.done")) == {"slot.release", "send.done"}
    assert "request.submitted" in kinds(office, "--number", form)
    assert kinds(office, "--number", "2026-C001") == ["complaint.received"]
    assert kinds(office, "--number", "2026-L001") == ["loss.reported"]
    assert kinds(office, "--number", "2026-无此部门-0001") == []
    assert "slot.release" in kinds(office, "--actor", "qianwei")
    assert "slot.release" in kinds(office, "--from", "2026-11-24", "--to", "2026-11-24")
    assert kinds(office, "--from", "2026-11-25") == []
    assert office("shenyu", "ledger", "list", "--from", "tomorrow").code == exits.USAGE
    counted = {one["kind"]: one["n"] for one in office.json("shenyu", "ledger", "kinds").data}
    assert counted["slot.release"] == 1
    assert set(office.json("zhaomin", "ledger", "kinds").data[0]) == {"kind", "n"}
    assert "slot.release" not in {one["kind"] for one in office.json("zhaomin", "ledger", "kinds").data}


def test_one_entry_is_shown_whole_with_signature_hash_and_neighbours(office: Office) -> None:
    brought(office, sent)
    row = office.json("shenyu", "ledger", "list", "--kind", "slot.release").data["rows"][0]
    view = office.json("shenyu", "ledger", "show", row["seq"]).data
    assert (view["verdict"], view["signer"], view["namespace"]) == ("good", "qianwei", "sms-release@yunling")
    assert view["found"] == row["hash"]
    assert (view["before"]["seq"], view["behind"]["seq"]) == (row["seq"] - 1, row["seq"] + 1)
    assert view["before"]["hash"] == view["prev"]
    assert view["head"]["seq"] >= row["seq"]
    output = office("shenyu", "ledger", "show", row["seq"], lang="zh").out
    assert "按原文重算" in output
    assert "(slot.release)" in output
    assert "有效 qianwei" in output
    for own in office.json("zhaomin", "ledger", "list").data["rows"]:
        read = office.json("zhaomin", "ledger", "show", own["seq"]).data
        beside = [
            office.json("shenyu", "ledger", "show", own["seq"]).data[one] for one in ("before", "behind")
        ]
        # Of the entries beside their own nobody reads more than of any other.
        assert [read["before"], read["behind"]] == [
            one if one is not None and one["actor"] == "zhaomin" else None for one in beside
        ]
    report = office.json("shenyu", "ledger", "list", "--kind", "send.done").data["rows"][0]
    assert office.json("shenyu", "ledger", "show", report["seq"]).data["signer"] == "dispatch-1"
    roster = office.json("shenyu", "ledger", "list", "--kind", "roster.published").data["rows"][0]
    assert office.json("shenyu", "ledger", "show", roster["seq"]).data["signer"] == "hanxue, yangfan"
    refused = office.json("zhaomin", "ledger", "show", row["seq"])
    assert refused.json["refusal"]["code"] == "not_your_entry"


def printed(office: Office) -> str:
    return str(office.json("shenyu", "ledger", "verify").data["head"])


def cut(conn: Connection) -> None:
    conn.execute(text("DELETE FROM ledger WHERE seq > (SELECT MAX(seq) - 2 FROM ledger)"))


def rewritten(conn: Connection) -> None:
    """One word is changed, and every link after it made anew."""
    rows = conn.execute(text("SELECT seq, kind, envelope, signature, prev FROM ledger ORDER BY seq")).all()
    prev = bytes(rows[0].prev)
    for row in rows:
        envelope = bytes(row.envelope)
        if row.kind == "slot.release":
            envelope = envelope.replace(b'"n":20', b'"n":21')
            assert envelope != bytes(row.envelope)
        hashed = link_hash(prev, row.seq, hashlib.sha256(envelope).digest(), signature_digest(row.signature))
        conn.execute(
            text("UPDATE ledger SET envelope = :envelope, prev = :prev, hash = :hash WHERE seq = :seq"),
            {"envelope": envelope, "prev": prev, "hash": hashed, "seq": row.seq},
        )
        prev = hashed


@pytest.mark.parametrize(("act", "why"), [(cut, "cut"), (rewritten, "rewritten")])
def test_a_cut_tail_and_a_full_rewrite_are_found_with_a_head_from_paper_once_the_stored_ones_are_gone(
    office: Office, act: Callable[[Connection], None], why: str
) -> None:
    brought(office, sent)
    paper = printed(office)
    assert office("shenyu", "ledger", "verify", "--head", paper).code == 0
    assert office.json("shenyu", "ledger", "heads", "--check", paper).data["stands"] is True
    tamper(office.core.database, act, "DELETE FROM head")
    assert office("shenyu", "ledger", "verify").code == 0
    answer = office.json("shenyu", "ledger", "verify", "--head", paper)
    assert (answer.code, answer.data["why"]) == (exits.VERIFICATION, why)
    assert answer.data["witness"]["kind"] == "given"
    checked = office.json("shenyu", "ledger", "heads", "--check", paper)
    assert (checked.code, checked.data["why"]) == (exits.VERIFICATION, why)


def test_a_head_that_is_none_and_a_beginning_without_a_head_are_said_so(office: Office) -> None:
    assert (
        office.json("shenyu", "ledger", "heads", "--check", "5:abc").json["problem"]["code"]
        == "ledger.bad_head"
    )
    answer = office.json("shenyu", "ledger", "verify", "--since", "3")
    assert (answer.code, answer.json["refusal"]["code"]) == (exits.REFUSED, "since_needs_head")


def test_a_long_ledger_is_verified_in_parts_that_hang_together(office: Office) -> None:
    brought(office, sent)
    paper = printed(office)
    seen: list[int] = []

    class Line:
        def call(self, call: object) -> object:
            return office.core.call("shenyu", call)  # type: ignore[arg-type]  # any call

    def told(so_far: int) -> bool:
        seen.append(so_far)
        return True

    whole = acting.verify(Line(), heads=[paper], tell=told, part=3)
    newest = parse_head(paper).seq
    assert (whole.report.bad, whole.report.entries, whole.left) == (0, newest, False)
    assert seen == list(range(3, newest, 3))
    left = acting.verify(Line(), tell=lambda _: False, part=3)
    assert (left.left, left.report.entries) == (True, 3)
    tamper(office.core.database, "UPDATE ledger SET actor = 'sunli' WHERE seq = 8")
    assert acting.verify(Line(), part=3).report.bad == 8


def test_heads_are_listed_with_the_verdict_on_their_signature(office: Office) -> None:
    head(office.core)
    row = office.json("shenyu", "ledger", "heads").data["rows"][0]
    assert (row["verdict"], row["service"]) == ("good", "dispatch-1")
    with office.core.database.writer() as conn:
        conn.execute(text("UPDATE head SET text = replace(text, 'dispatch-1', 'dispatch-2')"))
    assert office.json("shenyu", "ledger", "heads").data["rows"][0]["verdict"] == "bad_signature"
    assert office("shenyu", "ledger", "heads", lang="zh").out.count("签名不对") == 1


def test_an_export_is_checked_offline_and_every_kind_of_change_to_it_is_named(
    office: Office, tmp_path: Path
) -> None:
    brought(office, sent)
    paper = printed(office)
    out = tmp_path / "ledger.jsonl"
    exported = office.json("shenyu", "ledger", "export", "--out", out)
    lines = out.read_bytes().splitlines(keepends=True)
    assert exported.data["entries"] == len(lines) == parse_head(paper).seq
    office.down = True

    def judged(*changed: bytes) -> tuple[int, str]:
        out.write_bytes(b"".join(changed))
        data = office.json(
            "shenyu", "ledger", "verify", "--file", out, "--roots", office.roots(), "--head", paper
        ).data
        return data["bad"], data["why"]

    assert judged(*lines) == (0, "")
    assert judged(*lines[:-2]) == (len(lines) - 1, "cut")
    said = office("shenyu", "ledger", "verify", "--file", out, "--roots", office.roots(), "--head", paper)
    assert paper in said.out
    assert judged(*lines[:3], *lines[4:]) == (4, "missing")
    assert judged(*lines[:3], lines[2], *lines[3:]) == (4, "forked")
    assert judged(lines[0].replace(b"roster", b"rooster", 1), *lines[1:]) == (1, "edited")
    # Its place stands twice: beside the entry, and in what was signed.
    assert judged(*lines[:3], lines[3].replace(b'\\"seq\\":4', b'\\"seq\\":5'), *lines[4:]) == (4, "moved")
    assert judged(b"{}\n") == (1, "unreadable")
    assert office("shenyu", "ledger", "verify", "--file", out).code == exits.USAGE


def test_the_whole_ledger_is_exported_by_who_may_read_it_and_nothing_is_left_behind_else(
    office: Office, tmp_path: Path
) -> None:
    for person in ("sunli", "zhaomin", "qianwei"):
        answer = office.json(person, "ledger", "export", "--out", tmp_path / "mine.jsonl")
        assert (answer.code, answer.json["refusal"]["code"]) == (exits.REFUSED, "ledger_not_yours")
    assert not (tmp_path / "mine.jsonl").exists()
    assert office.json("wangfang", "ledger", "export", "--out", tmp_path / "all.jsonl").data["entries"] > 0


def test_one_number_is_searched_and_one_recipient_unmasked(office: Office) -> None:
    request = brought(office, sent)
    output = office("wangfang", "search", "number", NUMBER, "--reason", "客户来电", lang="zh").out
    assert "161****0003" in output
    assert "未送达" in output
    assert "2026-C001" in output
    assert str(NUMBER) not in output
    data = office.json("wangfang", "search", "number", NUMBER, "--reason", "客户来电").data
    assert [row["code"] for row in data["rows"]] == ["UNDELIV:001"]
    assert office("wangfang", "search", "number", "abc", "--reason", "x").code == exits.USAGE
    refused = office.json("sunli", "search", "number", NUMBER, "--reason", "x")
    assert refused.json["refusal"]["code"] == "number_not_yours"
    listed = office.json("qianwei", "send", "recipients", request).data["rows"]
    (place,) = [row["position"] for row in listed if row["number"] == "161****0003"]
    shown = office.json("qianwei", "send", "unmask", request, place + 1, "--reason", "回电")
    assert shown.data["number"] == NUMBER


def test_a_complaint_walks_through_the_command_line(office: Office) -> None:
    form = office.core.view("wangfang", office.core.cleared()).row.number
    entered = office.json(
        "wangfang", "complaint", "enter", "--source", "12321", "--words", "反复收到", "--request", form, "--number", NUMBER,
        "--opt-out", "all",
    )  # fmt: skip
    assert (entered.code, entered.data["number"]) == (0, "2026-C001"), entered.out
    assert "2026-C001" in office("sunli", "complaint", "list", lang="zh").out
    assert office.json("sunli", "complaint", "answer", "2026-C001", "--words", "已致歉").code == 0
    early = office.json("sunli", "complaint", "close", "2026-C001", "--outcome", "justified", "--words", "x")
    assert early.json["refusal"]["code"] == "complaint_own_answer"
    closed = office.json(
        "wangfang", "complaint", "close", "2026-C001", "--outcome", "justified", "--words", "属实"
    )
    assert closed.code == 0
    shown = office("shenyu", "complaint", "show", "2026-C001", lang="zh").out
    for words in ("已结案", "属实", "已致歉", "孙丽", "161****0003", "一律不收"):
        assert words in shown
    assert (
        office.json("wangfang", "complaint", "unmask", "2026-C001", "--reason", "回电").data["number"]
        == NUMBER
    )
    assert office("wangfang", "complaint", "show", "2026-C009").code == exits.PROBLEM


def test_a_complaint_is_overdue_in_the_list_and_by_itself_after_its_last_day_and_not_before(
    office: Office,
) -> None:
    office.json("wangfang", "complaint", "enter", "--source", "12321", "--words", "反复收到")
    for days, late in ((0, False), (8, True)):
        office.core.at += timedelta(days=days)
        for page in (("list",), ("show", "2026-C001")):
            assert ("+08 late" in office("wangfang", "complaint", *page).out) is late, page


def test_an_export_line_has_the_exact_bytes(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "ledger.jsonl"
    office("shenyu", "ledger", "export", "--out", out)
    with office.core.database.reader() as conn:
        rows = conn.execute(text("SELECT envelope, statement, signature FROM ledger ORDER BY seq")).all()
    read = [msgspec.json.decode(line) for line in out.read_bytes().splitlines()]
    assert [one["envelope"].encode() for one in read] == [bytes(row.envelope) for row in rows]
    assert [one["signature"] for one in read] == [row.signature for row in rows]
