"""Every bundle of the hostile corpus, judged by the command as an auditor would use it: a file, the root keys, an instant."""

import json
from pathlib import Path
from typing import Any

import pytest

from console.cli import exits
from console.cli.main import run
from console.cli.outside import Outside
from console.errors import ConsoleError
from console.locale import words
from console.signing.refused import NAMES
from tests.signing import hostile
from tests.signing.attacks import GOOD

ALONE = {name: one.refusal for name, one in hostile.names().items() if not one.pinned}
"""Those that need no memory: whoever has only the root keys remembers nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("corpus") / "bundles"
    hostile.write(out)
    return out


def nobody(*_: Any) -> Any:
    """The command is offline: whatever it would fetch is not there."""
    raise ConsoleError("desk_gone")


def judged(folder: Path, name: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    """Exit code and what is written, of `verify` over the corpus's file of that name."""
    file = folder / f"{name}.{ALONE[name]}.json"
    at = (folder / "at").read_text("ascii").strip()
    told = [*more, "verify", str(file), "--roots", str(folder / "roots.json"), "--at", at]
    code = run(["--home", str(folder), "--as", "shenyu", *told], Outside(*[nobody] * 7))
    written = capsys.readouterr()
    return code, written.out, written.err


@pytest.mark.parametrize("name", hostile.sampled(ALONE))
def test_the_command_says_of_every_bundle_what_the_verifier_says(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = judged(folder, name, capsys, "--json")
    if ALONE[name] == GOOD:
        assert code == exits.OK
        assert json.loads(out)["data"]["good"] is True
        return
    assert code == exits.VERIFICATION
    refusal = json.loads(out)["refusal"]
    assert (refusal["code"], refusal["clause"]) == (ALONE[name], NAMES[ALONE[name]])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_refusal_is_told_in_the_words_of_its_name(
    folder: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one_each = {refusal: name for name, refusal in ALONE.items() if refusal != GOOD}
    assert len(one_each) > 30
    for refusal, name in one_each.items():
        _, out, err = judged(folder, name, capsys, "--lang", lang)
        assert out == ""
        assert words.refused(refusal, lang) in err, name
        assert words.clause(NAMES[refusal], lang) in err, name
