"""Template tags of the body chart."""
