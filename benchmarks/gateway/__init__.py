"""The gateway measured beside a pass-through proxy and LiteLLM, with one mock upstream, in one run."""
