"""The numbers of subscribers as providers write them, and the addresses of their hosts."""

from ipaddress import ip_address


def is_address(host: str) -> bool:
    """Whether a host is given by its address, so that nothing has to be looked up."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def mobile(address: bytes) -> int:
    """Return the 11-digit number in an address, with or without +86, 0086 or 86; 0 for anything else."""
    if len(address) == 11 and address.isdigit() and address[0] == 0x31:
        return int(address)
    if len(address) > 11:
        for prefix in (b"+86", b"0086", b"86"):
            if address.startswith(prefix):
                address = address[len(prefix) :]
                break
    return int(address) if len(address) == 11 and address.isdigit() and address[0] == 0x31 else 0
