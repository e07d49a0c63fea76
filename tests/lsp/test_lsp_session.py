"""The language server as an editor sees it: a real client over standard input and output."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls")

HEAD = "---\ndate: 2022-06-02\n---\n\n"
RIGHT = HEAD + "快手2022年一季度日活跃用户为3.46亿。\n"
WRONG = HEAD + "🚀快手2022年一季度日活跃用户为3.64亿。\n"
BLOCK = "<!-- claimcheck: ignore-block 旧口径 -->"


class Client:
    """Sends requests and notifications, and keeps what the server says."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "claimcheck.cli", "lsp"]
        environment = {**os.environ, "LC_ALL": "en_US.UTF-8", "PYTHONUTF8": "1"}
        self._server = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._number = 0

    def ask(self, method: str, **params: Any) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        return self._until(lambda m: m.get("id") == self._number and "method" not in m)["result"]

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def published(self) -> list[dict[str, Any]]:
        """The next diagnostics that the server publishes."""
        message = self._until(lambda m: m.get("method") == "textDocument/publishDiagnostics")
        found: list[dict[str, Any]] = message["params"]["diagnostics"]
        return found

    def leave(self) -> int:
        """The server's exit code after a proper goodbye."""
        self.ask("shutdown")
        self.tell("exit")
        return self._server.wait(timeout=20)

    def end(self) -> None:
        self._server.kill()
        self._server.wait()
        for stream in (self._server.stdin, self._server.stdout):
            assert stream
            with contextlib.suppress(BrokenPipeError):
                stream.close()

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._server.stdin.flush()

    def _until(self, wanted: Any) -> dict[str, Any]:
        while not wanted(message := self._next()):
            pass
        return message

    def _next(self) -> dict[str, Any]:
        stream = self._server.stdout
        assert stream
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server is gone"
        message: dict[str, Any] = json.loads(stream.read(length))
        return message


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (
        ("out/已发.md", RIGHT),
        ("new/draft.md", WRONG),
        ("claimcheck.toml", 'against = ["out"]\n'),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def client(folder: Path) -> Iterator[Client]:
    made = Client(folder)
    try:
        made.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        made.tell("initialized")
        yield made
    finally:
        made.end()


def opened(client: Client, folder: Path, text: str = WRONG) -> str:
    uri = (folder / "new" / "draft.md").as_uri()
    client.tell(
        "textDocument/didOpen",
        textDocument={"uri": uri, "languageId": "markdown", "version": 1, "text": text},
    )
    return uri


def test_a_session(client: Client, folder: Path) -> None:
    uri = opened(client, folder)

    (found,) = client.published()
    # the rocket is one code point and two units of UTF-16
    at = {"start": {"line": 4, "character": 18}, "end": {"line": 4, "character": 23}}
    (other,) = found["relatedInformation"]
    assert (found["range"], found["severity"], found["code"]) == (at, 1, "same-fact")
    assert other["location"]["uri"] == (folder / "out" / "已发.md").as_uri()
    assert other["location"]["range"]["start"] == {"line": 4, "character": 16}

    hover = client.ask("textDocument/hover", textDocument={"uri": uri}, position={"line": 4, "character": 20})
    assert "364 million" in hover["contents"]["value"]
    assert "conflict" in hover["contents"]["value"]

    (action,) = client.ask(
        "textDocument/codeAction", textDocument={"uri": uri}, range=at, context={"diagnostics": [found]}
    )
    (edit,) = action["edit"]["changes"][uri]
    assert (edit["newText"], edit["range"], action["kind"]) == ("3.46亿", at, "quickfix")

    change = {"range": edit["range"], "text": edit["newText"]}
    client.tell("textDocument/didChange", textDocument={"uri": uri, "version": 2}, contentChanges=[change])
    assert client.published() == []


def test_a_hover_beside_any_value_says_nothing(client: Client, folder: Path) -> None:
    uri = opened(client, folder)

    position = {"line": 4, "character": 3}
    assert client.ask("textDocument/hover", textDocument={"uri": uri}, position=position) is None


def test_a_comment_in_the_text_silences_as_on_the_command_line(client: Client, folder: Path) -> None:
    opened(client, folder, WRONG.replace("。", "。" + BLOCK))

    assert client.published() == []


def test_another_article_is_read_anew_when_the_text_is_saved(client: Client, folder: Path) -> None:
    uri = opened(client, folder)
    before = client.published()
    (folder / "out" / "已发.md").write_text(RIGHT.replace("3.46", "3.64"), encoding="utf-8")

    client.tell("textDocument/didSave", textDocument={"uri": uri})
    assert (len(before), client.published()) == (1, [])


def test_a_wrong_configuration_is_said_and_the_server_lives(client: Client, folder: Path) -> None:
    (folder / "claimcheck.toml").write_text('agianst = ["out"]\n', encoding="utf-8")
    opened(client, folder)

    assert client.published() == []


def test_a_proper_goodbye_ends_the_server(client: Client) -> None:
    assert client.leave() == 0
