"""The built-in rules: one module per rule, found through the entry-point group `depaudit.rules`."""

from depaudit_rules import (
    closed_without_open_way,
    concentration,
    correlated_fallback,
    deciding_unknown,
    fallback_silent_on_withdrawal,
    imaginary_fallback,
    licence_forbids_use,
    objective_breached,
    one_deployment_many_names,
    open_share_below_target,
    single_jurisdiction_outage,
    single_point_of_failure,
    slow_or_untested_fallback,
    undeclared_layer,
)

RULES = (
    single_jurisdiction_outage.RULE,
    objective_breached.RULE,
    correlated_fallback.RULE,
    single_point_of_failure.RULE,
    concentration.RULE,
    slow_or_untested_fallback.RULE,
    deciding_unknown.RULE,
    undeclared_layer.RULE,
    closed_without_open_way.RULE,
    open_share_below_target.RULE,
    licence_forbids_use.RULE,
    imaginary_fallback.RULE,
    fallback_silent_on_withdrawal.RULE,
    one_deployment_many_names.RULE,
)
