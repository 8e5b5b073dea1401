"""Reading by a model that a server of the chat-completions form runs: asked, bounded, validated, kept."""

from __future__ import annotations

from sverka.assisting.address import Server, checked_key, checked_model, server_of
from sverka.assisting.cache import Cache, cache_folder
from sverka.assisting.reading import Assistant, Watch
from sverka.assisting.wire import Net

__all__ = [
    "Assistant",
    "Cache",
    "Net",
    "Server",
    "Watch",
    "cache_folder",
    "checked_key",
    "checked_model",
    "server_of",
]
