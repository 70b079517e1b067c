"""Text from people, in the one form that is stored: the rules of ``blocs.rules.text``."""

from blocs.rules.text import tidy, tidy_line

__all__ = ["tidy", "tidy_line"]
