"""The editor: diagnostics, hover and quick fixes over the Language Server Protocol (extra ``lsp``)."""
