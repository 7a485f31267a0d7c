"""An export of a SERVQUAL survey: its map, its answers and points, a first map."""
