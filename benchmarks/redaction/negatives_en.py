# ruff: noqa: E501 - word lists and templates, one to a cell
"""English business messages that hold no personal data, by class: templates and words of many trades.

No order, tracking, serial or account numbers: a customer's record hangs on those, and packs may mask them.
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


FILLERS: dict[str, tuple[str, ...]] = {
    "item": _words(
        "hair dryer|rain jacket|espresso machine|floor lamp|standing desk|lawn mower|hard drive|screen protector|running shoes|kettle|car seat|cycling gloves|scanner|modem|sleeping bag|food processor|backpack|curtain rail|wardrobe|bookcase|freezer|headset|dash cam|electric toothbrush|air fryer|drill|mattress|smart watch|thermostat|projector|gift box|starter kit"
    ),
    "code": _words(
        "C4|S3|B2|A7|TX-300|KD-55X80|HG-21B|MQ9|Z790|GT3|XPS 13|RTX 4080|i5-12400F|DDR4-3200|AAA|E14|M6x20|GU10|Cat 6a|USB 3.2|HDMI 2.1|Type C|D3 plus K2|PH2|IPX4|EN 1078|ISO 27001|SDS-plus|T15|model RB750|LR44|VESA 100|BX-500|F-150|WD-40|3-in-1|K8s|R32|Q5|N95"
    ),
    "model": _words(
        "GPT-4o|Llama 3.1 70B|Gemma 3 270m|Qwen2.5-7B|Claude Sonnet|Mistral Large|Whisper large-v3|iPhone 15 Pro|Galaxy S24|Pixel 8a|Model 3|Golf GTI|Corolla Hybrid|ThinkPad X1|MacBook Air M3|Surface Pro 9|Xperia 5|Kindle Paperwhite|EOS R6|ProBook 450"
    ),
    "brand": _words(
        "Panasonic|Puma|Makita|Wayfair|Dell|Toshiba|Electrolux|KitchenAid|Reebok|Nikon|Razer|Whirlpool|Hitachi|Volvo|Toyota|Uniqlo|Colgate|Unilever|Barclays|HSBC|Vodafone|T-Mobile|Microsoft|Netflix|Spotify|Airbnb|Ryanair|Lufthansa|DHL|UPS|FedEx|Walmart|Costco|Aldi|Sephora|Zara|H&M|Starbucks|McDonald's|Domino's|Heinz|Kellogg's|Hilton|Marriott|Goldman Sachs|JPMorgan Chase|Procter & Gamble|Harley-Davidson|Rolls-Royce|Abercrombie & Fitch"
    ),
    "amount": _words(
        "$24.50|€75|£640.00|USD 1,150|$5|12%|3.2 kg|$2,499.00|45 euros|ten dollars|0.4%|£12|900 points|24 x $19|-$8.75|¥12,600|EUR 89,90|two hundred pounds|15 GB|$0.30 a minute"
    ),
    "date": _words(
        "Thursday|9 June|11/02/2025|the day after tomorrow|next month|2025-03-17|the 5th|in Q2|by Wednesday evening|November 30th|within ten days|last Sunday|at 7 pm|09:45|on 12 August 2026|this afternoon|at 16:20|on Black Friday|before Easter|at the end of the year"
    ),
    "version": _words(
        "3.8.2|v2.1.0-beta.4|22.04 LTS|iOS 18.1|Android 15|build 20250218|Windows 11 24H2|6.0|firmware 2.07.3|Node 20.11|Firefox 131.0|v47|release 2025.2"
    ),
    "state": _words(
        "confirmed|packed|dispatched|in customs|delivered|partly shipped|on back order|cancelled by the seller|waiting for stock|refund issued|exchanged|under review|escalated|closed|reopened|scheduled"
    ),
    "role": _words(
        "operator|branch manager|delivery driver|engineer|billing department|team leader|clerk|concierge|pharmacist|midwife|caretaker|pilot|vendor|instructor|subscriber|warehouse team|auditor|moderator|electrician|customer service representative|call centre agent|sales assistant"
    ),
    "city": _words(
        "Vienna|Seattle|Manchester|Munich|Osaka|Houston|San Diego|Barcelona|Melbourne|Vancouver|Cork|Denver|Milan|Miami|Glasgow|Oslo|Singapore|Dubai|Lisbon|Warsaw"
    ),
    "country": _words(
        "Germany|Japan|Brazil|the Netherlands|Canada|South Africa|India|Mexico|Norway|Poland|Vietnam|Australia|Portugal|Kenya|the UK|the United States"
    ),
    "num": _words("4|5|6|8|15|25|60|120|2,000|300|730|48"),
    "error": _words(
        "error 502|ERR_TIMED_OUT|code F-34|0x8007045D|HTTP 401|error 1935|status 503|E05|exit code 1|ORA-00942|error -36|DRM_ERR_9"
    ),
    "dept": _words(
        "billing|returns|technical support|sales|the claims desk|the warranty team|logistics|the front desk"
    ),
    "ok": _words(
        "Yes, that's fair.|ok fine|All right then.|no thanks|Let me think about it.|Sure, go ahead.|That works for me.|rather not"
    ),
    "kind": _words(
        "subscription|warranty|insurance policy|data plan|gift card|membership|booking|rental|maintenance contract|trial"
    ),
}
OPENERS = ("", "", "", "", "Hello, ", "Quick question: ", "hi, ", "Good evening. ", "Thanks. ", "ok, ", "Sorry, ", "Just checking: ", "Update: ", "Reminder: ", "FYI, ", "To whom it may concern: ", "hey, ", "Two things. ")  # fmt: skip
CLOSERS = ("", "", "", "", " Thanks.", " Please advise.", " Any idea?", " Cheers!", " 🙂", " Thank you in advance.", " That's all.", " No rush.", " This is the second time.", " Just so you know.")  # fmt: skip

TEMPLATES: dict[str, tuple[str, ...]] = {
    "orders": (
        "My order is «state», what does that mean?", "The «item» was «state» «date».", "Why is the order still «state»?", "Half of the order is «state», the rest is «state».", "Can I swap the «item» for a «item»?", "I want to cancel the «item», it is not even «state».", "Please send «num» more of the «item».", "The status jumped from «state» to «state» «date».", "We received the wrong «item».", "Is it too late to add a «item»?",
        "The «item» came without its cover.", "Nothing has moved since «date», it just says «state».", "Your return is «state».", "Do I need the original box to send the «item» back?", "When will the «item» be back in stock?", "The tracking page is empty.", "the courier never rang the bell, now it's «state»", "Could you split the delivery in two?", "The replacement «item» is «state».", "Gift wrapping for the «item», please.",
    ),
    "amounts": (
        "The «item» was «amount» yesterday and is «amount» today.", "You deducted «amount» twice.", "Is the shipping fee of «amount» refundable?", "The invoice says «amount», the quote said «amount».", "Delivery is free from «amount».", "My voucher of «amount» was not applied.", "We can do «amount» for «num» units.", "What does the extra «amount» stand for?", "The price includes «amount» of tax.", "A late fee of «amount» applies after «date».", "Subtotal «amount», discount «amount», total «amount».",
        "The monthly rate rises to «amount» «date».", "I still have «amount» on the prepaid plan.", "the cashback of «amount» has not arrived", "The minimum top-up is «amount».", "Interest is «amount» a year.", "Could I pay «amount» now and the rest «date»?", "The tip was «amount».", "You owe us nothing, the balance is zero.",
    ),
    "products": (
        "Will the «code» adapter work with the «item»?", "Which is better, «code» or «code»?", "The label says «code» but I ordered «code».", "The «item» needs two «code» batteries.", "Do you sell the «item» in size «code»?", "Spare part «code» for the «brand» «item» is out of stock.", "The «code» bulb flickers.", "Is «code» backwards compatible?", "Please quote «num» pieces of «code».", "The «item» is certified to «code».", "We tested «code» and «code» side by side.", "I can't find the «code» port on the «item».",
        "«brand» «item», «code», grey: «num» left.", "The «code» screws are too short.", "Table C4 lists the sizes, table S3 the colours.", "Use bay «code» for unloading.", "The manual skips section «code».", "Seat 21F is next to the window.", "Upgrade to «code» costs «amount».", "The barcode 5012345678900 does not scan.", "The «item» is 180 cm high and 45 cm deep.",
    ),
    "models": (
        "Does the chat run on «model»?", "We moved from «model» to «model» «date».", "Is «model» faster than «model»?", "The cover does not fit «model».", "«model» hallucinates less in our tests.", "Trade-in value of a «model»?", "The «model» needs version «version».", "I'm choosing between «model» and «model».", "A «model» in silver, please.", "Our agent uses «model» with a limit of «num» tokens.", "The battery of my «model» drains in «num» hours.", "Which charger comes with the «model»?", "«model» is sold out until «date».",
    ),
    "versions and errors": (
        "Since «version» I keep getting «error».", "The page ends in «error».", "Is «version» the latest one?", "The «item» beeps and shows «error».", "Every request fails with «error» since «date».", "Roll back to «version», please.", "Known issue: «error» on «version».", "2025-03-02T11:20:45Z ERROR retry 3 of 5", "Installing «version» stops at «num» percent.", "After the reset it shows «error» again.", "the app just says «error»", "Latency is «num» ms, jitter 4 ms.", "Set max_retries to «num» on «version».", "«error» means that the server is busy.", "Upgrade path: «version» to «version».", "The log is full of «error».",
    ),
    "dates and times": (
        "Are you open «date»?", "The delivery window is «date» between 9 and 12.", "Could we move it to «date»?", "The offer is valid until «date».", "Our office is closed «date».", "The warranty ended «date».", "I need an answer by «date».", "The next maintenance is «date» at 02:00.", "Check-in starts «date», check-out is at 11.", "The course runs from «date» to «date».", "It has been broken since «date».", "The contract renews «date» for «num» months.", "Opening hours: Monday to Friday, 8:30 to 17:00.", "The train leaves «date» from platform «num».", "The update was released «date».", "The shop opened in 1994 and was enlarged in 2011.",
    ),
    "brands": (
        "Do you repair «brand» devices?", "Is «brand» cheaper than «brand»?", "The «brand» voucher does not work.", "We switched from «brand» to «brand» «date».", "«brand» recalled this «item».", "My «brand» contract ends «date».", "Can I return «brand» products in your store?", "Is the «item» made by «brand»?", "The delivery is done by «brand».", "«brand» shares fell by «amount».", "Our partner «brand» handles the payment.", "The «brand» app crashes on «version».", "I bought it at «brand».", "«brand» and «brand» announced a merger.", "The «brand» store next to the station is closed.", "Does «brand» ship to «country»?",
    ),
    "roles": (
        "I'd like to speak to the «role».", "The «role» could not help me.", "Please forward this to «dept».", "Dear customer, the «role» will reply «date».", "The «role» told me to wait «num» days.", "Our «role» is on leave until «date».", "Dear Sir or Madam, I have a question about the «kind».", "The «role» forgot the «item».", "Is there a «role» on site «date»?", "We are hiring a «role» and a «role».", "As the «role» of the building I need a spare key.", "Ask «dept» about the «kind».", "I'm only the «role», I don't decide that.", "My husband wants the «item» in blue.", "My mother can't open the app.",
        "The kids broke the «item».", "Good morning, you are speaking with customer service.", "An agent will be with you shortly.", "Thanks, agent, that solved it.", "The «role» on the phone was kind and patient.", "I'm the owner of a small bakery.", "Nobody from «dept» called me back.",
    ),
    "cities": (
        "Do you have a branch in «city»?", "Shipping to «country» takes «num» days.", "The flight from «city» to «city» is delayed.", "How much is the bus to «city»?", "Our «city» office opens «date».", "The «item» is made in «country».", "Is roaming in «country» included?", "I need a hotel in «city» for «num» nights.", "Prices in «country» include tax.", "The fair takes place in «city» «date».", "Is the weather in «city» fine «date»?", "The warehouse in «city» is out of stock.", "We export to «country» and «country».", "Do I need an adapter in «country»?",
    ),
    "words like names": (
        "Will you mark the «item» as a gift?", "The grace period is «num» days.", "I may come «date».", "Please bill us quarterly.", "The rose bush arrived dry.", "May is our busiest month.", "In April and June we close early.", "I hope that helps.", "It is a joy to use.", "Summer tyres or winter tyres?", "The amber light blinks.", "The olive oil leaked.", "The page is blank, to be frank.", "A violet cover, please.", "My chip card is worn out.", "The drew cord is torn.", "Chase the supplier, please.", "The jack is too loose for the plug.", "The iris of the camera sticks.", "The «item» is worth every penny.", "Mark the box with a cross.", "The holly wreath is out of stock.", "Will the «kind» renew on its own?",
        "The heather pattern looks nicer.", "The miles were not credited.", "The cliff edge of the discount is at «amount».", "The ruby edition is limited.", "The carpet is jade green.", "Crystal glasses, set of «num».", "The dawn delivery slot is full.", "A bob haircut costs «amount».", "Carry the «item» to the first floor.",
    ),
    "chat": (
        "perfect, thank you so much", "no that's the wrong one", "ok let me try", "still nothing :(", "yes, it works now!", "one sec", "I'm not sure.", "Which one do you mean?", "Please hold on.", "haha no problem", "what now?", "I'll try again later.", "Got it.", "Could you explain that once more?", "seriously?", "it keeps loading", "thats not what I asked", "Great service!", "I've been waiting for ages", "nope", "sure thing", "Done.", "It's the small one on the left.", "oops, wrong chat", "Can I send a photo?", "Hello? Anybody there?", "great, have a nice weekend", "I already did that.", "ok bye",
    ),
    "policies": (
        "Our staff will never ask for your password.", "Passwords need at least «num» characters.", "Where do I find my card's security code?", "The one-time code is valid for «num» minutes.", "You need a passport or an identity card at check-in.", "I forgot my password, how do I reset it?", "How do I change the e-mail address of my account?", "Which cards do you accept?", "Your IBAN is on the back of the card.", "Do you store phone numbers?", "Enter your full name as in your passport.", "A proof of address is required for the «kind».", "The driving licence must be valid for a year.", "Please add your postcode to the form.",
        "Does the «kind» cover water damage?", "The notice period of the «kind» is «num» months.", "Personal data is deleted after «num» days.", "By signing up you accept the terms of the «kind».", "I did not get the verification code.", "API keys expire after «num» days.", "The PIN was sent by post.", "Two-step login is off by default.", "We do not share your address with third parties.", "The medical record is kept for ten years.", "My account number is not accepted.", "What does the tax ID look like?", "Cancel the «kind» before «date» to avoid the fee.", "Never send your card number by chat.",
    ),
    "numbers": (
        "We need «num» chairs and «num» tables.", "See page «num», paragraph 3.1.", "The screen has 2560 x 1440 pixels.", "Gate A«num», boarding at 14:35.", "The tank holds 45 litres.", "It runs at 1,450 rpm.", "The room is 24 square metres.", "Tyre size 195/65 R15.", "The ratio is 4:3.", "They won 2-1.", "Batch 7 of «num» is ready.", "Use resistor R12 and capacitor C4.", "Take tram «num» for «num» stops.", "The paper weighs 80 g.", "Fuse F3 is rated 10 A.", "Floors 2 to «num» are closed.", "The top speed is «num» km/h.", "Chapter «num» is missing.", "About «num» percent of the parts fail.", "The code sample has «num» lines.", "It measures 3.5 by 2.25 inches.", "Up to «num» users a licence.",
    ),
    "longer": (
        "I bought the «item» «date». It worked for «num» days. Since then it shows «error» and will not turn on. I have tried «version» and a factory reset. What else can I do?",
        "Thank you for your message. The «item» is currently «state». Our «role» expects news «date». We will inform you as soon as anything changes. Until then there is nothing you need to do.",
        "We run a small hotel in «city» and use your «kind». Since «date» the terminal prints «error». Guests cannot pay amounts above «amount». Please tell us whether «version» helps.",
        "The «brand» «item» is fine, but the «code» inside is not. I do not want a refund. A new «code» would be enough. Is that possible within «num» days?",
        "I compared «brand» and «brand». One costs «amount», the other «amount». Both include delivery. The cheaper one is «state», though. Which one would you take?",
        "Subject: «kind» ends «date»\n\nDear customer,\n\nyour «kind» will end «date». If you do nothing it renews for «num» months at «amount». You can cancel online at any time.\n\nYour service team",
        "Release notes for «version»:\n- fixes «error»\n- supports «code»\n- faster start on «model»\n- drops support for «version»",
        "{\"product\": \"«item»\", \"quantity\": «num», \"status\": \"«state»\", \"price\": \"«amount»\"}",
        "| product | status | price |\n| --- | --- | --- |\n| «item» | «state» | «amount» |\n| «item» | «state» | «amount» |",
        "Agent: How can I help?\nCustomer: The «item» is «state» since «date».\nAgent: I see. Would «amount» off the next order be all right?\nCustomer: «ok»",
        "Step one: switch the «item» off. Step two: hold the button for «num» seconds. Step three: wait for the light. If «error» appears, install «version» and start again.",
        "Dear supplier, we need «num» units of «code» by «date». Please quote in EUR, delivered to «city». Payment is due «num» days after delivery. Our standard terms apply.",
        "The meeting of «dept» was moved to «date». On the agenda are the «kind», the budget of «amount» and the new «item». The «role» will send the minutes. Please be on time.",
        "Our store in «city» closes «date». Open vouchers stay valid in all other stores and online. The «role» there will help you until then. We thank you for your trust over the past «num» years.",
        "Hi, quick summary from my side. The «model» arrived «date» and the box was fine. The charger is missing. «brand» says you have to send it. Who is right?",
        "if i cancel the «kind» today, do i get «amount» back? the terms say «num» days. i'm on day three. also the app shows «error» when i press cancel",
    ),
}  # fmt: skip
