"""Each needle in and out, other modalities, the count."""
