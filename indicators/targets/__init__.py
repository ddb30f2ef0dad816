"""What plans promise: lists and rules of targets, and how each is judged."""
