# ruff: noqa: E501 - templates
"""English sentences, forms, chats, mails and records into which an identifier goes; parts that combine freely.

«cue» is what the identifier is called, «v» the identifier, «who» a person who is there by the way (neutral).
"""

from __future__ import annotations

# The cue before the value.
BEFORE = (
    "my «cue» is «v»", "My «cue» would be «v»", "The «cue» I have here is «v»", "the «cue» on my paperwork reads «v»", "«cue»: «v»", "«cue» - «v»", "«cue» is «v»", "my «cue»: «v»", "Here is my «cue»: «v»",
    "I'd like to change my «cue» to «v»", "Could you look me up by «cue»? It is «v»", "I'm sending my «cue» now: «v»", "so the «cue» is «v»", "my new «cue» is «v»", "Please note the «cue», «v», in my file",
    "As requested, the «cue»: «v»", "We hold «v» as your «cue», is that still right?", "The system shows the «cue» as «v»", "Kindly correct the «cue»; it should read «v»", "My «cue» (just in case) is «v»", "For verification, my «cue» is «v»",
    "i think my «cue» is «v»", "sorry about that, the correct «cue» is «v»", "My «cue» has changed, it's «v» now", "The customer's «cue» is «v»", "Caller gave «cue» «v»", "the «cue» I registered with was «v»",
    "I already told your colleague that my «cue» is «v»", "Does «v» look like a valid «cue» to you?", "you wanted the «cue», right? «v»", "About the «cue»: it's «v», not the one you have", "My «cue» hasn't changed since last year, still «v»",
    "The «cue» printed there says «v»", "«cue» = «v»", "your form wants a «cue»; mine is «v»", "All I have is the «cue», which is «v»", "If you need my «cue», it's «v»", "His «cue» is «v»", "the «cue» for this account is «v»",
)  # fmt: skip
# The cue after the value.
AFTER = (
    "«v» is my «cue»", "I typed «v» as the «cue» and got an error", "«v» - that's the «cue»", "use «v» as my «cue» please", "«v» (my «cue»)", "It's «v», that is my «cue»", "Put down «v» for the «cue»", "Why is «v» rejected as a «cue»?", "«v» should be the «cue» on file", "«v» used to be my «cue»",
)  # fmt: skip
# Questions answered, forms, records, mails: whole messages, nothing goes around them.
WHOLE = (
    "Agent: Could you give me your «cue»?\nCustomer: «v»", "Agent: May I have the «cue», please?\nCustomer: sure, it's «v»", "Q: What is your «cue»?\nA: «v»", "Support: I'll need your «cue» to continue.\nMe: ok «v»", "[10:42] agent: «cue»?\n[10:43] customer: «v»",
    "Subject: update of my details\n\nHello,\n\nmy «cue» is now «v».\n\nThank you", "Dear support team,\n\nplease find below what you asked for.\n\n«cue»: «v»\n\nBest regards", "Request type: correction\n«cue»: «v»\nPriority: normal", "- product: headset\n- «cue»: «v»\n- wish: exchange",
    "{\"type\": \"update\", \"«cue»\": \"«v»\", \"channel\": \"web\"}", "{\"fields\": [{\"name\": \"«cue»\", \"value\": \"«v»\"}]}", "| field | entry |\n| --- | --- |\n| «cue» | «v» |", "«cue»,reason\n«v»,lost", "<p>«cue»: <b>«v»</b></p>", "1) «cue»: «v»\n2) problem: no signal at home", "> what is your «cue»?\n\n«v»",
    "Ticket opened by phone.\n«cue»: «v»\nThe customer waits for a call.", "*«cue»*: «v»", "Form received:\n  «cue» .... «v»\n  topic .... billing", "status=open; «cue»=«v»; lang=en", "Agent: Thanks. And the «cue»?\nCustomer: one second\nCustomer: «v»", "you: please send the «cue»\nme: «v»\nyou: thank you",
    "The «cue» is as follows:\n«v»", "Summary of the call: wants a replacement, gave the «cue» «v», agreed to wait.", "«cue»\n«v»", "Hi, this is «who», my «cue» is «v». Thanks!", "Name: «who»\n«cue»: «v»", "Customer «who» called. «cue»: «v». Please follow up.",
)  # fmt: skip
# Without a cue: only for kinds whose form says what they are.
BARE = (
    "try «v» instead", "Please replace it with «v»", "It was «v», wasn't it?", "«v»", "ok here you go «v»", "I meant «v», sorry", "that one is wrong, the right one is «v»", "Please delete «v» from your records", "We have «v» twice in the list", "sent you «v» a minute ago", "Is «v» the one you have?",
    "copying it again: «v»", "the old one, «v», no longer works", "Agent: which one?\nCustomer: «v»", "> «v»\n\nyes, this one", "[«v»]", "«v» and nothing else", "I can read «v» on the letter", "reply with «v» in the subject", "both of us use «v»", "as I said: «v»!", "Somebody else registered «v» before me",
)  # fmt: skip
OPENERS = (
    "", "", "", "", "Hello, ", "Hi there! ", "hey, ", "Good morning. ", "Good afternoon, ", "Yes, ", "Sure. ", "ok ", "No problem: ", "Thanks for the quick reply. ", "Sorry for the delay. ", "I can't log in any more. ", "My delivery never came. ", "um ", "Right, ", "To answer your question: ", "Same issue as last week. ", "One more thing: ", "The app asked me again. ", "Dear team, ", "I moved last month. ", "btw ", "well, ", "As discussed, ", "Hi «who», ", "I'm on hold for 20 minutes now. ",
)  # fmt: skip
CLOSERS = (
    "", "", "", "", ".", ".", "!", ", thanks", ". Thank you!", ", please confirm.", " ok?", ". Can you check that?", ". Let me know if it works.", ", hope that helps", ". Is anything else needed?", " - urgent!", " 🙏", ", and please hurry", ". It was fine last month.", ". What happens next?", " thx", "\nCheers", "\n\nKind regards", ", if you need it", ". I'll wait in the chat.", "... no idea why it fails", ". Please do not share it.", ", as on the letter.", "; the rest stays the same.",
)  # fmt: skip
# Two identifiers in one message; «c2» and «v2» belong to a second kind that needs no cue.
PAIRS = (
    "my «cue» is «v» and my «c2» is «v2»", "«c2»: «v2»\n«cue»: «v»", "«cue»: «v», «c2»: «v2»", "Name: «who»\n«cue»: «v»\n«c2»: «v2»\nNote: call before noon", "{\"«cue»\": \"«v»\", \"«c2»\": \"«v2»\"}", "| «cue» | «c2» |\n| --- | --- |\n| «v» | «v2» |", "the «c2» is «v2», the «cue» is «v»", "«cue» «v» / «c2» «v2»",
    "I gave you my «cue» («v») but the reply should go to «v2»", "Agent: your «cue» and «c2»?\nCustomer: «v» and «v2»", "1. «cue»: «v»\n2. «c2»: «v2»", "please update two things: the «cue» to «v» and the «c2» to «v2»",
)  # fmt: skip
# What people say of some kinds and no others; keyed by the kind's name.
_CALL = ("call me back on «v»", "you can reach me at «v» after six", "text me at «v» when the driver is here", "ring «v», I'll pick up", "I missed a call, please dial «v»", "best to phone «v» in the morning", "my husband's phone is «v»")  # fmt: skip
_BORN = ("I was born on «v»", "born «v», so I'm old enough", "My daughter was born on «v»", "patient born «v»", "I turned 18, born on «v»", "he was born «v» in a small town")  # fmt: skip
_CARD = (
    "I paid with the card «v»",
    "please charge my card «v»",
    "the refund goes to card «v»",
    "my card «v» was declined",
)
_PASS = ("I log in with the password «v»", "I can't get in, my password is «v»", "the password I set was «v»")  # fmt: skip
_CODE = ("I just got the code «v» by text", "your code «v» does not work", "the code you sent me is «v»", "it says my code is «v»")  # fmt: skip
_CAR = (
    "I drive the car with the plate «v»",
    "my car, plate «v», was towed",
    "parked there: plate «v»",
)
OWN: dict[str, tuple[str, ...]] = {
    "mobile": _CALL, "US phone": _CALL, "world phone": _CALL, "world phone, cue": _CALL, "HK mobile": _CALL, "Taiwan mobile": _CALL, "landline": _CALL[:4],
    "e-mail": ("write to me at «v»", "send the invoice to «v»", "I signed up with «v»", "please reply to «v», not here", "the confirmation never came to «v»", "you can mail me on «v»"),
    "birth date": _BORN, "card": _CARD, "AmEx card": _CARD, "UnionPay card": _CARD, "password": _PASS, "one-time code": _CODE, "plate": _CAR,
    "IBAN": ("please transfer the refund to «v»", "pay it out to «v»", "the direct debit runs from «v»"), "WeChat": ("add me on WeChat: «v»", "I'm on WeChat as «v»", "find me on wechat, id «v»"),
    "QQ": ("add me on QQ: «v»", "I'm on QQ, «v»", "my QQ is «v»"), "IPv4": ("requests from «v» are blocked", "someone logged in from «v»", "ping «v» times out", "Failed login from «v», third attempt", "the camera answers on «v»"), "IPv6": ("requests from «v» are blocked", "someone logged in from «v»"),
    "URL with user data": ("when I open «v» the page is blank", "you sent me «v» and it has expired", "this does not load: «v»"), "passport": ("I travel with passport «v»", "flying on passport «v»"), "MAC": ("a device «v» joined my network", "please block «v» on the router", "the printer shows up as «v»"), "private key": ("the server uses this one:\n«v»", "I pasted the wrong thing:\n«v»", "ssh refuses this file:\n«v»"), "VIN": ("I bought a used car, «v»", "is there a recall for «v»"), "Alipay": ("send it to my Alipay, «v»", "pay me on Alipay: «v»"),
}  # fmt: skip
# Around a key that a reader knows by its form: settings, commands, code, and what people say of one.
KEYED = (
    "export SERVICE_KEY=«v»", "SERVICE_TOKEN=\"«v»\"", "curl -H 'X-Auth: «v»' https://api.example.com/v2/items", "client = Client(\"«v»\")", "auth:\n  value: «v»\n  retries: 3", "\"credentials\": {\"value\": \"«v»\"}", "I pushed «v» to the repository by accident", "«v» answers with 401 since this morning", "please revoke «v»", "is «v» still active", "we rotated «v» last week", "set it to «v» and restart", "--auth «v» --verbose", "the sample in your docs worked until I put «v» in", "const credential = '«v»';", "pasting it here: «v»",
)  # fmt: skip
