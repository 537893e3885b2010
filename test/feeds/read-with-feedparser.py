"""Prints what feedparser reads in a feed, as JSON. It changes HTML and URLs where it can; here it is told not to."""

import json
import sys

import feedparser

feedparser.api.SANITIZE_HTML = feedparser.api.RESOLVE_RELATIVE_URIS = 0
feedparser.SANITIZE_HTML = feedparser.RESOLVE_RELATIVE_URIS = 0
read = feedparser.parse(sys.stdin.buffer.read())
entries = [
    {
        "id": entry.get("id"),
        "title": entry.get("title"),
        "link": entry.get("link"),
        "published": list(entry.published_parsed or [])[:6] if "published_parsed" in entry else None,
        "content": entry.content[-1].value if entry.get("content") else entry.get("summary", ""),
        "tags": [tag.term for tag in entry.get("tags", [])],
        "authors": [author.get("name") for author in entry.get("authors", [])],
    }
    for entry in read.entries
]
print(json.dumps({"bozo": bool(read.bozo), "title": read.feed.get("title"), "entries": entries}))
