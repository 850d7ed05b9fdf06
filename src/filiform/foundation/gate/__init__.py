"""The door for requests from a browser: who may open which page, once-only writes, drafts, time limits."""
