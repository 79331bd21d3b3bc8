"""Federated fine-tuning: the sites' trainers, the rounds, the gate and the adapter registry.

Importing this package loads nothing heavy: torch and flwr come in with the modules that use them.
"""
