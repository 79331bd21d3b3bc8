# ruff: noqa: E501 - templates
"""English sentences, forms, chats, mails and records into which an identifier goes; parts that combine freely.

«cue» is what the identifier is called, «v» the identifier, «who» a person who is there by the way (neutral).
"""

from __future__ import annotations

from benchmarks.redaction.cases import lines

# The cue before the value.
BEFORE = lines(r"""
quoting the «cue» as you requested: «v»
according to the welcome letter the «cue» should be «v»
we changed it in March, so the «cue» now reads «v»
would you kindly replace the «cue» with «v»
just checked the sticker, «cue» «v»
ok so «cue»... «v»
«cue» → «v»
👉 «cue»: «v»
the «cue» you asked for yesterday is «v»
I was told to give you my «cue»; that's «v»
her «cue» is «v» and she is sitting next to me
I keep getting turned away although my «cue» (it's «v») is right
with «cue» «v» the portal says no match
can you search again with «cue» «v»
it only lets me through with the «cue» «v»
the one registered as «cue» is «v»
I wrote the «cue» down, «v», please compare
for your form, «cue» «v»
entering «cue» «v» leaves me with a white page
my partner's «cue» happens to be «v»
regarding the «cue»: we have «v» here, you seem to have another
the «cue» should have been «v» all along
«cue» as per my documents: «v»
you will need the «cue», here goes: «v»
the «cue» is still «v», nothing new there
at the counter they wanted a «cue» and I gave «v»
kindly ensure that the «cue» recorded is «v»
I hereby confirm that my «cue» is «v»
the undersigned declares the following «cue»: «v»
he read the «cue» out over the phone as «v»
so sorry, wrong one, the real «cue» is «v»
«cue» (current): «v»
«cue» [required]: «v»
«cue» / «v»
My wife's «cue», «v», was never entered
Someone at your desk mistyped the «cue», it has to be «v»
the guest left «v» here as «cue» and drove off
I've got two accounts, the «cue» of this one is «v»
"Your «cue»?" I told them: «v»
Your SMS mentions a «cue» of «v» and I want that removed
is the «cue» «v» already in your system
Kindly quote «cue» «v» in the reply
our file shows «cue» «v» and no other
My «cue» was «v» when I opened the case
I've attached a scan, the «cue» on it: «v»
no idea why you need a «cue» but it's «v»
""")
# The cue after the value.
AFTER = lines(r"""
«v» is what I have as the «cue»
«v» should be listed as the «cue»
"«v»" is the «cue» on the contract
«v» ← «cue»
«v» = «cue»
we have had «v» as our «cue» since 2019
I gave «v» when they asked for the «cue»
it shows «v» next to "«cue»"
you have «v» down as my «cue»
the last agent noted «v» as my «cue»
please accept «v» as the «cue»
would «v» be the «cue» you need?
with «v» entered as the «cue» nothing happens
is it «v»? That would be my «cue»
«v», which is my «cue», does not go through
""")
# Questions answered, forms, records, mails: whole messages, nothing goes around them.
WHOLE = lines(r"""
Helpdesk: And the «cue», please?\nCaller: let me look... «v»
Bot: Please type your «cue».\nYou: «v»
operator: what's the «cue»?\nguest: hmm I believe «v»
<agent_04> need your «cue» pls\n<user> «v»
(14:07:31) Front desk: could you spell the «cue»?\n(14:08:02) Guest: «v»
— Your «cue»?\n— «v».
Re: missing shipment\n\nDear Sir or Madam,\n\nI refer to my complaint of last week. The «cue» you were looking for is «v». I expect a written answer within fourteen days.\n\nYours faithfully
Good day,\n\nfollowing our call, here is the «cue» again:\n\n    «v»\n\nRegards
Hi all,\nquick one: the «cue» in the spreadsheet is wrong, it should say «v». Can whoever owns the sheet fix it?\nThanks
FORM 12-B\nReason: change of details\n«cue»: «v»\nDate received: Monday
[x] I agree to the terms\n[ ] Send me offers\n«cue»: «v»
* topic: roaming\n* «cue»: «v»\n* urgency: high
1. Router model: TX-300\n2. «cue»: «v»\n3. Lights: red, blinking
{"event": "profile.updated", "«cue»": "«v»", "source": "mobile-app"}
{"id": 17, "answers": {"«cue»": "«v»", "newsletter": false}}
[{"label": "«cue»", "entered": "«v»", "valid": true}]
customer:\n  «cue»: «v»\n  plan: basic
<field name="«cue»">«v»</field>
<li>«cue»: «v»</li>
| «cue» | status |\n| :--- | :--- |\n| «v» | open |
| step | question | answer |\n|---|---|---|\n| 4 | «cue» | «v» |
channel;«cue»;topic\nphone;«v»;outage
"«cue»","note"\n"«v»","call back"
TICKET #CLOSED\nSummary: refund\n«cue»: «v»\nOwner: second level
Voicemail transcript: hi, it is about the late delivery, my «cue» is «v», please get back to me before five.
Call note - caller upset about the bill, verified by «cue» «v», promised an answer on Friday.
SMS from customer: «cue» «v» pls fix asap
--- original message ---\nPlease reply with your «cue».\n--- reply ---\n«v»
> Could you also send us the «cue»?\nSure thing: «v»
«cue»:\n«v»\nThat is everything I have.
Visitor sheet\n- purpose: interview\n- «cue»: «v»\n- badge returned: yes
WARN form validation failed field='«cue»' value='«v»'
The note on the fridge says: «cue» «v». Does that help you?
Step 3 of 5 - enter «cue»: «v» (saved)
Hello, «who» speaking. You wanted my «cue»: «v».
Guest: «who» | «cue»: «v» | Nights: 2
Handed over by «who», «cue» «v», nothing else on file.
cc: «who»\n\n«cue» as discussed: «v»
""")
# Without a cue: only for kinds whose form says what they are.
BARE = lines(r"""
«v» please
so that's «v»
no, not that one: «v»
take «v», the other one is dead
it came back as undeliverable: «v»
the clerk scribbled «v» on the envelope
somebody wrote «v» on the whiteboard, is that ours
🙄 again: «v»
hm, «v»?
Customer: here\nCustomer: «v»\nCustomer: got it?
- «v»\n- please remove this one
kindly blacklist «v»
Why does «v» show up in my profile
«v» appears twice on page two
why am I getting messages meant for «v»
I see «v» on the screen, that is not mine
my son used «v», sorry
→ «v»
see below\n\n«v»
Remove: «v»
(«v»)
is that correct - «v» -?
"«v»" keeps being refused
old: none\nnew: «v»
changed it from nothing to «v» this morning
found this in an old mail: «v», is it still good
OK «v» ok
let's use «v» for now
""")
OPENERS = (
    "", "", "", "", "", "Hello team, ", "hiya, ", "Evening! ", "Good day, ", "yep ", "Of course. ", "Thanks for calling back. ", "Apologies, I was cut off. ", "Third attempt now. ", "The parcel is stuck at the depot. ", "My card was swallowed by the machine. ", "We checked in at noon. ", "No signal since the storm. ", "Our doctor sent us to you. ", "As per your mail of Tuesday, ", "errr ", "lol ok, ", "Not sure this is the right place, ", "Follow-up on my complaint: ", "The web form ate my text, so here again. ", "Hey «who», ", "📦 ", "Nobody answered the hotline. ", "I am writing to you about last month's invoice. ", "FYI: ", "ok then, ", "since you keep asking, ", "To be clear: ", "PS: ",
)  # fmt: skip
CLOSERS = (
    "", "", "", "", "", ".", ".", "!", " pls", ". Much appreciated!", ", could you verify?", ". Does that match?", ". Ta!", ", many thanks in advance", " - what else do you want", ". I have been a customer for nine years.", ". Please treat this as urgent", " 😤", " 👍", ", before the weekend if possible", ". Waiting for your reply", "...", "!!", ". The lady at the desk could not help", " (copied from the letter)", "\n\nBest wishes", "\n\nSincerely yours", "\nsent from my phone", ". I'd rather not repeat it", ", right", "; everything else can stay", ". By the way, the app is slow today", ". Otherwise I'll cancel.",
)  # fmt: skip
# Two identifiers in one message; «c2» and «v2» belong to a second kind that needs no cue.
PAIRS = lines(r"""
«cue» is «v», «c2» is «v2»
first the «c2», «v2», then the «cue», «v»
«c2» «v2»\n«cue» «v»
Guest: «who»\n«c2»: «v2»\n«cue»: «v»\nArrival: late
{"«c2»": "«v2»", "«cue»": "«v»", "lang": "en"}
| «c2» | «cue» |\n|---|---|\n| «v2» | «v» |
contact me on «v2» once the «cue» «v» has been corrected
Bot: «cue»?\nYou: «v»\nBot: «c2»?\nYou: «v2»
- «cue»: «v»\n- «c2»: «v2»\n- best time: evenings
two changes please, «cue» becomes «v» and «c2» becomes «v2»
you mixed up «cue» («v») and «c2» («v2»)
«cue»=«v»; «c2»=«v2»
""")
# What people say of some kinds and no others; keyed by the kind's name.
_CALL = lines(r"""
give me a ring on «v»
you can get hold of me on «v» most evenings
please WhatsApp «v» when you are outside
nobody calls back, so once more: call «v»
have the driver phone «v»
someone keeps ringing me from «v»
leave a voicemail on «v»
my mum can be called on «v»
""")
_BORN = lines(r"""
our son was born «v»
I was born on «v», so the discount applies
the patient, born «v», has a cough
born on «v» in the local hospital
the policy holder was born «v»
my gran, born «v», needs a wheelchair at the gate
""")
_CARD = lines(r"""
you debited my card «v» twice
put it on my card «v»
the machine kept my card, «v»
please block the card «v»
""")
_PASS = lines(r"""
I can sign in with the password «v» on my phone but not here
I reset it and now the password is «v»
the Wi-Fi password you gave us, «v», is wrong
""")
_CODE = lines(r"""
the text says my code is «v»
I typed the code «v» three times
the code I received is «v»
code «v» came through just now
""")
_CAR = lines(r"""
we are in the garage, plate «v»
a scratch on my car with the plate «v»
our van, plate «v», arrives at nine
""")
_SEEN = lines(r"""
our firewall dropped «v»
somebody signed in from «v» at night
please whitelist «v» for the office
the log is full of «v»
""")
OWN: dict[str, tuple[str, ...]] = {
    "mobile": _CALL, "US phone": _CALL, "world phone": _CALL, "world phone, cue": _CALL, "HK mobile": _CALL, "Taiwan mobile": _CALL, "landline": _CALL[:2],
    "e-mail": ("drop me a line at «v»", "forward the ticket to «v»", "the newsletter goes to «v», stop it", "please cc «v»", "my account is under «v»", "send the boarding pass to «v»"),
    "birth date": _BORN, "card": _CARD, "AmEx card": _CARD, "UnionPay card": _CARD, "password": _PASS, "one-time code": _CODE, "plate": _CAR,
    "IBAN": ("wire it to «v»", "we were paid from «v»", "please collect the rent from «v»"), "WeChat": ("my WeChat is «v»", "message me on WeChat, «v»", "you can find us on WeChat under «v»"),
    "QQ": ("message me on QQ, «v»", "my QQ number changed to «v»", "I use QQ: «v»"), "IPv4": (*_SEEN, "the printer sits on «v»"), "IPv6": _SEEN,
    "URL with user data": ("clicking «v» does nothing", "I bookmarked «v» and it stopped working", "your mail contained «v»"), "passport": ("I crossed the border with passport «v»", "the visa is in passport «v»"), "MAC": ("the camera registers as «v»", "unknown client «v» on our Wi-Fi", "the switch port sees «v»"), "private key": ("oops, this was in the ticket:\n«v»", "the deploy job prints\n«v»", "my colleague mailed me this:\n«v»"), "VIN": ("the workshop wants to order parts for «v»", "the recall letter is about «v»"), "Alipay": ("you can refund my Alipay, «v»", "Alipay works too: «v»"),
}  # fmt: skip
# Around a key that a reader knows by its form: settings, commands, code, and what people say of one.
KEYED = lines(r"""
APP_SECRET=«v»
set KEY=«v» && run.bat
api.token = "«v»"
http POST https://api.example.org/v1/jobs "X-Key: «v»"
const sdk = new Sdk({ key: '«v»' })
secrets:\n  live: "«v»"
{"auth": {"value": "«v»"}, "retries": 2}
we leaked «v» in a public gist
since midnight «v» gets a 403
kindly disable «v» right away
does «v» still have write access
the contractor left «v» in the config
--token «v» --dry-run
# TODO remove before merge: «v»
support asked me for it, so: «v»
I regenerated it and got «v»
our CI prints «v» in plain text
""")
