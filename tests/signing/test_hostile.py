"""Every hostile bundle is refused under its name, by the dispatcher and by an auditor who has nothing but the root keys."""

import pytest

from console.signing.refused import NAMES, Refused
from tests.signing.attacks import GOOD
from tests.signing.hostile import corpus, judge

BAD = [name for name, one in corpus().items() if one.refusal != GOOD]
FINE = [name for name, one in corpus().items() if one.refusal == GOOD]


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
    assert len(BAD) >= 60
    assert {corpus()[name].refusal for name in BAD} <= set(NAMES)
