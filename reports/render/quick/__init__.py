"""WeasyPrint's busiest functions, written again to do the same in less time: see decision 0026."""

from reports.render.quick import boxes, drawing, files, lines, styles, tables, texts

__all__ = ["boxes", "drawing", "files", "lines", "styles", "tables", "texts"]
