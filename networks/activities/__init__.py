"""What centres do in their regions beside meetings, written down once."""
