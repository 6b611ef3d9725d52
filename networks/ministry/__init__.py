"""The ministry's ten tasks: who is responsible, what was done, what heads say of it."""
