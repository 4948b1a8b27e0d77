"""A request's bundle as evidence, with every roster version from 1 on, so that the root keys are enough to check it."""

import msgspec

from console.acting.steps import Core
from console.errors import ConsoleError
from console.signing.bundle_file import Bundle, pack, unpack
from console.signing.refused import Refused
from console.signing.trust import completed
from console.wire.answers import Blob
from console.wire.calls import BundleOf
from console.wire.rosters.chain import versions


def whole(core: Core, request: int, slot: int) -> bytes:
    """Return the bundle's canonical bytes without judging them. Raises ConsoleError, `bundle_unreadable` among others."""
    chain = versions(core.call)
    blob: Blob = core.call(BundleOf(request, slot, len(chain)))
    try:
        bundle: Bundle = unpack(blob.data)
    except Refused as refused:
        raise ConsoleError("bundle_unreadable", refused=refused.name) from refused
    return pack(msgspec.structs.replace(bundle, rosters=completed(chain, bundle.rosters)))
