"""The parts that pages are drawn from: they keep to their width whatever they hold, and say state by mark and word."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from rich.text import Span

from console.look.marks import ASCII
from console.look.roles import Role
from console.look.senses import Sense
from console.widgets import paint
from console.widgets.looks import PALETTES, Look
from console.widgets.parts import (
    Bar,
    Event,
    Limit,
    Step,
    bars,
    bubble,
    figure_columns,
    hung,
    steps,
    timeline,
)
from console.widgets.show import cells

WORDS = st.text(st.sampled_from("您的存款 abc,。【】\u202e\x1b[31m\n12"), max_size=120)


@pytest.fixture(autouse=True)
def dark() -> Iterator[None]:
    paint.use(Look("dark"))
    yield
    paint.use(Look("dark"))


def style_of(span: Span) -> Style:
    """The style of a piece; the painter gives no names of styles."""
    assert isinstance(span.style, Style)
    return span.style


WAY = [
    Step(Sense.GOOD, "起草", "赵敏"),
    Step(Sense.YOURS, "部门经理", "孙丽（您）"),
    Step(Sense.LATER, "操作员放行", "钱伟"),
]


def test_steps_stand_in_equal_widths_with_the_people_below() -> None:
    above, below = steps(WAY, 78).plain.split("\n")
    assert above.startswith("✓ 起草 ━━━")
    assert "▲ 部门经理 ───" in above
    assert above.rstrip().endswith("○ 操作员放行")
    # What stands below stands under the name that it belongs to.
    assert cells(above[: above.index("部门经理")]) == cells(below[: below.index("孙丽")])
    assert cells(above[: above.index("操作员")]) == cells(below[: below.index("钱伟")])


def test_steps_without_room_stand_one_below_the_other() -> None:
    assert steps(WAY, 30).plain == "✓ 起草  赵敏\n▲ 部门经理  孙丽（您）\n○ 操作员放行  钱伟"


def test_steps_that_are_nobodys_stand_on_one_line() -> None:
    way = [step._replace(who="") for step in WAY]
    assert steps(way, 78).plain == steps(WAY, 78).plain.split("\n")[0]
    assert steps(way, 30).plain.count("\n") == len(WAY) - 1


@given(WORDS, st.integers(10, 100))
def test_a_bubble_keeps_to_its_width_and_loses_nothing(words: str, width: int) -> None:
    lines = bubble(words, width).plain.split("\n")
    assert all(cells(one) <= max(12, min(48, width)) for one in lines)
    drawn = "".join("".join(one[2:].split()) for one in lines)
    assert len(drawn) >= len("".join(words.replace("\n", "").split()))
    assert not any(one < " " for one in "".join(lines))


def test_what_screening_found_stands_out_in_the_bubble() -> None:
    text = bubble("【行】限时办理，限时优惠", 40, ["限时"])
    found = [text.plain[span.start : span.end] for span in text.spans if style_of(span).underline]
    assert found == ["限时", "限时"]
    assert not [span for span in bubble("没有", 40, [""]).spans if style_of(span).underline]


def test_where_nothing_can_be_raised_a_line_sets_the_bubble_apart() -> None:
    for name in PALETTES:
        paint.use(Look(name))
        assert ("│" in bubble("您好", 40).plain) == (name in {"contrast", "ansi", "mono"}), name
    paint.use(Look("mono", ASCII))
    assert bubble("您好", 40).plain.startswith("<|您好")


@given(WORDS.filter(str.strip), st.integers(12, 80))
def test_a_state_that_is_folded_hangs_under_its_first_word(words: str, width: int) -> None:
    lines = [one.plain for one in hung(Sense.YOURS, words, width)]
    assert lines[0].startswith("▲ ")
    assert all(one.startswith("  ") for one in lines[1:])
    assert all(cells(one) <= width for one in lines)


# ---- a timeline

SENSES = st.sampled_from([Sense.GOOD, Sense.BAD, Sense.YOURS, Sense.WAITING, Sense.NOW, Sense.LATER])
SAID = st.text(st.sampled_from("换新密码 ab,。"), max_size=40).map(lambda text: " ".join(text.split()))
FIGURE = st.integers(0, 10**9).map(lambda n: f"{n:,}")
EVENTS = st.lists(
    st.builds(
        Event,
        SENSES,
        st.builds("{} {}".format, SAID, FIGURE),
        FIGURE,
        st.builds("{}{}".format, SAID, FIGURE),
        st.none() | st.builds(Limit, st.integers(0, 10**6), st.integers(1, 10**6), FIGURE),
    ),
    min_size=1,
    max_size=6,
)


@given(EVENTS, st.integers(30, 120), st.booleans())
def test_a_timeline_keeps_to_its_width_and_leaves_no_figure_out(
    events: list[Event], width: int, spaced: bool
) -> None:
    lines = timeline(events, width, spaced=spaced)
    assert all(one.cell_len <= width for one in lines)
    # Without the lines of the frame the words stand there in their order.
    drawn = " ".join(one.plain[2:] for one in lines).split()
    together = "".join(drawn)
    for one in events:
        figures = [one.act.split()[-1], one.clock, *([one.limit.words] if one.limit else [])]
        assert all(any(figure in word for word in drawn) for figure in figures)
        assert "".join(one.what.split()) in together


@given(EVENTS, st.booleans())
def test_each_event_of_a_timeline_has_its_mark_and_only_the_first_of_its_lines(
    events: list[Event], spaced: bool
) -> None:
    lines = [one.plain for one in timeline(events, 100, spaced=spaced)]
    known = paint.marks()
    begins = [line[0] for line in lines if line[0] not in " │"]
    assert begins == [known.of(one.sense) for one in events]


def test_an_open_step_has_the_bar_of_its_time_limit_and_steps_are_apart_where_there_is_room() -> None:
    way = [
        Event(Sense.GOOD, "冻结网关", "18:42", "用时 2 分"),
        Event(Sense.YOURS, "换新密码", "剩 1 小时", "时限 20:40", Limit(30, 120, "42 / 120 分")),
        Event(Sense.LATER, "书面报告"),
    ]
    close = [one.plain.rstrip() for one in timeline(way, 76, spaced=False)]
    assert close == [
        "✓ 冻结网关  18:42      用时 2 分",
        "▲ 换新密码  剩 1 小时  时限 20:40",
        "│           ━━━━────────────  42 / 120 分",
        "○ 书面报告",
    ]
    apart = [one.plain.rstrip() for one in timeline(way, 76, spaced=True)]
    assert apart == [close[0], "│", *close[1:]]


def test_without_room_beside_them_the_words_of_an_event_stand_below_it() -> None:
    way = [Event(Sense.BAD, "通知供应商", "超时 12 分钟", "时限 10 分钟（R12），由 王芳 办")]
    assert [one.plain for one in timeline(way, 30, spaced=False)] == [
        "✗ 通知供应商  超时 12 分钟",
        "  时限 10 分钟（R12），由 王芳",
        "   办",
    ]


def test_what_is_yet_to_come_in_a_timeline_is_muted_and_nothing_else_is() -> None:
    for sense in (Sense.GOOD, Sense.YOURS, Sense.LATER):
        (drawn,) = timeline([Event(sense, "书面报告", "", "王芳")], 76, spaced=False)
        role = Role.MUTED if sense is Sense.LATER else Role.TEXT
        for words in ("书面报告", "王芳"):
            at = drawn.plain.index(words)
            (span,) = (one for one in drawn.spans if one.start <= at < one.end)
            assert style_of(span).color == paint.style(role).color, (sense, words)


# ---- figures and bars


@given(st.lists(st.tuples(SAID, FIGURE), max_size=7), st.integers(16, 120))
def test_figures_under_their_labels_are_whole_at_any_width(said: list[tuple[str, str]], width: int) -> None:
    lines = figure_columns(said, width)
    drawn = [word for one in lines[1::2] for word in one.plain.split()]
    assert drawn == [figure for _, figure in said]
    widest = max((max(cells(label), cells(figure)) for label, figure in said), default=0) + 2
    assert all(one.cell_len <= max(width, widest) for one in lines)


@given(st.lists(st.tuples(SAID, st.integers(0, 10**9)), min_size=1, max_size=7), st.integers(16, 120))
def test_bars_keep_to_the_width_and_their_figures_are_whole(said: list[tuple[str, int]], width: int) -> None:
    lines = bars([Bar(name, value, f"{value:,}") for name, value in said], width)
    assert all(one.cell_len <= width for one in lines)
    assert [one.plain.split()[-1] for one in lines] == [f"{value:,}" for _, value in said]
    lengths = [one.plain.count("━") for one in lines]
    order = sorted(range(len(said)), key=lambda nth: said[nth][1])
    assert [lengths[nth] for nth in order] == sorted(lengths)
