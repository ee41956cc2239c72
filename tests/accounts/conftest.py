"""A provider to sign in with."""

import pytest

from factcheck.settings import oidc_apps
from tests.oidc_provider import CLIENT, SECRET, Provider


@pytest.fixture
def provider(settings):
    """A running OpenID Connect provider that the settings name, called Example."""
    made = Provider()
    settings.SOCIALACCOUNT_PROVIDERS = oidc_apps(made.issuer, "Example", CLIENT, SECRET)
    yield made
    made.close()
