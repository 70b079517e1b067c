"""The formats of Vietnamese administrative documents."""
