"""Starts the measuring sink: `sink.c` where a C compiler is there, else the simulator, which is slower."""

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_SOURCE = Path(__file__).with_name("sink.c")
_PATIENCE = 10.0


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> str:
    """Return what a process writes when it listens."""
    deadline = time.monotonic() + _PATIENCE
    while not path.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the sink did not start")
        time.sleep(0.01)
    return path.read_text(encoding="ascii")


@contextlib.contextmanager
def sink(*, receipts: bool = False, late: int = 0) -> Iterator[tuple[int, str]]:
    """Run a sink; yields its port and its kind, "c" or "python".

    The C sink sends receipts to the system_id "receipts", and `late` seconds after the answers to "late"; the Python one takes
    that from `receipts`, and cannot be late. Both take the password "bench123".
    """
    compiler = shutil.which("cc")
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "port")
        if compiler is not None:
            binary = Path(folder, "sink")
            subprocess.run([compiler, "-O2", "-o", binary, _SOURCE], check=True)
            command = [str(binary), str(told), str(late)]
        else:
            command = [
                sys.executable, "-m", "console.gateways.simulator", "--port", "0", "--port-file", str(told),
                "--system-id", "receipts" if receipts else "bench", "--password", "bench123",
                "--faults", json.dumps({"receipts": receipts}),
            ]  # fmt: skip
        process = subprocess.Popen(command)
        try:
            text = wait_for(told, process)
            yield (int(text), "c") if compiler else (json.loads(text)["port"], "python")
        finally:
            process.terminate()
            process.wait()
