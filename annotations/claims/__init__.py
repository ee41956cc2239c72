"""Claims, who made them, where they appeared, and the table of states."""
