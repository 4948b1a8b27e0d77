"""Types that several threads use for the first time at once: desk and console decode in threads from their first second on."""

import signal
import subprocess
import sys

RACE = """
import sys
import threading
import types

import msgspec

sys.setswitchinterval(1e-6)
KINDS = 30


def fresh(nth):
    source = "import enum\\nfrom typing import Annotated, Literal\\nimport msgspec\\n"
    for one in range(KINDS):
        source += (
            f"class E{one}(enum.StrEnum):\\n    A = 'a'\\n    B = 'b'\\n"
            f"class S{one}(msgspec.Struct):\\n    kind: E{one} = E{one}.A\\n    word: Literal['x', 'y{one}'] = 'x'\\n"
            f"    text: Annotated[str, msgspec.Meta(max_length=5)] = ''\\n    kinds: tuple[E{one}, ...] = ()\\n"
            f"    below: {f'S{one - 1} | None' if one else 'int | None'} = None\\n"
        )
    made = types.ModuleType(f"made{nth}")
    sys.modules[made.__name__] = made
    exec(source, made.__dict__)
    return [getattr(made, f"S{one}") for one in range(KINDS)]


def uses(kinds, together):
    together.wait()
    for kind in kinds:
        msgspec.convert({"kind": "b", "word": "x", "kinds": ["a"]}, kind)
        msgspec.json.decode(b'{"kind":"b","kinds":["a"],"below":null}', type=kind)


for nth in range(10):
    kinds, together = fresh(nth), threading.Barrier(4)
    threads = [
        threading.Thread(target=uses, args=(kinds if each % 2 else kinds[::-1], together)) for each in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
"""


def test_types_that_threads_use_for_the_first_time_at_once_end_no_process() -> None:
    """With msgspec 0.22.0 the process ended by signal 11 within the first rounds; a demo's console did so once."""
    ended = subprocess.run([sys.executable, "-c", RACE], check=False, capture_output=True, timeout=120)
    assert ended.returncode != -signal.SIGSEGV, "a type was used before it was whole"
    assert ended.returncode == 0, ended.stderr
