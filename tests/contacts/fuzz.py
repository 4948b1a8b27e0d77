"""Octets of chance, and good files with faults of chance, through guard, decoder and classifier; what must hold of each.

python -m tests.contacts.fuzz [SECONDS] [SEED]      how many cases a second, and how many ended in which way
"""

import os
import random
import re
import resource
import sys
import time
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator

from console.contacts.classify import judge_text
from console.contacts.errors import FileRefusedError
from console.contacts.pipeline import judge_rows, read_column, sort_out, to_finding
from console.contacts.plan import newest_plan
from console.contacts.reader import Limits
from console.contacts.reasons import REPAIRABLE
from console.contacts.texts.decode import ENCODINGS, decode_lines
from console.contacts.workbooks.guard import guard
from tests.contacts.nasty import encodings, rows, types, workbooks

PLAN = newest_plan()
NAMES = ("a.txt", "a.xls", "a.xlsx", "a", "a.dat")
_PIECES = (
    "13800138000", "138 0013 8000", "１３８００１３８０００", "1380013800(0)", "138-0013-8000", "138.0013.8000", "+86", "张三", "手机号",
    "\u200b", "\u00a0", "\ufeff", "\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00", "\x1a", ",", "\t", "1", "0", "(", ")", ".0", "E+10",
)  # fmt: skip


def _flipped(data: bytes, chance: random.Random) -> bytes:
    """A file with some faults: octets that are others, are gone, come twice, or a piece of it that is cut off or NULs."""
    mutable = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        if not mutable:
            break
        at = chance.randrange(len(mutable))
        match chance.randrange(6):
            case 0:
                mutable[at] ^= 1 << chance.randrange(8)
            case 1:
                mutable[at] = chance.randrange(256)
            case 2:
                del mutable[at : at + chance.randrange(1, 9)]
            case 3:
                mutable[at:at] = mutable[at : at + chance.randrange(1, 33)]
            case 4:
                mutable[at : at + 8] = bytes(8)
            case _:
                if chance.randrange(4) == 0:
                    del mutable[at:]
    return bytes(mutable)


def files(chance: random.Random) -> Iterator[tuple[bytes, str, str | None]]:
    """Files without end: octets, name, chosen encoding."""
    seeds = [
        one.data() for one in (*encodings.cases(), *types.cases(), *workbooks.cases(), *rows.cases()[::5])
    ]
    seeds = [one for one in seeds if len(one) < 100_000]
    while True:
        kind = chance.randrange(4)
        if kind == 0:
            data = chance.randbytes(chance.randrange(400))
        elif kind == 1:
            text = "".join(chance.choice(_PIECES) for _ in range(chance.randrange(40)))
            data = text.encode(chance.choice(ENCODINGS), "replace")
            data = _flipped(data, chance) if chance.randrange(2) else data
        else:
            data = _flipped(chance.choice(seeds), chance)
        yield data, chance.choice(NAMES), chance.choice((None, None, None, *ENCODINGS))


def digits_of(text: str) -> str:
    """Every decimal digit of a text, in its order."""
    return "".join(str(value) for value in (unicodedata.decimal(c, -1) for c in text) if value >= 0)


def judge(data: bytes, name: str, encoding: str | None) -> str:
    """Read one file and insist on what must hold; return how it ended. Raises AssertionError, or whatever was not foreseen."""
    try:
        kind = guard(data, name).kind
        if kind != "txt":
            return _in_a_process_of_its_own(data, name, kind)
        return _judge_all(data, name, encoding, kind)
    except FileRefusedError as refused:
        return f"refused: {refused.reason.value}"


def _in_a_process_of_its_own(data: bytes, name: str, kind: str) -> str:
    """The same for a workbook, whose reader may end the whole process: the reading process has the same limits."""
    ours, theirs = os.pipe()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        # The threads of a test run hold nothing that the child needs.
        child = os.fork()
    if not child:
        os.close(ours)
        resource.setrlimit(resource.RLIMIT_AS, (Limits().memory, Limits().memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            end = _judge_all(data, name, None, kind)
        except FileRefusedError as refused:
            end = f"refused: {refused.reason.value}"
        except BaseException as error:  # noqa: BLE001 - told to the parent, which fails
            end = f"unnamed: {error!r}"
        os.write(theirs, end.encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        end = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    assert not end.startswith("unnamed"), end
    return end or f"{kind}, its reader ended by signal {os.WTERMSIG(status)}"


def _judge_all(data: bytes, name: str, encoding: str | None, kind: str) -> str:
    column = read_column(data, name, PLAN, lambda _: None, sheet=None, encoding=encoding)
    result = sort_out(judge_rows(column, PLAN, lambda _: None), PLAN, REPAIRABLE, lambda _: None)
    taken = list(result.numbers)
    assert taken == sorted(set(taken))
    found = [to_finding(column, entry, texts=True) for entry in result.findings]
    left_out = {one.row for one in found if not one.kept}
    # A row is a number of the list or has a reason, however many reasons it has; blank rows may be told as one run.
    assert len(taken) <= len(column.numbers)
    if kind == "txt":
        joined = sum(one.n for one in column.source.remarks if one.code == "joined_lines")
        _judge_text(data, encoding, len(column.numbers) + joined, taken, None if joined else left_out)
    return kind


def _judge_text(
    data: bytes, encoding: str | None, rows: int, taken: list[int], left_out: set[int] | None
) -> None:
    """No number that the octets do not hold, and as many rows as an editor shows, but for those that a quoted cell joins."""
    lines, codec, chosen, _, bad = decode_lines(data, encoding)
    assert len(lines) == rows
    assert left_out is None or not {index for index in bad if index + 1 not in left_out}
    texts = [line.decode(codec) for line in lines]
    held = {digits_of(text) for index, text in enumerate(texts) if index not in bad}
    assert all(any(str(number) in digits for digits in held) for number in taken)
    if not bad:
        mark = next((one for one in _MARKS if data.startswith(one[0])), (b"", ""))[0]
        whole = data.removeprefix(mark).decode(chosen, "replace").removesuffix("\x1a")
        editors = re.split("\r\n|\n|\r", whole)
        assert len(editors) - (not editors[-1]) == len(lines)


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"), (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip


def judge_row(text: str) -> None:
    """Judge a text as a row: a number only of its own digits, in their order."""
    verdict = judge_text(text, PLAN)
    assert (verdict.reason is None) == (verdict.number > 0)
    assert not verdict.number or str(verdict.number) in digits_of(text)


def run(seconds: float, seed: int) -> Counter[str]:
    """Judge files and rows for some seconds; return how often which end came."""
    chance = random.Random(seed)  # noqa: S311 - a seeded walk, no secret
    ends: Counter[str] = Counter()
    deadline = time.monotonic() + seconds
    for data, name, encoding in files(chance):
        try:
            ends[judge(data, name, encoding)] += 1
            judge_row("".join(chance.choice(_PIECES) for _ in range(chance.randrange(8))))
        except BaseException:
            sys.stderr.write(f"seed {seed}, case {ends.total()}: {data!r} {name} {encoding}\n")
            raise
        if time.monotonic() > deadline:
            return ends
    return ends


if __name__ == "__main__":
    allowed = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    told = run(allowed, first)
    sys.stdout.write(f"{told.total()} cases, {told.total() / allowed:.0f} a second\n")
    for end, n in told.most_common():
        sys.stdout.write(f"{n:9}  {end}\n")
