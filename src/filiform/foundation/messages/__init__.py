"""Jobs that run beside the pages, and messages that leave the practice."""
