"""What leaves as a file: documents as PDF, reports as sheets."""
