"""How often a small model copies a placeholder whole, by the placeholder's form."""
