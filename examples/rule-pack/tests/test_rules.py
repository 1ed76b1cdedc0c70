"""The pages, fixtures and snapshots of the pack, each as one test."""

import pytest

from depaudit.rulekit.testing import Trial, trials


@pytest.mark.parametrize("trial", trials("acme_rules"), ids=str)
def test_the_pack(trial: Trial) -> None:
    """Whether one trial passed."""
    assert trial.passed, trial.reason
