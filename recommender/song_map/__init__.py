"""The map: every song as a point, from its place to the page, the table and a region's list."""
