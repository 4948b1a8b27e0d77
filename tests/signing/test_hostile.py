"""Every hostile bundle is refused under its name, by the dispatcher and by an auditor who has nothing but the root keys."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from console.signing.bundle_file import unpack
from console.signing.refused import NAMES, Refused
from console.signing.sshsig import BadSignatureError, verify
from console.signing.statements import Signed
from tests import needs
from tests.signing.attacks import GOOD
from tests.signing.hostile import NAMES_FILE, corpus, judge, named, names, world, write

Opinion = dict[str, dict[str, str]]
"""The stock tools' verdict on every statement, by bundle and place."""

BAD = [name for name, one in names().items() if one.refusal != GOOD]
FINE = [name for name, one in names().items() if one.refusal == GOOD]


@pytest.mark.parametrize("name", BAD)
def test_every_hostile_bundle_is_refused_under_its_name(name: str) -> None:
    for dispatcher in (True, False):
        with pytest.raises(Refused) as caught:
            judge(corpus()[name], dispatcher=dispatcher)
        assert caught.value.name == corpus()[name].refusal, str(caught.value)


@pytest.mark.parametrize("name", FINE)
def test_every_good_bundle_passes(name: str) -> None:
    for dispatcher in (True, False):
        assert judge(corpus()[name], dispatcher=dispatcher).request.recipients() == 20


def test_the_corpus_is_large_and_knows_its_names() -> None:
    wanted = "python -m tests.signing.hostile"
    assert NAMES_FILE.read_text("ascii").splitlines() == [named(one) for one in corpus().values()], wanted
    assert len(BAD) >= 60
    assert {corpus()[name].refusal for name in BAD} <= set(NAMES)


RULES = {"key-not-yet-given", "one-signature-twice"}
"""Refused under a signature's name by a rule of ours: the signatures themselves fit."""
FORGED = ("request_signature", "list_signature", "step_signature", "step_not_by_signer")

# ---- a second opinion, from ssh-keygen and jq alone: on some of each kind by day, on the whole corpus by night


def some() -> list[str]:
    """Every bundle that is refused for a signature, of each other refusal the first, and every fourth of the good ones."""
    alike = [name for name in BAD if names()[name].refusal in FORGED and name not in RULES]
    first = {names()[name].refusal: name for name in reversed(BAD) if names()[name].refusal not in FORGED}
    return [*FINE[::4], *alike, *first.values()]


@pytest.fixture(scope="module", params=[False, True], ids=["some", "all"])
def second_opinion(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opinion:
    """Its verdict on every statement, by bundle and place."""
    needs.require("ssh-keygen", "jq")
    out = tmp_path_factory.mktemp("corpus") / "bundles"
    write(out, None if request.param else some())
    found: Opinion = {}
    for folder in (out, out / "pinned"):
        if folder != out:
            shutil.copy(out / "roots.json", folder)
            for memory in (*folder.glob("*.pin.json"), *folder.glob("*.kept.json")):
                memory.unlink()
        script = Path(__file__).with_name("stock_check.sh")
        run = subprocess.run(["sh", str(script), str(folder)], capture_output=True, text=True, check=True)
        for line in run.stdout.splitlines():
            bundle, place, verdict = line.split(" ")
            found.setdefault(bundle.rpartition(".")[0], {})[place] = verdict
    return found


def ours(signed: Signed, keys: dict[str, set[str]]) -> str:
    """Our own verdict on one statement's signatures, asked as the stock tools are."""
    try:
        act = json.loads(signed.text, parse_int=str)
    except ValueError:
        return "bad"
    kind = str(act.get("type", "none")).partition("/")[0]
    who = {"signers": "root", "roster": "signer"}.get(kind, f"person:{act.get('by')}")
    space = f"sms-{kind}@{act.get('org')}"
    try:
        made = [verify(armour, signed.text.encode(), space) for armour in signed.signatures]
    except BadSignatureError:
        return "bad"
    return "good" if made and all(one in keys.get(who, set()) for one in made) else "bad"


def listing(bundle: Any) -> dict[str, set[str]]:
    """Who may sign with which keys, by the bundle's own rosters."""
    keys: dict[str, set[str]] = {"root": set(world().org.roots.keys)}
    for signed in bundle.signers:
        keys.setdefault("signer", set()).update(json.loads(signed.text).get("keys", []))
    for signed in bundle.rosters:
        for person in json.loads(signed.text).get("people", []):
            own = keys.setdefault(f"person:{person['id']}", set())
            own.update(one["public"] for one in person["keys"])
    return keys


def test_stock_tools_agree_on_every_signature_of_the_corpus(second_opinion: Opinion) -> None:
    judged = 0
    for name, told in second_opinion.items():
        try:
            bundle = unpack(corpus()[name].data)
        except Refused:
            continue
        places = {
            f"{kind}.{number}": signed
            for kind in ("signers", "rosters", "pledges", "orders", "manifests", "steps")
            for number, signed in enumerate(getattr(bundle, kind))
        }
        places["request"] = bundle.request
        if bundle.release:
            places["release"] = bundle.release
        keys = listing(bundle)
        mine = {place: ours(signed, keys) for place, signed in places.items()}
        assert told == mine, name
        judged += len(mine)
    assert judged > 1000


def test_stock_tools_find_a_bad_signature_in_every_bundle_that_is_refused_for_one(
    second_opinion: Opinion,
) -> None:
    good = [name for name in second_opinion if name in FINE]
    assert len(good) > 10
    for name in good:
        assert set(second_opinion[name].values()) == {"good"}, name
    forged = [name for name in second_opinion if names()[name].refusal in FORGED and name not in RULES]
    assert {names()[name].refusal for name in forged} == set(FORGED)
    for name in forged:
        assert "bad" in second_opinion[name].values(), name
