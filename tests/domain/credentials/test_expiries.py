"""When keepers are reminded of an end."""

from datetime import date, timedelta

import pytest

from console.domain.credentials.expiries import Kind, reminded_since

ENDS = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("before", "since"),
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, -1), (-90, -1)],
)
def test_a_reminder_begins_sixty_thirty_and_seven_days_before_and_once_more_when_it_is_over(
    before: int, since: int | None
) -> None:
    day = reminded_since(Kind.CONTRACT, ENDS, ENDS - timedelta(days=before))
    assert day == (None if since is None else ENDS - timedelta(days=since))


@pytest.mark.parametrize(("before", "since"), [(60, None), (31, None), (30, 30), (7, 7), (-1, -1)])
def test_of_a_password_one_is_reminded_a_month_and_a_week_before(before: int, since: int | None) -> None:
    day = reminded_since(Kind.PASSWORD, ENDS, ENDS - timedelta(days=before))
    assert day == (None if since is None else ENDS - timedelta(days=since))
