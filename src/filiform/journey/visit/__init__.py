"""The one page of a visit, the timeline, the count, the signature."""
