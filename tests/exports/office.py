"""Forms as a stranger's program shows them: LibreOffice renders, poppler reads the text and counts the pages."""

import io
import os
import re
import subprocess
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

import openpyxl

from tests import needs


def render(folder: Path, books: dict[str, bytes]) -> dict[str, Path]:
    """Write workbooks and turn all of them into PDF in one start of LibreOffice; returns the PDFs by name.

    It has a profile of its own, so that one that runs under the same account already is not asked instead.
    Pictures of the pages go into the folder that SMS_KEEP_PICTURES names, for people to look at afterwards.
    """
    office = _program("soffice")
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.xlsx") for name in books),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    made = {name: folder / f"{name}.pdf" for name in books}
    kept = os.environ.get("SMS_KEEP_PICTURES")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        for name, pdf in made.items():
            picture(pdf, Path(kept) / name)
    return made


def text_of(pdf: Path, page: int = 0) -> str:
    """The text of a PDF, or of one page of it, without any blank: wrapped lines cannot be told from spaces.

    The text of each cell is whole in it; the order of the cells is that of their drawing.
    """
    process = subprocess.run(
        [_program("pdftotext"), "-raw", *(["-f", str(page), "-l", str(page)] if page else []), str(pdf), "-"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return squeezed(process.stdout)


def cells_of(data: bytes) -> list[str]:
    """The texts of a workbook's cells, row by row."""
    return [text for sheet in _sheets(data) for row in sheet for text in row if text]


def _sheets(data: bytes) -> list[list[list[str]]]:
    """The texts of a workbook's rows by sheet, without its looks, which take longer to read than all the rest."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return [
        [["" if one is None else str(one) for one in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    ]


def _columns(data: bytes) -> list[str]:
    """The texts of each column from top to bottom, joined: a text that goes on in further rows is whole in it."""
    return ["".join(column) for sheet in _sheets(data) for column in zip_longest(*sheet, fillvalue="")]


def letters_of(pdf: Path) -> set[float]:
    """The sizes of the letters on a PDF's pages, in points."""
    words = [_program("pdftohtml"), "-xml", "-stdout", "-i", "-zoom", "1", str(pdf)]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return {float(size) for size in re.findall(r'<fontspec [^>]*size="([0-9.]+)"', said)}


def pages_of(pdf: Path) -> int:
    """How many pages a PDF has."""
    reader = _program("pdfinfo")
    process = subprocess.run([reader, str(pdf)], check=True, capture_output=True, text=True).stdout
    match = re.search(r"^Pages:\s+(\d+)$", process, re.MULTILINE)
    assert match
    return int(match[1])


def picture(pdf: Path, out: Path) -> list[Path]:
    """PNG pictures of the pages, for people to look at."""
    drawer = _program("pdftoppm")
    subprocess.run([drawer, "-r", "70", "-png", str(pdf), str(out)], check=True, capture_output=True)
    return sorted(out.parent.glob(f"{out.name}-*.png"))


def squeezed(text: str) -> str:
    """A text without blanks, form feeds and line ends."""
    return re.sub(r"\s+", "", text)


def lost(pdf: Path, data: bytes, values: Iterable[str]) -> list[str]:
    """Which values the paper does not show: not whole in the workbook, or in a cell that was not drawn whole."""
    text, columns = text_of(pdf), _columns(data)
    undrawn = [cell for cell in cells_of(data) if squeezed(cell) not in text]
    return undrawn + [value for value in values if not any(value in column for column in columns)]


def _program(name: str) -> str:
    needs.require(name)
    return name
