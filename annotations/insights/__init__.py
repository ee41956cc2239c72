"""How far people agree when they judge and when they mark, and what the desk's work looks like from above."""
