"""Regular expressions that are compiled when they are first needed: most runs need few of them."""

import re
from functools import cached_property


class Pattern:
    """A regular expression; `compiled` is it, ready for use."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled form, made once."""
        return re.compile(self.text)
