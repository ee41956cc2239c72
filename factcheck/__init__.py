"""The Django project: wiring only. The program is in `annotations`."""
