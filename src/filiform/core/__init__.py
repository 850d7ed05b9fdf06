"""Pure rule books: told everything, asking nothing; standard library only."""
