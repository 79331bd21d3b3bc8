# ruff: noqa: E501 - word lists and templates
"""English business messages that hold no personal data, by class: templates and words of many trades.

No order, tracking, serial or account numbers: a customer's record hangs on those, and packs may mask them.
"""

from __future__ import annotations

from benchmarks.redaction.cases import lines, words

FILLERS: dict[str, tuple[str, ...]] = {
    "item": words(
        "toaster|umbrella|desk fan|ski boots|pram|vacuum cleaner|garden hose|picture frame|pressure cooker|yoga mat|tent|dishwasher|bath towel|sewing machine|external drive|"
        "sound bar|door mat|bread maker|keyboard|monitor arm|bike helmet|suitcase|blender|water filter|rug|baby monitor|extension lead|raincoat|coffee grinder|whiteboard|tripod|radiator"
    ),
    "code": words(
        "D7|S5|B12|A3|QX-20|TL-WR840|HDR10|M8x40|RTX 3060|i7-13700K|DDR5-5600|AAAA|E27|GU5.3|Cat 8|USB-C 4.0|DisplayPort 1.4|Type 2|PH1|IP67|EN 397|ISO 9001|CR2032|VESA 75|"
        "UC-350|A4 landscape|12V 7Ah|H7|5W-30|RJ45|SKU-less bundle|FFP2|Torx T20|LED-8W|G9|1080p|Class B"
    ),
    "model": words(
        "GPT-5|Llama 4 Scout|Gemma 2 9B|Qwen3-32B|Claude Opus|Mixtral 8x7B|DeepSeek R1|Phi-4|iPhone 16|Galaxy A55|Pixel 9 Pro|Model Y|Polo GTI|Civic Type R|Latitude 7440|"
        "iPad Air M2|Surface Laptop 6|Bravia 7|Switch OLED|EOS M50|LaserJet M110|Roomba j7"
    ),
    "brand": words(
        "Samsung|Adidas|Black & Decker|IKEA|Lenovo|Philips|Miele|Tefal|Asics|Canon|Logitech|Bosch|LG|Hyundai|Mazda|Decathlon|Nivea|Nestlé|Santander|Revolut|Orange|Verizon|Google|"
        "Disney+|Deezer|Booking.com|easyJet|Emirates|GLS|Royal Mail|Hermes|Target|Carrefour|Lidl|Primark|Mango|Levi's|Dunkin'|Wendy's|Papa John's|Ben & Jerry's|Dr. Oetker|"
        "Hyatt|Ibis|Morgan Stanley|Johnson & Johnson|Mercedes-Benz|Dolce & Gabbana|Marks & Spencer|Sainsbury's"
    ),
    "amount": words(
        "$18|€99.95|£7.20|USD 310|$1,045.00|30%|2 kg|450 dollars|60 euros|five pounds|1.9%|CHF 80|1,200 miles|3 x $15|-€4.10|¥980|EUR 1.299,00|a hundred bucks|50 GB|20p a text|SGD 45|AUD 12.50"
    ),
    "date": words(
        "Monday|on the 21st|14 October|03/07/2026|tomorrow|next Tuesday|2026-05-02|in two weeks|in Q4|by noon|September 1st|in three days|last night|at 6:15 pm|08:00|on 30 January 2027|"
        "over Christmas|at midnight|on Good Friday|before the holidays|in mid-July|on the weekend"
    ),
    "version": words(
        "4.1.0|v3.0.0-rc.2|24.04 LTS|iOS 17.6.1|Android 14|build 19045|Windows 10 22H2|7.2|firmware 1.9.0|Python 3.13|Chrome 129|v112|release 2026.1|macOS 15.2|PHP 8.3"
    ),
    "state": words(
        "pending|ready for pick-up|on its way|held at customs|returned to sender|partly refunded|on hold|declined|in progress|shipped|awaiting payment|approved|expired|suspended|archived|out for delivery"
    ),
    "role": words(
        "receptionist|store manager|courier|plumber|claims handler|supervisor|cashier|doorman|nurse|dentist|janitor|captain|supplier|trainer|tenant|night porter|accountant|admin|roofer|"
        "service agent|help desk|shop assistant|landlord|consultant"
    ),
    "city": words(
        "Berlin|Boston|Leeds|Zurich|Kyoto|Dallas|Philadelphia|Madrid|Perth|Toronto|Dublin|Portland|Rome|Atlanta|Edinburgh|Helsinki|Bangkok|Doha|Porto|Prague|Shanghai|Taipei"
    ),
    "country": words(
        "France|South Korea|Argentina|Belgium|New Zealand|Nigeria|Pakistan|Chile|Sweden|Hungary|Indonesia|Austria|Greece|Egypt|Ireland|Switzerland|the Czech Republic"
    ),
    "num": words("3|7|9|12|20|40|90|150|1,500|500|365|36"),
    "error": words(
        "error 404|ERR_CONNECTION_RESET|code E-17|0x80004005|HTTP 500|error 0xc00007b|status 429|F21|exit code 137|SQLSTATE 42S02|error -50|PLAYER_ERR_4|a blue screen|NullPointerException"
    ),
    "dept": words(
        "accounts|the repair shop|customer care|procurement|the fraud team|the pharmacy|dispatch|reception|HR|the booking office"
    ),
    "ok": words(
        "Fine by me.|deal|I guess so.|no, leave it|I'll sleep on it.|Yes please.|Sounds good.|I'd prefer not to"
    ),
    "kind": words(
        "season ticket|care plan|travel insurance|broadband contract|loyalty card|licence|reservation|lease|support package|free month|direct debit|standing order"
    ),
}
OPENERS = ("", "", "", "", "", "Good day, ", "One question: ", "morning! ", "Hi team, ", "So, ", "Excuse me, ", "In short: ", "Heads-up: ", "To all staff: ", "hmm, ", "Complaint: ", "ok so ", "🚚 ")  # fmt: skip
CLOSERS = ("", "", "", "", "", " Regards.", " Can you look into it?", " What would you suggest?", " Ta.", " 😕", " Many thanks.", " End of story.", " Whenever you can.", " Third time this month.", " Honestly.")  # fmt: skip

TEMPLATES: dict[str, tuple[str, ...]] = {
    "orders": lines(r"""
The app lists my «item» as «state».
Was the «item» meant to arrive «date»?
It says «state» but nothing came.
Two of the three boxes are «state», one is missing.
Please swap the «item» for the bigger one.
I changed my mind about the «item», cancel it.
Add «num» more of the same «item», please.
First it was «state», then suddenly «state».
Somebody sent us a «item» that we never ordered.
Can I still change the colour of the «item»?
The «item» arrived without the screws.
The depot has had my «item» since «date».
How long does a parcel stay «state»?
May I return the «item» without the carton?
Put the «item» on my wish list.
The map in the app does not move.
the van drove past our house, status «state»
Please send everything in one box.
The second «item» is «state», as you can see.
No bag needed for the «item».
Whoever packed the «item» did a great job.
"""),
    "amounts": lines(r"""
The «item» went from «amount» to «amount» overnight.
I was charged «amount» instead of «amount».
Do I get the deposit of «amount» back?
Your quote said «amount» all in.
Orders above «amount» ship free.
The coupon took off only «amount».
For «num» pieces we offer «amount» each.
There's a mystery fee of «amount» on the bill.
VAT of «amount» is included.
If you pay «date», we waive the «amount».
Net «amount», gross «amount», due «date».
My plan costs «amount» more «date».
Only «amount» of data left.
The bonus of «amount» never showed up.
You can top up with «amount» or more.
The loan has a rate of «amount».
Half now, half «date», so «amount» each time?
Round it up to «amount».
The parking meter swallowed «amount».
Refunds under «amount» are paid in vouchers.
"""),
    "products": lines(r"""
Does the «code» plug fit my «item»?
«code» versus «code», any real difference?
I got «code», the box says «code».
Which battery does the «item» take, «code»?
Is the «item» available in «code»?
The «brand» «item» lacks part «code».
The «code» lamp buzzes.
Can «code» be combined with «code»?
We need a quote for «num» x «code».
The «item» carries the «code» mark.
«code» beats «code» in every test.
Where on the «item» is «code» printed?
«brand» «item», black, «code», «num» in stock.
Take the «code» screwdriver, not the small one.
Column B7 is the width, row D2 the height.
Deliver pallets to ramp «code».
Section «code» of the guide is blank.
My seat is 14C, on the aisle.
Switching to «code» adds «amount».
The EAN 4006381333931 is not in the catalogue.
The «item» measures 60 by 40 by 25 cm.
Please match the paint RAL 7016.
"""),
    "models": lines(r"""
Which model answers here, «model»?
We replaced «model» by «model» «date».
How much memory does «model» need?
The case is too tight for the «model».
«model» writes better code than «model».
What would you pay for my old «model»?
«model» asks for «version», is that normal?
Torn between «model» and «model».
The «model» in blue is sold out.
We run «model» with «num» users.
My «model» gets hot after «num» minutes.
Is a cable included with the «model»?
«model» will be back «date».
I dropped my «model» and the screen cracked.
Fine-tuning «model» took «num» hours.
"""),
    "versions and errors": lines(r"""
After «version» came out I see «error» all day.
Checkout dies with «error».
Do I need «version» or is «version» enough?
My «item» blinks and says «error».
Every upload returns «error», it began «date».
How do I go back to «version»?
Fixed in «version»: «error».
2026-01-09 07:42:13,118 WARN queue full, dropped 12 items
The installer of «version» hangs at «num» percent.
Restarted twice, still «error».
screen goes black, then «error»
Ping is «num» ms, loss 2 percent.
With «version», timeout must be at least «num».
What does «error» mean?
«version» will reach end of life «date».
We get «error» about «num» times a day.
pip install fails on «version»
"""),
    "dates and times": lines(r"""
Will someone be there «date»?
The plumber is due «date» between 1 and 4.
I'd rather come «date».
The sale ends «date».
No service «date», sorry.
My guarantee ran out «date».
Please reply «date».
Downtime is planned «date» from 23:00 to 01:30.
Breakfast is served until 10:30.
The lessons go from «date» to «date».
The lift has been stuck «date».
Your lease renews «date», «num» months at a time.
Weekdays 9 to 6, Saturdays 10 to 2.
The ferry leaves «date» from pier «num».
This version dates from «date».
The hotel was built in 1962 and renovated in 2018.
The shift starts «date» at 05:45.
"""),
    "brands": lines(r"""
Can you fix «brand» machines?
Why is «brand» so much dearer than «brand»?
My «brand» gift card is refused.
I left «brand» for «brand» «date».
«brand» has a recall on this «item».
How do I end my «brand» contract?
I bought the «item» from «brand» last year.
Is this a genuine «brand» «item»?
«brand» delivers for us.
«brand» raised its prices by «amount».
You can pay with «brand» as well.
Since «version» the «brand» app won't open.
The «brand» at the airport was closed.
«brand» took over «brand» «date».
Is there a «brand» near the station?
Do «brand» points work in «country»?
"""),
    "roles": lines(r"""
Let me talk to your «role», please.
The «role» was no help at all.
Can «dept» look at this?
Dear guest, our «role» will be with you «date».
I was told by the «role» to wait «num» hours.
The «role» is off sick «date».
Dear all, a word about the «kind».
The «role» left the «item» in the hallway.
Do you have a «role» who speaks French?
Wanted: one «role», part time.
I look after this house as its «role».
«dept» should know about the «kind».
Don't blame the «role», it was my fault.
My sister has the same «item».
Dad can't hear the phone.
The neighbours complained about the «item».
Thank you for calling, please hold the line.
You are number «num» in the queue.
Cheers to the whole team.
The «role» apologised and gave me «amount».
We're a family business with «num» staff.
«dept» never picks up.
Dear resident, the «role» will read the meters «date».
"""),
    "cities": lines(r"""
Is your «city» shop open?
How long does mail to «country» take?
My connection in «city» was cancelled.
What's the fare to «city»?
We're moving the office to «city» «date».
Is the «item» from «country»?
Does the plan cover «country»?
A double room in «city», «num» nights, please.
Do I pay duty when I order from «country»?
The conference in «city» starts «date».
How cold does «city» get «date»?
Our «city» depot is full.
Our biggest markets are «country» and «country».
Does my «item» work in «country»?
We fly from «city» to «city» «date».
"""),
    "words like names": lines(r"""
Can you bill me later?
Could you mark it as urgent?
Please sue nobody over a «item».
The art class is full.
I need a new lance for the pressure washer.
The frost damaged the sage and the basil.
An olive green «item» would be nice.
May I return it «date»?
I will wait until «date».
Is pearl white still available?
The rusty nail went through the tyre.
Our summer party is «date».
The ginger tea is out.
Grace period over, fee applied.
Is there a patch for «version»?
My nick was taken, so I chose another.
The robin on the card looks cute.
Pat the fabric dry, do not rub.
Clay pots or plastic ones?
The daisy chain of adapters failed.
The basil pesto leaked.
A hunter green «item», please.
The skipper of the boat was rude.
The faith group booked the hall «date».
Drew the short straw again with this «item».
Rob the slot machine? No, it just ate my coins.
Will power comes back «date»?
The angel on the tree is broken.
Do the dishes come with a stone finish?
A penny for the bag, really?
The chance of rain is «num» percent.
Christian holidays are paid double.
The dean's list is not our business.
Her majesty's tea towel is sold out.
Sandy beaches, clear water, no «item».
The warden locked the gate «date».
"""),
    "chat": lines(r"""
cool, cheers
wrong button, sorry
ok trying that now
nope, same as before
it's back, thank you!
gimme a minute
no clue
the left or the right one?
hold on pls
lol fine
and then?
back later
understood
say that again please
really??
the wheel keeps spinning
not my question
ten out of ten
an hour in the queue already
don't think so
will do
all sorted
the top one
sorry, typed in the wrong window
may I upload a picture?
anyone here?
enjoy your day
tried that twice
see ya
what a mess
👍👍
"""),
    "policies": lines(r"""
We never call to ask for your PIN.
Choose a password with «num» characters or more.
Where on the card is the CVV?
Codes sent by text expire after «num» minutes.
Bring your passport and a utility bill.
The reset mail for my password never arrives.
Can I have two e-mail addresses on one account?
Do you take debit cards?
The sort code is printed on the statement.
Why do you need my phone number?
Use the name on your ID card.
For the «kind» we need proof of income.
You must hold a driving licence for two years.
Please fill in the postcode field.
Is theft covered by the «kind»?
You can end the «kind» with «num» days' notice.
We erase your data after «num» months.
The terms of the «kind» have changed.
My verification code does not come through.
Rotate your API keys every «num» days.
The PIN letter takes a week.
Turn on two-factor login in the settings.
Your address stays private.
Patient files are stored for «num» years.
It rejects my account number, why?
Where can I find my tax ID?
Stop the «kind» by «date» and pay nothing.
Do not write your card details in an e-mail.
Is a date of birth really required?
Only the policy holder may change the IBAN.
"""),
    "numbers": lines(r"""
Table for «num», please.
It is in chapter 4, page «num».
The picture is 1920 x 1080.
Platform «num», coach 11.
A full tank is 60 litres.
The motor does 2,800 rpm.
The flat has 74 square metres.
Wheels are 225/45 R17.
A scale of 1:25,000 is fine.
We lost 3-1.
Lot «num» failed the test.
Replace capacitor C12 and diode D3.
Bus «num» stops here.
The card stock is 300 g.
Breaker F7 keeps tripping.
Levels B1 to B3 are flooded.
It climbs at 12 km/h.
Figure «num» is upside down.
Roughly «num» out of a hundred complain.
The file has «num» rows.
It's 11.5 inches wide.
«num» seats per licence.
Room for «num» people, 2 screens.
"""),
    "longer": lines(r"""
The «item» came «date» and I was happy for about «num» days. Now it makes a noise and shows «error». Resetting did nothing. «version» is installed. Do I send it in or do you send someone?
Thanks for getting in touch. Your «item» is «state» at the moment. The «role» will check again «date». We'll write as soon as we hear more. Sorry for the wait.
Our café in «city» has your «kind». «date» the till started to show «error». Card payments over «amount» fail. Will «version» fix that, or do we need a new device?
I like the «brand» «item», honestly. The «code» that came with it is faulty though. Keep the refund, just send another «code». «num» days would be fine.
Torn between «brand» and «brand» here. The first is «amount», the second «amount». Delivery is the same. Reviews say the cheaper one breaks. Opinions?
Subject: change to your «kind»\n\nDear customer,\n\nfrom «date» your «kind» costs «amount» a month. You may cancel within «num» days. If you are happy with it, you need not do anything.\n\nCustomer service
What's new in «version»\n* «error» no longer appears\n* «code» is recognised\n* better battery life on «model»\n* «version» is no longer supported
{"sku": "«code»", "title": "«item»", "qty": «num», "state": "«state»"}
| article | price | state |\n|---|---|---|\n| «item» | «amount» | «state» |\n| «item» | «amount» | «state» |
Helpdesk: What seems to be the trouble?\nCaller: My «item» has been «state» «date».\nHelpdesk: Could we offer «amount» as a goodwill credit?\nCaller: «ok»
1. Unplug the «item».\n2. Wait «num» seconds.\n3. Plug it back in.\nIf you still see «error», update to «version» and call «dept».
Request for quotation\n\nWe require «num» pieces of «code», delivery to «city», latest «date». Prices in USD please. Payment within «num» days. No substitutes.
Team, the next stand-up is on a new day. Topics: the «kind», the «amount» we overspent, and the new «item». The «role» takes notes. Cameras on please.
We are closing our branch in «city» «date». Your vouchers remain valid elsewhere and online. Until then the «role» is happy to help. It was a pleasure serving you for «num» years.
Short version: the «model» arrived «date», box dented, charger missing. «brand» blames you, you blame «brand». I don't care who it is. Just send the charger.
so i cancel the «kind» on day «num», the page says «error», and now i'm told it's too late?? you said «amount» refund. not cool
To whom it may concern,\n\nI wish to complain about the noise from the building site next door. It starts «date» and goes on until late. The «role» was informed but nothing happened. I ask you to act within «num» days.
Notice to all tenants: the water will be turned off «date» from 9 to 12. Please fill a bucket beforehand. The «role» can be reached on site. Thank you for your patience.
My flight to «city» was moved to 6:40 in the morning. The «brand» desk said the «kind» covers a hotel up to «amount». The hotel wants a letter from you. How do I get one?
The scan went well and the «role» said everything looks normal. I still have to take the tablets for «num» days. Do I need another appointment «date»? And is «amount» the full price?
I would like to know why the «kind» went up again. Last year it was «amount», now it is «amount». Nobody told me in advance. If there is no good reason I will leave.
Just a note to say thank you. The «role» came on time, fixed the «item» and even cleaned up. That is how it should be. Five stars from us.
The children in our class want to visit your plant «date». We are «num» pupils and two teachers. Is there a lift, and may we bring our own lunch?
Hello, the heating in the whole building has been off «date». It is 14 degrees inside. The «role» says a pump is broken. When will it be replaced?
We tested three providers for our call centre. «brand» was fast but dear, «brand» was cheap but dropped calls. Your offer of «amount» a seat sits in the middle. Could we have a trial of «num» days?
{"level": "warn", "msg": "«error»", "retries": «num», "release": "«version»"}
<order><article>«item»</article><quantity>«num»</quantity><state>«state»</state></order>
shopping list:\n- «item»\n- «num» x «code»\n- gift card «amount»\nall from «brand» if possible
[bot] Hi! Please choose: 1 orders, 2 returns, 3 «dept»\n[user] 3\n[bot] «dept» opens at 9. Anything else?\n[user] «ok»
Is it just me or has the «brand» app become slower with «version»? It needs «num» seconds to start and then «error». On my tablet it is fine. Same network, same day.
The museum is free «date». Tickets for the special exhibition cost «amount». Dogs and large bags have to stay outside. The café closes half an hour earlier.
In reply to your question: yes, the «item» may stay in the car overnight, but not below zero. Charge it to «num» percent before storage. The «kind» does not cover frost.
My parcel shows «state», then «state», then «state» again. It has toured half of «country» by now. Could someone please stop it in «city» and keep it there?
Tonight's agenda:\n18:00 welcome\n18:15 report from «dept»\n19:00 vote on the «kind»\n20:00 drinks
Both lifts in the car park of the «city» store are out of order. We had a pram and a «item» with us. A sign at the entrance would have been enough. Please pass this on to the «role».
I ordered «code» in size M and got size S, then sent it back and got «code» in L. Third time lucky? Otherwise please refund the «amount».
Good to know: returns are free for «num» days. Keep the box and the receipt. Opened software and hygiene goods are excluded. Vouchers are not paid out in cash.
After the storm «date» our line keeps dropping. The box shows two green lights and one red. I have already changed the cable and the socket. Could the fault be in the street?
"""),
}  # fmt: skip
