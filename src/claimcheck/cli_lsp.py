"""The command ``lsp``: a language server on standard input and output, for editors."""

from __future__ import annotations

import click

from claimcheck.errors import UsageError
from claimcheck.messages import text


@click.command()
@click.pass_obj
def lsp(lang: str, /) -> int:
    """Serve an editor over standard input and output."""
    try:
        from claimcheck.lsp.server import server
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError(text("error-extra", lang, extra="lsp")) from None
    server().start_io()
    return 0
