"""The pages that people work on. A page shows rows and calls actions; it holds no rule and writes no row."""
