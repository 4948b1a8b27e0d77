"""The cheat sheet: every page with its keys, from the table of actions. F4 writes it as a workbook, as any list."""

from collections.abc import Sequence

from console import actions
from console.actions import Action
from console.locale.words import key_name
from console.screens import palette, ways
from console.screens.lists import ListPage, portion
from console.widgets.record_list import Column, Rows

_PAGE_WIDTH = (28, 32)
_KEY_WIDTH = 10
_CLAUSE_WIDTH = 6


class KeysPage(ListPage[Action], scope="keys"):
    """Every action: what every page has first, then page by page."""

    def columns(self) -> Sequence[Column]:
        """Page, key, action, clause."""
        lang = self.session.lang
        return [
            Column(self.t("keys.column.page"), _PAGE_WIDTH[lang == "en"], self._where),
            Column(self.t("keys.column.key"), _KEY_WIDTH, self._keys_of),
            Column(self.t("keys.column.action"), 0, lambda action: action.label(lang)),
            Column(self.t("keys.column.clause"), _CLAUSE_WIDTH, lambda action: action.clause),
        ]

    def facts(self, row: Action) -> list[tuple[str, str]]:
        """Page, keys, the name in both languages, the clause with its words."""
        clause = self.session.label("clause", row.clause) if row.clause else ""
        named = [
            ("page", self._where(row)),
            ("key", self._keys_of(row)),
            ("zh", row.label("zh")),
            ("en", row.label("en")),
            ("clause", clause),
        ]
        return [(self.t(f"keys.column.{name}"), words) for name, words in named if words]

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Those whose name, pinyin, key or page has the text."""
        everywhere = [one for scope in actions.SHARED for one in actions.of(scope)]
        rows = [*everywhere, *palette.every_action()]
        return portion([row for row in rows if self._fits(row, text)], after, limit)

    def changed(self, topics: frozenset[str]) -> None:
        """Do nothing: the keys do not change."""

    def do_open(self) -> None:
        """Go to the page of the action under the cursor."""
        row = self.here
        if row is not None and row.scope not in actions.SHARED:
            palette.lead(self, row)

    def _fits(self, row: Action, typed: str) -> bool:
        return palette.named(row).rank(typed) is not None or typed.casefold() in self._where(row).casefold()

    def _keys_of(self, row: Action) -> str:
        return " ".join(key_name(key, self.session.lang) for key in row.keys)

    def _where(self, row: Action) -> str:
        if row.scope in actions.SHARED:
            return self.t(f"keys.{row.scope}")
        return ways.path(row.scope, self.session.lang)
