"""The number plan in force on a day, from the tables that the program ships."""

from datetime import UTC, date, datetime
from functools import cache

from console.domain.contacts.phone import NumberPlan
from console.domain.data_folder import shipped_texts


@cache
def plans() -> tuple[NumberPlan, ...]:
    """Return every shipped plan, oldest first. ValueError when a table is malformed."""
    known = (NumberPlan.from_toml(text) for text in texts().values())
    return tuple(sorted(known, key=lambda plan: plan.effective_from))


@cache
def texts() -> dict[str, str]:
    """Return the text of every shipped plan by its version. ValueError when a table is malformed."""
    return {NumberPlan.from_toml(text).version: text for text in shipped_texts("numbers")}


def plan_on(day: date) -> NumberPlan:
    """Return the newest plan in force on a day; before the first one, the first."""
    in_force = [plan for plan in plans() if plan.effective_from <= day]
    return in_force[-1] if in_force else plans()[0]


def newest_plan() -> NumberPlan:
    """Return the shipped plan that counts today, for a machine that knows of no organisation."""
    return plan_on(datetime.now(UTC).date())
