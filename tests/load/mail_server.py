"""A mail server of this machine over TLS, which can hold a sender at a stage of the conversation until it is killed."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

STAGES = ("greeting", "sender", "recipient", "content")


@dataclass
class Inbox:
    """What the server has taken, as (recipient, Message-ID); `hold` names a stage at which the next sender waits.

    Recipients in `refused` are told so; at those in `hung_up_on` the server ends the conversation.
    """

    taken: list[tuple[str, str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    hung_up_on: set[str] = field(default_factory=set)
    hold: str = ""
    held: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)

    def _wait_at(self, stage: str) -> bool:
        """Hold the sender here until the test lets go; tell whether it did."""
        if self.hold != stage:
            return False
        self.hold = ""
        self.held.set()
        self.release.wait(30)
        return True

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> Any:  # noqa: N802
        if await server.loop.run_in_executor(None, self._wait_at, "greeting"):
            return ["421 gone"]
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if await server.loop.run_in_executor(None, self._wait_at, "sender"):
            return "421 gone"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if await server.loop.run_in_executor(None, self._wait_at, "recipient"):
            return "421 gone"
        if address in self.refused:
            return "550 unknown here"
        if address in self.hung_up_on:
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if await server.loop.run_in_executor(None, self._wait_at, "content"):
            return "451 not taken"
        message = message_from_bytes(envelope.content)
        self.taken.append((envelope.rcpt_tos[0], message["Message-ID"]))
        await server.loop.run_in_executor(None, self._wait_at, "taken")
        return "250 OK"


@contextmanager
def mail_server(folder: Path) -> Iterator[tuple[Inbox, dict[str, str]]]:
    """Yield the inbox, and the environment that makes the project send there."""
    certificate, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    inbox = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port, ssl_context=context)
    controller.start()
    try:
        yield (
            inbox,
            {"KESAT_SMTP_HOST": "127.0.0.1", "KESAT_SMTP_PORT": str(port), "SSL_CERT_FILE": str(certificate)},
        )
    finally:
        controller.stop()


def _certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "mail.crt", folder / "mail.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files
