"""A file to be attached is read within its bound, whatever it does meanwhile, and a pipe holds nobody up."""

import os
from pathlib import Path

import pytest

from console.acting.requests.papers import file_name, paper
from console.domain.requests.documents import MOST_BYTES
from console.errors import ConsoleError, RefusedError
from tests.documents import PROGRAM, docx

HEAD = b"%PDF-1.7\n"


def test_a_document_of_the_largest_size_is_read_and_one_octet_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "批 文.pdf"
    file.write_bytes(HEAD.ljust(MOST_BYTES, b"0"))
    assert (paper(file).name, len(paper(file).data)) == ("批_文.pdf", MOST_BYTES)
    file.write_bytes(HEAD.ljust(MOST_BYTES + 1, b"0"))
    with pytest.raises(ConsoleError, match="paper_too_large"):
        paper(file)


def test_a_file_that_grows_after_it_was_measured_is_not_read_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, small = tmp_path / "a.pdf", tmp_path / "small.pdf"
    file.write_bytes(HEAD.ljust(MOST_BYTES + 1, b"0"))
    small.write_bytes(HEAD)
    measured = small.stat()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", lambda *_args, **_kwargs: measured)
        with pytest.raises(ConsoleError, match="paper_too_large"):
            paper(file)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("批_文.pdf", "批_文.pdf"),
        ("../../x.pdf", "_.._x.pdf"),
        ("/etc/x.pdf", "_etc_x.pdf"),
        ("..\\x.pdf", "_x.pdf"),
        ("C:x.pdf", "C_x.pdf"),
        (".profile", "profile"),
        ("..", "attachment"),
        ("", "attachment"),
        ("a\x1b[2J\n\u202eb.pdf", "a_[2J__b.pdf"),
        ('*?"<>|.pdf', "______.pdf"),
    ],
)
def test_an_attachment_is_saved_under_a_plain_name_of_the_folder(
    tmp_path: Path, name: str, kept: str
) -> None:
    assert file_name(name) == kept
    assert (tmp_path / kept).resolve().parent == tmp_path.resolve()


@pytest.mark.parametrize("kind", ["empty", "pipe"])
def test_what_has_no_octets_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "a.pdf"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.touch()
    with pytest.raises(ConsoleError, match="paper_too_large"):
        paper(file)


def test_what_acts_is_refused_before_it_leaves_the_console(tmp_path: Path) -> None:
    file = tmp_path / "批文.docx"
    file.write_bytes(docx(more={"word/media/a.png": PROGRAM}))
    with pytest.raises(RefusedError, match="document_active"):
        paper(file)
