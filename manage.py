#!/usr/bin/env python
"""Django's command line for Factcheck."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        # The person who set the value reads this: the name and the value are all there is to say.
        sys.exit(f"Factcheck does not start: {problem}")
