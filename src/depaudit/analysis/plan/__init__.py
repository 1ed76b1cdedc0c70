"""The cheapest provable way out: actions, an exact search over them, and a proof by simulation."""

from depaudit.analysis.plan.action import Action, apply
from depaudit.analysis.plan.frontier import Point
from depaudit.analysis.plan.plan import Plan, Remaining, make_plan_for
from depaudit.analysis.plan.target import Target, asked, days, declared

__all__ = ["Action", "Plan", "Point", "Remaining", "Target", "apply", "asked", "days", "declared", "make_plan_for"]
