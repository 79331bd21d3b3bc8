"""Whether a word of plain letters is said to be a secret or a handle: "my password is sunflower".

Only what stands around tells it from "my password is wrong": a word that says "is" or a sign before it, the end of
the clause behind it, and that it is no ordinary word for the state of a thing. Knows no cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.recognizers.cue_links import BACK
from policies.recognizers.scripts import both_scripts
from policies.recognizers.words import words

_ORDINARY = frozenset(
    words(
        """
    a an the and or but nor so if because as at by for from in into of off on onto out over to up with without about
    after before during since until while than then thus hence though although however also too very quite rather
    really still now here there again already soon later today tomorrow yesterday tonight always never ever often
    sometimes usually maybe perhaps probably only just even both all any some every each other another either neither
    none no not nor yes yeah yep nope ok okay sure right well fine good great bad sorry please thanks thank thx pls
    hello hi hey dear bye goodbye welcome exactly absolutely certainly definitely correct indeed alright anyway
    i me my mine you your yours he him his she her hers it its we us our ours they them their theirs this that these
    those who whom whose which what when where why how whether someone anyone everyone nobody something anything
    everything nothing somewhere anywhere everywhere nowhere myself yourself itself am is are was were be been being
    do does did done have has had can could will would shall should may might must need needs want wants let lets
    get gets got give gives given gave take takes took taken make makes made go goes went gone come comes came say
    says said tell tells told ask asks see sees saw seen know knows knew known think thinks thought find finds found
    keep keeps kept put puts set sets send sends sent use uses work works try tries help helps show shows look looks
    wait waits call calls mean means meant feel seem seems write writes wrote written read reads type enter click
    press open close check verify confirm reset change update forget forgot forgotten remember lost lose stolen
    wrong incorrect invalid valid unknown empty blank missing available unavailable unique secret private public
    confidential personal sensitive secure unsafe safe strong weak simple complex easy hard difficult different same
    similar identical equal new old current previous former latest last first second third next final initial default
    temporary permanent long longer short shorter big small large high higher low lower many much more most less
    least few several enough full half whole part possible impossible important necessary mandatory optional
    compulsory obligatory free ready able unable due late early fast slow quick instant immediate automatic manual
    random generic standard normal regular common usual typical special specific general basic official formal legal
    illegal real true false fake null nil undefined void nan tbd tba na null clear unclear obvious visible invisible
    hidden public online offline active inactive live dead alive broken bad worse worst better best perfect okay nice
    useless pointless useful handy required encrypted hashed masked stored saved printed compromised leaked hacked
    exposed expired blocked locked suspended rejected declined accepted approved verified confirmed pending
    processing waiting loading working failing broken stuck gone missing lost overdue outdated obsolete deprecated
    corrupt corrupted case alphanumeric numeric digit digits letter letters number numbers character characters
    symbol symbols word words string integer boolean object array value values field fields form box line page
    screen website site app application system server computer phone mobile device browser email mail message text
    sms letter link button menu option options setting settings account accounts profile user users username login
    logon signin signup password passwords passcode passphrase pin code codes token tokens key keys secret secrets
    credential credentials security policy policies manager managers prompt reminder hint recovery protection
    protected strength requirement requirements rule rules generator length expiry expiration validity history
    question answer problem problems issue issues error errors bug bugs trouble difficulty failure success attempt
    attempts try time times minute minutes hour hours day days week weeks month months year years morning evening
    afternoon night moment while date customer client agent assistant support service staff team bot human caller
    company bank store shop order orders ticket tickets case file files document documents record records invoice
    bill receipt card cards address name names id ids number no info information data detail details note notes
    below above following attached enclosed inside outside behind under beside near far away back front top bottom
    left side end start beginning middle center nowhere drawer paper sticker label envelope package manual
    mine yours theirs ours hers his together alone apart else instead otherwise anymore longer twice once thrice one
    two three four five six seven eight nine ten hundred thousand zero dead done over out up down off on pay paid
    sign group groups mini program payment moments friend friends chat business channel store weird strange odd
    funny silly stupid crazy ridiculous annoying horrible terrible awful painful frustrating tricky
    optional unchanged unset unused unreadable illegible plain clean dirty confusing public crucial critical vital
    essential relevant irrelevant separate shared sound solid stable static dynamic universal global local remote
    internal external main primary secondary alternative duplicate double single multiple various countless tough
    fixed open closed asap soon urgent later eventually currently recently previously
    ios android windows iphone ipad mac web html http https url pdf api sdk bug logo error vip app qr csv json xml
    begins ends starts expires needs contains reads looks seems works fails keeps gets goes comes changes
    null foo todo fixme example sample test demo placeholder yourself someone here there changing sharing
    """
    )
)
# Those of them that people are called.
_BORNE = frozenset(words("bill mac made page said will may mark guy"))
# Participles, adverbs and adjectives by their endings; words that only look like them.
_STATE = re.compile(
    r"[a-z]{2,}(?:ed|ing|able|ible|ive|ful|ous|ally|antly|ently|etely|ately|[ai]bly|sily|rtly"
    r"|ctly|ckly)"
)
_NO_STATE = frozenset(
    words(
        """
    king spring darling lightning pudding sterling starling string earring viking dumpling duckling wedding feed seed
    weed speed breed olive hive dive five glove love dove table cable fable bible sable lily holly family july italy
    """
    )
)
_WORD = re.compile(r"[A-Za-z]{3,40}(?:[-_'’./][A-Za-z]{1,30}){0,5}")
_LONE = re.compile(rf"(?<![0-9A-Za-z@./_-]){_WORD.pattern}(?![0-9A-Za-z])")
_PIECE = re.compile(r"[A-Za-z]+")
_SAYS = (
    r"(?:(?<![A-Za-z])(?:is|was|are|be|been|being|equals|reads?|says|called|named|as|set to"
    r"|changed to|became|becomes|turned into|used to be|has always been|never changed from|defaults to|goes"
    r"|(?:should|would|will|must|has) (?:be|been|read|say))(?![A-Za-z])"
    r"|['’]s(?=\s)|=+|[:：＝→>|\t]|[-–—=]+>|\s[-–—]+\s|[-–—]{2,}|\s?(?:\.{2,}|…+)\s?|of mine,"
    r"|[(（]\s*(?:it['’]?s|it is|it was|that['’]s|i\.e\.|namely)(?=\s)|[是为叫即係]"
    r"|[改更换变设填写输用置][成为新是了写入]{1,3}的?|登记[为成]|(?:发|报|说|念|记|确认|给)(?:一?下|你|您)[：:，]?|查到了，?|填[的了]|结果是|是不是"
    r"|是否"
    r"|默认|初始|统一|明明|一直用?的?|设的|[输輸填打写寫报報念](?=[A-Za-z])|(?:就)?[写寫](?=[A-Za-z])|改回|换回|好像[是叫]"
    r"|还是|仍是|(?:只|就)?记得|以(?=[A-Za-z])|写着|显示|如下|就是|填|应该?是)"
)
_AFTER_SAYS = (
    r"(?:now|currently|still|just|simply|actually|always|again|as follows|this|the word"
    r"|the following|spelled"
    r"|all lower ?case|in lower ?case|lower ?case|literally|probably|其实|还|就|[:：])"
)
_QUOTES = "\"'“‘`「『【《*["
_CLOSERS = r"""["'”’*`\])】」』>]{0,3}"""
# What may stand between a cue and a plain word: nothing that gives the word another meaning.
_CLOSE = (
    r"""[\s]*(?:$|['’](?![A-Za-z])|[.!;,](?![0-9A-Za-z])|[(（)\]}"”`」』】》*|<，。；！、）\n]"""
    r"""|[\u3400-\u9fff]|[?？]\s*$"""
    r"""|[-–—]\s|&"""
    r"|(?:i (?:think|believe|guess|reckon|suppose|hope)|before|after|until|till|when|though|unless|or"
    r"|and|but|not|so|thanks|thx|thank|please|pls|if|can|could|with(?= (?:a|an|no|capital))"
    r"|in(?= (?:lower|upper|all|caps))"
    r"|all|for(?= (?:the|my|now))|btw|right|ok|okay|now|on(?= (?:the|my))|because|since|which"
    r"|that|but|it|back|last)\b)"
)
_NAME = (
    r"(?:['’]s(?=\s)|[\s_]*(?:no\.?|number|id|account|handle|name|号码?|名称?|账号|那一?[栏项]|这一?[栏项]|一[栏项])"
    rf"(?![A-Za-z]))?{_CLOSERS}"
)
_ASIDE = r"(?:\s?[(（][^()（）\n]{1,20}[)）](?=\s*(?:[:：=是]|is\b)))?\s*"
_WHOSE = (
    r"(?:(?:for|of|to|on|in|at|with|from|i|we|you|they|that|which|is|was|given|sent|shown|written"
    r"|here|there|[a-z]{3,}ing"
    r"|[a-z]{3,}ed"
    r"|里|上|目前|现在|一直|的话|我)(?![A-Za-z])[^.,;:!?\n，。；：！？]{0,60}?(?:\s|(?=[:：是为]))"
    r"|[\u3400-\u9fff，]{1,10}?)?"
)
_OPEN = rf"[,，]?\s*(?P<open>[(（{_QUOTES}]{{0,3}})"
_SAYING = re.compile(
    both_scripts(
        _NAME
        + _ASIDE
        + _WHOSE
        + rf"(?P<says>(?:{_SAYS}\s*){{1,3}}(?:\s*,?\s*{_AFTER_SAYS}(?![A-Za-z]))?)"
        + _OPEN
        + rf"(?P<word>{_WORD.pattern})(?![A-Za-z])(?:{_CLOSE})"
    ),
    re.IGNORECASE,
)
_SILENT = re.compile(
    both_scripts(_NAME + _OPEN + rf"(?P<word>{_WORD.pattern})(?![A-Za-z])(?:{_CLOSE})"),
    re.IGNORECASE,
)
_STRICT_CLOSE = re.compile(r"\s*(?:$|[.,;!~～，。；！\n\u3400-\u9fff])")
# Nouns that are made of verbs and adjectives: "password recovery", "password protection".
_NOUN = re.compile(r"[a-z]{3,}(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|ery|age|ure|er|or)s?")
# Those that only look like them.
_NO_NOUN = (
    *("flower", "thunder", "summer", "winter", "butter", "tiger", "panther", "spider", "pepper"),
    *("ginger", "hammer", "monster", "hunter", "silver", "copper", "river", "tower", "ranger"),
    *("rover", "danger", "joker", "soccer", "oliver", "parker", "walker", "cooper", "buster"),
    *("lover", "shower", "clover", "mother", "father", "brother", "dexter", "water", "feather"),
    *("treasure", "picture", "adventure", "mirror", "village", "cottage", "orange"),
)
_QUESTION = re.compile(
    both_scripts(
        r"[?？]|\b(?:asked|wanted|need(?:ed)?|give|tell|provide|enter|what)\b|[请问给报啥几]|提供|输入|多少|什么"
    ),
    re.IGNORECASE,
)
_ANSWER = re.compile(
    both_scripts(
        r"(?:(?P<new>(?<![A-Za-z])(?:the (?:new|right|correct|old|current) one is|(?:changed?|set"
        r"|reset|updated?) (?:it )?to"
        r"|(?:it )?(?:should|must) be|i (?:just |only |always )?(?:typed|entered|wrote|put|answered|give|gave)"
        r"(?: it| in| down)?(?=\s)|没[改换变]过?，|没错，|(?<=\S )to)|[新对确码]的?是|[更改]正为|改[成为]|应该是)"
        r"|(?<![A-Za-z])(?:it['’]?s|it is|it was|that['’]?s|that is|(?:that|it) (?:would"
        r"|should) be|mine is|mine['’]s)"
        r"|[是为]|(?<=[^\s:：])[:：]|[\n?？，]|[–—>-])\s*[\"'“‘「`]{0,2}"
        r"(?<![A-Za-z])(?P<word>[A-Za-z]{3,40}(?:[-_'’][A-Za-z]{1,30}){0,3})(?![A-Za-z0-9@#$%^&*_=+:：])"
    ),
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[?？\n.。!！，,;；–—]")
_ENDS = re.compile(
    r"[\"'”’」`]{0,2}(?:[了吧哦啊呢的]{0,2}(?:\s*$|[.!。！，,](?:\s|$|[\u3400-\u9fff])|\s*\n|[。！，])"
    r"|\s+(?:thanks|thank|but|and|if|please|is it)\b)"
)
_BEFORE = re.compile(
    both_scripts(
        r"(?:^|[.!?;:,\n。！？；：，(（\"“]\s*|\b(?:it['’]s|it is|it was|use|used|using|put|entered"
        r"|enter|typed|type|try|tried"
        r"|have|had|set|think|believe|is|now|see|got|chose|choose|picked|gave|read(?: out)?|says?|said|keep|kept|make"
        r"|enter(?:ing)?|typing|this|that)|这个|那个|[把用填是为拿输打试将以])[\s\"'“‘]*\Z"
    ),
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:^|[.!?\n]\s*|\b(?:it['’]s|it is|it was|yes|sure|use|try)[,:]?[\s\"'“‘]*)\Z", re.IGNORECASE
)
_AFTER = re.compile(
    r"[\"'”’]?(?:(?:,\s+(?:(?:it's|that's|which is)\s+)?|\s+(?:as|into|in|for|still)\s+)(?:my|the"
    r"|our|his|her|their)\s+"
    r"(?:[a-z-]{2,12}\s+){0,2}|[,，]\s*(?:(?:这)?是)?(?:我的?|他的?|她的?"
    r"|本人的?)?)[\u3400-\u9fffA-Za-z-]{0,6}\Z"
)
# The term that the cue belongs to is none: "password manager".
_NO_CUE = re.compile(
    r"s?[ -](?:managers?|vaults?|keepers?|apps?|resets?|hints?|recovery|polic(?:y|ies)|protect|generat"
    r"|pages?\b|links?\b|sync|help|storage|attempts?|changes?\b|less"
    r"|teams?\b|options?\b|sources?\b|holders?\b|owners?\b|provider|login|screen|box|field)|s\b|[管强策找保提重]",
    re.IGNORECASE,
)
# "sunflower is not accepted as my", "letmein goes in as the", "try shadow for": words that make a word the cue's.
_SERVED = re.compile(
    both_scripts(
        r"[\"'”’`]?(?:(?:\s+(?:is|was|are|has|had|have|did|does|(?:is|was|does|did)n['’]t|not|used to"
        r"|no longer|still|always|never|also|goes|went|in|down|works?|worked|working|accepted"
        r"|rejected|refused|written|noted|saved|stored|listed|recorded|set|put|given|known|now|here"
        r"|there|on file))*\s+(?:as|be|been|was|is|(?:is|was) not)"
        r"|\s+(?P<for>for)|(?P<make>)(?=\s+(?:my|our|his|her)\s)"
        r"|\s+(?:under|(?:where|when) it (?:asks|says|wants|needs)(?: me)?(?: for)?))"
        r"\s+(?:(?:my|the|our|his|her|their|your|a|an)\s+)?(?:(?!wh|how|one|with|of|in|on|at|to|problem|reason|about|only)[A-Za-z0-9-]{2,12}\s+){0,3}\s?\Z"
        r"|(?P<han>是不是|做|提示|当|不是)[我他她您你]?的?(?![无無没沒不有默要])[\u3400-\u9fff]{0,5}\s?(?:[A-Za-z-]{2,10}\s)?\Z"
    ),
    re.IGNORECASE,
)
# What one types a password into, and who keeps it.
_TOOLS = frozenset(
    words(
        """
        wifi router modem laptop tablet desktop keyboard printer scanner camera television bluetooth hotspot network
        chrome firefox safari edge opera google gmail outlook hotmail yahoo microsoft windows apple icloud samsung
        facebook instagram twitter telegram whatsapp wechat alipay paypal amazon ebay netflix spotify steam discord
        slack zoom teams skype dropbox github linkedin tiktok bitwarden lastpass keepass dashlane keychain okta
        authenticator face touch fingerprint biometrics excel notepad captcha english chinese
        """
    )
)
_FOR = re.compile(
    r"\b(?:try|tried|put|set|use|used|typed|entered|have|got|wrote|chose)\s+\Z", re.IGNORECASE
)
_MAKE = re.compile(r"\bmake\s+\Z", re.IGNORECASE)
_TYPED = re.compile(r"[输輸入填写寫打用试試拿把][了的]?[\s\"'“]*\Z")
_CHANGE = re.compile(r"\b(?:chang|updat|set|reset|switch|mov|correct|alter)", re.IGNORECASE)
_LATIN = re.compile("[A-Za-z]{3}")
_THEN = re.compile(
    r"[\"'”’)）]?[,.;，。]\s*(?:it['’]?s|it is|it was|就?是)[\s\"'“]*\Z", re.IGNORECASE
)
_REACH = 130
_NEAR = 80
_LONG = 5
SCORE = 0.85


def is_ordinary(word: str) -> bool:
    """Whether one of the word's parts is an everyday word for the state or the place of a thing."""
    for part in _PIECE.findall(word.replace("'", "").replace("’", "").lower()):
        if part in _ORDINARY:
            return True
        if part not in _NO_STATE and _STATE.fullmatch(part):
            return True
    return False


def says_how(word: str) -> bool:
    """Whether a word in lower case tells of a thing's state also where a name is asked for: "login name is valid"."""
    return word in _ORDINARY and word not in _BORNE


def is_plain(value: str) -> bool:
    """Whether a value is nothing but words: letters, and a hyphen or two between them."""
    return _WORD.fullmatch(value) is not None and not re.search("[a-z][A-Z]", value)


def plain_values(
    text: str, cue_start: int, cue_end: int, *, bare: bool
) -> Iterator[tuple[int, int, float]]:
    """(start, end, score) of the plain words that are said to be the value of the cue between these places.

    `bare`: nothing need stand between the cue and the word.
    """
    found = _announced(text, cue_end, bare=bare) or _answered(text, cue_start, cue_end)
    plural = text.startswith("s", cue_end - 1)
    if found is None and not plural and _NO_CUE.match(text, cue_end) is None:
        found = _led_to(text, cue_start) or _served_as(text, cue_start)
    if found is not None:
        yield *found, SCORE


def _announced(text: str, cue: int, *, bare: bool) -> tuple[int, int] | None:
    """The word right behind the cue and a word that says, with nothing else between."""
    for form in (_SAYING, _SILENT):
        link = form.match(text, cue)
        if link is None or not is_plain(link["word"]):
            continue
        said, word = form is _SAYING, link["word"]
        if is_ordinary(word) and not (said and link["open"] and len(word) > _LONG):
            continue
        if said or link["open"] or _bare(text[cue : link.start("word")], text, link, bare=bare):
            return link.span("word")
    return None


def _bare(gap: str, text: str, found: re.Match[str], *, bare: bool) -> bool:
    """Whether a word may be a value although nothing says so."""
    if gap.strip(" _-,，\"'”’」】*"):
        return False
    if bare:
        return True
    word = found["word"].lower()
    end = _STRICT_CLOSE.match(text, found.end("word"))
    noun = _NOUN.fullmatch(word) is not None and not word.endswith(_NO_NOUN)
    return end is not None and not noun and len(word) > _LONG


def _answered(text: str, cue_start: int, cue_end: int) -> tuple[int, int] | None:
    """The word that answers the question in which the cue stands, or that replaces an old value."""
    stop = min(len(text), cue_end + _REACH)
    if _LATIN.search(text, cue_end, stop) is None:
        return None
    asked = _QUESTION.search(text, max(0, cue_start - 60), stop) is not None
    for answer in _ANSWER.finditer(text, cue_end, stop):
        gap = text[cue_end : answer.start("word")]
        if answer["new"] == "to" and not (_CHANGE.search(text, max(0, cue_start - 40), cue_end)):
            continue
        if not (asked or answer["new"] or _THEN.match(gap)):
            continue
        word = answer["word"]
        if _SENTENCES.search(gap) is None and not answer["new"]:
            continue
        if is_plain(word) and not is_ordinary(word) and _ENDS.match(text, answer.end()):
            return answer.span("word")
    return None


def _led_to(text: str, cue_start: int) -> tuple[int, int] | None:
    """The word before the cue: "sunflower is my password", "it's sunflower, the password"."""
    low = max(0, cue_start - _REACH)
    link = BACK.search(text[low:cue_start]) or _AFTER.search(text[low:cue_start])
    if link is None:
        return None
    end = low + link.start()
    for value in _WORD.finditer(text, max(low, end - 48), end):
        if value.end() != end or not _may_serve(value[0]):
            continue
        opened = _CLAUSE if text[end : end + 1] in (",", "，") else _BEFORE
        if opened.search(text, max(0, value.start() - 24), value.start()) is not None:
            return value.span()
    return None


def _served_as(text: str, cue_start: int) -> tuple[int, int] | None:
    """The word that is used as what the cue names, or that is refused as it."""
    low = max(0, cue_start - _NEAR)
    for value in _LONE.finditer(text, low, cue_start):
        link = _SERVED.match(text, value.end(), cue_start)
        if link is None or not _may_serve(value[0]):
            continue
        opened = _BEFORE
        if link["for"]:
            opened = _FOR
        elif link["make"] is not None:
            opened = _MAKE
        elif link["han"] and link["han"] != "是不是":
            opened = _TYPED
        if value[0].islower() and opened.search(text, max(0, value.start() - 24), value.start()):
            return value.span()
    return None


def _may_serve(word: str) -> bool:
    """Whether a word before a cue may be its value: no state of a thing and no tool that asks for it."""
    return is_plain(word) and not is_ordinary(word) and word.lower() not in _TOOLS
