"""The edge node of one service site: it answers chat requests with the federated model.

Knows the model, the adapters, the site's sealed log. Does not know raw customer text: what reaches
it was redacted by a gateway (or, for imports, in the import command's own memory).
"""
