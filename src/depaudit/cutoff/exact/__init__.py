"""What leaves a service down at the end of the span, as one monotone Boolean function: cut sets, importance, odds."""
