"""Where a request comes from, when proxies stand in between."""


def client_ip(remote: str, forwarded: str, *, proxies: int) -> str:
    """The address to count a visitor's tries by.

    `forwarded` is X-Forwarded-For: each proxy adds at its end whom it was asked by, and anybody may write
    what stands before. With `proxies` of our own the last `proxies` entries are true, and the first of those
    is the visitor; a request that came past some of them has fewer. `remote` is who is connected to us.
    """
    entries = [entry for part in forwarded.split(",") if (entry := part.strip())]
    if not proxies or not entries:
        return remote
    return entries[-min(proxies, len(entries))]
