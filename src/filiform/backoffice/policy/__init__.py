"""What the practice itself rules: how an item is weighed, where a threshold lies, from when on and why."""
