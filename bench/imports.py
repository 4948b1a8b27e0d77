"""Import speed: seconds, rows a second, and the reading process's peak memory, for TXT and XLSX of three sizes.

Run as `python -m bench.imports`. Lists are seeded, 5 % of their rows are awkward. Each line is the best of three runs
of the whole import (open, child process, read, judge, sort, findings to pages), without storage. The last lines compare
validation alone with the `phonenumbers` package in the same run.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import phonenumbers

from console.contacts import importing
from console.contacts.pipeline import judge_rows, read_column, sort_out
from console.contacts.plan import newest_plan
from console.contacts.source import open_source

SIZES = (10_000, 100_000, 1_000_000)
RUNS = 3
PEER_ROWS = 20_000
_HEADS = ("130", "135", "138", "139", "150", "158", "177", "188", "192", "199")


def rows(count: int) -> Iterator[str]:
    """Yields the texts of a list: 95 % numbers, 5 % rows of the kinds that clerks hand in."""
    chance = random.Random(count)  # noqa: S311 - a seeded list, no secret
    awkward: tuple[Callable[[str], str], ...] = (
        lambda n: f"+86{n}",
        lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
        lambda n: f"{n}.0",
        lambda n: f"{n}\u200b",
        lambda n: n.translate({48 + i: 0xFF10 + i for i in range(10)}),
        lambda n: n[:10],
        lambda _: "1.38E+10",
        lambda _: "010-62322610",
        lambda _: "",
        lambda n: f"{n} {n[:-1]}0",
    )
    for _ in range(count):
        number = f"{chance.choice(_HEADS)}{chance.randrange(10**8):08d}"
        yield chance.choice(awkward)(number) if chance.random() < 0.05 else number


def write_txt(path: Path, count: int) -> None:
    """Writes a list as UTF-8 text."""
    path.write_text("".join(f"{row}\n" for row in rows(count)), "utf-8")


def write_xlsx(path: Path, count: int) -> None:
    """Writes a list as a workbook: numeric cells where a row is a number, inline text elsewhere."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    fixed = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in fixed.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{main}"><sheetData>'.encode())
            for at, row in enumerate(rows(count), 1):
                is_number = row.isascii() and row.isdigit()
                cell = f"><v>{row}</v>" if is_number else f' t="inlineStr"><is><t>{row}</t></is>'
                part.write(f'<row r="{at}"><c r="A{at}"{cell}</c></row>'.encode())
            part.write(b"</sheetData></worksheet>")


def measure(path: Path) -> dict[str, float]:
    """Imports a file several times; seconds of the best run and the child's peak in MiB."""
    best = float("inf")
    for _ in range(RUNS):
        started = time.perf_counter()
        with open_source(path) as source:
            imported = importing.run(source, accept=frozenset())
        best = min(best, time.perf_counter() - started)
        imported.findings.close()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": best, "rows": imported.rows, "numbers": len(imported.numbers), "peak": peak}


def validation_ratio(path: Path) -> tuple[float, float]:
    """Rows a second of our validation (octets to distinct numbers, findings named) and of `phonenumbers`."""
    plan, data = newest_plan(), path.read_bytes()
    started = time.perf_counter()
    column = read_column(data, "a.txt", plan, lambda _: None, sheet=None, encoding=None)
    sort_out(judge_rows(column, plan, lambda _: None), plan, frozenset(), lambda _: None)
    ours = data.count(b"\n") / (time.perf_counter() - started)
    texts = data.decode("utf-8").split("\n")[:PEER_ROWS]
    started = time.perf_counter()
    valid = set()
    for text in texts:
        try:
            number = phonenumbers.parse(text, "CN")
        except phonenumbers.NumberParseException:
            continue
        is_mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
        if is_mobile and phonenumbers.is_valid_number(number):
            valid.add(number.national_number)
    return ours, len(texts) / (time.perf_counter() - started)


def main() -> None:
    """Prints one line a format and size, then the ratio."""
    if len(sys.argv) == 2:
        print(json.dumps(measure(Path(sys.argv[1]))))
        return
    print(f"{'file':<14}{'seconds':>9}{'rows/s':>12}{'numbers':>10}{'peak MiB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for suffix, write in (("txt", write_txt), ("xlsx", write_xlsx)):
            for size in SIZES:
                path = Path(folder) / f"{size}.{suffix}"
                write(path, size)
                # An interpreter of its own, so that the peak is this file's and no earlier one's.
                command = [sys.executable, "-m", "bench.imports", str(path)]
                out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                got = json.loads(out)
                rate = got["rows"] / got["seconds"]
                print(
                    f"{path.name:<14}{got['seconds']:>9.3f}{rate:>12,.0f}{got['numbers']:>10,}{got['peak']:>10.0f}"
                )
        ours, theirs = validation_ratio(Path(folder) / "100000.txt")
    print(
        f"validation alone: {ours:,.0f} rows/s; phonenumbers {theirs:,.0f} rows/s; ratio {ours / theirs:.0f}x"
    )


if __name__ == "__main__":
    main()
