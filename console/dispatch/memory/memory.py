"""Whether this dispatcher remembers everything that it reported: a lost, empty or rolled-back database must not send.

Every transaction is counted under a line that each start draws. Line and number are reported, signed, to the desk and to a witness
file (if the unit names a place for one) a few times a second. At a start both are asked: the database has forgotten what they know
and it does not. A dispatcher that forgot is not armed until two people arm it again, and the fact is kept.
"""

import logging
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from console.db.chain import LedgerHead, link_hash
from console.dispatch.clock import Clock, instant
from console.dispatch.link import DeskLink
from console.dispatch.reports.outbox import Author
from console.dispatch.rosters.files import Files
from console.dispatch.store import FORGOT, Store, Turn, read_mark, write_mark
from console.domain.people.people import Roster
from console.signing.canonical import NotCanonicalError, dumps, loads
from console.signing.keys import UnlockedKey
from console.signing.sshsig import BadSignatureError, verify
from console.signing.statements import Signed, decode
from console.wire.dispatch import Links, PullLinks
from console.wire.ledger.memory import Memory, PullMemories, TellMemory

log = logging.getLogger(__name__)

FORGOT_DESK, FORGOT_WITNESS, FORGOT_OTHER, FORGOT_FOREIGN = (
    "forgot_desk", "forgot_witness", "forgot_other", "forgot_foreign",
)  # fmt: skip
"""Why a dispatcher is not armed: the desk or the witness knows more than its database; another dispatcher sent through its gateway;
or a statement in its name has no valid signature."""

FORGOT_RECEIPT: Final = "forgot_receipt"
"""Why: a receipt came for somebody to whom, by this database, nothing was sent yet."""
HEAD: Final = "head"
"""The mark of the newest head that was signed before the database forgot: number, and hash in hex."""
_AGAIN: Final = 30.0
"""Seconds after which the desk is told again what it should know, because the desk itself may have been rolled back."""


class Recollection(NamedTuple):
    """The answer: why the database is not whole (empty if it is), what was reported before, and the head on the desk's chain."""

    why: str
    entries: list[Memory]
    head: LedgerHead | None = None


class Witness:
    """A folder that should be on another disk than the database, with one file per dispatcher. Only `read` raises OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fault = ""

    def read(self) -> list[Signed]:
        """Return the statements in the folder. Raises OSError or msgspec.DecodeError for a file that cannot be read."""
        return [
            msgspec.json.decode(path.read_bytes(), type=Signed)
            for path in sorted(self.folder.glob("*.memory"))
        ]

    def write(self, service: str, signed: Signed) -> None:
        """Replace the dispatcher's statement durably; note the fault if that fails."""
        path = self.folder / f"{service}.memory"
        fresh = path.with_suffix(".new")
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
            with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
                file.write(msgspec.json.encode(signed))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError as error:
            if not self.fault:
                log.error("the witness cannot be written: %s", error.strerror)  # noqa: TRY400 - one line says it
            self.fault = "witness_unwritable"
        else:
            self.fault = ""

    def state(self, home: Path) -> str:
        """Return its state for people: `good`, `witness_unwritable`, or `witness_same_disk` if it is on the home's own disk."""
        try:
            same = self.folder.stat().st_dev == home.stat().st_dev
        except OSError:
            return "witness_unwritable"
        return self.fault or ("witness_same_disk" if same else "good")


class Memories:
    """Asks at the start, counts from then on, and reports. `tell` and `ask` run on link threads."""

    def __init__(
        self, store: Store, files: Files, by: Author, key: UnlockedKey, clock: Clock, witness: Witness | None
    ) -> None:
        self._store, self._files, self._by, self._key, self._clock = store, files, by, key, clock
        self.witness = witness
        self.gateways: Callable[[], list[str]] = list
        self._told = -1
        self._next = 0.0

    # --- asking -------------------------------------------------------------------------------------------------

    def ask(self, desk: DeskLink) -> Recollection:
        """Ask the desk and the witness what they know of this dispatcher. Raises the link's errors; then the answer is unknown."""
        answer: list[tuple[str, str]] = desk.call(PullMemories())
        memories: list[Memory] = []
        why = ""
        for name, statements in (
            (FORGOT_DESK, [Signed(text, [one]) for text, one in answer]),
            self._witnessed(),
        ):
            for statement in statements:
                word = self._judged(statement)
                if word is None:
                    why = why or FORGOT_FOREIGN
                    continue
                memories.append(word)
                why = why or self._unknown(word, name)
        with self._store.look() as look:
            why = why or read_mark(look, FORGOT)[1]
        if not why:
            return Recollection("", memories)
        with self._store.turn() as turn:
            write_mark(turn, FORGOT, 1, why)
        return Recollection(why, memories, self._head(desk, memories))

    def _witnessed(self) -> tuple[str, list[Signed]]:
        if self.witness is None:
            return FORGOT_WITNESS, []
        try:
            return FORGOT_WITNESS, self.witness.read()
        except (OSError, msgspec.MsgspecError) as error:
            log.error("the witness cannot be read: %s", type(error).__name__)  # noqa: TRY400 - one line says it
            return FORGOT_WITNESS, [Signed("", [""])]

    def _judged(self, statement: Signed) -> Memory | None:
        """Return a statement that one of the house's dispatchers signed; None for one in our own name without a valid signature.

        An unsigned statement in another's name is logged and ignored: its sender could as well have kept it back.
        """
        try:
            word = msgspec.convert(loads(statement.text.encode()), Memory, strict=True)
            signer = verify(statement.signatures[0], statement.text.encode(), f"sms-memory@{self._by.org}")
        except (BadSignatureError, NotCanonicalError, msgspec.ValidationError, UnicodeEncodeError):
            return None
        if word.org == self._by.org and signer in set(self._keys(word.by)):
            return word
        if word.by == self._by.service:
            return None
        log.warning("what is told of %s is signed by nobody here", word.by)
        return msgspec.structs.replace(word, gateways=[])

    def own_keys(self) -> list[str]:
        """Return every key that signed, or signs, in this dispatcher's name."""
        return list(self._keys(self._by.service))

    def _keys(self, service: str) -> Iterator[str]:
        """Yield every key that a dispatcher has or had, by the roster versions here."""
        if service == self._by.service:
            yield self._key.public
        newest = [self._files.newest] if self._files.newest is not None else []
        for roster in [*newest, *_rosters(self._files.chain)]:
            yield from (one.public for one in roster.services if one.id == service)

    def _unknown(self, word: Memory, name: str) -> str:
        """Return why a statement knows more than the database, or an empty string."""
        with self._store.look() as look:
            known = look.one("SELECT number FROM memory WHERE line = ?", (word.line,))
        if known is not None and known[0] >= word.number:
            return ""
        if word.by == self._by.service:
            return name
        ours = set(self._files.own.gateways(self._files.newest))
        return FORGOT_OTHER if ours.intersection(word.gateways) else ""

    def _head(self, desk: DeskLink, memories: Iterable[Memory]) -> LedgerHead | None:
        """Return the newest head that we signed, if it is on the desk's chain; people must look at a ledger that lost its end."""
        mine = [word for word in memories if word.by == self._by.service and word.seq]
        newest = max(mine, key=lambda word: word.seq, default=None)
        if newest is None:
            return None
        links: Links = desk.call(PullLinks(newest.seq - 1))
        for number, prev, envelope, signature in links.rows[:1]:
            if number == newest.seq and link_hash(prev, number, envelope, signature).hex() == newest.hash:
                return LedgerHead(newest.seq, bytes.fromhex(newest.hash))
        log.error("the desk's ledger does not hold entry %d, whose head was signed here", newest.seq)
        return None

    # --- counting and telling -----------------------------------------------------------------------------------

    def begin(self) -> None:
        """Draw the line of this start; every later transaction counts under it."""
        line = secrets.token_hex(16)
        with self._store.turn() as turn:
            _keep(turn, line, self._by.service, 0, instant(self._clock))
        self._store.begin(line)

    def adopt(self, turn: Turn, memory: Recollection) -> None:
        """Adopt what others know of a database that had forgotten and that two people armed."""
        for word in memory.entries:
            _keep(turn, word.line, word.by, word.number, word.at)
        if memory.head is not None:
            write_mark(turn, HEAD, memory.head.seq, memory.head.hash.hex())
        turn.run("DELETE FROM mark WHERE name = ?", (FORGOT,))

    def tell(self, desk: DeskLink) -> None:
        """Report to the witness and the desk how far the database goes, if that changed. Raises the link's errors."""
        line = self._store.line
        if not line:
            return
        with self._store.look() as look:
            number = look.number("SELECT number FROM memory WHERE line = ?", (line,))
            seq, hashed = newest_head(look)
        if number == self._told and time.monotonic() < self._next:
            return
        word = Memory(
            org=self._by.org, by=self._by.service, at=instant(self._clock), line=line, number=number,
            gateways=sorted(self.gateways()), seq=seq, hash=hashed.hex() if seq else "0" * 64,
        )  # fmt: skip
        text = dumps(msgspec.to_builtins(word))
        statement = Signed(text.decode(), [self._key.sign(text, f"sms-memory@{self._by.org}")])
        if self.witness is not None:
            self.witness.write(self._by.service, statement)
        desk.call(TellMemory(statement.text, statement.signatures[0]))
        self._told, self._next = number, time.monotonic() + _AGAIN


def newest_head(look: Turn) -> tuple[int, bytes]:
    """Return number and hash of the newest ledger head that this dispatcher signed, also before it forgot; 0 and empty if none."""
    row = look.one("SELECT seq, hash FROM head ORDER BY seq DESC LIMIT 1")
    seq, hashed = read_mark(look, HEAD)
    if row is None or row[0] < seq:
        return seq, bytes.fromhex(hashed)
    return int(row[0]), bytes(row[1])


def _keep(turn: Turn, line: str, service: str, number: int, at: str) -> None:
    turn.run(
        "INSERT INTO memory (line, service, number, at) VALUES (?, ?, ?, ?) ON CONFLICT (line) DO UPDATE"
        " SET number = CASE WHEN memory.number > excluded.number THEN memory.number ELSE excluded.number END",
        (line, service, number, at),
    )


def _rosters(chain: Iterable[Signed]) -> Iterator[Roster]:
    for signed in reversed(list(chain)):
        roster = decode(signed.text.encode())
        if isinstance(roster, Roster):
            yield roster
