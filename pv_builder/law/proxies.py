"""How many pouvoirs a member may hold, and which ones may be voted."""

from collections import Counter
from collections.abc import Collection, Iterable

from pv_builder.meeting import MemberName, Proxy


def within_limit(proxies: Iterable[Proxy], limit: int | None) -> tuple[Proxy, ...]:
    """Return the proxies that count: the first ones of each holder, up to the legal number.

    CGCT art. L. 2121-20, L. 3121-16, L. 4132-15; CASF art. R. 123-16. Which of two is void is a
    person's decision: until it is made the first stands, and `pv_builder.conformity.checks` raises
    an alert.

    Args:
        proxies: in effect at the same moment, in the order given.
        limit: proxies for each holder; None when no known rule limits them.
    """
    held: Counter[MemberName] = Counter()
    kept = []
    for proxy in proxies:
        held[proxy.holder] += 1
        if limit is None or held[proxy.holder] <= limit:
            kept.append(proxy)
    return tuple(kept)


def usable(proxies: Iterable[Proxy], withdrawn: Collection[MemberName]) -> tuple[Proxy, ...]:
    """Return the proxies that may be voted while some members take no part.

    Whoever withdraws uses no pouvoir he holds (AN, question 11-20278) and none that he gave is
    voted: he would take part through another. The same holds for the executive during the vote
    of the accounts (CGCT art. L. 2121-14).
    """
    return tuple(p for p in proxies if p.holder not in withdrawn and p.giver not in withdrawn)
