"""How a patient is found by one box: pure folding of names, birth dates, phones and numbers; no database."""
