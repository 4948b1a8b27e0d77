"""What the drafter's own program compares before a request is signed: every field of the form with the bytes that came back.

Which fields these are follows from the two structs: a leaf of the request stands in the form under its last name. What nobody
types is named in NOT_TYPED with the reason, so a new field of either is compared unless somebody says why it is not.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

import msgspec

from console.acting import steps
from console.domain import acts
from console.errors import ConsoleError
from console.wire import views

NOT_TYPED: Final[dict[str, str]] = {
    "org": "the installation's",
    "by": "the signer, who is compared with whoever sits here",
    "at": "the instant of signing, judged by this machine's clock",
    "roster": "judged by the version of which the signer was told",
    "number": "given by the desk at the first submission",
    "version": "counted by the desk",
    "previous": "the version before this one",
    "drafter": "whose form it is; a colleague may submit it",
    "applied_on": "the day of signing",
    "category_was": "the category of an earlier version",
    "slots.id": "the place in the form, compared as that",
    "slots.list": "the form knows a list by its number alone; its digest is compared where it was chosen (acting.manifests)",
    "slots.n": "as `slots.list`",
    "cost.chars": "counted from the text",
    "cost.billed_each": "counted from the text",
    "cost.wire_each": "counted from the text",
    "cost.billed_total": "counted from text and lists",
    "cost.fen": "the gateway's price",
    "route": "the policy's",
    "accept": "the policy's",
    "released_by": "the policy's",
    "policy": "the one in force",
    "policy_digest": "the one in force",
    "pledge": "the one in force",
}
"""Leaves of a request that no person types, each with where it comes from."""

IN_ITS_PLACE: Final[dict[str, str]] = {"slots.list_id": "slots.list"}
"""Leaves of the form that no request has, each with the leaf that stands there instead."""

IF_TYPED: Final[dict[str, str]] = {"sender_code": "left empty, the gateway's own is signed"}
"""Leaves that are compared only where somebody typed something, each with the reason."""

_ABSENT: Final = object()


def insist(prepared: views.Prepared, draft: views.Draft, *, by: str) -> acts.Request:
    """Return the request that the bytes spell: that person's, dated now, and saying what the form says in every field.

    Raises ConsoleError("prepared_differs") naming the fields, or as `steps.expect` does.
    """
    act = steps.expect(prepared, by=by, kind="request")
    if not isinstance(act, acts.Request):
        raise ConsoleError("prepared_differs", fields="type")
    if found := differing(draft, act):
        raise ConsoleError("prepared_differs", fields=", ".join(found))
    return act


def differing(draft: views.Draft, act: acts.Request) -> list[str]:
    """Paths of the leaves in which the signed text says something else than the form."""
    said, form = msgspec.to_builtins(act), msgspec.to_builtins(draft)
    found = dict.fromkeys(_differing(acts.Request, said, form))
    if [slot.id for slot in act.slots] != list(range(1, len(draft.slots) + 1)):
        found["slots.id"] = None
    return list(found)


def unaccounted(signed: type = acts.Request, typed: type = views.Draft) -> set[str]:
    """Leaves of the request or of the form that are neither compared nor named above with a reason; none may be left."""
    compared = {path for path in _leaves(signed) if path not in NOT_TYPED}
    form = set(_leaves(typed))
    named = {_in_form(path, form) for path in compared}
    return (named - form) | (form - named - IN_ITS_PLACE.keys())


def _differing(kind: type, said: Mapping[str, Any], form: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for field in msgspec.structs.fields(kind):
        name, one, several = f"{path}{field.name}", _struct(field.type), _structs(field.type)
        value, typed = said[field.name], form.get(field.name, _ABSENT)
        if name in NOT_TYPED or (name in IF_TYPED and not typed):
            continue
        if one is not None:
            yield from _differing(one, value, form, f"{name}.")
        elif several is not None and isinstance(typed, list) and len(typed) == len(value):
            for signed, item in zip(value, typed, strict=True):
                yield from _differing(several, signed, _by_name(several, item), f"{name}.")
        elif value != typed:
            yield name


def _by_name(kind: type, item: Any) -> Mapping[str, Any]:
    """An item of the form by the names of its signed counterpart, in whose order a pair is written."""
    return item if isinstance(item, dict) else dict(zip(kind.__struct_fields__, item, strict=False))  # type: ignore[attr-defined]  # a struct's own


def _leaves(kind: type, path: str = "") -> Iterator[str]:
    for field in msgspec.structs.fields(kind):
        inner = _struct(field.type) or _structs(field.type)
        if inner is None:
            yield f"{path}{field.name}"
        else:
            yield from _leaves(inner, f"{path}{field.name}.")


def _in_form(path: str, form: set[str]) -> str:
    """The name of a request's leaf in the form: whole (`slots.opens`), of a pair the pair's (`quoted`), else its last name."""
    first, _, last = path.rpartition(".")
    return next((name for name in (path, first, last) if name in form), path)


def _struct(kind: Any) -> type | None:
    """The struct that a field holds, or None."""
    return kind if isinstance(kind, type) and issubclass(kind, msgspec.Struct) else None


def _structs(kind: Any) -> type | None:
    """The struct of which a field holds a list, or None; bounds around the list are looked through."""
    for inner in get_args(kind):
        found = _struct(inner) or _structs(inner)
        if found is not None:
            return found
    return None
