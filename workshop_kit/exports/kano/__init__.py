"""An export of a KANO survey: its map, its answers, a first map."""
