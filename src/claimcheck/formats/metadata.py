"""HTML meta elements, time elements and linked data → title, date, author and outlet as written."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The lower the rank, the more it is trusted. Names are compared in lower case.
_DATES = {
    "article:published_time": 0,
    "og:published_time": 0,
    "datepublished": 0,
    "og:release_date": 1,
    "article:create_at": 1,
    "parsely-pub-date": 1,
    "pubdate": 1,
    "publishdate": 1,
    "publish-date": 1,
    "publish_date": 1,
    "publishedtime": 1,
    "publication_date": 1,
    "citation_publication_date": 1,
    "sailthru.date": 1,
    "dc.date.issued": 2,
    "dcterms.issued": 2,
    "dcterms.created": 2,
    "dc:date": 2,
    "dc.date": 2,
    "date": 3,
}
_OUTLETS = {"og:site_name": 0, "mediaid": 1, "source": 1, "dc.publisher": 2, "application-name": 3}
_AUTHORS = {"author": 0, "article:author": 1, "dc.creator": 1}
_TITLES = {"og:title": 0, "twitter:title": 1}
_NAMES = {"date": _DATES, "outlet": _OUTLETS, "author": _AUTHORS, "title": _TITLES}
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')


def remember(facts: dict[str, str], tag: str, attributes: Mapping[str, str]) -> None:
    """Keep in ``facts`` what the element says about the article, unless a better one said it before.

    Beside each fact stands its rank, under the fact's name with ``#`` before it.
    """
    if tag == "script":
        if found := _LINKED_DATE.search(attributes[""]):
            _keep(facts, "date", found.group(1), 1)
        return
    if tag == "time" and (written := attributes.get("datetime", "")):
        _keep(facts, "date", written, 4 if "pubdate" not in attributes else 2)
    for key in ("property", "name", "itemprop"):
        for name in attributes.get(key, "").lower().split():
            for fact, ranks in _NAMES.items():
                if name in ranks:
                    _keep(facts, fact, attributes.get("content", ""), ranks[name])


def _keep(facts: dict[str, str], fact: str, written: str, rank: int) -> None:
    if written.strip() and rank < int(facts.get(f"#{fact}", "99")):
        facts[fact] = written.strip()
        facts[f"#{fact}"] = str(rank)
