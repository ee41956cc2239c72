"""What leaves the desk in bulk: one module for each format, each with one `render(rows, context)`."""
