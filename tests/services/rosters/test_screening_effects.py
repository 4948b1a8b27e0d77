"""What another screening list would have blocked: told to who signs it, before they sign (R11)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from console.acting.rosters import screening_effects as acting
from console.domain.rosters.rosters import SetScreening
from console.domain.rosters.rule_files import Kind
from console.errors import ConsoleError, RefusedError
from console.services.rosters import screening_effects
from console.wire import calls
from console.wire.requests import templates as templates_wire
from console.wire.rosters import rule_files as wire
from tests.papers import Line
from tests.services.core import Core, open_core
from tests.services.rosters.test_rule_files import bring, words

BODY = "金玉满堂厅今日开放。"
PAIR = ('"仅限内部", ', '"仅限内部", "金玉满堂", ')


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    made = open_core(database_url)
    yield made
    made.database.close()


def listed(core: Core, *pairs: tuple[str, str]) -> str:
    change = bring(core, Kind.SCREENING, words(core, *pairs))
    assert isinstance(change, SetScreening)
    return change.digest


def written(core: Core) -> tuple[int, int]:
    """A request and a template with the word, a draft with it, and one of each without."""
    request = core.submit(core.draft(core.add_list(), body=BODY))
    core.submit(core.draft(core.add_list(), body="尊敬的客户，请按时还款。"))
    core.call("zhaomin", calls.SaveDraft(core.draft(core.add_list(), body=BODY)))
    says = templates_wire.Template(name="办理地点", body=BODY, signature="【云岭示范银行】")
    return request, int(core.call("zhaomin", templates_wire.WriteTemplate("business", says)).id)


def told(core: Core, digest: str, person: str = "hanxue") -> wire.Effects:
    return acting.gathered(Line(core, person), digest)


def test_a_list_tells_which_newest_texts_it_would_block_by_number_words_and_rule(core: Core) -> None:
    request, template = written(core)
    found = told(core, listed(core, PAIR))
    assert [(row.about, row.id, row.level, row.words, row.rule) for row in found.rows] == [
        ("template", template, "block", "金玉满堂", "金玉满堂"),
        ("request", request, "block", "金玉满堂", "金玉满堂"),
    ]
    assert [row.number for row in found.rows] == ["办理地点", core.view("zhaomin", request).row.number]
    assert (found.texts, found.drafts, found.left_off, found.new) == (4, 1, 0, "next")
    # A withdrawn template is in use no more; after 90 days a request is of the past.
    core.call("zhaomin", templates_wire.WithdrawTemplate(template, "停"))
    core.at += timedelta(days=91)
    digest = listed(core, PAIR)
    later = told(core, digest)
    assert (later.texts, later.drafts, later.rows) == (0, 0, [])


def test_what_a_list_would_only_warn_of_is_told_as_a_warning(core: Core) -> None:
    request, template = written(core)
    found = told(core, listed(core, ('"内部消息", ', '"内部消息", "金玉满堂", ')))
    assert [(row.id, row.level, row.words) for row in found.rows] == [
        (template, "warn", "金玉满堂"),
        (request, "warn", "金玉满堂"),
    ]


def test_a_list_that_says_no_more_than_the_one_in_force_changes_nothing(core: Core) -> None:
    written(core)
    found = told(core, listed(core))
    assert (found.texts, found.drafts, found.rows) == (4, 0, [])


def test_only_who_signs_rosters_asks_and_only_about_a_screening_list(core: Core) -> None:
    digest = listed(core, PAIR)
    for person in ("zhaomin", "wangfang", "chenjing"):
        with pytest.raises(RefusedError, match="not_a_roster_signer"):
            told(core, digest, person)
    with pytest.raises(ConsoleError, match="no_such_rule_file"):
        told(core, "0" * 64)
    policy = next(row.digest for row in core.call("hanxue", wire.RuleFilesInForce()) if row.kind == "policy")
    with pytest.raises(ConsoleError, match="no_such_rule_file"):
        told(core, policy)


def test_many_texts_are_judged_part_by_part_and_the_oldest_are_counted_as_left_off(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, template = written(core)
    digest = listed(core, PAIR)
    asked: list[Any] = []

    class Counted(Line):
        def call(self, call: Any) -> Any:
            asked.append(call)
            return super().call(call)

    monkeypatch.setattr(screening_effects, "STEP", 2)
    found = acting.gathered(Counted(core, "hanxue"), digest)
    assert ({row.id for row in found.rows}, found.texts, found.drafts) == ({request, template}, 4, 1)
    assert [one.after for one in asked] == ["", "2"]
    monkeypatch.setattr(screening_effects, "MOST", 3)
    found = acting.gathered(Line(core, "hanxue"), digest)
    assert (found.texts, found.left_off, found.drafts) == (3, 1, 0)
