"""What a person signs is shown whole: any value of any signed act that changes by a hair changes what they read."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn

import pytest

from console import reading
from console.cli import signing
from console.cli.outside import Outside
from console.cli.session import Session as CommandLine
from console.domain import leaves
from console.domain.acts import Request
from console.errors import ConsoleError
from console.screens.session import Session as Screens
from console.screens.statement import act_words
from console.settings import Settings
from tests import signed_acts

UNSEEN: Final[dict[str, str]] = {}
"""Leaves whose change need not be seen, as `<act>.<path>`, each with its reason; six at most."""

SEEDS: Final = 1
"""How many acts of each kind are made, and of each member of a union in it."""

WIDTHS: Final = (70, 76, 116)
"""Cells of a dialog, of a page at 80 columns, of one at 120."""


@pytest.fixture(autouse=True)
def strict_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A label that the catalogue lacks fails the test."""
    monkeypatch.setenv("SMS_CONSOLE_WORDS", "strict")


def nowhere(*_: object) -> NoReturn:
    raise ConsoleError("desk_gone")


NAMES: Final = {"zhangsan": "张三", "business": "业务部"}
LINES: Final = {
    lang: CommandLine(
        Outside(nowhere, nowhere, nowhere, nowhere, nowhere, nowhere, nowhere),
        Settings(Path("/nowhere"), lang=lang),
    )
    for lang in ("zh", "en")
}
PAGES: Final = {
    lang: Screens(nowhere, None, Path, lang, names=NAMES, departments=NAMES) for lang in ("zh", "en")
}


def command_line(act: Any, lang: str) -> str:
    """What the command line prints before it asks for the passphrase, as far as an eye sees it."""
    return "\n".join(line.rstrip() for line in signing.act_lines(LINES[lang], act))


def screen(act: Any, lang: str, width: int) -> str:
    """What a page or a dialog shows of it."""
    session = PAGES[lang]
    return "\n".join(line.rstrip() for line in act_words(session, act, width).plain.split("\n"))


@pytest.mark.parametrize("kind", signed_acts.KINDS, ids=lambda kind: kind.__name__)
def test_whatever_changes_in_a_signed_act_changes_what_is_read(
    kind: type[Any], record_property: Callable[[str, object], None]
) -> None:
    unseen: dict[str, list[str]] = defaultdict(list)
    walked: set[tuple[int, str]] = set()
    changes = 0
    for member in signed_acts.members(kind):
        for seed in range(SEEDS):
            rng = signed_acts.Turn(member, seed)
            act = signed_acts.example(kind, rng)

            lang, width = rng.choice(("zh", "en")), rng.choice(WIDTHS)
            walked |= {(member, signed_acts.place(leaf.path)) for leaf in signed_acts.leaves(act)}
            before = command_line(act, lang), screen(act, lang, width)
            for change in signed_acts.changes(act, rng):
                changes += 1
                after = command_line(change.act, lang), screen(change.act, lang, width)
                for where, one, other in zip(("command line", "screen"), before, after, strict=True):
                    if one == other:
                        unseen[f"{leaves.noun_of(kind)}.{change.place}"].append(f"{where}: {change.what}")
    record_property("leaves", len(walked))
    record_property("changes", changes)
    assert {place: what for place, what in unseen.items() if place not in UNSEEN} == {}


def test_at_most_six_leaves_go_unseen_and_each_has_its_reason() -> None:
    assert len(UNSEEN) <= 6
    assert all(UNSEEN.values())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", signed_acts.KINDS, ids=lambda kind: kind.__name__)
def test_no_two_values_of_an_act_bear_the_same_label(kind: type[Any], lang: str) -> None:
    session = PAGES[lang]
    for member in signed_acts.members(kind):
        act = signed_acts.example(kind, signed_acts.Turn(member, 0))
        labels = [line.label for line in reading.read(session.reader, act)]
        assert sorted(set(labels)) == sorted(labels)


def test_a_request_says_first_what_is_decided_and_last_what_proves_it() -> None:
    act = signed_acts.example(Request, signed_acts.Turn(0, 1))
    session = PAGES["en"]
    labels = [line.label for line in reading.read(session.reader, act)]
    assert labels[:8] == [
        "number", "version", "category", "category was", "kind of message", "purpose", "telephone", "legal basis",
    ]  # fmt: skip
    decided = ["purpose", "audience", "whole text", "recipients", "gateway", "signer"]
    assert decided == sorted(decided, key=labels.index)
    assert labels.index("signer") < min(
        at for at, label in enumerate(labels) if "digest" in label or "SHA" in label
    )
    assert labels[-4:] == ["version before", "policy version", "policy digest", "pledge version"]
