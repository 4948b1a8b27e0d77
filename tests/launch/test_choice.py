"""Who may sit down in a solo home: with whose key, which passphrases the demo prints, and what becomes of a demo past its days."""

import contextlib
import os
import pty
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from console.domain.people.people import Post
from console.domain.rosters.rosters import AddPerson, Appoint
from console.domain.times import render
from console.errors import ConsoleError
from console.launch import demo, organisation, screens
from console.launch.choice import choices, owner
from console.launch.home_files import DemoPhrases, Keys
from console.launch.processes import Solo
from console.settings import Home, Settings
from console.signing import keys
from console.signing.trust import Roots
from console.wire import calls
from console.wire.duties.here import Me
from tests.clocked import starting
from tests.launch.test_rosters import publish
from tests.launch.whole import running
from tests.terminal.test_scenarios import Terminal

PHRASE = b"heqing's own words"


@pytest.fixture
def home() -> Iterator[Home]:
    """A folder for an installation whose processes end with the test."""
    folder = Path(tempfile.mkdtemp(prefix="sms-"))
    made = Home(folder / "bank")
    yield made
    if (made.root / "gateways").exists():
        Solo(made).stop()
    shutil.rmtree(folder)


def look(home: Home, lang: str = "zh") -> Settings:
    return msgspec.structs.replace(Settings.load(lang=lang), home=home.root)


# ---- passphrases that the demo knows


def test_the_demo_prints_the_passphrase_of_keys_that_it_made_and_of_no_other(
    home: Home, tmp_path: Path
) -> None:
    organisation.build().write(home.root)
    told = DemoPhrases(home, Keys(home))
    assert (told("sunli"), told("zhaomin")) == ("demo sunli", "demo zhaomin")
    assert told("heqing") == "", "who has no key here has nothing to print"
    keys.change_passphrase(home.keys / "sunli", b"demo sunli", b"another", rounds=1)
    assert (told("sunli"), told("zhaomin")) == ("", "demo zhaomin")
    keys.save(keys.generate(), tmp_path / "mine", PHRASE, rounds=1)
    brought = DemoPhrases(home, Keys(home, "zhaomin", tmp_path / "mine"))
    assert (brought("zhaomin"), brought("qianwei")) == ("", "demo qianwei")


def test_an_installation_that_no_demo_made_prints_nothing(home: Home) -> None:
    organisation.build().write(home.root)
    (home.root / "demo-keys.json").unlink()
    assert DemoPhrases(home, Keys(home))("sunli") == ""
    (home.root / "demo-keys.json").write_text("{")
    assert DemoPhrases(home, Keys(home))("sunli") == ""


# ---- a key of one's own


def test_a_key_says_whose_it_is_and_a_strangers_key_opens_nothing(home: Home, tmp_path: Path) -> None:
    organisation.build().write(home.root)
    assert owner(home, home.keys / "sunli") == "sunli"
    keys.save(keys.generate(), tmp_path / "stranger", PHRASE, rounds=1)
    for path, code in ((tmp_path / "stranger", "key_nobodys"), (tmp_path / "none", "key_missing")):
        with pytest.raises(ConsoleError) as raised:
            owner(home, path)
        assert raised.value.code == code
    with pytest.raises(ConsoleError) as raised:
        screens.show(home, look(home), home.keys / "sunli", "qianwei")
    assert (raised.value.code, raised.value.params["owner"]) == ("key_of_another", "sunli")


def test_a_newcomer_opens_the_screens_with_his_own_key_and_signs_with_his_own_passphrase(
    tmp_path: Path,
) -> None:
    made = keys.generate()
    keys.save(made, tmp_path / "key", PHRASE)
    with running() as whole:
        now: Me = whole.walk.core("hanxue").call(calls.WhoAmI())
        publish(
            whole,
            AddPerson("heqing", "何青", "D0101", "010-00000101", -1, made.public),
            Appoint("heqing", Post.DRAFTER, "business", now.time),
        )
        assert owner(whole.home, tmp_path / "key") == "heqing"
        assert "heqing" in {p.id for p in choices(whole.home).people}
        arguments = ["--home", str(whole.home.root), "--lang", "zh", "--key", str(tmp_path / "key"), "open"]
        at = Terminal(tmp_path, "console", *arguments)
        try:
            # --key says who it is: nobody is asked to choose. A newcomer's first act is their pledge.
            at.sees("何青 起草专人", "保证书")
            at.press("Enter")
            at.sees("见证人")
            at.tmux("respawn-pane", "-k", *_command("--as", "sunli", *arguments[:4], "open"))
            at.sees("孙丽 部门经理")
            at.tmux("respawn-pane", "-k", *_command("--as", "sunli", *arguments))
            at.sees("改 --as 或 --key")
        finally:
            at.close()
        whole.solo.start()


def _command(*arguments: str) -> list[str]:
    return starting("console", *arguments)


# ---- a demo past its days


class Answers:
    """A person at the plain terminal: what they were asked, and what they say."""

    def __init__(self, *words: str) -> None:
        self.asked: list[str] = []
        self._words = list(words)

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        if not self._words:
            raise EOFError
        return self._words.pop(0)


def old(home: Home, days: int, *, ready: bool = True) -> organisation.Organisation:
    """A demo that was made so many days ago."""
    made = organisation.build(datetime.now(UTC) - timedelta(days=days), policy_pack=organisation.DEMO_PACK)
    made.write(home.root)
    (home.root / "demo").touch()
    if ready:
        (home.root / "ready").touch()
    return made


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The screens are left at once; the list has the org's root key that they would have been drawn over."""
    seen: list[str] = []

    def show(home: Home, _look: Settings, *_: object, **__: object) -> int:
        seen.append(msgspec.json.decode((home.root / "roots.json").read_bytes(), type=Roots).keys[0])
        return 0

    monkeypatch.setattr(screens, "show", show)
    return seen


@pytest.mark.parametrize(("days", "words"), [(80, "还有 9 天"), (95, "已到期")])
def test_a_demo_whose_roster_is_over_or_nearly_says_so_and_is_kept_unless_one_asks_for_a_new_one(
    home: Home, shown: list[str], days: int, words: str
) -> None:
    made = old(home, days)
    kept = Answers("")
    assert demo.main(home.root, look(home), ask=kept) == 0
    (question,) = kept.asked
    assert words in question
    assert "r" in question
    assert shown == [made.roots.keys[0]], "nothing is thrown away unasked"
    assert demo.main(home.root, look(home), ask=Answers()) == 0
    assert shown[-1] == made.roots.keys[0], "nobody there to answer"


def test_a_demo_that_is_made_anew_is_another_bank_and_asks_nothing_more(home: Home, shown: list[str]) -> None:
    made = old(home, 95)
    assert demo.main(home.root, look(home, "en"), ask=Answers("R")) == 0
    assert shown[-1] != made.roots.keys[0]
    fresh = Answers()
    assert demo.main(home.root, look(home), ask=fresh) == 0
    assert (fresh.asked, shown[-1]) == ([], shown[-2]), "a new bank is far from its end"


def test_a_demo_whose_signers_renewed_the_roster_is_not_over_whatever_its_files_say(
    home: Home, shown: list[str]
) -> None:
    made = old(home, 80)
    assert made.roster is not None
    at = datetime.now(UTC) - timedelta(minutes=1)
    made.add_roster(
        msgspec.structs.replace(
            made.roster,
            version=2,
            previous=made.rosters[-1].digest(),
            at=render(at),
            expires=render(at + timedelta(days=90)),
        )
    )
    # The desk takes it up from the folder, as it would have kept one that was confirmed at its screens.
    organisation._write_signed(home.roster, "roster", made.rosters)
    Solo(home).start()
    (home.roster / "roster-2.json").unlink()
    asked = Answers("r")
    assert demo.main(home.root, look(home), ask=asked) == 0
    assert (asked.asked, shown) == ([], [made.roots.keys[0]])


def test_a_demo_left_half_made_is_made_anew_and_a_folder_of_somebody_else_is_left_alone(
    home: Home, shown: list[str]
) -> None:
    made = old(home, 1, ready=False)
    assert demo.main(home.root, look(home), ask=Answers()) == 0
    assert shown[-1] != made.roots.keys[0]
    demo.main(home.root, look(home), reset=True)
    assert not home.root.exists()
    home.root.mkdir()
    (home.root / "roots.json").write_text("{}")
    for reset in (False, True):
        with pytest.raises(ConsoleError) as raised:
            demo.main(home.root, look(home), reset=reset, ask=Answers())
        assert raised.value.code == "not_a_demo"
    assert (home.root / "roots.json").exists()


def test_a_demo_that_does_not_start_offers_to_be_made_anew_and_else_says_why(
    home: Home, shown: list[str]
) -> None:
    made = old(home, 1)
    home.desk_database.write_bytes(b"another release's tables" * 100)
    home.desk_database.chmod(0o600)
    kept = Answers("")
    with pytest.raises(ConsoleError) as raised:
        demo.main(home.root, look(home), ask=kept)
    assert raised.value.code == "process_failed"
    assert "启动不了" in kept.asked[0]
    assert demo.main(home.root, look(home), ask=Answers("r")) == 0
    assert shown[-1] != made.roots.keys[0]


def test_a_terminal_that_was_hung_up_hears_nothing_and_that_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    master, line = pty.openpty()
    with os.fdopen(line, "w") as dead:
        os.close(master)
        with pytest.raises(OSError, match="Input/output"):
            os.write(dead.fileno(), b"x")
        monkeypatch.setattr(sys, "stderr", dead)
        screens.say("A send is still running")
        monkeypatch.undo()
        with contextlib.suppress(OSError):
            dead.close()
