"""Every field of every kind of file has its word, no word is left over, and differences are told in both languages."""

from collections.abc import Iterator
from types import UnionType
from typing import Any

import msgspec
import pytest

from console.domain import calendar, policy
from console.domain.categories import Category
from console.domain.contacts import number_plans
from console.domain.content import lists
from console.domain.data_folder import data_folder
from console.domain.replies.opt_out_lines import OptOutWays
from console.domain.rosters import rule_file_differences, rule_files
from console.domain.rosters.rule_files import Kind, RuleFile
from console.domain.sending import gateways
from console.launch.organisation import build
from console.locale.rule_file_words import change_lines
from tests.locale.texts import under

ORG = build()
PATTERNS = (data_folder() / "screening" / "2026-1.toml").read_text("utf-8")
"""A list of patterns alone."""


def names(struct: Any) -> set[str]:
    if isinstance(struct, UnionType):
        return {struct.__args__[0].__struct_config__.tag_field}.union(*map(names, struct.__args__))
    found = set()
    for field in msgspec.structs.fields(struct):
        found.add(field.name)
        for part in parts(field.type):
            if hasattr(part, "__struct_fields__") and part not in WHOLE:
                found |= names(part)
    return found


WHOLE = {lists.Rule, lists.Words, lists.Phrase, lists.Detector, lists.Wording}
"""What is told as one value, not field by field."""


def parts(kind: Any) -> Iterator[Any]:
    """A type, and the types within it."""
    yield kind
    for one in getattr(kind, "__args__", ()):
        yield from parts(one)


@pytest.mark.parametrize(
    ("kind", "struct"),
    [
        (Kind.POLICY, policy.Policy),
        (Kind.SCREENING, lists.ScreeningList),
        (Kind.GATEWAY, gateways.AnyGateway),
        (Kind.CALENDAR, calendar.Year),
        (Kind.NUMBERS, number_plans.PlanFile),
    ],
)
def test_every_field_has_a_word_and_no_word_is_left_over(kind: Kind, struct: Any) -> None:
    told = {*rule_file_differences.FLAGS} if kind is Kind.SCREENING else set()
    assert under(f"rule_field.{kind}") == names(struct) | told


def test_every_fault_of_a_file_has_words() -> None:
    types = {f"type_{name}" for name in ("int", "str", "bool", "array", "object")}
    codes = {"too_large", "not_text", "not_toml", "missing", "unknown", "value", "empty"}
    codes |= {"holiday_order", "other_year", "day_twice", "worked_weekday", "head_twice", "runs_away"}
    assert under("file_fault") == codes | types


def file(kind: Kind, *pairs: tuple[str, str]) -> RuleFile:
    text = {Kind.POLICY: ORG.policy_text, Kind.SCREENING: PATTERNS}.get(kind, ORG.gateway_texts["demo"])
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return rule_files.opened(kind, text.encode())


def told(kind: Kind, *pairs: tuple[str, str], lang: str = "zh") -> list[str]:
    changes = rule_file_differences.changes(file(kind), file(kind, *pairs))
    return list(change_lines(kind, changes, lang))


def test_values_are_told_by_their_place_and_in_words() -> None:
    assert told(Kind.POLICY, ("accept = false", "accept = true"), ('"own"', '"general"')) == [
        "业务提示 / 综合部受理：否 -> 是",
        "业务提示 / 谁放行：本部门操作员 -> 综合部操作员",
    ]
    longer = ('route = ["department_manager"]', 'route = ["department_manager", "general_manager"]')
    assert told(Kind.POLICY, longer, lang="en") == [
        "notice / who signs in order: department manager -> department manager, general manager"
    ]
    assert told(Kind.POLICY, ("clauses = 12", "clauses = 11"), lang="en") == ["pledge / clauses: 12 -> 11"]
    assert told(Kind.GATEWAY, ("price_fen = 4", "price_fen = 5"), ('tls_ca = ""', 'tls_ca = "ca.pem"')) == [
        "证书文件：- -> ca.pem",
        "单价（分/条）：4 -> 5",
    ]


def test_a_rule_of_the_list_comes_goes_or_changes_and_one_that_moved_did_not() -> None:
    block = ('reason = "absolute_claim"\nlevel = "warn"', 'reason = "absolute_claim"\nlevel = "block"')
    words = "国家级|最高级|最佳|第一名|保本|稳赚|零风险"
    assert told(Kind.SCREENING, block, lang="en") == [
        f"rule / absolute claim: warned of, {words} -> blocked, {words}"
    ]
    assert told(Kind.SCREENING, ("|零风险", "")) == [
        "+ 词条 / 绝对化用语：提醒, 国家级|最高级|最佳|第一名|保本|稳赚",
        "- 词条 / 绝对化用语：提醒, 国家级|最高级|最佳|第一名|保本|稳赚|零风险",
    ]
    first, *rest = PATTERNS.split("[[rule]]")
    moved = "[[rule]]".join([first, *rest[1:], "\n" + rest[0]])
    found = rule_files.opened(Kind.SCREENING, moved.encode())
    assert rule_file_differences.changes(file(Kind.SCREENING), found) == []
    assert rule_file_differences.lines(file(Kind.SCREENING), found)


def test_learned_weights_that_change_are_told_by_number_and_digest_and_not_one_by_one() -> None:
    text = (data_folder() / "screening" / "2026-2.toml").read_text("utf-8")
    weight = next(one for one in text.partition('terms = """\n')[2].split() if one.endswith("1"))
    old, new = (
        rule_files.opened(Kind.SCREENING, one.encode())
        for one in (text, text.replace(f" {weight} ", f" {weight[:-1]}2 ", 1))
    )
    lines = rule_file_differences.lines(old, new)
    (gone, come) = (line for line in lines if line[0] in "+-")
    assert gone.startswith('-terms = "')
    assert come.startswith('+terms = "')
    assert gone.split()[2] == come.split()[2]
    assert gone != come
    assert max(map(len, lines)) < 200
    assert not any(weight in line for line in lines)


def test_a_word_of_the_list_comes_or_goes_by_its_class_and_level() -> None:
    def of(*words: str, allow: str = "", before: str = "请勿") -> RuleFile:
        text = f'version = "1"\nallow = ["{allow}"]\n[[words]]\nclass = "fraud"\nlevel = "block"\nwords = {list(words)}\n'
        text += f'[[spare]]\nclasses = ["fraud"]\nbefore = ["{before}"]\n'
        return rule_files.opened(Kind.SCREENING, text.replace("'", '"').encode())

    def said(old: RuleFile, new: RuleFile) -> list[str]:
        return list(change_lines(Kind.SCREENING, rule_file_differences.changes(old, new), "zh"))

    assert said(of("刷单", "跑分", allow="甲"), of("跑分", "套现", allow="甲")) == [
        "词 / 诈骗用语 / 禁止：刷单 -> 套现"
    ]
    assert said(of("刷单", allow="甲"), of("刷单", allow="乙")) == ["不算的说法：甲 -> 乙"]
    assert said(of("刷单", allow="甲"), of("刷单", allow="甲", before="谨防")) == [
        "前后有这些词则不算 / 1 / 前面有：请勿 -> 谨防"
    ]
    assert said(of("刷单", "跑分", allow="甲"), of("跑分", "刷单", allow="甲")) == []


def test_groups_of_a_gateway_file_are_told_one_by_one_in_words() -> None:
    old = ORG.gateway_texts["demo"]
    new = old.replace('number = "13900000001"', 'number = "13900000009"') + '[opt_out]\nport = "106999"\n'
    new += '[[refusal_codes]]\ncode = "MK:0001"\nscope = "all"\nsince = "2026-01-01"\nproof = "来函"\n'
    changed = rule_file_differences.changes(
        *(rule_files.opened(Kind.GATEWAY, text.encode()) for text in (old, new))
    )
    assert list(change_lines(Kind.GATEWAY, changed, "zh")) == [
        "退订方式 / 收回复的号码：- -> 106999",
        "+ 拒收代码 / MK:0001：全部, 2026-01-01, 来函",
        "测试手机 / 移动测试机：13900000001 -> 13900000009",
    ]


def test_a_group_is_called_as_it_is_written_also_where_that_looks_like_a_key() -> None:
    more = '[[refusal_codes]]\ncode = "MK.rate"\nscope = "all"\nsince = "2026-01-01"\nproof = "来函"\n'
    old = ORG.gateway_texts["demo"]
    new = old.replace('label = "移动测试机"', 'label = "rate"') + more
    changed = rule_file_differences.changes(
        *(rule_files.opened(Kind.GATEWAY, text.encode()) for text in (old, new))
    )
    told = list(change_lines(Kind.GATEWAY, changed, "zh"))
    assert "+ 拒收代码 / MK.rate：全部, 2026-01-01, 来函" in told
    assert "+ 测试手机 / rate：13900000001" in told


def test_a_file_that_comes_or_goes_is_told_whole() -> None:
    whole = file(Kind.GATEWAY)
    came = list(change_lines(Kind.GATEWAY, rule_file_differences.changes(None, whole), "en"))
    gone = list(change_lines(Kind.GATEWAY, rule_file_differences.changes(whole, None), "en"))
    # The ways to refuse are a group of their own, each telephone is one; the protocol is what tells the files apart.
    values = len(gateways.SmppGateway.__struct_fields__) - 1 + len(OptOutWays.__struct_fields__) + 1 + 2
    assert len(came) == len(gone) == values
    assert came[:2] == ["+ protocol: smpp", "+ id: demo"]
    assert gone[:2] == ["- protocol: smpp", "- id: demo"]
    assert rule_file_differences.changes(whole, whole) == []
    assert rule_file_differences.lines(whole, whole) == []


def test_every_category_stands_for_its_group() -> None:
    for category in Category:
        label = next(
            line
            for line in change_lines(
                Kind.POLICY, rule_file_differences.changes(None, file(Kind.POLICY)), "en"
            )
            if line.endswith(f"{category} / clause: R{4 + list(Category).index(category)}")
        )
        assert label.startswith("+ ")
