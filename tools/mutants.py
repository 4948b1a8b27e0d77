"""Refusal mutants: every check of the rules and of the verifier is removed in turn, and some test must fall each time.

``python -m tools.mutants`` prints what survived and returns 1 if that differs from REVIEWED or if the table of checks is out
of date; ``--write`` writes the table anew (``--afresh``: without a look at the old one), ``--all`` prints who killed what.
``--only TEXT``, which may be given several times, tries the mutants that hold TEXT in their names (a module's name, say) and prints
those that live; with ``--write`` the table's other rows stay as they are. ``--sample N`` tries those that are not in the table yet and
about one in N of the others, always the same ones. ``--seek`` looks harder for a bundle where none is known: for
a hostile one that passes without the check, or for a good one that does not, where a mutant makes the rules stricter.

The tests are collected and run once, with a note of the lines that each walks. Every mutant then lives in a forked copy of that
process: one function's code is replaced, and the tests that walk the place are run until one fails.
"""

import argparse
import gc
import hashlib
import os
import pickle
import selectors
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import FrameType
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

from tools.faults import Fault, apply, cells, mutants, row
from tools.mutant_notes import beside, good_one, why_none
from tools.trees import ROOT, source_of

TARGETS = (
    "console.domain.approvals.approvers",
    "console.domain.authority",
    "console.domain.archive.check_code",
    "console.domain.erasure.erasing",
    "console.domain.sending.gateways",
    "console.domain.rosters.grounds",
    "console.domain.people.people",
    "console.domain.two_person.pairing",
    "console.domain.two_person.withdrawal",
    "console.domain.approvals.routes",
    "console.domain.categories",
    "console.domain.people.standing",
    "console.domain.requests.text",
    "console.signing.bundle",
    "console.signing.bundle_file",
    "console.signing.canonical",
    "console.signing.enrolment",
    "console.signing.hand_over",
    "console.signing.pairs",
    "console.signing.resuming",
    "console.signing.skew",
    "console.signing.personnel",
    "console.signing.sshsig",
    "console.signing.statements",
    "console.signing.through",
    "console.signing.trust",
    "console.signing.withdrawing",
)
"""The rules, the verifier, and what both stand on."""

TESTS = (
    "tests/domain/test_authority.py",
    "tests/domain/archive/test_check_code.py",
    "tests/domain/credentials/test_custody.py",
    "tests/domain/sending/test_gateways.py",
    "tests/domain/sending/test_http_profile.py",
    "tests/domain/people/test_grounds.py",
    "tests/domain/two_person",
    "tests/domain/erasure/test_retention.py",
    "tests/domain/people/test_standing.py",
    "tests/domain/requests/test_text.py",
    "tests/signing",
)
SLOW = "not key_file and not key_files and not service_key and not stock"
"""Tests that judge no bundle and take long stay out."""

TABLE = ROOT / "tests" / "signing" / "checks.md"
HOSTILE = "test_every_hostile_bundle_is_refused_under_its_name["
FINE = "test_every_good_bundle_passes["
WORKERS = 2
MOST_REVIEWED = 3
REVIEWED: dict[str, str] = {
    "console.domain.authority.Authority._level: the member [RequestState.APPROVED] of"
    " [{RequestState.SUBMITTED, RequestState.APPROVED}]": (
        "a request that is approved has no level due, so the second half of the same condition refuses it"
    ),
    "console.domain.authority.Authority._without_request: the term [act is Act.ADD_OPTOUT] of"
    " [act is Act.ADD_OPTOUT and (not self.roster.keeps_optouts(pe…]": (
        "the two other acts without a request are a drafter's, and drafters keep opt-outs too"
    ),
}
"""Mutants that may live, each with the reason; at most MOST_REVIEWED."""


class Fate(NamedTuple):
    """What became of a mutant: the test that fell (empty if none did), a hostile bundle that it lets through, or a good one that it does not."""

    killer: str
    passed: tuple[str, ...]
    refused: tuple[str, ...] = ()


REVIEWED_CELL = "(reviewed)"
_UNKNOWN = Fate("", ())
_UNTRIED = Fate("(not tried yet)", ())


class Walk:
    """Which tests walked which lines of these modules; those that walk few lines come first, as the likeliest to notice."""

    def __init__(self, modules: Iterable[str]) -> None:
        self.lines: dict[tuple[str, int], set[int]] = {}
        self.breadth: dict[int, int] = {}
        self._files = {str(source_of(name)) for name in modules}
        self._test = -1

    def record(self, number: int, run: Callable[[], None]) -> None:
        """Run one test with its number noted at each line."""
        self._test = number
        sys.settrace(self._enter)
        try:
            run()
        finally:
            sys.settrace(None)
        self.breadth[number] = sum(number in tests for tests in self.lines.values())

    def tests(self, file: str, first: int, last: int) -> list[int]:
        """Numbers of the tests that walked any of these lines."""
        found: set[int] = set()
        for place, tests in self.lines.items():
            if place[0] == file and first <= place[1] <= last:
                found.update(tests)
        return sorted(found, key=lambda number: (self.breadth[number], number))

    def _enter(self, frame: FrameType, _event: str, _arg: Any) -> Any:
        return self._line if frame.f_code.co_filename in self._files else None

    def _line(self, frame: FrameType, event: str, _arg: Any) -> Any:
        if event == "line":
            place = (frame.f_code.co_filename, frame.f_lineno)
            self.lines.setdefault(place, set()).add(self._test)
        return self._line


class Hunt:
    """A pytest plugin that takes the place of the run loop."""

    def __init__(self, wanted: Sequence[Fault], known: dict[str, Fate], *, seek: bool = False) -> None:
        self.wanted, self.known, self.seek = wanted, known, seek
        self.fates: dict[str, Fate] = {}
        self.broken: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every test once as it stands, then every mutant."""
        walk, items = Walk({mutant.module for mutant in self.wanted}), session.items
        for number, item in enumerate(items):
            failed: list[str] = []
            walk.record(number, lambda item=item, failed=failed: failed.extend(_failures(item)))  # type: ignore[misc]
            self.broken.extend(failed)
        if not self.broken:
            # What is there already is nobody's garbage: a child must not copy it only to count it.
            gc.collect()
            gc.freeze()
            self._hunt(items, walk)
        return True

    def _hunt(self, items: Sequence[pytest.Item], walk: Walk) -> None:
        waiting, running = list(reversed(self.wanted)), selectors.DefaultSelector()
        while waiting or running.get_map():
            while waiting and len(running.get_map()) < WORKERS:
                mutant = waiting.pop()
                running.register(
                    _fork(mutant, items, walk, self.known.get(mutant.name, _UNKNOWN), seek=self.seek),
                    selectors.EVENT_READ,
                    mutant.name,
                )
            for key, _ in running.select():
                with os.fdopen(key.fd, "rb") as pipe:
                    running.unregister(key.fd)
                    data = pipe.read()
                os.wait()
                if data:
                    self.fates[key.data] = Fate(*pickle.loads(data))  # noqa: S301 - our own child's words
                else:
                    self.broken.append(f"the process ended without an answer: {key.data}")


def _fork(mutant: Fault, items: Sequence[pytest.Item], walk: Walk, known: Fate, *, seek: bool) -> int:
    """Start a child that tries one mutant; return the end of the pipe that its fate comes through."""
    reader, writer = os.pipe()
    if os.fork():
        os.close(writer)
        return reader
    os.close(reader)
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    try:
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(tuple(_try(mutant, items, walk, known, seek=seek)), pipe)
    finally:
        # Whatever happened: a child must never go on as if it were the parent.
        os._exit(0)


def _try(mutant: Fault, items: Sequence[pytest.Item], walk: Walk, known: Fate, *, seek: bool) -> Fate:
    """The fate of a mutant, in this process; what is known of it is tried first, so that an unchanged check costs one test."""
    file = str(source_of(mutant.module))
    near = walk.tests(file, *mutant.refusal) if mutant.refusal else []
    around = walk.tests(file, *mutant.place)
    first = [number for number, item in enumerate(items) if _short(item.nodeid) == known.killer]
    apply(mutant)
    killer = ""
    for number in dict.fromkeys([*first, *near, *around]):
        if _failures(items[number]):
            killer = _short(items[number].nodeid)
            break
    from tests.signing import hostile  # noqa: PLC0415 - the tests are there only when the hunt runs in the tree

    def named(numbers: Iterable[int], test: str) -> list[str]:
        return [name for n in numbers if (name := items[n].nodeid.partition(test)[2].rstrip("]"))]

    def first_of(chosen: Iterable[str], fits: Callable[[str], bool]) -> tuple[str, ...]:
        tried = (name for name in dict.fromkeys(chosen) if name in hostile.corpus())
        return tuple(islice((name for name in tried if fits(name)), 1))

    sought = around if seek and not beside(mutant.name) and not known.passed and not known.refused else []
    bad = [
        *known.passed,
        killer.partition(HOSTILE)[2].rstrip("]"),
        *named(sorted(near), HOSTILE),
        *named(sought, HOSTILE),
    ]
    passed = first_of(bad, hostile.passes)
    if passed:
        return Fate(killer, passed)
    good = [*known.refused, killer.partition(FINE)[2].rstrip("]"), *named(sought, FINE)]
    return Fate(killer, (), first_of(good, lambda name: not hostile.passes_everywhere(name)))


def _failures(item: pytest.Item) -> list[str]:
    reports = runtestprotocol(item, log=False, nextitem=None)
    return [f"{_short(report.nodeid)}: {report.longreprtext}" for report in reports if report.failed]


def _short(nodeid: str) -> str:
    return nodeid.rpartition("/")[2]


def every_mutant() -> list[Fault]:
    """The mutants of all targets, in the order of their text."""
    return [mutant for module in TARGETS for mutant in mutants(module, source_of(module))]


def hunt(wanted: Sequence[Fault], known: dict[str, Fate], *, seek: bool = False) -> Hunt:
    """Try the mutants and return the plugin with their fates; `broken` lists tests that fail without any mutant."""
    from hypothesis import settings  # noqa: PLC0415 - a development package; the table can be read without it

    settings.register_profile("mutants", max_examples=20, derandomize=True, database=None, deadline=None)
    settings.load_profile("mutants")
    plugin = Hunt(wanted, known, seek=seek)
    pytest.main(
        ["-qq", "-W", "ignore", "--assert=plain", "--tb=native", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:textual-snapshot", "-o", "addopts=--import-mode=importlib",
         "-k", SLOW, *(str(ROOT / path) for path in TESTS)],
        plugins=[plugin],
    )  # fmt: skip
    return plugin


def table(wanted: Sequence[Fault], fates: dict[str, Fate], modules: Sequence[str] = TARGETS) -> Iterator[str]:
    """The lines of the table that pairs each check with the hostile bundle that it alone refuses, and with a test."""
    yield "<!-- Written by `python -m tools.mutants --write`: every check removed in turn, and who noticed. -->"
    yield "# Checks of the rules and the verifier"
    yield ""
    yield "A bundle is named where one is let through that every other check lets through too; else the third column says why none is:"
    yield "where the rules are stricter without a check, it names a good bundle that they then refuse."
    for module in modules:
        yield ""
        yield f"## {module}"
        yield "| without | the hostile bundle that then passes | why none does | the test that falls |"
        yield "|---|---|---|---|"
        for mutant in wanted:
            if mutant.module == module:
                fate = fates.get(mutant.name, _UNTRIED)
                what = mutant.name.partition(": ")
                place = what[0].removeprefix(module + ".")
                none = REVIEWED.get(mutant.name) or why_none(mutant.name, fate.killer, fate.refused)
                yield row(
                    (
                        f"{place}: `{what[2]}`",
                        *(fate.passed or [""]),
                        "" if fate.passed else none,
                        fate.killer or REVIEWED_CELL,
                    )
                )


def read_table() -> dict[str, Fate]:
    """The fates that the table tells, by the mutant's name."""
    found: dict[str, Fate] = {}
    module = ""
    for line in TABLE.read_text("utf-8").splitlines() if TABLE.exists() else []:
        if line.startswith("## "):
            module = line[3:]
        told = cells(line)
        if len(told) == 4 and ": `" in told[0]:
            place, _, what = told[0].partition(": `")
            found[f"{module}.{place}: {what[:-1]}"] = Fate(
                told[3], tuple(filter(None, [told[1]])), good_one(told[2])
            )
    return found


def _report(plugin: Hunt, *, everything: bool) -> list[str]:
    """Print the fates; return the names of the mutants tried that live and are not reviewed, or are reviewed and do not live."""
    living = [name for name, fate in plugin.fates.items() if not fate.killer]
    for name, fate in sorted(plugin.fates.items()) if everything else ():
        print(f"{'killed' if fate.killer else 'lives '} {name}\n        {fate.killer} {fate.passed}")
    wrong = [f"lives: {name}" for name in sorted(living) if name not in REVIEWED]
    if len(REVIEWED) > MOST_REVIEWED:
        wrong.append(f"more than {MOST_REVIEWED} mutants are reviewed")
    tried = REVIEWED.keys() & plugin.fates.keys()
    wrong += [f"reviewed, but does not live: {name}" for name in sorted(tried) if name not in living]
    return wrong


def _lot(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4])


def main(arguments: Sequence[str] | None = None) -> int:
    """Hunt, print, compare; see the module's own words for the options."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--afresh", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seek", action="store_true")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--sample", type=int, default=1)
    options = parser.parse_args(arguments)
    os.chdir(ROOT)
    started = time.monotonic()
    every = every_mutant()
    known = read_table()
    wanted = [
        m
        for m in every
        if (not options.only or any(text in m.name for text in options.only))
        and (m.name not in known or _lot(m.name) % options.sample == 0)
    ]
    plugin = hunt(wanted, {} if options.afresh else known, seek=options.seek)
    if plugin.broken or set(plugin.fates) != {m.name for m in wanted}:
        print("the hunt itself failed:", *plugin.broken, sep="\n")
        return 1
    wrong = _report(plugin, everything=options.all)
    wrong += [
        f"reviewed, but is no mutant: {name}" for name in sorted(REVIEWED.keys() - {m.name for m in every})
    ]
    text = "\n".join(table(every, known | plugin.fates)) + "\n"
    if options.write:
        TABLE.write_text(text, "utf-8")
    elif (
        not options.only and options.sample == 1 and (not TABLE.exists() or TABLE.read_text("utf-8") != text)
    ):
        wrong.append(f"{TABLE.relative_to(ROOT)} is out of date: python -m tools.mutants --write")
    print(*wrong, sep="\n")
    alone = sum(1 for fate in plugin.fates.values() if fate.passed)
    stricter = sum(1 for fate in plugin.fates.values() if fate.refused)
    killed = sum(1 for fate in plugin.fates.values() if fate.killer)
    print(
        f"{len(wanted)} mutants, {killed} killed, {len(wanted) - killed} live, {len(REVIEWED)} of them may; "
        f"{alone} have a hostile bundle that passes then, {stricter} a good one that does not; {time.monotonic() - started:.0f} s"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
