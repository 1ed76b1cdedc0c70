"""What instead? Open alternatives that do the job, are allowed, can be run, and do not fall in the same cut."""

from depaudit.analysis.alternatives.ask import in_inventory, of_model, of_task
from depaudit.analysis.alternatives.find import Answer, Offer
from depaudit.analysis.alternatives.wish import Job, Licensee, Limits, Wish

__all__ = ["Answer", "Job", "Licensee", "Limits", "Offer", "Wish", "in_inventory", "of_model", "of_task"]
