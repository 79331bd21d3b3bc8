"""API keys and tokens by the forms that their makers gave them. Knows no cue."""

from __future__ import annotations

import re

from policies.recognizers.base import Rule, RuleRecognizer

_OUTSIDE = r"(?<![0-9A-Za-z])"
# Prefixed keys: AWS, Google, Azure, Alibaba, Tencent, GitHub, GitLab, Slack, npm, PyPI, SendGrid and others.
_KEYS = (
    (
        "aws key",
        r"(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|ABIA|ACCA)[0-9A-Z]{12,20}",
        "A[A-Z]{3}[0-9A-Z]{12}",
    ),
    (
        "google key",
        r"AIza[0-9A-Za-z_-]{30,45}|ya29\.[0-9A-Za-z_-]{20,300}|GOCSPX-[0-9A-Za-z_-]{20,40}",
        "AIza|ya29|GOCSPX",
    ),
    (
        "aliyun or tencent key",
        r"LTAI[0-9A-Za-z]{12,30}|AKID[0-9A-Za-z]{13,40}|AKLT[0-9A-Za-z_-]{20,60}|HPUA[0-9A-Z]{16}",
        "LTAI|AKID|AKLT|HPUA",
    ),
    (
        "github token",
        r"gh[pousr]_[0-9A-Za-z]{16,255}|github_pat_[0-9A-Za-z_]{20,255}",
        "gh[pousr]_|github_pat_",
    ),
    (
        "gitlab token",
        r"gl(?:pat|dt|rt|cbt|ptt|soat|ft|agent|oas)-[0-9A-Za-z_.-]{16,80}",
        "gl[a-z]+-",
    ),
    (
        "slack token",
        r"xox[abcdeposr](?:\.xox[a-z])?-[0-9A-Za-z-]{8,200}|xapp-[0-9A-Za-z-]{10,200}",
        "xox|xapp-",
    ),
    (
        "hugging face, npm or pypi token",
        (
            r"hf_[0-9A-Za-z]{16,60}|npm_[0-9A-Za-z]{20,60}|pypi-[0-9A-Za-z_-]{16,300}"
            r"|dckr_pat_[0-9A-Za-z_-]{16,60}"
        ),
        "hf_|npm_|pypi-|dckr_pat_",
    ),
    (
        "sendgrid key",
        r"SG\.[0-9A-Za-z_-]{10,40}\.[0-9A-Za-z_-]{16,80}",
        r"SG\.",
    ),
    (
        "twilio or mailgun key",
        r"(?:SK|AC)[0-9a-f]{32}|key-[0-9a-f]{32}|[0-9a-f]{32}-us\d{1,2}",
        "[0-9a-f]{32}",
    ),
    (
        "other prefixed key",
        (
            r"(?:dop_v1_|shp(?:at|ca|pa|ss)_|sq0[a-z]{3}-|EAAA|lin_api_|figd_|gsk_|xai-|r8_|pplx-"
            r"|nvapi-|sntrys_|glsa_|whsec_|dapi|AGE-SECRET-KEY-1|tskey-[a-z]+-|atlasv1\.|hvs\."
            r"|pat[0-9A-Za-z]{14}\.)[0-9A-Za-z_.=-]{16,200}"
        ),
        (
            r"dop_v1_|shp|sq0|EAAA|lin_api_|figd_|gsk_|xai-|r8_|pplx-|nvapi-|sntrys_|glsa_|whsec_"
            r"|dapi|AGE-SECRET|tskey-|atlasv1|hvs\.|pat[0-9A-Za-z]{14}"
        ),
    ),
)
# One of these, or with a prefix that many use.
A_KEY = re.compile(
    f"(?:{'|'.join(f'(?:{pattern})' for _, pattern, _ in _KEYS)}"
    r"|(?:sk|pk|rk)[-_](?=[0-9A-Za-z_-]{0,60}[0-9])[0-9A-Za-z_-]{14,220})(?<![.])"
)
# A key that shows by itself what it is.
SHOWN = re.compile(
    rf"{_OUTSIDE}(?:{A_KEY.pattern}|eyJ[0-9A-Za-z_-]{{8}})|-----(?:BEGIN|END) [A-Z0-9 ]{{0,30}}PRIVATE KEY"
)


class ApiKeyRecognizer(RuleRecognizer):
    """Keys and tokens with a form of their own."""

    label = "CREDENTIAL"
    rules = (
        # A dot behind a key is the sentence's.
        *(
            Rule(name, f"{_OUTSIDE}(?:{pattern})(?<![.])", 0.95, needs)
            for name, pattern, needs in _KEYS
        ),
        Rule(
            "secret key",
            _OUTSIDE + r"(?:sk|pk|rk)[-_](?:(?:live|test|proj)[-_](?=[0-9A-Za-z]{20})"
            r"|(?=[0-9A-Za-z_-]{0,60}[0-9])(?:(?:live|test|proj|ant|svcacct|or|lf)[-_])?)"
            r"[0-9A-Za-z_-]{14,220}",
            0.95,
            "[spr]k[-_][0-9A-Za-z_-]{14}",
        ),
        Rule(
            "jwt",
            r"(?<![0-9A-Za-z_-])eyJ[0-9A-Za-z_-]{8,}(?:\.[0-9A-Za-z_-]*){0,2}",
            0.95,
            "eyJ[0-9A-Za-z_-]{8}",
        ),
        Rule(
            "private key",
            r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,16000}?"
            r"(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|\Z)",
            0.99,
            "-----BEGIN",
        ),
        Rule(
            "bearer token",
            r"(?i:bearer|basic"
            r"|token)[ :=]{1,3}(?P<v>"
            r"(?=[0-9A-Za-z._~+/-]{0,40}[0-9A-Z])[0-9A-Za-z._~+/-]{16,}(?<![.,])=*)",
            0.85,
            "(?i)bearer|basic|token",
        ),
        Rule(
            "telegram bot token",
            r"(?<![0-9A-Za-z])\d{8,10}:[0-9A-Za-z_-]{33,37}(?![0-9A-Za-z_-])",
            0.95,
            r"\d{8}:[0-9A-Za-z_-]{33}",
        ),
        Rule(
            "connection string",
            r"(?<![0-9A-Za-z])[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{0,64}:[^\s/@]{1,128}@[^\s\"'，。；）<>\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+(?<![.,;:!?)\]])",
            0.95,
            "://[^/@]*:[^@]*@",
        ),
        Rule(
            "account key in a connection string",
            r"(?i)(?:AccountKey|SharedAccessKey|sig)=(?P<v>[0-9A-Za-z+/%]{20,}={0,2})",
            0.95,
            "(?i)key=|sig=",
        ),
        Rule(
            "slack or discord webhook",
            r"https://(?:hooks\.slack\.com/services"
            r"|discord(?:app)?\.com/api/webhooks)/[0-9A-Za-z/_-]{20,200}",
            0.95,
            "/services/|/webhooks/",
        ),
    )
