"""The screens over a separated site know the person's outbox, and begin with what is too old erased."""

import os
from pathlib import Path

import msgspec
import pytest

from console.acting.outbox_files import KEPT
from console.install import texts
from console.install.layout import Layout
from console.launch import window
from console.settings import Home
from console.site import Site, account_name, read_site

ME = os.geteuid()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    file = tmp_path / "etc" / "site.toml"
    file.parent.mkdir(mode=0o755)
    file.write_text(texts.site(Layout(org="yunling", prefix=tmp_path / "host", listen="10.1.1.2")))
    file.chmod(0o644)
    return read_site(file, ME)


def test_a_person_with_an_outbox_finds_it_without_what_is_too_old(site: Site) -> None:
    assert site.outbox is not None
    folder = site.outbox / "zhaomin" / "out"
    folder.mkdir(parents=True)
    for name, age in (("old", KEPT + 5), ("young", KEPT - 60)):
        (folder / name).write_text("made")
        at = (folder / name).stat().st_mtime - age
        os.utime(folder / name, (at, at))
    box = window.outbox(Home(site.people / "zhaomin", site))
    assert box is not None
    assert box.folder == folder
    assert [one.name for one in folder.iterdir()] == ["young"]
    assert box.line("form.xlsx") == f"sftp -P 2224 {account_name(ME)}@10.1.1.2:form.xlsx ."


def test_where_there_is_none_the_screens_write_as_before(site: Site) -> None:
    home = Home(site.people / "zhaomin", site)
    assert window.outbox(home) is None
    assert window.outbox(Home(home.root, msgspec.structs.replace(site, outbox=None))) is None
