"""Songs that are like a song: lists, stations, paths and mixes made from them."""
