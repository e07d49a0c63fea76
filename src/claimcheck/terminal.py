"""The command line's hands: where output goes, how wide and colourful it may be, and progress."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from claimcheck.errors import SourceError, UsageError
from claimcheck.messages import text
from claimcheck.model import Article

_MANY_FILES, _MANY_BYTES = 20, 2_000_000
_PIPE_WIDTH = 80


def write(words: str, output: str | None, lang: str) -> None:
    """Put the words on standard output, or into a file that is either whole or untouched."""
    data = words.encode("utf-8", errors="backslashreplace")
    if output is None or output == "-":
        return _write_stdout(data, lang)
    try:
        return _write_file(data, Path(output).resolve())
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(text("error-output", lang, path=output, error=reason)) from None


def _write_stdout(data: bytes, lang: str) -> None:
    """Bytes where the stream takes them (JSON is UTF-8 anywhere); a reader who left is no error."""
    try:
        if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
            encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
            sys.stdout.write(data.decode("utf-8").encode(encoding, errors="replace").decode(encoding))
        else:
            sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        silence()
    except OSError as error:
        silence()
        raise UsageError(text("error-stdout", lang, error=error.strerror or str(error))) from None


def silence() -> None:
    """Let standard output take no more: the interpreter flushes it once more, which must not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_file(data: bytes, path: Path) -> None:
    if path.exists() and not path.is_file():  # a device or named pipe cannot be replaced
        path.write_bytes(data)
        return
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask for new files, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def article_again(path: str, zone: str | None = None) -> Article | None:
    """The article of a path, read once more for a form that shows it in full; ``None`` where that fails.

    Standard input and archived articles are gone by then; the form shows their quotes.
    """
    from claimcheck.formats import load
    from claimcheck.suppressions import blanked, commented_source

    if not Path(path).is_file():
        return None
    source = commented_source(path)
    try:
        return load(path, text=None if source is None else blanked(source), zone=zone or "Asia/Shanghai")
    except SourceError:
        return None


def complain(words: str) -> None:
    """One line on standard error, control characters made visible."""
    line = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in words)
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    with contextlib.suppress(BrokenPipeError):
        print(line.encode(encoding, errors="replace").decode(encoding), file=sys.stderr, flush=True)


def colorful(output: str | None) -> bool:
    """Whether escape codes are welcome: on a terminal that has not said otherwise."""
    if output not in (None, "-") or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def columns(output: str | None) -> int:
    """The terminal's width; 80 for pipes and files, so that their bytes do not depend on a window."""
    if output in (None, "-") and sys.stdout.isatty():
        return max(shutil.get_terminal_size().columns, 20)
    return _PIPE_WIDTH


@contextlib.contextmanager
def progress(paths: Sequence[str], lang: str) -> Iterator[Callable[[int, int], None] | None]:
    """A callback for «done, total» that draws a bar on standard error; ``None`` for small or piped runs."""
    if not sys.stderr.isatty() or not large(paths):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    told = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(*told, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text("progress", lang), total=None, rate="")

        def advance(done: int, total: int) -> None:
            rate = text("progress-rate", lang, count=f"{bar.tasks[0].speed or 0:.0f}")
            bar.update(task, completed=done, total=total, rate=rate)

        yield advance


def large(paths: Sequence[str]) -> bool:
    """Whether there are more than 20 files or 2 MB to read; looks no further than it needs to."""
    files = size = 0
    for path in map(Path, paths):
        for file in path.rglob("*") if path.is_dir() else [path]:
            if not file.is_file():
                continue
            files, size = files + 1, size + file.stat().st_size
            if files > _MANY_FILES or size > _MANY_BYTES:
                return True
    return False
