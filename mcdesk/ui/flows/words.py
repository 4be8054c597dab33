"""Words that several flows say. Nothing else."""

NO_DESK = "Practise in the sandbox or add a key first: account menu, at the lower left."
