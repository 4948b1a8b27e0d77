"""Reads CHANGELOG.md, and cuts a release from what is unreleased: ``python -m tools.changelog cut 0.2.0 [--day 2026-12-03]``.

Cutting again while the release has no tag takes in what was added since; after that what is published stays as it is.
``python -m tools.changelog show 0.2.0`` prints what a release says.
"""

import argparse
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from tools.build_number import ROOT, git

FILE: Final = "CHANGELOG.md"
UNRELEASED: Final = "## [Unreleased]"
ORDER: Final = ("Before you upgrade", "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
"""Headings in their order, those of Keep a Changelog behind one of our own; others follow."""
_RELEASE: Final = re.compile(r"## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})")


class ChangelogError(Exception):
    """The file is not in its form, or may not be cut so; the text says why."""


class Release(NamedTuple):
    """A release as the file has it: version, day, and everything below its heading."""

    version: str
    day: str
    body: str


class Changelog(NamedTuple):
    """The file: what stands before the first heading, what is unreleased, and the releases, the newest first."""

    head: str
    unreleased: str
    releases: tuple[Release, ...]

    def text(self) -> str:
        """Return the file's text."""
        parts = [self.head.strip(), UNRELEASED, self.unreleased.strip()]
        for one in self.releases:
            parts += [f"## [{one.version}] - {one.day}", one.body.strip()]
        return "\n\n".join(part for part in parts if part) + "\n"


def read(text: str) -> Changelog:
    """Read the file's text; raises ChangelogError for a heading that is neither Unreleased, on top, nor a release with its day."""
    head, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    titles = [section.partition("\n")[0].strip() for section in sections]
    bodies = [section.partition("\n")[2].strip() for section in sections]
    if titles[:1] != [UNRELEASED]:
        raise ChangelogError(f"{FILE}: the first heading is not {UNRELEASED}")
    releases = (_release(title, body) for title, body in zip(titles[1:], bodies[1:], strict=True))
    return Changelog(head, bodies[0], tuple(releases))


def _release(title: str, body: str) -> Release:
    match = _RELEASE.fullmatch(title)
    if match is None:
        raise ChangelogError(f"{FILE}: {title!r} is not of the form '## [1.2.3] - 2026-12-31'")
    try:
        date.fromisoformat(match[2])
    except ValueError as error:
        raise ChangelogError(f"{FILE}: {title!r} names no day of the calendar") from error
    return Release(match[1], match[2], body)


def cut(log: Changelog, version: str, day: str) -> Changelog:
    """Return the file with what is unreleased as the release `version` of a day; raises ChangelogError."""
    newest = log.releases[0].version if log.releases else "0.0.0"
    if not re.fullmatch(r"\d+\.\d+\.\d+", version) or _numbers(version) < _numbers(newest):
        raise ChangelogError(f"{version} does not follow {newest}")
    if not log.unreleased:
        raise ChangelogError("nothing is unreleased")
    older = log.releases
    body = log.unreleased
    if newest == version:
        body, older = merged(log.unreleased, older[0].body), older[1:]
    return Changelog(log.head, "", (Release(version, day, body), *older))


def merged(newer: str, older: str) -> str:
    """Return the entries of two sections under one set of headings, the newer first under each."""
    parts: dict[str, list[str]] = {}
    for text in (newer, older):
        for heading, entries in _headings(text):
            parts.setdefault(heading, []).append(entries)
    known = [one for one in ORDER if one in parts]
    order = [*known, *(one for one in parts if one not in known)]
    return "\n\n".join(f"### {heading}\n\n" + "\n".join(parts[heading]) for heading in order)


def _headings(text: str) -> list[tuple[str, str]]:
    before, *sections = re.split(r"^### ", text, flags=re.MULTILINE)
    if before.strip():
        raise ChangelogError(f"{before.strip()[:60]!r} stands under no heading")
    return [(heading.strip(), body.strip()) for heading, _, body in (one.partition("\n") for one in sections)]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Cut or show; 1 with the reason where that may not be."""
    parser = argparse.ArgumentParser(prog="python -m tools.changelog", description=__doc__)
    parser.add_argument("verb", choices=["cut", "show"])
    parser.add_argument("version")
    parser.add_argument("--day", default=datetime.now(UTC).date().isoformat())
    given = parser.parse_args(arguments)
    try:
        print(_shown(root, given.version) if given.verb == "show" else _cut(root, given.version, given.day))
    except ChangelogError as error:
        print(error)
        return 1
    return 0


def _shown(root: Path, version: str) -> str:
    bodies = [one.body for one in read((root / FILE).read_text("utf-8")).releases if one.version == version]
    if not bodies:
        raise ChangelogError(f"no release {version} in {FILE}")
    return bodies[0]


def _cut(root: Path, version: str, day: str) -> str:
    if git(root, "tag", "--list", f"v{version}"):
        raise ChangelogError(f"v{version} is tagged: what is published stays as it is")
    done = cut(read((root / FILE).read_text("utf-8")), version, day)
    (root / FILE).write_text(done.text(), "utf-8")
    return f"{FILE}: {version} of {day}"


if __name__ == "__main__":
    sys.exit(main())
