"""The engine: scenarios as bits, curves over time, survival, proofs, minimal cut sets. Pure functions, no I/O."""
