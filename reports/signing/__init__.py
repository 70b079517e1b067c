"""What pyHanko tells of a signed paper. ``reading`` takes about 1 s to import: do it late."""
