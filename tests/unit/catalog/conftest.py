"""The catalog that ships, opened once."""

import pytest

from depaudit.catalog import Catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog.bundled()
