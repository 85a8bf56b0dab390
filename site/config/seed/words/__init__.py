"""What the demo network says: houses, rooms, pages and people, as plain data."""
