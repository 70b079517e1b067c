"""Papers as Word files: the HTML that the PDF is set from, walked with the same computed looks."""
