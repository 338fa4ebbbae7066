"""Who owns an action: the posts, people and bodies that the words of a paper mean."""

import re

import pyoxigraph as ox

from oversight_graph.ingest.values import split_names
from oversight_graph.ingest.workbook.to_graph.builder import NONE, GraphBuilder

_CODES = re.compile(r"[A-Z][A-Za-z]{1,4}(?:\s+[A-Z][A-Za-z]{1,4})+")
_OWNERS = re.compile(r"\s*(?:,|/|&|\band\b|\+)\s*")


def say_owners(builder: GraphBuilder, node: ox.NamedNode) -> None:
    """State the owners of the action of the row at hand, as printed and as read."""
    row = builder.row
    builder.printed(node, "ovs:ownerAsStated", row.get("owner as printed"))
    kinds = ("post", "person", "body", "organisation")
    if row.get("owner as read"):
        for owner in builder.find_all("owner as read", *kinds) if row.get("owner as read") != NONE else []:
            builder.say(node, "ovs:owner", owner)
        return
    for name in split_names(row.get("owner as printed")):
        parts = [part for part in _OWNERS.split(name) if part]
        whole = builder.names.find(name, kinds)
        if len(parts) < 2 and not whole.iri and _CODES.fullmatch(name):
            codes = name.split()  # initials with nothing between them, if all are known
            parts = codes if all(builder.names.find(code, kinds).iri for code in codes) else parts
        for part in [name] if whole.iri or len(parts) < 2 else parts:
            if part.lower() in ("all", "everyone", "members", "all members", "none", "tbc"):
                continue
            if found := builder.find("owner as printed", part, *kinds, needed=False):
                builder.say(node, "ovs:owner", found)
