"""Why recipients were suppressed, and what they answered: the same in figures, in the quarter's pack and on its paper, adding up."""

import csv
import io
import zipfile

from openpyxl import load_workbook

from console.wire import dispatch
from console.wire.archive.forms import PrintForm
from console.wire.filing import statistics
from console.wire.sending.slots import Tally
from tests.services.core import Core
from tests.services.quarters import DISPATCH, OVER, facts, head_signed, sent, signed, zip_of
from tests.services.replying import replied
from tests.world import numbers

TOLD = [("opted_out", 2), ("cap_day", 3), ("cap_all_day", 1), ("cap_30_days", 1), ("same_text", 1)]


def suppressed(core: Core) -> int:
    """A promotion of which nine of twenty got nothing; of one of them nobody said why."""
    request = sent(core, "promotion", delivered=11, suppressed=9)
    counters = dispatch.Counters(
        request,
        1,
        Tally(approved=20, delivered=11, suppressed=9),
        0,
        50,
        "",
        (-1, -1),
        [],
        suppressed=TOLD,
    )
    core.call(DISPATCH, dispatch.ReportProgress([counters]))
    core.call(
        DISPATCH,
        replied(
            (numbers(1)[0], "TD"), (numbers(2)[1], "退订"), (numbers(3)[2], "收到"), request=request, slot=1
        ),
    )
    return request


def test_the_figures_of_a_period_say_why_nobody_sent_and_what_was_answered(core: Core) -> None:
    suppressed(core)
    for by in ("month", "department", "category"):
        view: statistics.StatisticsView = core.call("zhoujian", statistics.Statistics("2026Q4", by))
        of = view.total.figures
        assert (of.suppressed, of.opted_out, of.same_text, of.over_day, of.over_30_days, of.unsaid) == (
            9,
            2,
            1,
            4,
            1,
            1,
        )
        assert (of.reply_refuse, of.reply_human, of.reply_ignore) == (2, 0, 1)
        assert of.balances()
        assert all(row.figures.balances() for row in view.rows)
        for name in ("over_day", "reply_refuse"):
            assert sum(getattr(row.figures, name) for row in view.rows) == getattr(of, name)
    codes = core.call("zhoujian", statistics.StatisticsCodes("2026Q4"))
    assert {(one.code, one.n) for one in codes if one.state == "suppressed"} == {*TOLD, ("unsaid", 1)}


def test_the_quarters_pack_and_its_paper_carry_them(core: Core) -> None:
    request = suppressed(core)
    head_signed(core)
    core.at = OVER
    data, _, _ = zip_of(core, signed(core))
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        files = {name.partition("/")[2] or name: pack.read(name) for name in pack.namelist()}
    filed = facts(files)
    part = next(form for form in filed["forms"] if form["id"] == request)["slots"][0]
    assert part["suppressed"] == dict(TOLD) | {"unsaid": 1}
    assert sum(part["suppressed"].values()) == part["tally"]["suppressed"]
    assert filed["replies"] == {"refuse": 2, "ignore": 1}
    row = list(csv.DictReader(io.StringIO(files["statistics.csv"].decode("utf-8-sig"))))[-1]
    assert [int(row[f"suppressed_{one}"]) for one in ("opted_out", "same_text", "over_day", "over_30_days", "unsaid")] == [
        2, 1, 4, 1, 1,
    ]  # fmt: skip
    assert int(row["suppressed"]) == 9
    form = core.call("sunli", PrintForm("request", str(request), 1, "zh"))
    for name, words in (
        ("summary-zh.xlsx", "已退订 2"),
        ("", "当日同类短信已满 3"),
    ):
        book = load_workbook(io.BytesIO(files[name] if name else form.data))
        cells = " ".join(
            str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value
        )
        assert words in cells, name
