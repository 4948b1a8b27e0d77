"""What an import is measured against, each in an interpreter of its own: `python -m bench.import_peers PEER FILE [ROWS]`.

It prints seconds, rows and peak memory as JSON, or `{"absent": NAME}` for a library that is not installed here.
"""

import json
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, Final

from console.contacts.pipeline import judge_rows, read_column, sort_out
from console.contacts.plan import newest_plan
from console.db import sqlite

_BLOCK: Final = 500
_COMMIT: Final = 10_000
"""Rows of one transaction of the upserts, as the mailing-list managers do it."""
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")


def database(folder: str) -> Any:
    """A new database with the table of a list's numbers, as durable as the desk's."""
    choice = sqlite.sqlite_choice()
    connection = sqlite.load(choice).connect(f"{folder}/floor.sqlite3", isolation_level=None)
    sqlite.set_pragmas(connection, choice.journal, query_only=False)
    connection.execute("CREATE TABLE n (list_id INT, num INT, PRIMARY KEY (list_id, num)) WITHOUT ROWID")
    return connection


def floor(path: Path, _rows: int, folder: str) -> tuple[int, float]:
    """The least that an import can be: read a text, parse, drop repeated numbers, sort, one insert in one transaction."""
    connection = database(folder)
    began = time.perf_counter()
    lines = path.read_bytes().split(b"\n")
    numbers = sorted(
        {int(line) for line in lines if len(line) == 11 and b"13" <= line < b"2" and line.isdigit()}
    )
    connection.execute("BEGIN IMMEDIATE")
    for at in range(0, len(numbers), _BLOCK):
        block = numbers[at : at + _BLOCK]
        connection.execute(f"INSERT INTO n VALUES {','.join(['(1,?)'] * len(block))}", block)  # noqa: S608 - no text
    connection.execute("COMMIT")
    return len(lines) - 1, time.perf_counter() - began


def upsert(path: Path, rows: int, folder: str) -> tuple[int, float]:
    """One upsert a row, committed each 10,000; rows that are no number are passed over."""
    connection = database(folder)
    began = time.perf_counter()
    with path.open(encoding="utf-8") as lines:
        for nth, line in enumerate(islice(lines, rows)):
            if nth % _COMMIT == 0:
                if nth:
                    connection.execute("COMMIT")
                connection.execute("BEGIN IMMEDIATE")
            if _MOBILE.fullmatch(line.strip()):
                connection.execute(
                    "INSERT INTO n VALUES (1, ?) ON CONFLICT DO UPDATE SET num = excluded.num", (int(line),)
                )
    connection.execute("COMMIT")
    return rows, time.perf_counter() - began


def calamine(path: Path, _rows: int, _folder: str) -> tuple[int, float]:
    """The cells of a workbook's first sheet, and nothing done with them."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    began = time.perf_counter()
    count = sum(1 for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())
    return count, time.perf_counter() - began


def openpyxl(path: Path, rows: int, _folder: str) -> tuple[int, float]:
    """As many rows of a workbook's first sheet, and nothing done with them."""
    from openpyxl import load_workbook  # noqa: PLC0415

    began = time.perf_counter()
    sheet: Any = load_workbook(path, read_only=True).active
    count = sum(1 for _ in islice(sheet.iter_rows(values_only=True), rows))
    return count, time.perf_counter() - began


def pandas(path: Path, rows: int, folder: str) -> tuple[int, float]:
    """Read, keep what is of mobile form, drop repeated ones, sort, and store by `to_sql`."""
    import pandas as pd  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415

    connection = database(folder)
    began = time.perf_counter()
    options: dict[str, Any] = {"header": None, "dtype": str, "names": ["num"], "nrows": rows}
    if path.suffix == ".txt":
        frame = pd.read_csv(path, skip_blank_lines=False, sep="\x01", **options)
    else:
        frame = pd.read_excel(path, engine="calamine", **options)
    count = len(frame)
    texts = frame["num"]
    numbers = texts[texts.str.fullmatch(_MOBILE.pattern, na=False)].drop_duplicates().astype("int64")
    made = numbers.sort_values().to_frame().assign(list_id=1)[["list_id", "num"]]
    # One transaction: otherwise each row would be made durable by itself.
    connection.execute("BEGIN IMMEDIATE")
    made.to_sql("n", connection, if_exists="append", index=False)
    if connection.in_transaction:
        connection.execute("COMMIT")
    return count, time.perf_counter() - began


def phonenumbers(path: Path, rows: int, _folder: str) -> tuple[int, float]:
    """Each row parsed and judged by the library, as its guide does it; nothing is sorted or stored."""
    import phonenumbers as library  # noqa: PLC0415

    with path.open(encoding="utf-8") as lines:
        texts = list(islice(lines, rows))
    began = time.perf_counter()
    valid = set()
    for text in texts:
        try:
            number = library.parse(text, "CN")
        except library.NumberParseException:
            continue
        if library.number_type(number) == library.PhoneNumberType.MOBILE and library.is_valid_number(number):
            valid.add(number.national_number)
    return len(texts), time.perf_counter() - began


def judging(path: Path, rows: int, _folder: str) -> tuple[int, float]:
    """Our judging alone: octets to distinct numbers, every other row named; nothing is stored."""
    data = b"\n".join(path.read_bytes().split(b"\n", rows)[:rows])
    plan = newest_plan()
    began = time.perf_counter()
    column = read_column(data, path.name, plan, lambda _: None, sheet=None, encoding=None)
    sort_out(judge_rows(column, plan, lambda _: None), plan, frozenset(), lambda _: None)
    return rows, time.perf_counter() - began


PEERS: Final[dict[str, Callable[[Path, int, str], tuple[int, float]]]] = {
    one.__name__: one for one in (floor, upsert, calamine, openpyxl, pandas, phonenumbers, judging)
}


def main(peer: str, path: str, rows: str = "0") -> None:
    """Measure one peer once and print it."""
    with tempfile.TemporaryDirectory(prefix="sms-import-") as folder:
        try:
            used = time.process_time()
            count, seconds = PEERS[peer](Path(path), int(rows), folder)
        except ImportError as error:
            print(json.dumps({"absent": error.name}))
            return
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = time.process_time() - used
    print(json.dumps({"rows": count, "seconds": seconds, "cpu": cpu, "peak": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
