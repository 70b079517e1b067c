"""Season files: one bloc in one cycle as YAML, into the database and back (docs/season-file.md)."""
