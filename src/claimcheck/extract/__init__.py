"""Article → claims."""
