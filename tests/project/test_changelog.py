"""A release is cut from what is unreleased, by a command."""

from pathlib import Path

import pytest

from tools.changelog import ChangelogError, cut, main, read

HEAD = "# Changelog\n\nWhat a user would notice.\n"
UNRELEASED = "### Fixed\n\n- That too.\n\n### Added\n\n- A thing,\n  of two lines.\n"
OLD = "## [0.1.0] - 2026-01-31\n\n### Added\n\n- The first.\n"


def log(unreleased: str = UNRELEASED, older: str = OLD) -> str:
    return f"{HEAD}\n## [Unreleased]\n\n{unreleased}\n{older}"


def test_what_is_unreleased_becomes_a_release_and_nothing_stays_above_it() -> None:
    done = cut(read(log()), "0.2.0", "2026-12-03").text()
    assert done == (f"{HEAD}\n## [Unreleased]\n\n## [0.2.0] - 2026-12-03\n\n{UNRELEASED}\n{OLD}")
    assert read(done).text() == done


def test_what_was_added_before_the_tag_is_taken_into_the_same_release_under_its_headings() -> None:
    once = cut(read(log()), "0.2.0", "2026-12-03").text()
    later = once.replace(
        "## [Unreleased]\n", "## [Unreleased]\n\n### Added\n\n- Later.\n\n### Security\n\n- Safer.\n"
    )
    twice = cut(read(later), "0.2.0", "2026-12-05")
    assert [one.version for one in twice.releases] == ["0.2.0", "0.1.0"]
    assert (twice.releases[0].day, twice.unreleased) == ("2026-12-05", "")
    assert twice.releases[0].body == (
        "### Added\n\n- Later.\n- A thing,\n  of two lines.\n\n### Fixed\n\n- That too.\n\n### Security\n\n- Safer."
    )


@pytest.mark.parametrize(
    ("text", "version", "why"),
    [
        (log(""), "0.2.0", "nothing is unreleased"),
        (log(), "0.0.9", "0.0.9 does not follow 0.1.0"),
        (log(), "0.2", "0.2 does not follow 0.1.0"),
        (log("- A line without a heading.\n", OLD), "0.1.0", "stands under no heading"),
        (f"{HEAD}\n{OLD}", "0.2.0", "the first heading is not"),
        (log(older="## 0.1.0\n"), "0.2.0", "is not of the form"),
        (log(older="## [0.1.0] - 2026-02-30\n"), "0.2.0", "no day of the calendar"),
    ],
)
def test_what_cannot_be_cut_is_refused_and_stays_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, version: str, why: str
) -> None:
    (tmp_path / "CHANGELOG.md").write_text(text, "utf-8")
    assert main(["cut", version], tmp_path) == 1
    assert why in capsys.readouterr().out
    assert (tmp_path / "CHANGELOG.md").read_text("utf-8") == text


def test_a_release_is_shown_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "CHANGELOG.md").write_text(log(), "utf-8")
    assert main(["show", "0.1.0"], tmp_path) == 0
    assert capsys.readouterr().out == "### Added\n\n- The first.\n"
    assert main(["show", "0.3.0"], tmp_path) == 1


def test_the_projects_own_file_is_in_its_form() -> None:
    path = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
    text = path.read_text("utf-8")
    with pytest.raises(ChangelogError):
        read(text.replace("## [Unreleased]", "## Unreleased", 1))
    assert read(text).text().split() == text.split()
