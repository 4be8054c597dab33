"""The painters of the job table's cells: one module a kind of cell, no state of their own."""
