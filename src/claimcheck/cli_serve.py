"""The command ``serve``: a page in the browser to paste a draft into."""

from __future__ import annotations

import click

from claimcheck import arguments
from claimcheck.errors import UsageError
from claimcheck.messages import text


def _port(context: click.Context, parameter: click.Parameter, value: str) -> int:
    if value.isdecimal() and int(value) <= 65535:
        return int(value)
    raise UsageError(text("serve-bad-port", context.obj, value=value))


@click.command(short_help="Serve a page to check drafts on.")
@click.option("--archive", envvar="CLAIMCHECK_ARCHIVE", metavar="FILE|URL", help="Compare with this archive.")
@click.option(
    "--against", multiple=True, metavar="PATH", help="Compare with these articles; may be repeated."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen; needs a token.",
)
@click.option(
    "--port", default="8000", callback=_port, show_default=True, metavar="NUMBER", help="0: any free one."
)
@click.option(
    "--token",
    envvar="CLAIMCHECK_TOKEN",
    metavar="WORDS",
    help="What others have to know (default for another host: a new one).",
)
@click.option(
    "--baseline", default="claimcheck-baseline.json", show_default=True, metavar="FILE",
    help="Where accepted findings are written.",
)  # fmt: skip
@click.option("--lang", callback=arguments.choice(*arguments.LANGUAGES), metavar="zh|en", help="Language.")
@click.pass_obj
def serve(
    default: str,
    /,
    archive: str | None,
    against: tuple[str, ...],
    host: str,
    port: int,
    token: str | None,
    baseline: str,
    lang: str | None,
) -> int:
    """Serve a page to check drafts on, for this machine only unless --host says otherwise."""
    from claimcheck.server import Settings, run

    run(
        Settings(
            archive=archive,
            against=against,
            host=host,
            port=port,
            token=token,
            baseline=baseline,
            lang=lang or default,
        )
    )
    return 0
