"""Words that make a street: suffixes of English streets, what stands before or inside a European one.

Suffixes follow the lists of the US Postal Service and of Australia and New Zealand's AS/NZS 4819. Knows no rule.
"""

from __future__ import annotations

# Common enough that a number and a name before one are an address.
SUFFIXES = (
    r"Street|St|Avenue|Ave?|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place"
    r"|Pl|Terrace|Ter|Tce|Square|Sq|Parkway|Pkwy|Circle|Cir|Highway|Hwy|Close|Crescent|Cres"
    r"|Gardens|Gdns|Grove|Gr|Mews|Row|Walk|Hill|Quay|Trail|Trl|Loop|Alley|Plaza|Pike"
    r"|Broadway|Turnpike|Expressway|Freeway|Esplanade|Parade|Promenade|Causeway|Throughway|Motorway|Skyway"
    r"|Cove|Landing|Crossing|Pass|Path|Lu|Main|Cross|Lorong|Jalan"
)
# Also everyday words, so that more is asked of what stands around.
ODD_SUFFIXES = (
    r"Branch|Bridge|Brooks?|Burgs?|Bypass|Camp|Canyon|Cape|Centers?|Centre|Circles|Cliffs?|Club|Common"
    r"|Corners?|Course|Courts|Coves|Creek|Crest|Crossroad|Curve|Dale|Dam|Divide|Drives|Estates?|Extension"
    r"|Falls?|Ferry|Fields?|Flats?|Fords?|Forest|Forges?|Forks?|Fort|Garden|Gateway|Glens?|Greens?|Groves"
    r"|Harbou?rs?|Haven|Heights|Hills|Hollow|Inlet|Islands?|Isle|Junctions?|Keys?|Knolls?|Lakes?|Land|Lights?"
    r"|Loaf|Locks?|Lodge|Mall|Manors?|Meadows?|Mills?|Mission|Mount|Mountains?|Neck|Orchard|Oval|Overpass"
    r"|Parks?|Parkways|Passage|Pines?|Plains?|Points?|Ports?|Prairie|Radial|Ramp|Ranch|Rapids?|Rest|Ridges?"
    r"|River|Roads|Route|Rue|Run|Shoals?|Shores?|Springs?|Spurs?|Squares|Station|Stravenue|Stream|Streets"
    r"|Summit|Trace|Tracks?|Trafficway|Tunnel|Underpass|Unions?|Valleys?|Via|Viaduct|Views?|Villages?|Ville"
    r"|Vista|Walks|Wall|Ways|Wells?|Bend|Rise|Ronde|Circuit|Circus|Reach|Retreat|Ride|Ring|Strand|Wynd|Vale"
    r"|Nook|Link|Outlook|Lookout|Approach|Arcade|Basin|Block|Brae|Chase|Copse|Dell|Fairway|Glade|Grange|Gully"
    r"|Quays|Range|Ridgeway|Rotary|Round|Siding|Slope|Steps|Subway|Tor|Triangle|Turn|Wade|Walkway|Access"
    r"|Amble|Concourse|Deviation|Dip|Edge|Elbow|End|Entrance|Foreshore|Frontage|Gap|Gates?|Interchange"
    r"|Intersection|Laneway|Line|Meander|Mew|Pathway|Plateau|Pocket|Reserve|Riverway|Riviera|Thoroughfare"
    r"|Top|Tollway|Upper|Lower|Anchorage|Artery|Beach|Brace|Break|Brow|Byway|Colonnade|Corso|Courtyard"
)
# A street that begins with its kind: Romance and Slavic languages, Malay.
STREET_BEFORE = (
    r"(?i:rue|avenue|boulevard|bd|quai|all[ée]e|impasse|cours|chemin|place|passage|faubourg|via|viale|piazza|piazzale"
    r"|corso|largo|vicolo|strada|calle|c/|avenida|avda?\.|av\.|paseo|plaza|camino|carrer|carretera|ronda|rua"
    r"|travessa|alameda|rodovia|ul\.|ulica|al\.|os\.|aleja|trg|jalan|jl\.|lorong)"
)
# A street that ends with its kind, in one word: Germanic, Nordic, Finnish; Hungarian as a word of its own.
STREET_ENDINGS = (
    r"stra(?:ß|ss)e|str\.|weg|gasse|platz|allee|damm|ufer|steig|hof|gatan|gata|v[äa]gen|gr[äa]nd|stigen|gade|vej"
    r"|veien|gaten|gate|straat|laan|gracht|plein|dreef|kade|singel|steeg|katu|tie|kuja|polku|vegur|stigur"
    r"| utca| [úu]t"
)
