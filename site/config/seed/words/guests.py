"""Who stays, and what they write."""

# Where people come from, with names given and carried there.
PLACES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Lisbon": (("Inês", "Tiago", "Beatriz", "Rui"), ("Carvalho", "Nogueira", "Pires", "Tavares")),
    "Kraków": (("Zofia", "Tomasz", "Hanna", "Marek"), ("Wójcik", "Zielińska", "Kaczmarek", "Sowa")),
    "Nairobi": (("Wanjiru", "Otieno", "Amina", "Kamau"), ("Njoroge", "Odhiambo", "Mwangi", "Achieng")),
    "Oaxaca": (("Xóchitl", "Mateo", "Lucía", "Emiliano"), ("Hernández", "Ruiz", "Santiago", "Bautista")),
    "Taipei": (("Yi-Chen", "Wei", "Mei-Ling", "Chih-Hao"), ("Lin", "Huang", "Chang", "Hsu")),
    "Leipzig": (("Friederike", "Jonas", "Ilse", "Matthias"), ("Brandt", "Vogel", "Lehmann", "Kühn")),
    "Montréal": (("Aurélie", "Étienne", "Maude", "Olivier"), ("Gagnon", "Tremblay", "Lavoie", "Bouchard")),
    "Accra": (("Kwame", "Efua", "Yaw", "Abena"), ("Mensah", "Boateng", "Owusu", "Asante")),
    "Pune": (("Meera", "Rohan", "Ananya", "Vikram"), ("Kulkarni", "Deshpande", "Joshi", "Rao")),
    "Tromsø": (("Ingrid", "Sindre", "Maja", "Eirik"), ("Solberg", "Nilsen", "Dahl", "Bakken")),
    "Beirut": (("Rania", "Karim", "Nour", "Ziad"), ("Haddad", "Khoury", "Saab", "Nassar")),
    "Portland": (("Claire", "Marcus", "June", "Theo"), ("Abbott", "Reyes", "Lindqvist", "Park")),
    "Osaka": (("Haruka", "Kenji", "Yui", "Sota"), ("Nakamura", "Mori", "Fujita", "Ishii")),
    "Bologna": (("Giulia", "Pietro", "Chiara", "Davide"), ("Ferri", "Montanari", "Galli", "Bassi")),
    "Istanbul": (("Elif", "Deniz", "Emre", "Zeynep"), ("Yılmaz", "Aydın", "Demir", "Koç")),
    "Valparaíso": (("Javiera", "Ignacio", "Catalina", "Joaquín"), ("Rojas", "Muñoz", "Fuentes", "Vergara")),
}

CRAFTS = [
    "draws maps of places that flood",
    "teaches mathematics to people who say they can't",
    "repairs accordions",
    "writes software for hospitals",
    "is between two degrees",
    "is a nurse on nights",
    "bakes, mostly rye",
    "studies moss",
    "plays the viola in other people's quartets",
    "translates crime novels",
    "runs a very small cinema",
    "is a carpenter and misses it when away",
    "works on batteries",
    "is retired and refuses to sit still",
    "photographs staircases",
    "organises tenants",
    "is writing a thesis on municipal water",
    "builds puppets",
    "is a judge of small claims",
    "grows chillies on a balcony",
]

BIOS = [
    "From {place}. {name} {craft}.",
    "{name} lives in {place} and {craft}. Likes early trains and washing up.",
    "{name} {craft}, in {place} and wherever there is a table.",
    "Comes from {place}, {craft}, cooks one dish very well.",
    "",
]

PURPOSES = [
    "A conference downtown, and two days afterwards to walk.",
    "My sister has had a baby three streets away and her flat is full.",
    "I am looking for a place to live here and want to do it on foot.",
    "Finishing a chapter. I need a desk and people at dinner.",
    "We marry in spring and want three days with nobody we know.",
    "An interview on Thursday. Please wish me luck.",
    "I stayed five years ago and still think of the soup.",
    "Field work: I measure street trees. I will be out from seven to four.",
    "A concert on Saturday, and otherwise nothing at all.",
    "Visiting archives. I am quiet and I bring my own tea.",
    "My daughter starts at the university and I am carrying the boxes.",
    "On the way from one coast to the other by train.",
    "I would like to learn how a house like yours works, before we start ours.",
    "A week off, the first since last year.",
    "Working with a team here; the hotel they offered has no windows that open.",
    "Meeting my father, who has not seen the city since 1979.",
]

COMMENTS = [
    "",
    "",
    "",
    "",
    "I am vegetarian and happy to cook.",
    "My train may be late; I will write.",
    "A lower bunk would help, because of a knee.",
    "Allergic to cats, but not very.",
    "I bring a folding bicycle.",
    "We need a cot for a child of ten months.",
    "I snore a little. I will take the room farthest from anybody.",
    "Is there a piano?",
]

ARRIVALS = [
    "",
    "",
    "",
    "about 4 pm",
    "between 5 and 6 pm",
    "late, after 9 pm",
    "on the noon train",
    "7 pm for dinner",
]

DECLINED = [
    "We are painting the stairs that week and can't have guests. The week after is free.",
    "There is a family reunion in the house on these days and no quiet corner left.",
    "Four of us are away and nobody could look after you properly. Please ask again for another month.",
    "The room is being kept for somebody who is moving in. Would the shared room do?",
]

CANCELLED_BY_HOUSE = [
    "The boiler has given up and the room can't be heated before you come.",
    "Water came through the ceiling. We are sorry, and we pay everything back.",
]
CANCELLED_IN_PART = "Agreed on the telephone: part of it is kept, the rest goes back."

NOTES = [
    "Arrives with a cello. Hoist or a ground-floor room.",
    "Stayed before, lovely. Knows where everything is.",
    "Asked twice about the cat. Told them about the cat.",
    "Key number 4 given out; the other one sticks.",
    "Pays by transfer, reference is the booking number.",
    "Left a scarf in the hall. Sent on by post.",
    "Wants to talk about starting a house. Put them beside Ines at dinner.",
    "Coming late, I stay up. J.",
    "Vegetarian. Slate updated.",
    "Bed by the window, because of the knee.",
]
