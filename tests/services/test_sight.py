"""Who has no part in a thing does not see it: the keeper of the passwords no number, a post of no department no department's."""

import pytest

from console.wire.contacts import complaints as complaint_calls
from console.wire.contacts import optouts, replies
from console.wire.requests import approvals
from console.wire.sending import sends
from tests.services.complaints.test_complaints import entered
from tests.services.core import Core
from tests.services.replies.test_replies import told
from tests.services.sending.test_sending import released

NUMBER = 16100000003


@pytest.mark.parametrize("kind", ["recipients", "further", "card", "optouts"])
def test_the_keeper_of_the_passwords_sees_no_number_not_even_a_masked_one(core: Core, kind: str) -> None:
    request = released(core)
    call = {
        "recipients": sends.RecipientsPage(request, 1),
        "further": sends.ReadRecipients(request, 1),
        "card": approvals.Scope(request),
        "optouts": optouts.OptOutsPage(),
    }[kind]
    core.refuses("custodian_sees_no_number", "fenglei", call)
    # Their colleague in the General Department does.
    core.call("wangfang", call)


def test_a_reply_shows_its_sender_to_those_who_answer_it_and_not_to_the_keeper_of_the_passwords(
    core: Core,
) -> None:
    told(core, (NUMBER, "怎么退订?"), request=released(core), slot=1)
    (row,) = core.call("wangfang", replies.RepliesPage()).rows
    assert row.sender == "161****0003"
    assert [one.sender for one in core.call("fenglei", replies.RepliesPage()).rows] == [""]
    assert core.call("fenglei", replies.ReplyDetail(row.id)).row.sender == ""


@pytest.mark.parametrize("person", ["hanxue", "yangfan"])
def test_a_post_of_no_department_reads_no_complaint_that_is_about_no_request(core: Core, person: str) -> None:
    which = entered(core)
    assert core.call(person, complaint_calls.ComplaintsPage()).rows == []
    core.refuses("not_your_department", person, complaint_calls.ComplaintDetail(which))
    assert core.call("wangfang", complaint_calls.ComplaintDetail(which)).row.id == which
