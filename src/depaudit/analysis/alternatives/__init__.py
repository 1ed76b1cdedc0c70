"""What instead? Open alternatives that do the job, are allowed, can be run, and do not fall in the same cut."""
