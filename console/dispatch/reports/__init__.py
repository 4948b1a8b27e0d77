"""What the desk is told, so that none of it is lost."""
