"""Whatever is signed was read: every act there is, every leaf of it, refused before a key is opened if the bytes say something else."""

import ast
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NoReturn

import msgspec
import pytest

import console
from console.acting import steps
from console.domain.leaves import noun_of
from console.domain.people.people import Roster
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError
from console.signing.canonical import NotCanonicalError
from console.signing.statements import decode, encode
from tests import lying, signed_acts
from tests.services.core import bank

FOLDER: Final = Path(console.__file__).parent


def never() -> NoReturn:
    raise AssertionError("the key was opened for what nobody read")


def spelled(act: Any) -> Any:
    """An act as it would be read from its bytes; None if nobody could sign it."""
    try:
        return decode(encode(act))
    except (NotCanonicalError, ValueError):
        return None


def example(kind: type[Any], member: int = 0) -> tuple[Any, signed_acts.Turn]:
    """An act of that kind that somebody could sign, and the chance by which it is changed."""
    rng = signed_acts.Turn(member, 3)
    act = bank().roster if kind is Roster else spelled(signed_acts.example(kind, rng))
    assert act is not None
    return act, rng


def ways(act: Any, rng: signed_acts.Turn) -> Iterator[signed_acts.Changed]:
    """The act with each leaf changed; of a roster, whose parts may be missing, the leaves that there are."""
    if not isinstance(act, Roster):
        yield from signed_acts.changes(act, rng)
        return
    for path, value in lying.leaves(msgspec.to_builtins(act)):
        for other in lying.others(value):
            with contextlib.suppress(msgspec.ValidationError):
                yield signed_acts.Changed(
                    ".".join(map(str, path)), str(other), lying.altered(act, path, other)
                )


def moves(act: Any) -> frozenset[str]:
    return frozenset(getattr(act, "MOVES", ("at",)))


@pytest.mark.parametrize("kind", signed_acts.KINDS, ids=lambda kind: kind.__name__)
def test_an_act_that_differs_from_the_one_that_was_read_opens_no_key(kind: type[Any]) -> None:
    refused = 0
    for member in signed_acts.members(kind):
        shown, rng = example(kind, member)
        for change in ways(shown, rng):
            later = spelled(change.act)
            if later is None or later == shown or change.place in moves(shown):
                continue
            with pytest.raises(ConsoleError) as caught:
                steps.signed(shown, encode(later).decode(), never)
            assert caught.value.code == "prepared_differs", change
            refused += 1
    assert refused > 3


@pytest.mark.parametrize("kind", signed_acts.KINDS, ids=lambda kind: kind.__name__)
def test_the_act_that_was_read_is_signed_and_any_other_kind_is_not(kind: type[Any]) -> None:
    key = bank().people["sunli"]
    shown, _ = example(kind)
    opened: list[int] = []

    def opens() -> Any:
        opened.append(1)
        return key

    assert "SSH SIGNATURE" in steps.signed(shown, encode(shown).decode(), opens)
    assert opened == [1]
    other = next(one for one in signed_acts.KINDS if noun_of(one) != noun_of(kind))
    text = encode(example(other)[0]).decode()
    with pytest.raises(ConsoleError):
        steps.signed(shown, text, never)


def test_a_proposal_whose_term_alone_differs_opens_no_key() -> None:
    shown, rng = example(Proposal)
    longer = [one.act for one in signed_acts.changes(shown, rng) if one.place == "expires"]
    assert longer
    for later in longer:
        with pytest.raises(ConsoleError):
            steps.signed(shown, encode(later).decode(), never)


# ---- no other way


OPENS: Final = {
    "cli/people/orders.py": "who lets a locked person sign again shows who they are; nothing is signed",
    "screens/people/order_acts.py": "the same at the screen",
    "screens/lock.py": "a locked screen",
    "cli/founding/org.py": "see above",
    "cli/approvals/batch.py": "one passphrase for several approvals, each compared before it is signed",
    "screens/approvals/batch.py": "the same at the screen",
    "cli/contacts/lists.py": "called back by `steps.signed`",
}
"""Modules that open a person's key before they hand it to `acting.steps`, each with why."""


def trees() -> list[tuple[str, ast.Module]]:
    return [
        (str(path.relative_to(FOLDER)), ast.parse(path.read_text("utf-8")))
        for path in sorted(FOLDER.rglob("*.py"))
    ]


def test_every_key_is_opened_by_the_one_place_that_compares() -> None:
    early = set()
    for name, tree in trees():
        held = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.Lambda) and not node.args.args
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and id(node) not in held:
                called = ast.unparse(node.func)
                if called.rpartition(".")[2] == "unlocked":
                    early.add(name)
    assert early <= OPENS.keys()


UNREAD: Final = {
    "acting/approvals/batch.py _signed": "prepared",
    "launch/scenes.py _enact": "",
    "screens/requests/appealing.py job": "appeals.withdraw",
    "screens/requests/decisions.py job": "decisions.step",
    "screens/two_person/confirmation.py job": "prepare",
}
"""Functions that hand `acting.steps` for what was read what the desk has just prepared, so that nothing is compared there; each with
the call that has it prepared and compares it with what was read (none: a house that makes up its own people)."""
_SIGNING: Final = frozenset({"steps.sign", "steps.enact", "steps.signed", "steps.sign_for_carrying"})
_READING: Final = frozenset({"steps.read", "steps.insist"})


def signed_unread() -> Iterator[tuple[str, str]]:
    """Each such function, and the call from which what it signs comes."""
    for name, tree in trees():
        for made in ast.walk(tree):
            if not isinstance(made, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            values = {
                ast.unparse(node.targets[0]): node.value
                for node in _own(made)
                if isinstance(node, ast.Assign)
            }
            for node in _own(made):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in _SIGNING and len(node.args) > 2:
                    shown = node.args[1]
                    if isinstance(shown, ast.Call) and ast.unparse(shown.func) in _READING:
                        # Nobody can have seen it: it has no name.
                        what = values.get(ast.unparse(shown.args[-1]))
                        yield (
                            f"{name} {made.name}",
                            ast.unparse(what.func) if isinstance(what, ast.Call) else "",
                        )


def _own(made: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function, and not in one within it."""
    for node in ast.iter_child_nodes(made):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
            yield from _own(node)


def test_what_was_just_prepared_is_signed_only_where_its_preparing_compares_it() -> None:
    assert sorted(signed_unread()) == sorted(UNREAD.items())
