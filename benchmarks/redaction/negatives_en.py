# ruff: noqa: E501, SIM905 - word lists and templates, one to a cell
"""English business messages that hold no personal data, by class: templates and words of many trades."""

from __future__ import annotations

FILLERS: dict[str, tuple[str, ...]] = {
    "item": tuple(
        "washing machine|winter jacket|coffee grinder|desk lamp|office chair|garden hose|memory card|phone case|yoga mat|toaster|baby monitor|bike helmet|printer|router|tent|blender|suitcase|carpet|mirror|shelf|dishwasher|keyboard".split(
            "|"
        )
    ),
    "code": tuple(
        "C4|S3|A4|B-204|XK-4410|RT-AX58U|WH-1000XM5|SKU 88213-B|part no. 7731-AC|QX7|M8x40|E27|USB-C|H2O|V60|LX-2200|GTX 4070|i7-13700K|Type 2|ISO 9001|R2D2|AB12-CD|DDR5-6000|CR2032|EN 388|P/N 4410-22|model ZR900|PS5|T-800".split(
            "|"
        )
    ),
    "brand": tuple(
        "Samsung|Nike|Bosch|IKEA|Lenovo|Sony|Philips|Dyson|Adidas|Canon|Logitech|Miele|Siemens|Ford|Mercedes|Levi's|Johnson & Johnson|Wells Fargo|Ralph Lauren|Calvin Klein|Marks & Spencer|Ben & Jerry's|Jack Daniel's|Trader Joe's|Victoria's Secret|Dr. Martens|Mrs. Meyer's|Tiffany|Tesla|Oracle|Amazon|Costa|Wendy's".split(
            "|"
        )
    ),
    "amount": tuple(
        "$49.99|€120|£1,250.00|USD 300|$0|15%|2.5 kg|$1,999|20 euros|three dollars|0.75%|£5|1,200 points|12 months x $39|-$14.20|¥8,000|EUR 1.234,56".split(
            "|"
        )
    ),
    "date": tuple(
        "Monday|3 March|05/14/2025|tomorrow|next week|2024-11-02|the 21st|in Q3|by Friday noon|December 24th|within 14 days|last Tuesday|at 5 pm|08:30|on 1 May 2026|yesterday evening|at 14:05".split(
            "|"
        )
    ),
    "version": tuple(
        "2.4.1|v3.0.0-rc.2|10.0.19045.3693|iOS 17.4|Android 14|build 20240611|Windows 11 23H2|1.0|firmware 4.12.0|Python 3.11|Chrome 126.0.6478|5.15.0-91|v12".split(
            "|"
        )
    ),
    "state": tuple(
        "shipped|out for delivery|pending|cancelled|on hold|refunded|awaiting payment|ready for pick-up|returned to sender|in transit|delayed|back-ordered".split(
            "|"
        )
    ),
    "role": tuple(
        "agent|manager|courier|technician|support team|supervisor|cashier|receptionist|doctor on duty|nurse|landlord|driver|seller|teacher|customer|warehouse staff|accountant|admin|plumber".split(
            "|"
        )
    ),
    "order": tuple(
        "100234|A-48213|#55120|PO-2024-118|ORD-77120|4456-8839|INV-00912|T20250114|CASE-31882|RMA 4471".split(
            "|"
        )
    ),
    "city": tuple(
        "Paris|Chicago|London|Berlin|Tokyo|New York|San Francisco|Madrid|Sydney|Toronto|Dublin|Boston|Rome|Los Angeles|Edinburgh".split(
            "|"
        )
    ),
    "num": tuple("2|3|7|12|40|150|1,000|2500|365|99".split("|")),
    "error": tuple(
        "error 404|ERR_CONNECTION_RESET|code E-21|0x80070005|HTTP 503|error 1603|status 429|F07 E01|exit code 137|SQLSTATE 23505".split(
            "|"
        )
    ),
}

TEMPLATES: dict[str, tuple[str, ...]] = {
    "orders": (
        "Where is my order «order»? It was «state» «date».",
        "The «item» in order «order» is «state».",
        "Order «order» shows '«state»' since «date».",
        "Can I add a «item» to order «order»?",
        "Please cancel order «order», I chose the wrong «item».",
        "I received «num» instead of one «item».",
        "Status: «state». Next update «date».",
        "How do I return the «item» I bought «date»?",
        "Invoice «order» lists the «item» twice.",
        "Your parcel is «state» and will arrive «date».",
        "My order has been «state» for «num» days now",
        "the box was empty, order number «order»",
        "Ticket «order»: «state»",
    ),
    "amounts": (
        "I was charged «amount» instead of «amount».",
        "The refund of «amount» will be processed «date».",
        "Is delivery free above «amount»?",
        "The «item» costs «amount», is that with tax?",
        "We can offer a discount of «amount» on the «item».",
        "Total: «amount» («num» items)",
        "Why is there a fee of «amount»?",
        "My plan went up by «amount» «date».",
        "A deposit of «amount» is due «date».",
        "balance is «amount», minimum due «amount»",
        "The exchange rate gave me «amount» less than expected.",
        "The coupon takes «amount» off any «item».",
    ),
    "products": (
        "Does the «code» fit the «item»?",
        "Is «code» compatible with «code»?",
        "I need a spare part for the «brand» «item», model «code».",
        "The «code» cable is missing.",
        "We stock «code» and «code», both in black.",
        "What is the difference between «code» and «code»?",
        "«brand» «code» - «num» in stock",
        "Please replace the «item» («code») under warranty.",
        "Does the «brand» «item» come with «code»?",
        "The manual for «code» says to press reset for «num» seconds.",
        "Room «num» needs a new «item».",
        "My «code» makes a strange noise",
        "The seat is in row 12, seat 14C.",
        "Size EU 42 or UK 8 for the «brand» boots?",
        "The «item» measures 120 x 60 x 75 cm.",
    ),
    "versions and errors": (
        "After updating to «version» the app crashes with «error».",
        "The website shows «error» when I pay.",
        "I am on «version», is there a newer one?",
        "The «item» displays «error».",
        "Your service returns «error» for every request since «date».",
        "Please install «version» before calling again.",
        "Fixed in «version»; «error» should be gone.",
        "Log: 2024-05-12T08:14:03Z WARN retry «num»/5",
        "pip install fails with «error» on «version»",
        "The router at firmware «version» keeps rebooting",
        "Ping is «num» ms, packet loss 0.2%",
        "Set the timeout to «num» s and try «version».",
    ),
    "dates and times": (
        "Are you open «date»?",
        "The appointment is «date».",
        "When is the next delivery slot, «date» or «date»?",
        "The sale ends «date» at midnight.",
        "We are closed «date» and «date».",
        "I need the «item» «date» at the latest.",
        "The meeting was moved from «date» to «date».",
        "Warranty started «date» and lasts «num» months.",
        "Can somebody come «date» between 8 and 10?",
        "The subscription renews «date».",
        "I bought it «date».",
        "Founded in 1987, renovated in 2019.",
    ),
    "brands": (
        "Do you sell «brand» «item»s?",
        "Is the «brand» store open «date»?",
        "I prefer «brand» over «brand».",
        "«brand» recalled the «item» last year.",
        "Can I pay my «brand» bill online?",
        "Your partner «brand» sent me here.",
        "The «brand» gift card has «amount» left.",
        "«brand» says the warranty is yours to handle.",
        "Is this «item» original «brand» or a copy?",
        "We work with «brand» and «brand».",
        "I work at «brand» and our contract ends «date».",
    ),
    "roles": (
        "Let me talk to the «role», please.",
        "The «role» was friendly and quick.",
        "I told the «role» about it «date».",
        "Your «role» never called back.",
        "Dear customer, our «role» will contact you «date».",
        "Dear Sir or Madam, the «item» is broken.",
        "Hello, this is the support team. How can I help?",
        "Is the «role» available «date»?",
        "Thanks to your «role» the «item» works again.",
        "I am the «role» of a small shop and need «num» «item»s.",
        "We need one «role» and «num» helpers.",
        "I'm a new customer.",
        "I'm the tenant, not the owner.",
        "This is urgent, I'm waiting for the «role».",
        "Hi there, I'm calling about the «item».",
        "My wife ordered the «item».",
        "My name is on the invoice already.",
        "My father and my sister both use the app.",
    ),
    "cities": (
        "How much is a flight to «city»?",
        "Do you deliver to «city»?",
        "I'm looking for a hotel in «city» for «num» nights.",
        "Is there a «brand» store in «city»?",
        "The train from «city» to «city» leaves «date».",
        "What is the weather in «city»?",
        "We are opening in «city» «date».",
    ),
    "words like names": (
        "May I return the «item» «date»?",
        "Will the «item» arrive «date»?",
        "I hope the «item» is in stock.",
        "Please mark it as paid.",
        "The bill was «amount».",
        "Grace period ends «date».",
        "I will chase the courier «date».",
        "The rose gold «item», please.",
        "To be frank, the «item» is poor.",
        "The art print is 40 x 60.",
        "Jack of the headphones is loose.",
        "Summer sale: «amount» off!",
        "In good faith I paid «amount».",
        "A penny saved is a penny earned.",
        "It is «num» miles to the store.",
        "The chip in my card is broken.",
        "The joy of a working «item»!",
        "The dean's office closes at 4.",
        "The carol concert is «date».",
        "Sandy colour or grey?",
        "Pat dry, do not tumble.",
        "Can you bill me «date»?",
        "The victor of the contest wins a «item».",
        "Rob a bank or buy this «item», same price.",
        "An olive or hazel «item», which is in stock?",
        "Sue the seller? No, I only want «amount» back.",
    ),
    "chat": (
        "ok thanks a lot!!",
        "lol no worries",
        "hmm it still doesn't work",
        "brb",
        "Yes please",
        "No, the other one.",
        "great, that did it 👍",
        "thx bye",
        "idk what that means",
        "Could you repeat that?",
        "pls hurry, i'm at work",
        "wow ok",
        "Sounds good to me.",
        "never mind, found it",
        "The app is so slow today :(",
        "can't log in AGAIN",
        "how long does it take?",
        "What are your opening hours?",
        "Is anybody there?",
        "It's the blue one, not the green one.",
    ),
    "policies": (
        "Never share your password with anybody.",
        "The password must have at least 12 characters and one number.",
        "We will never ask for your PIN or card number.",
        "Please enter the code that we sent you.",
        "A valid passport is required for check-in.",
        "How do I change my password?",
        "Which documents do I need to verify my identity?",
        "Do you accept Visa and Mastercard?",
        "What is an IBAN and where do I find it?",
        "My e-mail address has changed, how do I update it?",
        "Is my phone number stored?",
        "Please include your full name and address in the form.",
        "You can find the account number on the statement.",
        "Does the driver need a licence?",
        "The verification code expires in «num» minutes.",
        "Two-factor login is on for all «role»s.",
        "The API key is stored encrypted.",
        "Token limit is «num» per minute.",
        "The licence plate must be visible in the photo.",
    ),
    "numbers": (
        "I need «num» boxes of «num».",
        "Serial of the display: see back cover.",
        "Page «num» of the manual, section 4.2.1.",
        "Seats «num» and «num» are free.",
        "The tyre is 205/55 R16 91V.",
        "Use gate B«num», platform 9.",
        "Chapter 7, verse 12.",
        "It weighs 1.25 kg and draws 230 V.",
        "The ratio is 16:9, 3840x2160.",
        "Score 3-2 after 90 minutes.",
        "Pi is about 3.14159265.",
        "Response times: 12, 14, 11, 19 ms.",
        "Bus 42 stops every «num» minutes.",
        "The PIN pad has 12 keys.",
        "IP67 rated, works to -20 C.",
        "Call us toll free, 24/7.",
        "Version 1.2.3.4 of the specification",
        "Tracking says 3 of 5 parcels arrived.",
        "Lot 20231107, best before 11/2026.",
        "ISBN 978-0-306-40615-7 is out of print.",
        "EAN 4006381333931 has no stock.",
    ),
    "longer": (
        "I ordered a «item» «date» and it is still «state». The site promised delivery «date», which has passed. I would like either the «item» or «amount» back, whichever is faster.",
        "Hello team, our store sells «brand» and «brand». Since «date» the terminal shows «error» for cards above «amount». We updated to «version», without success. Can a «role» have a look?",
        "The «item» works, but the «code» that came with it does not. I do not need a refund; a new «code» would be enough. How long does that take?",
        "Thank you for contacting us. Your request is «state». A «role» will look at it «date». Until then please keep the «item» in its box.",
        "We compared three offers: «amount», «amount» and «amount». The middle one includes the «item» and installation. Can you match that «date»?",
        "Subject: «item» «state»\n\nDear team,\nplease confirm that the «item» ships «date».\nKind regards\nPurchasing",
        '{"item": "«item»", "qty": 3, "price": "«amount»", "state": "«state»"}',
        "| item | qty | price |\n|---|---|---|\n| «item» | 2 | «amount» |\n| «item» | 1 | «amount» |",
        "def total(items):\n    return sum(i.price for i in items)  # «version»",
        "Step 1: unplug the «item». Step 2: wait «num» seconds. Step 3: plug it in and check for «error».",
    ),
}
