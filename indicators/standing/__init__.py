"""Where a province stands: its years and components, beside others, what fell, what if."""
