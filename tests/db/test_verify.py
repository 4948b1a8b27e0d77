from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from console.db.chain import LedgerHead
from console.db.engine import Database
from console.db.verify import BadEntry, Reason, verify
from tests.db import ledgers
from tests.db.ledgers import ROOT, fill, judge, relink, reword, tamper, unconstrain

SWAP_2_AND_3 = (
    "UPDATE ledger SET seq = 100 WHERE seq = 2",
    "UPDATE ledger SET seq = 2 WHERE seq = 3",
    "UPDATE ledger SET seq = 3 WHERE seq = 100",
)


def test_an_untouched_ledger_verifies_and_reports_its_head(database: Database) -> None:
    heads = fill(database, 6)
    report = judge(database)
    assert report.ok
    assert (report.checked, report.head, report.anchor) == (6, heads[-1], None)


def test_an_empty_ledger_verifies_at_its_genesis(database: Database) -> None:
    report = judge(database)
    assert report.ok
    assert (report.checked, report.head) == (0, LedgerHead(0, ROOT))


def test_a_ledger_of_other_root_keys_fails_at_its_first_entry(database: Database) -> None:
    with database.writer() as conn:
        ledgers.entry(conn, genesis=bytes(32))
    assert judge(database).bad == BadEntry(1, Reason.UNLINKED)


def _envelope_edit(conn: Connection) -> None:
    reword(conn, 3, b"person/7", b"person/8")


def _relinked_edit(conn: Connection) -> None:
    reword(conn, 3, b'"seq":3', b'"seq":4')
    relink(conn)


def _unknown_field(conn: Connection) -> None:
    reword(conn, 3, b'{"actor"', b'{"a":1,"actor"')
    relink(conn)


def _unknown_version(conn: Connection) -> None:
    reword(conn, 3, b'"v":1', b'"v":2')
    relink(conn)


def _earlier_time(conn: Connection) -> None:
    reword(conn, 3, b"2026-11-24T04:00:00Z", b"2026-11-23T04:00:00Z")
    conn.execute(text("UPDATE ledger SET time = '2026-11-23T04:00:00Z' WHERE seq = 3"))
    relink(conn)


@pytest.mark.parametrize(
    ("reason", "bad", "acts"),
    [
        (Reason.EDITED, 3, [_envelope_edit]),
        (Reason.EDITED, 2, ["UPDATE ledger SET signature = 'other' WHERE seq = 2"]),
        (Reason.EDITED, 2, ["UPDATE ledger SET signature = NULL WHERE seq = 2"]),
        (Reason.MISSING, 3, ["DELETE FROM ledger WHERE seq = 3"]),
        (Reason.MISSING, 1, ["DELETE FROM ledger WHERE seq = 1"]),
        (Reason.MOVED, 2, SWAP_2_AND_3),
        (Reason.MOVED, 2, [unconstrain, *SWAP_2_AND_3, relink]),
        (Reason.MOVED, 3, [_relinked_edit]),
        (Reason.UNREADABLE, 3, [_unknown_field]),
        (Reason.UNREADABLE, 3, [_unknown_version]),
        (Reason.TIME, 3, [_earlier_time]),
        (Reason.COLUMNS, 4, ["UPDATE ledger SET time = '2026-11-25T04:00:00Z' WHERE seq = 4"]),
        (Reason.COLUMNS, 4, ["UPDATE ledger SET kind = 'other' WHERE seq = 4"]),
        (Reason.COLUMNS, 4, ["UPDATE ledger SET actor = 'other' WHERE seq = 4"]),
        (Reason.COLUMNS, 4, ["UPDATE ledger SET carrier = 'other' WHERE seq = 4"]),
        (Reason.COLUMNS, 4, ["UPDATE ledger SET subject = 'other' WHERE seq = 4"]),
        (Reason.STATEMENT, 4, ["UPDATE ledger SET statement = envelope WHERE seq = 4"]),
        (Reason.STATEMENT, 4, ["UPDATE ledger SET statement = NULL WHERE seq = 4"]),
        (Reason.STATEMENT, 5, ["UPDATE ledger SET statement = envelope WHERE seq = 5"]),
        (Reason.FORKED, 4, [unconstrain, "INSERT INTO ledger SELECT * FROM ledger WHERE seq = 3"]),
    ],
)
def test_every_kind_of_tampering_is_named_at_the_first_bad_entry(
    database: Database, reason: Reason, bad: int, acts: list[str | Callable[[Connection], None]]
) -> None:
    heads = fill(database, 6)
    tamper(database, *acts)
    report = judge(database)
    assert report.bad == BadEntry(bad, reason)
    assert report.checked == bad - 1
    assert report.head == (heads[bad - 2] if bad > 1 else LedgerHead(0, ROOT))


def test_an_entry_replaced_with_a_right_hash_leaves_the_next_one_unlinked(database: Database) -> None:
    fill(database, 6)
    keep = "UPDATE ledger SET prev = :prev, hash = :hash WHERE seq = 4"
    with database.reader() as conn:
        row = conn.execute(text("SELECT prev, hash FROM ledger WHERE seq = 4")).one()
    act = "UPDATE ledger SET actor = 'person/8' WHERE seq = 3"
    tamper(database, unconstrain, _envelope_edit, act, relink, keep, prev=row.prev, hash=row.hash)
    assert judge(database).bad == BadEntry(4, Reason.UNLINKED)


def test_a_cut_tail_verifies_alone_and_fails_with_a_head_kept_elsewhere(database: Database) -> None:
    heads = fill(database, 6)
    tamper(database, "DELETE FROM ledger WHERE seq > 4")
    assert judge(database).ok
    assert judge(database, heads=[heads[3]]).anchor == heads[3]
    assert judge(database, heads=[heads[1], heads[5]]).bad == BadEntry(5, Reason.CUT)


def test_a_full_rewrite_verifies_alone_and_fails_with_a_head_kept_elsewhere(database: Database) -> None:
    heads = fill(database, 6)
    tamper(database, _envelope_edit, "UPDATE ledger SET actor = 'person/8' WHERE seq = 3", relink)
    assert judge(database).ok
    report = judge(database, heads=[heads[1], heads[4]])
    assert report.bad == BadEntry(5, Reason.REWRITTEN)
    assert report.anchor == heads[1]


def test_two_kept_heads_of_one_number_cannot_both_hold(database: Database) -> None:
    heads = fill(database, 3)
    assert judge(database, heads=[heads[1], LedgerHead(2, bytes(32))]).bad == BadEntry(2, Reason.REWRITTEN)


def test_verifying_goes_on_from_a_kept_head(database: Database) -> None:
    heads = fill(database, 6)
    report = judge(database, since=4, heads=heads[:4])
    assert (report.ok, report.checked, report.head, report.anchor) == (True, 2, heads[5], heads[3])


def test_verifying_from_a_number_needs_a_kept_head_of_it(database: Database) -> None:
    heads = fill(database, 3)
    with pytest.raises(ValueError, match="no kept head"):
        judge(database, since=2, heads=[heads[0]])


@pytest.mark.parametrize(
    ("act", "bad"),
    [
        ("DELETE FROM ledger WHERE seq = 4", BadEntry(4, Reason.MISSING)),
        ("DELETE FROM ledger WHERE seq >= 4", BadEntry(4, Reason.CUT)),
        ("UPDATE ledger SET hash = prev WHERE seq = 4", BadEntry(4, Reason.REWRITTEN)),
        ("UPDATE ledger SET prev = :zero WHERE seq = 5", BadEntry(5, Reason.EDITED)),
        (_earlier_time, BadEntry(2, Reason.REWRITTEN)),
    ],
)
def test_tampering_around_the_kept_head_is_found_when_verifying_goes_on_from_it(
    database: Database, act: str | Callable[[Connection], None], bad: BadEntry
) -> None:
    heads = fill(database, 6)
    wrong = [LedgerHead(2, bytes(32))] if bad.seq == 2 else []
    tamper(database, unconstrain, act, zero=bytes(32))
    assert judge(database, since=4, heads=[*wrong, heads[3]]).bad == bad


def test_time_does_not_run_backwards_across_the_start(database: Database) -> None:
    heads = fill(database, 4)
    tamper(
        database,
        lambda conn: reword(conn, 4, b"2026-11-24", b"2026-11-23"),
        "UPDATE ledger SET time = '2026-11-23T04:00:00Z' WHERE seq = 4",
        relink,
    )
    assert judge(database, since=3, heads=[heads[2]]).bad == BadEntry(4, Reason.TIME)


def _flip(conn: Connection, column: str, seq: int, at: int, flip: int) -> bool:
    """Change bits of one byte; False if the field is empty."""
    where = text("SELECT envelope, signature, statement, prev, hash FROM ledger WHERE seq = :seq")
    old = conn.execute(where, {"seq": seq}).one()._mapping[column]
    if old is None:
        return False
    raw = bytearray(old.encode() if isinstance(old, str) else old)
    # A signature is a text: one changed bit keeps it one.
    raw[at % len(raw)] ^= 1 if isinstance(old, str) else flip
    new = {"new": raw.decode() if isinstance(old, str) else bytes(raw), "seq": seq}
    conn.execute(text(f"UPDATE ledger SET {column} = :new WHERE seq = :seq"), new)  # noqa: S608  The test's own names.
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    column=st.sampled_from(["envelope", "signature", "statement", "prev", "hash"]),
    seq=st.integers(1, 8),
    at=st.integers(0, 400),
    flip=st.integers(1, 255),
)
def test_no_byte_of_any_entry_can_be_changed_unseen(
    database: Database, column: str, seq: int, at: int, flip: int
) -> None:
    if judge(database).checked == 0:
        fill(database, 8)
    with database.writer() as conn:
        undo = conn.begin_nested()
        ledgers.disarm(conn)
        if _flip(conn, column, seq, at, flip):
            bad = verify(conn, genesis=ROOT).bad
            assert bad is not None
            assert bad.seq == seq
        undo.rollback()
    assert judge(database).checked == 8
