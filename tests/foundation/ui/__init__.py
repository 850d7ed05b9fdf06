"""Tests of the look: contrast, components, forms, faults and the frame."""
