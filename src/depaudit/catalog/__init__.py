"""What we know about the outside world: vendors, offerings, models, hardware, law and events, every fact dated."""

from depaudit.catalog.names import Match, Resolution
from depaudit.catalog.store import KINDS, Catalog

__all__ = ["KINDS", "Catalog", "Match", "Resolution"]
