"""How dates and numbers are written on screen and read from forms."""
