"""Invented names of staff and patients, from several cultures; nobody here is real."""

from __future__ import annotations

#: (given name, family name as a woman bears it, as a man bears it); a family is used with every given name of it.
CULTURES: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]], ...] = (
    (
        ("Aoife", "Niamh", "Gráinne", "Sadhbh", "Caoimhe", "Órla", "Bríd", "Fionnuala"),
        ("Cormac", "Fionn", "Oisín", "Tadhg", "Séamus", "Diarmuid", "Ruairí", "Pádraig"),
        (
            ("Ní Mhurchú", "Ó Murchú"), ("Breathnach", "Breathnach"), ("Kavanagh", "Kavanagh"),
            ("O’Driscoll", "O’Driscoll"), ("Ní Fhloinn", "Ó Floinn"), ("Tuohy", "Tuohy"),
            ("McInerney", "McInerney"), ("Ní Chonaill", "Ó Conaill"),
        ),
    ),
    (
        ("Zofia", "Agnieszka", "Małgorzata", "Łucja"),
        ("Paweł", "Grzegorz", "Michał", "Łukasz"),
        (("Dąbrowska", "Dąbrowski"), ("Wójcik", "Wójcik"), ("Żurawska", "Żurawski"), ("Kowalczyk", "Kowalczyk")),
    ),
    (
        ("Chidinma", "Ngozi", "Adaeze"),
        ("Emeka", "Obinna", "Tunde"),
        (("Okafor", "Okafor"), ("Adébáyọ̀", "Adébáyọ̀"), ("Nwosu", "Nwosu")),
    ),
    (
        ("Beatriz", "Conceição", "Inês", "Luísa"),
        ("João", "Thiago", "Otávio", "Caetano"),
        (("Magalhães", "Magalhães"), ("Conceição", "Conceição"), ("Araújo", "Araújo")),
    ),
    (
        ("Priya", "Lakshmi", "Meera"),
        ("Arjun", "Rohan", "Vikram"),
        (("Nair", "Nair"), ("Chatterjee", "Chatterjee"), ("Raghunathan", "Raghunathan")),
    ),
    (
        ("Ştefania", "Ilinca", "Ruxandra"),
        ("Răzvan", "Ștefan", "Mihăiță"),
        (("Țurcanu", "Țurcanu"), ("Brătescu", "Brătescu"), ("Ionescu", "Ionescu")),
    ),
    (
        ("Thị Hương", "Mai Lan", "Ngọc Anh"),
        ("Văn Đức", "Quang Huy", "Minh Tuấn"),
        (("Nguyễn", "Nguyễn"), ("Phạm", "Phạm"), ("Đặng", "Đặng")),
    ),
    (
        ("Lina", "Yasmin", "Nour"),
        ("Karim", "Samir", "Idris"),
        (("El-Masri", "El-Masri"), ("Haddad", "Haddad"), ("Bouazza", "Bouazza")),
    ),
    (
        ("Sigríður", "Maëlle", "Chloé", "Jürgena"),
        ("Björn", "Loïc", "Jürgen", "Søren"),
        (("Lefèvre", "Lefèvre"), ("Großmann", "Großmann"), ("Sørensen", "Sørensen"), ("Håkansson", "Håkansson")),
    ),
)  # fmt: skip


def everybody() -> list[tuple[str, str, str]]:
    """All (given name, family name, sex) that the cultures allow, always in the same order."""
    found = []
    for women, men, families in CULTURES:
        for as_woman, as_man in families:
            found += [(given, as_woman, "f") for given in women]
            found += [(given, as_man, "m") for given in men]
    return found
