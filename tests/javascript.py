"""Runs the tests of the pure JavaScript modules: `python -m tests.javascript`.

Without node it says so and succeeds, except in CI, where nothing may be skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "js"


def main():
    """The exit code of `node --test`."""
    files = sorted(map(str, FOLDER.rglob("*.test.mjs")))
    node = shutil.which("node")
    if not node:
        print(f"\n*** NOT TESTED: {len(files)} files of tests/js, because there is no node here. ***\n")
        return 1 if os.environ.get("CI") else 0
    # Its own closing line would read as if it were that of the whole run: shown on failure only.
    result = subprocess.run([node, "--test", *files], capture_output=True, text=True)
    if result.returncode:
        print(result.stdout, result.stderr)
    else:
        print(f"node --test: {len(files)} files passed")
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
