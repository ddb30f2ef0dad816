"""Forms: what people type, cleaned and explained; nothing here writes."""
