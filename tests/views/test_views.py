"""What a view says of itself: list, pane, table and page are made from it, so it is tried on every one of them."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import msgspec
import pytest
from msgspec import inspect

import console.screens
import console.views
from console import noun
from console.domain import leaves
from console.domain.freezes.freezes import Scope
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.alert import Alert
from console.domain.rosters.rule_files import Kind
from console.locale import words
from console.look.senses import Sense
from console.screens import pages
from console.screens.lists import ListPage
from console.views.view import COMMON, SHARED, View, Viewer, label_key
from console.widgets.show import cells
from console.wire import shown
from console.wire.duties.deadlines import KINDS
from console.wire.requests.drafts import RouteStep
from tools.check_locale import load

LANGUAGES: Final = ("zh", "en")
ROOT: Final = Path(__file__).parents[2]


def views() -> dict[str, View[Any]]:
    found: dict[str, View[Any]] = {}
    for one in pkgutil.iter_modules(console.views.__path__):
        module = importlib.import_module(f"console.views.{one.name}")
        found |= {f"{one.name}.{name}": made for name, made in vars(module).items() if isinstance(made, View)}
    return found


VIEWS: Final = views()


@pytest.fixture(autouse=True)
def strict_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A label that the catalogue lacks fails the test."""
    monkeypatch.setenv("SMS_CONSOLE_WORDS", "strict")


def viewer(lang: str = "en") -> Viewer:
    return Viewer(
        lang,
        ZoneInfo("Asia/Shanghai"),
        "person {}".format,
        "department {}".format,
        now="2026-11-20T08:30:00Z",
    )


def declared(view: View[Any]) -> inspect.StructType:
    kind: type[msgspec.Struct] = view.kind
    return leaves.declared(kind)


EVERY: Final = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
BOTH: Final = pytest.mark.parametrize("lang", LANGUAGES)


# ---- labels and columns


@EVERY
@BOTH
def test_every_field_that_people_see_is_called_something(view: View[Any], lang: str) -> None:
    assert all(view.label(lang, one).strip() for one in view.at("lptws"))


@EVERY
@BOTH
def test_the_head_of_a_column_fits_it(view: View[Any], lang: str) -> None:
    for one in view.at(shown.LIST):
        width = one.shown.width[LANGUAGES.index(lang)] or 20
        assert cells(view.label(lang, one)) <= width, one.path


CUT: Final = {
    ("paper_kind", "application"),
    ("paper_kind", "acknowledgement"),
    ("reason", "extra_column"),
    ("reason", "unassigned"),
    ("state:application", "carried_out"),
}
"""Words that are cut in their column: it has no room for more, and the pane shows them whole."""
FEWER: Final = {
    "AbsenceRow": {"approval", "return", "rejection", "extension", "confirmation"},
    "ChaseRow": {*KINDS},
    "RuleFileRow": {*map(str, Kind)},
}
"""Rows whose sets have fewer values than the catalogue has words that begin alike."""


@EVERY
@BOTH
def test_every_word_of_a_set_fits_its_column(view: View[Any], lang: str) -> None:
    for field in view.at(shown.LIST):
        width, how = field.shown.width[LANGUAGES.index(lang)], field.shown.how
        known = {*values(view, how)}
        for value in known & FEWER.get(view.kind.__name__, known) if width else ():
            word = view.read(viewer(lang), field, example(view, {field.path: value}), width)
            assert cells(word) <= width or (how, value) in CUT, word


@EVERY
def test_a_list_fits_80_columns_and_one_column_takes_what_is_left(view: View[Any]) -> None:
    for nth in (0, 1):
        # Spare columns give way before anything is cut.
        widths = [one.shown.width[nth] for one in view.at(shown.LIST) if not one.shown.spare]
        assert not widths or widths.count(0) == 1
        assert sum(widths) + len(widths) + 1 + 8 <= 80


def test_every_page_with_a_view_opens_what_its_rows_have() -> None:
    seen = [page for page in list_pages() if page.VIEW is not None]
    assert seen
    for page in seen:
        if page.VIEW is not None:
            fields = {one.name for one in declared(page.VIEW).fields}
            assert page.key is not ListPage.key or {*page.KEY} <= fields, page
            assert all(len(one.at(shown.LIST)) == len(page.VIEW.at(page.PLACE)) for one in page.MORE), page
            assert page.VIEW.at(shown.LIST), page


# ---- panes

OWN: Final = {
    "CredentialsPage": "the card of the provider, one for all rows of a gateway",
    "ExpiriesPage": "the card of the provider, one for all rows of a gateway",
    "HandOversPage": "every field of the signed bytes",
    "KeysPage": "an action of the table of actions, which is no row of the desk",
    "StatisticsPage": "figures under the name that the person groups them by",
}
"""Pages whose pane has more than their view declares, and what."""
ELSEWHERE: Final = {
    "custody.CHANGE.cause": "the line",
    "custody.CHANGE.done": "the line",
    "custody.CHANGE.due": "the line",
    "custody.CHANGE.number": "the line",
    "custody.HAND_OVER.effective": "the signed bytes",
    "custody.HAND_OVER.number": "the signed bytes",
    "custody.HAND_OVER.outgoing": "the signed bytes",
    "erasure.HOLD.name": "what it holds",
    "filing.FILING.recipients": "the counts",
    "losses.FREEZE.late": "the clock",
    "losses.FREEZE.scope": "what is frozen",
    "losses.LOSS.late": "the clock",
    "people.PLEDGE.name": "the person",
    "people.STAFF.posts": "the posts with their departments",
    "people.STAFF.standing": "the standing in words",
}
"""Fields of a list that its pane says in the words of another."""


def list_pages(of: type[ListPage[Any]] = ListPage) -> Iterator[type[ListPage[Any]]]:
    for one in pkgutil.walk_packages(console.screens.__path__, "console.screens."):
        importlib.import_module(one.name)
    for page in of.__subclasses__():
        yield page
        yield from list_pages(page)


def test_a_pane_is_what_the_view_declares_but_where_a_page_says_what_more_it_has() -> None:
    pages = [*list_pages()]
    assert {page.__name__ for page in pages if "facts" in vars(page)} == {*OWN}
    assert not [page for page in pages if "row_words" in vars(page)]


@pytest.mark.parametrize("name", VIEWS)
def test_a_pane_has_every_fact_of_its_list(name: str) -> None:
    view = VIEWS[name]
    places = {place: {f"{name}.{'.'.join(one.path)}" for one in view.at(place)} for place in "lap"}
    only_listed = (places["l"] | places["a"]) - places["p"]
    assert only_listed == {one for one in ELSEWHERE if one.startswith(f"{name}.")}


# ---- readings


@EVERY
def test_every_reading_that_a_field_names_is_known_and_every_reader_is_named(view: View[Any]) -> None:
    named = {one.shown.how for one in view.fields} - {""}
    unknown = {one for one in named if one not in {*view.readers, *SHARED, *COMMON} and not values(view, one)}
    assert not unknown
    kin = [one for one in VIEWS.values() if one.noun == view.noun]
    assert {*view.readers} <= {one.shown.how for each in kin for one in each.fields}


def values(view: View[Any], how: str) -> list[str]:
    """The values of a set: of a state, or those that the catalogue has words for."""
    if not how or how in {*view.readers, *SHARED, *COMMON}:
        return []
    prefix = f"state.{how.partition(':')[2]}." if how.startswith("state:") else f"{how}."
    return [key.removeprefix(prefix) for key in load() if key.startswith(prefix)]


def example(view: View[Any], given: dict[tuple[str, ...], Any]) -> Any:
    """A value of the view with something in every field, but for what is given."""
    hows = {one.path: one.shown.how for one in reversed(view.fields)}
    return _struct(view, declared(view), (), hows, given)


def _struct(
    view: View[Any],
    kind: inspect.StructType,
    path: tuple[str, ...],
    hows: dict[tuple[str, ...], str],
    given: dict[tuple[str, ...], Any],
) -> Any:
    made = {}
    for field in kind.fields:
        here = (*path, field.name)
        plain = leaves.bare(field.type)
        if isinstance(plain, inspect.StructType):
            made[field.name] = _struct(view, plain, here, hows, given)
        else:
            made[field.name] = given[here] if here in given else sample(view, plain, hows.get(here, ""), 0)
    return kind.cls(**made)


INSTANTS: Final = {"time", "until", "scrubbed", "last", "due", "ends", "day", "begun", "begun_short"}
"""Readings of instants."""


def sample(view: View[Any], plain: inspect.Type, how: str, nth: int) -> Any:
    """One value that a field may have, or another one."""
    match plain:
        case inspect.BoolType():
            return not nth
        case inspect.IntType():
            return 1_007 + nth
        case inspect.ListType(item_type=item):
            bare = leaves.bare(item)
            if isinstance(bare, inspect.StructType):
                return [_struct(view, bare, (), {}, {}) for _ in range(nth + 1)]
            return [sample(view, bare, how, nth)]
        case inspect.DictType():
            return {f"7:text {nth}": 1_007 + nth}
        case inspect.TupleType(item_types=items):
            return tuple(sample(view, one, "", nth) for one in items)
        case inspect.UnionType():
            return _one_of(view, plain, nth)
        case inspect.StrType() if how in INSTANTS:
            return f"2026-11-2{4 + nth}T08:30:00Z"
        case inspect.StrType():
            known = values(view, how)
            return known[nth] if known else f"7:text {nth}"
        case _:
            return refuse("no_such_order", "R2") if not nth else None


def _one_of(view: View[Any], plain: inspect.UnionType, nth: int) -> Any:
    """A refusal and none; of other structs none, and the first."""
    kinds = [one for one in plain.types if isinstance(one, inspect.StructType)]
    if [one.cls for one in kinds] == [Refusal]:
        return refuse("no_such_order", "R2") if not nth else None
    return _struct(view, kinds[0], (), {}, {}) if nth else None


PLAIN: Final[dict[str, dict[tuple[str, ...], Any]]] = {
    "custody.ENVELOPE": {("proposal",): "", ("stale",): False},
    "custody.CHANGE": {("done",): ""},
    "duties.CHASE": {("remedy",): ""},
    "custody.CREDENTIAL": {("due",): False, ("link",): "up"},
    "losses.FREEZE": {("proposal",): "", ("due",): ""},
    "sending.SEND": {("held",): None},
    "two_person.PROPOSAL": {("as_slot",): 0},
    "lately.LATELY": {("tally", "approved"): 0, ("slot_state",): "", ("waits_for",): ""},
}
"""What else an example says, where one thing hides another."""
UNSEEN: Final = {
    "people.ORDER.categories": "a deputy's alone",
    "custody.CHANGE.done": "whether there is one",
    "duties.CHASE.remedy": "one word for each remedy",
    "erasure.HOLD.proposal": "whether there is one",
    "losses.DISPATCHER.proposal": "whether there is one",
    "losses.DISPATCHER.unarmed": "whether there is one",
    "losses.FREEZE.proposal": "whether there is one",
    "sending.SEND.tally": "a struct of numbers",
    "templates.WHOLE.row.name": "a version is called as it says itself",
}
"""Fields whose change need not be seen in what the example is, each with its reason."""


@pytest.mark.parametrize("name", VIEWS)
def test_whatever_is_shown_of_a_field_changes_with_it(name: str) -> None:
    view = VIEWS[name]
    whole = declared(view)
    for path in dict.fromkeys(one.path for one in view.fields):
        if f"{name}.{'.'.join(path)}" in UNSEEN:
            continue
        shown_ = [one for one in view.fields if one.path == path]
        kind = whole
        for part in path[:-1]:
            kind = next(leaves.bare(one.type) for one in kind.fields if one.name == part)  # type: ignore[assignment]  # a struct
        plain = leaves.bare(next(one.type for one in kind.fields if one.name == path[-1]))
        first, second = (
            example(view, PLAIN.get(name, {}) | {path: sample(view, plain, shown_[0].shown.how, nth)})
            for nth in (0, 1)
        )
        for lang in LANGUAGES:
            before, after = (
                [view.read(viewer(lang), one, value) for one in shown_] for value in (first, second)
            )
            assert before != after, path


# ---- what a declaration is good for


class Thing(msgspec.Struct, frozen=True):
    """A row as it might be."""

    number: Annotated[str, shown.shown(width=9)]
    state: Annotated[str, shown.shown("state:complaint", 9)]
    at: Annotated[str, shown.shown("time", 16, "lt"), shown.shown("day", places="p")]
    by: Annotated[str, shown.shown("person", places="pw", beside="at", section=1)]
    count: Annotated[int, shown.shown("some", 6)]


THING: Final = View(Thing, "complaint", "expiry", "archive", day=lambda viewer, row: viewer.when(row.at)[:10])
ONE: Final = Thing("2026-C001", "closed", "2026-11-24T08:30:15Z", "sunli", 0)


def test_a_near_instant_stands_without_its_year_on_a_screen_and_with_it_in_a_command() -> None:
    on_screen, in_command = viewer(), viewer()._replace(brief=False)
    assert on_screen.soon(ONE.at).startswith("11-24 16:30")
    assert in_command.soon(ONE.at).startswith("2026-11-24 16:30")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_route_names_who_could_sign_each_step_and_says_where_nobody_could(lang: str) -> None:
    steps = [
        RouteStep("department_manager", "business", ["李强", "孙丽"]),
        RouteStep("release", "business", []),
    ]
    manager, operator = (words.named("post", one.post, lang) for one in steps)
    nobody = words.text("route.nobody", lang)
    assert viewer(lang).route(steps) == f"{manager} 李强/孙丽 > {operator} {nobody}"


def test_a_password_that_was_changed_is_well_and_one_to_be_changed_is_yours() -> None:
    view = VIEWS["custody.CHANGE"]
    (how,) = [one for one in view.at("l") if one.name == "done"]
    found = [view.sense(viewer(), how, example(view, {("done",): at})) for at in ("", "2026-11-24T08:30:15Z")]
    assert found == [Sense.YOURS, Sense.GOOD]


def test_a_loss_is_bad_until_all_is_back_then_waits_for_its_end_and_is_well_once_it_is_closed() -> None:
    view, at = VIEWS["losses.LOSS"], "2026-11-24T08:30:15Z"
    (how,) = [one for one in view.at("l") if one.shown.how == "how"]
    cases = [
        example(view, {("resumed",): back, ("closed",): end}) for back, end in (("", ""), (at, ""), (at, at))
    ]
    assert [view.sense(viewer(), how, case) for case in cases] == [Sense.BAD, Sense.WAITING, Sense.GOOD]


def test_a_field_stands_in_its_places_in_the_order_of_declaration_section_by_section() -> None:
    names = {place: [one.name for one in THING.at(place)] for place in ("l", "p", "t", "w")}
    assert names["l"] == ["number", "state", "at", "count"] == names["t"]
    assert names["p"] == ["number", "state", "at", "count", "by"]
    assert [len(told) for told in THING.sections("w", viewer(), ONE)] == [2, 1]


def test_a_field_is_read_as_its_place_says_and_what_says_nothing_is_left_out() -> None:
    assert dict(THING.pairs(shown.PANE, viewer(), ONE)) == {
        "complaint": "2026-C001",
        "state": "closed",
        "came in": "2026-11-24",
        "entered by": "person sunli  2026-11-24 16:30 +08",
    }


@pytest.mark.parametrize(
    ("room", "said"),
    [(20, "2026-11-24 16:30 +08"), (16, "2026-11-24 16:30"), (15, "11-24 16:30 +08"), (12, "11-24 16:30"),
     (10, "2026-11-24"), (5, "11-24"), (4, "")],
)  # fmt: skip
def test_an_instant_is_written_as_whole_as_its_column_allows(room: int, said: str) -> None:
    (at,) = [one for one in THING.at(shown.LIST) if one.name == "at"]
    assert THING.read(viewer(), at, ONE, room) == said
    assert THING.read(viewer(), at, msgspec.structs.replace(ONE, at="bald"), room) == "bald"[:room]


def test_a_reading_that_is_no_reader_is_the_word_of_a_set_and_an_unknown_value_is_shown_as_it_is() -> None:
    (state,) = [one for one in THING.at(shown.LIST) if one.name == "state"]
    assert THING.read(viewer("zh"), state, ONE) == "已结案"
    assert THING.read(viewer("zh"), state, msgspec.structs.replace(ONE, state="x\x1b[2J")) == "x␛[2J"


def test_a_refusal_is_told_with_people_and_departments_by_name() -> None:
    told = viewer().why(Refusal("complaint_other_department", "R7", {"department": "credit"}))
    assert told.startswith("The complaint is about department credit. ")
    assert viewer().why(None) == ""


def test_a_label_is_that_of_the_noun_then_of_its_kin_then_a_columns() -> None:
    assert label_key(("complaint",), "number") == "complaint.number"
    assert label_key(("expiry", "complaint"), "reference") == "complaint.reference"
    assert label_key(("expiry",), "state") == "column.state"
    assert label_key(("expiry",), "act.reason") == "act.reason"
    with pytest.raises(KeyError):
        words.text(label_key(("expiry",), "nobody_calls_it"), "en")


def test_saying_how_a_field_is_shown_changes_nothing_of_the_bytes() -> None:
    bare = msgspec.defstruct(
        "Bare", [(name, type(value)) for name, value in msgspec.structs.asdict(ONE).items()]
    )
    assert msgspec.json.encode(ONE) == msgspec.json.encode(bare(*msgspec.structs.astuple(ONE)))


# ---- what help and words say of them


def _listed(name: str) -> bool:
    page = pages.kind(name)
    return isinstance(page, type) and issubclass(page, ListPage) and page.VIEW is not None


@BOTH
@pytest.mark.parametrize("scope", [one for one in noun.pages() if _listed(one)])
def test_the_help_of_a_list_tells_every_column_of_it(scope: str, lang: str) -> None:
    page = pages.kind(scope)
    said = words.text(f"help.{scope}.columns", lang).split("\n")
    heads = [page.VIEW.label(lang, one) for one in page.VIEW.at(page.PLACE)]
    assert [one.partition("：" if lang == "zh" else ": ")[0] for one in said] == heads


def test_a_post_that_bears_its_departments_name_is_not_called_so_twice() -> None:
    house = viewer("zh")._replace(department=lambda _id: words.text("post.registrar", "zh")[:3])
    assert house.post("registrar", "general") == words.text("post.registrar", "zh")
    assert house.post("operator", "general") == f"{house.department('')} {words.text('post.operator', 'zh')}"


@BOTH
def test_a_published_roster_is_the_entry_of_its_signers_in_words(lang: str) -> None:
    view = VIEWS["ledger.ENTRY"]
    field = next(one for one in view.at(shown.LIST) if one.name == "actor")
    row = example(view, {("actor",): "roster-signers"})
    told = view.read(viewer(lang), field, row, 10)
    assert "roster-" not in told
    assert cells(told) <= 10
    dispatcher = example(view, {("actor",): "dispatch-1"})
    assert view.read(viewer(lang)._replace(person=str), field, dispatcher, 10) == "dispatch-1"


@BOTH
def test_whatever_the_ledger_is_about_is_named_in_words_and_once(lang: str) -> None:
    view, at = VIEWS["ledger.ENTRY"], viewer(lang)
    written = {
        found
        for path in (ROOT / "console" / "services").rglob("*.py")
        for found in re.findall(r'f"([a-z_]+):\{', path.read_text("utf-8"))
    }
    assert {"request", "freeze", "service", "filing", "hold"} <= written
    scopes = {str(one) for one in Scope}
    fields = {one.name: one for one in view.at(shown.PANE)}
    for kind in (written | scopes) - {Scope.ALL, "every"}:
        row = example(view, {("subject",): f"{kind}:7", ("number",): ""})
        told = view.read(at, fields["subject"], row)
        assert f"{kind}:" not in told, kind
        assert told.count("7") == 1
    assert Scope.ALL not in view.read(at, fields["subject"], example(view, {("subject",): "all"})).split()
    program = example(view, {("actor",): "dispatch-1", ("program",): True})
    told = view.read(at._replace(person=str), fields["actor"], program)
    assert told.endswith(" dispatch-1")
    assert told.count("dispatch-1") == 1
    person = example(view, {("actor",): "zhaomin", ("program",): False})
    assert view.read(at._replace(person=lambda _id: "赵敏"), fields["actor"], person) == "赵敏 (zhaomin)"
    assert view.read(at._replace(person=str), fields["actor"], person) == "zhaomin"


@BOTH
def test_what_asks_to_be_armed_again_has_no_age_in_days(lang: str) -> None:
    view = VIEWS["losses.DISPATCHER"]
    heads = VIEWS["custody.CREDENTIAL"].at(shown.LIST)
    nth = next(at for at, one in enumerate(heads) if one.shown.label == "credentials.age")
    row = example(view, {("heard",): "2026-11-24T03:00:00Z", ("unarmed",): "0f"})
    assert view.read(viewer(lang), view.at(shown.LIST)[nth], row, 6) == ""


@BOTH
def test_a_duty_about_no_post_is_not_called_a_missing_post(lang: str) -> None:
    for name in ("duties.TODO", "duties.CHASE"):
        view, names = VIEWS[name], set()
        field = next(one for one in view.at(shown.LIST) if one.name == "what")
        for code in (
            "operator_missing",
            "desk_clock_ahead",
            "file_not_at_sender",
            "calendar_missing",
            "newer_shipped",
        ):
            alert = Alert(code, "R2", {}, grave=True)
            told = view.read(viewer(lang), field, example(view, {("what",): "lacking", ("alert",): alert}))
            assert cells(told) <= field.shown.width[0 if lang == "zh" else 1]
            names.add(told)
        assert len(names) == 5


@BOTH
def test_the_table_of_what_others_owe_names_everybody_who_could_do_it_or_that_nobody_can(lang: str) -> None:
    view = VIEWS["duties.CHASE"]
    field = next(one for one in view.at(shown.TABLE) if one.name == "who")
    read = partial(view.read, viewer(lang)._replace(person=str), field)
    given: dict[tuple[str, ...], Any] = {("in_place",): []}
    assert read(example(view, given | {("who",): ["sunli", "liqiang"]})) == "sunli, liqiang"
    assert read(example(view, given | {("who",): []})) == words.text("chase.no_one", lang)


def test_of_a_digest_the_list_of_contact_lists_shows_as_much_as_fits() -> None:
    view = VIEWS["contacts.LIST"]
    field = next(one for one in view.fields if one.shown.how == "short_digest")
    assert view.read(viewer("zh"), field, example(view, {("digest",): "ab" * 32})) == "ab" * 12
