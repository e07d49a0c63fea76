"""The server without a browser: the same verdicts as the command line, limits, tokens, bad input."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from claimcheck.cli import main
from claimcheck.errors import ArchiveError, UsageError
from claimcheck.pipeline import check_paths
from claimcheck.server.app import create_app
from claimcheck.server.guard import Budget, guarded
from claimcheck.server.openapi import description
from claimcheck.server.running import address, prepared, protected
from claimcheck.server.settings import Settings
from claimcheck.server.sources import sources_of
from claimcheck.store import open_archive

SOURCE = "蓝图商城2022年一季度成交额为175亿元。蓝图商城2021年一季度成交额为140亿元。"
DRAFT = "蓝图商城2022年一季度成交额为157亿元。蓝图商城2021年一季度成交额为140亿元。"


class Page:
    """A client that asks the application without a network; cookies stay from one question to the next."""

    def __init__(self, app: Any, base: str) -> None:
        self._app, self._base, self._cookies = app, base, httpx.Cookies()

    def get(self, path: str, **given: Any) -> Any:
        return self._ask("GET", path, **given)

    def post(self, path: str, **given: Any) -> Any:
        return self._ask("POST", path, **given)

    def _ask(self, method: str, path: str, **given: Any) -> Any:
        async def ask() -> Any:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url=self._base, cookies=self._cookies, timeout=60
            ) as client:
                answer = await client.request(method, path, **given)
                self._cookies = client.cookies
                return answer

        # in a thread of its own: tests with a browser leave a running loop in this one
        with ThreadPoolExecutor(1) as other:
            return other.submit(anyio.run, ask).result()


Client = Callable[..., Page]


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "source.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return str(path)


@pytest.fixture
def client(tmp_path: Path, source: str) -> Client:
    def made(*, address: str = "http://127.0.0.1", **given: Any) -> Page:
        settings = Settings(
            **{"against": (source,), "baseline": str(tmp_path / "known.json"), "lang": "en", **given}
        )
        app = create_app(settings, sources_of(settings))
        return Page(app, address)

    return made


def told(answer: Any) -> dict[str, str]:
    return {claim["value"]["text"]: claim["verdict"] for claim in answer["claims"]}


def test_draft_gets_the_verdicts_of_the_command_line(client: Client, tmp_path: Path, source: str) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")

    answer = client().post("/api/check?name=draft.txt", content=DRAFT.encode()).json()

    report = check_paths([str(draft)], [source]).to_dict("en")
    assert told(answer) == told(report) == {"157亿元": "conflict", "140亿元": "confirmed"}
    assert answer["summary"] == report["summary"]


def test_claims_come_before_their_verdicts(client: Client) -> None:
    answer = client().post("/api/check", content=DRAFT.encode(), headers={"accept": "application/x-ndjson"})

    lines = [json.loads(line) for line in answer.text.splitlines()]

    assert [line["event"] for line in lines] == ["claims", "verdicts"]
    assert lines[0]["summary"]["claims"] == lines[1]["summary"]["claims"] == 2
    assert lines[1]["summary"]["conflicting"] == 1


def test_without_sources_a_draft_is_compared_with_itself(client: Client) -> None:
    twice = DRAFT + "\n\n" + SOURCE

    answer = client(against=()).post("/api/check", content=twice.encode()).json()

    assert "conflict" in told(answer).values()


def test_archive_is_a_source(client: Client, tmp_path: Path, source: str) -> None:
    archive = str(tmp_path / "claims.db")
    assert main(["archive", "add", source, "--archive", archive]) == 0

    answer = client(against=(), archive=archive).post("/api/check", content=DRAFT.encode()).json()

    assert told(answer) == {"157亿元": "conflict", "140亿元": "confirmed"}


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 422, "empty"),
        (b" \n\t ", 422, "empty"),
        (b"x" * 20_000_000, 413, "too large"),
        (b"%PDF-1.7 \x00\x01\x02", 422, "binary"),
        (bytes(range(128, 256)) * 20, 422, "expected UTF-8"),
    ],
    ids=["empty", "blank", "20 MB", "binary", "no encoding"],
)
def test_bad_drafts_are_refused_in_words(client: Client, content: bytes, status: int, words: str) -> None:
    answer = client().post("/api/check", content=content)

    assert (answer.status_code, words in answer.json()["error"]) == (status, True)


def test_length_that_is_not_said_is_limited_too(client: Client) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(2):
            yield b"a" * 600

    answer = client(size=1000).post("/api/check", content=parts())

    assert answer.status_code == 413


def test_wrong_date_is_named(client: Client) -> None:
    answer = client().post("/api/check?published=soon", content=DRAFT.encode())

    assert answer.status_code == 422
    assert "soon" in answer.json()["error"]


def test_accepted_finding_is_in_the_baseline_and_marked_from_then_on(client: Client, tmp_path: Path) -> None:
    page = client()
    finding = page.post("/api/check", content=DRAFT.encode()).json()["findings"][0]
    body = {
        "finding": finding["id"],
        "draft": base64.b64encode(DRAFT.encode()).decode(),
        "reason": "checked by phone",
        "owner": "Li",
    }

    answer = page.post("/api/accept", json=body)

    again = page.post("/api/check", content=DRAFT.encode()).json()["findings"][0]
    assert answer.json() == {"file": str(tmp_path / "known.json"), "finding": finding["id"]}
    assert again["mark"] == {"kind": "known", "reason": "checked by phone", "owner": "Li"}


def test_accepting_keeps_what_others_accepted(client: Client, tmp_path: Path) -> None:
    page = client()
    other = DRAFT.replace("140", "104")
    for draft in (DRAFT, other):
        for finding in page.post("/api/check", content=draft.encode()).json()["findings"]:
            if finding["verdict"] == "conflict":
                body = {"finding": finding["id"], "draft": base64.b64encode(draft.encode()).decode()}
                assert page.post("/api/accept", json=body).status_code == 200

    entries = json.loads((tmp_path / "known.json").read_text())["entries"]

    assert len(entries) == 2


@pytest.mark.parametrize("body", [b"{", b'{"finding": 1}', b'{"finding": "x", "draft": "eA=="}'])
def test_what_cannot_be_accepted_is_refused(client: Client, body: bytes, tmp_path: Path) -> None:
    answer = client().post("/api/accept", content=body)

    assert answer.status_code == 422
    assert not (tmp_path / "known.json").exists()


def test_nothing_is_written_unless_asked(client: Client, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())

    client().post("/api/check", content=DRAFT.encode())

    assert sorted(tmp_path.iterdir()) == before


def test_history_has_every_statement_of_the_fact(client: Client) -> None:
    answer = client().get("/api/history", params={"subject": "蓝图商城", "metric": "成交额"})

    values = [claim["value"]["text"] for claim in answer.json()["report"]["claims"]]

    assert values == ["175亿元", "140亿元"]
    assert len(answer.json()["page"]["facts"][0]["points"]) == 2


@pytest.mark.parametrize("query", [{}, {"subject": "蓝图商城"}, {"subject": "蓝图商城", "metric": "温度"}])
def test_history_of_nothing_says_so(client: Client, query: dict[str, str]) -> None:
    assert client().get("/api/history", params=query).status_code == 422


def test_facts_of_the_sources_are_offered(client: Client) -> None:
    assert "GMV" in client().get("/api/facts").json()["metrics"]


# ---------------------------------------------------------------- who may ask


def test_only_addresses_of_this_machine_are_answered(client: Client) -> None:
    assert client(address="http://evil.example").get("/").status_code == 421


def test_pages_elsewhere_cannot_post(client: Client) -> None:
    answer = client().post("/api/check", content=b"x", headers={"origin": "http://evil.example"})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("way", "status"),
    [
        ({}, 401),
        ({"params": {"token": "wrong"}}, 401),
        ({"params": {"token": "secret"}}, 200),
        ({"headers": {"authorization": "Bearer secret"}}, 200),
        ({"headers": {"cookie": "claimcheck=secret"}}, 200),
    ],
)
def test_another_host_needs_the_token(client: Client, way: dict[str, Any], status: int) -> None:
    page = client(host="0.0.0.0", token="secret", address="http://news.example")

    assert page.get("/", **way).status_code == status


def test_token_of_the_address_becomes_a_cookie(client: Client) -> None:
    page = client(host="0.0.0.0", token="secret", address="http://news.example")

    page.get("/?token=secret")

    assert page.get("/").status_code == 200


def test_another_host_gets_a_token_of_its_own() -> None:
    open_to_all = protected(Settings(host="0.0.0.0"))

    assert open_to_all.token and len(open_to_all.token) > 20
    assert open_to_all.token in address(open_to_all, 8000)
    assert protected(Settings()).token is None


def test_too_many_checks_are_refused_for_a_while(client: Client) -> None:
    page = client(rate=2)

    statuses = [page.post("/api/check", content=DRAFT.encode()).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


def test_budget_comes_back_over_a_minute() -> None:
    now = [0.0]
    budget = Budget(2, lambda: now[0])

    spent = [budget.spend("a"), budget.spend("a"), budget.spend("a"), budget.spend("b")]
    now[0] = 31.0
    spent.append(budget.spend("a"))

    assert spent == [True, True, False, True, True]


def test_every_answer_forbids_sniffing_framing_and_storing(client: Client) -> None:
    headers = client().get("/").headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"


def test_guard_lets_other_protocols_through() -> None:
    assert callable(guarded(lambda *_: None, Settings()))  # type: ignore[arg-type, return-value] # never called


# ---------------------------------------------------------------- pages and start


@pytest.mark.parametrize("path", ["/", "/history", "/api"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_have_all_their_words(client: Client, path: str, lang: str) -> None:
    answer = client(lang=lang).get(path)

    assert answer.status_code == 200
    assert "serve-" not in answer.text.replace('"serve-', "").replace("said(", "")


def test_openapi_names_every_address_that_answers(client: Client) -> None:
    paths = client().get("/openapi.json").json()["paths"]

    assert set(paths) == {"/api/check", "/api/accept", "/api/history", "/api/facts"}


def test_openapi_refers_to_what_it_holds() -> None:
    document = description(Settings())
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            found.extend(value[key] for key in value if key == "$ref")
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(document)

    def there(reference: str) -> bool:
        place: Any = document
        for part in reference.removeprefix("#/").split("/"):
            if part not in place:
                return False
            place = place[part]
        return True

    assert found
    assert [reference for reference in found if not there(reference)] == []


def test_port_in_use_is_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(UsageError, match=r"127\.0\.0\.1:\d+ cannot be used") as error:
            prepared(Settings(port=taken.getsockname()[1]))

    assert "\n" not in str(error.value)


def test_missing_archive_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["serve", "--port", "0", "--archive", str(tmp_path / "none.db")])

    assert code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_archive_that_fails_later_is_said_on_the_page(client: Client, tmp_path: Path, source: str) -> None:
    archive = tmp_path / "claims.db"
    assert main(["archive", "add", source, "--archive", str(archive)]) == 0
    page = client(against=(), archive=str(archive))
    archive.write_bytes(b"no archive any more" * 100)

    answer = page.post("/api/check", content=DRAFT.encode())

    with pytest.raises(ArchiveError) as error:
        open_archive(archive)
    assert (answer.status_code, answer.json()["error"]) == (503, str(error.value))


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_wrong_port_is_one_line(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", f"--port={port}", "--lang", "en"]) == 2
    assert port in capsys.readouterr().err
