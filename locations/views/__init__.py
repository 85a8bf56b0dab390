"""What stewards and operators see of houses in the admin."""
