"""What every step of the journey stands on: practices, accounts, audit, the record, decisions, messages, the look."""
