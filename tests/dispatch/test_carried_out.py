"""What two people sign for the dispatchers is carried out there: no act is taken that nothing is done for."""

from typing import get_args

import pytest

from console.dispatch.erasing import Erasing
from console.dispatch.freezes.freezing import Freezing
from console.domain.erasure.erasing import OnNumbers
from console.domain.pair import PairAct
from console.domain.two_person.pairs import Lifting


@pytest.mark.parametrize("act", [*get_args(OnNumbers), *get_args(Lifting)])
def test_each_act_has_a_method_of_its_own(act: type[PairAct]) -> None:
    where = Erasing if act in get_args(OnNumbers) else Freezing
    ways = vars(where)["_carry_out"].dispatcher
    assert ways.dispatch(act) is not ways.dispatch(object)
