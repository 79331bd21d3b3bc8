"""The words that stand between a cue and its value and say nothing of their own: "is", "no.", "please", "就是".

`LINK` reads them forwards from a cue, `BACK` backwards from a cue to a value before it. Knows no cue and no value.
"""

from __future__ import annotations

import re

from policies.recognizers.scripts import both_scripts

SEPARATOR = (
    r"""[\s:：=＝#>＞,，"'“”‘’「」『』【】《》()（）\[\]{}*`_|｜¦/\\~–—?？!！→⇒•、·-]"""
    r"""|\.\.+|…|</?[a-z]{1,10}>"""
)
_WORDS = (
    "numbers?|no|num|nr|nbr|ids?|codes?|value|field|is|was|were|are|be|as|follows|following"
    "|it's|it’s|its|it|"
    "that's|that’s|that|this|which|should|would|will|reads?|my|your|his|her|our|their|the|of"
    "|for|on|in|at|to|"
    "file|records?|currently|now|new|please|here's|here|below|above|listed|registered|under"
    "|with|says|shows?|"
    "showing|equals|changed|updated|set|by|user|customer|caller|client|agent|sure|yes|yeah|ok"
    "|okay|hi|and|still|again|"
    "actually|card|details?|info|provided|given|gave|give|told|sent|send|entered|typed|wrote"
    "|mentioned|received|"
    "got|issued|submitted|ending|starts?|starting|also|uses?|using|used|try|enter|verify"
    "|confirm|found|have|has|"
    "had|we|me|he|she|they|you|account|accounts|answer|put|chose|reading|stated|saved|stored"
    "|noted|printed|displayed|"
    "apparently|probably|maybe|just|only|simply"
    "|became|becomes|turned into|ended up|defaults?|initially"
    "|showing|pasted|namely|certainly|definitely|therefore|thus|mine|ours|name|might|could|must"
    "|can|shall"
    "|whether|if|look|see"
    r"|from(?=\s[^.!?\n]{3,40}\sto\s)|i'm|i(?=\s(?!\d))|a(?=\s?[:：])|q(?=\s?[:：])"
)
_ZH_WORDS = (
    "号码|编号|证号|账号|帐号|账户|代码|代号|号|码|是的|就是|应该?[是为]|是|为|叫做|叫|填的|填写|填|写的|写|如下|以下|改成|改为|更新为|更新|换成"
    "|变更为|更改为|变更|设为|设成|显示|登记|预留|绑定|我的|您的|你的|他的|她的|我|您|你|他|她|本人|这个|那个|这|那|的"
    "|在|下面|发给|发|给|呢|吧|啊|哦|喔|嗯|哈|噢|用户|客户|客服|新|旧|现在|目前|已经|已|记录|信息|一下|请|查询|查|还是|仍是|以(?=[0-9A-Za-z])"
    "|我?只?记得|写着|念|当前|是不是|是否"
    "|对不对|[那这]?一?栏位?|结果|从(?=[!-~ ]{3,40}[改换变更])|登记|就是说|也是|一直都?|那里|这里|上面|核对|核实"
    "|默认|初始|一开始|原来|原先|明明是?|不就是|统一|设[的置了]{0,2}|输[的入了]{0,2}|改回|换回|里|抄|老的?|旧的|从来|没改过?|没变过?|没换过?|记的|报的?|说的?|个"
    "|一个|有|了|好|对|行|后面|開頭|开头|分别|用|來|来|號碼|號|為|係|资料|證號"
)
LINK = re.compile(
    r"(?:(?<=[A-Za-z])\d(?![0-9A-Za-z]))?(?:(?:(?<=[A-Za-z])s|'s|’s)(?![0-9A-Za-z]))?"
    rf"\.?(?:{SEPARATOR}|{both_scripts(_ZH_WORDS)}|(?:no|num|nr"
    rf"|acct)\.(?=[\s0-9A-Za-z#:：?？=])"
    rf"|(?<![A-Za-z])(?!(?<=[a-z:] )(?-i:[A-Z]{{2}}) \d)(?:{_WORDS})(?![0-9A-Za-z!@$%^&+~]|[-_]?\d|-(?-i:[A-Z]))"
    rf"|(?<![A-Za-z])(?:numbers?|no|num|ids?|codes?|is)(?=\d|(?-i:[A-Z]{{1,4}}-?\d))"
    rf"|(?<=[a-z])(?:numbers?|no|num|ids?"
    rf"|code)(?![a-z]))*+",
    re.IGNORECASE,
)
# Backwards: a word that says, a determiner, and what belongs to the cue's own name ("my new router …").
BACK = re.compile(
    both_scripts(
        r"""(?<![\s,，。、])(?![0-9A-Za-z_@])["'”’）)\]】」*`\s]{0,4}[,，。、]?\s?"""
        r"""(?:(?:\bis|\bwas|\bare|='?s|=|—|–|(?<=\s)-+(?=\s)|<-+|-+>|→|：|:|就是|这[串条行组]?(?:就)?是"""
        r"""|是|为|作为|当作?|当成"""
        r"""|当?做"""
        r"""|[设填存改][为成到在入]|设置[为成]|登记[为成]|这个|这)\s*"""
        r"""|[(（\[]\s*|[ ,\s*]\s+(?:which is|that's|that is|it's|this is)\s+|(?<=\s)as\s+"""
        r"""|(?:[-–—]|[.!?])\s+(?:which is|that's|that’s|that is|it's|this is|yes,? that's)\s+"""
        r"""|-\s(?=\s*my ))"""
        r"""(?:(?:my|the|our|your|his|her|their|a|an|customer's|customer|new|old|current"""
        r"""|valid)\s+"""
        r"""|我的?|他的?|她的?|您的?|你的?|本人的?|客户的?|用户的?|该|此|这个?|的|新|["'“‘*`]){0,4}[\u3400-\u9fff]{0,4}"""
        r"""(?:(?!not\b|and\b|or\b)[a-z][a-z-]{1,12}\s+){0,2}(?:[A-Za-z-]{2,8})?\Z"""
    ),
    re.IGNORECASE,
)
# "It's V, my cue": the value opens its clause, and the cue only names it.
APPOSITION = re.compile(
    r"[\"'”’]?[,，]\s*(?:(?:(?:it's|that's|which is)\s+)?(?:my|the|our|his|her"
    r"|their)\s+(?:[A-Za-z][a-z-]{1,12}\s+){0,2}"
    r"|(?:这是|是)?(?:我的?|他的?|她的?|本人的?))[\u3400-\u9fff]{0,5}\Z",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"(?:^|[.!?。！？\n]\s*|\b(?:it['’]?s|it is|it was|yes|yeah|sure|that['’]s|try|use|is)[,:]?\s+"
    r"|[是:：]\s*)[\"'“‘]?\Z",
    re.IGNORECASE,
)
# Where the cue's number stands: "the security code on the back of my card is …".
PLACE = re.compile(
    r"(?:\s?\.)?\s(?:(?:printed|shown|written|found|displayed|listed|stored|saved|used"
    r"|registered) )?(?:on|at|for|of|from|in|with|to|under)"
    r" (?:the|my|your|our|this|that|his|her|their)(?: [a-z]{2,12})?"
    r" (?:card|account|acct|back|front|reverse|file|phone|mobile|app|letter|e-?mail|mail|text|sms"
    r"|message|screen|form"
    r"|document|page|website|site|portal|system|hospital|clinic|practice|bank|branch|policy"
    r"|profile|record|records|licen[sc]e"
    r"|certificate|statement|label|sticker|device|box|slip|strip|chip|wallet|contract|passport"
    r"|car|vehicle|router|wifi|laptop"
    r"|computer|api|service|server|database|office|house|home|school|company|insurance|insurer"
    r"|family|child|son|daughter|wife"
    r"|husband|mother|father|mom|dad|kid|baby|partner|holder|owner|customer|client|patient|member"
    r"|user)s?"
    r"(?: (?:of|for|on|at) (?:the|my|your|our|his|her)(?: [a-z]{2,12})? (?:card|account|bank|file"
    r"|phone|hospital|clinic|form|page|letter)s?)?"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
