"""What a server is told once, when it starts."""

from __future__ import annotations

import msgspec

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """``against`` are files, folders and archives to compare drafts with, ``archive`` one more of those.

    ``size`` limits a draft in bytes, ``rate`` the checks a minute of one address, ``workers`` the drafts
    that are read at once. Without a ``token`` only this machine may ask.
    """

    against: tuple[str, ...] = ()
    archive: str | None = None
    baseline: str = "claimcheck-baseline.json"
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    lang: str = "en"
    zone: str = "Asia/Shanghai"
    size: int = 2_000_000
    rate: int = 30
    workers: int = 2

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK
