"""Names of companies, brands, products and programs, as data: well-known ones of many trades and countries.

Told apart by what else their words may be. A company that is not here is told by the words beside it. Knows
no rule.
"""

from __future__ import annotations

# Of two words or more, in any case of letters; "and" stands for "&" too, apostrophes, points and hyphens may be
# missing.
NAMES = """
Maxi-Cosi|TP-Link|Ernie Bot|Phi-3|
Mont Bell|Emma Bridgewater|Jacquie Aiche|Santa Fe|Tripp Trapp|Irwin Tools|
Michael Todd Beauty|St. Luke's Hospital|Albert Heijn|Monica Vinader|Stable Diffusion|
Eid al-Fitr|Chinese New Year|Lunar New Year|Yom Kippur|Bastille Day|Guy Fawkes|
Anzac Day|Bank holiday|
Abercrombie & Fitch|Ace Hardware|Acne Studios|Adam's apple|Adam's Peak|Aer Lingus|Air Canada|Air China|
Air Force 1|Air France|Air India|Air Jordan|Air Jordans|Air Max|Air New Zealand|Alaska Airlines|
Albert Heijn|Alex and Ani|Alexander McQueen|Alexander Wang|Alfa Romeo|All Star|Allen Edmonds|Allen key|
Allen Solly|Allen-Bradley|Ally Bank|Alpine Linux|Alzheimer's disease|American Airlines|American Apparel|
American Eagle|American Express|American Girl|Amy's Kitchen|Android Auto|Ann Taylor|Apache Airflow|
Apache Kafka|Apple Music|Apple Pay|Apple TV|Apple Watch|Armani Exchange|Arnold Palmer|Arthur Andersen|
Arthur D. Little|Ashley Furniture|Ashley HomeStore|Aston Martin|Aunt Jemima|Austin Reed|Auto Trader|
Avery Dennison|Baker Hughes|Baker McKenzie|Baker Tilly|Bally Fitness|Banana Republic|Bang & Olufsen|
Bank of America|Barnes & Noble|Barry Callebaut|Baskin Robbins|Bath & Body Works|Baume & Mercier|
Bed Bath & Beyond|Beef Wellington|Ben & Jerry'|Ben & Jerry's|Ben Sherman|Benefit Cosmetics|
Benjamin Moore|Bergdorf Goodman|Berkshire Hathaway|Best Buy|Best Western|Betty Crocker|Big Ben|Big Lots|
Big Mac|Billy bookcase|Birds Eye|Black & Decker|Black Diamond|Black Friday|Bloody Mary|Bloom filter|
Blue Apron|Blue Bottle Coffee|Blue Cross|Blue Shield|Bob Evans|Bob the Builder|Bobbi Brown|Booz Allen|
Boston Consulting Group|Boston Dynamics|Boston Market|Boston Scientific|Bowers & Wilkins|Boxing Day|
Bristol Myers Squibb|British Airways|British Gas|Brooks Brothers|Brooks Running|Buffalo Wild Wings|
Bunsen burner|Burger King|Burt's Bees|Buzz Lightyear|Caesar dressing|Caesar salad|Caesars Palace|
Caffe Nero|Calvin Klein|Cameron Hughes|Campbell Soup|Canada Dry|Canada Goose|Canada Post|Canadian Tire|
Capital One|Captain Morgan|Carl Zeiss|Carl's Jr|Carolina Herrera|Carphone Warehouse|Cath Kidston|
Cathay Pacific|Charles & Keith|Charles River Labs|Charles Schwab|Charles Tyrwhitt|Charlotte Russe|
Charlotte Tilbury|Chase Bank|Chase Sapphire|Cheesecake Factory|Chef Boyardee|Chester Zoo|Chick-fil-A|
China Eastern|China Mobile|China Southern|Christian Dior|Christian Lacroix|Christian Louboutin|
Chuck E Cheese|Chuck Taylor|Church's Chicken|Claude Code|Claude Haiku|Claude Opus|Claude Sonnet|
Club Med|Cobb salad|Coca-Cola|Coco Chanel|Cole Haan|Columbus Day|Comfort Inn|Comfort Suites|
Conrad Hotel|Costa Coffee|Covent Garden|Cracker Barrel|Crate & Barrel|Creative Cloud|Credit Suisse|
Crepe Suzette|Crohn's disease|Crown Royal|Crowne Plaza|Cyber Monday|Dairy Queen|Danske Bank|
Dave & Buster's|David Yurman|David's Bridal|Davis Cup|Days Inn|Del Monte|Delta Air Lines|Delta Airlines|
Deutsche Bahn|Deutsche Bank|Deutsche Post|Deutsche Telekom|Diane von Furstenberg|Dick's Sporting Goods|
Dirt Devil|Dolby Atmos|Dolce & Gabbana|Dolce Gusto|Dollar General|Dollar Shave Club|Dollar Tree|
Dolly Parton's|Donna Karan|Dorothy Perkins|Douglas Elliman|Down syndrome|Dr Bronner's|Dr Jart|Dr Oetker|
Dr Reddy's|Dr. Martens|Dr. Pepper|Dr. Scholl's|Duane Reade|Duncan Hines|Dunkin Donuts|Dutch Bros|
Earl Grey|Earl Grey tea|Easy Jet|Eau Thermale|Eddie Bauer|Edward Jones|Eggs Benedict|Eileen Fisher|
Einstein Bros|Electronic Arts|Eli Lilly|Elizabeth Arden|Elizabeth James|Emilio Pucci|Emma Bridgewater|
Emma mattress|Emma Sleep|Enterprise Rent-A-Car|Epic Games|Erin Condren|Ermenegildo Zegna|Ernst & Young|
Estee Lauder|Estée Lauder|Etihad Airways|Eve Sleep|Ever Given|Exxon Mobil|Faber-Castell|
Facebook Marketplace|Famous Amos|Famous Footwear|Fannie Mae|Farrow & Ball|Father Christmas|Father's Day|
FedEx Ground|Fender Stratocaster|Ferris wheel|Fire Stick|Fire TV|Fisher & Paykel|Fisher-Price|Five Guys|
Foot Locker|Ford Mustang|Fortnum & Mason|Four Points|Four Seasons|Fourier transform|Frank Body|
Frankie & Benny's|Franklin Covey|Franklin Templeton|Fred Meyer|Fred Olsen|Fred Perry|Fred Segal|
Freddie Mac|French Connection|Frito-Lay|Fruit of the Loom|Galaxy Buds|Galaxy Note|Galaxy Tab|
Galaxy Watch|Garuda Indonesia|Geek Squad|General Electric|General Mills|General Motors|Georg Jensen|
George at Asda|George Foreman|Georgia Pacific|Gibson Les Paul|Giorgio Armani|Giuseppe Zanotti|
Gold Coast|Golden Corral|Goldman Sachs|Google Analytics|Google Chrome|Google Docs|Google Drive|
Google Home|Google Maps|Google Meet|Google Nest|Google Pay|Google Pixel|Google Sheets|Gordon Ramsay|
Gordon's Gin|Graham & Brown|Grammy Awards|Grand Cherokee|Grand Hyatt|Grand Marnier|Granny Smith|
Granny Square|Grant Thornton|Great Clips|Great Wolf Lodge|Green Giant|Grey Goose|Guy Laroche|H Samuel|
Haagen-Dazs|Half Price Books|Hamilton Beach|Hampton Inn|Hanna Andersson|Hannah Andersson|Hapag-Lloyd|
Hard Rock Cafe|Hargreaves Lansdown|Harley-Davidson|Harman Kardon|Harper Collins|Harris Teeter|
Harry & David|Harry Potter|Harry Rosen|Harry Winston|Harry's razors|Harvey Nichols|Harvey Norman|
Hawaiian Airlines|Hello Fresh|Hello Kitty|Helly Hansen|Henry Schein|Herman Miller|
Hewlett Packard Enterprise|Hewlett-Packard|Hilton Garden Inn|Hobby Lobby|Hodgkin lymphoma|Holiday Inn|
Holiday Inn Express|Holland & Barrett|Holland America|Home Chef|Home Depot|Hong Kong Airlines|
Hot Pockets|Hot Topic|Hot Wheels|Howard Johnson|Hudson's Bay|Hugo Boss|Hunter Boots|Hunter Douglas|
Hush Puppies|Hyatt Regency|Häagen-Dazs|Ibis Styles|In-N-Out|Independence Day|Instant Pot|
Internet Explorer|Isabel Marant|Issey Miyake|J. C. Penney|J. C.Penney|J. Crew|J. P. Morgan|
J. P. Morgan Chase|J. P.Morgan|J. P.Morgan Chase|J.C. Penney|J.P. Morgan|J.P. Morgan Chase|
J.P.Morgan Chase|Jack & Jones|Jack Daniel's|Jack Frost|Jack in the Box|Jack Russell|Jack Spade|
Jack Wills|Jack Wolfskill|Jackson Hewitt|Jamba Juice|James Perse|Jamie Oliver|Jane Iredale|
Japan Airlines|Jasmine rice|Jasmine tea|Jason Wu|Java EE|Jean Paul Gaultier|Jelly Belly|Jerry can|
Jersey Mike's|Jil Sander|Jim Beam|Jimmy Choo|Jimmy Dean|Jimmy John's|Jo Malone|Joe & The Juice|
Joe Boxer|Joe Fresh|Joe's Jeans|John Deere|John Doe account|John Hancock|John Lewis|John Lobb|
John Varvatos|Johnnie Walker|Johnny Rockets|Johns Hopkins|Johnson & Johnson|Johnson Controls|
Johnson Matthey|Johnston & Murphy|Jolly Rancher|Jones Lang LaSalle|Jordan Brand|Joseph Abboud|
Joseph Joseph|Juicy Couture|Julius Baer|Julius Meinl|Justin Boots|Kaiser Permanente|Karen Millen|
Karl Lagerfeld|Kate Spade|Katie Loxton|Kay Jewelers|Kay Jewellers|Kelley Blue Book|Kelly Blue Book|
Kendra Scott|Kenneth Cole|Kenny Rogers Roasters|Kentucky Derby|Kerry Foods|Kettle Brand|Kim Crawford|
King Arthur|King Arthur Flour|King Charles Spaniel|King's Cross|Kings Island|Kirkland Signature|Kit Kat|
Korean Air|Kraft Heinz|Krispy Kreme|Kurt Geiger|Kylie Cosmetics|L L Bean|L.L. Bean|La Croix|La Mer|
La Perla|La Quinta|La Roche-Posay|La-Z-Boy|Labor Day|Labrador Retriever|Land O Lakes|Land Rover|
Land's End|Lane Bryant|Laura Ashley|Laura Biagiotti|Laura Mercier|Lazy Susan|Le Creuset|
Le Pain Quotidien|Lee Jeans|Legal & General|Leroy Merlin|Les Mills|Levi Strauss|Lewis & Clark|
Liberty Mutual|Lilly Pulitzer|Lime Crime|Lincoln Financial|Lincoln Navigator|Little Caesar|
Little Caesars|Lloyd Bank|Lloyd's of London|Lloyds Bank|Lockheed Martin|Logan Airport|
Long John Silver's|Lord & Taylor|Lorna Jane|Lot Polish Airlines|Louis Philippe|Louis Vuitton|Lucas Oil|
Lucky Brand|Lucky Strike|Luke's Lobster|Lulu Guinness|Lush Cosmetics|Mac Cosmetics|Mack Trucks|
Madame Tussaud|Madame Tussauds|Madison Square Garden|Magic Bullet|Magic Eraser|Malaysia Airlines|
Marc Jacobs|Marco Polo|Margherita pizza|Maria Tash|Marie Callender's|Marie Claire|Mario Badescu|
Mario Kart|Mark Levinson|Marks & Spencer|Marriott Bonvoy|Mars Wrigley|Marsh McLennan|
Martha Stewart Living|Martin Luther King Day|Martin Marietta|Mary Kay|Mason & Hamlin|Mason jar|
Mason jars|Massey Ferguson|Massimo Dutti|Master Lock|Max Factor|Max Mara|Maxwell House|
McDonnell Douglas|Melbourne Cup|Memorial Day|Mercedes AMG|Mercedes-Benz|Merrill Lynch|Merry Maids|
Meta Quest|Michael Kors|Michael's Crafts|Michaels Stores|Mickey Mouse|Microsoft Office|Microsoft Teams|
Mike's Hard|Milk Bar|Miller Lite|Milton Bradley|Mini Cooper|Miss Selfridge|Mitchell & Ness|Miu Miu|
Mobile World Congress|Model S|Model X|Model Y|Moet & Chandon|Molton Brown|Monica Vinader|Monroe shocks|
Monsoon Accessorize|Monster Energy|Mont Blanc|Monte Carlo|Moore's law|Morgan Stanley|Morphy Richards|
Morse code|Motel 6|Mother Nature|Mother's Day|Mount Gay|Mountain Dew|Mr Kipling|Mr Porter|Mr. Bean|
Mr. Clean|Mr. Coffee|Mr. Muscle|Mrs Dash|Mrs Meyer's|Mrs. Butterworth's|Mrs. Doubtfire|Mrs. Fields|
Ms. Pac-Man|Ms. PacMan|Murphy bed|Murphy USA|Murphy's law|Mutual of Omaha|My Little Pony|
Nathan's Famous|National Express|National Geographic|National Grid|Nature Valley|Nature's Bounty|
Neal's Yard|Ned Davis|Neiman Marcus|New Balance|New Era|New Look|Newman's Own|Nicole Miller|Nina Ricci|
Nine West|Nintendo Switch|Nobel Prize|Northrop Grumman|Norwegian Cruise Line|Nothing Phone|
Nutri Bullet|O'Reilly Auto Parts|Ocean Spray|Office Depot|Office Max|Old Navy|Old Spice|Olive Garden|
Olivia Burton|Oral-B|Orla Kiely|Oscar de la Renta|Oscar Health|Oscar Mayer|Otis Spunkmeyer|
Outback Steakhouse|Paco Rabanne|Palo Alto Networks|Pan Macmillan|Panda Express|Panera Bread|Papa John'|
Papa John's|Papa Murphy's|Paper Mario|Paramount Plus|Paris Baguette|Park Hyatt|Parker Hannifin|
Parker Pen|Parkinson's disease|Pat McGrath|Patek Philippe|Paul & Shark|Paul Smith|Paula's Choice|
Paw Patrol|Peach Melba|Peak Design|Peet's Coffee|Penguin Random House|Pep Boys|Peppa Pig|Pepper Lunch|
Perrier Jouet|Perry Ellis|Peter Pan|Peter Piper Pizza|Peter Thomas Roth|Pets at Home|Philip Kingsley|
Philip Morris|Philip Stein|Philippe Starck|Phillips 66|Phillips head|Phillips Screwdriver|Pier 1|
Pierre Cardin|Pierre Fabre|Piggly Wiggly|Pine-Sol|Ping An|Pizza Express|Pizza Hut|Plan B|Planet Fitness|
Polly Pocket|Ponzi scheme|Post Malone|Post-it|Pottery Barn|Power Automate|Power BI|Pratt & Whitney|
Premier Inn|Pret A Manger|Price Chopper|Prime Video|Procter & Gamble|
Progressive Insurance|Proof Bakery|Prudential Financial|Pulitzer Prize|Qatar Airways|Quaker Oats|
Quick Books|R M Williams|R.M. Williams|Rachel Zoe|Radisson Blu|Radley London|Rag & Bone|Ralph Lauren|
Ram Trucks|Ramada Inn|Random House|Raspberry Pi|Ray-Ban|Ray-Bans|Raymond James|Raymond Weil|
Rebecca Minkoff|Red Bull|Red Hat|Red Lobster|Red Robin|Red Roof Inn|Red Wing|Reynolds Wrap|
Rhode & Schwarz|Rhode Skin|Rick Owens|Rimmel London|Rite Aid|Ritz-Carlton|River Island|Robert Bosch|
Robert Half|Robert Mondavi|Roberto Cavalli|Roberto Coin|Robin Hood|Robinson Club|Rockwell Automation|
Roger Vivier|Rolls-Royce|Ronald McDonald|Ronald McDonald House|Rose Gold|Rosetta Stone|
Ross Dress for Less|Ross Stores|Royal Bank of Canada|Royal Canin|Royal Caribbean|Royal Copenhagen|
Royal Doulton|Royal Mail|Rubik's Cube|Ruby on Rails|Ruby Tuesday|Russell Athletic|Russell Hobbs|
Russell Stover|Ruth's Chris|Ryan Homes|Ryder Cup|Saint Laurent|Saks Fifth Avenue|Sally Beauty|
Sally Hansen|Salvatore Ferragamo|Sam Adams|Sam Edelman|Sam's Club|Samuel Adams|San Pellegrino|
Santa Claus|Santa Cruz Bicycles|Sara Lee|Schneider Electric|Scotch Brite|Scotia Bank|Sea World|
Sean John|Seventh Generation|Seymour Duncan|Shake Shack|Sharp HealthCare|Shaun the Sheep|Shea Butter|
Shea Moisture|Sherlock Holmes|Sherwin-Williams|Shirley Temple|Shu Uemura|Simon & Schuster|
Simon Property|Singapore Airlines|Siri Shortcuts|Six Flags|Sky Sports|Slim Jim|Smith & Nephew|
Smith & Wesson|Smith Barney|Smith's Crisps|Snap-on|Sonia Rykiel|Sony Music|Southwest Airlines|
Spencer's Gifts|Spider-Man|Spirit Airlines|Sprint PCS|St Bernard|St Ives|St Pancras|St Patrick's Day|
St. Regis|Stan Smith|Stanley Black|Stanley Black & Decker|Stanley Cup|Stanley knife|Stanley Park|
Stanley tool|Stanley tools|Stanley tumbler|Stanley tumblers|Star Alliance|Star Wars|State Farm|
State Street|Steinway & Sons|Stella Artois|Stella McCartney|Steve Madden|Stewart's Shops|Stop & Shop|
Stuart Weitzman|Sub-Zero|Sun Life|Super 8|Super Bowl|Super Mario|Surface Pro|Susan G Komen|Swiss Air|
Swiss Army|Swiss Re|T-Mobile|T. Rowe Price|T.G.I. Friday's|T.J. Maxx|T.Rowe Price|Taco Bell|Tag Heuer|
Take-Two|TAP Air Portugal|Tata Motors|Taylor Guitars|Taylor Wimpey|Ted Baker|Ted Lapidus|
Terry's Chocolate|Tesco Express|Texas Instruments|Texas Roadhouse|Thai Airways|The North Face|
Thomas Cook|Thomas Pink|Thomas Sabo|Thomas the Tank Engine|Thomson Reuters|Tiffany & Co|Tim Hortons|
Tito's Vodka|Toll Brothers|Tom Clancy|Tom Collins|Tom Dixon|Tom Ford|Tom Tailor|Tommy Bahama|
Tommy Hilfiger|Tommy John|Toni & Guy|Tony Roma's|Tony's Chocolonely|Top Gear|Tory Burch|Toys R Us|
Trader Joe'|Trader Joe's|Trader Vic's|Travelers Insurance|True Religion|Truly Hard Seltzer|
Turkish Airlines|Tyson Foods|U.S. Bank|Ulysse Nardin|Uncle Ben's|Uncle Sam|Under Armour|Union Pacific|
United Airlines|Universal Studios|Urban Decay|Urban Outfitters|Valentine's Day|Van Cleef & Arpels|
Van Heusen|Vanessa Bruno|Venn diagram|Vera Bradley|Vera Wang|Vero Moda|Veterans Day|Victor Hugo|
Victoria Beckham|Victoria sponge|Victoria's Secret|Viktor & Rolf|Villeroy & Boch|Virgin Active|
Virgin Atlantic|Virgin Media|Virgin Mobile|Virgin Trains|Vision Express|Visual Studio|
Visual Studio Code|Vita Coco|Vivienne Westwood|Volkswagen Golf|Wal-Mart|Waldorf Astoria|
Wall Street Journal|Walt Disney|Walt Disney World|Warby Parker|Warner Bro.|Warner Bros.|Warner Brothers|
Warner Music|Washington Post|Waterford Crystal|WD-40|Weight Watchers|Wells Fargo|Western Digital|
Western Union|White Castle|White Company|Whole Foods|Wilkinson Sword|Williams Sonoma|
Willis Towers Watson|Winn-Dixie|Winnie the Pooh|Winsor & Newton|Wizz Air|Wolfgang Puck|Xbox Series|
Yankee Candle|Yellow Tail|Yorkshire Tea|Young's Seafood|Yves Rocher|Yves Saint Laurent|Zadig & Voltaire|
Zurich Insurance
"""
# Of one word that is hardly anybody's name, in any case of letters; feasts and language models too.
WORDS = """
ramadan diwali hanukkah holi songkran halloween oktoberfest juneteenth vesak navratri nowruz arduino
amazfit msi leica krups bugaboo kawasaki ryzen fritzbox crucial automower
selphy sonicare wayfarer submariner speedmaster novablast corolla civic juke clio octavia fabia
sportage passat tiguan cayenne giulietta corsa duster vitara jimny qashqai yaris prius
mégane megane twingo kona tucson outlander rav4 jurlique sudio lipault ottolenghi hestan
staedtler manduka robeco hario netto garuda meindl lowa silit llama qwen gemma
mixtral codestral grok vicuna chatglm doubao kimi baichuan gpt
llm
1password accenture acer achilles activision adidas aegon afterpay agoda ahold airbus airflow airfryer
airpods airtable airwrap akamai aldi alibaba alipay allegro allianz allstate alphabet altec alzheimer
alzheimers amcrest amtrak ancestry android angular anker ansible anthropic antropologie applecare
arcteryx argos asana asda asics aspesi astrazeneca asus athleta atlassian auchan audi audible aukey
ausnet auth0 autodesk autozone avianca avis aviva axa azure babbel babolat baccarat baidu balsam
bamboohr bandai bardot barilla basecamp basmati bayer bbc bbq bbva beats beko belkin belstaff benetton
benq berghaus bermuda bershka bestbuy betty's bialetti bic bigcommerce bigquery bilibili binance bing
biogen birchbox bissell bitbucket bitwarden bixby blackrock blaupunkt blizzard bluetooth bmw bodum
bombardier bombas bonvoy boohoo boots bose brabantia braun bravia breitling breville bridgestone brioni
brita brompton budgens budweiser bugatti bulgari bunnings bupa burberry bushnell butlins bvlgari
cadbury cadillac caffè calendly callaway camelbak candywarehouse cannondale canon canva carfax cargill
carglass carluccio's carrefour cartier carvana casio castorama caterpillar celery celestron centrica
chanel charge6 chatgpt chegg chevron chewy chime chipotle chobani christies chromebook chromecast
chrysler cigna cisco citibank citrix citroen clairol clarks clif cloudflare cnn coinbase colgate
colruyt comcast commerzbank conad confluence conoco contigo continental converse coolpix coors copilot
corelle corsair cortana costa costco coursera cowboy craftsy craigslist crayola creality cricut crocs
crohn crohns crunchyroll cvs cyberpunk cybex cypress dacia daewoo daihatsu daikin daimler danone dansko
dashlane dassault databricks datadog dbeaver debian decathlon deebot deepseek deezer delhaize deliveroo
delonghi dermalogica desigual deskjet devialet dewalt dhl diageo dickies dior discord dishoom
disneyland disneyplus dixons django dji docker docusign dolby doordash doritos dropbox drupal dualsense
dunelm dunlop duolingo duracell dyson eastpak easyjet ebay ebookers ecco eclipse ecotank ecovacs edeka
edf einhell elastic elasticsearch electrolux elgato elitebook elitedesk elmer's emirates endesa enel
energizer engie epicor epson ergobaby esselunga esso esurance etihad eufy euronics eurostar eurowings
everlane everlast evernote evri expedia exxon facebook fairphone fanta farfetch fedex fedora fendi
fenix fenty festool fiat fiesta figma fila finnair firefox firestick fiskars fitbit fiverr fjällräven
flask flipboard flipkart flixbus foodpanda footlocker forerunner fortinet fortinos fortnite fossil
foxtel freeview freshbooks freshdesk freshly freshworks frigidaire fritos fujifilm fujitsu furla gaggia
galaxy gamestop gant gatorade gatsby geforce geico genentech genesys geox getir ghd giffgaff gigabyte
github gitlab givaudan givenchy glaxosmithkline glenfiddich glossier glovo gmail godaddy godiva gogoro
gojek goodreads goodyear gopro goretex gorgias gousto grab graco grafana graphpad greggs grohe groupon
grubhub guerlain guess gusto gymshark hadoop haier halfords halifax hallmark hansgrohe haribo harrods
hasbro haskell havaianas havells headspace heimlich helm heroku hertz hikvision hisense hitachi
hobbycraft hodgkin hoka holcim homebase homebrew honeywell hootsuite hornby hostelworld hostinger
hotjar hotmail hotpoint hotstar hsbc huawei hubspot huggies hulu humana husqvarna hydroflask hypebeast
hyundai hästens iberia icloud ideapad ifixit ifttt ihg ihop ikea illustrator imac imax imdb imessage
imodium indeed indesign indesit infiniti infosys inspiron instapot instax intel intercom intuit invicta
ios ipad iphone ipod isuzu itsu itunes iveco jabra jaguar jansport jbl jellycat jetblue jetbrains
jetstar jira jollibee joomla joycon jumia jura kafka kallax karcher karrimor kashmir kaspersky kaufland
kayak keds kelloggs kenmore kenwood keurig keycloak kfc kibana kickstarter kindle kitchenaid klarna
klaviyo kleenex klipsch klm kobo kodak komatsu komoot kotlin kraken kroger kubernetes kurkure lacoste
ladurée lancome lancôme landrover lanvin laravel laserjet lastpass latam lattissima lavazza lazada
leatherman ledger lego lelit lenovo libreoffice lidl lifeproof lifx lightroom lindt linkedin linksys
lipton liqui listerine loctite loewe logitech logstash longchamp longines looker loom lowepro lufthansa
lumia lumix lyca lyft macbook maersk magento maglite mailchimp makita mammut mango mariadb marimekko
marketo marmite maserati mashreq mastercard mastodon matalan maven mavic maybach maytag mazda mcafee
mcdonalds memcached mercadona mercari merck mercure merrell metamask metlife michelin micron midjourney
miele migros mikasa mikrotik milwaukee minecraft mintmobile misfit mitsubishi mizuno moccamaster
moderna moleskine moncler mongodb monoprix monsanto montblanc monzo moovit morrisons mothercare
motorola motul movistar mozilla mozzarella muji myfitnesspal myprotein mysql nando's nanoleaf
nationwide natura neato nescafe nespresso nestle netatmo netgear netlify netsuite neutrogena newegg
nextdoor nextjs nginx nhs nikon nimbus nintendo nissan nivea nokia noom nordvpn notion novartis novotel
nutella nutribullet nuxt nvidia oatly ocado oculus officejet ohropax okta olaplex olay omron onedrive
onelogin oneplus onstar opel openai opera opodo oppo opsgenie optus oracle oralb orangina orbea orbi
oreo ortlieb osprey osram otterbox oura outlook ovo owala pagerduty pampers panama panasonic pandora
panera papajohns paperwhite paramount pardot parkinson parkinsons parrot patagonia payoneer paypal
paytm pedigree peet's peloton pepsi pepsico perplexity petco petsmart petzl peugeot pfizer photoshop
pimkie pinterest pirelli pixelbook pixma plaid planters plantronics playbar playdoh playstation
playstore plex poggenpohl pokemon polaroid polestar popeyes postgres postgresql postman poundland
powerade powerpoint premiere prestashop presto priceline prilosec primark pringles printful probook
prometheus proximus prudential publix puma pytest python pytorch qantas qatar quaker qualcomm qualtrics
quechua quickbooks quietcomfort quiznos quora rabbitmq rabobank radeon ramada rapha raspberry
ravensburger raycast raytheon razer react realme redbox redbubble redbull reddit redis redshift reebok
regatta remarkable remitly resmed reuters revolut rewe rexona ricoh ricola ridgid rimowa rippling ritz
rivian robinhood roblox roborock rocket rodan roku rolex roomba rossignol rowenta royale ryanair ryobi
saab sabre safeway sainsbury sainsbury's salesforce salomon samsonite samsung sandals sandisk sanyo sap
saucony savlon scandinavian schwalbe schweppes schwinn scotiabank screwfix seagate seat segway seiko
sendgrid sennheiser sentry sephora sertraline seventeen sharepoint shark sheba shein shell sheraton
shimano shopee shopify shure siemens signal sixt skechers sketch skillshare skoda skullcandy skyn skype
skyscanner slack slazenger smartwool smeg smythson snapchat snickers snowflake sodastream sodexo
softbank solgar sonoma sonos sony sotheby's soundcore soundlink spanx spar speedo splunk spotify sprite
sprouts squarespace stabilo staples starbucks statefarm steam steelcase steelseries steinway stihl
stokke strava stripe subaru subway sunbeam sunglasshut superdrug supergoop suunto svelte swarovski
swatch swiffer swiggy swissair swisscom symfony synology tableau tamagotchi tampax tanqueray tecnica
tefal telefonica telegram telenor telstra telus tempur temu tencent tensorflow terraform tesco tesla
teva texaco thermomix thermos thinkbook thinkcentre thinkpad thule thunderbird ticketmaster tide tiktok
timberland timex tinder tissot titleist toblerone todoist tomcat tomtom tonies toolstation topshop
toshiba toyota traeger travelocity travelodge trek trello tresemmé tripadvisor trivago trustpilot trx
tumblr tupperware twilio twinings twitch twitter typeform ubereats ubisoft udemy ulta ultraboost umbro
underarmour unicef uniden unilever uniqlo unity ups usps valvoline vanguard vans vaporfly vaseline
vaude velux verisign verizon vertuo viagra viator viber vicks viessmann vileda vimeo vimto vinted
vitality vitamix vite vivo vivoactive vivobook vlc vmware vodafone volkswagen volvo vonage vorwerk voxi
vrbo vtech vue vueling wacom waitrose walgreens walmart warhammer wayfair waze wealthsimple webex
webflow webpack wechat wedgwood weetabix wegmans weibo wendys westinghouse westjet whatsapp whirlpool
wholefoods wickes wikipedia windex winix wired withings wix wizz wizzair wolford woocommerce woolworths
wordpress workday workforce wrangler wyze wüsthof xbox xcode xero xerox xfinity xiaomi xperia yahoo
yahtzee yakult yamaha yeezy yelp yeti yonex yoplait youtube zalando zantac zapier zappos zara zelle
zenbook zendesk zenfone zephyrhills zepto zillow zipcar ziploc zizzi zoho zojirushi zomato zoom zoopla
zotac zwift zyrtec zyxel
"""
# Of one word that is also a name or an everyday word: a brand where it is written with its capital.
CAPITALS = """
Adobe Aeropostale Aetna Affirm Airbnb Albertsons Aldo Alexa Allbirds Ally Amazon Anthropologie Apache
Apple Applebee's Arby's Arlo Armani Atomic Avon Baileys Balenciaga Barbour Barclaycard Barclays Bell
Bentley Birkenstock Blackberry Bloomberg Bloomingdale's Blundstone Boeing Booking.com Bosch Boss
Brother Burlington Campari Campbell's Carhartt Cassandra Chase Chevrolet Chili's Chloé Chuy's Citizen
Claire's Clarins Clinique Coleman Coles Columbia Corona Cote Craftsman Cuisinart Culver's Debenhams
Dell Deloitte Delta Denby Denny's Diesel Dillard's Discover Disney DKNY Domino's Doubletree
Dove Downy Dulux Dunhill Elgin Ericsson Esprit Estée Etsy Evian Farmers Ferrari
Ferrero Fjallraven Florsheim Floyd Forbes Ford Franke Freddy's Gap Garmin Garnier Gemini Gerber
Ghirardelli Giant Gibson Gillette Google Gradle Grammarly Gucci Guinness Hackett Hamleys Hannaford
HarperCollins Harrah's Head Heineken Heinz Hermes Hermès Herschel Hershey Hershey's Hilton Honda Hoover
Hyatt Iceland Igloo Instacart Instagram InterContinental Jacuzzi Jeep
Jenkins Jenkinsfile Jet2 Jupyter Karhu Keen Kellogg Kia Kiehl's Kingston Kipling Knorr Kohl's Koss KPMG
Kraft L'oréal L.L.Bean Lafuma Lamborghini Lamy Lancaster Lemonade Leon Levi's Lexus Lincoln Linux Lloyd
Lloyds Lodge Loreal Lowe's Lucid Lululemon Lush Lysol Macy's Marriott Mars Marshall Marvel Matic Mattel
MaxMara Maybelline McCormick McKinsey McVitie's Melitta Mercedes Meta Metro Mettler Microsoft Milka
Miro Moen Mulberry Nathan's Nautica Nest Nestlé Netflix Next Nike Ninja Nordstrom Norton Norwegian
O'Neill Oakley Obi Ollie's Omega Orange Osmo Otis Palmer's Palmolive Pelikan Penhaligon's Penney Pentax
Perrier Peterbilt Philips Pilot Pioneer Pixel Polar Porsche Prada Prestige PricewaterhouseCoopers
Progressive Purina PwC Pyrex Radley Rails RayBan RayBans Reese's Remington Renault Ring Rockwell Rogers
Rowan Roxy Safari Sage Saks Santander Scarpa Schindler Sharp Sharpie Sigma Simba Siri Sky Smirnoff
Smucker's Spencer's Sprint Stanley Starling Suzuki T.J.Maxx Talbots Target TaylorMade Thornton's
Tiffany Tiffany's TOMS Tous Triumph Tumi Tyson Uber Ubuntu United Vaillant Versace Vespa Victorinox
Virgin Visa Vizio Wahl Waterman Weber Wenger Westin Wilson Windows Wise Woolworth Wrigley Wyndham Yale
Zales Zippo Zwilling
"""
