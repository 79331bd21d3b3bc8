"""Speed and memory claims, one package each; each writes the table and the JSON that are committed."""
