import time

import pytest


@pytest.fixture
def elapsed():
    """Gives the seconds of processor time that this test has used."""
    begun = time.process_time()
    return lambda: time.process_time() - begun
