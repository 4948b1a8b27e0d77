"""The TLS context of whatever connects to others: a gateway's line, a channel of notices."""

import ssl
from pathlib import Path


def tls_context(ca_file: Path | None = None, *, certificate: Path | None = None) -> ssl.SSLContext:
    """A client context that checks the certificate chain and the host name, TLS 1.2 or later.

    With `ca_file` only that authority is trusted, not the host's own list. `certificate` has ours with its key, for
    providers that ask for one.

    Raises:
        OSError, ssl.SSLError: a file that cannot be read.
    """
    context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is not None:
        # Since Python 3.13 the default also insists on extensions that certificates of a provider's own authority often lack (RFC
        # 5280, 4.2.1.1). The house's file names the authority; an upgrade of the host must not close the line.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    if certificate is not None:
        # Without a way to ask for its passphrase: nobody sits at a dispatcher.
        context.load_cert_chain(certificate, password=lambda: b"")
    return context
