"""An organisation's beginning."""
