"""`restore --site`: two backups judged together, what is said to be in doubt or missing, and what is refused before anything is written."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console import settings
from console.backup import checking, making, manifest, verbs
from console.cli import exits, restoring
from console.cli.main import run
from console.cli.outside import Outside
from console.db.engine import open_database
from console.db.migrate import DISPATCH, known, upgrade
from console.domain import times
from console.errors import ConsoleError
from console.install.layout import Layout
from console.install.texts import site as site_text
from console.launch.organisation import Organisation
from console.locale.words import use_general
from console.settings import Home
from console.site import read_site
from tests.cli.conftest import Answer, Office
from tests.services.core import open_core

KINDS = ("dispatch", "desk")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, organisation: Organisation) -> Path:
    """The backups of both parts of an installation, each in a folder of its own, made dispatcher first."""
    root = tmp_path_factory.mktemp("original")
    home = root / "installation"
    home.mkdir(mode=0o700)
    organisation.write(home)
    core = open_core(f"sqlite:///{home / 'desk' / 'desk.db'}", organisation)
    core.cleared()
    core.database.close()
    database = open_database(f"sqlite:///{home / 'dispatch' / 'dispatch.db'}", role="dispatch")
    upgrade(database, DISPATCH)
    database.close()
    for kind in KINDS:
        making.make(Home(home), root / kind, [kind], lambda *_: None)
    return root


@pytest.fixture
def backups(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of both, on a host with a separated site."""
    for kind in KINDS:
        shutil.copytree(made / kind, tmp_path / kind)
    text = site_text(Layout(org=checking.read(made / "desk")[0].org))
    path = tmp_path / "site.toml"
    path.write_text(text)
    where = read_site(path, path.stat().st_uid)
    monkeypatch.setattr(settings, "installed", lambda *_: where)
    return tmp_path


def typed(office: Office, *words: object) -> Answer:
    """A command as the administrator types it: no home is named."""
    nothing: Any = None
    outside = Outside(nothing, nothing, nothing, nothing, nothing, lambda: verbs, nothing)
    code = run(list(map(str, words)), outside)
    # Texts of later tests ask no desk for the name of its General Department.
    use_general(str)
    told = office.capsys.readouterr()
    return Answer(code, told.out, told.err)


def restore(office: Office, *words: object, lang: str = "en") -> Answer:
    return typed(office, "--lang", lang, "restore", "--site", *words)


def refusal(office: Office, *words: object) -> str:
    answer = typed(office, "--json", "restore", "--site", *words)
    assert answer.code == exits.PROBLEM, answer
    return str(answer.json["problem"]["code"])


def retold(folder: Path, **changes: object) -> None:
    """The manifest changed, and the sums with it."""
    told = msgspec.structs.replace(checking.read(folder)[0], **changes)
    files = [
        manifest.Kept(one.path, *manifest.digest_of(folder / one.path, lambda _: None)) for one in told.files
    ]
    told = msgspec.structs.replace(told, files=files)
    (folder / "manifest.json").write_bytes(told.encoded())
    (folder / "SHA256SUMS").write_bytes(manifest.sums(told))


def change(folder: Path, part: str, sql: str) -> None:
    """The database changed by somebody who makes manifest and sums fit."""
    with closing(sqlite3.connect(folder / part / f"{part}.db")) as database:
        database.execute(sql)
        database.commit()
    retold(folder)


def untouched(folder: Path) -> list[tuple[str, int]]:
    return sorted((str(one), one.stat().st_mtime_ns) for one in folder.rglob("*"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_plan_says_what_is_restored_what_is_in_doubt_and_what_is_to_be_brought(
    office: Office, backups: Path, lang: str
) -> None:
    before = untouched(backups)
    answer = restore(office, backups / "desk", backups / "dispatch", lang=lang)
    assert answer.code == 0, answer
    assert untouched(backups) == before
    for needed in (
        "/var/lib/sms-custody",
        "/var/lib/sms-people",
        "restore-a-site",
        "--login-keys",
        "sms-desk/desk",
    ):
        assert needed in answer.out, needed
    assert ("is older" in answer.out, "missing" in answer.out) == (False, False)


def test_the_script_names_the_very_backups_that_were_judged(office: Office, backups: Path) -> None:
    out = backups / "restore.sh"
    assert restore(office, backups / "dispatch", backups / "desk", "--nothing-since", "--out", out).code == 0
    text = out.read_text()
    for kind in KINDS:
        _, digest = checking.read(backups / kind)
        assert f"prove {kind} " in text
        assert f"{backups / kind} {digest}\n" in text
    assert text.index("prove dispatch") < text.index("prove desk")
    assert "restored dispatch sms-custody /var/lib/sms-custody '' --nothing-since\n" in text
    assert "restored desk sms-desk /var/lib/sms-desk ''\n" in text
    assert "@" not in "".join(line for line in text.splitlines() if "$@" not in line)
    assert subprocess.run(["sh", "-n", out], check=False).returncode == 0


def test_parts_of_different_age_are_restored_and_what_is_in_doubt_is_said(
    office: Office, backups: Path
) -> None:
    both = (backups / "desk", backups / "dispatch")
    now = checking.read(backups / "desk")[0].at
    for part, at, said in (
        ("dispatch", "2026-01-01T00:00:00Z", "The dispatcher's part"),
        ("desk", "2026-01-01T00:00:00Z", "The desk's part"),
    ):
        retold(backups / part, at=at)
        answer = restore(office, *both)
        assert (answer.code, said in answer.out) == (0, True), answer
        retold(backups / part, at=now)
    # A few minutes between them are as it should be.
    earlier = times.render(times.parse(now) - timedelta(minutes=20))
    retold(backups / "dispatch", at=earlier)
    assert "older" not in restore(office, *both).out


def test_a_part_that_is_missing_is_refused_unless_it_is_said_to_be_lost(
    office: Office, backups: Path
) -> None:
    desk, dispatch = backups / "desk", backups / "dispatch"
    assert refusal(office, desk) == "restore_part_missing"
    assert refusal(office, dispatch) == "restore_desk_missing"
    assert refusal(office, dispatch, "--lost-dispatch") == "restore_desk_missing"
    assert refusal(office, desk, dispatch, "--lost-dispatch") == "restore_part_not_lost"
    assert refusal(office, desk, desk) == "restore_parts"
    answer = restore(office, desk, "--lost-dispatch", "--out", "-")
    assert answer.code == 0
    assert "outcome is unknown" in answer.err
    assert "sms-custody /var" not in answer.out


def test_a_backup_of_both_parts_at_once_is_none_of_a_separated_site(
    office: Office, backups: Path, made: Path
) -> None:
    making.make(Home(made / "installation"), backups / "both", list(KINDS), lambda *_: None)
    assert refusal(office, backups / "both") == "restore_parts"


def test_a_part_of_another_organisation_is_refused(office: Office, backups: Path) -> None:
    both = (backups / "desk", backups / "dispatch")
    own = checking.read(backups / "desk")[0].org
    retold(backups / "dispatch", org="elsewhere")
    assert refusal(office, *both) == "restore_other_org"
    retold(backups / "dispatch", org=own)
    roots = backups / "dispatch" / "roots.json"
    roots.write_bytes(roots.read_bytes() + b" ")
    retold(backups / "dispatch")
    assert refusal(office, *both) == "restore_other_org"


def test_a_dispatcher_that_signed_another_history_is_told_by_its_head(office: Office, backups: Path) -> None:
    change(
        backups / "dispatch",
        "dispatch",
        "INSERT INTO head (seq, hash, body, signature) VALUES (1, zeroblob(32), '{}', '')",
    )
    answer = restore(office, backups / "desk", backups / "dispatch")
    assert answer.code == exits.VERIFICATION, answer


def test_a_backup_from_between_two_migrations_is_restored_and_one_of_a_newer_program_is_not(
    office: Office, backups: Path
) -> None:
    both = (backups / "desk", backups / "dispatch")
    between = sorted(known(DISPATCH))[-2]
    change(backups / "dispatch", "dispatch", f"UPDATE dispatch_version SET version_num = '{between}'")  # noqa: S608 - our own number
    assert restore(office, *both).code == 0
    change(backups / "dispatch", "dispatch", "UPDATE dispatch_version SET version_num = '9999'")
    change(backups / "dispatch", "dispatch", "INSERT INTO dispatch_program VALUES ('9999', '7.0.0+1.gab')")
    assert refusal(office, *both) == "restore_newer"
    assert "7.0.0+1.gab" in restore(office, *both).err


def test_one_changed_byte_in_either_part_is_named_and_no_script_is_written(
    office: Office, backups: Path
) -> None:
    for kind in KINDS:
        path = backups / kind / kind / f"{kind}.db"
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        answer = restore(office, backups / "desk", backups / "dispatch", "--out", backups / "s.sh")
        assert (answer.code, f"{kind}/{kind}.db" in answer.out) == (exits.VERIFICATION, True)
        assert not (backups / "s.sh").exists()
        path.write_bytes(whole)


def test_where_nothing_is_separated_there_is_no_site_to_restore(
    office: Office, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "installed", lambda *_: None)
    assert refusal(office, backups / "desk", backups / "dispatch") == "restore_no_site"


def test_options_of_one_restore_are_refused_at_the_other(
    office: Office, backups: Path, tmp_path: Path
) -> None:
    desk, dispatch = backups / "desk", backups / "dispatch"
    assert restore(office, desk, dispatch, "--home", tmp_path / "new").code == exits.USAGE
    assert office("", "restore", desk, dispatch, "--home", tmp_path / "new").code == exits.USAGE
    assert office("", "restore", desk, "--lost-dispatch", "--home", tmp_path / "new").code == exits.USAGE
    assert refusal(office, desk, dispatch, "--desk-database", tmp_path / "url") == "restore_database_unneeded"


def test_a_dump_needs_a_database_and_a_file_does_not(backups: Path, tmp_path: Path) -> None:
    told, digest = checking.read(backups / "desk")
    half = manifest.Half(backups / "desk", manifest.Report(told, digest))
    dumped = msgspec.structs.replace(
        half,
        report=msgspec.structs.replace(
            half.report, manifest=msgspec.structs.replace(told, servers={"desk": 15})
        ),
    )
    assert restoring._laid(dumped, tmp_path / "url").database == tmp_path / "url"
    for one, url, code in (
        (dumped, None, "restore_database_needed"),
        (half, tmp_path / "url", "restore_database_unneeded"),
    ):
        with pytest.raises(ConsoleError, match=code):
            restoring._laid(one, url)
