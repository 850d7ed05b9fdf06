"""All writes to the record, a chapter a file."""
