"""The graph as one page: offline, searchable, with every claim's evidence drawn on the page it stands on."""

from k1.interface.explorer.write import write_explorer

__all__ = ["write_explorer"]
