"""What `filiform needle-check` promises, as tables."""
