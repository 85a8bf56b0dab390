"""Words for further houses and rooms, where more are wanted than are written by hand."""

TOWNS = [
    ("Porto", "EUR", "Europe/Lisbon"),
    ("Berlin", "EUR", "Europe/Berlin"),
    ("Oakland", "USD", "America/Los_Angeles"),
    ("Glasgow", "GBP", "Europe/London"),
    ("Kyoto", "JPY", "Asia/Tokyo"),
    ("Mexico City", "MXN", "America/Mexico_City"),
    ("Ghent", "EUR", "Europe/Brussels"),
    ("Santa Fe", "USD", "America/Denver"),
    ("Athens", "EUR", "Europe/Athens"),
    ("Toronto", "CAD", "America/Toronto"),
    ("Bergen", "NOK", "Europe/Oslo"),
    ("Chicago", "USD", "America/Chicago"),
]

HOUSES = [
    "Lantern House",
    "The Mill",
    "Stone Stairs",
    "The Old School",
    "Gable Hall",
    "The Orchard",
    "Quay House",
    "The Foundry",
    "Linden Court",
    "The Signal Box",
    "Copper House",
    "The Dairy",
]

# What one unit of a dollar's price is, roughly, in the currency: a demo's price, not a rate.
SCALE = {"JPY": 150, "MXN": 18, "NOK": 10}

ROOMS = [
    "Quince",
    "Juniper",
    "Swallow",
    "Heron",
    "Copper",
    "Linen",
    "Harbour",
    "Almond",
    "Fern",
    "North",
    "Clock",
    "Garden",
    "Corner",
    "Gable",
    "Blue",
    "Chestnut",
    "Courtyard",
    "Kestrel",
    "Willow",
    "Bell",
    "Sage",
    "Upper",
    "Larch",
    "Tile",
]

SUMMARY = "{people} people live in this house in {place} and keep {rooms} rooms for guests."

STORY = (
    "<h2>The house</h2><p>{people} people live here for good and cook together on {day}s. Guests have a "
    "key, a shelf in the fridge and a place at the table.</p>"
)

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Sunday"]

ROOM = (
    "<p>On the {floor} floor, to the {side}. {bed}, a desk, a lamp to read by, and a window that opens.</p>"
    "<p>The bathroom is {bath}.</p>"
)
ROOM_SUMMARY = "{floor} floor, to the {side}, with morning light at {hour}."
FLOORS = ["Ground", "First", "Second", "Third"]
SIDES = ["garden", "street", "courtyard", "east"]
BATHS = ["your own", "across the landing and shared with one other room", "half a flight up"]

# Stewards of further houses, as given name and family name.
PEOPLE = [
    ("Sofia", "Almeida"),
    ("Lukas", "Brenner"),
    ("Nadia", "Rahman"),
    ("Owen", "Gallagher"),
    ("Yuki", "Tanabe"),
    ("Paula", "Ortega"),
    ("Wout", "Claes"),
    ("Rosa", "Chavez"),
    ("Eleni", "Pappas"),
    ("Grace", "Liu"),
    ("Sigrid", "Haugen"),
    ("Dwight", "Coleman"),
]

RULES = "Quiet from 10 pm to 7 am.\nWash what you use.\nNo smoking indoors."
