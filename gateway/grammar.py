"""The fixed words of a chat request: keys and values of the interface, never a person's.

Both tables are closed. A key or value that is not in them is treated as a user's text, wherever
it stands. Knows no policy.
"""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    """A set from words with blanks between them."""
    return frozenset(text.split())


# Keys of the request, of JSON Schema and of common servers' extensions; any other is scanned.
KEYS: Final = words(
    """
    additionalProperties allOf anyOf arguments best_of chat_template_kwargs choices completion
    const content created custom default definitions delta dependencies description detail
    developer enable_thinking enum examples exclusiveMaximum exclusiveMinimum extra_body
    finish_reason format frequency_penalty function function_call functions grammar id
    include_usage index input instructions items json_schema length_penalty logit_bias logprobs
    maxItems maxLength max_completion_tokens max_tokens maximum message messages metadata
    minItems minLength min_p min_tokens minimum modalities model multipleOf n name not nullable
    object oneOf output parallel_tool_calls parameters pattern patternProperties prediction
    prefixItems presence_penalty prompt prompt_cache_key properties propertyNames reasoning
    reasoning_content reasoning_effort refusal repetition_penalty required response_format role
    safety_identifier schema seed service_tier stop store stream stream_options strict summary
    syntax system temperature text title tool_call_id tool_calls tool_choice tools top_k
    top_logprobs top_p type uniqueItems usage user value verbosity $ref $defs $schema
    """
)

_CHOICES = words("none auto required function any allowed_tools")

# The values that these keys may hold unscanned; any other value of them is scanned as text.
VALUES: Final[dict[str, frozenset[str]]] = {
    "role": words("system developer user assistant tool function"),
    "type": words(
        """
        text refusal function custom object string number integer boolean array null
        json_object json_schema grammar content allowed_tools
        """
    ),
    "tool_choice": _CHOICES,
    "function_call": _CHOICES,
    "mode": _CHOICES,
    "finish_reason": words("stop length tool_calls content_filter function_call error"),
    "reasoning_effort": words("none minimal low medium high xhigh"),
    "verbosity": words("low medium high"),
    "service_tier": words("auto default flex priority scale"),
    "modalities": words("text"),
    "syntax": words("lark regex"),
    "object": words("chat.completion chat.completion.chunk"),
    "format": words(
        """
        date date-time time duration email hostname ipv4 ipv6 uri uuid int32 int64 float double
        """
    ),
}

# Numbers under these keys at the top of the body are settings of the model, not text.
NUMBERS: Final = words(
    """
    best_of frequency_penalty length_penalty max_completion_tokens max_tokens min_p min_tokens n
    presence_penalty repetition_penalty seed temperature top_k top_logprobs top_p
    """
)


def is_grammar(key: str, value: str) -> bool:
    """Whether the value of this key is a word of the interface."""
    return value in VALUES.get(key, ())
