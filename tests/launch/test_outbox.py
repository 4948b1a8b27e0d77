"""The screens over a separated site know the person's outbox, and begin with what is too old erased."""

import os
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest

from console.acting.outbox import KEPT, Outbox
from console.install import texts
from console.install.layout import Layout
from console.launch.screens import _Line
from console.settings import Home
from console.site import Site, account_name, read_site
from console.wire.answers import Done
from console.wire.ledger.outbox import OutKind

ME = os.geteuid()


class Screens:
    """The application as far as an outbox knows it: a session with a line to the desk."""

    def __init__(self) -> None:
        self.session, self.told = self, list[Any]()

    def desk(self) -> "Screens":
        return self

    def call(self, call: Any) -> Done:
        self.told.append(call)
        return Done(1)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    file = tmp_path / "etc" / "site.toml"
    file.parent.mkdir(mode=0o755)
    file.write_text(texts.site(Layout(org="yunling", prefix=tmp_path / "host", listen="10.1.1.2")))
    file.chmod(0o644)
    return read_site(file, ME)


def box_of(site: Site, app: Screens) -> Outbox | None:
    return _Line(Home(site.people / "zhaomin", site), "")._outbox(cast("Any", app))


def test_a_person_with_an_outbox_finds_it_without_what_is_too_old(site: Site) -> None:
    assert site.outbox is not None
    folder = site.outbox / "zhaomin" / "out"
    folder.mkdir(parents=True)
    for name, age in (("old", KEPT + 5), ("young", KEPT - 60)):
        (folder / name).write_text("made")
        at = (folder / name).stat().st_mtime - age
        os.utime(folder / name, (at, at))
    app = Screens()
    box = box_of(site, app)
    assert box is not None
    assert [one.name for one in folder.iterdir()] == ["young"]
    with box.put("form.xlsx", OutKind.FORM) as file:
        file.write(b"form")
    assert [one.kind for one in app.told] == ["form"]
    assert box.line("form.xlsx") == f"sftp -P 2224 {account_name(ME)}@10.1.1.2:form.xlsx ."


def test_where_there_is_none_the_screens_write_as_before(site: Site) -> None:
    assert box_of(site, Screens()) is None
    assert box_of(msgspec.structs.replace(site, outbox=None), Screens()) is None
