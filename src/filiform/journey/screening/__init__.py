"""Case history, and the verdict on whether this person may be needled."""
