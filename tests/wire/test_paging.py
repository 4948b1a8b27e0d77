"""Lists read to their end: also from a desk that tells none."""

from collections import deque

import pytest

from console.errors import ConsoleError
from console.wire import paging


def test_each_page_comes_once_in_order() -> None:
    told = {"": ("a", "1"), "1": ("b", "2"), "2": ("c", "")}
    assert [page[0] for page in paging.pages(told.__getitem__, lambda page: page[1])] == ["a", "b", "c"]


@pytest.mark.parametrize("told", [{"": "1", "1": "1"}, {"": "1", "1": "2", "2": "1"}])
def test_a_key_that_comes_twice_ends_it(told: dict[str, str]) -> None:
    asked = []

    def ask(key: str) -> str:
        asked.append(key)
        return told[key]

    with pytest.raises(ConsoleError) as refused:
        deque(paging.pages(ask, str), maxlen=0)
    assert refused.value.code == "list_endless"
    assert asked == [*told]


def test_keys_that_are_new_for_ever_end_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST", 5)
    asked = []

    def ask(key: str) -> str:
        asked.append(key)
        return str(len(asked))

    with pytest.raises(ConsoleError) as refused:
        deque(paging.pages(ask, str), maxlen=0)
    assert refused.value.code == "list_endless"
    assert asked == ["", "1", "2", "3", "4", "5"]
