"""Calls about the maintenance log and requests for support (R7, R8)."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Final

import msgspec

from console.domain.asks import ask
from console.domain.reads import reads
from console.domain.refusals import Refusal, refuse
from console.domain.upkeep.upkeep import Kind, State, Topic
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import After, Filter, Whole, filter_by
from console.wire.shown import shown

WORDS: Final = 2000
"""Characters of each text that is typed."""

EVERYWHERE: Final = "lptwx"
"""Where what every record has is shown."""


class UpkeepRow(msgspec.Struct, frozen=True):
    """A record. Maintenance went from `began` to `ended`, and `stopped` sending or not; support was asked at `at` and answered at `ended`.

    `text` is what was done or asked, `result` what came of it or the answer, `who` did it or answered. `due` is until when an open
    question is answered, else empty; `refusal` is why the caller may not answer.
    """

    id: int
    number: Annotated[str, shown(width=10, places=EVERYWHERE)]
    kind: Annotated[str, shown("upkeep_kind", (8, 12), EVERYWHERE)]
    state: Annotated[str, shown("upkeep_state", (10, 12), EVERYWHERE, label="column.state")]
    topic: Annotated[str, shown("upkeep_topic", (10, 12), EVERYWHERE)]
    about: Annotated[str, shown(places=EVERYWHERE)]
    department: Annotated[str, shown("department", places="pwx", label="column.department")]
    by: Annotated[str, shown("person", places="ptwx", beside="at")]
    at: Annotated[str, shown("time", places="x")]
    began: Annotated[str, shown("time", places="pwx")]
    ended: Annotated[str, shown("time", places="ptwx")]
    stopped: Annotated[bool, shown("upkeep_stopped", places="pwx")]
    due: Annotated[str, shown("time", places="ptwx", label="column.due")]
    late: bool
    who: Annotated[str, shown("person", places="pwx")]
    text: Annotated[str, shown(places="pwx", section=1)]
    result: Annotated[str, shown(places="pwx", section=2)]
    refusal: Refusal | None


class UpkeepPage(msgspec.Struct, frozen=True):
    """Records, newest first; `refusal` is why the caller may not write down maintenance, or None."""

    page: Page
    rows: list[UpkeepRow]
    refusal: Refusal | None


class Upkeep(Ask, frozen=True):
    """The records that the caller may read, filtered by kind, state, and words in number, subject or texts."""

    kind: Annotated[str, filter_by(Kind, "upkeep_kind")] = ""
    state: Annotated[str, filter_by(State, "upkeep_state")] = ""
    text: Filter = ""
    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = UpkeepPage


class UpkeepDetail(Ask, frozen=True):
    """One record, by its id."""

    id: Whole
    Answer: ClassVar[type] = UpkeepRow


About = Annotated[str, ask(most=80, label="about")]
Words = Annotated[str, ask(option="words", most=WORDS)]


class EnterUpkeep(Do, frozen=True):
    """Write down what was maintained: `about` which part, from `began` to `ended`, and whether sending `stopped` meanwhile."""

    NOUN: ClassVar[str] = "upkeep"
    CLAUSE: ClassVar[str] = "R7"
    topic: Annotated[str, reads("upkeep_topic"), ask(choices=Topic)]
    about: About
    text: Annotated[str, ask(option="words", label="done", most=WORDS)]
    result: Annotated[str, ask(most=WORDS)]
    began: Annotated[str, ask("time")]
    ended: Annotated[str, ask("now")]
    stopped: Annotated[bool, ask(needed=False)] = False

    @staticmethod
    def between(said: Mapping[str, Any]) -> Iterator[tuple[str, Refusal]]:
        """Yield that it ended after it began."""
        if said.get("began") and said.get("ended") and said["ended"] < said["began"]:
            yield "ended", refuse("upkeep_order", "R7")


class AskSupport(Do, frozen=True):
    """Ask the General Department for help; `urgent`, where sending waits for it."""

    NOUN: ClassVar[str] = "upkeep"
    CLAUSE: ClassVar[str] = "R7"
    topic: Annotated[str, reads("upkeep_topic"), ask(choices=Topic)]
    about: About
    text: Annotated[str, ask(option="words", label="question", most=WORDS)]
    urgent: Annotated[bool, ask(needed=False)] = False


class AnswerSupport(Do, frozen=True):
    """Answer a question: what was done, or how it is done."""

    NOUN: ClassVar[str] = "upkeep"
    CLAUSE: ClassVar[str] = "R7"
    id: Whole
    text: Annotated[str, ask(option="words", label="answer", most=WORDS)]
