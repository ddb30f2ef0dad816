"""Stories that are walked in a browser and photographed on the way."""
