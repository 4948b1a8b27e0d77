import hashlib
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from console.db import chain
from console.db.chain import LedgerHead
from console.db.engine import Database, open_database
from console.db.errors import BadHeadError, LedgerError, NoGenesisError, NumberInLedgerError
from console.signing.canonical import NotCanonicalError, loads
from tests.db import ledgers
from tests.db.ledgers import NOON, ROOT, STATEMENT, entry, fill, judge, signed_entry
from tests.patience import PATIENCE

DIGEST = hashlib.sha256(STATEMENT).hexdigest()


def rows(database: Database) -> list[Any]:
    with database.reader() as conn:
        return list(conn.execute(text("SELECT * FROM ledger ORDER BY seq")).all())


def test_an_entry_keeps_every_field_in_its_envelope_and_beside_it(database: Database) -> None:
    with database.writer() as conn:
        head = signed_entry(conn, carrier="person/9")
    (row,) = rows(database)
    assert loads(row.envelope) == {
        "v": 1,
        "seq": 1,
        "time": NOON,
        "kind": "request.submitted",
        "actor": "person/7",
        "carrier": "person/9",
        "subject": "request/2026-0001",
        "payload": {"statement": DIGEST},
        "nonce": "00ff",
    }
    beside = (row.time, row.kind, row.actor, row.carrier, row.subject)
    assert beside == (NOON, "request.submitted", "person/7", "person/9", "request/2026-0001")
    assert (row.statement, row.signature) == (STATEMENT, "armour")
    assert head == LedgerHead(row.seq, row.hash)


def test_the_hash_is_the_one_that_the_design_writes_down(database: Database) -> None:
    fill(database, 2)
    plain, signed = rows(database)
    empty = hashlib.sha256(b"").digest()
    envelope = hashlib.sha256(plain.envelope).digest()
    assert (
        plain.hash == hashlib.sha256(b"sms-ledger-1" + ROOT + bytes(7) + b"\x01" + envelope + empty).digest()
    )
    envelope, signature = hashlib.sha256(signed.envelope).digest(), hashlib.sha256(b"armour").digest()
    expected = hashlib.sha256(b"sms-ledger-1" + plain.hash + bytes(7) + b"\x02" + envelope + signature)
    assert (signed.prev, signed.hash) == (plain.hash, expected.digest())


def test_an_entry_without_carrier_names_none_in_its_envelope(database: Database) -> None:
    fill(database, 1)
    assert "carrier" not in loads(rows(database)[0].envelope)


def test_ledger_time_never_decreases(database: Database) -> None:
    later = "2026-11-24T05:00:00Z"
    with database.writer() as conn:
        entry(conn, time=later)
        entry(conn, time=NOON)
    assert [row.time for row in rows(database)] == [later, later]
    assert judge(database).ok


@pytest.mark.parametrize("time", ["2026-11-24", "2026-02-31T00:00:00Z", "2026-11-24T04:00:00+08:00", "9"])
def test_a_time_of_another_form_is_refused(database: Database, time: str) -> None:
    with (
        pytest.raises(ValueError, match=r"not a UTC instant|day (is out|31 must be)"),
        database.writer() as conn,
    ):
        entry(conn, time=time)
    assert rows(database) == []


def test_the_first_entry_needs_the_genesis_and_later_ones_do_not(database: Database) -> None:
    with pytest.raises(NoGenesisError), database.writer() as conn:
        entry(conn, genesis=None)
    fill(database, 1)
    with database.writer() as conn:
        assert entry(conn, genesis=None).seq == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "13812345678"},
        {"actor": "person/13812345678"},
        {"payload": {"list": ["a", {"n": 13812345678}]}},
        {"payload": {"说明": "号码13812345678有误"}},
        {"nonce": "19912345678"},
    ],
)
def test_a_mobile_number_anywhere_in_an_entry_is_refused(database: Database, changes: dict[str, Any]) -> None:
    with pytest.raises(NumberInLedgerError), database.writer() as conn:
        entry(conn, **changes)
    assert rows(database) == []


@pytest.mark.parametrize(
    "text_", ["138123456789", "1381234567", "a13812345678f", "12812345678", "010-88886666"]
)
def test_digits_that_are_no_mobile_number_are_taken(database: Database, text_: str) -> None:
    with database.writer() as conn:
        assert entry(conn, payload={"reference": text_}).seq == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"statement": b"other"},
        {"statement": None},
        {"statement": None, "signature": None},
        {"payload": {}},
        {"payload": {}, "statement": None},
        {"payload": {"statement": DIGEST.upper()}},
    ],
)
def test_a_statement_goes_only_with_its_digest_in_the_payload(
    database: Database, changes: dict[str, Any]
) -> None:
    with pytest.raises(LedgerError), database.writer() as conn:
        signed_entry(conn, **changes)
    assert rows(database) == []


@pytest.mark.parametrize("value", [0.5, 2**53, "e\u0301", {1: 2}, "\ud800", {3}])
def test_what_has_no_canonical_spelling_is_refused(database: Database, value: Any) -> None:
    with pytest.raises(NotCanonicalError), database.writer() as conn:
        entry(conn, payload={"value": value})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET kind = 'other' WHERE seq = 2",
        "DELETE FROM ledger WHERE seq = 3",
        "DELETE FROM ledger",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(database: Database, statement: str) -> None:
    fill(database, 3)
    with pytest.raises(DBAPIError, match="ledger is append-only"), database.writer() as conn:
        conn.execute(text(statement))
    assert judge(database).checked == 3


def test_postgresql_refuses_to_truncate_the_ledger(database: Database) -> None:
    if database.dialect == "sqlite":
        return
    fill(database, 3)
    with pytest.raises(DBAPIError, match="ledger is append-only"), database.writer() as conn:
        conn.execute(text("TRUNCATE ledger"))
    assert judge(database).checked == 3


COPY_ROW = (
    "INTO ledger SELECT :seq, time, kind, actor, carrier, subject, envelope, statement, signature, {prev}, :hash"
    " FROM ledger WHERE seq = 3"
)


@pytest.mark.parametrize(
    ("guard", "seq", "prev"),
    [
        ("ledger_no_gap", 5, "hash"),
        ("ledger_no_gap", 2, "hash"),
        ("ledger_no_fork", 4, "prev"),
        ("ledger_no_fork", 4, ":hash"),
    ],
)
def test_the_database_refuses_a_gap_and_a_fork(database: Database, guard: str, seq: int, prev: str) -> None:
    fill(database, 3)
    ledgers.tamper(database, lambda conn: ledgers.arm_only(conn, guard))
    with pytest.raises(DBAPIError, match="ledger is a chain"), database.writer() as conn:
        conn.execute(text("INSERT " + COPY_ROW.format(prev=prev)), {"seq": seq, "hash": b"h" * 32})
    assert judge(database).checked == 3


@pytest.mark.parametrize(("seq", "prev"), [(3, "prev"), (4, "prev"), (4, "hash")])
def test_keys_refuse_a_fork_even_without_triggers(database: Database, seq: int, prev: str) -> None:
    fill(database, 3)
    hashed = rows(database)[0].hash if prev == "hash" else b"h" * 32
    ledgers.tamper(database)
    with pytest.raises(DBAPIError, match=r"(?i)unique"), database.writer() as conn:
        conn.execute(text("INSERT " + COPY_ROW.format(prev=prev)), {"seq": seq, "hash": hashed})


@pytest.mark.parametrize("guard", ["ledger_no_gap", "ledger_no_delete"])
def test_sqlite_refuses_insert_or_replace_at_two_guards(database: Database, guard: str) -> None:
    if database.dialect != "sqlite":
        return
    fill(database, 3)
    ledgers.tamper(database, lambda conn: ledgers.arm_only(conn, guard))
    with pytest.raises(DBAPIError, match="ledger is"), database.writer() as conn:
        conn.execute(text("INSERT OR REPLACE " + COPY_ROW.format(prev="prev")), {"seq": 3, "hash": b"h" * 32})
    assert judge(database).ok


def _append_many(url: str, count: int) -> None:
    database = open_database(url, role="desk")
    for number in range(count):
        with database.writer() as conn:
            entry(conn, nonce=f"{number:04x}")
    database.close()


def test_several_processes_write_one_chain(database: Database, database_url: str) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(_append_many, database_url, 25) for _ in range(4)]:
            done.result(timeout=PATIENCE)
    report = judge(database)
    assert report.ok
    assert report.checked == 100


def follow(start: LedgerHead, chained: Iterable[chain.Link]) -> LedgerHead:
    """Where links lead from a head, each hashed to the one before."""
    for link in chained:
        start = LedgerHead(link.seq, chain.link_hash(start.hash, link.seq, link.envelope, link.signature))
        assert start.hash == link.hash
    return start


def test_links_lead_from_any_kept_head_to_the_newest_one(database: Database) -> None:
    heads = fill(database, 7)
    with database.reader() as conn:
        assert follow(LedgerHead(0, ROOT), chain.links(conn, 0)) == heads[6]
        assert follow(heads[3], chain.links(conn, 4)) == heads[6]
        assert follow(heads[6], chain.links(conn, 7)) == heads[6]
        assert chain.head(conn, ROOT) == heads[6]


def test_the_head_of_an_empty_ledger_is_its_genesis(database: Database) -> None:
    with database.reader() as conn:
        assert chain.head(conn, ROOT) == LedgerHead(0, ROOT)


def test_the_genesis_is_of_the_organisation_and_the_set_of_keys() -> None:
    assert chain.genesis("a", ["k1", "k2"]) == chain.genesis("a", ["k2", "k1"])
    assert len({chain.genesis("a", ["k1"]), chain.genesis("b", ["k1"]), chain.genesis("a", ["k2"])}) == 3


@pytest.mark.parametrize("keys", [[], ["k", "k"]])
def test_a_root_key_set_without_keys_or_with_repeats_is_refused(keys: list[str]) -> None:
    with pytest.raises(LedgerError):
        chain.genesis("a", keys)


@given(st.integers(0, 2**53), st.binary(min_size=32, max_size=32))
def test_a_printed_head_is_read_back(seq: int, hashed: bytes) -> None:
    head = LedgerHead(seq, hashed)
    printed = chain.format_head(head)
    assert chain.parse_head(printed) == head
    assert chain.parse_head(" " + printed.upper().replace(" ", "\n ")) == head


def test_a_head_is_printed_in_groups_of_four() -> None:
    assert chain.format_head(LedgerHead(42, bytes(range(32)))).startswith("42:0001 0203 0405 ")


@pytest.mark.parametrize(
    "printed", ["", "42", "42:", "42:" + "0" * 63, "42:" + "g" * 64, "-1:" + "0" * 64, "٤:" + "0" * 64]
)
def test_text_that_is_no_head_is_refused(printed: str) -> None:
    with pytest.raises(BadHeadError):
        chain.parse_head(printed)


words = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=8)
payloads = st.dictionaries(
    words.filter("statement".__ne__), st.none() | st.booleans() | st.integers(-999, 999) | words, max_size=4
)
acts = st.tuples(
    st.integers(0, 59).map(lambda second: f"2026-11-24T04:00:{second:02}Z"),
    words,
    st.none() | words,
    payloads,
    st.none() | st.binary(max_size=40),
    st.booleans(),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, min_size=1, max_size=12), st.data())
def test_whatever_was_appended_verifies_and_keeps_all_its_heads(
    database: Database, history: list[Any], data: st.DataObject
) -> None:
    start = judge(database).head
    heads = [] if start.seq == 0 else [start]
    with database.writer() as conn:
        for time, kind, carrier, payload, statement, signed in history:
            held = {} if statement is None else {"statement": hashlib.sha256(statement).hexdigest()}
            signature = "armour" if signed and statement is not None else None
            changes = {"time": time, "kind": kind, "carrier": carrier, "payload": payload | held}
            heads.append(entry(conn, **changes, statement=statement, signature=signature))
    assert judge(database, heads=heads).anchor == heads[-1]
    kept = data.draw(st.sampled_from(heads))
    report = judge(database, since=kept.seq, heads=[kept])
    assert (report.ok, report.head, report.checked) == (True, heads[-1], heads[-1].seq - kept.seq)
