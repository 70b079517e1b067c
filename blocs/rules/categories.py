"""The category of a unit, such as a mountain commune."""

MOST_CATEGORY = 60  # characters
