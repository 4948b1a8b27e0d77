import multiprocessing
import os
import random
import resource
import signal
import socket
import threading
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from console.contacts import importing, messages
from console.contacts.errors import (
    FailureCode,
    FileCode,
    FileRefusedError,
    ImportCancelledError,
    ImportFailedError,
)
from console.contacts.findings import FindingStore
from console.contacts.importing import Imported, Reading
from console.contacts.messages import Done, Finding, Findings, Numbers, Progress, SourceInfo
from console.contacts.reader import Limits
from console.contacts.reasons import ACCEPTABLE, Reason
from console.contacts.source import open_source
from tests.contacts.books import book, column


def descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


SMALL = b"13800138000\n+8613800138001\n\n13900139000\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_file(data: bytes, name: str = "list.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write_file


@pytest.fixture
def big(tmp_path: Path) -> Path:
    chance = random.Random(7)  # noqa: S311 - a seeded list, no secret
    path = tmp_path / "big.txt"
    path.write_text("".join(f"138{chance.randrange(10**8):08d}\n" for _ in range(400_000)))
    return path


@pytest.fixture(autouse=True)
def no_child_is_left() -> Iterator[None]:
    before = descriptors()
    yield
    assert multiprocessing.active_children() == []
    # The resource tracker of the first spawn keeps one descriptor for the life of the process.
    assert descriptors() <= before + 1


def run(path: Path, accept: frozenset[Reason] = frozenset(), **options: object) -> Imported:
    with open_source(path) as source:
        return importing.run(source, accept=accept, **options)  # type: ignore[arg-type]


def failure(path: Path, **options: object) -> ImportFailedError:
    with pytest.raises(ImportFailedError) as failed:
        run(path, **options)  # type: ignore[arg-type]
    return failed.value


def test_a_list_is_read_in_another_process_and_comes_back_whole(write: Callable[..., Path]) -> None:
    seen: list[Progress] = []
    imported = run(write(SMALL), frozenset({Reason.PREFIX}), progress=seen.append)
    with imported.findings as findings:
        assert imported.numbers == array("q", [13800138000, 13800138001, 13900139000])
        assert (imported.rows, imported.left_out) == (4, 1)
        assert imported.counts == {Reason.PREFIX: 1, Reason.BLANK: 1}
        assert imported.repaired == {Reason.PREFIX: 1}
        assert findings.page() == [
            Finding(2, Reason.PREFIX, True, 0, "+8613800138001"),
            Finding(3, Reason.BLANK, False, 0, ""),
        ]
    assert imported.source.name == "list.txt"
    assert imported.source.size == len(SMALL)
    assert imported.source.sha256 == "8504479636cd4e3b5a33aa20a6e63d3145bc35796411967cd1f98859daaeb965"
    assert seen[0].stage == "reading"


def test_progress_comes_every_twenty_thousand_rows(big: Path) -> None:
    seen: list[Progress] = []
    with run(big, progress=seen.append).findings:
        pass
    rows = [p.rows for p in seen if p.stage == "rows"]
    assert rows == list(range(20_000, 400_001, 20_000))
    assert {p.total for p in seen if p.stage == "rows"} == {400_000}


def test_a_preview_shows_what_the_file_is_and_its_first_rows(write: Callable[..., Path]) -> None:
    data = "手机号\n".encode("gb18030") + b"13800138000\n" * 20
    with open_source(write(data)) as source:
        preview = importing.preview(source)
    assert preview.source.encoding == "gb18030"
    assert preview.rows == 21
    assert preview.head[:2] == ((1, "手机号"), (2, "13800138000"))
    assert len(preview.head) == 10
    with open_source(write(book(column("><v>13800138000</v>")), "a.xlsx")) as source:
        shown = importing.preview(source)
    assert [(s.name, s.chosen) for s in shown.source.sheets] == [("名单", True)]
    assert shown.head == ((1, "13800138000"),)


def test_a_chosen_encoding_is_used(write: Callable[..., Path]) -> None:
    with open_source(write("éé\n13800138000".encode())) as source:
        assert importing.preview(source).head[0][1] == "éé"
        assert importing.preview(source, encoding="gb18030").head[0][1] == "茅茅"


def test_an_import_runs_from_a_thread(write: Callable[..., Path]) -> None:
    path = write(SMALL)
    results: list[Imported] = []
    thread = threading.Thread(target=lambda: results.append(run(path)))
    thread.start()
    thread.join(60)
    assert [len(r.numbers) for r in results] == [2]


def test_only_repairs_can_be_accepted(write: Callable[..., Path]) -> None:
    with open_source(write(SMALL)) as source:
        for reason in set(Reason) - ACCEPTABLE:
            with pytest.raises(ValueError, match="repairs"):
                importing.run(source, accept=frozenset({reason}))


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    (tmp_path / "real.txt").write_bytes(SMALL)
    (tmp_path / "empty.txt").touch()
    with open(tmp_path / "huge.txt", "wb") as huge:
        huge.truncate(64 * 1024 * 1024 + 1)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "s.txt"))
    codes = {}
    for name in (
        "pipe.txt",
        "link.txt",
        "empty.txt",
        "huge.txt",
        "s.txt",
        "none.txt",
        "real.txt/x.txt",
        "\0",
        ".",
    ):
        with pytest.raises(FileRefusedError) as refused:
            open_source(tmp_path / name)
        codes[name] = refused.value.reason
    listener.close()
    assert codes == {
        "pipe.txt": FileCode.NOT_REGULAR,
        "link.txt": FileCode.SYMLINK,
        "empty.txt": FileCode.EMPTY,
        "huge.txt": FileCode.TOO_LARGE,
        "s.txt": FileCode.NOT_REGULAR,
        "none.txt": FileCode.MISSING,
        "real.txt/x.txt": FileCode.MISSING,
        "\0": FileCode.UNREADABLE,
        ".": FileCode.NOT_REGULAR,
    }


def test_a_refusal_in_the_child_arrives_by_name(write: Callable[..., Path]) -> None:
    with pytest.raises(FileRefusedError) as refused:
        run(write(b"13800138000\n" + b"\x80\x81\n" * 20))
    assert refused.value.reason is FileCode.ENCODING
    assert refused.value.detail == {"encoding": "utf-8", "row": 2}
    assert refused.value.code == "import.encoding"


def test_a_file_name_that_is_no_text_is_still_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xd6.txt"
    with open(path, "wb") as file:
        file.write(SMALL)
    assert len(run(Path(os.fsdecode(path))).numbers) == 2


def test_a_panic_of_the_workbook_reader_is_a_damaged_file(write: Callable[..., Path]) -> None:
    old = (Path(__file__).parents[2] / "data/samples/notice-200.xls").read_bytes()
    for cut in (700, 1500, 4000, 9000):
        with pytest.raises(FileRefusedError) as refused:
            run(write(old[:cut], "a.xls"))
        assert refused.value.reason is FileCode.DAMAGED


def test_the_memory_limit_holds_for_a_text(big: Path) -> None:
    failed = failure(big, limits=Limits(memory=80 * 1024 * 1024))
    assert failed.reason in {FailureCode.MEMORY, FailureCode.CRASHED}
    assert failed.keys.what.startswith("import.failed.")


def test_a_workbook_that_aborts_its_reader_is_a_named_failure(write: Callable[..., Path]) -> None:
    # As many cells as are allowed, of which the reader keeps every one: more than this process may have.
    corner = '<row r="1048576"><c r="Z1048576"><v>1</v></c></row>'
    data = book(column("><v>13800138000</v>") + corner)
    failed = failure(write(data, "a.xlsx"), limits=Limits(memory=300 * 1024 * 1024))
    assert failed.reason in {FailureCode.CRASHED, FailureCode.MEMORY}


def test_cells_without_an_address_are_counted_before_the_reader_sees_them(write: Callable[..., Path]) -> None:
    # The reader counts places: it would ask for 400 GB, and abort.
    corner = '<row r="1048576">' + "<c><v>1</v></c>" * 16_384 + "</row>"
    with pytest.raises(FileRefusedError) as refused:
        run(write(book(column("><v>13800138000</v>") + corner), "a.xlsx"))
    assert refused.value.reason is FileCode.TOO_MANY_COLUMNS


def test_the_processor_limit_holds(big: Path) -> None:
    # Less than the start of an interpreter: the kernel stops it wherever it is.
    failed = failure(big, limits=Limits(cpu_seconds=0))
    assert failed.reason in {FailureCode.CPU, FailureCode.KILLED}


def test_the_clock_limit_holds(big: Path) -> None:
    # Less than a process needs to start, on the fastest machine too.
    assert failure(big, limits=Limits(wall_seconds=0.01)).reason is FailureCode.TIME


def children() -> list[int]:
    return [p.pid for p in multiprocessing.active_children() if p.pid is not None]


def test_a_file_is_read_once_however_often_its_repairs_are_decided_anew(write: Callable[..., Path]) -> None:
    prefix, spacing = frozenset({Reason.PREFIX}), frozenset({Reason.SPACING})
    data = b"+8613800138001\n138 0013 8002\n13800138003\n+8613800138003\n"
    with open_source(write(data)) as source, Reading(source) as reading:
        assert reading.preview().rows == 4
        (first,) = children()
        for accept, n in (
            (frozenset(), 1),
            (prefix, 2),
            (prefix | spacing, 3),
            (spacing, 2),
            (frozenset(), 1),
        ):
            with reading.judge(accept).findings as findings:
                imported = reading.judge(accept)
                assert (len(imported.numbers), imported.accepted) == (n, accept)
                assert imported.counts == {reason: findings.count(reason) for reason in imported.counts}
                imported.findings.close()
        assert children() == [first]


def test_a_child_that_died_between_two_orders_is_started_anew(write: Callable[..., Path]) -> None:
    with open_source(write(SMALL)) as source, Reading(source) as reading:
        reading.preview()
        (first,) = children()
        os.kill(first, signal.SIGKILL)
        with pytest.raises(ImportFailedError) as failed:
            reading.judge(frozenset())
        assert failed.value.reason is FailureCode.KILLED
        with reading.judge(frozenset({Reason.PREFIX})).findings:
            (second,) = children()
        assert second != first


def test_a_child_that_is_killed_midway_is_a_named_failure(big: Path) -> None:
    killed: list[int] = []

    def kill(_: Progress) -> None:
        if not killed:
            killed.extend(children())
            os.kill(killed[0], signal.SIGKILL)

    assert failure(big, progress=kill).reason is FailureCode.KILLED
    assert len(killed) == 1


def test_cancelling_kills_the_child_at_once(big: Path) -> None:
    seen: list[Progress] = []
    pids: list[int] = []

    def note(progress: Progress) -> None:
        seen.append(progress)
        pids.extend(children())

    with pytest.raises(ImportCancelledError):
        run(big, progress=note, cancelled=lambda: len(seen) > 2)
    assert pids
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_a_child_that_no_longer_answers_is_killed_too(big: Path) -> None:
    stopped: list[int] = []

    def stop(_: Progress) -> None:
        if not stopped:
            stopped.extend(children())
            os.kill(stopped[0], signal.SIGSTOP)

    for wall in (1.0, 8.0, 64.0):  # a busy machine may need more than the first until the child speaks at all
        assert failure(big, progress=stop, limits=Limits(wall_seconds=wall)).reason is FailureCode.TIME
        if stopped:
            break
    with pytest.raises(ProcessLookupError):
        os.kill(stopped[0], 0)


def test_an_error_of_the_caller_kills_the_child_too(big: Path) -> None:
    def fail(_: Progress) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        run(big, progress=fail)


def test_a_child_cannot_reach_the_terminal_and_leaves_ctrl_c_to_the_console(big: Path) -> None:
    seen: list[tuple[set[str], bool]] = []

    def look(progress: Progress) -> None:
        if progress.stage == "reading":
            place = Path("/proc") / str(children()[0])
            status = dict(line.split(":\t", 1) for line in (place / "status").read_text().splitlines())
            ignores = bool(int(status["SigIgn"], 16) >> (signal.SIGINT - 1) & 1)
            seen.append(({str((place / "fd" / n).readlink()) for n in "012"}, ignores))

    # Whoever runs the tests may have left Ctrl-C to others, which a child would have from them.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with run(big, progress=look).findings:
            pass
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen == [({"/dev/null"}, True)]


def test_a_child_cannot_write_a_file_and_leaves_no_core(big: Path) -> None:
    limits: list[tuple[tuple[int, int], ...]] = []

    def look(progress: Progress) -> None:
        if progress.stage == "reading":
            pid = children()[0]
            limits.append(
                tuple(
                    resource.prlimit(pid, kind)
                    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_AS)
                )
            )

    with run(big, progress=look).findings:
        pass
    assert limits == [((0, 0), (0, 0), (1536 * 1024**2, 1536 * 1024**2))]


SOURCE = SourceInfo("a", "0", 1, "txt", None, None, (), (), (), "p")


def packed(*numbers: int) -> Numbers:
    return Numbers(array("q", numbers).tobytes())


def done(count: int) -> Done:
    return Done(SOURCE, count, count, {}, {})


@pytest.mark.parametrize(
    "said",
    [
        [packed(13800138001, 13800138000), done(2)],
        [packed(13800138000, 13800138000), done(2)],
        [packed(13800138001), packed(13800138000), done(2)],
        [packed(13800138000), packed(13800138000), done(2)],
        [packed(12999999999), done(1)],
        [packed(20000000000), done(1)],
        [Numbers(b""), done(0)],
        [Numbers(b"1234567"), done(0)],
        [packed(13800138000), done(2)],
        [packed(13800138000, 13800138001), Done(SOURCE, 1, 2, {}, {})],
        [Done(SOURCE, 1, 0, {Reason.JUNK: 1}, {})],
        [Findings.of((Finding(1, Reason.JUNK, False, 0, "x"),)), Done(SOURCE, 1, 0, {}, {})],
        [
            Findings.of((Finding(1, Reason.PREFIX, False, 0, "x"),)),
            Done(SOURCE, 1, 0, {Reason.PREFIX: 1}, {Reason.PREFIX: 2}),
        ],
        [messages.Preview(SOURCE, 0, (), 0), done(0)],
        [],
    ],
)
def test_a_child_that_lies_is_not_believed(said: list[messages.Message]) -> None:
    with FindingStore() as store, pytest.raises(ImportFailedError) as failed:
        importing._gather(iter(said), store, lambda _: None)
    assert failed.value.reason is FailureCode.PROTOCOL


def test_a_child_that_read_another_file_is_not_believed(write: Callable[..., Path]) -> None:
    with open_source(write(SMALL)) as source:
        for lie in ({"sha256": "0" * 64}, {"size": 5}):
            for name, value in lie.items():
                true = getattr(source, name)
                setattr(source, name, value)
                with pytest.raises(ImportFailedError) as failed:
                    importing.run(source, accept=frozenset())
                assert failed.value.reason is FailureCode.PROTOCOL
                setattr(source, name, true)


def test_a_child_that_tells_the_truth_is_believed() -> None:
    with FindingStore() as store:
        told: list[messages.Message] = [packed(13800138000), packed(13800138001), done(2)]
        imported = importing._gather(iter(told), store, lambda _: None)
    assert list(imported.numbers) == [13800138000, 13800138001]


def test_findings_are_paged_by_reason() -> None:
    items = [Finding(i, Reason.JUNK if i % 3 else Reason.BLANK, False, i, f"行{i}") for i in range(1, 1001)]
    with FindingStore() as store:
        store.extend(Findings.of(items[:400]))
        assert store.page(offset=398, limit=5) == items[398:400]
        store.extend(Findings.of(items[400:]))
        junk = [f for f in items if f.reason is Reason.JUNK]
        assert (len(store), store.count(Reason.JUNK), store.count(Reason.FOREIGN)) == (1000, len(junk), 0)
        assert store.page(offset=990) == items[990:]
        assert store.page(reason=Reason.JUNK, offset=10, limit=7) == junk[10:17]
        assert store.page(reason=Reason.FOREIGN) == []
        with pytest.raises(ValueError, match="page"):
            store.page(offset=-1)


def test_batches_come_back_as_they_came_and_count_each_row_once() -> None:
    first = Findings.of(
        [
            Finding(1, Reason.SPACING, True, 0, "一"),
            Finding(1, Reason.PREFIX, True, 0, "一"),
            Finding(2, Reason.PREFIX, False, 0, "二"),
        ]
    )
    second = Findings.of(
        [Finding(2, Reason.SPACING, False, 0, "二"), Finding(3, Reason.UNASSIGNED, True, 0, "")]
    )
    with FindingStore() as store:
        for batch in (first, second):
            store.extend(batch)
        assert (store.repaired, store.left_out) == (1, 1)
        assert list(store.batches()) == [first.columns, second.columns]
        assert [one.raw for one in store.page(offset=1)] == ["一", "二", "二", ""]


def test_a_run_of_blank_rows_is_one_finding_and_many_rows() -> None:
    blank = Finding(2, Reason.BLANK, False, 5, "")
    with FindingStore() as store:
        store.extend(Findings.of([Finding(1, Reason.BLANK, False, 0, ""), blank]))
        store.extend(Findings.of([Finding(7, Reason.DUPLICATE, False, 1, "x")]))
        assert (store.count(Reason.BLANK), store.rows(Reason.BLANK), store.rows(Reason.DUPLICATE)) == (
            2,
            5,
            1,
        )
        assert store.left_out == 6


@pytest.mark.parametrize(
    "change",
    [
        {"rows": b"123"},
        {"rows": (5).to_bytes(8, "little") * 2},
        {"reasons": bytes([len(Reason), 0])},
        {"kept": bytes([2, 0])},
        {"kept": b""},
        {"ends": (1).to_bytes(8, "little") * 2},
        {"text": "xyz"},
    ],
)
def test_columns_of_another_form_are_not_believed(change: dict[str, Any]) -> None:
    items = [Finding(1, Reason.JUNK, False, 0, "x"), Finding(2, Reason.JUNK, False, 0, "y")]
    last = Findings.of([Finding(9, Reason.JUNK, False, 0, "x")])
    said: list[messages.Message] = [Findings(Findings.of(items).columns._replace(**change))]
    if change.keys() == {"rows"} and change["rows"] != b"123":
        # Rows that ascend, but from before the last one.
        said.insert(0, last)
    with FindingStore() as store, pytest.raises(ImportFailedError) as failed:
        importing._gather(iter(said), store, lambda _: None)
    assert failed.value.reason is FailureCode.PROTOCOL


def test_messages_of_another_form_are_refused() -> None:
    whole = Findings.of((Finding(1, Reason.JUNK, False, 0, "x"),))
    assert messages.decode(messages.encode(whole)) == whole
    for raw in (b"", b"\x80", b"\x81\xa4type\xa1x", messages.encode(SOURCE)):
        with pytest.raises(msgspec.DecodeError):
            messages.decode(raw)


def test_another_column_is_read_in_the_same_process_and_judged_anew(write: Callable[..., Path]) -> None:
    path = write("姓名,手机,备用\n张三,13800138000,13900139000\n李四,13800138001,x\n".encode(), "a.csv")
    with open_source(path) as source, importing.Reading(source) as reading:
        assert reading.preview().source.column == "B"
        child = reading._child
        assert reading.look(None, None, "C").source.column == "C"
        second = reading.judge(frozenset())
        with second.findings:
            assert second.numbers == array("q", [13900139000])
        # After the rows were judged the file's octets are read again, by the same process.
        assert reading.look(None, None, "手机").source.column == "B"
        first = reading.judge(frozenset())
        with first.findings:
            assert first.numbers == array("q", [13800138000, 13800138001])
        assert reading._child is child


def test_a_column_that_is_not_there_leaves_a_reading_that_can_go_on(write: Callable[..., Path]) -> None:
    path = write(
        book('<row r="1"><c r="A1"><v>13800138000</v></c><c r="C1"><v>13900139000</v></c></row>'), "a.xlsx"
    )
    with open_source(path) as source, importing.Reading(source) as reading:
        reading.preview()
        with pytest.raises(FileRefusedError) as refused:
            reading.look(None, None, "姓名")
        assert refused.value.reason is FileCode.NO_SUCH_COLUMN
        assert reading.look("名单", None, "C").source.column == "C"
        with reading.judge(frozenset()).findings:
            pass


@pytest.mark.parametrize("ended", [True, False])
def test_a_reader_that_the_system_has_not_ended_yet_is_left_to_it(ended: bool) -> None:
    done: list[str] = []

    def close() -> None:
        assert ended, "a process that still runs cannot be closed"
        done.append("close")

    child: Any = object.__new__(importing._Child)
    child._pipe = SimpleNamespace(close=lambda: done.append("pipe"))
    child._process = SimpleNamespace(
        pid=1,
        kill=lambda: done.append("kill"),
        join=lambda _seconds: done.append("join"),
        exitcode=-9 if ended else None,
        close=close,
    )
    child.close()
    assert done == ["pipe", "kill", "join", *(["close"] if ended else [])]
