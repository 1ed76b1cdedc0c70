"""An evaluator of inventories that shares no code with the engine: naive, one scenario at a time."""
