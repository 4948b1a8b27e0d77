"""The one list: a million rows by key, few calls, nothing stale."""

from threading import Lock

from textual.app import App, ComposeResult

from console.look.marks import DRAWN
from console.widgets import paint
from console.widgets.looks import Look, theme_of
from console.widgets.record_list import PAGE, STRIDE, Column, RecordList, Rows

MILLION = 1_000_000


class Desk:
    """A million numbered rows, given only after a key, as the desk gives them; counts the calls."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, int]] = []
        self.lock = Lock()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        with self.lock:
            self.calls.append((text, after, limit))
        total = MILLION if not text else 3
        start = int(after) if after else 0
        rows = [f"{text}row {n}" for n in range(start, min(total, start + limit))]
        end = start + len(rows)
        return Rows(total, str(end) if end < total else "", rows)


class Lists(App[None]):
    def __init__(self, desk: Desk, *columns: Column) -> None:
        super().__init__()
        self.register_theme(theme_of("dark"))
        self.theme = "dark"
        self.desk = desk
        self.columns = columns or (Column("name", 12, str), Column("again", 0, str))

    def compose(self) -> ComposeResult:
        yield RecordList(self.columns, self.desk.fetch, str, empty="nothing", waiting="reading", id="records")

    @property
    def records(self) -> RecordList:
        return self.query_one("#records", RecordList)


async def test_a_million_rows_take_one_call_to_show_and_paging_reads_by_key() -> None:
    desk = Desk()
    app = Lists(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        while app.records.row is None:
            await pilot.pause(0.01)
        assert app.records.total == MILLION
        assert desk.calls == [("", "", PAGE)]
        app.records.move_to(300)
        while app.records.row is None:
            await pilot.pause(0.01)
        assert app.records.row == "row 300"
        assert all(limit <= STRIDE * PAGE <= 1000 for _, _, limit in desk.calls)
        assert {after for _, after, _ in desk.calls} <= {"", "128", "256", "384"}


class LargeRows(Desk):
    """A desk whose rows are so large that few of them go into an answer."""

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        total, start = 300, int(after or 0)
        end = min(total, start + min(limit, 3))
        with self.lock:
            self.calls.append((text, after, limit))
        return Rows(total, str(end) if end < total else "", [f"row {n}" for n in range(start, end)])


async def test_answers_with_fewer_rows_than_a_page_leave_no_row_out() -> None:
    desk = LargeRows()
    app = Lists(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        while app.records.row is None:
            await pilot.pause(0.01)
        assert [app.records.row_at(nth) for nth in range(PAGE)] == [f"row {nth}" for nth in range(PAGE)]
        app.records.move_to(299)
        while app.records.row is None:
            await pilot.pause(0.01)
        assert app.records.row == "row 299"
        assert len(desk.calls) < 300


class Mute(Desk):
    """A desk that names more rows and gives none."""

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        return Rows(limit, f"{after}x", [] if after else [f"{text}row 0"])


async def test_a_desk_that_names_more_rows_and_gives_none_ends_the_reading() -> None:
    app = Lists(Mute())
    async with app.run_test(size=(60, 20)) as pilot:
        while app.records.row is None:
            await pilot.pause(0.01)
        assert (app.records.row, app.records.total) == ("row 0", PAGE - 1)


async def test_marks_and_moves_by_letters_and_arrows_stay_with_their_rows() -> None:
    app = Lists(Desk())
    async with app.run_test(size=(60, 20)) as pilot:
        app.records.focus()
        while app.records.row is None:
            await pilot.pause(0.01)
        await pilot.press("space", "j", "space", "k")
        assert app.records.marked == {"row 0", "row 2"}
        assert app.records.marked_or_current() == ["row 0", "row 2"]
        assert app.records.row == "row 2"


async def test_a_new_filter_drops_the_answers_of_the_old_one() -> None:
    desk = Desk()
    app = Lists(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        late = app.records.Fetched((app.records._generation, ""), 0, Rows(5, "", ["old"] * 5), 0)
        app.records.ask("few ")
        app.records.post_message(late)
        while app.records.row is None:
            await pilot.pause(0.01)
        assert (app.records.row, app.records.total) == ("few row 0", 3)


async def test_a_cell_that_does_not_fit_is_cut_with_a_mark_and_never_through_a_wide_character() -> None:
    app = Lists(Desk())
    async with app.run_test(size=(60, 20)):
        app.records.columns = [Column("a", 5, lambda _: "已送达不是"), Column("b", 4, lambda _: "ok")]
        while app.records.row is None:
            await app.animator.wait_until_complete()
        line = app.records.render_line(1).text
        assert line.startswith("▌ 已送~ ok")


async def test_a_scroll_bar_covers_no_digit_of_the_last_column() -> None:
    app = Lists(Desk(), Column("name", 12, str), Column("count", 0, lambda _: "12,345,105", right=True))
    async with app.run_test(size=(40, 8)) as pilot:
        while app.records.row is None or not app.records.show_vertical_scrollbar:
            await pilot.pause(0.01)
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        lines = ["".join(segment.text for segment in one).rstrip() for one in strips]
        inside = [text.strip("│ ") for text in lines[1:-1]]
        assert [text.split()[-1] for text in inside] == ["count", *["12,345,105"] * 5]


async def test_a_list_ends_with_its_last_row_and_is_scrolled_only_where_it_has_no_room() -> None:
    app = Lists(Desk())
    async with app.run_test(size=(40, 6)) as pilot:
        while app.records.row is None:
            await pilot.pause(0.01)
        app.records.ask("few ")
        while app.records.row != "few row 0":
            await pilot.pause(0.01)
        await pilot.pause()
        # The heads and the three rows, then one line less.
        assert (app.records.size.height, app.records.max_scroll_y) == (4, 0)
        await pilot.resize_terminal(40, 5)
        app.records.scroll_end(animate=False)
        await pilot.pause()
        assert (app.records.size.height, app.records.max_scroll_y) == (3, 1)
        assert "few row 2" in app.records.render_line(2).text


async def test_a_list_leaves_its_last_columns_out_before_it_cuts_a_figure() -> None:
    def figure(nth: int) -> Column:
        return Column(f"c{nth}", 14, lambda _: f"{nth},000,000", right=True)

    columns = [figure(nth) for nth in range(1, 6)]
    app = Lists(Desk(), *columns)
    async with app.run_test(size=(100, 20)) as pilot:
        while app.records.row is None:
            await pilot.pause(0.01)
        for width in range(100, 8, -1):
            await pilot.resize_terminal(width, 20)
            row = app.records.render_line(1).text
            shown = [one for one in range(1, 6) if f"{one},000,000" in row]
            # The first ones, each whole; nothing half.
            assert shown == [*range(1, len(shown) + 1)]
            assert row.replace("▌", "").split() == [f"{one},000,000" for one in shown] or width < 20, (
                width,
                row,
            )
            assert len(shown) >= (width - 20) // 15
        assert app.records.needs() > 70


async def test_a_spare_column_is_left_out_before_the_name_has_too_little_room() -> None:
    spare = Column("spare", 10, lambda _: "12,345,105", right=True, spare=True)
    app = Lists(Desk(), Column("name", 0, lambda _: "n" * 60), spare)
    async with app.run_test(size=(60, 20)) as pilot:
        while app.records.row is None:
            await pilot.pause(0.01)
        room = dict[bool, set[int]]({True: set(), False: set()})
        for width in range(60, 20, -1):
            await pilot.resize_terminal(width, 20)
            row = app.records.render_line(1).text
            room["12,345,105" in row].add(row.count("n"))
        # One cell of fourteen says that the name goes on.
        assert min(room[True]) == 13
        assert room[False]


async def test_a_list_begins_at_a_row_however_far_down_and_says_where_there_is_none() -> None:
    desk, told = Desk(), list[bool]()

    class Begun(Lists):
        def compose(self) -> ComposeResult:
            for records in super().compose():
                assert isinstance(records, RecordList)
                records.begin_at("", lambda row: row == "row 5000")
                yield records

        def on_record_list_sought(self, message: RecordList.Sought) -> None:
            told.append(message.found)

    app = Begun(desk)
    async with app.run_test(size=(60, 20)) as pilot:
        while not told or app.records.row is None:
            await pilot.pause(0.01)
        await pilot.pause()
        assert (told, app.records.row, app.records.lacks) == ([True], "row 5000", False)
        assert 0 <= 5000 - app.records.scroll_y < 20
        assert all(limit <= 1000 for _, _, limit in desk.calls)
        app.records.begin_at("", lambda row: row == "nowhere")
        assert app.records.lacks
        while len(told) < 2 or app.records.row is None:
            await pilot.pause(0.01)
        # A list of a million rows is not read whole for it.
        assert (told, app.records.row) == ([True, False], "row 0")
        assert len(desk.calls) < 60


async def test_a_row_of_what_is_past_has_the_colour_of_what_is_past_and_its_neighbour_has_not() -> None:
    class Past(Lists):
        def compose(self) -> ComposeResult:
            yield RecordList(
                self.columns, self.desk.fetch, str, empty="", waiting="", muted="row 2".__eq__, id="records"
            )

    app, before = Past(Desk()), paint.look_in_use()
    paint.use(Look("dark", DRAWN))
    try:
        await drawn(app)
    finally:
        paint.use(before)


async def drawn(app: Lists) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        while app.records.row is None:
            await pilot.pause(0.01)
        await pilot.pause()
        lines = [app.records.render_line(nth) for nth in range(5)]
        usual, past = (
            {one.style.color for one in line if "row" in one.text and one.style is not None}
            for row in ("row 1", "row 2")
            for line in lines
            if row in line.text
        )
        assert usual
        assert not usual & past
