"""The demo network: three houses written by hand, further ones made of lists, and two years of stays."""
