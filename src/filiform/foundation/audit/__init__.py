"""The audit of reads, writes and refusals."""
