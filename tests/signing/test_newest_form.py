"""The one form in which requests are signed: a part that came later is left out or says something, and no act has two spellings."""

import json
import random
from collections.abc import Iterator
from itertools import combinations
from typing import Annotated, Any, Final, get_args

import msgspec
import pytest
from msgspec import UNSET, UnsetType, inspect, structs

from console.domain import acts, declared, leaves
from console.domain.asks import ask
from console.domain.people.people import Roster
from console.domain.shapes import Count, Short
from console.signing.canonical import NotCanonicalError, dumps
from console.signing.statements import decode, digest, encode
from tests import signed_acts
from tests.signing.shortened import grown as grown_chain


class Owner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of two values that people give."""

    office: Annotated[Short, ask(needed=False)]
    room: Annotated[Short, ask(needed=False)]


class Grown(acts.NewestRequest, frozen=True, tag="request/900"):
    """The form as it may be one day, with a later part of every shape."""

    cost_centre: Annotated[Short | UnsetType, ask(needed=False)] = UNSET
    copies: Annotated[Count | UnsetType, ask(needed=False)] = UNSET
    spoken: Annotated[bool | UnsetType, ask(needed=False)] = UNSET
    regions: Annotated[list[Short] | UnsetType, ask(needed=False)] = UNSET
    owner: Owner | UnsetType = UNSET


KINDS: Final = (*get_args(acts.AnyRequest), Grown)
OLDER: Final = get_args(acts.AnyRequest)[:-1]
NOTHING: Final[tuple[Any, ...]] = (None, "", [], {}, False, 0)
SEEDS: Final = 6


@pytest.fixture(autouse=True)
def grown(monkeypatch: pytest.MonkeyPatch) -> None:
    """`Grown` is a statement, too."""
    monkeypatch.setattr(acts, "Statement", acts.Statement | Grown)


def whole(kind: type[acts.Request], seed: int = 0) -> dict[str, Any]:
    """What a request says that has something in every place; a tick that may be left out is ticked."""
    made: dict[str, Any] = msgspec.to_builtins(
        structs.replace(signed_acts.example(acts.Request, signed_acts.Turn(0, seed)))
    )
    more = {
        "template": {"name": "到期提醒", "version": 1 + seed, "sha256": "ab" * 32},
        "cost_centre": "营业部",
        "copies": 1 + seed,
        "spoken": True,
        "regions": ["东", "西"],
        "owner": {"office": "三楼", "room": ""},
    }
    own = {name: more[name] for name in kind.__struct_fields__ if name not in made}
    return made | own | {"type": acts.tag(kind)}


def each(kind: type[acts.Request]) -> Iterator[dict[str, Any]]:
    """Requests of a kind, with every choice of the parts that may be left out."""
    for seed in range(SEEDS):
        said = whole(kind, seed)
        later = leaves.later(kind)
        for n in range(len(later) + 1):
            for left_out in combinations(later, n):
                yield {name: value for name, value in said.items() if name not in left_out}


def refused(said: dict[str, Any]) -> str:
    with pytest.raises(NotCanonicalError) as caught:
        decode(dumps(said))
    return str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_any_request_is_read_and_spelled_to_the_byte(kind: type[acts.Request]) -> None:
    for said in each(kind):
        data = dumps(said)
        act = decode(data)
        assert type(act) is kind
        assert encode(act) == data
        assert decode(encode(act)) == act
        assert digest(encode(structs.replace(act))) == digest(data)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, one in items:
        yield (*path, key)
        yield from paths(one, (*path, key))


def put(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    first, *rest = path
    copied = value.copy()
    if rest:
        copied[first] = put(value[first], tuple(rest), new)
    elif new is UNSET:
        del copied[first]
    else:
        copied[first] = new
    return copied


def others(kind: type[acts.Request], said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The same request with anything in it left out, emptied, turned or named otherwise."""
    dice = random.Random(acts.tag(kind))  # noqa: S311 - the same every time
    for path in paths(said):
        for new in (UNSET, *NOTHING, True, 1, "甲", [said], {"": ""}, dice.choice([*said.values()])):
            yield put(said, path, new)
    for name in (*Grown.__struct_fields__, "kind", ""):
        for new in (*NOTHING, "甲"):
            yield said | {name: new}
    for other in KINDS:
        yield said | {"type": acts.tag(other)}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_at_all_is_the_one_spelling_of_its_act(kind: type[acts.Request]) -> None:
    read = refusals = 0
    for other in others(kind, whole(kind)):
        data = dumps(other)
        try:
            act = decode(data)
        except NotCanonicalError:
            refusals += 1
            continue
        read += 1
        assert encode(act) == data, "two texts would be one act"
    assert min(read, refusals) > 100


@pytest.mark.parametrize("name", leaves.later(Grown))
def test_a_later_part_that_says_nothing_is_refused_in_words(name: str) -> None:
    said = whole(Grown)
    decode(dumps(said))
    for nothing in NOTHING:
        assert name in refused(said | {name: nothing}), nothing
    act = decode(dumps(said))
    empty = type(getattr(act, name))() if name not in {"template", "owner"} else None
    with pytest.raises(ValueError, match=name):
        structs.replace(act, **{name: empty})


@pytest.mark.parametrize("kind", OLDER)
def test_an_older_form_has_no_later_part_and_none_of_its_own_left_out(kind: type[acts.Request]) -> None:
    said = whole(kind)
    for name, value in whole(Grown).items():
        if name not in said:
            assert name in refused(said | {name: value})
    for name in kind.__struct_fields__:
        assert name in refused(put(said, (name,), UNSET))
        assert name in refused(said | {name: None})


@pytest.mark.parametrize("kind", OLDER)
def test_the_newest_form_reads_an_older_request_and_says_the_same(kind: type[acts.Request]) -> None:
    old = decode(dumps(whole(kind)))
    assert isinstance(old, acts.Request)
    new = acts.newest(old)
    assert type(new) is acts.REQUEST
    assert msgspec.to_builtins(new) == msgspec.to_builtins(old) | {"type": acts.tag(acts.REQUEST)}
    assert acts.newest(new) is new
    assert [one[1:] for one in leaves.of(new)] == [one[1:] for one in leaves.of(old)]


def test_the_newest_form_differs_from_the_first_in_its_tag_alone_where_nothing_was_added() -> None:
    said = whole(acts.Request)
    first, newest = (
        encode(decode(dumps(said | {"type": acts.tag(one)}))) for one in (acts.Request, acts.REQUEST)
    )
    assert first.replace(b'"type":"request/1"', b'"type":"request/3"') == newest


# ---- the law for every signed act


def structs_of(kind: type[msgspec.Struct]) -> Iterator[inspect.StructType]:
    """The structs of which an act is made, its own first."""
    told = inspect.type_info(kind)
    waiting: list[Any] = [told]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, inspect.StructType):
            yield node
            waiting += [field.type for field in node.fields]
        elif isinstance(node, inspect.Metadata):
            waiting.append(node.type)
        elif isinstance(node, inspect.UnionType):
            waiting += node.types
        elif isinstance(node, inspect.ListType):
            waiting.append(node.item_type)
        elif isinstance(node, inspect.DictType):
            waiting.append(node.value_type)


EMPTY_BEFORE: Final[dict[Any, set[str]]] = {Roster: {"calendars", "plans"}}
"""Lists that are left out where they are empty, as their versions were signed before there was a law."""


def test_a_roster_has_one_spelling_too() -> None:
    data = grown_chain().rosters[-1].text.encode()
    bare = json.loads(data)
    assert encode(decode(data)) == data
    for name in EMPTY_BEFORE[Roster]:
        assert "another spelling" in refused(bare | {name: []})


@pytest.mark.parametrize("kind", signed_acts.KINDS, ids=lambda kind: kind.__name__)
def test_a_signed_act_has_no_default_but_a_later_part_of_its_newest_version(
    kind: type[msgspec.Struct],
) -> None:
    own, *parts = structs_of(kind)
    for part in parts:
        assert [field.name for field in part.fields if not field.required] == [], (
            "an older version would take it"
        )
    with_default = {field.name for field in own.fields if not field.required}
    assert with_default == {*leaves.later(kind)} | EMPTY_BEFORE.get(kind, set())
    versions = [one for one in signed_acts.KINDS if leaves.noun_of(one) == leaves.noun_of(kind)]
    assert not leaves.later(kind) or kind is max(versions, key=acts.tag)


# ---- what a person says of it


BEYOND: Final = structs.asdict(signed_acts.example(acts.Request, signed_acts.Turn(0, 0))) | {"template": None}
LATER_SAID: Final = {
    "cost_centre": "营业部", "copies": 2, "spoken": True, "regions": ["东"], "office": "三楼", "room": "",
}  # fmt: skip


def said(**changed: Any) -> dict[str, Any]:
    first = declared.said_in(signed_acts.example(acts.Request, signed_acts.Turn(0, 0)))
    return first | dict.fromkeys(LATER_SAID, "") | {"copies": 0, "spoken": False, "regions": []} | changed


def test_what_was_not_given_is_left_out_and_what_was_is_signed_and_compared() -> None:
    bare = declared.filled(Grown, said(), BEYOND)
    assert {getattr(bare, name) for name in leaves.later(Grown)} == {UNSET}
    assert declared.differing(bare, said()) == []
    full = declared.filled(Grown, said(**LATER_SAID), BEYOND)
    assert (full.cost_centre, full.copies, full.spoken, full.regions) == ("营业部", 2, True, ["东"])
    assert full.owner == Owner("三楼", "")
    assert declared.differing(full, said(**LATER_SAID)) == []
    for name, value in LATER_SAID.items():
        if value:
            assert declared.differing(bare, said(**{name: value})) == [name]
            assert declared.differing(full, said(**(LATER_SAID | {name: said()[name]}))) == [name]
    assert decode(encode(full)) == full
