"""What the desk does is said once, at the function that does it, and nothing of it is left out or said twice."""

import inspect
from typing import get_args

import pytest

from console.desk.calls import SERVICE_CALLS
from console.domain import acts
from console.services import everything
from console.services.context import Context, answers
from console.services.statements import TAKES
from console.wire import calls, dispatch, every_call
from console.wire.base import Call
from console.wire.duties.here import Me


def test_every_call_of_the_wire_is_answered_and_answers_what_it_says() -> None:
    handlers = everything.handlers()
    assert set(handlers) == set(get_args(every_call.AnyCall))
    for call, answer in handlers.items():
        assert inspect.get_annotations(answer)["return"] == call.Answer, call


def test_every_act_that_a_person_signs_is_taken_but_for_the_manifests_of_lists() -> None:
    everything.handlers()
    left = {one for one in acts.BY_TAG.values() if one not in TAKES}
    assert left == set(get_args(acts.AnyManifest))


def test_what_the_dispatcher_alone_may_ask_no_person_may() -> None:
    theirs = {one for one in vars(dispatch).values() if inspect.isclass(one) and issubclass(one, Call)}
    assert {one for one in theirs if one.__module__ == dispatch.__name__} <= SERVICE_CALLS


def test_two_functions_for_one_call_fail_at_once() -> None:
    everything.handlers()

    def again(ctx: Context, call: calls.WhoAmI) -> Me:
        raise AssertionError(ctx, call)

    with pytest.raises(TypeError, match="twice"):
        answers(again)
