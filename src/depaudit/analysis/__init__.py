"""Numbers and comparisons drawn from the simulation: pure functions from verdicts to values."""
