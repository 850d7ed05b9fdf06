"""Pages of the register of patients."""
