"""Companies, brands and products whose names hold a person's name: none is a person.

A closed list of well-known ones; a company that is not in it is told by the words beside it. Knows no rule.
"""

from __future__ import annotations

from policies.recognizers.located import located
from policies.recognizers.words import words

_BRANDS = """
Abercrombie & Fitch|Air Force 1|Alexander McQueen|All Star|Arnold Palmer|Arthur D\\. Little|
Baker Hughes|Baker McKenzie|Bank of America|Booz Allen|Bloody Mary|Charlotte Tilbury|
Chuck Taylor|Earl Grey|Grant Thornton|Granny Smith|Hamilton Beach|Harper ?Collins|Hello Kitty|
Helly Hansen|Hunter Douglas|Jackson Hewitt|Martin Marietta|Marsh McLennan|Mickey Mouse|
Northrop Grumman|Parker Hannifin|Raymond Weil|Shirley Temple|Stan Smith|Stanley Black|
Super Mario|Taylor Wimpey|Ted Baker|Tom Collins|Virgin Media|Visual Studio(?: Code)?|
Willis Towers Watson|Johns Hopkins|Tom Tailor|Ace Hardware|Adidas|Adobe|Air Jordans?|Airbnb|
Albertsons|Aldi|Alfa Romeo|Allen-Bradley|Ally Bank|Amazon|American Eagle|Amy's Kitchen|
Ann Taylor|Anthropologie|Apache|Applebee's|Arby's|Arthur Andersen|Ashley Furniture|
Ashley HomeStore|Aston Martin|Austin Reed|Baileys|Barclays|Barnes (?:&|and) Noble|Bath (?:&|
and) Body Works|Bayer|Bed Bath (?:&|and) Beyond|Ben (?:&|and) Jerry'?s?|Ben Sherman|
Benefit Cosmetics|Bentley|Bergdorf Goodman|Berkshire Hathaway|Best Buy|Betty Crocker|Big Ben|
Billy bookcase|Bloomberg|Bloomingdale's|Bob Evans|Bobbi Brown|Boeing|Booking\\.com|Bosch|
Brooks Brothers|Brooks Running|Burberry|Burger King|Burlington|Calvin Klein|Campbell's|
Capital One|Carl's Jr|Carvana|Charles Schwab|Charles Tyrwhitt|Chase|Chase Bank|
Cheesecake Factory|Chevrolet|Chick-fil-A|Chili's|Chrysler|Church's Chicken|Chuy's|Clarks|
Clinique|Coca-Cola|Coco Chanel|Cole Haan|Conrad Hotel|Costco|Cracker Barrel|Craigslist|
Crate (?:&|and) Barrel|Culver's|Dave (?:&|and) Buster's|David's Bridal|Debenhams|Del Monte|Dell|
Deloitte|Delta|Denny's|Deutsche Bank|Dick'?s Sporting Goods|Dickies|Dillard's|Dior|Disney|DKNY|
Dolce (?:&|and) Gabbana|Dollar General|Dollar Tree|Domino'?s|Donna Karan|Dorothy Perkins|
Dr\\.? ?Martens|Dr\\.? Pepper|Dr\\.? Scholl'?s|Duncan Hines|Dunkin'?|Dyson|Easy Jet|Eddie Bauer|
Edward Jones|Eli Lilly|Elizabeth Arden|Emirates|Enterprise Rent-A-Car|Ericsson|Ernst (?:&|
and) Young|Est[eé]e Lauder|Etsy|Evernote|Expedia|Famous Footwear|Fannie Mae|Ferrari|
Fisher[- ]Price|Foot Locker|Forbes|Ford|Fortnum (?:&|and) Mason|Franklin Templeton|Fred Meyer|
Fred Perry|Freddie Mac|Freddy'?s|Fruit of the Loom|Galaxy Note|Garmin|Gemini|George Foreman|
Ghirardelli|Gillette|Giorgio Armani|Givenchy|Goldman Sachs|Goodyear|Google|Gradle|Grafana|
Grammarly|Grey Goose|Gucci|Guinness|Guy Laroche|H[aä]agen-Dazs|Hadoop|Hallmark|Hamleys|
Hannaford|Harley[- ]Davidson|Harris Teeter|Harrods|Harry Potter|Harry Winston|Harvey Nichols|
Heineken|Heinz|Herm[eè]s|Hermes|Hershey'?s?|Hertz|Hewlett[- ]Packard|Hilton|Hobby Lobby|
Holland (?:&|and) Barrett|Home Depot|Honda|Hoover|HSBC|Hugo Boss|Hyatt|Hyundai|IHOP|IKEA|
In-N-Out|Instacart|Instagram|J\\.? ?C\\.? ?Penney|J\\.? ?Crew|J\\.? ?P\\.? ?Morgan(?: Chase)?|
Jack (?:Daniel'?s|Wolfskill)|Jack in the Box|Jacuzzi|Jamba Juice|JCPenney|Jeep|Jenkins|
Jenkinsfile|Jersey Mike'?s|JetBrains|Jim Beam|Jimmy Choo|Jimmy John'?s|Jira|Jo Malone|Joe Fresh|
John Deere|John Hancock|John Lewis|Johnnie Walker|Johnson (?:&|and) Johnson|Jones Lang LaSalle|
Jordan Brand|JPMorgan|Julius Baer|Julius Meinl|Jupyter|Karen Millen|Kate Spade|Kay Jewell?ers|
Kelley Blue Book|Kellogg'?s?|Kelly Blue Book|Kenmore|Kenneth Cole|KFC|Kia|Kiehl'?s|Kindle|
King Arthur|KitchenAid|Kohl'?s|KPMG|Kraft|Krispy Kreme|Kroger|Kubernetes|L\\.?L\\.? ?Bean|
La Quinta|Land Rover|Land'?s End|Lands' End|Laura Ashley|Laura Mercier|Lee Jeans|Lego|Lenovo|
Levi Strauss|Levi'?s|Lexus|Liberty Mutual|LinkedIn|Linux|Little Caesars?|Lloyd'?s|
Lloyds?(?: Bank)?|Lockheed Martin|Long John Silver'?s|Longines|Lord (?:&|and) Taylor|
Louis Philippe|Louis Vuitton|Lowe'?s|Lucky Brand|Lululemon|Lyft|Mack Trucks|Macy'?s|
Madame Tussauds?|Marc Jacobs|Marie Callender'?s|Marie Claire|Marks (?:&|and) Spencer|Marriott|
Martha Stewart Living|Mary Kay|Maserati|Mason jars?|Mastercard|Mattel|Max Factor|Max Mara|Mazda|
McAfee|McDonald'?s|McKinsey|Mercedes(?:[- ]Benz)?|Merrill Lynch|Michael Kors|Michael'?s Crafts|
Michelin|Microsoft|Miller Lite|Mini Cooper|Moleskine|Monroe shocks|Monsanto|Monster Energy|
Morgan Stanley|Mr\\.? (?:Clean|Coffee|Bean|Muscle)|Mrs\\.? (?:Fields|Butterworth'?s|Doubtfire)|
Ms\\.? Pac-?Man|Murphy USA|Nathan'?s|Neiman Marcus|Nestl[eé]|Netflix|Newman'?s Own|Nike|Nikon|
Nina Ricci|Nordstrom|Novartis|Oakley|Olive Garden|Ollie'?s|Oracle|Oscar Health|Oscar Mayer|
Panda Express|Panera|Papa John'?s?|Papa Murphy'?s|Paris Baguette|Parker Pen|Patagonia|
Patek Philippe|Paul Smith|PayPal|Peet'?s|Pepsi|Peter Pan|Peter Piper Pizza|Peterbilt|Pfizer|
Philip Morris|Philips|Pierre Cardin|Ping An|Pixel|PlayStation|Popeyes|Porsche|Post Malone|
Post-it|Prada|Pret A Manger|Priceline|Pringles|Procter (?:&|and) Gamble|Prometheus|Prudential|
Purina|PwC|Pyrex|QuickBooks|Ralph Lauren|Ram Trucks|Ray[- ]?Bans?|Raymond James|Raytheon|
Red Robin|Reebok|Remington|Renault|Rite Aid|Ritz[- ]Carlton|Robert Half|Robinhood|Rockwell|Roku|
Rolex|Rolls[- ]Royce|Ronald McDonald House|Roomba|Rose Gold|Rosetta Stone|Ross Dress for Less|
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
True Religion|Tyson Foods|Uber|Ubuntu|Ulta|Uncle Ben'?s|Unilever|Uniqlo|Vanessa Bruno|Vanguard|
Vera Bradley|Vera Wang|Verizon|Versace|Victoria Beckham|Victoria'?s Secret|Victorinox|
Virgin Atlantic|Visa|Vodafone|Volkswagen|Volvo|Wal[- ]?Mart|Waldorf Astoria|Walgreens|
Walt Disney(?: World)?|Warby Parker|Warner (?:Bros?\\.?|Brothers)|Wayfair|Weight Watchers|
Wells Fargo|Wendy'?s|Westin|WhatsApp|Whole Foods|Wikipedia|Windows|Winn[- ]Dixie|Wolfgang Puck|
Woolworths?|Wrangler|Wyndham|Xerox|Yamaha|Yankee Candle|Yves Rocher|Yves Saint Laurent|Zales|
Zara|Zelle|Zillow
"""
# Whole words, as written; lower case only where the name is of two words.
BRANDS = located(
    r"(?<![\p{L}\p{N}])(?:" + _BRANDS.replace("\n", "") + r")(?!['’]?\p{L}{2})(?![\p{N}])"
)
# Companies, products and programs of one word, and cities, that are hardly anybody's name.
BRAND_WORDS = frozenset(
    words(
        """
    acer adidas airtable aldi alibaba alipay allianz android ansible argos asana asus atlassian audi
    autodesk aviva avis axa baidu bardot barilla basecamp bayer bbva beko belkin benq berghaus bestbuy
    bilibili binance biogen bitbucket bixby bmw bonvoy bose braun bridgestone brita bugatti bulgari butlins cadbury
    canva canon carrefour cartier casio caterpillar celery chanel chatgpt chromebook chromecast cisco
    citibank citroen citrix cloudflare coinbase colgate converse corsair cortana costa cypress dacia daewoo
    daikin danone datadog dbeaver debian decathlon deepseek delonghi deliveroo dhl discord dixons docker
    doordash dropbox duolingo duracell ebay ecco eclipse electrolux elastic epson esso euronics evri exxon
    facebook fairphone fedora fedex fendi fiat fiesta figma fiverr firefox fitbit fjällräven flask flipkart
    freshdesk freshworks fujifilm fujitsu geforce geox getir github gitlab givenchy glovo gmail gopro
    grubhub haier halfords hallmark haribo hasbro haskell havaianas headspace helm heroku hisense hitachi
    hotmail hotpoint huawei hubspot hulu iberia icloud ifixit ihg imac imessage infosys intel intuit ios
    ipad iphone ipod isuzu iveco jaguar jbl jetblue kafka karcher karrimor keycloak keurig klarna klm kodak
    komatsu kotlin laravel lastpass latam lavazza ledger lidl lipton logitech lowepro lufthansa macbook
    maersk mailchimp mammut mango mariadb mashreq mastodon mastercard maven memcached metamask miele
    minecraft mitsubishi mongodb monzo motorola mozilla mysql nespresso nescafe nestle netgear netlify nginx
    nikon nintendo nissan nokia notion nutella nvidia okta oneplus onedrive opel openai opera oppo oreo
    osram outlook panasonic pandora paramount paytm peloton peugeot photoshop pirelli pinterest playstation
    pokemon polaroid postgres postgresql postman powerpoint primark pringles pytorch pytest python qantas
    qatar qualcomm quickbooks quora rabbitmq raspberry raycast razer realme reddit redis reebok regatta
    revolut ricoh rimowa roblox roborock roomba ryobi salesforce salomon samsonite sandisk sanyo sainsbury
    sainsburys seagate seat seiko sennheiser sharepoint shein shopify skechers skoda skyscanner slack smeg
    snapchat snowflake sodastream sonos splunk spotify squarespace steam stripe subaru svelte swarovski
    swatch swiggy tableau tamagotchi tefal telegram temu tensorflow terraform tesco tesla texaco thermomix
    thinkpad thunderbird tiktok tinder tomcat toshiba trello tripadvisor trustpilot tumblr tupperware twilio
    twitch twitter ubereats umbro uniqlo unity vinted viber vimeo vivo vmware vodafone vue waitrose waze
    wechat weibo westinghouse whirlpool wickes windex wizz wix wordpress workday wyze xbox xcode xerox
    xiaomi yahoo yamaha yelp youtube zalando zappos zara zendesk zepto zomato zoho zotac zyxel alzheimer
    alzheimers parkinson parkinsons crohn crohns hodgkin achilles heimlich kashmir panama bermuda basmati
    sonoma kindle nimbus lumia thinkcentre elitebook lightroom premiere firestick fortnite playstore
    """
    )
)
CITIES = frozenset(
    words(
        """
    aberdeen adelaide amman amsterdam ankara athens atlanta auckland baghdad bangalore bangkok barcelona
    basel beijing beirut belfast belgrade bengaluru berlin bern birmingham bogota bogotá bologna bordeaux
    boston bratislava brighton brisbane bristol brussels bucharest budapest cairo calgary canberra caracas
    cardiff casablanca chengdu chennai chicago cincinnati cleveland cologne copenhagen cork dakar dallas
    damascus darwin delhi denver detroit dhaka doha dubai dublin dubrovnik durban düsseldorf edinburgh
    edmonton frankfurt gdansk geneva genoa ghent glasgow gothenburg guadalajara guangzhou hamburg hangzhou
    hanoi harare havana helsinki hiroshima hobart honolulu houston hyderabad indianapolis istanbul jaipur
    jakarta jeddah jerusalem johannesburg kabul karachi kathmandu kiev kinshasa kolkata krakow kuwait kyiv
    kyoto lagos lahore lausanne leeds leipzig liverpool lisbon ljubljana london luxembourg lyon madrid
    malaga malmö manchester manila marrakech marseille melbourne memphis miami milan milwaukee minneapolis
    montevideo montreal moscow mumbai munich nagoya nairobi nanjing naples nashville nice nottingham
    nuremberg oakland orlando osaka oslo ottawa palermo paris perth philadelphia phoenix pittsburgh plymouth
    portland porto prague pune quebec reykjavik riga rome rotterdam sacramento salzburg santiago sarajevo
    seattle seoul seville shanghai sheffield shenzhen singapore sofia southampton stockholm strasbourg
    stuttgart suzhou sydney taipei tallinn tampa tbilisi tehran tianjin tokyo toronto toulouse tucson tunis
    turin valencia vancouver venice vienna vilnius warsaw winnipeg wuhan xiamen yokohama zagreb zurich
    zürich
    """
    )
)
