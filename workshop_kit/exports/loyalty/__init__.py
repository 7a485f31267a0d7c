"""An export of a survey on loyalty: its map, its answers, a first map."""
