"""The server itself: requests in, answers out; what it knows between requests is in one place here."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from claimcheck import __version__
from claimcheck.errors import ClaimcheckError
from claimcheck.lsp.answers import diagnostics, fixes, hover
from claimcheck.lsp.checking import Checked, Project, checked, project


def server() -> LanguageServer:
    """A language server for articles, with its features registered."""
    made = LanguageServer("claimcheck", __version__)
    projects: dict[Path, Project] = {}
    results: dict[str, Checked] = {}

    def folder() -> Path:
        return Path(made.workspace.root_path or ".")

    def refresh(uri: str, *, anew: bool = False) -> None:
        """Check the text of an open document and publish what there is to say."""
        document = made.workspace.get_text_document(uri)
        try:
            if anew or folder() not in projects:
                projects[folder()] = project(folder())
            results[uri] = checked(to_fs_path(uri) or uri, document.source, projects[folder()], _unit(made))
        except ClaimcheckError as error:
            results.pop(uri, None)
            made.window_log_message(types.LogMessageParams(types.MessageType.Error, str(error)))
        found = diagnostics(results[uri]) if uri in results else []
        made.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, document.version))

    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        refresh(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        refresh(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        refresh(params.text_document.uri, anew=True)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        results.pop(uri, None)
        made.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    @made.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(params: types.HoverParams) -> types.Hover | None:
        found = results.get(params.text_document.uri)
        at = params.position
        return hover(found, found.lines.offset(at.line, at.character)) if found else None

    @made.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )
    def acted(params: types.CodeActionParams) -> list[types.CodeAction]:
        found = results.get(params.text_document.uri)
        if found is None:
            return []
        first, last = (
            found.lines.offset(p.line, p.character) for p in (params.range.start, params.range.end)
        )
        return fixes(found, first, last, params.text_document.uri)

    return made


def _unit(made: LanguageServer) -> str:
    """The unit of columns that server and editor agreed on."""
    encoding = made.workspace.position_encoding
    return str(getattr(encoding, "value", encoding) or "utf-16")
