"""Reading back what `orgdb export datapackage` wrote."""
