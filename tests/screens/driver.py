"""A person at the screens: presses keys, waits for what can be seen, and reads the screen as the terminal would get it."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, Final

from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.pilot import Pilot, WaitForScreenTimeout
from textual.widgets import Input, TextArea

from console.app import ConsoleApp
from tests.patience import Wait


def _draw_for_readers_only() -> None:
    """Leave out what a headless terminal throws away.

    Textual draws every change though nobody gets it here; `Operator.screen` draws for itself. What a terminal gets is tested in
    tests/terminal and tests/launch.
    """

    def nothing(self: Compositor, **_how: object) -> None:
        self._dirty_regions.clear()

    Compositor.render_update = nothing  # type: ignore[method-assign,assignment]


class _Known:
    """What a style sheet makes of a widget, by all that its rules ask of it and of what it stands in; takes the place of the library's
    own cache, which lasts for one change of one page.
    """

    made: Final[dict[object, RulesMap]] = {}
    marks: Final[dict[object, tuple[bool, ...]]] = {}
    """Of the same: which pseudo-classes the rules ask for, as the library notes it with a widget."""
    sheets: Final[dict[tuple[int, ...], int]] = {}

    def __init__(self, key: object) -> None:
        self._key = key

    def get(self, _key: object) -> RulesMap | None:
        return self.made.get(self._key)

    def __setitem__(self, _key: object, rules: RulesMap) -> None:
        self.made[self._key] = rules


_OF_OTHERS: Final = Stylesheet._EXCLUDE_PSEUDO_CLASSES_FROM_CACHE
"""What rules ask of a widget's place among others: of such rules the library keeps nothing."""


def _asked(node: Any) -> tuple[object, ...]:
    """All else that a rule can ask of a widget."""
    states = tuple(check(node) for name, check in node._PSEUDO_CLASSES.items() if name not in _OF_OTHERS)
    return type(node), node._id, node.classes, states


def _path(node: DOMNode, known: dict[DOMNode, object]) -> object:
    """The same of all that a widget stands in; `known` are those that were asked in the same change."""
    if node not in known:
        above = node._parent
        known[node] = _asked(node), _path(above, known) if isinstance(above, DOMNode) else None
    return known[node]


def _marks(node: DOMNode) -> tuple[bool, ...]:
    return node._has_hover_style, node._has_focus_within, node._has_order_style, node._has_odd_or_even


def _mark(node: DOMNode, marks: tuple[bool, ...]) -> None:
    node._has_hover_style, node._has_focus_within, node._has_order_style, node._has_odd_or_even = marks


def _put_what_changed() -> None:
    """Leave a widget's rules alone where they are these already: to put each of them once more changes nothing."""
    replace = Stylesheet.replace_rules

    def put(node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        if node.styles.base._rules != rules:
            replace(node, rules, animate)
        elif not animate:
            node.notify_style_update()

    Stylesheet.replace_rules = staticmethod(put)  # type: ignore[method-assign]


def _style_once() -> None:
    """Read each style sheet once a process, and work out once what it makes of each kind of widget in each kind of place."""
    read: dict[object, list[RuleSet]] = {}
    parse, apply, update = Stylesheet._parse_rules, Stylesheet.apply, Stylesheet.update_nodes
    paths: list[dict[DOMNode, object]] = []

    def once(self: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
        key = (*self._variables.items(), *given, *named.items())
        if key not in read:
            read[key] = parse(self, *given, **named)
        return read[key]

    def number(sheet: Stylesheet) -> int:
        rules, found = getattr(sheet, "_numbered", (None, 0))
        if rules is not sheet.rules:
            found = _Known.sheets.setdefault(tuple(map(id, sheet.rules)), len(_Known.sheets))
            sheet._numbered = sheet.rules, found  # type: ignore[attr-defined]
        return found

    def apply_once(self: Stylesheet, node: DOMNode, *, animate: bool = False, **_its_own: object) -> None:
        with asking():
            key = number(self), _path(node, paths[-1])
            if key in _Known.made and key in _Known.marks:
                _mark(node, _Known.marks[key])
                self.replace_rules(node, _Known.made[key], animate=animate)
                self._process_component_classes(node)
                return
            apply(self, node, animate=animate, cache=_Known(key))  # type: ignore[arg-type]
            _Known.marks[key] = _marks(node)

    def update_once(self: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        with asking():
            update(self, nodes, animate)

    @contextmanager
    def asking() -> Iterator[None]:
        paths.append(paths[-1] if paths else {})
        try:
            yield
        finally:
            paths.pop()

    Stylesheet._parse_rules = once  # type: ignore[method-assign]
    Stylesheet.apply = apply_once  # type: ignore[method-assign]
    Stylesheet.update_nodes = update_once  # type: ignore[method-assign]
    # The same answer without a call in Python for each rule.
    RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]


_draw_for_readers_only()
_put_what_changed()
_style_once()


class Operator:
    """One person at one console."""

    def __init__(self, app: ConsoleApp, pilot: "Pilot[None]") -> None:
        self.app, self.pilot = app, pilot

    def screen(self) -> str:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    async def until(self, happened: Callable[[], bool], what: str) -> None:
        wait = Wait()
        while not happened():
            if self.app._exception is not None:
                raise self.app._exception
            assert not wait.over(), f"never saw {what}:\n{self.screen()}"
            await asyncio.sleep(0.05)

    async def sees(self, *words: str) -> str:
        """Wait until all of the words stand on the screen, on one line or wrapped within one box."""

        screen = ""

        def seen() -> bool:
            nonlocal screen
            screen = self.screen()
            lacking = [word for word in words if word not in screen]
            return not lacking or all(any(word in text for text in unwrapped(screen)) for word in lacking)

        await self.until(seen, " ".join(words))
        return screen

    async def reach(self, words: str) -> None:
        """Go down a list until the cursor's row has these words; `▌` stands before it."""
        await self.sees(words)
        for _ in range(100):
            if any("▌" in line and words in line for line in self.screen().split("\n")):
                return
            await self.press("down")
        raise AssertionError(f"never reached {words}:\n{self.screen()}")

    async def press(self, *keys: str) -> None:
        # The library waits 30 seconds for what a key sets going; on a busy machine we wait for what is to be seen instead.
        with suppress(WaitForScreenTimeout):
            await self.pilot.press(*keys)

    async def fill(self, **values: str) -> None:
        """Put text into fields by name, without a key for each letter: `line_count` is the field `line-count`."""
        for name, value in values.items():
            kind, _, rest = name.partition("_")
            slot = re.fullmatch(r"slots_(\d+)_(\w+)", rest)
            rest = "-".join(["slots", *slot.groups()]) if slot else rest
            control = self.app.screen.query_one(f"#{kind}-{rest}" if rest else f"#{kind}")
            if isinstance(control, Input):
                control.value = value
            elif isinstance(control, TextArea):
                control.text = value
            else:
                raise TypeError(name)
        await self.pilot.pause()


_EDGES: Final = re.compile("│")


def unwrapped(screen: str) -> Iterator[str]:
    """The text of each box without its line ends, with a space in their place and without: where a line ends is a matter of what else
    the page shows, and so of the hour.
    """
    boxes: dict[int, list[str]] = {}
    for line in screen.split("\n"):
        for nth, cell in enumerate(_EDGES.split(line)):
            boxes.setdefault(nth, []).append(" ".join(cell.split()))
    for cells in boxes.values():
        yield " ".join(filter(None, cells))
        yield "".join(cells)


@asynccontextmanager
async def sitting(app: ConsoleApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Operator]:
    """Sit down and wait for the first page."""
    async with app.run_test(size=size) as pilot:
        operator = Operator(app, pilot)
        await operator.until(
            lambda: app.session.core is not None and len(app.screen_stack) > 2, "the first page"
        )
        yield operator
