"""Copies of everything that the site knows, in a folder that tells whether it is whole."""
