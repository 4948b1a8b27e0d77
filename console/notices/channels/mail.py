"""Mail through the house's own relay. TLS is what the file says, and never less; one mail for one person."""

import asyncio
import smtplib
import socket
import ssl
import threading
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import formatdate
from typing import Final

from console.notices.channels.http import context
from console.notices.channels.port import LATER, MISSING, NEVER, SECONDS, SENT, Message, Outcome
from console.notices.settings import Channel

_FOR_GOOD: Final = 500
"""From this SMTP status on it is of no use to try again (RFC 5321, 4.2.1)."""


class Mail:
    """One relay."""

    def __init__(self, channel: Channel, secrets: Mapping[str, str]) -> None:
        self._channel, self._password = channel, secrets.get("password", "")

    async def send(self, message: Message) -> Outcome:
        """See Channel."""
        if self._channel.user and not self._password:
            return MISSING
        return await asyncio.to_thread(self._send, message)

    def _send(self, message: Message) -> Outcome:
        try:
            return self._spoken(message)
        except smtplib.SMTPNotSupportedError:
            return Outcome(NEVER, "no_starttls")
        except smtplib.SMTPAuthenticationError as error:
            return Outcome(NEVER, f"smtp:{error.smtp_code}")
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()), (0, b""))[0]
            return _status(code)
        except smtplib.SMTPResponseException as error:
            return _status(error.smtp_code)
        except ssl.SSLError:
            return Outcome(LATER, "tls")
        except TimeoutError:
            return Outcome(LATER, "slow")
        except (smtplib.SMTPException, OSError, ValueError) as error:
            # smtplib turns a time that is over into a lost connection.
            return Outcome(LATER, "slow" if isinstance(error.__context__, TimeoutError) else "unreachable")

    def _spoken(self, message: Message) -> Outcome:
        channel, late = self._channel, threading.Event()
        with _opened(channel) as relay:
            # smtplib's time is for each step: a relay that drips would hold for ever.
            timer = threading.Timer(SECONDS, _cut, (relay.sock, late))
            timer.start()
            try:
                if channel.security == "starttls":
                    relay.starttls(context=context(channel))
                if channel.user:
                    relay.login(channel.user, self._password)
                relay.send_message(
                    letter(channel, message), from_addr=channel.sender, to_addrs=[message.address]
                )
            except (OSError, smtplib.SMTPServerDisconnected):
                if late.is_set():
                    return Outcome(LATER, "slow")
                raise
            finally:
                timer.cancel()
        return Outcome(SENT, "")


def _opened(channel: Channel) -> smtplib.SMTP:
    if channel.security == "tls":
        return smtplib.SMTP_SSL(channel.server, channel.port, timeout=SECONDS, context=context(channel))
    return smtplib.SMTP(channel.server, channel.port, timeout=SECONDS)


def _cut(line: socket.socket, late: threading.Event) -> None:
    late.set()
    line.shutdown(socket.SHUT_RDWR)


def _status(code: int) -> Outcome:
    return Outcome(NEVER if code >= _FOR_GOOD else LATER, f"smtp:{code}")


def letter(channel: Channel, message: Message) -> EmailMessage:
    """The mail. Its id is the same at each attempt; nobody's holiday answers it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = channel.sender, message.address, message.subject
    made["Date"] = formatdate(message.at)
    made["Message-ID"] = f"<{message.key}@{channel.sender.partition('@')[2]}>"
    made["Auto-Submitted"], made["X-Auto-Response-Suppress"] = "auto-generated", "All"
    # Base64: a relay that offers no 8BITMIME would get octets that it cannot carry.
    made.set_content(message.text, cte="base64")
    return made
