"""The two commands: sets this folder up, then starts Filiform or tests it.

All here but ``chromium`` runs before anything is installed, with Python's standard library alone.
"""
