"""What the first page asks the desk, so that it can be asked while the screens are loaded."""

from typing import Final

from console.wire.base import Ask
from console.wire.calls import Todo
from console.wire.duties.lately import Lately
from console.wire.people.order_rights import MayOrder

ASKED: Final[tuple[Ask, ...]] = (Todo(), Lately(), MayOrder())
