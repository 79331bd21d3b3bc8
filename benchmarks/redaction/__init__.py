"""Accuracy, speed, memory and the round trip of the privacy guard, measured on generated data.

The generators here tune nothing: no recogniser is written against them, and they share no word list and no
check-digit code with `policies`.
"""
