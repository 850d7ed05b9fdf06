"""Tests of Filiform."""
