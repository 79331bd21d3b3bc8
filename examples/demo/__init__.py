"""The demo: a whole federation on one host, as separate processes, each step checked."""
