"""The portal's own ground: settings, doors to other programs, files, and its name in them."""

MADE_BY = "Cổng theo dõi PAPI"
"""What files name as that which made them."""
