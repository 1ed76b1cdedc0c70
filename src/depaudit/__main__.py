"""`python -m depaudit`."""

from depaudit.cli import main

main()
