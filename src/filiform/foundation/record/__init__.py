"""The record of a patient: who they are, their episodes and visits, facts, incidents, signatures."""
