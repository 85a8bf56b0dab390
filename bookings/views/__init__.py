"""What guests see of bookings."""
