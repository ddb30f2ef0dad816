MADE_BY = "Cổng theo dõi PAPI"
"""What files name as that which made them."""
