"""Needles typed as a line: read, shown as they will be recorded, recorded all or none."""
