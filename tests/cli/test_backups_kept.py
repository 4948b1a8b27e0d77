"""`backup --into`: backups side by side, which of them are kept, and how `status` learns their age from what is really there."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from console.backup import keeping
from console.cli import exits
from console.domain.erasure.retention import FLOOR_MONTHS, RetentionRule, shortest
from console.install.layout import Layout
from console.install.texts import site as site_text
from console.launch.organisation import Organisation
from console.settings import Home, last_backup
from console.site import Site, read_site
from tests.cli.conftest import Office
from tests.services.core import open_core

NIGHT = datetime(2027, 4, 15, 2, 17, tzinfo=UTC)
"""A Thursday; the Sunday before the five weeks is no end of a month."""
MONTHS = [(2027, n) for n in range(1, 5)] + [(2026, n) for n in range(4, 13)]


def nights(n: int, last: datetime = NIGHT) -> list[datetime]:
    return [last - timedelta(days=one) for one in range(n)]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, organisation: Organisation) -> Path:
    root = tmp_path_factory.mktemp("original") / "installation"
    root.mkdir(mode=0o700)
    organisation.write(root)
    core = open_core(f"sqlite:///{root / 'desk' / 'desk.db'}", organisation)
    core.cleared()
    core.database.close()
    return root


@pytest.fixture
def home(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "installation")


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir(mode=0o700)
    return folder


def a_backup(folder: Path, name: str, org: str) -> Path:
    """As much of one as tells whose and of when it is."""
    made = folder / name
    made.mkdir()
    at = f"{name[:4]}-{name[4:6]}-{name[6:11]}:{name[11:13]}:{name[13:]}"
    kept = [{"path": one, "size": 0, "sha256": "0" * 64} for one in ("desk/desk.db", "roots.json")]
    told = {
        "format": "sms-backup/1",
        "org": org,
        "at": at,
        "by": "x",
        "parts": ["desk"],
        "head": "",
        "files": kept,
    }
    (made / "manifest.json").write_bytes(msgspec.json.format(json.dumps(told).encode(), indent=1) + b"\n")
    return made


def test_seven_days_five_weeks_and_thirteen_months_are_kept() -> None:
    stay = keeping.kept(nights(800), 24)
    sundays = {NIGHT.replace(day=4), NIGHT.replace(month=3, day=28), NIGHT.replace(month=3, day=21)}
    ends = {max(one for one in nights(800) if (one.year, one.month) == month) for month in MONTHS}
    assert stay == {*nights(7), *sundays, *ends}
    # Day after day the same are kept: none is taken away that a later night wants.
    for later in range(1, 60):
        newest = [NIGHT + timedelta(days=one) for one in range(1, later + 1)]
        assert keeping.kept([*stay, *newest], 24) == keeping.kept([*nights(800), *newest], 24)


def test_none_is_kept_for_longer_than_numbers_are() -> None:
    stay = keeping.kept(nights(800), 6)
    assert min(stay) == datetime(2026, 10, 31, 2, 17, tzinfo=UTC)
    assert shortest(RetentionRule()) == 6
    assert shortest(RetentionRule(notices=24, promotions=24, others=24, unused_list=24, findings=9)) == 9
    assert shortest(RetentionRule(notices=1)) == FLOOR_MONTHS


def test_one_backup_under_a_clock_that_leapt_removes_nothing_for_its_age() -> None:
    before = nights(7)
    leapt = NIGHT + timedelta(days=3650)
    assert keeping.kept([leapt, *before], 6) >= {leapt, *before[:6]}
    assert keeping.kept([NIGHT], 6) == {NIGHT}
    assert keeping.kept([], 6) == set()


def test_a_backup_lies_beside_those_before_it_and_takes_away_what_is_too_old(
    office: Office, home: Path, into: Path
) -> None:
    words = ("backup", "--part", "desk", "--into", into, "--home", home)
    assert office("", *words).code == 0
    (first,) = into.iterdir()
    org = json.loads((first / "manifest.json").read_bytes())["org"]
    old = a_backup(into, "20200101T021700Z", org)
    younger = a_backup(into, "20200102T021700Z", org)
    foreign = a_backup(into, "20200103T021700Z", "elsewhere")
    broken = into / "20200104T021700Z"
    (broken / "desk").mkdir(parents=True)
    mine = into / "notes.txt"
    mine.touch()
    # The moment has seconds; a second one in the same second would meet the first.
    first.rename(into / "20260101T000000Z")
    answer = office("", *words)
    assert answer.code == 0, answer.err
    left = {one.name for one in into.iterdir()}
    assert not {old.name, younger.name, broken.name} & left
    assert {foreign.name, mine.name} <= left
    assert answer.out.count("no longer kept") == 3
    assert f"no longer kept: {old.name}" in answer.out


def test_a_backup_that_does_not_hold_takes_nothing_away(
    office: Office, home: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from console.backup import verbs
    from console.backup.manifest import amiss

    org = json.loads((home / "roots.json").read_bytes())["org"]
    old = a_backup(into, "20200101T021700Z", org)
    a_backup(into, "20260901T021700Z", org)
    real = verbs.check
    monkeypatch.setattr(
        verbs,
        "check",
        lambda *given: msgspec.structs.replace(real(*given), faults=[amiss("backup_missing", path="x")]),
    )
    assert office("", "backup", "--part", "desk", "--into", into, "--home", home).code == exits.VERIFICATION
    assert old.exists()


def test_it_goes_to_one_place_or_to_the_other(office: Office, home: Path, into: Path) -> None:
    both = ("--out", into / "x", "--into", into)
    assert office("", "backup", *both, "--home", home).code == exits.USAGE
    assert office("", "backup", "--home", home).code == exits.USAGE
    missing = office.json("", "backup", "--part", "desk", "--into", into / "no", "--home", home)
    assert missing.json["problem"]["code"] == "file_unwritable"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    path = tmp_path / "site.toml"
    path.write_text(site_text(Layout(org="yunling", backups=str(tmp_path / "kept"))))
    return read_site(path, path.stat().st_uid)


@pytest.mark.parametrize("part", ["desk", "dispatch"])
def test_the_age_is_that_of_the_newest_manifest_that_is_really_there(
    site: Site, tmp_path: Path, part: str
) -> None:
    home = Home(tmp_path / "own", site)
    (home.root / part).mkdir(parents=True)
    home.backed_up(part).write_text("2026-12-01T02:17:00Z\n")
    # The folder was lost, and with it the backup of which the file beside the database tells.
    assert last_backup(home, part) == ""
    folder = tmp_path / "kept" / part
    folder.mkdir(parents=True)
    a_backup(folder, "20261101T021700Z", "yunling")
    newest = a_backup(folder, "20261102T021700Z", "yunling")
    (folder / "20261103T021700Z").mkdir()
    (folder / "20261104T021700Z.old").mkdir()
    assert last_backup(home, part) == "2026-11-02T02:17:00Z"
    (newest / "manifest.json").write_text("{")
    assert last_backup(home, part) == "2026-11-01T02:17:00Z"
    assert last_backup(Home(home.root), part) == "2026-12-01T02:17:00Z"
    none = msgspec.structs.replace(site, backups=None)
    assert last_backup(Home(home.root, none), part) == "2026-12-01T02:17:00Z"
