"""The practice's own pages: what it is, who works there, where it treats."""
