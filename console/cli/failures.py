"""Failures as a command tells them: one place shows the three texts, as lines or as JSON."""

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from console.cli.streams import echo, print_json
from console.domain.refusals import Refusal
from console.locale import words


class Names(Protocol):
    """Knows people and departments by name."""

    def who(self, person: str) -> str:
        """A person's name with their id."""
        ...

    def department(self, department: str) -> str:
        """A department's name with its id."""
        ...

    def explain(self, refusal: Refusal) -> words.Words:
        """The three texts of a refusal, with such names."""
        ...


def failure(
    kind: str, code: str, clause: str, message: words.Words, params: Mapping[str, object], lang: str
) -> dict[str, Any]:
    """Return the JSON of a refusal or problem; `kind` is `refusal` or `problem`."""
    body = {
        "code": code,
        "clause": clause,
        "clause_words": words.clause(clause, lang) if clause else "",
        **message._asdict(),
        "params": {name: str(value) for name, value in params.items()},
    }
    return {"ok": False, kind: body}


def tell(
    kind: str, code: str, clause: str, message: words.Words, params: Mapping[str, object], run: "FailureStyle"
) -> None:
    """Show a refusal or problem: as JSON on stdout, or as three lines on stderr."""
    if run.as_json:
        print_json(failure(kind, code, clause, message, params, run.lang), err=run.out_taken)
        return
    for line in (message.what, message.why, message.next):
        if line:
            echo(line, err=True)


class FailureStyle(msgspec.Struct, frozen=True):
    """How failures are shown; known before the options are parsed."""

    as_json: bool
    lang: str
    out_taken: bool = False


def tell_refusal(refusal: Refusal, run: FailureStyle, asked: Names | None = None) -> None:
    """Show a refusal, with people and departments by name where `asked` knows their names."""
    message = asked.explain(refusal) if asked is not None else words.explain(refusal, run.lang)
    tell("refusal", refusal.code, refusal.clause, message, refusal.params, run)


def by_name(params: Mapping[str, object], asked: Names | None) -> dict[str, str]:
    """Return the values of a refusal or problem with the ids of people and departments replaced by names."""
    named = {name: str(value) for name, value in params.items()}
    if asked is not None:
        for name, called in (("person", asked.who), ("department", asked.department)):
            if named.get(name):
                named[name] = called(named[name])
    return named
