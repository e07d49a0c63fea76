"""What the JSON addresses take and give, as OpenAPI 3.1 says it."""

from __future__ import annotations

from typing import Any

from claimcheck.messages import text
from claimcheck.server.settings import Settings

_REPORT = {"$ref": "#/components/schemas/Report"}


def description(settings: Settings) -> dict[str, Any]:
    """The OpenAPI document; sentences in it are in the server's language."""

    def said(id: str) -> str:
        return text(f"api-{id}", settings.lang)

    errors = {
        code: {
            "description": said(f"status-{code}"),
            "content": _json({"$ref": "#/components/schemas/Error"}),
        }
        for code in ("401", "413", "422", "429", "503")
    }
    name = _query("name", said("name"))
    day = _query("published", said("published"), format="date")
    return {
        "openapi": "3.1.0",
        "info": {"title": "claimcheck", "version": "1", "description": said("about")},
        "paths": {
            "/api/check": {
                "post": {
                    "operationId": "check",
                    "summary": said("check"),
                    "description": said("check-more"),
                    "parameters": [name, day],
                    "requestBody": {
                        "required": True,
                        "content": {
                            kind: {"schema": {"type": "string"}} for kind in ("text/plain", "text/html")
                        },
                    },
                    "responses": {
                        "200": {
                            "description": said("report"),
                            "content": _json(_REPORT)
                            | {"application/x-ndjson": {"schema": {"$ref": "#/components/schemas/Event"}}},
                        }
                    }
                    | errors,
                }
            },
            "/api/accept": {
                "post": {
                    "operationId": "accept",
                    "summary": said("accept"),
                    "description": said("accept-more"),
                    "requestBody": {
                        "required": True,
                        "content": _json({"$ref": "#/components/schemas/Acceptance"}),
                    },
                    "responses": {
                        "200": {
                            "description": said("accepted"),
                            "content": _json(_object(file="", finding="")),
                        }
                    }
                    | errors,
                }
            },
            "/api/history": {
                "get": {
                    "operationId": "history",
                    "summary": said("history"),
                    "description": said("history-more"),
                    "parameters": [_query("subject", said("subject")), _query("metric", said("metric"))],
                    "responses": {"200": {"description": said("report"), "content": _json(_REPORT)}} | errors,
                }
            },
            "/api/facts": {
                "get": {
                    "operationId": "facts",
                    "summary": said("facts"),
                    "responses": {"200": {"description": said("facts"), "content": _json({"type": "object"})}}
                    | errors,
                }
            },
        },
        "components": {"schemas": _schemas()},
    }


def _schemas() -> dict[str, Any]:
    from claimcheck.schema import schema

    acceptance = _object(finding="", draft="base64", name="", published="date", reason="", owner="")
    return {
        **{name.title(): _placed(schema(name), name.title()) for name in ("report", "claim")},
        "Event": _object(event=""),
        "Error": _object(error=""),
        "Acceptance": acceptance | {"required": ["finding", "draft"]},
    }


def _placed(schema: Any, name: str) -> Any:
    """The schema with its references as they read from inside the document."""
    if isinstance(schema, list):
        return [_placed(item, name) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inside = f"#/components/schemas/{name}/"
    return {
        key: value.replace("#/", inside).replace("claim.json", "#/components/schemas/Claim")
        if key == "$ref"
        else _placed(value, name)
        for key, value in schema.items()
        if key not in ("$schema", "$id")
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _object(**formats: str) -> dict[str, Any]:
    """An object of strings, some of a format."""
    fields = {
        name: {"type": "string"}
        | ({"contentEncoding": form} if form == "base64" else {"format": form} if form else {})
        for name, form in formats.items()
    }
    return {"type": "object", "properties": fields}


def _query(name: str, words: str, **schema: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": words, "schema": {"type": "string", **schema}}
