"""Who may needle what: licence, training, regions, expiry."""
