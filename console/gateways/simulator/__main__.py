"""Run the simulator as a process: `python -m console.gateways.simulator --port 0 --port-file FILE`."""

import argparse
import asyncio
import errno
import inspect
import json
import os
import signal
import ssl
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from console.gateways.simulator import platform
from console.gateways.simulator.centre import Centre
from console.gateways.simulator.control import Control
from console.gateways.simulator.faults import Behaviour, Faults, IsmgFaults, WebFaults
from console.gateways.simulator.ismg import Ismg
from console.gateways.simulator.platform import Platform
from console.gateways.simulator.smsc import Smsc

_FAULTS: Final[dict[str, type[Behaviour]]] = {"smpp": Faults, "cmpp": IsmgFaults, "http": WebFaults}
_CALLS: Final = f"Calls of http: {(inspect.getdoc(platform) or '').partition(chr(10) * 2)[2]}"
_PORTS: Final = {"smpp": 2775, "cmpp": 7890, "http": 8080}


def _provider(arguments: argparse.Namespace) -> Centre[Any]:
    if arguments.protocol == "cmpp":
        return Ismg(
            {arguments.system_id or "920001": arguments.password}, arguments.faults,
            log_file=arguments.log, secrets=arguments.passwords,
        )  # fmt: skip
    if arguments.protocol == "http":
        return Platform(
            {arguments.system_id or "demo": arguments.password}, arguments.faults, log_file=arguments.log,
            tls=_tls(arguments.certificate, arguments.key), secrets=arguments.passwords,
        )  # fmt: skip
    return Smsc(
        {arguments.system_id or "demo": arguments.password}, arguments.faults, log_file=arguments.log,
        tls=_tls(arguments.certificate, arguments.key), passwords=arguments.passwords,
    )  # fmt: skip


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m console.gateways.simulator",
        description=__doc__,
        epilog="\n\n".join([_CALLS, *(_explained(*one) for one in _FAULTS.items())]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--protocol", choices=(*_FAULTS,), default="smpp")
    parser.add_argument(
        "--port",
        type=int,
        help="port on the loopback address (SMPP 2775, CMPP 7890, HTTP 8080); 0 takes a free one",
    )
    parser.add_argument("--control-port", type=int, default=0, help="control port; 0 takes a free one")
    parser.add_argument("--port-file", type=Path, help='write {"port", "control", "pid"} here once listening')
    parser.add_argument("--system-id", help="the account: demo, or for CMPP the SP_Id 920001")
    parser.add_argument(
        "--password", default="demo1234", help="of the simulated account; it protects nothing"
    )
    parser.add_argument("--passwords", type=Path, help="a file in which changed passwords outlive a restart")
    parser.add_argument("--faults", default="{}", help="faults as a JSON object")
    parser.add_argument("--log", type=Path, help="write a line for every accepted part: number, part, id")
    parser.add_argument("--certificate", type=Path, help="serve TLS with this certificate chain (PEM)")
    parser.add_argument("--key", type=Path, help="the certificate's key (PEM)")
    arguments = parser.parse_args()
    if arguments.protocol == "cmpp" and arguments.certificate is not None:
        parser.error("CMPP knows no TLS")
    try:
        arguments.faults = _FAULTS[arguments.protocol].parse(arguments.faults)
    except ValueError as error:
        parser.error(str(error))
    return arguments


def _explained(protocol: str, faults: type[Behaviour]) -> str:
    """The faults of a protocol, each with the value of a provider without faults, and what they do."""
    usual = json.dumps(asdict(faults()), ensure_ascii=False)
    return f"Faults of {protocol}, as they are without --faults:\n\n{usual}\n\n{inspect.cleandoc(faults.__doc__ or '')}"


def _tls(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    if certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def _run(arguments: argparse.Namespace) -> None:
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    provider = _provider(arguments)
    control = Control(provider)
    port = _PORTS[arguments.protocol] if arguments.port is None else arguments.port
    ports = {
        "port": await provider.start(port),
        "control": await control.start(arguments.control_port),
        "pid": os.getpid(),
    }
    if arguments.port_file is not None:
        fresh = arguments.port_file.with_suffix(".new")
        fresh.write_text(json.dumps(ports), encoding="ascii")
        fresh.replace(arguments.port_file)
    else:
        print(json.dumps(ports), flush=True)  # noqa: T201 - without a file this line is how the ports are told
    await over.wait()
    await control.stop()
    await provider.stop()


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    arguments = _arguments()
    try:
        asyncio.run(_run(arguments))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        taken = _PORTS[arguments.protocol] if arguments.port is None else arguments.port
        sys.exit(f"port {taken} is taken; take another with --port, and name it in the gateway file")


if __name__ == "__main__":
    main()
