"""Classes of words beside a word that speak for or against its being a person's name. Knows no rule.

Word classes, not examples.
"""

from __future__ import annotations

from policies.recognizers.words import words

TITLES = frozenset(words("mr mrs ms mx miss dr prof professor sir doctor"))
PARTICLES = frozenset(
    words(
        "de la del della da das do dos di du van von der den ter ten le el al bin ibn abu y e af st"
    )
)
CALLS = frozenset(
    words("""ask tell dear named called wife husband son daughter brother sister friend mother father mom dad
    mum cousin aunt uncle colleague boss told asked let im i'm name names contact spoke met meet hi hello
    hey cheers thanks love regards colleague roommate neighbour neighbor fiance""")
)
LEADS = frozenset(
    words("with by to for and from does did has was that about between why when who is or")
)
SAYS = frozenset(
    words("says said told asked promised lives lived speaking calling wrote thinks wants shouted")
)
CUES = TITLES | CALLS
DOES = frozenset(words("called paid ordered here sent came got has was is will who and"))
PLACES = frozenset(words("in at to near from on via of the"))
BEINGS = frozenset(
    words(
        """
    son daughter boy girl man woman guy lady gentleman person people child kid baby agent driver customer client user
    member guest nurse doctor teacher student wife husband partner neighbour neighbor tenant landlord boss manager
    colleague employee rep representative lawyer technician courier dog cat someone somebody he she i you
    """
    )
)
PAIRS = frozenset(words("and or vs versus than with to of in for"))
IN = frozenset(words("in at near around outside inside across throughout within"))
TO = frozenset(words("to from via into for of"))
WAYS = frozenset(
    words(
        """
    flight flights train trains bus buses ferry trip trips travel travelling traveling travelled tour route journey
    deliver delivered delivery ship shipped shipping ships units stock sent moved move moving go going went gone fly
    flying flew drive driving drove commute ticket tickets relocate relocated hotel hotels weather city town north
    south east west outside directions exit miles hours km departs arrives arrived departing arriving bound
    """
    )
)
ORGANISATIONS = frozenset(
    words("""inn hotel hotels street st ave avenue road rd apartments apartment bank inc ltd llc corp
    corporation company restaurant cafe university school airport station hospital store card cards club
    centre center park court lane drive city county plc group co department team service services app
    office holdings industries solutions systems partners capital trust foundation museum bridge beach
    lake river hall house tower plaza mall library church college issue issues""")
)
# Words of a company's, a shop's or a public place's name that end or join it, and are nobody's surname.
FIRMS = frozenset(
    words("""inn hotel hotels airlines airways airport bank banking inc ltd llc llp plc corp corporation company gmbh
    group holdings industries industrial solutions systems partners capital trust foundation museum university school
    college hospital clinic pharmacy restaurant cafe bistro bakery supermarket store stores shop market motors auto
    automotive electric electronics energy power controls investments investment financial finance insurance
    assurance securities brothers sons associates consulting logistics transport shipping plumbing roofing homes
    properties estates realty media studios pictures records entertainment games technologies technology software
    labs laboratories pharma pharmaceuticals healthcare foods brewery brewing distillery winery cosmetics beauty
    fashion clothing jewelers jewellers furniture hardware tools telecom mobile wireless broadband network networks
    stadium arena theatre theater cinema station terminal square palace cathedral bridge boulevard
    day week festival cup prize award disease syndrome law theorem test tendon protocol gps api sdk cluster""")
)
DETERMINERS = frozenset(
    words("the a an this these those any every each your our another which most more all both no")
)
# Before a name and a plain verb: "did Emily order", "help Ann return it".
AUXILIARIES = frozenset(
    words("""did do does can could will would shall should may might must let lets let's make made help helped
    has have had is are was were to and""")
)
GIVES = frozenset(
    words("""give gave given send sent offer offered pay paid owe owes owed bring
    brought buy bought get got hand handed tell told ask asked show showed issue issued grant granted""")
)
