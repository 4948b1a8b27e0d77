"""`gateway new`: asks for what a gateway file says, one question after another, and writes the file; no organisation is needed.

Nothing that was answered is lost: a cut line, Ctrl-C and the end of the input leave a template with the answers in it, and the same
command goes on from there. No password is asked for, and none is taken.
"""

import contextlib
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final

import typer

from console.cli import exits, output, tables
from console.cli.session import Session
from console.cli.streams import ReaderGoneError, UsageError, echo, harmless, read_file
from console.domain.file_faults import Told
from console.domain.rosters import gateway_questions as asking
from console.domain.rosters.rule_files import digest_of, faults_of_gateway
from console.domain.sending import gateways
from console.domain.sending.gateway_keys import Key
from console.errors import ConsoleError, os_cause
from console.locale import gateway_file_words, words
from console.wire.ledger.outbox import OutKind

BACK: Final = "<"
HELP: Final = frozenset("?？")
_MOST: Final = 1 << 20
"""Bytes of a file that was begun; a gateway file has a few thousand."""


def _is_there(path: Path) -> bool:
    """Whether a name is taken, if only by a link; raises OSError for a name that cannot be looked at."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


@dataclass(slots=True)
class _Talk:
    """The questions about one file: `said` has the answers, `old` the bytes of the file that was there and is gone on with."""

    run: Session
    protocol: str
    file: Path
    said: dict[asking.Path, Any]
    old: bytes | None = None
    underway: bool = False

    # ---- asking

    def ask(self) -> bool:
        """Ask until every answer is right; return whether it came to that, and not somebody or a cut line ended it before."""
        self.underway = True
        try:
            try:
                self._ask()
            finally:
                self.underway = False
        except (EOFError, KeyboardInterrupt, OSError, ReaderGoneError):
            return False
        return True

    def _ask(self) -> None:
        asked = asking.questions(self.protocol)[1:]
        at = 0
        while at < len(asked):
            self._explain(asked[at])
            step = 0
            while not step:
                step = self._answered(asked[at], f"{at + 1}/{len(asked)}")
            at = max(0, at + step)
            if at == len(asked):
                wrong = self._wrong()
                at = next((nth for nth, key in enumerate(asked) if key.path == wrong), at)

    def _wrong(self) -> asking.Path | None:
        """Say what does not go with an answer that was given later; return the key that is asked again."""
        values = asking.whole(self.protocol, self.said)
        found = asking.faults(values)
        if not found and (odd := faults_of_gateway(self.text.encode())):
            # With the notes that stand above each key it may be too large.
            found = {[*values][-1]: odd[0]}
        for path, fault in found.items():
            self._tell(fault)
            # What is missing is asked for, and not what lacks it.
            other = (fault.detail,)
            lacking = fault.code == asking.APART and not self.said.get(other)
            return (
                other
                if lacking and any(key.path == other for key in asking.questions(self.protocol))
                else path
            )
        return None

    def _explain(self, key: Key) -> None:
        """Say what a key means that no answer offered here speaks for, and how groups of a list are typed."""
        if asking.offered(key, self.said) in (None, "", []):
            said = gateway_file_words.helped(self.protocol, key, self.run.lang)
            for line in said[: 2 if key.table else 1]:
                self._say(line)

    def _answered(self, key: Key, place: str) -> int:
        """Ask one question; return by how many to go on: 0 asks it again."""
        offered = asking.offered(key, self.said)
        typed = self._typed(self._question(key, place, offered))
        if typed == BACK:
            return -1
        if typed in HELP or (not typed and offered is None):
            for line in gateway_file_words.helped(self.protocol, key, self.run.lang):
                self._say(line)
            return 0
        fault = asking.fault(self.said, key, typed) if typed else None
        if fault is not None:
            self._tell(fault)
            return 0
        self.said[key.path] = asking.meant(key, typed) if typed else offered
        return 1

    def _question(self, key: Key, place: str, offered: Any) -> str:
        label = words.gateway_key(".".join(key.path), self.run.lang)
        if offered is None:
            return self.run.t("cli.gateway_new_ask", place=place, label=label)
        shown = self.shown(offered) or asking.EMPTY
        return self.run.t("cli.gateway_new_ask_offered", place=place, label=label, value=shown)

    def shown(self, value: Any) -> str:
        """A value as it would be typed."""
        return self.run.t("yes" if value else "no") if isinstance(value, bool) else asking.typed_as(value)

    def _tell(self, fault: Told) -> None:
        self._say(words.file_fault(fault, self.run.lang, typed=True))

    def _say(self, line: str) -> None:
        self.run.say(f"  {line}")

    def _typed(self, question: str) -> str:
        """Return a line that was typed; raises EOFError where none was ended, as half a word is no answer."""
        echo(harmless(question), err=True, ended=False)
        line = sys.stdin.buffer.readline()
        if not line.endswith(b"\n"):
            raise EOFError
        return line.decode(sys.stdin.encoding or "utf-8", "replace").strip()

    # ---- a file that is there

    def take_up(self) -> None:
        """Go on with the file if there is one and the person says so; raises ConsoleError `file_exists`, `file_unwritable`, `file_unreadable`."""
        try:
            # Before anything is asked: whoever has answered all shall not learn then that there is no place for it.
            with tempfile.TemporaryFile(dir=self.file.parent):
                there = _is_there(self.file)
        except OSError as error:
            raise ConsoleError("file_unwritable", path=self.file, error=os_cause(error)) from error
        if not there:
            return
        self.old = read_file(self.file, _MOST)
        begun = asking.answers_in(self.protocol, self.old)
        if begun is None or not self._agreed(self.run.t("cli.gateway_new_go_on", file=self.file.name)):
            raise ConsoleError("file_exists", path=self.file)
        self.said |= begun

    def _agreed(self, question: str) -> bool:
        try:
            return asking.yes(self._typed(question))
        except EOFError:
            return False

    # ---- the file

    @property
    def text(self) -> str:
        """The file as far as it is known."""
        return "\n".join([*gateway_file_words.template(self.protocol, self.run.lang, self.said), ""])

    def write(self) -> Path:
        """Write the file as far as it is known; beside it, where another one came there meanwhile. Raises ConsoleError."""
        text = self.text
        try:
            return self._written(text.encode())
        except ConsoleError:
            # Whatever the disk does, what was answered can be copied from here.
            self.run.show({"toml": text}, text.splitlines())
            raise

    def _written(self, data: bytes) -> Path:
        if self.old is not None and read_file(self.file, _MOST) == self.old:
            output.replace(self.file, data)
            return self.file
        beside = (self.file.with_stem(f"{self.file.stem}-{nth}") for nth in range(2, 100))
        place = next((one for one in (self.file, *beside) if not one.exists()), self.file)
        output.write(self.run, place, data, OutKind.RULES)
        return place


def new(run: Session, protocol: str, file: Path) -> None:
    """Ask, write the file, and say what comes next. Raises ConsoleError, and typer.Exit where somebody ended it."""
    if file == output.STANDARD:
        raise UsageError(run.t("cli.gateway_new_no_file"))
    talk = _Talk(run, protocol, file, {asking.PROTOCOL: protocol})
    talk.take_up()
    begun = dict(talk.said)
    run.say(run.t("cli.gateway_new_head", protocol=protocol.upper(), file=file))
    run.say(run.t("cli.gateway_new_keys"))
    with _hung_up(talk):
        whole = talk.ask()
        # Before a word is said: whoever was cut off has no terminal any more.
        place = talk.write() if talk.said != begun or whole else None
    if whole:
        _show_whole(talk, place or file)
        return
    with contextlib.suppress(OSError, ReaderGoneError):
        run.say()
        if place is None:
            run.say(run.t("cli.gateway_new_nothing"))
        else:
            _show_begun(talk, place)
    raise typer.Exit(exits.INTERRUPTED)


_ENDS: Final = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)


@contextlib.contextmanager
def _hung_up(talk: _Talk) -> Iterator[None]:
    """Let a cut line or a stop of the program end the questions as Ctrl-C does, so that the answers are written.

    Ctrl-C does so even where a shell began the program in the background, and so had it passed over. One that comes after the questions,
    such as the kernel's after the end of the input, or a shell's after the kernel's, changes nothing.
    """

    def end(_number: int, _frame: FrameType | None) -> None:
        for one in _ENDS:
            signal.signal(one, signal.SIG_IGN)
        if talk.underway:
            raise KeyboardInterrupt

    before = {one: signal.signal(one, end) for one in _ENDS}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _show_begun(talk: _Talk, place: Path) -> None:
    """Say what is written, what it lacks, and how to go on."""
    run, left = talk.run, asking.to_fill(talk.protocol, talk.said)
    names = [words.gateway_key(".".join(key.path), run.lang) for key in left]
    data = {"file": str(place), "left": [".".join(key.path) for key in left]}
    lines = [run.t("cli.gateway_new_begun", file=place)]
    lines += (
        [run.t("cli.gateway_new_left", n=len(left), names=run.t("form.between").join(names))] if left else []
    )
    run.show(data, [*lines, run.t("cli.gateway_new_again", protocol=talk.protocol, file=place)])


def _show_whole(talk: _Talk, place: Path) -> None:
    """Show what the file says, and what comes next."""
    run, said = talk.run, asking.whole(talk.protocol, talk.said)
    rows = [(words.gateway_key(".".join(path), run.lang), talk.shown(value)) for path, value in said.items()]
    id_, digest = said["id",], digest_of(talk.text.encode())
    after = [
        run.t("cli.gateway_new_propose", file=place),
        run.t("cli.gateway_new_place"),
        run.t("cli.gateway_new_password", gateway=id_),
        run.t("cli.gateway_new_expiries", gateway=id_),
        run.t("cli.gateway_new_first", gateway=id_, to=_telephones(said)),
        run.t("cli.gateway_new_beyond"),
    ]
    steps = [f"{nth}. {step}" for nth, step in enumerate(after, 1)]
    told = gateways.remarks(gateways.read(talk.text))
    remarks = [run.name("gateway_remark", one) for one in told]
    lines = [
        *tables.pairs(rows),
        "",
        run.t("cli.gateway_new_written", file=place),
        digest,
        *remarks,
        "",
        *steps,
    ]
    run.show({"file": str(place), "name": id_, "digest": digest, "remarks": told}, lines)


def _telephones(said: asking.Answers) -> str:
    """The telephones of a file as a trial names them; a word for them where the file has none."""
    return "、".join(one["label"] for one in said.get(("handsets",), [])) or "LABEL"
