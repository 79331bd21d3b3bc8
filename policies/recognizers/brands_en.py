"""Companies, brands and products whose names hold a person's name: none is a person.

A closed list of well-known ones; a company that is not in it is told by the words beside it. Knows no rule.
"""

from __future__ import annotations

from policies.recognizers.located import located

_BRANDS = """
Abercrombie & Fitch|Ace Hardware|Adidas|Adobe|Air Jordans?|Airbnb|Albertsons|Aldi|
Alfa Romeo|Allen-Bradley|Ally Bank|Amazon|American Eagle|Amy's Kitchen|Ann Taylor|
Anthropologie|Apache|Applebee's|Arby's|Arthur Andersen|Ashley Furniture|Ashley HomeStore|
Aston Martin|Austin Reed|Baileys|Barclays|Barnes (?:&|and) Noble|Bath (?:&|and) Body Works|
Bayer|Bed Bath (?:&|and) Beyond|Ben (?:&|and) Jerry'?s?|Ben Sherman|Benefit Cosmetics|
Bentley|Bergdorf Goodman|Berkshire Hathaway|Best Buy|Betty Crocker|Big Ben|Billy bookcase|
Bloomberg|Bloomingdale's|Bob Evans|Bobbi Brown|Boeing|Booking\\.com|Bosch|Brooks Brothers|
Brooks Running|Burberry|Burger King|Burlington|Calvin Klein|Campbell's|Capital One|
Carl's Jr|Carvana|Charles Schwab|Charles Tyrwhitt|Chase|Chase Bank|Cheesecake Factory|
Chevrolet|Chick-fil-A|Chili's|Chrysler|Church's Chicken|Chuy's|Clarks|Clinique|Coca-Cola|
Coco Chanel|Cole Haan|Conrad Hotel|Costco|Cracker Barrel|Craigslist|Crate (?:&|and) Barrel|
Culver's|Dave (?:&|and) Buster's|David's Bridal|Debenhams|Del Monte|Dell|Deloitte|Delta|
Denny's|Deutsche Bank|Dick'?s Sporting Goods|Dickies|Dillard's|Dior|Disney|DKNY|
Dolce (?:&|and) Gabbana|Dollar General|Dollar Tree|Domino'?s|Donna Karan|Dorothy Perkins|
Dr\\.? ?Martens|Dr\\.? Pepper|Dr\\.? Scholl'?s|Duncan Hines|Dunkin'?|Dyson|Easy Jet|
Eddie Bauer|Edward Jones|Eli Lilly|Elizabeth Arden|Emirates|Enterprise Rent-A-Car|Ericsson|
Ernst (?:&|and) Young|Est[eé]e Lauder|Etsy|Evernote|Expedia|Famous Footwear|Fannie Mae|
Ferrari|Fisher[- ]Price|Foot Locker|Forbes|Ford|Fortnum (?:&|and) Mason|Franklin Templeton|
Fred Meyer|Fred Perry|Freddie Mac|Freddy'?s|Fruit of the Loom|Galaxy Note|Garmin|Gemini|
George Foreman|Ghirardelli|Gillette|Giorgio Armani|Givenchy|Goldman Sachs|Goodyear|Google|
Gradle|Grafana|Grammarly|Grey Goose|Gucci|Guinness|Guy Laroche|H[aä]agen-Dazs|Hadoop|
Hallmark|Hamleys|Hannaford|Harley[- ]Davidson|Harris Teeter|Harrods|Harry Potter|
Harry Winston|Harvey Nichols|Heineken|Heinz|Herm[eè]s|Hermes|Hershey'?s?|Hertz|
Hewlett[- ]Packard|Hilton|Hobby Lobby|Holland (?:&|and) Barrett|Home Depot|Honda|Hoover|
HSBC|Hugo Boss|Hyatt|Hyundai|IHOP|IKEA|In-N-Out|Instacart|Instagram|J\\.? ?C\\.? ?Penney|
J\\.? ?Crew|J\\.? ?P\\.? ?Morgan(?: Chase)?|Jack (?:Daniel'?s|Wolfskill)|Jack in the Box|
Jacuzzi|Jamba Juice|JCPenney|Jeep|Jenkins|Jenkinsfile|Jersey Mike'?s|JetBrains|Jim Beam|
Jimmy Choo|Jimmy John'?s|Jira|Jo Malone|Joe Fresh|John Deere|John Hancock|John Lewis|
Johnnie Walker|Johnson (?:&|and) Johnson|Jones Lang LaSalle|Jordan Brand|JPMorgan|
Julius Baer|Julius Meinl|Jupyter|Karen Millen|Kate Spade|Kay Jewell?ers|Kelley Blue Book|
Kellogg'?s?|Kelly Blue Book|Kenmore|Kenneth Cole|KFC|Kia|Kiehl'?s|Kindle|King Arthur|
KitchenAid|Kohl'?s|KPMG|Kraft|Krispy Kreme|Kroger|Kubernetes|L\\.?L\\.? ?Bean|La Quinta|
Land Rover|Land'?s End|Lands' End|Laura Ashley|Laura Mercier|Lee Jeans|Lego|Lenovo|
Levi Strauss|Levi'?s|Lexus|Liberty Mutual|LinkedIn|Linux|Little Caesars?|Lloyd'?s|
Lloyds?(?: Bank)?|Lockheed Martin|Long John Silver'?s|Longines|Lord (?:&|and) Taylor|
Louis Philippe|Louis Vuitton|Lowe'?s|Lucky Brand|Lululemon|Lyft|Mack Trucks|Macy'?s|
Madame Tussauds?|Marc Jacobs|Marie Callender'?s|Marie Claire|Marks (?:&|and) Spencer|
Marriott|Martha Stewart Living|Mary Kay|Maserati|Mason jars?|Mastercard|Mattel|Max Factor|
Max Mara|Mazda|McAfee|McDonald'?s|McKinsey|Mercedes(?:[- ]Benz)?|Merrill Lynch|Michael Kors|
Michael'?s Crafts|Michelin|Microsoft|Miller Lite|Mini Cooper|Moleskine|Monroe shocks|
Monsanto|Monster Energy|Morgan Stanley|Mr\\.? (?:Clean|Coffee|Bean|Muscle)|
Mrs\\.? (?:Fields|Butterworth'?s|Doubtfire)|Ms\\.? Pac-?Man|Murphy USA|Nathan'?s|
Neiman Marcus|Nestl[eé]|Netflix|Newman'?s Own|Nike|Nikon|Nina Ricci|Nordstrom|Novartis|
Oakley|Olive Garden|Ollie'?s|Oracle|Oscar Health|Oscar Mayer|Panda Express|Panera|
Papa John'?s?|Papa Murphy'?s|Paris Baguette|Parker Pen|Patagonia|Patek Philippe|Paul Smith|
PayPal|Peet'?s|Pepsi|Peter Pan|Peter Piper Pizza|Peterbilt|Pfizer|Philip Morris|Philips|
Pierre Cardin|Ping An|Pixel|PlayStation|Popeyes|Porsche|Post Malone|Post-it|Prada|
Pret A Manger|Priceline|Pringles|Procter (?:&|and) Gamble|Prometheus|Prudential|Purina|PwC|
Pyrex|QuickBooks|Ralph Lauren|Ram Trucks|Ray[- ]?Bans?|Raymond James|Raytheon|Red Robin|
Reebok|Remington|Renault|Rite Aid|Ritz[- ]Carlton|Robert Half|Robinhood|Rockwell|Roku|Rolex|
Rolls[- ]Royce|Ronald McDonald House|Roomba|Rose Gold|Rosetta Stone|Ross Dress for Less|
Ross Stores|Royal Mail|Ruby on Rails|Ruby Tuesday|Ryan Homes|Ryanair|Safari|Safeway|Saks|
Saks Fifth Avenue|Sally Beauty|Sally Hansen|Sam Adams|Sam Edelman|Sam'?s Club|Samsung|
Samuel Adams|Sara Lee|Sephora|Seymour Duncan|Shake Shack|Sharpie|Shea Butter|
Sherwin[- ]Williams|Siemens|Simon (?:&|and) Schuster|Siri|Six Flags|Smith (?:&|and) Nephew|
Smith (?:&|and) Wesson|Smucker'?s|Sony|Southwest Airlines|Spencer'?s|Spotify|Squarespace|
St\\.? Regis|Stanley (?:Cup|tools?|tumblers?)|Starbucks|State Farm|Stella Artois|
Stella McCartney|Steve Madden|Stop (?:&|and) Shop|Subaru|Suzuki|Swarovski|T\\.? ?Rowe Price|
T\\.?J\\.? ?Maxx|Taco Bell|Tesla|Texas Roadhouse|Thomas Cook|Thomas Pink|Thomas Sabo|
Thomson Reuters|Tiffany(?:'s| (?:&|and) Co)?|Tim Hortons|Timberland|Toll Brothers|Tom Ford|
Tommy Bahama|Tommy Hilfiger|Tommy John|TOMS|TomTom|Tory Burch|Toyota|Trader Joe'?s?|
True Religion|Tyson Foods|Uber|Ubuntu|Ulta|Uncle Ben'?s|Unilever|Uniqlo|Vanessa Bruno|
Vanguard|Vera Bradley|Vera Wang|Verizon|Versace|Victoria Beckham|Victoria'?s Secret|
Victorinox|Virgin Atlantic|Visa|Vodafone|Volkswagen|Volvo|Wal[- ]?Mart|Waldorf Astoria|
Walgreens|Walt Disney(?: World)?|Warby Parker|Warner (?:Bros?\\.?|Brothers)|Wayfair|
Weight Watchers|Wells Fargo|Wendy'?s|Westin|WhatsApp|Whole Foods|Wikipedia|Windows|
Winn[- ]Dixie|Wolfgang Puck|Woolworths?|Wrangler|Wyndham|Xerox|Yamaha|Yankee Candle|
Yves Rocher|Yves Saint Laurent|Zales|Zara|Zelle|Zillow
"""
# Whole words, as written; lower case only where the name is of two words.
BRANDS = located(
    r"(?<![\p{L}\p{N}])(?:" + _BRANDS.replace("\n", "") + r")(?!['’]?\p{L}{2})(?![\p{N}])"
)
