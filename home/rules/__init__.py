"""Pure rules of the network's pages."""
