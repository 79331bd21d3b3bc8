"""The seconds of each phase of the demo, over several runs on this machine.

Knows the demo as a function; measures nothing inside it.
"""
