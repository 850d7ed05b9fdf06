"""The advice for this patient and these sites."""
