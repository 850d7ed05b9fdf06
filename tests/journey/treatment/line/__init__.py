"""Tests of needles typed as a line."""
