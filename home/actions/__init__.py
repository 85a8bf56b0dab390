"""What changes the network's own rows: pictures and what is made of them."""
