"""TLS: the right authority and the right name, or no password leaves."""

import datetime as dt
import ssl
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from console.gateways.ports import Accepted, LineState
from console.gateways.simulator.smsc import Smsc
from console.gateways.smpp.session import SmppSession
from console.tls import tls_context
from tests.gateways.smpp_support import ACCOUNT, PASSWORD, Recorder, connected, settings_for, until


@dataclass
class Authority:
    """A certificate authority made for one test, and what it signed for smsc.example."""

    folder: Path

    def __post_init__(self) -> None:
        key, name = ec.generate_private_key(ec.SECP256R1()), self._name("Test CA")
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        certificate = self._builder(name, name, key).add_extension(constraints, critical=True)
        signed = certificate.sign(key, hashes.SHA256())
        self.ca_file = self._write("ca.pem", signed.public_bytes(serialization.Encoding.PEM))
        server_key = ec.generate_private_key(ec.SECP256R1())
        server = (
            self._builder(self._name("smsc.example"), name, server_key)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("smsc.example")]), critical=False)
            .sign(key, hashes.SHA256())
        )
        self.certificate = self._write("server.pem", server.public_bytes(serialization.Encoding.PEM))
        self.key = self._write(
            "server.key",
            server_key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ),
        )

        self.own = self._write("own.pem", self.certificate.read_bytes() + self.key.read_bytes())
        """One file with certificate and key, which this authority signed."""

    @staticmethod
    def _name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    @staticmethod
    def _builder(
        subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
    ) -> x509.CertificateBuilder:
        now = dt.datetime.now(dt.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(hours=1))
            .not_valid_after(now + dt.timedelta(hours=1))
        )

    def _write(self, name: str, octets: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(octets)
        return path

    def server_context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


async def test_over_tls_with_the_right_authority_and_name_messages_go(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    smsc = Smsc({ACCOUNT: PASSWORD}, tls=authority.server_context())
    settings = settings_for(await smsc.start(), server_name="smsc.example")
    async with connected(settings, tls=tls_context(authority.ca_file)) as recorder:
        recorder.send(50)
        await until(lambda: len(recorder.receipts) == 50, "50 receipts")
        assert len(recorder.of(Accepted)) == 50
    await smsc.stop()


@pytest.mark.parametrize("fault", ["name", "authority"])
async def test_a_wrong_name_or_authority_stops_the_session_before_the_password(
    fault: str, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    smsc = Smsc({ACCOUNT: PASSWORD}, tls=authority.server_context())
    port = await smsc.start()
    asked: list[bool] = []

    def password() -> str:
        asked.append(True)
        return PASSWORD

    name = "other.example" if fault == "name" else "smsc.example"
    recorder = Recorder()
    recorder.session = SmppSession(
        settings_for(port, server_name=name),
        password,
        recorder,
        tls=tls_context(authority.ca_file if fault == "name" else None),
    )
    with pytest.raises(ssl.SSLCertVerificationError):
        await recorder.session.run()
    assert recorder.events[-1].state is LineState.REFUSED
    assert not asked
    assert smsc.snapshot()["binds"] == 0
    await smsc.stop()


async def test_a_provider_that_asks_for_our_certificate_gets_it(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    asking = authority.server_context()
    asking.verify_mode = ssl.CERT_REQUIRED
    asking.load_verify_locations(authority.ca_file)
    smsc = Smsc({ACCOUNT: PASSWORD}, tls=asking)
    settings = settings_for(await smsc.start(), server_name="smsc.example")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        await SmppSession.bind_test(settings, lambda: PASSWORD, tls=tls_context(authority.ca_file))
    assert smsc.snapshot()["binds"] == 0
    own = tls_context(authority.ca_file, certificate=authority.own)
    async with connected(settings, tls=own) as recorder:
        recorder.send(5)
        await until(lambda: len(recorder.receipts) == 5, "5 receipts")
    await smsc.stop()


def test_a_key_behind_a_passphrase_is_refused_and_nobody_is_asked(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    hidden = serialization.load_pem_private_key(authority.key.read_bytes(), None).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"geheim"),
    )
    authority.own.write_bytes(authority.certificate.read_bytes() + hidden)
    with pytest.raises(ssl.SSLError):
        tls_context(authority.ca_file, certificate=authority.own)


def test_the_context_checks_chain_and_name_and_knows_no_old_tls(tmp_path: Path) -> None:
    context = tls_context(Authority(tmp_path).ca_file)
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert len(context.get_ca_certs()) == 1
