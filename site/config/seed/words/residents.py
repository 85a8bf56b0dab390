"""Who lives in the demo's houses, and how one gets in. Not everybody agreed to be shown."""

from locations.rules.secrets import Secrets

# House → name, a few words, days since they moved in, whether they agreed to be shown.
RESIDENTS: dict[str, list[tuple[str, str, int, bool]]] = {
    "embassy-sf": [
        (
            "Dorothea Lindgren",
            "Came the year the boiler failed, and fixed it. Teaches night school.",
            3100,
            True,
        ),
        ("Kofi Asante", "Tunes pianos, ours last of all. Cooks on Tuesdays.", 940, True),
        ("Marguerite Oyelaran", "", 410, False),
    ],
    "red-victorian": [
        ("Abel Fontaine", "Paints signs by hand. Knows who lived in which room since 1967.", 2200, True),
        ("Priya Venkataraman", "", 300, False),
    ],
    "amsterdam": [
        (
            "Sjoerd Hoekstra",
            "Repairs clocks on the second floor. Rows at six; come along.",
            1500,
            True,
        ),
        ("Yara Benali", "Bakes for the Saturday market, and for whoever is up.", 620, True),
        ("Pim van Dalen", "", 90, False),
    ],
}
SECRETS: dict[str, Secrets] = {
    "embassy-sf": Secrets(
        door_code="1906#",
        wifi_name="embassy-guests",
        wifi_password="fog-until-ten",  # noqa: S106 - the demo's
        way_in="Up the front steps, the left of the two doors. The code opens it.\n"
        "Your name is on the slate in the hall, with your room beside it. Keys hang below.",
    ),
    "red-victorian": Secrets(
        door_code="4077",
        wifi_name="redvic",
        wifi_password="plum-and-brass",  # noqa: S106 - the demo's
        way_in="Ring the brass bell beside the shop window. After ten use the code on the side door.",
    ),
    "amsterdam": Secrets(
        door_code="1667*",
        wifi_name="gracht",
        wifi_password="haak-boven-de-gevel",  # noqa: S106 - the demo's
        way_in="Below the hook, the green door. The stairs are steep: send your bag up with the hoist.",
    ),
}
