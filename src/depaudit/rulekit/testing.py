"""For the tests of a rule pack: its pages, fixtures and snapshots, each as one trial.

    import pytest
    from depaudit.rulekit.testing import trials

    @pytest.mark.parametrize("trial", trials("acme_rules"), ids=str)
    def test_the_pack(trial):
        assert trial.passed, trial.reason

`depaudit rules test acme_rules` runs the same.
"""

from depaudit.audit.fixtures import Case, pack_trials, read_fixture
from depaudit.audit.registry import pack_of
from depaudit.audit.trial import Trial

__all__ = ["Case", "Trial", "read_fixture", "trials"]


def trials(pack: str) -> tuple[Trial, ...]:
    """Every trial of a pack, by the name of its module. Raises SelectorError where none can be imported."""
    return tuple(pack_trials(pack_of(pack)))
